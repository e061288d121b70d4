"""A table of the form as a window shows it: its columns, units of cells, totals.

The rows themselves are read from the session, so that a table of 50 000 rows costs no copy.

Source: interface.md, 填报 (tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.catalogue import Column, FieldType
from questionnaire.messages import Language
from questionnaire.numbers import exact
from questionnaire.row_units import CHOSEN_UNIT, row_unit
from services.number_words import choice_labels, edit_text, plain_number, value_text
from services.park_sessions import ParkSession


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as it is shown.

    Attributes:
        code: name of the column.
        label: short name.
        unit: unit of all its cells; empty when there is none, or when it differs by row.
        unit_by_row: whether `cell_unit` has to be asked.
        kind: type.
        choices: code -> label of what is offered; empty for other types.
        required: `yes`, `no`, or the condition.
        totalled: whether its numbers can be added up.
        help: how to fill it in.
    """

    code: str
    label: str
    unit: str
    unit_by_row: bool
    kind: FieldType
    choices: Mapping[str, str]
    required: str
    totalled: bool
    help: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as it is shown, without its rows."""

    code: str
    label: str
    columns: tuple[ColumnView, ...]
    rows: int


def table_view(session: ParkSession, table: str, language: Language) -> TableView:
    """The columns of a table."""
    definition = session.catalogue.tables[table]
    columns = tuple(_column(session, item, language) for item in definition.columns.values())
    label = session.catalogue.fields[table].label.in_language(language)
    return TableView(table, label, columns, len(session.answers.rows(table)))


def cell_text(
    session: ParkSession, table: str, row_id: str, column: str, language: Language
) -> str:
    """A cell as it is shown; empty for a blank one."""
    question = session.catalogue.tables[table].columns[column]
    value = session.answers.rows(table)[row_id].get(column)
    return value_text(question, value, session.product.references, language)


def cell_typed(session: ParkSession, table: str, row_id: str, column: str) -> str:
    """A cell as an editor holds it."""
    return edit_text(session.answers.rows(table)[row_id].get(column))


def cell_unit(session: ParkSession, table: str, row_id: str, column: str) -> str:
    """The unit of a cell by what its row has chosen."""
    definition = session.catalogue.tables[table]
    row = session.answers.rows(table)[row_id]
    return row_unit(definition, definition.columns[column], row, session.product.references)


def table_totals(
    session: ParkSession, table: str, rows: Iterable[str] | None = None
) -> Mapping[str, str]:
    """Sums of the columns that can be added up, in words.

    Args:
        session: the park.
        table: table code.
        rows: ids of the rows that count, e.g. those of a filter; None: all.
    """
    columns = session.catalogue.tables[table].columns.values()
    known = session.answers.rows(table)
    chosen = list(known.values()) if rows is None else [known[row_id] for row_id in rows]
    sums: dict[str, str] = {}
    with exact():
        for name in (column.code for column in columns if can_be_totalled(column)):
            cells = [cell for row in chosen if isinstance(cell := row.get(name), Decimal)]
            sums[name] = plain_number(sum(cells, Decimal(0)) if cells else None)
    return sums


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


def _column(session: ParkSession, column: Column, language: Language) -> ColumnView:
    by_row = CHOSEN_UNIT.search(column.unit) is not None
    labels = choice_labels(column, session.product.references, offered=True)
    return ColumnView(
        code=column.code,
        label=column.label.in_language(language),
        unit="" if by_row else session.catalogue.unit_text(column.unit, language),
        unit_by_row=by_row,
        kind=column.type,
        choices={code: label.in_language(language) for code, label in labels.items()},
        required=column.required,
        totalled=can_be_totalled(column),
        help=column.help.in_language(language),
    )
