"""The JSON shape in which answers are filled in and exported.

One object with `fields`, `tables`, `marks`, `status`, `quality`, `confirmations`, or a file that
holds it under `inputs`. What a document does not name stays as it is.

Source: interface.md, Command line; submissions.md, Files and Revision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from questionnaire.answers import AnswerSet, Mark, Row, State
from questionnaire.catalogue import Catalogue, FieldType, Question, References
from questionnaire.errors import AnswerError, Defect
from questionnaire.fill_fields import (
    end_table_states,
    fill_confirmations,
    fill_fields,
    fill_qualities,
    fill_statuses,
)
from questionnaire.fill_marks import fill_marks
from questionnaire.fill_rows import ROW_ID, fill_tables, take_rows
from questionnaire.filling import LEVEL_SUFFIX, Filling
from questionnaire.messages import msg
from questionnaire.values import is_blank, value_to_json

SECTIONS = ("fields", "tables", "marks", "status", "quality", "confirmations")
"""Keys of a fill document."""

FillDocument: TypeAlias = dict[str, dict[str, object]]


def read_fill(
    catalogue: Catalogue,
    document: Mapping[str, object],
    base: AnswerSet,
    references: References,
    new_row_id: Callable[[], str],
    rows: Mapping[str, Mapping[str, Row]] | None = None,
) -> AnswerSet:
    """The answers after a document was filled in.

    Fields: a value replaces what was there, `""` or null erases it to 未填; quality and, of a
    value, 填报说明 stay. Tables: all rows are replaced. Rows keep their id by natural key, a given
    `row_id` wins. Marks are set by role. A status replaces the value, a value the status.

    Args:
        catalogue: the catalogue.
        document: parsed JSON. Numbers are best given as texts; a `float` is refused.
        base: the answers so far; its year is the year of the rows of yearly tables.
        references: choices that are not written in the catalogue.
        new_row_id: makes the id of a new row.
        rows: tables that were read elsewhere (an import), all their rows by id; the document has
            no rows of them.

    Raises:
        AnswerError: unknown names, wrong types and shapes, all of them, each with its place such as
            `tables.enterprises[0].uscc` (rows counted from 0). Ranges and checks are not looked at.
    """
    filling = Filling.of(catalogue, references, base)
    inputs = _inputs(filling, document)
    filling.refuse_unknown_keys(inputs, SECTIONS, "")
    fields = filling.section(inputs, "fields")
    levels = fill_fields(filling, fields)
    with_rows = fill_tables(filling, filling.section(inputs, "tables"), new_row_id)
    with_rows |= take_rows(filling, rows or {})
    marked = fill_marks(filling, filling.section(inputs, "marks"), levels)
    end_table_states(filling, with_rows)
    valued = with_rows | {code for code, typed in fields.items() if not is_blank(typed)}
    fill_statuses(filling, filling.section(inputs, "status"), valued, marked)
    fill_qualities(filling, filling.section(inputs, "quality"))
    fill_confirmations(filling, filling.section(inputs, "confirmations"))
    if filling.defects:
        raise AnswerError(
            msg(
                "The answers have {count} {count|defect|defects}; none was taken.",
                count=len(filling.defects),
            ),
            msg("Correct the places named and fill in again."),
            filling.defects,
        )
    return filling.result()


def write_fill(catalogue: Catalogue, answers: AnswerSet) -> FillDocument:
    """The document that fills an empty set with exactly these answers.

    Returns:
        All six sections; numbers as texts in their one form, rows with their `row_id`, fields,
        tables and columns in the order of the catalogue.

    Raises:
        AnswerError: the answers hold codes that the catalogue does not know.
    """
    _refuse_unknown_codes(catalogue, answers)
    return {
        "fields": _write_values(catalogue, answers),
        "tables": {
            code: [
                {ROW_ID: row_id, **_write_cells(table.columns, row)}
                for row_id, row in answers.rows(code).items()
            ]
            for code, table in catalogue.tables.items()
            if answers.rows(code)
        },
        "marks": {
            code: {role: _write_mark(mark) for role, mark in answers.marks[code].items()}
            for code in _graded_codes(catalogue)
            if answers.marks.get(code)
        },
        "status": _write_statuses(catalogue, answers),
        "quality": {
            code: answers.answers[code].quality
            for code in catalogue.fields
            if code in answers.answers and answers.answers[code].quality is not None
        },
        "confirmations": dict(sorted(answers.confirmed.items())),
    }


def _inputs(filling: Filling, document: Mapping[str, object]) -> Mapping[str, object]:
    if "inputs" not in document:
        return document
    return filling.mapping(document["inputs"], "inputs") or {}


def _write_values(catalogue: Catalogue, answers: AnswerSet) -> dict[str, object]:
    written: dict[str, object] = {}
    for code, field in catalogue.fields.items():
        answer = answers.answers.get(code)
        if answer is not None and answer.value is not None:
            written[code] = value_to_json(field, answer.value)
    return written


def _write_cells(columns: Mapping[str, Question], row: Row) -> dict[str, object]:
    return {name: value_to_json(columns[name], row[name]) for name in columns if name in row}


def _write_mark(mark: Mark) -> object:
    if mark == Mark(mark.level):
        return str(mark.level)
    parts = {"name": mark.name, "time": mark.time, "reason": mark.reason}
    return {
        "level": str(mark.level),
        **{key: part for key, part in parts.items() if part is not None},
    }


def _write_statuses(catalogue: Catalogue, answers: AnswerSet) -> dict[str, object]:
    written: dict[str, object] = {}
    for code in (*catalogue.fields, *_graded_codes(catalogue)):
        answer = answers.answers.get(code)
        if answer is not None and (answer.state is not State.VALUE or answer.reason is not None):
            reason = {} if answer.reason is None else {"reason": answer.reason}
            written[code] = {"status": answer.state.value, **reason}
    return written


def _graded_codes(catalogue: Catalogue) -> tuple[str, ...]:
    # Not by name alone: `park_level` is a choice.
    return tuple(
        code.removesuffix(LEVEL_SUFFIX)
        for code, field in catalogue.fields.items()
        if field.type is FieldType.LEVEL
    )


def _refuse_unknown_codes(catalogue: Catalogue, answers: AnswerSet) -> None:
    graded = _graded_codes(catalogue)
    unknown = [
        f"fields.{code}" for code in answers.answers if code not in (*catalogue.fields, *graded)
    ]
    unknown += [f"marks.{code}" for code in answers.marks if code not in graded]
    for code, rows in answers.tables.items():
        columns = catalogue.tables[code].columns if code in catalogue.tables else {}
        names = {name for row in rows.values() for name in row if name not in columns}
        unknown += [f"tables.{code}.{name}" for name in sorted(names)]
    if unknown:
        message = msg("This catalogue does not know it; use the catalogue that the answers name.")
        raise AnswerError(
            msg(
                "The answers hold {count} {count|code|codes} that the catalogue lacks.",
                count=len(unknown),
            ),
            msg("Use the catalogue that the answers name."),
            [Defect("", place, "unknown-code", message) for place in unknown],
        )
