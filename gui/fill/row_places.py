"""Puts the parts of a field row where they belong: one line, and what stands under the input.

Source: visual.md, 填报 (columns of a field row) and Measure.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QWidget

from gui.fill.field_messages import FieldMessages
from gui.fill.long_editor import LongEditor
from gui.fill.row_columns import Span, columns_for
from gui.theme import Theme
from gui.tokens import FIELD_ROW_PX, INPUT_PX

_GAP_PX = 2
"""Below the note, the messages and the line of a reason."""
_LABEL_GAP_PX = 4
"""Above and below a name that takes several lines, together."""


@dataclass(frozen=True, slots=True)
class RowParts:
    """What a field row holds; `is_wide` is whether the input takes the room of last year."""

    mark: QWidget
    label: QLabel
    editor: QWidget
    unit: QWidget
    last: QWidget
    change: QWidget
    state: QWidget
    clip: QWidget
    note: QLabel
    messages: FieldMessages
    reason: QWidget
    is_wide: bool


def place_parts(parts: RowParts, theme: Theme, width: int) -> int:
    """Place the parts in a row of some width; gives the height that they need, both in pixels."""
    px = theme.px
    columns = columns_for(round(width / theme.scale))
    height_of_label = parts.label.heightForWidth(px(columns.label.width))
    line = max(px(FIELD_ROW_PX), height_of_label + px(_LABEL_GAP_PX))
    for part, span in (
        (parts.mark, columns.mark),
        (parts.label, columns.label),
        (parts.unit, columns.unit),
        (parts.last, columns.last),
        (parts.change, columns.change),
    ):
        _put(theme, part, span, 0, line)
    is_long = isinstance(parts.editor, LongEditor)
    tall = parts.editor.sizeHint().height() if is_long else px(INPUT_PX)
    top = (line - px(INPUT_PX)) // 2
    _put(theme, parts.editor, columns.wide if parts.is_wide else columns.input, top, tall)
    _put(theme, parts.state, columns.state, top, px(INPUT_PX))
    _put(theme, parts.clip, columns.evidence, top, px(INPUT_PX))
    below = Span(columns.input.left, columns.evidence.right - columns.input.left)
    return _place_below(parts, theme, max(line, 2 * top + tall), columns.wide, below)


def _place_below(parts: RowParts, theme: Theme, top: int, wide: Span, below: Span) -> int:
    """Note, messages and reason under the line; gives where they end."""
    px, at = theme.px, top
    for part, span, is_shown in (
        (parts.note, wide, bool(parts.note.text())),
        (parts.messages, below, bool(parts.messages.texts())),
        (parts.reason, wide, not parts.reason.isHidden()),
    ):
        part.setVisible(is_shown)
        if is_shown:
            is_line = part is parts.reason
            height = px(INPUT_PX) if is_line else _height_of(part, px(span.width))
            _put(theme, part, span, at, height)
            at += height + px(_GAP_PX)
    return at


def _height_of(part: QWidget, width: int) -> int:
    layout = part.layout()
    if layout is None:
        return part.heightForWidth(width)
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.sizeHint().height()


def _put(theme: Theme, part: QWidget, span: Span, top: int, height: int) -> None:
    part.setGeometry(QRect(theme.px(span.left), top, theme.px(span.width), height))
