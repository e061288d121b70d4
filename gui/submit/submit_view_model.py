"""What the submit assistant does with a session; no widgets.

Source: interface.md, 填报 (Submit); submissions.md (submit).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from questionnaire.answers import Value
from questionnaire.messages import Message, Text, msg
from questionnaire.problems import Problem, Severity
from services.bootstrap import Product
from services.environment import Environment
from services.opening import SUFFIX
from services.park_sessions import ParkSession
from services.submission_writing import SubmitProgress
from services.submissions import Submitted, submit_open


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared, and by whom.

    Attributes:
        park, code: name and code of the park.
        person, day: of the form; empty where they are missing.
        confirmed: number of soft problems that travel along with a reason.
        documents: number of documents in the list of evidence.
    """

    park: str
    code: str
    year: int
    person: str
    day: str
    confirmed: int
    documents: int


class SubmitViewModel:
    """Problems that stand in the way, the declaration, and the writing of the file."""

    def __init__(self, session: ParkSession, product: Product, environment: Environment) -> None:
        self._session = session
        self._product = product
        self._environment = environment

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the shown year: open ones first, hard before soft."""
        return tuple(
            sorted(
                self._session.problems,
                key=lambda item: (not item.open, item.severity is not Severity.HARD),
            )
        )

    @property
    def counts(self) -> tuple[int, int, int]:
        """Hard ones, soft ones to confirm, confirmed ones."""
        hard = sum(item.severity is Severity.HARD for item in self._session.problems)
        waiting = sum(item.open for item in self._session.problems) - hard
        return hard, waiting, len(self._session.problems) - hard - waiting

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(item.open for item in self._session.problems)

    def can_confirm(self, problem: Problem) -> bool:
        """Whether a problem waits for a reason."""
        return problem.severity is Severity.SOFT and problem.open

    def confirm(self, problem: str, reason: str) -> Message | None:
        """Confirm a soft problem; why not, when the reason cannot be taken."""
        return self._session.confirm(problem, reason.strip()).refused

    def declaration(self) -> Declaration:
        """What the person in charge declares."""
        answers = self._session.answers
        return Declaration(
            park=self._session.park_name,
            code=_text(answers.value("park_code")),
            year=self._session.year,
            person=_text(answers.value("declaration_person")),
            day=_text(answers.value("declaration_date")),
            confirmed=self.counts[2],
            documents=len(answers.tables.get("evidence", {})),
        )

    def suggested_name(self) -> str:
        """Name of the file to send: park code, year, and that it is a submission."""
        code = _text(self._session.answers.value("park_code")) or "park"
        return f"{code}-{self._session.year}-submission{SUFFIX}"

    def submit(self, target: Path, *, with_evidence: bool, progress: SubmitProgress) -> Submitted:
        """Write the submission of the shown year; may be called on the thread of a job.

        Args:
            target: the file.
            with_evidence: whether contents of evidence travel.
            progress: hears, on the thread that writes the park file, how far it is; what it raises
                cancels the submission.

        Raises:
            GreenparkError: problems are left, or the file cannot be written.
        """
        year = self._session.year
        return self._session.work_on_file(
            lambda park: submit_open(
                self._product,
                self._environment,
                park,
                target,
                years=[year],
                with_evidence=with_evidence,
                progress=progress,
            )
        )


def counted(counts: tuple[int, int, int]) -> Text:
    """The counts in a sentence."""
    hard, waiting, confirmed = counts
    if not hard and not waiting:
        if not confirmed:
            return msg("Nothing stands in the way; there are no problems.")
        return msg(
            "Nothing stands in the way; {n} {n|problem is|problems are} confirmed.", n=confirmed
        )
    return msg(
        "{hard} to be corrected, {soft} to be explained; then the file can be sent.",
        hard=hard,
        soft=waiting,
    )


def _text(value: Value | None) -> str:
    return "" if value is None else str(value)
