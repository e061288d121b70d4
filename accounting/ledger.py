"""Sums over the enterprise ledger (derived_values.csv, enterprises.*).

They are kept by a caller that edits a large ledger, and handed to `compute_inventory`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.rows import ZERO
from questionnaire.answers import AnswerSet, Row, State
from questionnaire.numbers import exact

TABLE = "enterprises"
CO2_COLUMNS = ("co2_scope1_energy", "co2_process", "co2_scope2_external")
"""Own fuel, process, and purchases from outside; purchases inside are left out."""
LARGEST = 10


@dataclass(frozen=True, slots=True)
class LedgerTotals:
    """Sums of the enterprises in the boundary; None when a required cell is blank.

    Attributes:
        co2_reported: t, rows verified or self_reported.
        co2_monitored: t, rows under dynamic control.
        energy_sum: tce.
        top10_co2: t, of the ten largest emitters.
    """

    co2_reported: Decimal | None
    co2_monitored: Decimal | None
    energy_sum: Decimal | None
    top10_co2: Decimal | None


UNKNOWN = LedgerTotals(None, None, None, None)
NOTHING = LedgerTotals(ZERO, ZERO, ZERO, ZERO)


def ledger_of(answers: AnswerSet, year: int) -> LedgerTotals:
    """Totals of the ledger of a set; all unknown when it has no rows of the year."""
    rows = rows_in_boundary(answers, year)
    if rows:
        return ledger_totals(rows.values())
    if any(row.get("year", year) == year for row in answers.rows(TABLE).values()):
        return NOTHING
    return NOTHING if answers.state(TABLE) is State.NA else UNKNOWN


def rows_in_boundary(answers: AnswerSet, year: int) -> Mapping[str, Row]:
    """Rows of the year inside the boundary; all when enterprises outside count as well."""
    everywhere = answers.value("boundary_out_of_area") is True
    return {
        row_id: row
        for row_id, row in answers.rows(TABLE).items()
        if row.get("year", year) == year and (everywhere or row.get("in_boundary", "yes") == "yes")
    }


def own_co2(row: Row) -> Decimal | None:
    """CO2 of an enterprise without purchases inside, t; None when a required cell is blank.

    >>> own_co2({"report_status": "none"})
    Decimal('0')
    """
    result = ZERO
    for column in CO2_COLUMNS:
        value = row.get(column)
        if isinstance(value, Decimal):
            result += value
        elif row.get("report_status") != "none":
            return None
    return result


def ledger_totals(rows: Iterable[Row]) -> LedgerTotals:
    """Totals over rows that are in the year and in the boundary.

    Args:
        rows: rows of `enterprises`, e.g. of `rows_in_boundary`.
    """
    reported: Decimal | None = ZERO
    monitored: Decimal | None = ZERO
    energy: Decimal | None = ZERO
    sizes: list[Decimal] | None = []
    with exact():
        for row in rows:
            co2, tce = own_co2(row), row.get("energy_tce")
            status, control = row.get("report_status"), row.get("dynamic_control")
            if status is None or status in ("verified", "self_reported"):
                reported = _plus(reported, None if status is None else co2)
            if control is None or control == "yes":
                monitored = _plus(monitored, None if control is None else co2)
            energy = _plus(energy, tce if isinstance(tce, Decimal) else None)
            if co2 is None:
                sizes = None
            elif sizes is not None:
                sizes.append(co2)
        largest = None if sizes is None else sum(heapq.nlargest(LARGEST, sizes), ZERO)
    return LedgerTotals(reported, monitored, energy, largest)


def _plus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else left + right
