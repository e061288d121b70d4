"""Heads of the columns and rows of a grid.

Source: visual.md, Tables; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.cell_marks import paint_ring
from gui.fill.page_list_delegate import MARK_ICONS
from gui.fill.table_model import PROBLEM_ROLE, UNIT_ROLE, TableModel
from gui.style import colour
from gui.tokens import HEAD_PX, NOTE_PX

_PADDING_PX, _ROW_HEAD_PX, _MARK_PX, _RING_PX = 8, 64, 14, 8
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ColumnHead(QHeaderView):
    """Name and unit on two lines, a mark at the sorted column; room for filters below."""

    menu_wanted = Signal(int, QPoint)
    """When the menu of a column shall open, with its place on the screen."""

    def __init__(self, context: Context, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self._columns = model
        self._room_below = 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(context.theme.px(48))

    def leave_room(self, height: int) -> None:
        """Leave some pixels below the names; something else stands there."""
        self._room_below = height
        self.updateGeometry()

    def width_of(self, section: int) -> int:
        """Width in which the head of a column is readable."""
        theme = self._context.theme
        metrics = QFontMetrics(theme.font(NOTE_PX))
        texts = (
            self._columns.headerData(section, Qt.Orientation.Horizontal),
            self._columns.headerData(section, Qt.Orientation.Horizontal, UNIT_ROLE),
        )
        widest = max(metrics.horizontalAdvance(str(text or "")) for text in texts)
        return widest + theme.px(2 * _PADDING_PX + 12)

    @override
    def sizeHint(self) -> QSize:
        height = self._context.theme.px(HEAD_PX + 4) + self._room_below
        return QSize(super().sizeHint().width(), height)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter.save()
        painter.fillRect(rect, colour(tokens.window))
        painter.setPen(colour(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        side_px, above = theme.px(_PADDING_PX), theme.px(3)
        inner = rect.adjusted(side_px, above, -side_px, -above - self._room_below)
        number = self._columns.columns[logicalIndex].type.is_number
        side = _RIGHT if number else _LEFT
        data = self._columns.headerData
        name = str(data(logicalIndex, Qt.Orientation.Horizontal) or "")
        unit = str(data(logicalIndex, Qt.Orientation.Horizontal, UNIT_ROLE) or "")
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            name = f"{name} {'▴' if rising else '▾'}"
        painter.setFont(theme.font(NOTE_PX))
        metrics = QFontMetrics(painter.font())
        painter.setPen(colour(tokens.text2))
        line = inner.adjusted(0, 0, 0, -inner.height() // 2) if unit else inner
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(line, int(side | _MIDDLE), metrics.elidedText(name, elide, inner.width()))
        if unit:
            painter.setPen(colour(tokens.text3))
            below = inner.adjusted(0, inner.height() // 2, 0, 0)
            cut = metrics.elidedText(unit, elide, inner.width())
            painter.drawText(below, int(side | _MIDDLE), cut)
        painter.restore()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            self.menu_wanted.emit(section, event.globalPos())


class RowHead(QHeaderView):
    """Number of the row on the screen, and the mark of its worst cell."""

    menu_wanted = Signal(int, QPoint)
    """When the menu of a row shall open, with its place on the screen."""

    def __init__(self, context: Context, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._context = context
        self._rows = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        width = self._context.theme.px(_ROW_HEAD_PX)
        return QSize(width, width)  # what Qt would ask of every row is of no use here

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter.save()
        painter.fillRect(rect, colour(tokens.window))
        painter.setPen(colour(tokens.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font(NOTE_PX))
        painter.setPen(colour(tokens.text3))
        size = theme.px(_MARK_PX)
        text = rect.adjusted(0, 0, -size - theme.px(_PADDING_PX + 2), 0)
        painter.drawText(text, int(_RIGHT | _MIDDLE), str(logicalIndex + 1))
        kind = str(self._rows.headerData(logicalIndex, Qt.Orientation.Vertical, PROBLEM_ROLE) or "")
        left = rect.right() - size - theme.px(4)
        mark = QRect(left, rect.center().y() - size // 2, size, size)
        if kind == "blank":
            inner = (size - theme.px(_RING_PX)) // 2
            ring = mark.adjusted(inner, inner, -inner, -inner)
            paint_ring(painter, ring, colour(tokens.error))
        elif kind:
            ink = tokens.error if kind == "error" else tokens.warn
            theme.icon(MARK_ICONS[kind], ink).paint(painter, mark)
        painter.restore()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            self.menu_wanted.emit(section, event.globalPos())
