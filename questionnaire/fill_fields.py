"""The `fields`, `status`, `quality` and `confirmations` of a fill document.

Source: interface.md, Command line and check --json; rubric.md 4.4, 9 and 14.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from questionnaire.answers import QUALITIES, Answer, Quality, State, Value
from questionnaire.catalogue import Field, FieldType
from questionnaire.filling import LEVEL_SUFFIX, Filling
from questionnaire.messages import msg
from questionnaire.values import is_blank

STATE_REASON = 10
"""Fewest characters of the reason of 暂无数据 and 不适用 (rubric.md 14)."""

CONFIRMATION_REASON = 5
"""Fewest characters of the reason of a confirmation (rubric.md 14)."""

_STATUS_KEYS = ("status", "reason")
_ALL_OTHERS = "*"


def fill_fields(filling: Filling, section: Mapping[str, object]) -> dict[str, int | None]:
    """Set the values given; a blank erases the answer.

    Returns:
        Levels given as fields: code of the graded indicator -> level, None for a blank.
    """
    levels: dict[str, int | None] = {}
    for code, typed in section.items():
        place = f"fields.{code}"
        if not filling.known_field(code, place):
            continue
        field = filling.catalogue.fields[code]
        value = None if is_blank(typed) else filling.read(field, typed, place)
        if field.type is FieldType.LEVEL:
            if is_blank(typed) or isinstance(value, Decimal):
                level = int(value) if isinstance(value, Decimal) else None
                levels[code.removesuffix(LEVEL_SUFFIX)] = level
        elif value is not None:
            _set_value(filling, field, value)
        elif is_blank(typed):
            filling.answers.pop(code, None)
    return levels


def _set_value(filling: Filling, field: Field, value: Value) -> None:
    if field.code == "assessment_year" and value != filling.base.year:
        message = msg(
            "The assessment year must be {year}, the year of these answers; fill in the answers "
            "of the other year instead.",
            year=filling.base.year,
        )
        filling.note(f"fields.{field.code}", "other-year", message)
        return
    before = filling.answers.get(field.code)
    if before is None:
        filling.answers[field.code] = Answer(State.VALUE, value)
        return
    reason = before.reason if before.state is State.VALUE else None
    filling.answers[field.code] = Answer(State.VALUE, value, reason, before.quality)


def end_table_states(filling: Filling, with_rows: frozenset[str]) -> None:
    """Rows given for a table that had a state replace the state."""
    for code in with_rows:
        before = filling.answers.get(code)
        if before is not None and before.state is not State.VALUE:
            _set_table_answer(filling, code, Answer(State.VALUE, quality=before.quality))


def fill_statuses(
    filling: Filling, section: Mapping[str, object], valued: frozenset[str], marked: frozenset[str]
) -> None:
    """Set the states given; a blank ends a state.

    Args:
        filling: the answers.
        section: code of a field, or of a graded indicator -> `{status, reason}`.
        valued: fields and tables that the same document gives a value or rows.
        marked: graded indicators that the same document gives a self mark.
    """
    for code in marked:
        filling.answers.pop(code, None)
    for code, value in section.items():
        place = f"status.{code}"
        graded = filling.is_graded(code)
        if not graded and not _takes_status(filling, code, place):
            continue
        if is_blank(value):
            _end_state(filling, code)
            continue
        item = filling.mapping(value, place)
        state = None if item is None else _read_state(filling, item, place, graded=graded)
        if item is not None and state is not None:
            _set_state(filling, code, state, item, valued)


def _takes_status(filling: Filling, code: str, place: str) -> bool:
    if not filling.known_field(code, place):
        return False
    if filling.catalogue.fields[code].type is FieldType.LEVEL:
        message = msg(
            "A level takes no status; leave it blank, or declare {code} not applicable.",
            code=code.removesuffix(LEVEL_SUFFIX),
        )
        filling.note(place, "level-status", message)
        return False
    return True


def _end_state(filling: Filling, code: str) -> None:
    before = filling.answers.get(code)
    if before is not None and before.state is not State.VALUE:
        del filling.answers[code]


def _read_state(
    filling: Filling, item: Mapping[str, object], place: str, *, graded: bool
) -> State | None:
    filling.refuse_unknown_keys(item, _STATUS_KEYS, place)
    known = (State.NA,) if graded else tuple(State)
    for state in known:
        if item.get("status") == state.value:
            return state
    message = msg(
        "{status} is no status here; use one of: {known}.",
        status=item.get("status"),
        known=", ".join(state.value for state in known),
    )
    filling.note(f"{place}.status", "unknown-status", message)
    return None


def _set_state(
    filling: Filling,
    code: str,
    state: State,
    item: Mapping[str, object],
    valued: frozenset[str],
) -> None:
    place = f"status.{code}"
    if state is State.VALUE:
        _set_note(filling, code, item.get("reason"), place)
        return
    if code in valued:
        message = msg("{code} is given a value and a status; give one of them.", code=code)
        filling.note(place, "value-and-status", message)
        return
    reason = filling.read_reason(item.get("reason"), f"{place}.reason", STATE_REASON)
    if reason is not None:
        before = filling.answers.get(code)
        quality = None if before is None else before.quality
        filling.answers[code] = Answer(state, None, reason, quality)
        filling.tables.pop(code, None)


def _set_note(filling: Filling, code: str, typed: object, place: str) -> None:
    """A status `value` carries the 填报说明 of a value."""
    before = filling.answers.get(code)
    is_table = code in filling.catalogue.tables
    if before is not None and before.state is not State.VALUE:
        before = None
    if before is None and not is_table:
        message = msg("{code} has no value to explain; give it under fields.", code=code)
        filling.note(place, "no-value", message)
        return
    blank = is_blank(typed)
    reason = None if blank else filling.read_reason(typed, f"{place}.reason", 1)
    answer = replace(before or Answer(State.VALUE), reason=reason)
    if is_table:
        _set_table_answer(filling, code, answer)
    else:
        filling.answers[code] = answer


def _set_table_answer(filling: Filling, code: str, answer: Answer) -> None:
    """A table has an entry only for a state, a reason or a quality."""
    if answer == Answer(State.VALUE):
        filling.answers.pop(code, None)
    else:
        filling.answers[code] = answer


def fill_qualities(filling: Filling, section: Mapping[str, object]) -> None:
    """Set the letters given; `*` sets all other fields that have an entry or rows."""
    for code, value in section.items():
        place = f"quality.{code}"
        if not is_blank(value) and value not in QUALITIES:
            message = msg("{value} is no data quality; use A, B, C or D.", value=value)
            filling.note(place, "unknown-quality", message)
            continue
        letter = next((known for known in QUALITIES if known == value), None)
        if code == _ALL_OTHERS:
            for other in [*_with_entry(filling)]:
                if other not in section:
                    _set_quality(filling, other, letter)
        elif filling.known_field(code, place):
            if code in filling.answers or code in filling.catalogue.tables:
                _set_quality(filling, code, letter)
            elif letter is not None:
                message = msg("{code} has no answer that could have a quality.", code=code)
                filling.note(place, "no-value", message)


def _with_entry(filling: Filling) -> Iterator[str]:
    for code in filling.catalogue.fields:
        if code in filling.answers or filling.tables.get(code):
            yield code


def _set_quality(filling: Filling, code: str, letter: Quality | None) -> None:
    answer = replace(filling.answers.get(code) or Answer(State.VALUE), quality=letter)
    if code in filling.catalogue.tables:
        _set_table_answer(filling, code, answer)
    else:
        filling.answers[code] = answer


def fill_confirmations(filling: Filling, section: Mapping[str, object]) -> None:
    """Set the reasons by which soft problems are confirmed; a blank takes one back.

    `table:TABLE.COLUMN` without a row id confirms for all rows now present.
    """
    for identifier, typed in section.items():
        place = f"confirmations.{identifier}"
        problems = tuple(_problem_ids(filling, identifier, place))
        blank = is_blank(typed)
        reason = None if blank else filling.read_reason(typed, place, CONFIRMATION_REASON)
        for problem in problems:
            if reason is not None:
                filling.confirmed[problem] = reason
            elif blank:
                filling.confirmed.pop(problem, None)


def _problem_ids(filling: Filling, identifier: str, place: str) -> Iterator[str]:
    kind, _colon, rest = identifier.partition(":")
    if kind == "field" and rest not in filling.catalogue.fields:
        message = msg("There is no field {code}; check its spelling.", code=rest)
        filling.note(place, "unknown-field", message)
        return
    if kind != "table":
        yield identifier
        return
    cell, colon, _row_id = rest.partition(":")
    code, _dot, column = cell.partition(".")
    table = filling.catalogue.tables.get(code)
    if table is None or column not in table.columns:
        message = msg("There is no column {column}; check its spelling.", column=cell)
        filling.note(place, "unknown-column", message)
    elif colon:
        yield identifier
    else:
        yield from (f"{identifier}:{row_id}" for row_id in filling.tables.get(code, {}))
