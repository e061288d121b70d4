"""The first columns of a wide table, which stay in sight while the others scroll sideways.

They lie above the table only while it is scrolled. A frozen cell is typed into where it is seen;
all else is left to the table.

Source: interface.md, 填报 (tables: freeze); mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.fill.table_delegate import TableDelegate
from gui.fill.table_heads import ColumnHead
from gui.fill.table_model import TableModel


class FrozenColumns(QTableView):
    """A second view over the first columns of a table; it follows the first in everything.

    Args:
        context: what every view is given.
        model: the table.
        table: the view that it lies upon.
        count: how many columns.
    """

    edit_ended = Signal(object, bool)
    """After a cell was typed into: the `EndEditHint`, and whether Shift was held down."""
    extended = Signal(QModelIndex)
    """When the selection shall reach to a cell."""
    menu_wanted = Signal(QModelIndex, QPoint)
    """When the menu of a cell shall open, with its place on the screen."""

    def __init__(self, context: Context, model: TableModel, table: QTableView, count: int) -> None:
        super().__init__(table)
        self.count = count
        self._table = table
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self._delegate = _FrozenDelegate(context, model, table)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(ColumnHead(context, model, self))
        self.verticalHeader().hide()
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.setEditTriggers(table.editTriggers())
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.show_columns(count)
        self._connect()
        self.hide()

    @property
    def is_editing(self) -> bool:
        """Whether one of its cells is being typed into."""
        return self.state() is self.State.EditingState

    def show_columns(self, count: int) -> None:
        """Hold another number of columns, at least one."""
        self.count = max(count, 1)
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column >= self.count)

    def mark_row(self, row: int) -> None:
        """Show which row is the current one."""
        before, self._delegate.current_row = self._delegate.current_row, row
        for marked in (before, row):
            top, height = self.rowViewportPosition(marked), self.rowHeight(marked)
            self.viewport().update(0, top, self.viewport().width(), height)

    def follow(self, place: QRect, row_height: int) -> None:
        """Lie where the columns are in the table, as wide and high as they are there.

        Args:
            place: the room of heads and cells in the table.
            row_height: height of a row.
        """
        head = self._table.horizontalHeader()
        for column in range(self.count):
            self.setColumnWidth(column, head.sectionSize(column))
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.horizontalHeader().setFixedHeight(head.height())
        self.setGeometry(place.x(), place.y(), self.width_px(), place.height())
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())

    def width_px(self) -> int:
        """How wide the columns are together."""
        head = self._table.horizontalHeader()
        return sum(head.sectionSize(column) for column in range(self.count))

    def _connect(self) -> None:
        table, head = self._table, self.horizontalHeader()
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        table.horizontalHeader().sortIndicatorChanged.connect(head.setSortIndicator)

    def _sort(self, column: int) -> None:
        own = self._table.horizontalHeader()
        rising = Qt.SortOrder.AscendingOrder
        same = own.sortIndicatorSection() == column and own.sortIndicatorOrder() == rising
        own.setSortIndicator(column, Qt.SortOrder.DescendingOrder if same else rising)

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """The table scrolls; this view only follows."""

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.edit_ended.emit(hint, self._delegate.is_shifted)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.button() is Qt.MouseButton.LeftButton and shift:
            self.extended.emit(self.indexAt(event.position().toPoint()))
        elif event.button() is not Qt.MouseButton.RightButton:  # its menu selects
            self._table.setFocus(Qt.FocusReason.MouseFocusReason)
            super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.indexAt(event.pos()), event.globalPos())


class _FrozenDelegate(TableDelegate):
    """Shows the focus where the table has it."""

    def __init__(self, context: Context, model: TableModel, table: QTableView) -> None:
        super().__init__(context, model, table)
        self._table = table

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if self._table.hasFocus() and self._table.currentIndex() == index:
            option.state = option.state | QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
