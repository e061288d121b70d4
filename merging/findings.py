"""Collecting what is wrong in a revision, bounded, so that a hostile file costs bounded memory."""

from __future__ import annotations

from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import Message, msg

MAX_DEFECTS = 200
"""Most defects that are listed of one revision; a file with more is as unusable with these."""


class RevisionError(GreenparkError):
    """A revision that is not exactly what submissions.md describes; all defects are listed."""

    code = "bad-revision"


class Findings:
    """The defects found so far; further ones than `MAX_DEFECTS` are not kept."""

    def __init__(self) -> None:
        self.defects: list[Defect] = []

    def add(self, place: str, rule: str, message: Message) -> None:
        """Note one defect at `place`, e.g. `answers.gdp.value`."""
        if len(self.defects) < MAX_DEFECTS:
            self.defects.append(Defect("", place, rule, message))

    def raise_any(self) -> None:
        """Raise all defects together; do nothing when there are none.

        Raises:
            RevisionError: with every defect noted.
        """
        if not self.defects:
            return
        first = self.defects[0]
        raise RevisionError(
            msg(
                "The revision breaks rule {rule} at {place}: {problem}",
                rule=first.rule,
                place=first.place or "/",
                problem=first.message,
            ),
            hint=msg("Ask the sender to submit again with this program and to send that file."),
            defects=self.defects,
        )
