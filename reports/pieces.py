"""What pages are put together from: pieces of known height that are never broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text, a row of a table, or a figure.

    Attributes:
        height: in points.
        draw: draws it; is given the left side and the upper side.
        heads: heads of its table, drawn again where it starts a page or column.
    """

    height: float
    draw: Callable[[float, float], None]
    heads: Piece | None = None


def together(first: Piece, second: Piece) -> Piece:
    """Two pieces that are never parted."""

    def draw(left: float, y: float) -> None:
        first.draw(left, y)
        second.draw(left, y + first.height)

    return Piece(first.height + second.height, draw)


def room(height: float) -> Piece:
    """Empty room."""
    return Piece(height, lambda _left, _y: None)
