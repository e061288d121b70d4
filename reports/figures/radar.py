"""The radar of the dimensions: this year filled, last year dashed, class mean thin.

Source: visual.md, 填报 (radar); mockups/scorecard-pdf-pages-1-2.png (right).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.colours import ACCENT, LINE, TEXT, TEXT_2, TEXT_3, TINT
from reports.figures.drawing import Area, Drawing, Label, Line, Mark, Point, Side, straight

_RINGS = (0.2, 0.4, 0.6, 0.8, 1.0)
_PASS = 0.6
_HEIGHT = 0.72
"""Height of the figure, of its width."""
_RADIUS = 0.25
_LEGEND = 18.0
"""Width of the line before a name of the legend, in points."""
_YEAR = 62.0
"""Room of a year in the legend."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension; shares are 0 to 1, None where there is no score."""

    label: str
    value: str
    this: float | None
    last: float | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Radar:
    """A radar chart.

    Attributes:
        axes: clockwise from the top, at least three.
        this, last, mean: names for the legend; an empty name leaves that series out.
        alternative: the figure in words.
    """

    axes: tuple[Axis, ...]
    this: str
    last: str
    mean: str
    alternative: str

    def drawing(self, width: float) -> Drawing:
        """Draw it."""
        height = width * _HEIGHT
        marks = (*_marks(self, width, height), *_legend(self, width, height))
        return Drawing(width, height, marks, self.alternative)


def _marks(radar: Radar, width: float, height: float) -> Iterator[Mark]:
    centre = (width / 2, height / 2 - 9)
    radius = width * _RADIUS
    corners = [_corner(number, len(radar.axes)) for number in range(len(radar.axes))]

    def ring(shares: Sequence[float | None]) -> tuple[Point, ...]:
        pairs = zip(corners, shares, strict=True)
        return tuple(_at(centre, c, radius * s) for c, s in pairs if s is not None)

    this = ring([axis.this for axis in radar.axes])
    if len(this) > 2:
        yield Area(this, TINT)
    for share in _RINGS:
        dash = (1.5, 1.5) if share == _PASS else None
        colour = TEXT_3 if share == _PASS else LINE
        yield Line(ring([share] * len(corners)), colour, 0.5, dash, closed=True)
    for corner in corners:
        yield straight(*centre, *_at(centre, corner, radius), LINE)
    if radar.mean:
        yield Line(ring([axis.mean for axis in radar.axes]), TEXT_2, 0.7, closed=True)
    if radar.last:
        yield Line(ring([axis.last for axis in radar.axes]), ACCENT, 0.9, (3, 2), closed=True)
    yield Line(this, ACCENT, 1.5, closed=True)
    for axis, corner in zip(radar.axes, corners, strict=True):
        yield from _names(axis, corner, _at(centre, corner, radius))


def _names(axis: Axis, corner: Point, at: Point) -> Iterator[Mark]:
    """Name and score outside a corner."""
    side: Side = "centre" if abs(corner[0]) < 0.1 else "left" if corner[0] > 0 else "right"
    x = at[0] + (0 if side == "centre" else 6 if side == "left" else -6)
    y = at[1] + (-14 if corner[1] < -0.9 else 11 if corner[1] > 0.9 else -2)
    yield Label(x, y, axis.label, 7.8, TEXT_2, side=side)
    yield Label(x, y + 10, axis.value, 8.5, TEXT, bold=True, side=side)


def _legend(radar: Radar, width: float, height: float) -> Iterator[Mark]:
    """The names of the series, each behind its line."""
    looks = (
        (radar.this, ACCENT, 1.5, None),
        (radar.last, ACCENT, 0.9, (3.0, 2.0)),
        (radar.mean, TEXT_2, 0.7, None),
    )
    shown = [look for look in looks if look[0]]
    y = height - 3
    x = 6.0 if radar.mean else width / 2 - len(shown) * _YEAR / 2
    for name, colour, line, dash in shown:
        yield straight(x, y - 2.5, x + _LEGEND, y - 2.5, colour, width=line, dash=dash)
        yield Label(x + _LEGEND + 4, y, name, 7.2, TEXT_2)
        x += _YEAR


def _corner(number: int, count: int) -> Point:
    """Direction of a corner, clockwise from the top."""
    angle = 2 * math.pi * number / count
    return (round(math.sin(angle), 9), round(-math.cos(angle), 9))


def _at(centre: Point, corner: Point, distance: float) -> Point:
    return (centre[0] + corner[0] * distance, centre[1] + corner[1] * distance)
