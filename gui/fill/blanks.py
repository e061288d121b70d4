"""Which problems only say that something is not filled in yet.

A form that has just begun is not wrong: what is missing is told by the progress of its pages, and
in red only once the field was left blank, or where somebody checks (interface.md, 填报: problems
appear when the field is left).
"""

from __future__ import annotations

from questionnaire.problems import Problem, Severity
from services.park_sessions import ParkSession


def is_blank_problem(session: ParkSession, problem: Problem) -> bool:
    """Whether a hard problem says only that its field or table has no answer."""
    kind, _, code = problem.id.partition(":")
    if problem.severity is not Severity.HARD or kind != "field":
        return False
    return is_blank(session, code)


def is_blank(session: ParkSession, code: str) -> bool:
    """Whether a field has neither value nor state, a table no rows; of a level its indicator."""
    answers = session.answers
    graded = code.removesuffix("_level")
    return not answers.rows(code) and answers.state(code) is None is answers.state(graded)


class ProblemCounter:
    """Counts problems by page; a field whose problems are the same as before is not looked at.

    Args:
        session: the open file.
    """

    def __init__(self, session: ParkSession) -> None:
        self._session = session
        self._codes: dict[int, list[str]] = {}
        for code, field in session.catalogue.fields.items():
            self._codes.setdefault(field.page, []).append(code)
        self._known: dict[str, tuple[tuple[Problem, ...], bool, int, int]] = {}

    def counts_of(self, page: int) -> tuple[int, int]:
        """Hard problems but for blanks, and open soft ones, that are shown on a page."""
        counts = [self._counts_at(code) for code in self._codes.get(page, ())]
        return sum(hard for hard, _ in counts), sum(soft for _, soft in counts)

    def _counts_at(self, code: str) -> tuple[int, int]:
        problems = self._session.problems_at(code)
        if not problems:
            return 0, 0
        blank = is_blank(self._session, code)
        known = self._known.get(code)
        if known is not None and known[0] is problems and known[1] is blank:
            return known[2:]
        own = f"field:{code}" if blank else ""
        hard = sum(item.severity is Severity.HARD and item.id != own for item in problems)
        soft = sum(item.severity is Severity.SOFT and item.confirmed is None for item in problems)
        self._known[code] = (problems, blank, hard, soft)
        return hard, soft
