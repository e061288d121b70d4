"""Properties of filling: what is written fills in the same answers; nothing crashes."""

import datetime
import json
import unicodedata
from decimal import Decimal
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import QUALITIES, ROLES, Answer, AnswerSet, Mark, Row, State, Value
from questionnaire.catalogue import FieldType, Question
from questionnaire.errors import AnswerError
from questionnaire.fill_shape import SECTIONS, read_fill, write_fill
from questionnaire.values import is_blank
from support.catalogue_files import shipped_catalogue

CATALOGUE = shipped_catalogue()
EMPTY = AnswerSet(2025)
GRADED = [
    code.removesuffix("_level")
    for code, field in CATALOGUE.fields.items()
    if field.type is FieldType.LEVEL
]
NEW_IDS = (f"new-{number}" for number in count())

TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12)
LONG_TEXTS = TEXTS.map(lambda text: f"{text}，原因已在附件中逐项说明。".strip())
NUMBERS = st.decimals(-(10**6), 10**6, places=3, allow_nan=False, allow_infinity=False).map(
    lambda number: Decimal(f"{number.normalize():f}")
)


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def values_of(question: Question) -> st.SearchStrategy[Value]:
    if question.code in ("assessment_year", "year"):
        return st.just(Decimal(2025))
    if question.choices:
        return st.sampled_from([choice.code for choice in question.choices])
    by_type: dict[FieldType, st.SearchStrategy[Value]] = {
        FieldType.INTEGER: st.integers(0, 10**6).map(Decimal),
        FieldType.DECIMAL: NUMBERS,
        FieldType.BOOL: st.booleans(),
        FieldType.DATE: st.dates(datetime.date(2000, 1, 1)),
    }
    return by_type.get(question.type, TEXTS.map(normal))


QUALITY = st.none() | st.sampled_from(QUALITIES)
SCALARS = [
    field
    for field in CATALOGUE.fields.values()
    if field.type not in (FieldType.TABLE, FieldType.LEVEL)
]


@st.composite
def answers_of(draw: st.DrawFn, question: Question) -> Answer:
    state = draw(st.sampled_from(State))
    if state is State.VALUE:
        note = draw(st.none() | LONG_TEXTS.map(normal))
        return Answer(state, draw(values_of(question)), note, draw(QUALITY))
    return Answer(state, None, draw(LONG_TEXTS.map(normal)), draw(QUALITY))


@st.composite
def rows_of(draw: st.DrawFn, code: str) -> dict[str, Row]:
    columns = list(CATALOGUE.tables[code].columns.values())
    drawn: dict[str, Row] = {}
    for number in range(draw(st.integers(0, 3))):
        chosen = draw(st.lists(st.sampled_from(columns), max_size=4, unique_by=lambda c: c.code))
        drawn[f"{code}-{number}"] = {column.code: draw(values_of(column)) for column in chosen}
    return drawn


@st.composite
def marks_of(draw: st.DrawFn) -> Mark:
    time = st.none() | st.just("2026-03-01T08:00:00Z")
    part = st.none() | TEXTS.map(normal)
    return Mark(draw(st.integers(0, 4)), draw(part), draw(time), draw(part))


@st.composite
def answer_sets(draw: st.DrawFn) -> AnswerSet:
    fields = draw(st.lists(st.sampled_from(SCALARS), max_size=8, unique_by=lambda f: f.code))
    codes = draw(st.lists(st.sampled_from(sorted(CATALOGUE.tables)), max_size=3, unique=True))
    answers = {field.code: draw(answers_of(field)) for field in fields}
    tables = {code: rows for code in codes if (rows := draw(rows_of(code)))}
    for code in codes:
        letter = draw(QUALITY)
        if letter is not None:
            answers[code] = Answer(State.VALUE, quality=letter)
    graded = draw(st.lists(st.sampled_from(GRADED), max_size=3, unique=True))
    roles = st.dictionaries(st.sampled_from(ROLES), marks_of(), min_size=1)
    marks = {code: draw(roles) for code in graded}
    if draw(st.booleans()):
        answers["S5"] = Answer(State.NA, None, draw(LONG_TEXTS.map(normal)))
    confirmed = draw(
        st.dictionaries(
            st.sampled_from(["X02", "yearly", "field:gdp", "table:sinks.amount:r1"]),
            LONG_TEXTS.map(normal),
        )
    )
    return AnswerSet(2025, answers, tables, marks, confirmed)


def no_new_id() -> str:
    raise AssertionError("every row has its id")


@given(answer_sets())
def test_what_is_written_fills_an_empty_set_with_the_same_answers(answers: AnswerSet) -> None:
    document = json.loads(json.dumps(write_fill(CATALOGUE, answers)))
    assert read_fill(CATALOGUE, document, EMPTY, {}, no_new_id) == answers
    assert read_fill(CATALOGUE, document, answers, {}, no_new_id) == answers


@given(answer_sets(), answer_sets())
def test_filling_twice_is_filling_once(base: AnswerSet, other: AnswerSet) -> None:
    document = write_fill(CATALOGUE, other)
    once = read_fill(CATALOGUE, document, base, {}, no_new_id)
    assert read_fill(CATALOGUE, document, once, {}, no_new_id) == once


def keys() -> st.SearchStrategy[str]:
    known = ["gdp", "T1", "self", "level", "row_id", "year", "sinks", "status", "reason", "*"]
    return st.sampled_from([*known, *SECTIONS]) | st.text(max_size=4)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(keys(), JSON, max_size=4))
def test_nothing_but_an_answer_error_comes_out(document: dict[str, object]) -> None:
    try:
        after = read_fill(CATALOGUE, document, EMPTY, {}, lambda: next(NEW_IDS))
    except AnswerError:
        return
    cells = [
        cell for rows in after.tables.values() for row in rows.values() for cell in row.values()
    ]
    assert not any(is_blank(cell) for cell in cells)
    assert write_fill(CATALOGUE, after)
