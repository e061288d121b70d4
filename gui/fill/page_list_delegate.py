"""Draws a row of the page list, wide or as the narrow strip of ledger pages.

Source: visual.md, 填报 and Measure; mockups/fill-1440-light.png, enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.context import Context
from gui.fill.page_list_model import ENTRY_ROLE, PageEntry
from gui.style import colour
from gui.tokens import FOCUS_PX, ICON_PX, LIST_ROW_PX, NOTE_PX

Index = QModelIndex | QPersistentModelIndex
_RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
_SMALL_MARK_PX = 12
MARK_ICONS = {"error": "circle-x", "warn": "triangle-alert"}


class PageListDelegate(QStyledItemDelegate):
    """Number, title, worst problem with its count, progress or a tick."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.is_narrow = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._context.theme.px(LIST_ROW_PX))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._paint_ground(painter, place, state)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if self.is_narrow:
            self._paint_narrow(painter, place, entry, chosen)
        else:
            self._paint_wide(painter, place, entry, chosen)
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, colour(tokens.tint))
            bar = QRect(place.topLeft(), QSize(theme.px(3), place.height()))
            painter.fillRect(bar, colour(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, colour(tokens.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour(tokens.accent))
            for inset in range(FOCUS_PX):
                painter.drawRect(place.adjusted(inset, inset, -1 - inset, -1 - inset))

    def _paint_narrow(
        self, painter: QPainter, place: QRect, entry: PageEntry, chosen: bool
    ) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(colour(tokens.text if chosen else tokens.text2))
        text = self._context.texts.tr(entry.short)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        kind, _ = entry.worst
        if kind:
            size = theme.px(_SMALL_MARK_PX)
            corner = QRect(place.right() - size - 1, place.top() + theme.px(3), size, size)
            ink = tokens.error if kind == "error" else tokens.warn
            theme.icon(MARK_ICONS[kind], ink).paint(painter, corner)

    def _paint_wide(self, painter: QPainter, place: QRect, entry: PageEntry, chosen: bool) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        row = place.adjusted(theme.px(8), 0, -theme.px(12), 0)
        painter.setFont(theme.font(NOTE_PX))
        painter.setPen(colour(tokens.text3))
        number = QRect(row.left(), row.top(), theme.px(22), row.height())
        painter.drawText(number, int(_RIGHT | _MIDDLE), str(entry.number))
        right = self._paint_progress(painter, row, entry)
        right = self._paint_mark(painter, row, right, entry)
        title = QRect(number.right() + theme.px(10), row.top(), 0, row.height())
        title.setRight(right - theme.px(6))
        self._paint_title(painter, title, self._context.texts.tr(entry.label), chosen=chosen)

    def _paint_title(self, painter: QPainter, place: QRect, text: str, *, chosen: bool) -> None:
        """A title that is too long for a line takes two smaller ones; only then it is cut."""
        theme = self._context.theme
        painter.setPen(colour(theme.tokens.text))
        painter.setFont(theme.font(bold=chosen))
        if QFontMetrics(painter.font()).horizontalAdvance(text) <= place.width():
            painter.drawText(place, int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), text)
            return
        painter.setFont(theme.font(NOTE_PX, bold=chosen))
        metrics = QFontMetrics(painter.font())
        lines = two_lines(text, place.width(), metrics)
        top = place.center().y() + 1 - len(lines) * metrics.height() / 2
        for number, line in enumerate(lines):
            where = QRectF(
                place.left(), top + number * metrics.height(), place.width(), place.height()
            )
            painter.drawText(
                where, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), line
            )

    def _paint_progress(self, painter: QPainter, row: QRect, entry: PageEntry) -> int:
        """Right-aligned progress or tick; gives the left end of its column."""
        theme, tokens = self._context.theme, self._context.theme.tokens
        text = self._context.texts.tr(entry.progress())
        size = theme.px(ICON_PX)
        painter.setFont(theme.font(NOTE_PX))
        if text:
            painter.setPen(colour(tokens.text2))
            painter.drawText(row, int(_RIGHT | _MIDDLE), text)
        else:
            tick = QRect(row.right() - size, row.center().y() - size // 2, size, size)
            theme.icon("check").paint(painter, tick)
        widest = max(theme.px(38), QFontMetrics(painter.font()).horizontalAdvance(text))
        return row.right() - widest

    def _paint_mark(self, painter: QPainter, row: QRect, right: int, entry: PageEntry) -> int:
        """The worst problem with its count; gives the left end of what was drawn."""
        kind, count = entry.worst
        if not kind:
            return right
        theme, tokens = self._context.theme, self._context.theme.tokens
        ink = tokens.error if kind == "error" else tokens.warn
        painter.setFont(theme.font(NOTE_PX, bold=True))
        painter.setPen(colour(ink))
        width = QFontMetrics(painter.font()).horizontalAdvance(str(count))
        end = right - theme.px(6)
        text = QRect(end - width, row.top(), width, row.height())
        painter.drawText(text, int(_RIGHT | _MIDDLE), str(count))
        size = theme.px(ICON_PX)
        mark = QRect(text.left() - size - theme.px(3), row.center().y() - size // 2, size, size)
        theme.icon(MARK_ICONS[kind], ink).paint(painter, mark)
        return mark.left()


def two_lines(text: str, width: int, metrics: QFontMetrics) -> tuple[str, ...]:
    """A text on at most two lines of a width, broken at a space where there is one."""
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    breaks = [at for at, character in enumerate(text) if character == " "]
    fitting = [at for at in breaks if metrics.horizontalAdvance(text[:at]) <= width]
    if not breaks:
        fitting = [
            at for at in range(1, len(text)) if metrics.horizontalAdvance(text[:at]) <= width
        ]
    at = max(fitting, default=0)
    rest = metrics.elidedText(text[at:].strip(), Qt.TextElideMode.ElideRight, width)
    return (text[:at], rest) if at else (rest,)
