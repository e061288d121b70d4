"""What single actions in the form are as edits of the log.

Each function takes the present answers and gives the edits; none when nothing changes.

Source: submissions.md, Files (edit log); rubric.md 14; interface.md, 填报.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from db.contents import plain_cells, text_of, write_answer, write_mark
from db.edits import Edit, Place
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import Answer, AnswerSet, Mark, Quality, Row, State, Value
from questionnaire.canonical_json import spelled
from questionnaire.catalogue import Catalogue, FieldType, Question, References
from questionnaire.value_problem import ValueProblem
from questionnaire.values import is_blank, read_value, value_to_json

Edits = tuple[Edit, ...]


def read_typed(question: Question, typed: object, references: References) -> Value | None:
    """The value that somebody typed, chose or pasted; None for a blank.

    The label of one choice stands for its code: that is no guess.

    Raises:
        ValueProblem: it cannot be read; with a proposal where one is likely.

    >>> from decimal import Decimal
    >>> from questionnaire.messages import LocalText
    >>> read_typed(Question("gdp", LocalText("GDP"), FieldType.DECIMAL), "1,200.50", {})
    Decimal('1200.5')
    """
    if is_blank(typed):
        return None
    try:
        return read_value(question, typed, references)
    except ValueProblem as problem:
        if problem.rule == "unknown-choice" and problem.proposal is not None:
            return problem.proposal
        raise


def typed_text(question: Question, typed: object, value: Value | None) -> str | None:
    """What the log keeps beside the value: the typed text where it differs from it."""
    if value is None or not isinstance(typed, str):
        return None
    return None if typed == value_to_json(question, value) else typed


def value_edits(
    catalogue: Catalogue, answers: AnswerSet, code: str, value: Value | None, typed: str | None
) -> Edits:
    """A value for a field that is neither a level nor a table; None erases the answer.

    The reason of a value and its quality stay; the reason of 不适用 or 暂无数据 goes.
    """
    if value is None:
        return answer_edits(catalogue, answers, code, None)
    before = answers.answers.get(code) or Answer(State.VALUE)
    reason = before.reason if before.state is State.VALUE else None
    answer = Answer(State.VALUE, value, reason, before.quality)
    return answer_edits(catalogue, answers, code, answer, typed)


def answer_edits(
    catalogue: Catalogue,
    answers: AnswerSet,
    code: str,
    answer: Answer | None,
    typed: str | None = None,
) -> Edits:
    """An answer as it shall be; of a table that says nothing but `value`, no entry."""
    if answer == Answer(State.VALUE):
        answer = None
    old, new = (
        None if item is None else write_answer(catalogue, code, item)
        for item in (answers.answers.get(code), answer)
    )
    if old == new:
        return ()
    return (Edit(Place(answers.year, "answer", code), old, new, typed),)


def state_edits(
    catalogue: Catalogue, answers: AnswerSet, code: str, state: State | None, reason: str
) -> Edits:
    """不适用 or 暂无数据 with its reason; None or `value` ends such a state.

    A value and the rows of a table go when a state comes, as when a document is filled in. 不适用
    of a level is held under its graded indicator, and its own mark goes.
    """
    field = catalogue.fields.get(code)
    graded = field is None or field.type is FieldType.LEVEL
    place = indicator_of(code) if graded else code
    before = answers.answers.get(place)
    if state in (None, State.VALUE):
        if before is None or before.state is State.VALUE:
            return ()
        return answer_edits(catalogue, answers, place, None)
    quality = None if before is None else before.quality
    answer = Answer(state, None, reason.strip() or None, quality)
    gone = (
        mark_edits(catalogue, answers, place, None)
        if graded
        else deletion_edits(catalogue, answers, code, answers.rows(code))
    )
    return (*gone, *answer_edits(catalogue, answers, place, answer))


def quality_edits(
    catalogue: Catalogue, answers: AnswerSet, code: str, quality: Quality | None
) -> Edits:
    """The quality letter of an answer or table."""
    before = answers.answers.get(code) or Answer(State.VALUE)
    return answer_edits(catalogue, answers, code, replace(before, quality=quality))


def reason_edits(catalogue: Catalogue, answers: AnswerSet, code: str, reason: str) -> Edits:
    """The 填报说明 of a value, or the reason of a state; a blank takes it away."""
    before = answers.answers.get(code) or Answer(State.VALUE)
    return answer_edits(catalogue, answers, code, replace(before, reason=reason.strip() or None))


def mark_edits(catalogue: Catalogue, answers: AnswerSet, code: str, level: int | None) -> Edits:
    """The self mark of a graded indicator; a mark ends its 不适用, None takes the mark away."""
    before = answers.marks.get(code, {}).get("self")
    after = None if level is None else replace(before or Mark(level), level=level)
    old, new = (None if mark is None else write_mark(mark) for mark in (before, after))
    if old == new:
        return ()
    ended = () if new is None else answer_edits(catalogue, answers, code, None)
    return (*ended, Edit(Place(answers.year, "mark", code, role="self"), old, new))


def confirmation_edits(answers: AnswerSet, problem: str, reason: str | None) -> Edits:
    """The reason by which a soft problem is confirmed; None takes it back."""
    old, new = (
        None if text is None else text_of(text) for text in (answers.confirmed.get(problem), reason)
    )
    return () if old == new else (Edit(Place(answers.year, "confirmed", problem), old, new),)


def cell_edits(
    catalogue: Catalogue,
    answers: AnswerSet,
    place: tuple[str, str, str],
    value: Value | None,
    typed: str | None = None,
) -> Edits:
    """One cell.

    Args:
        catalogue: the fields.
        answers: the present answers; the row is among them.
        place: table, row id, column.
        value: None blanks the cell.
        typed: what was typed, where it differs.
    """
    table, row_id, column = place
    question = catalogue.tables[table].columns[column]
    before = answers.rows(table)[row_id].get(column)
    old, new = (
        None if item is None else text_of(value_to_json(question, item)) for item in (before, value)
    )
    if old == new:
        return ()
    return (Edit(Place(answers.year, "cell", table, row_id, column), old, new, typed),)


def insertion_edits(
    catalogue: Catalogue,
    answers: AnswerSet,
    table: str,
    rows: Sequence[tuple[str, Row]],
    after: str,
) -> Edits:
    """New rows in their order behind the row `after` (empty: at the head); ends a state."""
    edits = list(_end_of_state(catalogue, answers, table)) if rows else []
    columns = catalogue.tables[table].columns
    for row_id, row in rows:
        # what was read from a person or the file is normal already
        text = spelled({"after": after, "cells": plain_cells(columns, row)})
        edits.append(Edit(Place(answers.year, "row", table, row_id), None, text))
        after = row_id
    return tuple(edits)


def deletion_edits(
    catalogue: Catalogue, answers: AnswerSet, table: str, doomed: Iterable[str]
) -> Edits:
    """Rows that go, the last one first, so that taking it back runs forward."""
    rows = answers.rows(table)
    gone = frozenset(doomed) & rows.keys()
    if not gone:
        return ()
    columns = catalogue.tables[table].columns
    edits: list[Edit] = []
    for row_id, before in _with_predecessor(rows, gone):
        text = spelled({"after": before, "cells": plain_cells(columns, rows[row_id])})
        edits.append(Edit(Place(answers.year, "row", table, row_id), text, None))
    return tuple(reversed(edits))


def _with_predecessor(rows: Mapping[str, Row], wanted: Collection[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    before = ""
    for row_id in rows:
        if row_id in wanted:
            found.append((row_id, before))
        before = row_id
    return found


def _end_of_state(catalogue: Catalogue, answers: AnswerSet, table: str) -> Edits:
    """Rows take the place of the state of a table."""
    before = answers.answers.get(table)
    if before is None or before.state is State.VALUE:
        return ()
    return answer_edits(catalogue, answers, table, Answer(State.VALUE, quality=before.quality))
