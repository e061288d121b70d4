"""A whole workbook of answers: template or export.

Source: interface.md, Excel.
"""

from __future__ import annotations

import datetime
import io

from openpyxl import Workbook

from exchange.cells import MOST_TEXT
from exchange.form import Form
from exchange.input_rules import ChoiceLists
from exchange.layout import sheet_names
from exchange.own_sheets import (
    write_confirmations,
    write_lists,
    write_marks,
    write_readme,
    write_settings,
)
from exchange.page_sheets import write_page
from exchange.table_sheets import write_table


def write_workbook(form: Form, made: datetime.datetime) -> bytes:
    """Write the answers as an .xlsx file.

    Texts of more than 32 767 characters fit into no cell and are left out: `too_long` lists them.

    Args:
        form: the answers and what stands beside them.
        made: the time that the file names.
    """
    book = new_book(made)
    write_answers(book, form)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def new_book(made: datetime.datetime) -> Workbook:
    """A workbook without sheets, opened for writing only; it names the time `made`."""
    book = Workbook(write_only=True)
    book.properties.creator = "greenpark"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    return book


def write_answers(book: Workbook, form: Form) -> None:
    """Write all sheets of the answers."""
    names = sheet_names(form.catalogue, form.language)
    lists = ChoiceLists()
    write_readme(book, form)
    pages = {str(page.number): page for page in form.catalogue.pages}
    for plan in names:
        if plan.kind == "page":
            write_page(book, form, lists, pages[plan.code], names)
        elif plan.kind == "table":
            write_table(book, form, lists, form.catalogue.tables[plan.code], names)
    write_confirmations(book, form, names)
    write_marks(book, form, lists, names)
    write_settings(book, form)
    write_lists(book, lists)


def too_long(form: Form) -> tuple[str, ...]:
    """Places whose text is too long for a cell of a spreadsheet."""
    answers = form.answers
    found = [
        code
        for code, answer in answers.answers.items()
        for text in (answer.value, answer.reason)
        if isinstance(text, str) and len(text) > MOST_TEXT
    ]
    found += [
        f"{table}.{name}"
        for table, rows in answers.tables.items()
        for row in rows.values()
        for name, value in row.items()
        if isinstance(value, str) and len(value) > MOST_TEXT
    ]
    found += [name for name, reason in answers.confirmed.items() if len(reason) > MOST_TEXT]
    found += [
        f"{code}:{role}"
        for code, roles in answers.marks.items()
        for role, mark in roles.items()
        if any(part and len(part) > MOST_TEXT for part in (mark.name, mark.reason))
    ]
    return tuple(dict.fromkeys(found))
