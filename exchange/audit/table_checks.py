"""Whether the cells of a table pass their checks: types and ranges as formulas.

A number column without a check across cells is followed by formulas. What the program alone can
tell (codes of choices, unique keys, evidence numbers, checks across cells) is told as it was found
when the workbook was written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from accounting.ledger import CO2_COLUMNS
from accounting.ledger import TABLE as LEDGER
from exchange.audit.input_cells import InputCells
from questionnaire.catalogue import Column, FieldType, Table
from questionnaire.numbers import to_text

_LEDGER_COLUMNS = frozenset({*CO2_COLUMNS, "energy_tce"})
"""Columns of the ledger that are followed: those that are summed, as it can be very long."""


def followed_columns(table: Table) -> tuple[Column, ...]:
    """Columns whose checks are formulas."""
    return tuple(
        column
        for column in table.columns.values()
        if column.type is FieldType.DECIMAL
        and not column.hard_check
        and (table.code != LEDGER or column.code in _LEDGER_COLUMNS)
    )


def program_verdict(table: Table, invalid: Collection[str]) -> int:
    """1, or 0 when a cell fails a check that no formula follows.

    Args:
        table: the table.
        invalid: `table.column` of cells that failed.
    """
    followed = {f"{table.code}.{column.code}" for column in followed_columns(table)}
    failed = {name for name in invalid if name.partition(".")[0] == table.code}
    return 0 if failed - followed else 1


def range_checks(table: Table, inputs: InputCells) -> Iterator[str]:
    """For each followed column 1, or 0 when a cell is no number or out of its range."""
    for column in followed_columns(table):
        cells = inputs.column(table.code, column.code)
        failing = [f"COUNTA({cells})-COUNT({cells})"]
        if column.minimum is not None:
            failing.append(f'COUNTIFS({cells},"<{to_text(column.minimum)}")')
        if column.maximum is not None:
            failing.append(f'COUNTIFS({cells},">{to_text(column.maximum)}")')
        yield f"IF({'+'.join(failing)}>0,0,1)"
