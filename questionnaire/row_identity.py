"""Which row is which: natural keys, and row ids that survive a table being filled anew.

Source: submissions.md, Revision (row ids); rubric.md 14 (natural keys).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from questionnaire.answers import Row, Value
from questionnaire.catalogue import Table

RowKey: TypeAlias = tuple[Value | None, ...]
"""Year, where the table has one, and the cells of the natural key; a blank cell is None."""


def row_key(table: Table, row: Row) -> RowKey:
    """Year and natural key of a row.

    >>> row_key(Table("peak_plan", {}, (), has_year=True), {"year": "2025", "co2_plan": "9"})
    ('2025',)
    """
    names = ("year", *table.natural_key) if table.has_year else table.natural_key
    return tuple(row.get(name) for name in names)


def match_row_ids(
    table: Table,
    rows: Sequence[tuple[str | None, Row]],
    base: Mapping[str, Row],
    new_row_id: Callable[[], str],
) -> tuple[str, ...]:
    """Ids for the rows that replace those of `base`.

    A given id wins. Another row takes the id of the row of `base` with the same key, the n-th of
    equals that of the n-th, and a new id when there is none left.

    Args:
        table: the table.
        rows: given id, or None, and cells of each new row.
        base: the rows so far by id.
        new_row_id: makes an id.
    """
    given = {row_id for row_id, _row in rows if row_id is not None}
    free: dict[RowKey, list[str]] = {}
    for row_id, row in base.items():
        if row_id not in given:
            free.setdefault(row_key(table, row), []).append(row_id)
    found: list[str] = []
    for given_id, row in rows:
        same = free.get(row_key(table, row), [])
        found.append(given_id or (same.pop(0) if same else new_row_id()))
    return tuple(found)
