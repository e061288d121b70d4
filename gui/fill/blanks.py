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
    answers = session.answers
    return answers.state(code) is None and not answers.rows(code) and not _is_graded(session, code)


def _is_graded(session: ParkSession, code: str) -> bool:
    """Whether the answer of a level stands at its indicator, as 不适用."""
    return session.answers.state(code.removesuffix("_level")) is not None


def counts_of(session: ParkSession, page: int) -> tuple[int, int]:
    """Hard problems but for blanks, and open soft ones, that are shown on a page."""
    hard = soft = 0
    for code, field in session.catalogue.fields.items():
        if field.page != page:
            continue
        for problem in session.problems_at(code):
            if not problem.open or is_blank_problem(session, problem):
                continue
            hard += problem.severity is Severity.HARD
            soft += problem.severity is Severity.SOFT
    return hard, soft
