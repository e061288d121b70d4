"""Green power: what is certified and cancelled, and the line that it gives in the ledger.

Source: carbon-accounting.md 6.2 and 12; derived_values.csv, inventory.control_tce.
"""

from __future__ import annotations

from decimal import Decimal

from accounting.factor_library import GridRow
from accounting.inventory import GridFactor
from accounting.rows import ZERO, number
from questionnaire.answers import AnswerSet, Row
from questionnaire.numbers import exact

_CERTIFIED_KINDS = ("contract", "gec")
TABLE = "green_certificate_list"


def certified_rows(answers: AnswerSet, year: int) -> dict[str, Row]:
    """Rows of contracts and certificates that are cancelled and belong to `year`.

    A certificate belongs to the year of its generation month.
    """
    return {
        row_id: row
        for row_id, row in answers.rows(TABLE).items()
        if row.get("kind") in _CERTIFIED_KINDS
        and row.get("cancelled") == "yes"
        and str(row.get("generation_month", "")).startswith(f"{year:04d}-")
    }


def certified_power(answers: AnswerSet, year: int) -> Decimal | None:
    """Certified and cancelled power of the year, 万kWh; None when the list is missing.

    The list is missing when it has no rows although green power or certificates are claimed.
    """
    if not answers.rows(TABLE) and any(
        answers.value(code) not in (None, ZERO)
        for code in ("power_green_purchased", "green_certificates")
    ):
        return None
    power = ZERO
    for row in certified_rows(answers, year).values():
        quantity = number(row, "quantity")
        if quantity is None:
            return None
        power += quantity
    return power


def instruments_line(
    bought: Decimal, certified: Decimal, grid: Decimal, residual: Decimal
) -> Decimal:
    """Effect of certified green power, t: never more than the certified power itself avoids.

    Args:
        bought: grid power, MWh.
        certified: certified and cancelled power, MWh.
        grid: average grid factor, tCO2/MWh.
        residual: factor of the rest after certified power, tCO2/MWh.

    >>> instruments_line(Decimal(100000), Decimal(30000), Decimal("0.5827"), Decimal("0.6096"))
    Decimal('15598.0000')
    """
    with exact():
        memo = max(ZERO, bought - certified) * residual
        return min(max(ZERO, bought * grid - memo), certified * grid)


def instruments_co2(
    bought: Decimal | None,
    certified: Decimal | None,
    grid: GridFactor | None,
    residual: GridRow | None,
) -> Decimal | None:
    """The instruments line of the ledger, t; 0 when nothing is cancelled, None when unknown.

    Args:
        bought: grid power, 万kWh.
        certified: certified and cancelled power, 万kWh.
        grid: the grid factor of the inventory.
        residual: row of `national_excl_market_nonfossil`.
    """
    if certified == ZERO:
        return ZERO
    if bought is None or certified is None or grid is None or residual is None:
        return None
    if residual.value is None:
        return None
    return instruments_line(bought * 10, certified * 10, grid.value, residual.value)
