"""Properties of filling: what is written fills in the same answers; nothing crashes."""

import json
from itertools import count

from hypothesis import example, given
from hypothesis import strategies as st

from questionnaire.answers import AnswerSet
from questionnaire.errors import AnswerError
from questionnaire.fill_shape import SECTIONS, read_fill, write_fill
from questionnaire.values import is_blank
from support.answer_sets import CATALOGUE, answer_sets

EMPTY = AnswerSet(2025)
NEW_IDS = (f"new-{number}" for number in count())


def no_new_id() -> str:
    raise AssertionError("every row has its id")


WITHOUT_NUMBERS = AnswerSet(
    2025, tables={"evidence": {"r1": {"title": "通报"}, "r2": {"file_name": "a.pdf"}}}
)
"""Evidence whose rows have no number: none is taken for another."""


@given(answer_sets())
@example(WITHOUT_NUMBERS)
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
