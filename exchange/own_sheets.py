"""Sheets beside pages and tables: the guide, marks, confirmations, settings, choices.

Source: interface.md, Excel.
"""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exchange.contents import content_of
from exchange.form import Form
from exchange.guide import guide
from exchange.input_rules import ChoiceLists
from exchange.layout import (
    CONFIRMATION_COLUMNS,
    FORMAT_VERSION,
    HEAD_ROW,
    LISTS_SHEET,
    MARK_COLUMNS,
    SETTINGS_SHEET,
    SheetPlan,
)
from exchange.page_sheets import write_head
from exchange.sheet_writer import SheetWriter
from exchange.styles import CHOICE, CODE, LABEL, NOTE, TITLE, UNIT, WORDS
from exchange.vocabulary import CONFIRMATIONS_TITLE, MARKS_TITLE, README_TITLE, ROLES
from questionnaire.answers import Mark, Role
from questionnaire.problems import Problem, Severity

_MOST_UNCONFIRMED = 500
_MARK_WIDTHS = (0, 8, 40, 14, 8, 18, 22, 60)
_CONFIRMATION_WIDTHS = (0, 34, 80, 60)


def write_readme(book: Workbook, form: Form) -> None:
    """Write the guide, the first sheet that a person sees."""
    writer = SheetWriter(book, form.word(README_TITLE), (3, 110))
    writer.sheet.sheet_properties.tabColor = "87909B"
    writer.sheet.sheet_view.showGridLines = False
    writer.append([None, writer.cell(_title(form), TITLE)])
    for line in guide(form.catalogue.id):
        writer.fit([None, form.word(line)])
        writer.append([None, writer.cell(form.word(line), NOTE)])
    writer.protect()


def _title(form: Form) -> str:
    name = form.answers.value("park_name") or form.answers.value("park_code")
    year = form.answers.year if form.dated else ""
    parts = (
        name,
        year,
        form.pair("园区绿色低碳评价填报表", "Answers for the green low-carbon evaluation"),
    )
    return " ".join(str(part) for part in parts if part)


def write_marks(
    book: Workbook, form: Form, lists: ChoiceLists, names: dict[SheetPlan, str]
) -> None:
    """Write the marks of graded indicators; those of assessors in an export only."""
    plan = SheetPlan("marks")
    writer = SheetWriter(book, names[plan], _MARK_WIDTHS)
    writer.sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    write_head(writer, form, plan, MARK_COLUMNS, form.word(MARKS_TITLE))
    for code, role, mark in marks_of(form):
        row = writer.row + 1
        label = form.catalogue.fields[f"{code}_level"].label
        writer.fit([None, None, form.word(label), None, None, mark.name, None, mark.reason])
        writer.append(
            [
                writer.cell(f"{code}:{role}", CODE),
                writer.cell(code, UNIT),
                writer.cell(form.word(label), LABEL),
                writer.cell(form.word(ROLES[role]), LABEL),
                writer.cell(mark.level, CHOICE),
                *(
                    writer.cell(content_of(part), WORDS)
                    for part in (mark.name, mark.time, mark.reason)
                ),
            ]
        )
        writer.offer(f"E{row}", lists.range_of(("0", "1", "2", "3", "4")))
    writer.protect()


def marks_of(form: Form) -> Iterator[tuple[str, Role, Mark]]:
    """Indicator, role and mark of each row of the sheet of marks, in their order."""
    for field in form.catalogue.fields:
        by_role = form.answers.marks.get(field.removesuffix("_level"), {})
        if not field.endswith("_level"):
            continue
        for role in ROLES:
            if role in by_role and (role == "self" or form.with_assessment):
                yield field.removesuffix("_level"), role, by_role[role]


def write_confirmations(book: Workbook, form: Form, names: dict[SheetPlan, str]) -> None:
    """Write the soft problems with the reasons that confirm them."""
    plan = SheetPlan("confirmations")
    writer = SheetWriter(book, names[plan], _CONFIRMATION_WIDTHS)
    writer.sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    write_head(writer, form, plan, CONFIRMATION_COLUMNS, form.word(CONFIRMATIONS_TITLE))
    soft = {item.id: item for item in form.problems if item.severity is Severity.SOFT}
    confirmed = form.answers.confirmed
    unconfirmed = [name for name in soft if name not in confirmed][:_MOST_UNCONFIRMED]
    for name in (*confirmed, *unconfirmed):
        wording = _wording(form, soft.get(name))
        writer.fit([None, name, wording, confirmed.get(name)])
        writer.append(
            [
                writer.cell(name, CODE),
                writer.cell(name, UNIT),
                writer.cell(wording, LABEL),
                writer.cell(content_of(confirmed.get(name)), WORDS),
            ]
        )
    writer.protect()


def _wording(form: Form, problem: Problem | None) -> object:
    return None if problem is None else content_of(form.word(problem.message))


def write_settings(book: Workbook, form: Form) -> None:
    """Write, on a hidden sheet, what the workbook is."""
    writer = SheetWriter(book, SETTINGS_SHEET, (24, 70))
    _hide(writer.sheet)
    park = form.answers.value("park_code")
    writer.append([SheetPlan("settings").marker, None])
    for key, value in (
        ("format", FORMAT_VERSION),
        ("catalogue", form.catalogue.id),
        ("catalogue_hash", form.catalogue.hash),
        ("park", park if isinstance(park, str) else ""),
        ("year", str(form.answers.year) if form.dated else ""),
        ("language", form.language),
    ):
        writer.append([writer.cell(key, CODE), writer.cell(value, CODE)])
    writer.protect()


def write_lists(book: Workbook, lists: ChoiceLists) -> None:
    """Write, on a hidden sheet, the choices of all drop-down lists."""
    writer = SheetWriter(book, LISTS_SHEET, ())
    _hide(writer.sheet)
    lists.write(writer)


def _hide(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
