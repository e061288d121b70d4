"""Many values at once are judged as each alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging.bulk_reading import bulk_test_of
from merging.spellings import reader_of
from questionnaire.catalogue import Choice, FieldType, Question
from questionnaire.messages import LocalText

NAME = LocalText("x")
CHOICES = (Choice("yes", NAME), Choice("06", NAME))
SPELLINGS = st.one_of(
    st.booleans(),
    st.sampled_from(
        [
            *(
                "0",
                "-0",
                "5",
                "-5",
                "06",
                "1.5",
                "1.50",
                "-0.5",
                "0.000001",
                "1e3",
                "+1",
                ".5",
                "1.",
                "１",
            ),
            *("999999999", "9999999999", "123456789012345", "1234567890123456", "99.9999999"),
            *("2025-02-28", "2025-02-29", "2024-02-29", "2025-02-30", "2025-13-01", "0000-01-01"),
            *("yes", "no", "", "5\\x006", "1\n2", "a\0b", "true"),
        ]
    ),
    st.decimals(-10, 2000, places=2).map(lambda number: format(number.normalize(), "f")),
    st.dates().map(str),
    st.text(max_size=4),
)
LIMITS = st.none() | st.sampled_from([Decimal(0), Decimal(-3), Decimal(100), Decimal(2010)])
QUESTIONS = st.builds(
    Question,
    st.just("code"),
    st.just(NAME),
    st.sampled_from(list(FieldType)),
    minimum=LIMITS,
    maximum=LIMITS,
)


def _is_right(question: Question, spelling: str | bool) -> bool:
    value = reader_of(question.type)(spelling)
    if isinstance(value, Decimal):
        least, most = question.minimum, question.maximum
        return (least is None or value >= least) and (most is None or value <= most)
    return value is not None


@given(QUESTIONS, st.lists(SPELLINGS, max_size=5))
def test_all_at_once_is_each_alone(question: Question, spellings: list[str | bool]) -> None:
    expected = all(_is_right(question, spelling) for spelling in spellings)
    assert bulk_test_of(question)(spellings) == expected


@pytest.mark.parametrize(
    "spellings,fits", [(["yes", "06"], True), (["yes", "6"], False), ([True], False), ([], True)]
)
def test_a_choice_is_one_of_its_codes(spellings: list[str | bool], fits: bool) -> None:
    question = Question("code", NAME, FieldType.CHOICE, choices=CHOICES)
    assert bulk_test_of(question)(spellings) is fits
