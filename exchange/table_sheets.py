"""Sheets of the tables of the form: one row a row.

Source: interface.md, Excel.
"""

from __future__ import annotations

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Protection

from exchange.cells import MOST_ROWS, letters_of
from exchange.contents import content_of, heading, is_risky, text_width
from exchange.form import Form
from exchange.input_rules import ChoiceLists, add_rules, mark_missing
from exchange.layout import SheetPlan
from exchange.sheet_writer import SheetWriter, set_content
from exchange.styles import CODE, HEAD, NOTE_LINE, TITLE, UNIT, Look, locked, look_of
from exchange.vocabulary import choice_words, offered_words
from questionnaire.answers import Value
from questionnaire.catalogue import Column, FieldType, Table
from questionnaire.row_units import CHOSEN_UNIT

UNIT_ROW = 4
FIRST_ROW = 5
"""Rows of the units and of the first row of data."""

_SPARE_ROWS = 2_000
_TITLE_HEIGHT, _HEAD_HEIGHT, _MOST_WIDTH = 26, 36, 36
_PROGRAM_COLUMNS = {"evidence": ("sha256", "file_name")}
"""Columns that the program fills in when a document is attached."""


def write_table(
    book: Workbook, form: Form, lists: ChoiceLists, table: Table, names: dict[SheetPlan, str]
) -> None:
    """Write the sheet of one table."""
    plan = SheetPlan("table", table.code)
    columns = tuple(table.columns.values())
    writer = SheetWriter(book, names[plan], (0, *(_width(form, item) for item in columns)))
    writer.sheet.freeze_panes = f"{letters_of(_frozen(table))}{FIRST_ROW}"
    writer.sheet.sheet_properties.tabColor = "2E7D5B"
    _open_columns(writer, table)
    _write_head(writer, form, table, plan)
    _write_rows(writer, form, table)
    last = max(writer.row, UNIT_ROW) + _SPARE_ROWS
    writer.sheet.auto_filter.ref = (
        f"B{UNIT_ROW}:{letters_of(len(columns) + 1)}{max(writer.row, FIRST_ROW)}"
    )
    for number, column in enumerate(columns, start=2):
        letters = letters_of(number)
        cells = f"{letters}{FIRST_ROW}:{letters}{min(last, MOST_ROWS)}"
        add_rules(writer, form, lists, column, cells)
        if column.required == "yes":
            row = f"$B{FIRST_ROW}:${letters_of(len(columns) + 1)}{FIRST_ROW}"
            mark_missing(writer, cells, f'AND({letters}{FIRST_ROW}="",COUNTA({row})>0)')
    writer.protect()


def is_filled_by_program(table: str, column: str) -> bool:
    """Whether a column is not typed into.

    >>> is_filled_by_program("evidence", "sha256")
    True
    """
    return column in _PROGRAM_COLUMNS.get(table, ())


def _open_columns(writer: SheetWriter, table: Table) -> None:
    """Columns below the heads can be typed into, also where no row is yet."""
    writer.sheet.column_dimensions["A"].protection = Protection(locked=False)
    for number, column in enumerate(table.columns.values(), start=2):
        dimension = writer.sheet.column_dimensions[letters_of(number)]
        look = _look(table, column)
        dimension.number_format = look.number_format
        dimension.font = look.font
        dimension.protection = look.protection


def _write_head(writer: SheetWriter, form: Form, table: Table, plan: SheetPlan) -> None:
    field = form.catalogue.fields[table.code]
    columns = table.columns.values()
    writer.hide_row(1)
    writer.append([plan.marker, *(column.code for column in columns)])
    writer.height(2, _TITLE_HEIGHT)
    title = writer.cell(form.word(field.label), TITLE, form.word(field.help))
    hint = form.pair(
        "一行一条；整行删除时在首格填“清空”。",
        "One entry a row; 清空 in the first cell deletes the row.",
    )
    writer.append([None, title, None, None, None, writer.cell(hint, NOTE_LINE)])
    writer.height(3, _HEAD_HEIGHT)
    writer.append([None, *(_head(writer, form, column) for column in columns)])
    writer.append([None, *(writer.cell(_unit(form, column), UNIT) for column in columns)])


def _head(writer: SheetWriter, form: Form, column: Column) -> Cell:
    text = heading(column.label, required=column.required == "yes")
    return writer.cell(form.word(text), HEAD, form.word(column.help))


def _unit(form: Form, column: Column) -> str:
    if CHOSEN_UNIT.search(column.unit):
        return form.pair("随所选项", "by choice")
    return form.unit(column.unit)


def _write_rows(writer: SheetWriter, form: Form, table: Table) -> None:
    """One or two cell objects a column serve all rows: each new one would take its time."""
    key = writer.cell(None, CODE)
    columns = [
        (name, _content_maker(form, column), *writer.shared(_look(table, column)))
        for name, column in table.columns.items()
    ]
    for row_id, row in form.answers.rows(table.code).items():
        set_content(key, row_id)
        cells: list[object] = [key]
        for name, make, usual, risky in columns:
            content = make(row.get(name))
            cell = risky if is_risky(content) else usual
            set_content(cell, content)
            cells.append(cell)
        writer.append(cells)


def _content_maker(form: Form, column: Column) -> Callable[[Value | None], object]:
    words = dict(choice_words(column, form.references, form.language)) or None
    return lambda value: content_of(value, words)


def _look(table: Table, column: Column) -> Look:
    look = look_of(column)
    return locked(look) if is_filled_by_program(table.code, column.code) else look


def _width(form: Form, column: Column) -> float:
    """Wide enough for the choices and for the heading on two lines."""
    words = offered_words(column, form.references, form.language)
    least = 24 if column.type is FieldType.TEXT else 12
    half = text_width(form.word(column.label)) / 2 + 4
    choices = max(map(text_width, words), default=0) + 3 if words else 0
    return min(_MOST_WIDTH, max(least, half, choices))


def _frozen(table: Table) -> int:
    """The column from which a sheet scrolls: behind what names its rows."""
    naming = ("enterprise_name", "plant_name", "project_name", "carrier", "title")
    places = [
        number
        for number, name in enumerate(table.columns, start=3)
        if name in naming and number <= 5
    ]
    return max(places, default=3)
