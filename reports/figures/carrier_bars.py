"""Emissions by carrier, year by year, stacked from zero, with policy events.

Source: visual.md, Charts; mockups/scorecard-pdf-pages-3-4.png (right).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.colours import EDGE, LINE, PANEL, SURFACE, TEXT, TEXT_2, TEXT_3
from reports.figures.drawing import Drawing, Label, Line, Mark, rectangle, straight

_LEFT, _TOP, _BOTTOM = 34.0, 26.0, 15.0
_NAMES = 88.0
"""Room for the names of the carriers behind the last bar."""
_BAR = 0.64
"""Width of a bar, of the step from year to year."""
_WIDEST_STEP = 78.0
_SIZE = 7.3
_DIGIT = 0.56
"""Width of a digit, of its size, with a little room."""
_NAME_STEP = 9.5
_NEAR = 9.0
"""Numbers of events that stand nearer than this are written together."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Carrier:
    """One carrier with its colour and its printed value in the last year."""

    name: str
    colour: str
    value: str


@dataclass(frozen=True, slots=True)
class YearBar:
    """One year.

    Attributes:
        parts: amount of each carrier; those below zero are drawn under the axis. Empty where the
            year is incomplete.
        total: printed over the bar; in an incomplete year a dash.
        after_break: whether the years before have another boundary.
    """

    year: int
    parts: tuple[float, ...]
    total: str
    after_break: bool = False


