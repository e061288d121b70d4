"""Type, choices and limits of values, one by one and by column."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.catalogue import FieldType, Question
from questionnaire.check_types import all_fit, fits
from questionnaire.messages import LocalText

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(
        [Decimal(text) for text in ("-1", "0", "1", "2.5", "4", "5", "NaN", "Infinity", "-0")]
    ),
    st.sampled_from(["a", "b", "", "1"]),
    st.booleans(),
    st.just(dt.date(2026, 1, 1)),
)
LIMITS = st.sampled_from([None, Decimal(0), Decimal(3)])


@given(
    st.sampled_from([kind for kind in FieldType if kind is not FieldType.TABLE]),
    LIMITS,
    LIMITS,
    st.sampled_from([None, frozenset({"a"}), frozenset({"a", "b"})]),
    st.lists(VALUES, max_size=4),
)
def test_a_column_fits_when_each_of_its_values_does(
    kind: FieldType,
    low: Decimal | None,
    high: Decimal | None,
    choices: frozenset[str] | None,
    values: list[Value],
) -> None:
    question = Question("q", LocalText("问"), kind, minimum=low, maximum=high)
    assert all_fit(question, values, choices) == all(fits(question, v, choices) for v in values)
    for value in values:
        assert all_fit(question, [value], choices) == fits(question, value, choices)
