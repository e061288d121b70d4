"""Answer sets: values, states and the self mark behind a level field."""

from decimal import Decimal

from questionnaire.answers import Answer, AnswerSet, Mark, State

REASON = "主管部门尚未提供本年数据"
ANSWERS = AnswerSet(
    2025,
    {
        "coal_base": Answer(State.VALUE, Decimal(0)),
        "boundary_out_of_area": Answer(State.VALUE, value=False),
        "green_loans": Answer(State.NO_DATA, reason=REASON),
        "park_level": Answer(State.VALUE, "national"),
    },
    {"sinks": {"a": {"amount": Decimal(320)}}},
    {"T1": {"self": Mark(0), "assessor_a": Mark(3)}, "T2": {"assessor_a": Mark(2)}},
)


def test_zero_and_no_are_values_and_blank_is_none() -> None:
    assert ANSWERS.value("coal_base") == Decimal(0)
    assert ANSWERS.value("boundary_out_of_area") is False
    assert ANSWERS.value("gdp") is None
    assert ANSWERS.value("green_loans") is None


def test_states() -> None:
    assert ANSWERS.state("coal_base") is State.VALUE
    assert ANSWERS.state("green_loans") is State.NO_DATA
    assert ANSWERS.state("gdp") is None


def test_a_level_is_the_self_mark_and_no_other() -> None:
    assert ANSWERS.value("T1_level") == Decimal(0)
    assert ANSWERS.state("T1_level") is State.VALUE
    assert ANSWERS.value("T2_level") is None
    assert ANSWERS.state("T2_level") is None


def test_a_choice_whose_code_ends_like_a_level_stays_a_choice() -> None:
    assert ANSWERS.value("park_level") == "national"
    assert AnswerSet(2025).value("park_level") is None


def test_rows_of_a_table_without_any_are_empty() -> None:
    assert ANSWERS.rows("sinks") == {"a": {"amount": Decimal(320)}}
    assert ANSWERS.rows("enterprises") == {}
