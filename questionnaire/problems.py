"""A problem in the answers: hard (强制性审核) or soft (核实性审核)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaire.messages import Text


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
