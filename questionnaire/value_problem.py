"""The refusal of one typed value."""

from __future__ import annotations

from questionnaire.errors import QuestionnaireError
from questionnaire.messages import Message


class ValueProblem(QuestionnaireError):
    """A value that cannot be taken as it was typed.

    Attributes:
        rule: short stable name of the broken rule, e.g. `CA-E02`, `wrong-type`.
        proposal: what was probably meant, in the form that is accepted; None when unknown.
    """

    code = "bad-value"

    def __init__(self, rule: str, message: Message, proposal: str | None = None) -> None:
        """Keep the rule, the wording and the proposed reading."""
        super().__init__(message)
        self.rule = rule
        self.proposal = proposal
