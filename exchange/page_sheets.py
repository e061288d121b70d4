"""Sheets of the pages of the form: one field a row.

Source: interface.md, Excel.
"""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook

from exchange.cells import letters_of
from exchange.contents import content_of, heading
from exchange.form import Form
from exchange.input_rules import ChoiceLists, add_rules, mark_missing
from exchange.layout import HEAD_ROW, PAGE_COLUMNS, SheetPlan
from exchange.sheet_writer import SheetWriter
from exchange.styles import (
    CHOICE,
    CODE,
    GROUP,
    HEAD,
    LABEL,
    LAST,
    TITLE,
    UNIT,
    WORDS,
    look_of,
)
from exchange.vocabulary import COLUMN_WORDS, STATES, choice_words
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import QUALITIES, Answer, AnswerSet, State, Value
from questionnaire.catalogue import Field, FieldType, Page

_WIDTHS = (0, 44, 9, 26, 12, 44, 10, 18)
_TITLE_HEIGHT = 26
_VALUE, _STATE, _QUALITY = (
    letters_of(PAGE_COLUMNS.index(n) + 2) for n in ("value", "state", "quality")
)


def write_page(
    book: Workbook, form: Form, lists: ChoiceLists, page: Page, names: dict[SheetPlan, str]
) -> None:
    """Write the sheet of one page."""
    plan = SheetPlan("page", str(page.number))
    writer = SheetWriter(book, names[plan], _WIDTHS)
    writer.sheet.freeze_panes = f"D{HEAD_ROW + 1}"
    writer.sheet.sheet_properties.tabColor = "1F5FB4"
    write_head(writer, form, plan, PAGE_COLUMNS, f"{page.number} {form.word(page.label)}")
    fields = [item for item in form.catalogue.fields.values() if item.page == page.number]
    for group in page.groups:
        titled = writer.cell(form.word(group.label), GROUP)
        blank = [writer.cell(None, GROUP) for _ in PAGE_COLUMNS[1:]]
        writer.append([None, titled, *blank])
        for field in (item for item in fields if item.group == group.key):
            _write_field(writer, form, lists, field, names)
    writer.protect()


def write_head(
    writer: SheetWriter, form: Form, plan: SheetPlan, columns: tuple[str, ...], title: str
) -> None:
    """The hidden row of codes, the title, and the headings of columns that have usual words."""
    writer.hide_row(1)
    writer.append([plan.marker, *columns])
    writer.height(2, _TITLE_HEIGHT)
    writer.append([None, writer.cell(title, TITLE)])
    writer.append([None, *(writer.cell(form.word(COLUMN_WORDS[name]), HEAD) for name in columns)])


def _write_field(
    writer: SheetWriter,
    form: Form,
    lists: ChoiceLists,
    field: Field,
    names: dict[SheetPlan, str],
) -> None:
    answer = _answer_at(form.answers, field)
    state = STATES.get(answer.state) if answer else None
    label = form.word(heading(field.label, required=field.required == "yes"))
    value = _shown(form, field, form.answers.value(field.code))
    reason = _reason(answer)
    table = field.type is FieldType.TABLE
    shown = _table_note(form, field, names) if table else value
    writer.fit([None, label, None, shown, None, reason])
    row = writer.append(
        [
            writer.cell(field.code, CODE),
            writer.cell(label, LABEL, help_text(form, field)),
            writer.cell(form.unit(field.unit), UNIT),
            writer.cell(shown, UNIT if table else look_of(field, wrapped=True)),
            writer.cell(form.word(state) if state else None, CHOICE),
            writer.cell(reason, WORDS),
            writer.cell(_quality(answer), UNIT if field.type is FieldType.LEVEL else CHOICE),
            writer.cell(_last(form, field), LAST),
        ]
    )
    _add_field_rules(writer, form, lists, field, row)


def _add_field_rules(
    writer: SheetWriter, form: Form, lists: ChoiceLists, field: Field, row: int
) -> None:
    level = field.type is FieldType.LEVEL
    if field.type is not FieldType.TABLE:
        add_rules(writer, form, lists, field, f"{_VALUE}{row}")
        if field.required == "yes":
            blank = f'AND({_VALUE}{row}="",{_STATE}{row}="")'
            mark_missing(writer, f"{_VALUE}{row}", blank)
    states = [form.word(text) for key, text in STATES.items() if not level or key is State.NA]
    writer.offer(f"{_STATE}{row}", lists.range_of(tuple(states)))
    if not level:
        writer.offer(f"{_QUALITY}{row}", lists.range_of(QUALITIES))


def _answer_at(answers: AnswerSet, field: Field) -> Answer | None:
    """The entry that holds state and reason of a field; of a level that of its indicator."""
    code = indicator_of(field.code) if field.type is FieldType.LEVEL else field.code
    return answers.answers.get(code)


def _shown(form: Form, field: Field, value: Value | None) -> object:
    words = dict(choice_words(field, form.references, form.language))
    return content_of(value, words or None)


def _reason(answer: Answer | None) -> object:
    return None if answer is None else content_of(answer.reason)


def _quality(answer: Answer | None) -> str | None:
    return None if answer is None else answer.quality


def _last(form: Form, field: Field) -> object:
    if form.previous is None or field.type is FieldType.TABLE:
        return None
    return _shown(form, field, form.previous.value(field.code))


def _table_note(form: Form, field: Field, names: dict[SheetPlan, str]) -> str:
    count = len(form.answers.rows(field.code))
    sheet = names[SheetPlan("table", field.code)]
    return form.pair(f"见表“{sheet}”（{count} 行）", f"Sheet “{sheet}” ({count} rows)")


def help_text(form: Form, field: Field) -> str:
    """How to fill a field in, with its limits and where it is defined."""
    return "\n".join(part for part in _help_parts(form, field) if part)


def _help_parts(form: Form, field: Field) -> Iterator[str]:
    yield form.word(field.help)
    if field.evidence == "required":
        yield form.pair("须附证明材料。", "Evidence is required.")
    if field.source.zh:
        yield form.pair(f"依据：{field.source.zh}", f"Source: {field.source.in_language('en')}")