@dataclass(frozen=True, slots=True)
class EventMark:
    """A policy event at a place on the axis of years; a period has an end that differs."""

    number: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class CarrierBars:
    """Stacked bars of several years, oldest first, of which at least one is complete."""

    carriers: tuple[Carrier, ...]
    years: tuple[YearBar, ...]
    events: tuple[EventMark, ...]
    unit: str
    height: float
    alternative: str

    def drawing(self, width: float) -> Drawing:
        """Draw it, in no more than the width."""
        scale = _scale(self, width)
        used = scale.x(self.years[-1].year + 1) + _NAMES
        return Drawing(used, self.height, tuple(_marks(self, scale)), self.alternative)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From years and amounts to points."""

    first: int
    step: float
    zero: float
    unit: float
    tick: float
    ends: tuple[float, float]

    def x(self, year: float) -> float:
        """Place of the start of a year; its middle is half a step further."""
        return _LEFT + (year - self.first) * self.step

    def y(self, amount: float) -> float:
        """Place of an amount."""
        return self.zero - amount * self.unit


def nice_step(highest: float, most: int = 4) -> float:
    """The smallest round step with which at most `most` steps reach `highest`.

    >>> nice_step(144), nice_step(0.7), nice_step(0)
    (50.0, 0.2, 1.0)
    """
    if highest <= 0:
        return 1.0
    rough = highest / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def _scale(figure: CarrierBars, width: float) -> _Scale:
    """Round ends for the amounts, equal steps for the years."""
    high = max(map(_above, figure.years))
    low = min(map(_below, figure.years))
    tick = nice_step(high - low)
    top, bottom = math.ceil(high / tick - 1e-9) * tick, math.floor(low / tick + 1e-9) * tick
    unit = (figure.height - _TOP - _BOTTOM) / (top - bottom or 1.0)
    years = figure.years[-1].year - figure.years[0].year + 1
    step = min((width - _LEFT - _NAMES) / years, _WIDEST_STEP)
    return _Scale(figure.years[0].year, step, _TOP + top * unit, unit, tick, (bottom, top))


def _marks(figure: CarrierBars, scale: _Scale) -> Iterator[Mark]:
    right = scale.x(figure.years[-1].year + 1)
    bottom, top = scale.ends
    yield from _periods(figure, scale, right)
    yield Label(_LEFT - 5, 8, figure.unit, 7.2, TEXT_3, side="right")
    for number in range(round((top - bottom) / scale.tick) + 1):
        amount = bottom + number * scale.tick
        colour = EDGE if abs(amount) < scale.tick / 2 else LINE
        y = scale.y(amount)
        yield straight(_LEFT, y, right, y, colour)
        yield Label(_LEFT - 5, y + 2.5, f"{amount:,.10g}", 7.2, TEXT_3, side="right")
    yield from _events(figure, scale, right)
    for bar in figure.years:
        yield from _bar(figure, bar, scale)
    yield from _names(figure, scale, right)


def _above(bar: YearBar) -> float:
    return sum(part for part in bar.parts if part > 0)


def _below(bar: YearBar) -> float:
    return sum(part for part in bar.parts if part < 0)


def _bar(figure: CarrierBars, bar: YearBar, scale: _Scale) -> Iterator[Mark]:
    """The parts of a year upon each other, its total over them, its year under the axis."""
    wide = scale.step * _BAR
    centre = scale.x(bar.year + 0.5)
    for sign in (1, -1):
        reached = 0.0
        for carrier, part in zip(figure.carriers, bar.parts, strict=False):
            if part * sign > 0:
                upper = max(reached, reached + part)
                yield rectangle(
                    centre - wide / 2, scale.y(upper), wide, abs(part) * scale.unit, carrier.colour
                )
                reached += part
    foot = max(scale.zero + abs(_below(bar)) * scale.unit, figure.height - _BOTTOM)
    yield Label(centre, foot + 10, str(bar.year), 7.2, TEXT_2, side="centre")
    if (figure.years[-1].year - bar.year) % _labelled(figure, scale) == 0:
        yield from _total(bar, centre, scale.y(_above(bar)) - 3.5)
    if bar.after_break:
        x = scale.x(bar.year)
        yield straight(x, _TOP, x, scale.zero, TEXT_2, width=0.8, dash=(5, 2))


def _labelled(figure: CarrierBars, scale: _Scale) -> int:
    """Every how many years a total is written, counted from the last, so that none touch."""
    widest = max(len(bar.total) for bar in figure.years) * _SIZE * _DIGIT
    return max(1, math.ceil(widest / scale.step))


def _total(bar: YearBar, centre: float, base: float) -> Iterator[Mark]:
    """The total on a ground of its own, so that no line of the chart runs through it."""
    wide = len(bar.total) * _SIZE * _DIGIT
    yield rectangle(centre - wide / 2, base - _SIZE, wide, _SIZE + 2, SURFACE)
    yield Label(centre, base, bar.total, _SIZE, TEXT, bold=True, side="centre")


def _names(figure: CarrierBars, scale: _Scale, right: float) -> Iterator[Mark]:
    """Names and values beside the parts of the last bar, moved apart where they are near."""
    last = figure.years[-1]
    edge = scale.x(last.year + 0.5) + scale.step * _BAR / 2
    middles: list[tuple[float, Carrier]] = []
    reached = {1: 0.0, -1: 0.0}
    for carrier, part in zip(figure.carriers, last.parts, strict=False):
        sign = 1 if part >= 0 else -1
        if part:
            middles.append((scale.y(reached[sign] + part / 2), carrier))
        reached[sign] += part
    ordered = sorted(middles, key=lambda item: item[0])
    places = spread([place for place, _ in ordered], _NAME_STEP, figure.height - _BOTTOM)
    for (middle, carrier), place in zip(ordered, places, strict=True):
        yield Line(((edge + 1, middle), (right + 4, place), (right + 9, place)), EDGE, 0.5)
        yield Label(right + 12, place + 2.6, carrier.name, 7.4, TEXT_2)
        yield Label(right + _NAMES, place + 2.6, carrier.value, 7.4, TEXT, side="right")


def spread(places: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Move ascending places apart to at least `gap`, none below `lowest` where that is possible.

    >>> spread([10, 11, 50], 8, 100), spread([95, 99], 8, 100)
    ([10, 18, 50], [92, 100])
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    limit = lowest
    for number in reversed(range(len(moved))):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - gap
    return moved


def _periods(figure: CarrierBars, scale: _Scale, right: float) -> Iterator[Mark]:
    """Periods as pale bands behind everything."""
    for event in figure.events:
        if event.end > event.start:
            left, end = max(scale.x(event.start), _LEFT), min(scale.x(event.end), right)
            yield rectangle(left, _TOP - 6, end - left, scale.zero - _TOP + 6, PANEL)


def _events(figure: CarrierBars, scale: _Scale, right: float) -> Iterator[Mark]:
    """Dashed verticals with their numbers; numbers that would touch are written together."""
    groups: list[tuple[float, str]] = []
    for event in sorted(figure.events, key=lambda event: (event.start, event.number)):
        least = _LEFT + 4 if event.end > event.start else _LEFT
        x = min(max(scale.x(event.start), least), right)
        if event.end == event.start:
            yield straight(x, _TOP - 6, x, scale.zero, TEXT_2, width=0.7, dash=(2.5, 2))
        if groups and x - groups[-1][0] < _NEAR * len(groups[-1][1]):
            groups[-1] = (groups[-1][0], groups[-1][1] + event.number)
        else:
            groups.append((x, event.number))
    for x, numbers in groups:
        yield Label(x - 4, _TOP - 9, numbers, 8, TEXT)
