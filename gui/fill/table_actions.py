"""What can be done with a table now, by the ids of the table of actions.

Menus of the window, the menus at the pointer, buttons and keys all call what stands here.

Source: interface.md, 填报 (tables); gui/actions.py.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from gui.fill.grid_view import GridView
from gui.fill.table_model import TableModel
from gui.fill.table_strips import FilterRow

Act = Callable[[], None]


class TableActions(QObject):
    """Rows, order, filters and columns of one table.

    Args:
        grid: shows the table.
        filters: the filters above its columns.
        model: the table.
    """

    row_wanted = Signal(str, str)
    """With the row and column of a cell that shall be shown and typed into."""
    filters_wanted = Signal(int)
    """When the filters shall be shown, with the column that gets the cursor."""
    filtered = Signal()
    """After a column was filtered by a value."""
    all_rows_wanted = Signal()
    """When no row shall be hidden any more."""
    history_wanted = Signal(str, str)
    """With a row or nothing, and a column or nothing: the edits there shall be shown."""

    def __init__(self, grid: GridView, filters: FilterRow, model: TableModel) -> None:
        super().__init__(grid)
        self._grid = grid
        self._filters = filters
        self._model = model

    def offered(self, column: int | None = None) -> dict[str, Act]:
        """What applies now, by id.

        Args:
            column: of what is said of a column; None: the current one.
        """
        at = self._grid.currentIndex().column() if column is None else column
        found = self._of_table()
        if at >= 0:
            found |= self._of_columns(at)
        if self._grid.currentIndex().isValid():
            found |= self._of_cells()
        if not self._model.read_only:
            found |= self._edits()
        return found

    def _of_table(self) -> dict[str, Act]:
        found: dict[str, Act] = {
            "filters": lambda: self.filters_wanted.emit(0),
            "usual_widths": self._grid.widths.forget,
            "table_history": lambda: self.history_wanted.emit("", ""),
        }
        if self._model.missing_cells:
            found["next_missing"] = self.go_to_missing
        if self._model.is_filtered:
            found["show_all_rows"] = self.all_rows_wanted.emit
        if self._model.arrangement.sorting is not None:
            found["sort_none"] = lambda: self._sort(-1, Qt.SortOrder.AscendingOrder)
        if self._grid.frozen.is_on:
            found["unfreeze"] = lambda: self._grid.frozen.switch(wanted=False)
        return found

    def _of_columns(self, column: int) -> dict[str, Act]:
        orders = Qt.SortOrder
        found: dict[str, Act] = {
            "sort_rising": lambda: self._sort(column, orders.AscendingOrder),
            "sort_falling": lambda: self._sort(column, orders.DescendingOrder),
            "filters": lambda: self.filters_wanted.emit(column),
        }
        if not self._grid.frozen.is_on or self._grid.frozen.count != column + 1:
            found["freeze"] = lambda: self._grid.frozen.up_to(column)
        return found

    def _of_cells(self) -> dict[str, Act]:
        return {
            "copy_cells": self._grid.commands.copy,
            "filter_value": self.filter_by_value,
            "history": self._show_cell_history,
            "row_history": lambda: self.history_wanted.emit(self._current_row(), ""),
        }

    def _edits(self) -> dict[str, Act]:
        commands = self._grid.commands
        found: dict[str, Act] = {"add_row": self.add_row, "paste_cells": commands.paste}
        if not self._grid.currentIndex().isValid():
            return found
        found |= {
            "cut_cells": commands.cut,
            "clear_cells": commands.clear,
            "fill_down": commands.fill_down,
            "duplicate_row": self.duplicate_row,
            "delete_rows": self.delete_rows,
        }
        if not self._is_rearranged():
            found["insert_row"] = self.insert_row
        return found

    # Rows

    def add_row(self) -> None:
        """Add a row below the selected ones and begin to type into it."""
        rows = self._grid.selection.row_ids()
        self._go_into(self._model.add_row(rows[-1] if rows and not self._hides() else None))

    def insert_row(self) -> None:
        """Add a row above the selected ones and begin to type into it."""
        rows = self._grid.selection.rows()
        if rows:
            top = rows[0]
            self._go_into(self._model.add_row(self._model.ids[top - 1] if top else ""))

    def duplicate_row(self) -> None:
        """Add a copy below the current row."""
        rows = self._grid.selection.row_ids()
        row_id = self._model.duplicate_row(rows[-1]) if rows else ""
        if row_id:
            self.row_wanted.emit(row_id, self._current_column())

    def delete_rows(self) -> None:
        """Delete the rows that hold a selected cell."""
        rows = self._grid.selection.row_ids()
        if rows and not self._model.read_only:
            top = self._model.position(rows[0])
            column = max(self._grid.currentIndex().column(), 0)
            self._model.delete_rows(rows)
            last = self._model.rowCount() - 1
            if last >= 0:
                self._grid.choose(min(top, last), column)

    # Places

    def go_to_missing(self) -> None:
        """Show the next required cell that is blank, after the last one the first."""
        index = self._grid.currentIndex()
        place = (index.row(), index.column())
        found = self._model.missing_after(*place)
        if found is None:
            self.all_rows_wanted.emit()  # which were hidden
            found = self._model.missing_after(*place)
        if found is not None:
            self.row_wanted.emit(*found)

    # Order and filters

    def filter_by_value(self) -> None:
        """Leave only the rows whose cell holds what the current one holds."""
        index = self._grid.currentIndex()
        if index.isValid():
            self._filters.put(index.column(), self._model.filter_of(index.row(), index.column()))
            self.filtered.emit()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._grid.horizontalHeader().setSortIndicator(column, order)

    def _is_rearranged(self) -> bool:
        return self._hides() or self._model.arrangement.sorting is not None

    def _hides(self) -> bool:
        return self._model.is_filtered

    def _go_into(self, row_id: str) -> None:
        """Show a new row, with the cursor in its first empty cell."""
        if row_id:
            row = self._model.position(row_id)
            columns = range(len(self._model.columns))
            empty = (at for at in columns if row < 0 or not self._model.is_filled(row, at))
            self.row_wanted.emit(row_id, self._model.columns[next(empty, 0)].code)

    def _current_row(self) -> str:
        return self._model.ids[self._grid.currentIndex().row()]

    def _current_column(self) -> str:
        return self._model.columns[max(self._grid.currentIndex().column(), 0)].code

    def _show_cell_history(self) -> None:
        self.history_wanted.emit(self._current_row(), self._current_column())
