"""The list of recent files as an item model, and how its lines are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.start.recent_rows import RecentRow
from gui.style import colour
from gui.texts import Texts
from gui.theme import Theme
from gui.tokens import BODY_PX, FOCUS_PX, ICON_PX, KEY_PX, NOTE_PX
from gui.widgets.code_tile import PROVISIONAL, WORDS, paint_tile

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole

_ROW_PX, _TILE_PX, _WHEN_PX, _RESULT_PX, _KIND_PX = 61, 20, 96, 80, 64
_TROUBLE_PX = 120
ROW_INSET_PX = 12
"""How far the texts and lines of a row stand from its sides, which show when it is chosen."""


class RecentModel(QAbstractListModel):
    """Recent files, newest first; `ROW_ROLE` gives the `RecentRow`."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RecentRow, ...] = ()

    def show_rows(self, rows: Sequence[RecentRow]) -> None:
        """Replace all lines."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: AnyIndex) -> RecentRow:
        """The line at an index of this model."""
        return self._rows[index.row()]

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name}\n{row.place}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class RecentDelegate(QStyledItemDelegate):
    """Paints a line: name and place at the left; trouble, kind, result, code, time at the right."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(_ROW_PX))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: RecentRow = index.data(ROW_ROLE)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._paint_ground(painter, place, state)
        inside = place.adjusted(ROW_INSET_PX, 0, -ROW_INSET_PX, 0)
        right = self._paint_right(painter, inside, row)
        self._paint_names(painter, inside, right, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
        tokens = self._theme.tokens
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(place, colour(tokens.tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, colour(tokens.hover))
        line = QRect(place.left(), place.bottom(), place.width(), 1)
        painter.fillRect(line.adjusted(ROW_INSET_PX, 0, -ROW_INSET_PX, 0), colour(tokens.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(tokens.accent), FOCUS_PX))
            painter.drawRect(place.adjusted(1, 1, -1, -2))

    def _paint_right(self, painter: QPainter, place: QRect, row: RecentRow) -> int:
        """Paint the columns from the right; gives the left side of the leftmost one painted."""
        tokens, px = self._theme.tokens, self._theme.px
        middle = Qt.AlignmentFlag.AlignVCenter
        edge = place.right()
        box = QRect(edge - px(_WHEN_PX), place.top(), px(_WHEN_PX), place.height())
        self._text(
            painter, box, row.when, NOTE_PX, tokens.text3, middle | Qt.AlignmentFlag.AlignRight
        )
        code_width = self._code_width()
        box = QRect(box.left() - code_width, place.top(), code_width, place.height())
        if row.k_grade is not None:
            self._paint_code(painter, box, row)
        box = QRect(box.left() - px(_RESULT_PX), place.top(), px(_RESULT_PX), place.height())
        self._text(painter, box, row.result, BODY_PX, tokens.text, middle, bold=True)
        box = QRect(box.left() - px(_KIND_PX), place.top(), px(_KIND_PX), place.height())
        self._text(painter, box, row.what, NOTE_PX, tokens.text2, middle)
        if not row.trouble:
            return box.left()
        box = QRect(box.left() - px(_TROUBLE_PX), place.top(), px(_TROUBLE_PX), place.height())
        side = px(ICON_PX)
        mark = self._theme.icon("triangle-alert", tokens.warn)
        mark.paint(painter, QRect(box.left(), box.center().y() - side // 2, side, side))
        words = box.adjusted(side + px(6), 0, 0, 0)
        self._text(painter, words, row.trouble, NOTE_PX, tokens.warn, middle)
        return box.left()

    def _code_width(self) -> int:
        """Room for the tile and the longest words beside it in the present language."""
        tr = self._texts.tr
        metrics = QFontMetrics(self._theme.font(NOTE_PX))
        longest = max(metrics.horizontalAdvance(tr(word)) for word in WORDS.values())
        status = metrics.horizontalAdvance(f" · {tr(PROVISIONAL)}")
        return self._theme.px(_TILE_PX + 18) + longest + status

    def _paint_code(self, painter: QPainter, box: QRect, row: RecentRow) -> None:
        theme = self._theme
        side = theme.px(_TILE_PX)
        tile = QRectF(box.left(), box.center().y() - side / 2, side, side)
        status = row.entry.code_status
        paint_tile(painter, tile, row.k_grade, status, theme.tokens, theme.font())
        word = self._texts.tr(WORDS[row.k_grade if row.k_grade and status != "none" else 0])
        if status == "provisional":
            word += f" · {self._texts.tr(PROVISIONAL)}"
        words = box.adjusted(side + theme.px(6), 0, 0, 0)
        self._text(painter, words, word, NOTE_PX, theme.tokens.text2, Qt.AlignmentFlag.AlignVCenter)

    def _paint_names(self, painter: QPainter, place: QRect, right: int, row: RecentRow) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        room = right - px(12) - place.left()
        head = QRect(place.left(), place.top() + px(10), room, px(22))
        ink = tokens.text3 if row.trouble else tokens.text
        metrics = QFontMetrics(self._theme.font(KEY_PX - 1))
        years = f"\u2003{row.years}" if row.years else ""
        name_room = room - metrics.horizontalAdvance(years)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, name_room)
        self._text(painter, head, name + years, KEY_PX - 1, ink, Qt.AlignmentFlag.AlignVCenter)
        foot = QRect(place.left(), head.bottom() + 1, room, px(18))
        self._text(
            painter, foot, row.place, NOTE_PX, tokens.text3, Qt.AlignmentFlag.AlignVCenter,
            mode=Qt.TextElideMode.ElideMiddle,
        )  # fmt: skip

    def _text(  # noqa: PLR0913 - what a line of text is made of
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        size: int,
        ink: str,
        align: Qt.AlignmentFlag,
        *,
        bold: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        font = self._theme.font(size, bold=bold)
        painter.setFont(font)
        painter.setPen(colour(ink))
        shown = QFontMetrics(font).elidedText(text, mode, box.width())
        painter.drawText(box, align, shown)
