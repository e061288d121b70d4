"""Errors of data files and answers: what, where, which rule, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.messages import Message


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is wrong in a file, with its place.

    Attributes:
        file: name of the file, relative to its folder; empty when there is no file.
        place: key, field, cell or line inside it, e.g. `fields.gdp.minimum`.
        rule: short stable name of the broken rule, e.g. `unknown-key`, `CA-E05`.
        message: what is wrong and what to do.
    """

    file: str
    place: str
    rule: str
    message: Message


class GreenparkError(Exception):
    """Base of all errors that are shown to users.

    Attributes:
        code: short stable name, e.g. `bad-catalogue`; part of the JSON of failed commands.
        message: what happened, to which item, why it matters.
        hint: what to do; empty when the message says it.
        defects: all single defects, when there are several.
    """

    code = "error"

    def __init__(
        self, message: Message, hint: Message | None = None, defects: Sequence[Defect] = ()
    ) -> None:
        """Keep the three parts; `str(error)` is the English message."""
        super().__init__(str(message))
        self.message = message
        self.hint = hint
        self.defects = tuple(defects)


class QuestionnaireError(GreenparkError):
    """A catalogue, a formula or an answer that cannot be used."""

    code = "bad-questionnaire"


class CatalogueError(QuestionnaireError):
    """The field catalogue has defects; all are listed."""

    code = "bad-catalogue"


class FormulaError(QuestionnaireError):
    """A formula or check expression that is not in the formula language."""

    code = "bad-formula"


class AnswerError(QuestionnaireError):
    """Answers that have a wrong type or shape; all are listed."""

    code = "bad-answers"
