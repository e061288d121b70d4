"""Rows of form tables and their cells; a blank cell is unknown or 0, as its column says.

Source: carbon-accounting.md 3 and 16: a blank optional cell counts as 0, a blank required cell
and an absent table are unknown, 不适用 adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

from questionnaire.answers import AnswerSet, Row, State

ZERO = Decimal(0)

ZERO_WHEN_BLANK: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "energy_carriers": frozenset(
            {"transformation_input", "transformation_output", "recovered", "non_energy"}
        ),
        "enterprise_energy": frozenset({"transformation_input", "non_energy"}),
        "chp_plants": frozenset({"cold_out"}),
        "process_activities": frozenset({"recovered", "destroyed_share"}),
        "enterprises": frozenset({"co2_scope1_energy", "co2_process", "co2_scope2_external"}),
    }
)
"""Columns by table whose blank cell, unless a value is required, is the amount 0.

Other optional columns have another meaning when they are blank: a factor is that of the factor set.
"""

Presence: TypeAlias = Literal["present", "not_applicable", "unknown"]


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of one table and year.

    Attributes:
        presence: `unknown` when there are no rows and the table is not declared 不适用.
    """

    rows: Mapping[str, Row]
    presence: Presence


def rows_of_year(answers: AnswerSet, table: str, year: int) -> TableRows:
    """Rows of `table` that belong to `year`; a row with a blank year belongs to its set.

    >>> rows_of_year(AnswerSet(2025), "energy_carriers", 2025).presence
    'unknown'
    """
    rows = {
        row_id: row for row_id, row in answers.rows(table).items() if row.get("year", year) == year
    }
    if rows:
        return TableRows(rows, "present")
    declared = answers.state(table) is State.NA
    return TableRows(rows, "not_applicable" if declared else "unknown")


def number(row: Row, column: str) -> Decimal | None:
    """The number of a cell; None when it is blank.

    >>> number({}, "consumption") is None
    True
    """
    value = row.get(column)
    return value if isinstance(value, Decimal) else None


def amount(row: Row, column: str) -> Decimal:
    """The number of an optional cell; a blank one counts as 0.

    >>> amount({}, "recovered")
    Decimal('0')
    """
    value = row.get(column)
    return value if isinstance(value, Decimal) else ZERO


def word(row: Row, column: str) -> str:
    """The text of a cell; empty when it is blank.

    >>> word({"owner": "A"}, "owner"), word({}, "owner")
    ('A', '')
    """
    value = row.get(column)
    return value if isinstance(value, str) else ""


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """Sum from left to right; unknown as soon as one part is unknown, 0 without parts.

    >>> total([Decimal(1), Decimal(2)]), total([Decimal(1), None]), total([])
    (Decimal('3'), None, Decimal('0'))
    """
    result = ZERO
    for value in values:
        if value is None:
            return None
        result += value
    return result


def times(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    """Product; 0 when one side is known to be 0, else unknown when one side is unknown.

    >>> times(Decimal(0), None), times(Decimal(2), None), times(Decimal(2), Decimal(3))
    (Decimal('0'), None, Decimal('6'))
    """
    if left is not None and right is not None:
        return left * right
    if ZERO in (left, right):
        return ZERO
    return None
