"""What is missing while a park has no class: the answers, with the places to go to.

Source: rubric.md 2 (if a field needed for the class is missing, nothing is scored); interface.md,
填报.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.messages import LocalText, Text
from questionnaire.problems import Problem, Severity
from scoring.scorecard import Scorecard
from services.live_evaluation import codes_behind
from services.park_sessions import ParkSession

_OUTPUT = "industrial_output"
"""The class needs it to be more than 0; every other input only has to be there."""


@dataclass(frozen=True, slots=True)
class ClassGap:
    """One thing that has to be entered before the park has a class.

    Attributes:
        code: field or table.
        label: its name.
        problem: the hard problem that stands in the way; None when there is none, e.g. where the
            answer is declared 不适用 or 暂无数据.
        is_blank: whether there is no answer at all.
    """

    code: str
    label: LocalText
    problem: Problem | None = None
    is_blank: bool = False

    @property
    def text(self) -> Text:
        """The sentence of the problem; of what is merely blank the name."""
        return self.label if self.problem is None or self.is_blank else self.problem.message


def gaps_of_class(session: ParkSession, card: Scorecard) -> tuple[ClassGap, ...]:
    """What the class waits for, each place once; empty when the park has a class.

    Args:
        session: an open park file.
        card: its present result.
    """
    if card.class_used is not None:
        return ()
    names = [name for name, value in card.class_inputs.items() if value is None] or [_OUTPUT]
    codes = dict.fromkeys(code for name in names for code in codes_behind(session.catalogue, name))
    found = [gap for code in codes for gap in _gaps_at(session, code)]
    missing = [code for code in codes if code in names]
    known = {gap.code for gap in found}
    blank = [ClassGap(code, _label(session, code)) for code in missing if code not in known]
    if not found and not blank:
        blank = [ClassGap(code, _label(session, code)) for code in codes]
    return (*blank, *found)


def _gaps_at(session: ParkSession, code: str) -> Iterator[ClassGap]:
    """The hard problems of a field, or of a table and its cells."""
    for problem in session.problems_at(code):
        if problem.severity is Severity.HARD:
            blank = session.answers.state(code) is None and not session.answers.rows(code)
            yield ClassGap(code, _label(session, code), problem, blank)


def _label(session: ParkSession, code: str) -> LocalText:
    return session.catalogue.fields[code].label
