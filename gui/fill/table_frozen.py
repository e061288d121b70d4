"""The first columns of a wide table, which stay in sight while the others scroll sideways.

They lie above the table only while it is scrolled; so what is edited is always the table itself.

Source: interface.md, 填报 (tables: freeze); mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
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

    def __init__(self, context: Context, model: TableModel, table: QTableView, count: int) -> None:
        super().__init__(table)
        self.count = count
        self._table = table
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self.setItemDelegate(_FrozenDelegate(context, model, table))
        self.setHorizontalHeader(ColumnHead(context, model, self))
        self.verticalHeader().hide()
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        for column in range(count, model.columnCount()):
            self.hideColumn(column)
        self._connect()
        self.hide()

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
        self.doubleClicked.connect(table.edit)

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
