"""Errors of reports: a statement, a signature or a card that cannot be read or written."""

from __future__ import annotations

from questionnaire.errors import GreenparkError
from questionnaire.messages import Message


class ReportError(GreenparkError):
    """A report cannot be read or written.

    Attributes:
        rule: short stable name of the broken rule, e.g. `statement-lines`.
    """

    code = "bad-report"

    def __init__(self, rule: str, message: Message, hint: Message | None = None) -> None:
        """Keep the rule beside the message."""
        super().__init__(message, hint)
        self.rule = rule


class StatementError(ReportError):
    """A text that is no statement, or one in another spelling than the one allowed."""

    code = "bad-statement"


class FileSignatureError(ReportError):
    """A PDF whose file signature is absent, doubled or in another spelling."""

    code = "bad-file-signature"


class PolicyEventError(GreenparkError):
    """The policy and event library has defects; all are listed."""

    code = "bad-policy-events"
