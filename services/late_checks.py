"""Which checks of large tables are still to be run, so that a file is shown before they are.

A ledger of 50 000 rows takes a second to check. The first page needs nothing of that, so the rows
of large tables wait, and so do the checks that look into them.

Source: quality.md, Speed (opening a file with 50 000 enterprises).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from questionnaire.answers import AnswerSet
from questionnaire.check_plan import YEARLY, CheckPlan
from services.edit_effects import CheckIndex

SMALL_TABLE = 1000
"""Up to so many rows are checked at once: that takes a few hundredths of a second."""
SLICE = 250
"""Rows that are checked in one go, so that a window is free again after some milliseconds."""


class LateChecks:
    """The checks that wait, in the order in which they are to be run.

    Attributes:
        columns: checks of the columns of large tables; they are run row by row.
    """

    def __init__(
        self, plan: CheckPlan, index: CheckIndex, answers: AnswerSet, small: int = SMALL_TABLE
    ) -> None:
        """Find out what can wait.

        Args:
            plan: all checks.
            index: what they look at.
            answers: of the year.
            small: most rows of a table that does not wait.
        """
        self._plan = plan
        large = [table for table in plan.columns if len(answers.rows(table)) > small]
        places = [(table, c.question.code) for table in large for c in plan.columns[table]]
        self.columns = frozenset(f"table:{table}.{column}" for table, column in places)
        resting = {check for place in places for check in index.resting_on(*place)}
        self._single = deque(sorted(resting - self.columns))
        self._rows = {table: deque(answers.rows(table)) for table in large}

    @property
    def single(self) -> frozenset[str]:
        """The checks of fields, and between fields, that wait."""
        return frozenset(self._single)

    @property
    def waiting(self) -> int:
        """How many rows and checks wait."""
        return len(self._single) + sum(map(len, self._rows.values()))

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits any more."""
        return not self._single and not self._rows

    @property
    def tables(self) -> frozenset[str]:
        """Tables of which rows wait."""
        return frozenset(self._rows)

    @property
    def codes(self) -> frozenset[str]:
        """Fields and tables at which a check that waits would show a problem."""
        return frozenset({*self._rows, *map(self._code_of, self._single)})

    def add_rows(self, table: str, rows: Iterable[str]) -> None:
        """Let some rows wait; those that wait already are checked twice."""
        self._rows.setdefault(table, deque()).extend(rows)

    def take_rows(self) -> tuple[str, frozenset[str]] | None:
        """The next rows with their table, which wait no more; None when none is left."""
        for table, waiting in self._rows.items():
            taken = frozenset(waiting.popleft() for _ in range(min(SLICE, len(waiting))))
            if not waiting:
                del self._rows[table]
            return table, taken
        return None

    def next_check(self) -> str:
        """The next check that is none of rows; there is one when no rows wait."""
        return self._single[0]

    def take_check(self) -> str:
        """The same, which waits no more."""
        return self._single.popleft()

    def _code_of(self, check: str) -> str:
        kind, _, place = check.partition(":")
        if check in self._plan.cross_checks:
            return next(iter(self._plan.cross_checks[check].fields), "")
        return "assessment_year" if kind == YEARLY else place.partition(".")[0]


def check_of(problem: str) -> str:
    """The check that found a problem.

    >>> check_of("table:sinks.amount:r1"), check_of("field:gdp"), check_of("X01")
    ('table:sinks.amount', 'field:gdp', 'X01')
    """
    return ":".join(problem.split(":")[:2])
