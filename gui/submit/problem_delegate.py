"""A problem in the list of the assistant: its mark, and its whole message on several lines.

The plain delegate cuts a long text to one line in the row that has the focus.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.style import colour
from gui.theme import Theme
from gui.tokens import FOCUS_PX, ICON_PX

_PAD_X_PX, _PAD_Y_PX, _GAP_PX = 10, 8, 10
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ENDLESS_PX = 10_000


class ProblemDelegate(QStyledItemDelegate):
    """Rows as high as their texts at the width of the list; a hair line under each."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        room = QRect(0, 0, self._words_width(width), _ENDLESS_PX)
        words = QFontMetrics(self._theme.font()).boundingRect(room, _WRAPPED, _text(index))
        height = max(words.height(), self._theme.px(ICON_PX)) + 2 * self._theme.px(_PAD_Y_PX)
        return QSize(width, height)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        tokens, rect = self._theme.tokens, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(tokens.tint))
        painter.setPen(colour(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_content(painter, rect, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(tokens.accent), FOCUS_PX))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_content(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        px = self._theme.px
        side, top = px(ICON_PX), rect.top() + px(_PAD_Y_PX)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(rect.left() + px(_PAD_X_PX), top + 1, side, side))
        painter.setFont(self._theme.font())
        painter.setPen(colour(self._theme.tokens.text))
        left = rect.left() + px(_PAD_X_PX) + side + px(_GAP_PX)
        room = QRect(left, top, self._words_width(rect.width()), rect.height())
        painter.drawText(room, _WRAPPED, _text(index))

    def _words_width(self, width: int) -> int:
        px = self._theme.px
        return max(width - px(ICON_PX) - px(_GAP_PX) - 2 * px(_PAD_X_PX), 1)


def _text(index: QModelIndex | QPersistentModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.DisplayRole))
