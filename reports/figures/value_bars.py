"""A value beside the values it is compared with: horizontal bars from zero.

Source: interface.md, PDF scorecard 4 (intensity against province and class); visual.md, Charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.colours import ACCENT, EDGE, TEXT, TEXT_2
from reports.figures.drawing import Drawing, Label, Mark, rectangle, straight

_STEP = 15.5
_BAR = 8.0
_LABELS = 0.46
_WIDEST_LABEL = 150.0
_VALUES = 34.0
_OTHERS = "#A9B1BA"


@dataclass(frozen=True, slots=True)
class ValueBar:
    """One value, not below zero; `own` is the park's."""

    label: str
    value: str
    amount: float
    own: bool = False


@dataclass(frozen=True, slots=True)
class ValueBars:
    """Bars under each other, at least one."""

    bars: tuple[ValueBar, ...]
    alternative: str

    def drawing(self, width: float) -> Drawing:
        """Draw it."""
        height = _STEP * len(self.bars) + 3
        return Drawing(width, height, tuple(_marks(self, width)), self.alternative)


def _marks(figure: ValueBars, width: float) -> Iterator[Mark]:
    left = min(width * _LABELS, _WIDEST_LABEL)
    room = width - left - _VALUES
    highest = max(bar.amount for bar in figure.bars) or 1.0
    for number, bar in enumerate(figure.bars):
        y = 4 + number * _STEP
        base = y + _BAR - 1.2
        long = room * max(bar.amount, 0.0) / highest
        colour = TEXT if bar.own else TEXT_2
        yield Label(0, base, bar.label, 7.5, colour, bold=bar.own, room=left - 4)
        yield rectangle(left, y, long, _BAR, ACCENT if bar.own else _OTHERS)
        yield Label(left + long + 4, base, bar.value, 7.5, colour, bold=bar.own)
    yield straight(left, 1, left, 4 + len(figure.bars) * _STEP - 4, EDGE)
