"""The `tables` of a fill document: all rows of a table are replaced, ids are kept.

Source: interface.md, Command line; submissions.md, Files and Revision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from questionnaire.answers import Row, Value
from questionnaire.catalogue import Table
from questionnaire.filling import Filling
from questionnaire.messages import msg
from questionnaire.numbers import to_text
from questionnaire.row_identity import match_row_ids
from questionnaire.values import is_blank

ROW_ID = "row_id"
"""Key of a row that holds its id."""

_ROW_ID_FORM = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ATTACHED = ("sha256", "file_name")


def fill_tables(
    filling: Filling, section: Mapping[str, object], new_row_id: Callable[[], str]
) -> frozenset[str]:
    """Replace the rows of each table given.

    Returns:
        Codes of the tables that were given rows.
    """
    with_rows: set[str] = set()
    for code, value in section.items():
        table = filling.catalogue.tables.get(code)
        place = f"tables.{code}"
        if table is None:
            message = msg("There is no table {code}; check its spelling.", code=code)
            filling.note(place, "unknown-table", message)
        elif value is None or (isinstance(value, Sequence) and not isinstance(value, str)):
            filling.tables[code] = _read_rows(filling, table, value or (), new_row_id)
            if filling.tables[code]:
                with_rows.add(code)
        else:
            message = msg("The table {code} must be a list of rows.", code=code)
            filling.note(place, "wrong-type", message)
    return frozenset(with_rows)


def take_rows(filling: Filling, tables: Mapping[str, Mapping[str, Row]]) -> frozenset[str]:
    """Replace the rows of tables by rows that were read elsewhere.

    Returns:
        Codes of the tables that were given rows.
    """
    for code, rows in tables.items():
        table, base = filling.catalogue.tables[code], filling.base.rows(code)
        for row_id, row in rows.items():
            if row is not base.get(row_id):
                _refuse_other_year(filling, table, row, f"tables.{code}.{row_id}")
        filling.tables[code] = _with_attachments(rows, base) if code == "evidence" else rows
    return frozenset(code for code, rows in tables.items() if rows)


def _read_rows(
    filling: Filling, table: Table, items: Sequence[object], new_row_id: Callable[[], str]
) -> Mapping[str, Row]:
    rows: list[tuple[str | None, Row]] = []
    for number, item in enumerate(items):
        place = f"tables.{table.code}[{number}]"
        content = filling.mapping(item, place)
        if content is not None:
            rows.append(
                (_read_row_id(filling, content, place), _read_row(filling, table, content, place))
            )
    _refuse_repeated_ids(filling, table, rows)
    base = filling.base.rows(table.code)
    ids = match_row_ids(table, rows, base, new_row_id)
    found = {row_id: row for row_id, (_given, row) in zip(ids, rows, strict=True)}
    return _with_attachments(found, base) if table.code == "evidence" else found


def _read_row_id(filling: Filling, content: Mapping[str, object], place: str) -> str | None:
    row_id = content.get(ROW_ID)
    if is_blank(row_id):
        return None
    if isinstance(row_id, str) and _ROW_ID_FORM.fullmatch(row_id):
        return row_id
    message = msg(
        "The row id {row_id} is malformed; leave it out or take it from an export.", row_id=row_id
    )
    filling.note(f"{place}.{ROW_ID}", "bad-row-id", message)
    return None


def _read_row(filling: Filling, table: Table, content: Mapping[str, object], place: str) -> Row:
    row: dict[str, Value] = {}
    for name, typed in content.items():
        column = table.columns.get(name)
        if column is not None and not is_blank(typed):
            value = filling.read(column, typed, f"{place}.{name}")
            if value is not None:
                row[name] = value
    filling.refuse_unknown_keys(content, (*table.columns, ROW_ID), place)
    _refuse_other_year(filling, table, row, place)
    return row


def _refuse_other_year(filling: Filling, table: Table, row: Row, place: str) -> None:
    """A table that is asked anew each year holds the rows of the set's year only."""
    field = filling.catalogue.fields.get(table.code)
    year = row.get("year")
    if field is None or field.yearly != "yes" or not isinstance(year, Decimal):
        return
    if year != filling.base.year:
        message = msg(
            "The row is of {year}, the answers are of {own}; put it into the answers of its year.",
            year=to_text(year),
            own=filling.base.year,
        )
        filling.note(f"{place}.year", "other-year", message)


def _refuse_repeated_ids(
    filling: Filling, table: Table, rows: Sequence[tuple[str | None, Row]]
) -> None:
    seen: set[str] = set()
    for number, (row_id, _row) in enumerate(rows):
        if row_id is not None and row_id in seen:
            message = msg("The row id {row_id} occurs twice; remove one of them.", row_id=row_id)
            place = f"tables.{table.code}[{number}].{ROW_ID}"
            filling.note(place, "duplicate-row-id", message)
        elif row_id is not None:
            seen.add(row_id)


def _with_attachments(rows: Mapping[str, Row], base: Mapping[str, Row]) -> Mapping[str, Row]:
    """Rows of the evidence list with the attached file of the same id, unless another is given.

    The program writes hash and file name when a file is attached; a list filled without the hash
    must not lose it, nor put another name to it.
    """
    attached = {row["evidence_id"]: row for row in base.values() if "evidence_id" in row}
    kept: dict[str, Row] = {}
    for row_id, row in rows.items():
        before = attached.get(row.get("evidence_id", ""), {})
        old = {name: before[name] for name in _ATTACHED if name in before}
        if "sha256" in row:
            kept[row_id] = row
        else:
            kept[row_id] = {**row, **old} if "sha256" in old else {**old, **row}
    return kept
