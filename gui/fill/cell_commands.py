"""What is done to the selected cells of a grid: copy, cut, paste, fill down, clear.

Each is one step of undo. Cells that the program writes itself stay as they are.

Source: interface.md, 填报 (tables: fill down, copy and paste blocks).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.fill.cell_blocks import Lines, crossing, lines_over, repeated, sources_above
from gui.fill.clipboard import Block, read_block, write_block
from gui.fill.grid_selection import GridSelection
from gui.fill.table_model import TableModel
from questionnaire.messages import msg

_LEAST_HEADS = 2
"""Names of columns by which a line is known; one alone may be a value."""


class CellCommands(QObject):
    """Commands on the cells that a grid has selected.

    Args:
        selection: which cells these are.
        model: the table.
    """

    pasted = Signal(object)
    """After a paste, with its `EditResult`, when what was pasted is selected."""
    told = Signal(object)
    """With a `Text` for the user: why nothing was done, or what cannot be seen."""

    def __init__(self, selection: GridSelection, model: TableModel) -> None:
        super().__init__(selection)
        self._selection = selection
        self._model = model

    def copy(self) -> None:
        """Put the selected cells on the clipboard, unless they are no block."""
        self._copy()

    def cut(self) -> None:
        """Put the selected cells on the clipboard and blank them."""
        if not self._model.read_only and self._copy():
            self.clear()

    def paste(self) -> None:
        """Put the block on the clipboard at the first selected cell, as often as it fits.

        A single text fills every selected cell. A first line that only names the columns is left
        out.
        """
        block = read_block(QGuiApplication.clipboard().text())
        cells = self._selection.cells() or [(self._model.rowCount(), 0)]
        if not block or self._model.read_only:
            return
        if len(block) == len(block[0]) == 1:
            (top, left), lines = lines_over(cells, lambda _row, _column: block[0][0])
        else:
            top, left = min(row for row, _ in cells), min(column for _, column in cells)
            lines = self._fitted(self._without_heads(block, left), cells)
        self._put(top, left, lines)

    def fill_down(self) -> None:
        """Put the topmost selected text of each column into the selected cells below.

        Of a single row: what stands above it.
        """
        sources = sources_above(self._selection.cells())
        if sources and not self._model.read_only:
            (top, left), lines = lines_over(
                list(sources), lambda row, column: self._model.copied_text(*sources[row, column])
            )
            self._model.paste(top, left, self._writable(left, lines))

    def clear(self) -> None:
        """Blank the selected cells."""
        cells = self._selection.cells()
        if cells and not self._model.read_only:
            (top, left), lines = lines_over(cells, lambda _row, _column: "")
            self._model.paste(top, left, self._writable(left, lines))

    def _copy(self) -> bool:
        cells = self._selection.cells()
        if not cells:
            return False
        block = crossing(cells)
        if block is None:
            self.told.emit(msg("Only a block of cells can be copied; select one again."))
            return False
        rows, columns = block
        texts = [[self._model.copied_text(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(write_block(texts))
        return True

    def _without_heads(self, block: Block, left: int) -> Block:
        columns = self._model.columns[left:]
        named = [
            text.strip().startswith((column.label.zh, column.label.en))
            for text, column in zip(block[0], columns, strict=False)
            if text.strip()
        ]
        if len(block) == 1 or len(named) < _LEAST_HEADS or not all(named):
            return block
        self.told.emit(msg("The first line names the columns and was left out."))
        return block[1:]

    def _fitted(self, block: Block, cells: list[tuple[int, int]]) -> Block:
        """The block, as often as it fits into what is selected."""
        selected = crossing(cells)
        if selected is None:
            return block
        rows, columns = selected
        gaps = rows[-1] - rows[0] >= len(rows) or columns[-1] - columns[0] >= len(columns)
        return block if gaps else repeated(block, len(rows), len(columns))

    def _put(self, top: int, left: int, lines: Lines) -> None:
        ids = list(self._model.ids[top : top + len(lines)])
        result = self._model.paste(top, left, self._writable(left, lines))
        ids += result.rows
        self._selection.select_rows(ids, left, len(lines[0]))
        self.pasted.emit(result)
        hidden = sum(self._model.position(row_id) < 0 for row_id in ids)
        if hidden:
            self.told.emit(
                msg("{n} of the pasted rows {n|is|are} hidden by the filters.", n=hidden)
            )

    def _writable(self, left: int, lines: Lines) -> Lines:
        """Leave out cells that only the program writes."""
        fixed = {
            at
            for at in range(len(lines[0]))
            if left + at < len(self._model.columns) and not self._model.is_editable(left + at)
        }
        if not fixed:
            return lines
        return tuple(
            tuple(None if at in fixed else text for at, text in enumerate(line)) for line in lines
        )
