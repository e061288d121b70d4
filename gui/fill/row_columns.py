"""Where the columns of a field row stand; the head of the page and all rows share it.

Source: visual.md, 填报 (columns of a field row) and Measure; mockups/fill-1440-light.png.
"""

from __future__ import annotations

from dataclasses import dataclass

LEAST_WIDTH_PX = 700
"""Below this the page scrolls sideways."""
_MARK, _UNIT, _LAST, _CHANGE, _STATE, _EVIDENCE = 28, 72, 92, 68, 92, 46
_INPUT, _NARROW_INPUT, _NARROW_BELOW = 148, 128, 860
_LEFT, _RIGHT, _GAP, _WIDEST_LABEL = 16, 12, 8, 280


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch on the horizontal axis, in pixels of the pictures."""

    left: int
    width: int

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class RowColumns:
    """The columns of a row; `wide` is the input of texts, choices and levels."""

    mark: Span
    label: Span
    input: Span
    wide: Span
    unit: Span
    last: Span
    change: Span
    state: Span
    evidence: Span


def columns_for(width_px: int) -> RowColumns:
    """The columns of a page of some width, in pixels of the pictures.

    >>> columns_for(908).input.width, columns_for(784).label.width
    (148, 198)
    """
    width = max(width_px, LEAST_WIDTH_PX)
    entry = _NARROW_INPUT if width < _NARROW_BELOW else _INPUT
    fixed = _LEFT + _MARK + entry + _UNIT + _LAST + _CHANGE + _STATE + _EVIDENCE + _RIGHT + 4 * _GAP
    label = min(width - fixed, _WIDEST_LABEL)
    mark = Span(_LEFT, _MARK)
    name = Span(mark.right, label)
    field = Span(name.right + _GAP, entry)
    unit = Span(field.right + _GAP, _UNIT)
    last = Span(unit.right, _LAST)
    change = Span(last.right, _CHANGE)
    state = Span(change.right + 2 * _GAP, _STATE)
    evidence = Span(state.right, _EVIDENCE)
    wide = Span(field.left, change.right - field.left)
    return RowColumns(mark, name, field, wide, unit, last, change, state, evidence)
