"""Control totals of a merge: what came in is what was taken, equal, refused or in conflict.

Pure bookkeeping (submissions.md, Merge). What came in is counted where a file is read, the outcome
where each item is decided; only so does their agreement say something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import msg
from questionnaire.numbers import exact, to_text

ZERO = Decimal(0)


class ControlTotalError(GreenparkError):
    """The control totals of a file differ; nothing of the file may be kept."""

    code = "control-totals"


class Outcome(StrEnum):
    """What became of an item of a file."""

    TAKEN = "taken"
    EQUAL = "equal"
    REFUSED = "refused"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Totals of one table of one file, as counts or as sums of `energy_tce` and `co2_t`.

    Attributes:
        table: `revision`, `answer`, name of a table, `energy_tce` (tce) or `co2_t` (t).
        incoming: all that the file holds (`in` of `merge --json`).
    """

    file: str
    table: str
    incoming: Decimal = ZERO
    taken: Decimal = ZERO
    equal: Decimal = ZERO
    refused: Decimal = ZERO
    conflict: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        """What came in without an outcome; 0 when the row balances."""
        with exact():
            return _difference(self)


class ControlTotals:
    """The ledger of one file.

    >>> totals = ControlTotals("a.parkdb")
    >>> totals.arrive({"revision": Decimal(1), "energy_tce": Decimal("0.5")})
    >>> totals.add(Outcome.TAKEN, {"revision": Decimal(1), "energy_tce": Decimal("0.5")})
    >>> [(row.table, str(row.taken)) for row in totals.check()]
    [('energy_tce', '0.5'), ('revision', '1')]
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._incoming: dict[str, Decimal] = {}
        self._outcomes: dict[str, dict[Outcome, Decimal]] = {}

    def arrive(self, amounts: Mapping[str, Decimal]) -> None:
        """Count what the file holds: table -> number of items, or sum of a figure."""
        with exact():
            for table, amount in amounts.items():
                self._incoming[table] = self._incoming.get(table, ZERO) + amount

    def add(self, outcome: Outcome, amounts: Mapping[str, Decimal]) -> None:
        """Count what became of items: table -> number of items, or sum of a figure."""
        with exact():
            for table, amount in amounts.items():
                so_far = self._outcomes.setdefault(table, {})
                so_far[outcome] = so_far.get(outcome, ZERO) + amount

    def rows(self) -> tuple[LedgerRow, ...]:
        """One row for each table, in order of its name."""
        tables = sorted(self._incoming.keys() | self._outcomes.keys())
        return tuple(self._row(table) for table in tables)

    def _row(self, table: str) -> LedgerRow:
        incoming, outcomes = self._incoming.get(table, ZERO), self._outcomes.get(table, {})
        return LedgerRow(
            self.file, table, incoming, *(outcomes.get(item, ZERO) for item in Outcome)
        )

    def check(self) -> tuple[LedgerRow, ...]:
        """The rows, when all of them balance.

        Raises:
            ControlTotalError: naming every table whose totals differ.
        """
        rows = self.rows()
        with exact():
            defects = [_defect(row) for row in rows if _difference(row)]
        if defects:
            raise ControlTotalError(
                msg("The control totals of {file} differ; nothing of it was kept.", file=self.file),
                hint=msg("Report this file: the fault is in this program, not in the data."),
                defects=defects,
            )
        return rows


def _difference(row: LedgerRow) -> Decimal:
    return row.incoming - row.taken - row.equal - row.refused - row.conflict


def _defect(row: LedgerRow) -> Defect:
    return Defect(
        row.file,
        row.table,
        "control-totals",
        msg(
            "{table}: in {incoming}, of that without an outcome {difference}.",
            table=row.table,
            incoming=to_text(row.incoming),
            difference=to_text(row.difference),
        ),
    )
