"""A problem in the answers: hard (强制性审核) or soft (核实性审核)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaire.messages import Message, Text, msg

_OWN_RULE = "“{label}”: {rule} Found here: {values}."
_MUST_FULFIL = "“{label}” must fulfil: {rule}. Found here: {values}. Correct it."
"""Messages of `questionnaire.check_run` that begin with the name of their place."""


class Severity(StrEnum):
    """Hard problems block submitting; soft ones can be confirmed with a reason."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem.

    Attributes:
        severity: hard or soft.
        id: `X01`, `CA-W11`, `field:CODE`, `table:TABLE.COLUMN:ROW_ID`, `evidence:CODE`,
            `mark:CODE` or `yearly` (interface.md, check --json).
        fields: codes of the fields and tables it rests on; a changed one ends its confirmation.
        message: what, against what, what to do.
        confirmed: the reason of the confirmation; None when not confirmed or hard.
    """

    severity: Severity
    id: str
    fields: tuple[str, ...]
    message: Text
    confirmed: str | None = None

    @property
    def open(self) -> bool:
        """Whether it still has to be solved or confirmed."""
        return self.severity is Severity.HARD or self.confirmed is None

    def confirm(self, reason: str | None) -> Problem:
        """The same problem with a confirmation; a hard problem stays as it is."""
        return self if self.severity is Severity.HARD else replace(self, confirmed=reason)


def beside_its_field(message: Text) -> Text:
    """The message of a problem without the name of its field, for where that stands beside it.

    >>> named = msg("“{label}”: {rule} Found here: {values}.", label="GDP", rule="Check.", values=3)
    >>> str(beside_its_field(named)), beside_its_field("Fill in the year.")
    ('Check. Found here: 3.', 'Fill in the year.')
    """
    if not isinstance(message, Message) or message.msgid not in {_OWN_RULE, _MUST_FULFIL}:
        return message
    rule, values = message.params["rule"], message.params["values"]
    if message.msgid == _OWN_RULE:
        return msg("{rule} Found here: {values}.", rule=rule, values=values)
    return msg("Must fulfil: {rule}. Found here: {values}. Correct it.", rule=rule, values=values)
