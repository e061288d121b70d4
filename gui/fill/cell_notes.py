"""What is wrong with the cells of a table: open problems, and texts that could not be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from questionnaire.answers import Row
from questionnaire.messages import Text
from questionnaire.problems import Problem, Severity
from services.session_values import EditResult

Place: TypeAlias = tuple[str, str]
"""Row id and column name."""
Kind: TypeAlias = Literal["error", "warn", "blank", "explained", ""]
"""To correct, to explain, to fill in, explained, or nothing."""

_WORST_FIRST: tuple[Kind, ...] = ("error", "warn", "blank")


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
        self._at: dict[str, dict[str, list[Problem]]] = {}
        self._refused: dict[str, dict[str, RefusedCell]] = {}
        self._missing: dict[str, int] = {}
        self._uncounted: dict[str, None] = {}  # in order: a set takes thrice as long to go through

    def read(self, problems: tuple[Problem, ...]) -> bool:
        """Take note of the problems shown at the table; whether they are others than before.

        Only those between the first and the last that differ are looked at.
        """
        known = self._known
        if problems is known or problems == known:
            return False
        first = _first_other(known, problems)
        rest = min(len(known), len(problems)) - first
        last = min(_first_other(reversed(known), reversed(problems)), rest)
        self._known = problems
        for problem in known[first : len(known) - last]:
            self._take_out(problem)
        for problem in problems[first : len(problems) - last]:
            self._put_in(problem)
        return True

    def follow(
        self, before: Mapping[str, Row], rows: Mapping[str, Row], changed: Iterable[str]
    ) -> bool:
        """Take note of rows with other cells; whether any of them was begun, or is empty again."""
        touched = tuple(changed)
        self._uncounted.update(dict.fromkeys(row_id for row_id in touched if row_id in self._at))
        return any(is_begun(before[row_id]) != is_begun(rows[row_id]) for row_id in touched)

    def recount(self) -> None:
        """Count all blanks anew when they are asked for: rows came, went or are of another year."""
        self._missing.clear()
        self._uncounted = dict.fromkeys(self._at)

    def kind_of_row(self, row_id: str, row: Row) -> Kind:
        """The worst that is wrong with the cells of a row."""
        if row_id in self._refused:
            return "error"
        kinds = {self.kind(row_id, column, row) for column in self._at.get(row_id, ())}
        return next((kind for kind in _WORST_FIRST if kind in kinds), "")

    def failing_rows(self) -> frozenset[str]:
        """Ids of the rows in which something is wrong."""
        failing = (
            row_id
            for row_id, columns in self._at.items()
            if any(found[0].open for found in columns.values())
        )
        return frozenset(failing) | frozenset(self._refused)

    def kind(self, row_id: str, column: str, row: Row) -> Kind:
        """The mark of a cell.

        A required blank is no error: it has a calm mark, and none in a row that was not begun.
        """
        if self._refused_cell(row_id, column) is not None:
            return "error"
        problem = self.problem(row_id, column)
        if problem is None:
            return ""
        if not problem.open:
            return "explained"
        if problem.severity is not Severity.HARD:
            return "warn"
        if column in row:
            return "error"
        return "blank" if is_begun(row) else ""

    def problem(self, row_id: str, column: str) -> Problem | None:
        """The worst problem of a cell, also one that was explained."""
        columns = self._at.get(row_id)
        found = None if columns is None else columns.get(column)
        return found[0] if found else None

    def message(self, row_id: str, column: str) -> Text:
        """What is wrong with a cell; empty when nothing is."""
        refused = self._refused_cell(row_id, column)
        if refused is not None:
            return refused.message
        problem = self.problem(row_id, column)
        return "" if problem is None or not problem.open else problem.message

    def missing(self, rows: Mapping[str, Row]) -> int:
        """How many required cells are blank in rows that were begun; counted when asked."""
        for row_id in self._uncounted:
            row = rows.get(row_id)
            count = 0 if row is None else len(self._blanks_of(row_id, row))
            if count:
                self._missing[row_id] = count
            else:
                self._missing.pop(row_id, None)
        self._uncounted.clear()
        return sum(self._missing.values())

    def missing_places(self, rows: Mapping[str, Row]) -> Iterator[Place]:
        """The required cells that are blank in rows that were begun, in no particular order."""
        for row_id in self._at:
            for column in self._blanks_of(row_id, rows.get(row_id, {})):
                yield row_id, column

    def _blanks_of(self, row_id: str, row: Row) -> list[str]:
        found = self._at.get(row_id)
        if found is None or not is_begun(row):
            return []
        return [
            name
            for name, problems in found.items()
            if name not in row and problems[0].severity is Severity.HARD
        ]

    def _put_in(self, problem: Problem) -> None:
        place = self._place_of(problem)
        if place is not None:
            row_id, column = place
            found = self._at.setdefault(row_id, {}).setdefault(column, [])
            found.append(problem)
            if len(found) > 1:
                found.sort(key=_mildness)
            self._uncounted[row_id] = None

    def _take_out(self, problem: Problem) -> None:
        place = self._place_of(problem)
        if place is None:
            return
        row_id, column = place
        columns = self._at[row_id]
        columns[column].remove(problem)
        if not columns[column]:
            del columns[column]
        if not columns:
            del self._at[row_id]
        self._uncounted[row_id] = None

    def _place_of(self, problem: Problem) -> Place | None:
        if problem.id not in self._places:
            self._places[problem.id] = cell_of(problem.id, self._table)
        return self._places[problem.id]

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


def _first_other(one: Iterable[Problem], other: Iterable[Problem]) -> int:
    """How many at the beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    number = -1
    for number, (left, right) in pairs:
        if left is not right:
            return number
    return number + 1


def _mildness(problem: Problem) -> tuple[bool, bool]:
    """Open ones come first, hard before soft."""
    return not problem.open, problem.severity is not Severity.HARD


def is_begun(row: Row) -> bool:
    """Whether a row holds anything but the year, which the program fills in.

    >>> is_begun({"year": 2025}), is_begun({"year": 2025, "industry": "26"}), is_begun({})
    (False, True, False)
    """
    return len(row) > ("year" in row)


def cell_of(problem_id: str, table: str) -> Place | None:
    """Row and column of a problem id `table:TABLE.COLUMN:ROW`; None for any other id.

    >>> cell_of("table:sinks.amount:r1", "sinks"), cell_of("table:sinks.amount", "sinks")
    (('r1', 'amount'), None)
    """
    kind, _, rest = problem_id.partition(":")
    place, _, row_id = rest.partition(":")
    code, _, column = place.partition(".")
    return (row_id, column) if kind == "table" and code == table and row_id else None
