"""Drawing commands that screen and print share; they know nothing of any library.

Lengths are points from the upper left corner of the drawing; `y` of a label is its base line.
Every drawing has a text alternative with its main numbers.

Source: visual.md, Charts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from reports.colours import TEXT

Point: TypeAlias = tuple[float, float]
Side: TypeAlias = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `dash` gives drawn and empty length."""

    points: tuple[Point, ...]
    colour: str
    width: float = 0.6
    dash: tuple[float, float] | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `side` says which side of it stands at `x`; it is cut to `room`."""

    x: float
    y: float
    text: str
    size: float = 7.5
    colour: str = TEXT
    bold: bool = False
    side: Side = "left"
    room: float | None = None


Mark: TypeAlias = Line | Area | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished figure.

    Attributes:
        width, height: in points; nothing but the ends of labels may reach beyond them.
        marks: in the order in which they are drawn.
        alternative: the figure in words, with its main numbers.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    alternative: str


class Figure(Protocol):
    """What a figure is drawn from."""

    def drawing(self, width: float) -> Drawing:
        """The figure in a given width."""


def rectangle(x: float, y: float, width: float, height: float, fill: str) -> Area:
    """A filled rectangle from its upper left corner.

    >>> rectangle(0, 0, 2, 1, "#000000").points
    ((0, 0), (2, 0), (2, 1), (0, 1))
    """
    right, low = x + width, y + height
    return Area(((x, y), (right, y), (right, low), (x, low)), fill)


def straight(  # noqa: PLR0913 - two points and a look
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    colour: str,
    *,
    width: float = 0.5,
    dash: tuple[float, float] | None = None,
) -> Line:
    """A straight line."""
    return Line(((x1, y1), (x2, y2)), colour, width, dash)
