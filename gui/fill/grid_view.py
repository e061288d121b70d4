"""The cells of a table: typing, moving and selecting as in a spreadsheet program.

Source: interface.md, 填报 (tables); visual.md, Tables.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QTableView,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.fill.cell_commands import CellCommands
from gui.fill.column_widths import ColumnWidths
from gui.fill.grid_keys import action_of, jump, move_of
from gui.fill.grid_selection import GridSelection
from gui.fill.table_delegate import TableDelegate
from gui.fill.table_frozen import FrozenColumns
from gui.fill.table_heads import ColumnHead, RowHead
from gui.fill.table_model import TableModel

_Hint = QAbstractItemDelegate.EndEditHint
_Flag = QItemSelectionModel.SelectionFlag
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class GridView(QTableView):
    """A table view over a `TableModel`; the current cell stays at its row through every change.

    Attributes:
        selection: which cells are selected.
        commands: what is done to them.
        widths: of the columns.
        frozen: the columns that stay in sight.
    """

    current_changed = Signal()
    """After another cell became the current one, others were selected, or its content changed."""
    places_changed = Signal()
    """After columns became wider or narrower, were scrolled or frozen."""
    find_wanted = Signal(int)
    """When the next cell of the search is wanted (1), or the one before (-1)."""
    action_wanted = Signal(str)
    """With the id in `gui.actions` of what a key asks for."""
    cell_menu_wanted = Signal(QPoint)
    """When the menu of the selected cells shall open, with its place on the screen."""
    row_menu_wanted = Signal(QPoint)
    """When the menu of the selected rows shall open, with its place on the screen."""
    column_menu_wanted = Signal(int, QPoint)
    """When the menu of a column shall open, with its place on the screen."""

    def __init__(self, context: Context, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._anchor: tuple[str, int, int] = ("", 0, 0)
        self._start = QPersistentModelIndex()
        self.scrolls_unfocused = True
        self._delegate = TableDelegate(context, model, self)
        self._set_up()
        self.selection = GridSelection(self, model)
        self.commands = CellCommands(self.selection, model)
        self.widths = ColumnWidths(context, self, model)
        self.frozen = FrozenColumns(context, model, self)
        self._is_fitted = False
        self._room = 0
        self._connect()

    def _set_up(self) -> None:
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(ColumnHead(self._context, self._model, self))
        self.setVerticalHeader(RowHead(self._context, self._model, self))
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        self.setModel(self._model)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))  # the style would draw a frame between the bars
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )

    def _connect(self) -> None:
        head, scroll, model = self.horizontalHeader(), self.horizontalScrollBar(), self._model
        head.sectionResized.connect(self._place)
        head.geometriesChanged.connect(self._place)
        scroll.valueChanged.connect(self._place)
        scroll.rangeChanged.connect(self._place)
        self.verticalHeader().geometriesChanged.connect(self._place)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)
        model.dataChanged.connect(self.current_changed)
        self.selectionModel().selectionChanged.connect(self.current_changed)
        self.frozen.switched.connect(self._place)
        self.frozen.edit_ended.connect(self._go_on)
        self.frozen.extended.connect(self.extend_to)
        self.frozen.menu_wanted.connect(self._open_menu)
        for own in (head, self.frozen.horizontalHeader()):
            if isinstance(own, ColumnHead):
                own.menu_wanted.connect(self.column_menu_wanted)
        rows = self.verticalHeader()
        if isinstance(rows, RowHead):
            rows.menu_wanted.connect(self._open_row_menu)
        self._context.theme.changed.connect(self._rescale)
        self._context.texts.language_changed.connect(self.fit_columns)

    # Columns

    def leave_room(self, height: int) -> None:
        """Leave some pixels between the names of the columns and the cells."""
        if height == self._room:
            return
        self._room = height
        for head in (self.horizontalHeader(), self.frozen.horizontalHeader()):
            if isinstance(head, ColumnHead):
                head.leave_room(height)
        self.updateGeometries()
        self._place()

    def edge(self) -> int:
        """Where the columns begin, in pixels from the left."""
        return self.verticalHeader().width()

    def _place(self) -> None:
        self.frozen.place()
        self.places_changed.emit()

    def fit_columns(self) -> None:
        """Give the columns their widths; done when it is first shown, if not before."""
        self._is_fitted = True
        self.widths.fit()
        self._place()

    # Current cell and selection

    def choose(self, row: int, column: int) -> None:
        """Make one cell the current one and the only selected one, whatever keys are held down."""
        self.selection.choose(row, column)

    def go_to(self, row_id: str, column: str = "") -> bool:
        """Make a cell the current one; False when its row is not shown."""
        row = self._model.position(row_id)
        if row < 0:
            return False
        self.choose(row, max(self._model.column_position(column), 0))
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def extend_to(self, index: QModelIndex) -> None:
        """Select from where the selection began to a cell, and make that the current one."""
        start = self._start if self._start.isValid() else self.currentIndex()
        if not index.isValid() or not start.isValid():
            return
        rows, columns = (start.row(), index.row()), (start.column(), index.column())
        corners = (self._model.index(end(rows), end(columns)) for end in (min, max))
        kept = QPersistentModelIndex(start)
        self.selectionModel().select(QItemSelection(*corners), _Flag.ClearAndSelect)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self._start = kept

    def step_sorting(self) -> None:
        """Sort by the current column: rising, falling, and then as the table is."""
        head, column = self.horizontalHeader(), self.currentIndex().column()
        if column < 0:
            return
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if head.sortIndicatorSection() != column:
            head.setSortIndicator(column, rising)
        elif head.sortIndicatorOrder() == rising:
            head.setSortIndicator(column, falling)
        else:
            head.setSortIndicator(-1, rising)

    def _remember(self) -> None:
        current = self.currentIndex()
        if current.isValid() and current.row() < len(self._model.ids):
            self._anchor = (self._model.ids[current.row()], current.row(), current.column())

    def _return(self) -> None:
        """Go back to the row, or to the one that stands where it stood."""
        row_id, before, column = self._anchor
        row, last = self._model.position(row_id), self._model.rowCount() - 1
        if row_id and last >= 0:
            self.choose(row if row >= 0 else min(before, last), column)
        self.current_changed.emit()

    def _rescale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        self.fit_columns()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_fitted:
            self.fit_columns()

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self.frozen.count and self.frozen.can_lie():
            bar.setValue(before)  # it is in sight
        elif self.frozen.is_lying():
            hidden = self.frozen.width_px() - self.visualRect(index).left()
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        far = modifiers & _CONTROL
        found = jump(self._model, self.currentIndex(), cursorAction) if far else None
        return super().moveCursor(cursorAction, modifiers) if found is None else found

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs allow persistent ones
        super().currentChanged(current, previous)
        if self.state() is not self.State.DragSelectingState:
            self._start = QPersistentModelIndex(current)
        if current.row() != previous.row():
            self._mark_row(current.row())
            self.frozen.mark_row(current.row())
        self.current_changed.emit()

    def _mark_row(self, row: int) -> None:
        before, self._delegate.current_row = self._delegate.current_row, row
        for marked in (before, row):
            top, height = self.rowViewportPosition(marked), self.rowHeight(marked)
            self.viewport().update(0, top, self.viewport().width(), height)

    # Typing

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() is self.State.EditingState or self.frozen.is_editing

    @override
    def edit(self, index: QModelIndex, *arguments: object) -> object:  # type: ignore[override]  # two signatures in one
        if self.frozen.lies_above(index.column()):
            return self.frozen.edit(index, *arguments)
        return super().edit(index, *arguments)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        at_once = bool(event.commitString()) and not event.preeditString()
        if at_once and not self.is_editing:
            editor = self._begin()  # Qt would drop what is committed without being composed
            if editor is not None:
                QApplication.sendEvent(editor, event)
        elif self.frozen.lies_above(self.currentIndex().column()):
            self.frozen.inputMethodEvent(event)
        else:
            super().inputMethodEvent(event)

    @override
    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if not self.frozen.lies_above(self.currentIndex().column()):
            return super().inputMethodQuery(query)
        found = self.frozen.inputMethodQuery(query)
        return found.translated(self.frozen.pos()) if isinstance(found, QRect) else found

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, _Hint.NoHint)
        self._go_on(hint, back=self._delegate.is_shifted)

    def _go_on(self, hint: QAbstractItemDelegate.EndEditHint, back: bool) -> None:
        """Move on after a cell was typed into: Enter down, Tab to the right, with Shift back."""
        self._place()
        actions = QAbstractItemView.CursorAction
        moves = {
            _Hint.SubmitModelCache: actions.MoveUp if back else actions.MoveDown,
            _Hint.EditNextItem: actions.MoveNext,
            _Hint.EditPreviousItem: actions.MovePrevious,
        }
        if hint is not _Hint.NoHint:
            self.setFocus()
        if hint in moves:
            target = super().moveCursor(moves[hint], Qt.KeyboardModifier.NoModifier)
            if target.isValid():
                self.choose(target.row(), target.column())

    # Keys, pointer, menus

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        current, last = self.currentIndex(), self._model.rowCount() - 1
        ends = (last, self._model.columnCount() - 1) if next else (0, 0)
        if last < 0 or not current.isValid() or (current.row(), current.column()) == ends:
            return QWidget.focusNextPrevChild(self, next)
        return super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = action_of(event)
        if name:
            self.action_wanted.emit(name)
        elif not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Carry out the keys of a grid that no menu names; whether this is one of them."""
        control, shift = event.modifiers() & _CONTROL, event.modifiers() & _SHIFT
        key, move = event.key(), move_of(event)
        if move is not None and shift:
            self.extend_to(self.moveCursor(move, event.modifiers()))
        elif move is not None and control:
            target = self.moveCursor(move, event.modifiers())
            self.choose(target.row(), target.column())
        elif key == Qt.Key.Key_Space and shift:
            self.selection.extend_to_rows()
        elif key == Qt.Key.Key_Space and control:
            self.selection.extend_to_columns()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._begin()
        elif key == Qt.Key.Key_F3:
            self.find_wanted.emit(-1 if shift else 1)
        elif key == Qt.Key.Key_F10 and shift:  # not every platform makes a menu event of it
            self._open_menu_by_key()
        elif key == Qt.Key.Key_F7:
            self.step_sorting()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            QWidget.focusNextPrevChild(self, key == Qt.Key.Key_Tab)
        else:
            return False
        return True

    def _begin(self) -> QWidget | None:
        """Edit the current cell, in the input that is given; None when it is open or cannot be."""
        index = self.currentIndex()
        editable = bool(self._model.flags(index) & Qt.ItemFlag.ItemIsEditable)
        if not editable or self.is_editing:
            return None
        self.edit(index)
        return self.window().focusWidget()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and event.modifiers() & _SHIFT:
            self.extend_to(self.indexAt(event.position().toPoint()))
        elif event.button() is not Qt.MouseButton.RightButton:  # its menu selects
            super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self._open_menu(self.indexAt(event.pos()), event.globalPos())
        else:
            self._open_menu_by_key()

    def _open_menu_by_key(self) -> None:
        current = self.currentIndex()
        view = self.frozen if self.frozen.lies_above(current.column()) else self
        corner = view.visualRect(current).bottomLeft()
        self._open_menu(current, view.viewport().mapToGlobal(corner))

    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        if index.isValid():
            self.setFocus()
            self.selection.choose_unless_selected(index.row(), index.column())
        self.cell_menu_wanted.emit(place)

    def _open_row_menu(self, row: int, place: QPoint) -> None:
        self.setFocus()
        if row not in self.selection.rows():
            self.selectRow(row)
        self.row_menu_wanted.emit(place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.scrolls_unfocused or self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page around it scrolls
