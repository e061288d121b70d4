"""The line under a grid: the current cell's problem or state, what was not taken, the selection.

Source: visual.md, Principles 3; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from collections.abc import Sequence

from gui.context import Context
from gui.fill.cell_blocks import Cell
from gui.fill.grid_view import GridView
from gui.fill.table_model import MESSAGE_ROLE, PROBLEM_ROLE, STATE_ROLE, TableModel
from gui.style import set_role
from gui.widgets.labels import ElidedLabel
from questionnaire.messages import Text, msg
from services.session_values import CellRefusal, EditResult

_MOST_NAMED = 12
"""Refused cells of a pasted block that are named."""
_HEIGHT_PX = 22


class CellLine(ElidedLabel):
    """One line that follows the current cell of a grid; what was refused stays until it moves on.

    Args:
        context: what every view is given.
        grid: whose cells these are.
        model: the table.
    """

    def __init__(self, context: Context, grid: GridView, model: TableModel) -> None:
        super().__init__()
        self._context = context
        self._grid = grid
        self._model = model
        self._place: Cell | None = None
        self._moves_left = 0
        self.setObjectName(f"cell_message.{model.code}")
        px = context.theme.px
        self.setContentsMargins(px(16), 0, px(12), 0)
        self.setFixedHeight(px(_HEIGHT_PX))
        grid.current_changed.connect(self.follow)
        model.refused.connect(self.show_refusal)
        grid.commands.pasted.connect(self.show_refusal)
        grid.commands.told.connect(self._warn)

    def follow(self) -> None:
        """Tell of the current cell, and of the others that are selected."""
        index = self._grid.currentIndex()
        kind = str(index.data(PROBLEM_ROLE) or "")
        text = str(index.data(MESSAGE_ROLE) or "") if kind in ("error", "warn") else ""
        place, before = (index.row(), index.column()), self._place
        if self._moves_left and place != before:
            self._place = place
            self._moves_left -= 1
        if self._moves_left and (place == before or not text):
            return
        self._moves_left = 0
        set_role(self, "role", kind if text else "note")
        self.setText(text or self._selected() or str(index.data(STATE_ROLE) or ""))

    def say(self, text: Text, role: str, *, moves: int = 1) -> None:
        """Say something until the current cell has moved that often, or has something to tell."""
        self._place = (self._grid.currentIndex().row(), self._grid.currentIndex().column())
        self._moves_left = moves
        set_role(self, "role", role)
        self.setText(self._context.texts.tr(text))

    def show_refusal(self, result: EditResult) -> None:
        """Tell what of an edit was not taken; nothing when all was."""
        if result.refusals:
            text = msg(
                "{n} {n|cell|cells} could not be read and {n|was|were} left as before. "
                "The first: {reason}",
                n=len(result.refusals),
                reason=result.refusals[0].message,
            )
            self.say(text, "error")
            self.setToolTip("\n".join(self._refused_cells(result.refusals)))
        elif result.refused is not None:
            self.say(result.refused, "error", moves=2)  # Enter goes on to the next cell

    def _warn(self, text: Text) -> None:
        self.say(text, "warn")

    def _selected(self) -> str:
        """How many cells are selected, and their sum where it means something."""
        spans = self._grid.selection.spans()
        count = self._grid.selection.count()
        if count < 2:
            return ""
        tr = self._context.texts.tr
        columns = {column for _, span in spans for column in (span.start, span.stop - 1)}
        total = ""
        if len(columns) == 1:
            rows = [row for rows, _ in spans for row in rows]
            total = self._model.sum_over(columns.pop(), rows)
        if not total:
            return tr(msg("{n} cells selected", n=f"{count:,}"))
        return tr(msg("{n} cells selected, sum {sum}", n=f"{count:,}", sum=total))

    def _refused_cells(self, refusals: Sequence[CellRefusal]) -> list[str]:
        """Each cell that was left as it was, by its line in the block."""
        tr, lines = self._context.texts.tr, []
        columns = {item.code: item.label for item in self._model.columns}
        for item in refusals[:_MOST_NAMED]:
            where = msg(
                "Line {line}, {column}: {typed}",
                line=item.line + 1,
                column=columns.get(item.column, "–"),
                typed=item.typed,
            )
            lines.append(tr(where))
        if len(refusals) > _MOST_NAMED:
            lines.append(tr(msg("and {n} more", n=len(refusals) - _MOST_NAMED)))
        return lines
