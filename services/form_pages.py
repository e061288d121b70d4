"""The pages of the form as they are printed, out of the catalogue and the answers of a year.

Source: interface.md, 填报 (pages and fields come from the catalogue; skip logic; states; print).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from questionnaire.answer_scope import AnswerScope, indicator_of
from questionnaire.answers import QUALITIES, Answer, AnswerSet, Row, State
from questionnaire.catalogue import Column, Field, FieldType, Page, Table
from questionnaire.check_requirements import is_required
from questionnaire.messages import Language, Text, msg
from questionnaire.numbers import exact
from questionnaire.row_units import CHOSEN_UNIT, row_unit
from reports.form_model import (
    Blank,
    FormColumn,
    FormEntry,
    FormGroup,
    FormItem,
    FormPage,
    FormTable,
    Option,
)
from reports.printed_numbers import DASH
from reports.visible_text import typeset, visible
from scoring.edition import Edition
from services.bootstrap import Product
from services.field_views import evidence_by_code
from services.form_progress import is_asked
from services.number_words import choice_labels, value_text
from services.translation import word

MOST_ROWS = 500
"""Rows of a table that are printed; the rest is in the file."""
_BLANK_ROWS = 6
_MOST_OPTIONS = 16
"""Choices that are printed to tick; of longer lists the code is written."""
_TICK = "□ "


@dataclass(frozen=True)
class FormSource:
    """What a form is printed from.

    Attributes:
        product: the shipped data.
        answers: of the year; of a blank form at most what names the park.
        language: of all texts.
        edition: words of the levels.
        scope: which fields apply; None on a blank form, which shows them all.
    """

    product: Product
    answers: AnswerSet
    language: Language
    edition: Edition
    scope: AnswerScope | None

    @property
    def blank(self) -> bool:
        """Whether it is to be filled in by hand."""
        return self.scope is None

    def say(self, text: Text) -> str:
        """Word a text of the product."""
        return typeset(visible(word(text, self.language)), self.language)

    def bracketed(self, text: str, inner: str) -> str:
        """A text with another in brackets behind it; alone where that is empty."""
        if not inner:
            return text
        return f"{text}（{inner}）" if self.language == "zh" else f"{text} ({inner})"

    def unit(self, unit: str) -> str:
        """A unit as it is printed."""
        return typeset(self.product.catalogue.unit_text(unit, self.language), self.language)


def form_pages(source: FormSource) -> tuple[FormPage, ...]:
    """Every page of the catalogue with every field."""
    supports = {} if source.blank else evidence_by_code(source.answers)
    return tuple(_page(source, page, supports) for page in source.product.catalogue.pages)


def _page(source: FormSource, page: Page, supports: Mapping[str, tuple[str, ...]]) -> FormPage:
    fields = [item for item in source.product.catalogue.fields.values() if item.page == page.number]
    groups = tuple(
        FormGroup(
            source.say(group.label),
            tuple(_item(source, item, supports) for item in fields if item.group == group.key),
        )
        for group in page.groups
    )
    return FormPage(f"{page.number}　{source.say(page.label)}", groups)


def _item(source: FormSource, field: Field, supports: Mapping[str, tuple[str, ...]]) -> FormItem:
    if field.type is FieldType.TABLE:
        return _table(source, field, source.product.catalogue.tables[field.code])
    return _entry(source, field, supports)


def _entry(source: FormSource, field: Field, supports: Mapping[str, tuple[str, ...]]) -> FormEntry:
    number = field.type in {FieldType.DECIMAL, FieldType.INTEGER}
    return FormEntry(
        code=field.code,
        label=_label(source, field),
        value=_value(source, field),
        unit="" if field.type is FieldType.LEVEL else source.unit(field.unit),
        is_number=number,
        options=_options(source, field),
        levels=_levels(source, field),
        notes=() if source.blank else _notes(source, field, supports),
        blanks=_blanks(source, field) if source.blank else (),
        help=source.say(field.help),
    )


def _label(source: FormSource, field: Field) -> str:
    """The short name; `*` where an answer is needed, `(*)` where it is under a condition."""
    marks = {"yes": " *", "no": ""}
    mark = marks.get(field.required, " (*)")
    if source.scope is not None and mark == " (*)":
        plan = source.product.check_plan.fields[field.code]
        with exact():
            needed = is_required(plan.checks, source.scope.for_field(field.code))
        mark = " *" if needed else ""
    return source.say(field.label) + mark


def _value(source: FormSource, field: Field) -> str:
    """The value, or a dash in a filled form that has none; a level is ticked instead."""
    if field.type is FieldType.LEVEL:
        return ""
    value = source.answers.value(field.code)
    if value is None:
        return "" if source.blank else DASH
    return visible(value_text(field, value, source.product.references, source.language))


def _options(source: FormSource, field: Field) -> tuple[Option, ...]:
    """What can be ticked on a blank form."""
    if not source.blank or source.answers.value(field.code) is not None:
        return ()
    if field.type is FieldType.BOOL:
        return tuple(Option(source.say(text)) for text in (msg("Yes"), msg("No")))
    if field.type is not FieldType.CHOICE:
        return ()
    labels = choice_labels(field, source.product.references, offered=True)
    if len(labels) > _MOST_OPTIONS:
        return ()
    return tuple(Option(source.say(label)) for label in labels.values())


def _levels(source: FormSource, field: Field) -> tuple[Option, ...]:
    """The levels of a graded item with the words of the edition, its own one ticked."""
    if field.type is not FieldType.LEVEL:
        return ()
    rated = source.edition.indicators.get(indicator_of(field.code))
    own = source.answers.value(field.code)
    return tuple(
        Option(f"{number}　{source.say(text)}", chosen=number == own)
        for number, text in enumerate(rated.levels if rated else ())
    )


def _blanks(source: FormSource, field: Field) -> tuple[Blank, ...]:
    """What is ticked or written beside a field of a blank form: state, reason, quality."""
    blanks: list[Blank] = []
    plan = source.product.check_plan.fields[field.code]
    level = field.type is FieldType.LEVEL
    if field.code != "assessment_year" and (level or not plan.value_only):
        states = [msg("Not applicable")] if level else [msg("Not applicable"), msg("No data")]
        blanks.append(Blank("　".join(_TICK + source.say(state) for state in states)))
        blanks.append(Blank(source.say(msg("Reason")), is_line=True))
    if field.type in {FieldType.DECIMAL, FieldType.INTEGER} and not plan.value_only:
        letters = " ".join(_TICK.strip() + letter for letter in QUALITIES)
        blanks.append(Blank(source.say(msg("Quality {letter}", letter=letters))))
    if field.evidence == "required":
        blanks.append(Blank(source.say(msg("Evidence no.")), is_line=True))
    return tuple(blanks)


def _notes(
    source: FormSource, field: Field, supports: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """State, reason, quality and evidence of a field of a filled form."""
    indicator = indicator_of(field.code) if field.type is FieldType.LEVEL else ""
    notes = _state_notes(source, field, source.answers.answers.get(indicator or field.code))
    mark = source.answers.marks.get(indicator, {}).get("self") if indicator else None
    if mark is not None and mark.reason:
        notes.append(source.say(msg("Reason: {reason}", reason=mark.reason)))
    shown = dict.fromkeys((*supports.get(field.code, ()), *supports.get(indicator, ())))
    if shown:
        notes.append(source.say(msg("Evidence {ids}", ids=", ".join(shown))))
    return tuple(notes)


def _state_notes(source: FormSource, field: Field, answer: Answer | None) -> list[str]:
    """State with its reason, and the quality."""
    plan, scope = source.product.check_plan, source.scope
    if answer is None:
        if scope is not None and not is_asked(plan, scope, field.code):
            return [source.say(msg("Not asked of this park"))]
        has_rows = bool(source.answers.rows(field.code))
        filled = has_rows or source.answers.value(field.code) is not None
        return [] if filled else [source.say(msg("Not filled in"))]
    texts: dict[State, Text] = {
        State.NA: msg("Not applicable: {reason}", reason=answer.reason or DASH),
        State.NO_DATA: msg("No data: {reason}", reason=answer.reason or DASH),
        State.VALUE: msg("Remark: {reason}", reason=answer.reason) if answer.reason else "",
    }
    notes = [source.say(texts[answer.state])]
    if answer.quality is not None:
        notes.append(source.say(msg("Quality {letter}", letter=answer.quality)))
    return [note for note in notes if note]


def _table(source: FormSource, field: Field, table: Table) -> FormTable:
    rows = source.answers.rows(field.code)
    columns = list(table.columns.values())
    shown = islice(rows.values(), MOST_ROWS)
    return FormTable(
        code=field.code,
        label=_label(source, field),
        columns=_columns(source, columns),
        rows=tuple(
            (str(number), *(_cell(source, table, column, row) for column in columns))
            for number, row in enumerate(shown, 1)
        ),
        notes=_table_notes(source, field, len(rows)),
        help=source.say(field.help),
        blank_rows=_BLANK_ROWS if source.blank else 0,
    )


def _columns(source: FormSource, columns: list[Column]) -> tuple[FormColumn, ...]:
    """Number of the row, then all columns; the first text names the row."""
    named = next((item.code for item in columns if not item.type.is_number), "")
    number = FormColumn(source.say(msg("Row")), "right", is_key=True)
    return (number, *(_column(source, item, is_key=item.code == named) for item in columns))


def _column(source: FormSource, column: Column, *, is_key: bool) -> FormColumn:
    """Name with its unit; a unit that rows choose stands in their cells."""
    by_row = CHOSEN_UNIT.search(column.unit) is not None
    unit = "" if by_row else source.unit(column.unit)
    title = source.bracketed(source.say(column.label), unit)
    is_amount = column.type in {FieldType.DECIMAL, FieldType.INTEGER}
    return FormColumn(title, "right" if is_amount else "left", is_key)


def _cell(source: FormSource, table: Table, column: Column, row: Row) -> str:
    """A cell; behind a number the unit that its row has chosen."""
    references = source.product.references
    text = value_text(column, row.get(column.code), references, source.language)
    if text and CHOSEN_UNIT.search(column.unit):
        unit = row_unit(table, column, row, references)
        return source.say(source.product.catalogue.amount(text, unit))
    return visible(text)


def _table_notes(source: FormSource, field: Field, rows: int) -> tuple[str, ...]:
    """State of a table and how many of its rows are printed."""
    if source.blank:
        return (source.say(msg("Continue on a copy of this sheet if there are more rows.")),)
    notes = _state_notes(source, field, source.answers.answers.get(field.code))
    if rows:
        notes.append(source.say(msg("{n} {n|row|rows}", n=rows)))
    if rows > MOST_ROWS:
        left_out = msg(
            "The first {shown} rows are printed; {left} more {left|is|are} in the file.",
            shown=MOST_ROWS,
            left=rows - MOST_ROWS,
        )
        notes.append(source.say(left_out))
    return tuple(notes)
