"""Bars of scores from 0 to the target 100, against the pass line and the class mean.

Source: interface.md, PDF scorecard 2; mockups/scorecard-pdf-pages-1-2.png (right).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.colours import ACCENT, TEXT, TEXT_2, TEXT_3, TRACK
from reports.figures.drawing import Drawing, Label, Mark, rectangle, straight

_PASS = 0.6
_STEP = 25.0
_BAR = 8.5
_TOP = 17.0
_LABELS = 0.44
"""Part of the width for the names."""
_VALUES = 26.0


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One score; shares are 0 to 1, None where there is none."""

    label: str
    value: str
    share: float | None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class ScoreBars:
    """Bars under each other.

    Attributes:
        pass_line: what stands over the pass line.
        note: what the short line and the dotted line are.
        alternative: the figure in words.
    """

    bars: tuple[ScoreBar, ...]
    pass_line: str
    note: str
    alternative: str

    def drawing(self, width: float) -> Drawing:
        """Draw it."""
        height = _TOP + _STEP * len(self.bars) + 14
        return Drawing(width, height, tuple(_marks(self, width, height)), self.alternative)


def _marks(figure: ScoreBars, width: float, height: float) -> Iterator[Mark]:
    left = width * _LABELS
    room = width - left - _VALUES
    at = left + room * _PASS
    for x, text in ((left, "0"), (at, figure.pass_line), (left + room, "100")):
        yield Label(x, 8, text, 7.2, TEXT_3, side="centre")
    for number, bar in enumerate(figure.bars):
        y = _TOP + number * _STEP
        base = y + _BAR - 1
        yield Label(left - 6, base, bar.label, 7.8, side="right", room=left - 6)
        yield rectangle(left, y, room, _BAR, TRACK)
        if bar.share:
            yield rectangle(left, y, room * bar.share, _BAR, ACCENT)
        if bar.mean is not None:
            x = left + room * bar.mean
            yield straight(x, y - 2.5, x, y + _BAR + 2.5, TEXT, width=0.9)
        yield Label(width, base, bar.value, 8.5, bold=True, side="right")
    low = _TOP + (len(figure.bars) - 1) * _STEP + _BAR + 5
    yield straight(at, 11, at, low, TEXT_2, width=0.6, dash=(1.5, 1.5))
    yield Label(width, height - 3, figure.note, 7.2, TEXT_3, side="right")
