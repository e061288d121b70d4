"""The cells of a table: typing, moving, copying and pasting as in a spreadsheet program.

Source: interface.md, 填报 (tables); visual.md, Tables.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.clipboard import read_block, write_block
from gui.fill.table_delegate import TableDelegate
from gui.fill.table_frozen import FrozenColumns
from gui.fill.table_heads import ColumnHead, RowHead
from gui.fill.table_model import UNIT_ROLE, TableModel
from services.table_views import can_be_totalled

_SAMPLE_ROWS = 60
_LEAST_PX, _MOST_PX = 72, 260
_ROOM_FOR_A_SUM = "0,000"
"""How much longer a sum may be than the cells above it, without working it out."""


class GridView(QTableView):
    """A table view over a `TableModel`; the current cell stays at its row through every change."""

    current_changed = Signal()
    """After another cell became the current one, or its content changed."""
    places_changed = Signal()
    """After columns became wider or narrower, were scrolled or frozen."""
    find_wanted = Signal(int)
    """When the next cell of the search is wanted (1), or the one before (-1)."""
    filters_wanted = Signal()
    """When the filters shall be shown."""

    def __init__(self, context: Context, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._anchor: tuple[str, int] = ("", 0)
        self.scrolls_unfocused = True
        self._is_fitting = False
        delegate = TableDelegate(context, model, self)
        self.setItemDelegate(delegate)
        self.setHorizontalHeader(ColumnHead(context, model, self))
        self.setVerticalHeader(RowHead(context, model, self))
        self.verticalHeader().setDefaultSectionSize(delegate.row_height())
        self.setModel(model)
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
        self.frozen = FrozenColumns(context, model, self, model.frozen_columns)
        self._freezes = True
        head, scroll = self.horizontalHeader(), self.horizontalScrollBar()
        head.sectionResized.connect(self._keep_width)
        head.geometriesChanged.connect(self._place)
        scroll.valueChanged.connect(self._place)
        scroll.rangeChanged.connect(self._place)
        self.verticalHeader().geometriesChanged.connect(self._place)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)
        model.dataChanged.connect(self.current_changed)
        context.theme.changed.connect(self._rescale)
        context.texts.language_changed.connect(self.fit_columns)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give every column its remembered width, or room for its head and its first rows."""
        px, kept = self._context.theme.px, self._context.settings.column_widths(self._model.code)
        self._is_fitting = True
        for column, question in enumerate(self._model.columns):
            width = kept.get(question.code)
            wanted = self._fitting(column) if width is None else px(width)
            self.horizontalHeader().resizeSection(column, wanted)
        self._is_fitting = False
        self._place()

    def forget_widths(self) -> None:
        """Give up the widths that the user chose."""
        self._context.settings.keep_column_widths(self._model.code, {})
        self.fit_columns()

    # Columns that stay in sight

    @property
    def freezes(self) -> bool:
        """Whether the first columns stay in sight."""
        return self._freezes

    def freeze(self, wanted: bool) -> None:
        """Let the first columns stay in sight, or scroll like the others."""
        self._freezes = wanted
        self._place()

    def edge(self) -> int:
        """Where the columns begin, in pixels from the left."""
        return self.verticalHeader().width()

    def left_of(self, column: int) -> int:
        """Where a column begins on the screen, in pixels from the left of the grid."""
        head = self.horizontalHeader()
        if self._is_lying() and column < self.frozen.count:
            return self.edge() + head.sectionPosition(column)
        return self.edge() + head.sectionViewportPosition(column)

    def clip_of(self, column: int) -> int:
        """Left of here nothing of a column can be seen."""
        lies = self._is_lying() and column >= self.frozen.count
        return self.edge() + (self.frozen.width_px() if lies else 0)

    def _is_lying(self) -> bool:
        """Whether the frozen columns lie above the others now."""
        narrow = self.frozen.width_px() * 2 < self.viewport().width()
        return self._freezes and narrow and self.horizontalScrollBar().value() > 0

    def _place(self) -> None:
        head, view = self.horizontalHeader(), self.viewport().geometry()
        if self._is_lying():
            place = QRect(view.left(), head.y(), view.width(), head.height() + view.height())
            self.frozen.follow(place, self.verticalHeader().defaultSectionSize())
            self.frozen.show()
            self.frozen.raise_()
        else:
            self.frozen.hide()
        self.places_changed.emit()

    def _keep_width(self, column: int, _old: int, width: int) -> None:
        if not self._is_fitting and width:
            kept = self._context.settings.column_widths(self._model.code)
            kept[self._model.columns[column].code] = round(width / self._context.theme.scale)
            self._context.settings.keep_column_widths(self._model.code, kept)
        self._place()

    def _fitting(self, column: int) -> int:
        metrics, px = self.fontMetrics(), self._context.theme.px
        head = self.horizontalHeader()
        rows = range(min(self._model.rowCount(), _SAMPLE_ROWS))
        widest = max((self._width_of(metrics, row, column) for row in rows), default=0)
        if can_be_totalled(self._model.columns[column]):
            widest += metrics.horizontalAdvance(_ROOM_FOR_A_SUM)
        named = head.width_of(column) if isinstance(head, ColumnHead) else 0
        return min(max(widest + px(24), named, px(_LEAST_PX)), px(_MOST_PX))

    def _width_of(self, metrics: QFontMetrics, row: int, column: int) -> int:
        unit = str(self._model.index(row, column).data(UNIT_ROLE) or "")
        return metrics.horizontalAdvance(f"{self._model.text(row, column)} {unit}".rstrip())

    def selected_cells(self) -> list[tuple[int, int]]:
        """Row and column of the selected cells; the current one when none is selected."""
        cells = [(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()]
        current = self.currentIndex()
        return cells or ([(current.row(), current.column())] if current.isValid() else [])

    def selected_rows(self) -> list[str]:
        """Ids of the rows that hold a selected cell, from the top."""
        return [self._model.ids[row] for row in sorted({row for row, _ in self.selected_cells()})]

    def choose(self, row: int, column: int) -> None:
        """Make one cell the current one and the only selected one, whatever keys are held down."""
        index = self._model.index(row, column)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)

    def go_to(self, row_id: str, column: str = "") -> bool:
        """Make a cell the current one; False when its row is not shown."""
        row = self._model.position(row_id)
        if row < 0:
            return False
        self.choose(row, max(self._model.column_position(column), 0))
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

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

    def copy(self) -> None:
        """Put the block around the selected cells on the clipboard."""
        cells = self.selected_cells()
        if cells:
            rows = range(min(r for r, _ in cells), max(r for r, _ in cells) + 1)
            columns = range(min(c for _, c in cells), max(c for _, c in cells) + 1)
            texts = [[self._model.copied_text(row, column) for column in columns] for row in rows]
            QGuiApplication.clipboard().setText(write_block(texts))

    def paste(self) -> None:
        """Put the block on the clipboard at the top left selected cell; one text fills all."""
        block = read_block(QGuiApplication.clipboard().text())
        cells = self.selected_cells() or [(self._model.rowCount(), 0)]
        if not block or self._model.read_only:
            return
        top, left = min(row for row, _ in cells), min(column for _, column in cells)
        if len(block) == 1 and len(block[0]) == 1:
            height = max(row for row, _ in cells) - top + 1
            width = max(column for _, column in cells) - left + 1
            block = tuple(block[0] * width for _ in range(height))
        self._model.paste(top, left, block)
        self._select(top, left, len(block), len(block[0]))

    def fill_down(self) -> None:
        """Put the topmost selected text of each column into the selected cells below."""
        self._model.fill_down(self.selected_cells())

    def _select(self, top: int, left: int, height: int, width: int) -> None:
        bottom = min(top + height, self._model.rowCount()) - 1
        right = min(left + width, self._model.columnCount()) - 1
        if bottom >= top:
            block = QItemSelection(self._model.index(top, left), self._model.index(bottom, right))
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.choose(top, left)
            self.selectionModel().select(block, flag)

    def _remember(self) -> None:
        current = self.currentIndex()
        if current.isValid() and current.row() < len(self._model.ids):
            self._anchor = (self._model.ids[current.row()], current.column())

    def _return(self) -> None:
        row_id, column = self._anchor
        row = self._model.position(row_id)
        if row >= 0:
            self.choose(row, column)
        self.current_changed.emit()

    def _rescale(self) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, TableDelegate):
            self.verticalHeader().setDefaultSectionSize(delegate.row_height())
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
        if index.column() < self.frozen.count and self._freezes:
            bar.setValue(before)  # it is in sight, or comes there when it is edited
        elif self._is_lying():
            hidden = self.frozen.width_px() - self.visualRect(index).left()
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    @override
    def edit(self, index: QModelIndex, *arguments: object) -> object:  # type: ignore[override]  # two signatures in one
        opened = super().edit(index, *arguments)
        if index.column() < self.frozen.count and self.state() is self.State.EditingState:
            self.horizontalScrollBar().setValue(0)  # an input shall not lie under its column
        return opened

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs allow persistent ones
        super().currentChanged(current, previous)
        self.current_changed.emit()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and below.isValid():
            self.choose(below.row(), below.column())

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        current, last = self.currentIndex(), self._model.rowCount() - 1
        ends = (last, self._model.columnCount() - 1) if next else (0, 0)
        if last < 0 or not current.isValid() or (current.row(), current.column()) == ends:
            return QWidget.focusNextPrevChild(self, next)
        return super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(keys.Copy):
            self.copy()
        elif event.matches(keys.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not control:
            self._clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._begin()
        elif event.key() == Qt.Key.Key_F3:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.find_wanted.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_F7:
            self.step_sorting()
        elif event.key() == Qt.Key.Key_F4:
            self.filters_wanted.emit()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            QWidget.focusNextPrevChild(self, event.key() == Qt.Key.Key_Tab)
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        """Edit the current cell; an input that passes its Enter on is open already."""
        index = self.currentIndex()
        editable = bool(self._model.flags(index) & Qt.ItemFlag.ItemIsEditable)
        if editable and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(index)

    def _clear(self) -> None:
        if not self._model.read_only:
            self._model.clear_cells(self.selected_cells())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.scrolls_unfocused or self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page around it scrolls
