"""What is wrong with the cells of a table: open problems, and texts that could not be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from questionnaire.messages import Text
from questionnaire.problems import Problem, Severity
from services.session_values import EditResult

Place: TypeAlias = tuple[str, str]
"""Row id and column name."""
Kind: TypeAlias = Literal["error", "warn", ""]
"""To correct, to explain, or nothing."""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A text that a cell could not take."""

    typed: str
    message: Text


class CellNotes:
    """Notes of one table by cell; a refused text counts as an error.

    Args:
        table: code of the table.
    """

    def __init__(self, table: str) -> None:
        self._table = table
        self._known: tuple[Problem, ...] = ()
        self._places: dict[str, Place | None] = {}
        self._problems: Mapping[Place, Problem] = {}
        self._rows: dict[str, Kind] = {}
        self._refused: dict[str, dict[str, RefusedCell]] = {}

    def read(self, problems: tuple[Problem, ...]) -> bool:
        """Take note of the problems shown at the table; whether they are others than before."""
        if problems is self._known or problems == self._known:
            return False
        self._known = problems
        worst: dict[Place, Problem] = {}
        for problem in problems:
            if problem.id not in self._places:
                self._places[problem.id] = cell_of(problem.id, self._table)
            place = self._places[problem.id]
            if place is None or not problem.open:
                continue
            if place not in worst or problem.severity is Severity.HARD:
                worst[place] = problem
        self._problems = worst
        self._rows = {}
        for (row_id, _), problem in worst.items():
            if self._rows.get(row_id) != "error":
                self._rows[row_id] = _kind_of(problem)
        return True

    def kind_of_row(self, row_id: str) -> Kind:
        """The worst that is wrong with the cells of a row."""
        return "error" if row_id in self._refused else self._rows.get(row_id, "")

    def failing_rows(self) -> frozenset[str]:
        """Ids of the rows in which something is wrong."""
        return frozenset(self._rows) | frozenset(self._refused)

    def kind(self, row_id: str, column: str) -> Kind:
        """The worst that is wrong with a cell."""
        if self._refused_cell(row_id, column) is not None:
            return "error"
        problem = self._problems.get((row_id, column))
        return "" if problem is None else _kind_of(problem)

    def message(self, row_id: str, column: str) -> Text:
        """What is wrong with a cell; empty when nothing is."""
        refused = self._refused_cell(row_id, column)
        if refused is not None:
            return refused.message
        problem = self._problems.get((row_id, column))
        return "" if problem is None else problem.message

    def refused(self, row_id: str, column: str) -> str | None:
        """The text that a cell could not take."""
        found = self._refused_cell(row_id, column)
        return None if found is None else found.typed

    def refuse(self, row_id: str, column: str, typed: str, message: Text) -> None:
        """Keep a text that a cell could not take."""
        self._refused.setdefault(row_id, {})[column] = RefusedCell(typed, message)

    def accept(self, row_id: str, column: str) -> None:
        """Forget the refused text of a cell."""
        cells = self._refused.get(row_id, {})
        cells.pop(column, None)
        if not cells:
            self._refused.pop(row_id, None)

    def forget_rows(self, row_ids: Collection[str]) -> bool:
        """Forget the refused texts of some rows; whether there were any."""
        gone = [row_id for row_id in self._refused if row_id in row_ids]
        for row_id in gone:
            del self._refused[row_id]
        return bool(gone)

    def forget(self) -> None:
        """Forget all refused texts."""
        self._refused.clear()

    def _refused_cell(self, row_id: str, column: str) -> RefusedCell | None:
        cells = self._refused.get(row_id)
        return None if cells is None else cells.get(column)

    def keep_block(
        self,
        result: EditResult,
        rows: Sequence[str],
        columns: Sequence[str],
        lines: Sequence[Sequence[str | None]],
    ) -> bool:
        """Keep the refused texts of a pasted block, also those in rows that it made.

        Args:
            result: of the paste.
            rows: ids of the rows that its first lines went into; the others made rows.
            columns: names of the columns from its first one.
            lines: the texts; None left its cell as it was.

        Returns:
            Whether any cell has or had a refused text.
        """
        was_refused = [
            self._overwrite(row, columns, line) for row, line in zip(rows, lines, strict=False)
        ]
        made = [
            number
            for number, line in enumerate(lines)
            if number >= len(rows) and any(text and text.strip() for text in line)
        ]
        new = dict(zip(made, result.rows, strict=False))
        for item in result.refusals:
            row_id = item.row_id or new.get(item.line, "")
            if row_id and item.column:
                self.refuse(row_id, item.column, item.typed, item.message)
        return bool(result.refusals) or any(was_refused)

    def _overwrite(self, row_id: str, columns: Sequence[str], line: Sequence[str | None]) -> bool:
        """Forget the refused texts of the cells that a line went into; whether there were any."""
        names = [name for name, text in zip(columns, line, strict=False) if text is not None]
        gone = [name for name in names if name in self._refused.get(row_id, ())]
        for name in gone:
            self.accept(row_id, name)
        return bool(gone)


def _kind_of(problem: Problem) -> Kind:
    return "error" if problem.severity is Severity.HARD else "warn"


def cell_of(problem_id: str, table: str) -> Place | None:
    """Row and column of a problem id `table:TABLE.COLUMN:ROW`; None for any other id.

    >>> cell_of("table:sinks.amount:r1", "sinks"), cell_of("table:sinks.amount", "sinks")
    (('r1', 'amount'), None)
    """
    kind, _, rest = problem_id.partition(":")
    place, _, row_id = rest.partition(":")
    code, _, column = place.partition(".")
    return (row_id, column) if kind == "table" and code == table and row_id else None
