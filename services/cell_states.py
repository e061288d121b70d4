"""What a blank or filled cell of a table means: derived from its row, its column and its problem.

Nothing of it is stored: a submission has values only, and the same file gives the same states
(docs/decisions/0020-states-of-cells.md).

Source: carbon-accounting.md 3 (a blank optional cell counts as 0, a blank required one is unknown);
rubric.md 14 (`required`).
"""

from __future__ import annotations

from enum import StrEnum

from accounting.rows import ZERO_WHEN_BLANK
from questionnaire.check_requirements import is_required
from questionnaire.problems import Problem, Severity
from services.shown_park import ShownPark

WRITTEN_BY_PROGRAM = frozenset({("evidence", "sha256"), ("evidence", "file_name")})
"""Tables and columns that the program itself fills in, when a file is added."""


class CellState(StrEnum):
    """What a cell is; see `state_of`."""

    VALUE = "value"
    WRITTEN = "written"
    WRONG = "wrong"
    TO_EXPLAIN = "to_explain"
    EXPLAINED = "explained"
    MISSING = "missing"
    ZERO = "zero"
    NOT_ASKED = "not_asked"
    OPTIONAL = "optional"

    @property
    def is_blank(self) -> bool:
        """Whether the cell holds nothing.

        >>> CellState.ZERO.is_blank, CellState.WRONG.is_blank
        (True, False)
        """
        return self in _BLANKS


_BLANKS = frozenset({CellState.MISSING, CellState.ZERO, CellState.NOT_ASKED, CellState.OPTIONAL})


def state_of(
    park: ShownPark, place: tuple[str, str, str], problem: Problem | None = None
) -> CellState:
    """The state of one cell of the year that is shown.

    A blank one is missing when its column, or the condition of its column in this row, requires a
    value; else it counts as 0 where the inventory says so; else it may stay blank. A condition that
    is unknown requires nothing. Works also before the checks of a large table came to the row.

    Args:
        park: the open file.
        place: table, row id, column; the row is there.
        problem: the worst problem of the cell, if it has one that is known.
    """
    table, row_id, column = place
    if column not in park.answers.rows(table)[row_id]:
        return _state_of_blank(park, place, problem)
    if problem is None:
        written = (table, column) in WRITTEN_BY_PROGRAM
        return CellState.WRITTEN if written else CellState.VALUE
    if problem.severity is Severity.HARD:
        return CellState.WRONG
    return CellState.TO_EXPLAIN if problem.open else CellState.EXPLAINED


def _state_of_blank(
    park: ShownPark, place: tuple[str, str, str], problem: Problem | None
) -> CellState:
    table, row_id, column = place
    plans = park.product.check_plan.columns[table]
    plan = next(plan for plan in plans if plan.question.code == column)
    if problem is not None or is_required(plan, park.scope_of_cell(table, row_id, column)):
        return CellState.MISSING
    if column in ZERO_WHEN_BLANK.get(table, ()):
        return CellState.ZERO
    return CellState.OPTIONAL if plan.required is False else CellState.NOT_ASKED
