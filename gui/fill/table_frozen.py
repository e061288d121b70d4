"""The first columns of a wide table, which stay in sight while the others scroll sideways.

They lie above the table only while it is scrolled. A frozen cell is typed into where it is seen;
all else is left to the table.

Source: interface.md, 填报 (tables: freeze); mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
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

    Attributes:
        count: how many columns it holds.
        is_on: whether they stay in sight, or scroll like the others.
    """

    switched = Signal()
    """After other columns stay in sight."""
    edit_ended = Signal(object, bool)
    """After a cell was typed into: the `EndEditHint`, and whether Shift was held down."""
    extended = Signal(QModelIndex)
    """When the selection shall reach to a cell."""
    menu_wanted = Signal(QModelIndex, QPoint)
    """When the menu of a cell shall open, with its place on the screen."""

    def __init__(self, context: Context, model: TableModel, table: QTableView) -> None:
        super().__init__(table)
        self._settings = context.settings
        self._code = model.code
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
        kept = self._settings.frozen_columns(model.code)
        self.is_on = kept != 0
        self.count = 0
        self._hold(min(kept or model.frozen_columns, model.columnCount()))
        self._connect()
        self.hide()

    @property
    def is_editing(self) -> bool:
        """Whether one of its cells is being typed into."""
        return self.state() is self.State.EditingState

    # Which columns, and where they lie

    def switch(self, wanted: bool) -> None:
        """Let the columns stay in sight, or scroll like the others; it is remembered."""
        self.is_on = wanted
        self._settings.keep_frozen_columns(self._code, self.count if wanted else 0)
        self.switched.emit()

    def up_to(self, column: int) -> None:
        """Let the columns up to this one stay in sight."""
        self._hold(column + 1)
        self.switch(wanted=True)

    def left_of(self, column: int) -> int:
        """Where a column of the table begins on the screen, in pixels from its left."""
        head, edge = self._table.horizontalHeader(), self._table.verticalHeader().width()
        if self.lies_above(column):
            return edge + head.sectionPosition(column)
        return edge + head.sectionViewportPosition(column)

    def clip_of(self, column: int) -> int:
        """Left of here nothing of a column of the table can be seen."""
        lies = self.is_lying() and column >= self.count
        return self._table.verticalHeader().width() + (self.width_px() if lies else 0)

    def can_lie(self) -> bool:
        """Whether the columns leave room for others."""
        return self.is_on and self.width_px() * 2 < self._table.viewport().width()

    def is_lying(self) -> bool:
        """Whether the columns lie above the others now."""
        is_scrolled = self._table.horizontalScrollBar().value() > 0
        return self.can_lie() and (is_scrolled or self.is_editing)

    def lies_above(self, column: int) -> bool:
        """Whether a column is one of those that lie above the others now."""
        return 0 <= column < self.count and self.is_lying()

    def width_px(self) -> int:
        """How wide the columns are together."""
        head = self._table.horizontalHeader()
        return sum(head.sectionSize(column) for column in range(self.count))

    def place(self) -> None:
        """Lie where the columns are in the table, as wide and high as they are there, or hide."""
        if not self.is_lying():
            self.hide()
            return
        head, view = self._table.horizontalHeader(), self._table.viewport().geometry()
        for column in range(self.count):
            self.setColumnWidth(column, head.sectionSize(column))
        self.verticalHeader().setDefaultSectionSize(
            self._table.verticalHeader().defaultSectionSize()
        )
        self.horizontalHeader().setFixedHeight(head.height())
        self.setGeometry(view.left(), head.y(), self.width_px(), head.height() + view.height())
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())
        self.show()
        self.raise_()

    def _hold(self, count: int) -> None:
        self.count = max(count, 1)
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column >= self.count)

    def mark_row(self, row: int) -> None:
        """Show which row is the current one."""
        before, self._delegate.current_row = self._delegate.current_row, row
        for marked in (before, row):
            top, height = self.rowViewportPosition(marked), self.rowHeight(marked)
            self.viewport().update(0, top, self.viewport().width(), height)

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
