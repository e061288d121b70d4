"""Which cells of a grid are selected, and how they are chosen by rows and columns.

Source: interface.md, 填报 (tables); quality.md, Speed: all cells of 50 000 rows are a few ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject
from PySide6.QtWidgets import QTableView

from gui.fill.cell_blocks import Cell
from gui.fill.table_model import TableModel

_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_QUIETLY = QItemSelectionModel.SelectionFlag.NoUpdate


class GridSelection(QObject):
    """The selected cells of a view.

    Args:
        view: shows the model.
        model: the table.
    """

    def __init__(self, view: QTableView, model: TableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def spans(self) -> list[tuple[range, range]]:
        """Rows and columns of the selected rectangles; the current cell when none is selected."""
        found = [
            (range(part.top(), part.bottom() + 1), range(part.left(), part.right() + 1))
            for part in self._view.selectionModel().selection().toList()
            if part.isValid()
        ]
        current = self._view.currentIndex()
        if not found and current.isValid():
            row, column = current.row(), current.column()
            found.append((range(row, row + 1), range(column, column + 1)))
        return found

    def cells(self) -> list[Cell]:
        """Row and column of each selected cell."""
        return [
            (row, column) for rows, columns in self.spans() for row in rows for column in columns
        ]

    def count(self) -> int:
        """How many cells are selected."""
        return sum(len(rows) * len(columns) for rows, columns in self.spans())

    def rows(self) -> list[int]:
        """Rows that hold a selected cell, from the top."""
        return sorted({row for rows, _ in self.spans() for row in rows})

    def row_ids(self) -> list[str]:
        """Ids of these rows."""
        return [self._model.ids[row] for row in self.rows()]

    def choose(self, row: int, column: int) -> None:
        """Make one cell the current one and the only selected one, whatever keys are held down."""
        index = self._model.index(row, column)
        self._view.selectionModel().setCurrentIndex(index, _ALONE)

    def choose_unless_selected(self, row: int, column: int) -> None:
        """Make a cell the current one; what is selected stays if the cell is part of it."""
        index = self._model.index(row, column)
        kept = self._view.selectionModel().isSelected(index)
        self._view.selectionModel().setCurrentIndex(index, _QUIETLY if kept else _ALONE)

    def select_rows(self, row_ids: Iterable[str], left: int, width: int) -> None:
        """Select some columns of rows, wherever they are on the screen; not of hidden ones."""
        places = sorted(row for row_id in row_ids if (row := self._model.position(row_id)) >= 0)
        right = min(left + width, self._model.columnCount()) - 1
        if places:
            self.choose(places[0], left)
            self._select(_runs(places), left, right)

    def extend_to_rows(self) -> None:
        """Select the whole rows of what is selected."""
        self._select(_runs(self.rows()), 0, self._model.columnCount() - 1)

    def extend_to_columns(self) -> None:
        """Select the whole columns of what is selected."""
        columns = sorted({column for _, columns in self.spans() for column in columns})
        last = self._model.rowCount() - 1
        block = QItemSelection()
        for first, end in _runs(columns):
            block.select(self._model.index(0, first), self._model.index(last, end))
        self._view.selectionModel().select(block, _ALONE)

    def _select(self, runs: Iterable[tuple[int, int]], left: int, right: int) -> None:
        block = QItemSelection()
        for first, last in runs:
            block.select(self._model.index(first, left), self._model.index(last, right))
        self._view.selectionModel().select(block, _ALONE)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of neighbouring places.

    >>> list(_runs([1, 2, 5]))
    [(1, 2), (5, 5)]
    """
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield places[start], places[at - 1]
            start = at
