"""K, L and N on their bands, with a mark at the park's value.

The five code colours stand on the band of K, which is the code itself, and nowhere else.

Source: rubric.md 7; mockups/scorecard-pdf-pages-3-4.png (right, foot).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.colours import EDGE, LINE, TEXT, TEXT_2, TEXT_3
from reports.figures.drawing import Area, Drawing, Label, Line, Mark, Side, rectangle, straight

_STEP = 38.0
_BAR = 11.0
_TOP = 13.0
_LABELS = 0.34


@dataclass(frozen=True, slots=True)
class BandStep:
    """One step of a band."""

    word: str
    fill: str
    ink: str = TEXT
    own: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One value on its band.

    Attributes:
        symbol, name: K, L or N and what it is.
        value: printed over the mark.
        place: 0 to 1 along the band; None draws no mark.
        steps: of equal width.
        limits: printed under the ends of the steps, one less than there are steps; a band with
            one step has both its ends printed.
        fill: colour of the part up to the mark; empty for none.
    """

    symbol: str
    name: str
    value: str
    place: float | None
    steps: tuple[BandStep, ...]
    limits: tuple[str, ...]
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands under each other."""

    bands: tuple[Band, ...]
    alternative: str

    def drawing(self, width: float) -> Drawing:
        """Draw it."""
        marks = [
            mark
            for number, band in enumerate(self.bands)
            for mark in _marks(band, width, _TOP + number * _STEP)
        ]
        return Drawing(width, _STEP * len(self.bands), tuple(marks), self.alternative)


def place_on(value: float, limits: Sequence[float]) -> float:
    """Where a value stands on a band whose steps have equal width, 0 to 1.

    The first step starts at 0, the last one ends at twice its limit; values beyond stand at the
    ends.

    >>> place_on(0.3, [0.6, 2.0]), place_on(0.6, [0.6, 2.0]), place_on(9, [0.6, 2.0])
    (0.16666666666666666, 0.3333333333333333, 1.0)
    """
    edges = [0.0, *limits, 2 * limits[-1]]
    if value <= 0:
        return 0.0
    for number, (low, high) in enumerate(pairwise(edges)):
        if value <= high:
            return (number + (value - low) / (high - low)) / (len(edges) - 1)
    return 1.0


def _marks(band: Band, width: float, y: float) -> Iterator[Mark]:
    left = width * _LABELS
    room = width - left
    one = room / len(band.steps)
    yield Label(0, y + _BAR - 2.5, band.symbol, 9.5, bold=True)
    yield Label(14, y + _BAR - 2.5, band.name, 7.8, TEXT_2, room=left - 20)
    for number, step in enumerate(band.steps):
        x = left + number * one
        yield rectangle(x, y, one, _BAR, step.fill)
        yield Label(
            x + one / 2, y + _BAR - 3, step.word, 7.4, step.ink, bold=step.own, side="centre"
        )
    if band.fill and band.place:
        yield rectangle(left, y, room * band.place, _BAR, band.fill)
    yield Line(((left, y), (width, y), (width, y + _BAR), (left, y + _BAR)), EDGE, 0.5, closed=True)
    yield from _limits(band, left, one, y + _BAR)
    if band.place is not None:
        x = left + room * band.place
        yield Area(((x - 3, y - 4.5), (x + 3, y - 4.5), (x, y)), TEXT)
        near = min(max(x, left + 14), width - 14)
        yield Label(near, y - 6.5, band.value, 8, bold=True, side="centre")


def _limits(band: Band, left: float, one: float, y: float) -> Iterator[Mark]:
    """The limits under the ends of the steps."""
    first = 0 if len(band.steps) == 1 else 1
    for number, text in enumerate(band.limits, first):
        x = left + number * one
        yield straight(x, y, x, y + 2, LINE)
        side: Side = "centre" if first else "left" if number == 0 else "right"
        yield Label(x, y + 9, text, 7, TEXT_3, side=side)
