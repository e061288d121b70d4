"""Which columns of a table can be added up.

Source: interface.md, 填报 (tables: totals).
"""

from __future__ import annotations

from questionnaire.catalogue import Column, FieldType

_NO_AMOUNTS = frozenset({"年", "月", "℃"})
"""Units of numbers that say when or how hot, not how much."""


def can_be_totalled(column: Column) -> bool:
    """Whether a sum of the column means something: an amount in one unit, no ratio, no date.

    >>> from questionnaire.messages import LocalText
    >>> can_be_totalled(Column("energy", LocalText("能耗"), FieldType.DECIMAL, "tce"))
    True
    >>> can_be_totalled(Column("factor", LocalText("因子"), FieldType.DECIMAL, "tCO2/MWh"))
    False
    """
    number = column.type in (FieldType.DECIMAL, FieldType.INTEGER)
    ratio = any(mark in column.unit for mark in ("/", "%", ":"))
    return number and bool(column.unit) and not ratio and column.unit not in _NO_AMOUNTS
