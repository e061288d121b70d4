"""Reading typed values, strict values, and writing them."""

import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.catalogue import Choice, FieldType, Question, Reference
from questionnaire.messages import LocalText
from questionnaire.value_problem import ValueProblem
from questionnaire.values import is_blank, read_value, value_from_json, value_to_json


def question(kind: FieldType, unit: str = "", source: str = "") -> Question:
    choices = () if source or kind is not FieldType.CHOICE else (YES, NO)
    return Question("q", LocalText("问"), kind, unit, choices, source)


YES = Choice("yes", LocalText("是", "Yes"))
NO = Choice("no", LocalText("否", "No"))
DECIMAL = question(FieldType.DECIMAL)
INTEGER = question(FieldType.INTEGER)
LEVEL = question(FieldType.LEVEL)
TEXT = question(FieldType.TEXT)
DATE = question(FieldType.DATE)
BOOL = question(FieldType.BOOL)
CHOICE = question(FieldType.CHOICE)
FUEL = question(FieldType.CHOICE, source="fuels")
FUELS = {
    "fuels": {
        "raw_coal": Reference("raw_coal", LocalText("原煤", "Raw coal")),
        "old": Reference("old", LocalText("旧", "Old"), selectable=False),
    }
}


@pytest.mark.parametrize(
    "typed, number",
    [
        ("680", "680"),
        (" 680.50 ", "680.5"),
        ("０１２", "12"),
        ("1,200.5", "1200.5"),
        ("１，２００", "1200"),
        ("1,234,567.25", "1234567.25"),
        ("−3.5", "-3.5"),  # a real minus sign
        ("－3", "-3"),  # a full-width one
        ("　7　", "7"),  # ideographic spaces
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0", "0"),
        ("007", "7"),
        ("123456789012345", "123456789012345"),
        ("0.000123456789012345", "0.000123456789012345"),  # 15 digits, leading zeros do not count
        ("100.00000000000000000", "100"),
        (680, "680"),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: object, number: str) -> None:
    value = read_value(DECIMAL, typed)
    assert value == Decimal(number)
    assert str(value) == number  # no exponent and no trailing zeros are kept


@pytest.mark.parametrize(
    "typed, unit, rule, proposal",
    [
        ("1.2万", "家", "CA-E02", "12000"),
        ("1.2万", "万kWh", "CA-E02", "1.2"),  # the unit said twice, not a factor
        ("３亿", "", "CA-E02", "300000000"),
        ("680亿元", "亿元", "CA-E02", "680"),
        ("约680", "亿元", "CA-E02", "680"),
        ("680左右", "亿元", "CA-E02", "680"),
        ("约1,200", "", "CA-E02", "1200"),
        ("12.5%", "", "CA-E02", "0.125"),
        ("12.5％", "%", "CA-E02", "12.5"),
        ("1.2e5", "", "CA-E02", "120000"),
        ("5‰", "", "CA-E02", "0.005"),
        ("5‰", "%", "CA-E02", "0.5"),
        ("3000万元", "亿元", "CA-E02", "0.3"),
        ("１２０００ｋＷｈ", "万kWh", "CA-E02", "1.2"),
        ("12,000 度", "万kWh", "CA-E02", "1.2"),
        ("50万吨", "t", "CA-E02", "500000"),
        ("1.2万吨标准煤", "万tce", "CA-E02", "1.2"),
        ("1.5公顷", "km²", "CA-E02", "0.015"),
        ("500 MW", "万kW", "CA-E02", "50"),
        ("-3.6 TJ", "万GJ", "CA-E02", "-0.36"),
        ("12 t", "亿元", "CA-E01", None),  # no amount of money
        ("5 m", "km²", "CA-E01", None),
        ("3 t", "fuels:unit", "CA-E01", None),
        ("1E-3", "", "CA-E02", "0.001"),
        ("NaN", "", "CA-E01", None),
        ("-Infinity", "", "CA-E01", None),
        ("∞", "", "CA-E01", None),
        ("none", "", "CA-E01", None),
        ("1.2.3", "", "CA-E01", None),
        ("1,20", "", "CA-E02", None),
        ("1,2,3.5", "", "CA-E02", None),
        ("--5", "", "CA-E01", None),
        ("٣", "", "CA-E01", None),  # digits of another script
        ("1_000", "", "CA-E01", None),
        ("1 000万", "", "CA-E01", None),
        ("1234567890123456", "", "too-many-digits", None),
        ("0.1234567890123456", "", "too-many-digits", None),
        ("1" * 101, "", "CA-E01", None),
        (1.5, "", "CA-E01", None),
        (True, "", "CA-E01", None),
        (Decimal("NaN"), "", "CA-E01", None),
        (Decimal("1E+999999"), "", "too-many-digits", None),
        (["1"], "", "CA-E01", None),
    ],
)
def test_other_marks_are_refused_with_a_proposal(
    typed: object, unit: str, rule: str, proposal: str | None
) -> None:
    with pytest.raises(ValueProblem) as raised:
        read_value(question(FieldType.DECIMAL, unit), typed)
    assert (raised.value.rule, raised.value.proposal) == (rule, proposal)
    if proposal is not None:
        assert f"was {proposal} meant" in str(raised.value)
        # What is proposed is taken when it is typed.
        assert read_value(DECIMAL, proposal) == Decimal(proposal)


@pytest.mark.parametrize(
    "asked, typed, value",
    [
        (INTEGER, "３", Decimal(3)),
        (INTEGER, "3.0", Decimal(3)),
        (LEVEL, "4", Decimal(4)),
        (LEVEL, 0, Decimal(0)),
        (TEXT, "a\r\nb\tc", "a\nb\tc"),
        (TEXT, "e\u0301", "\u00e9"),
        (TEXT, " 空格 ", " 空格 "),
        (DATE, " 2024-02-29 ", datetime.date(2024, 2, 29)),
        (BOOL, True, True),
        (BOOL, "是", True),
        (BOOL, " FALSE ", False),
        (BOOL, "否", False),
        (CHOICE, " yes ", "yes"),
        (FUEL, "raw_coal", "raw_coal"),
    ],
)
def test_other_types_are_read(asked: Question, typed: object, value: Value) -> None:
    assert read_value(asked, typed, FUELS) == value


@pytest.mark.parametrize(
    "asked, typed, rule, remedy",
    [
        (INTEGER, "3.5", "not-whole", "enter one"),
        (LEVEL, "5", "not-a-level", "choose 0"),
        (LEVEL, "-1", "not-a-level", "choose 0"),
        (LEVEL, "2.5", "not-a-level", "choose 0"),
        (TEXT, 7, "wrong-type", "quotes"),
        (TEXT, "a\x00b", "control-character", "U+0000; remove it"),
        (TEXT, "a\x85b", "control-character", "U+0085"),
        (TEXT, "a\ud800", "control-character", "U+D800"),
        (TEXT, "字" * 50_001, "text-too-long", "shorten it to 50000"),
        (DATE, "2025-02-29", "bad-date", "2025-12-31"),
        (DATE, "2025/02/28", "bad-date", "2025-12-31"),
        (DATE, "20250228", "bad-date", "2025-12-31"),
        (DATE, "2025-W01-1", "bad-date", "2025-12-31"),
        (BOOL, "1", "wrong-type", "true or false"),
        (BOOL, 1, "wrong-type", "true or false"),
        (BOOL, 0, "wrong-type", "true or false"),
        (CHOICE, "maybe", "unknown-choice", "yes, no"),
        (CHOICE, True, "wrong-type", "quotes"),
        (FUEL, "coal", "unknown-choice", "raw_coal"),
        (FUEL, "old", "unknown-choice", "raw_coal"),
        (question(FieldType.TABLE), "x", "wrong-type", "under tables"),
    ],
)
def test_other_types_are_refused_with_rule_and_remedy(
    asked: Question, typed: object, rule: str, remedy: str
) -> None:
    with pytest.raises(ValueProblem) as raised:
        read_value(asked, typed, FUELS)
    assert raised.value.rule == rule
    assert remedy in str(raised.value)


def test_a_label_proposes_its_code() -> None:
    for label in ("原煤", "Raw coal"):
        with pytest.raises(ValueProblem) as raised:
            read_value(FUEL, label, FUELS)
        assert raised.value.proposal == "raw_coal"


def test_a_choice_without_its_list_at_hand_is_taken() -> None:
    assert read_value(FUEL, "anything", {}) == "anything"


@pytest.mark.parametrize("typed", [None, "", " ", "\u3000", "\n"])
def test_blanks(typed: object) -> None:
    assert is_blank(typed)


@pytest.mark.parametrize("typed", ["0", 0, False, "否", [], {}])
def test_no_blanks(typed: object) -> None:
    assert not is_blank(typed)


@pytest.mark.parametrize(
    "asked, value, written",
    [
        (DECIMAL, Decimal("1200.50"), "1200.5"),
        (DECIMAL, Decimal("-0.0"), "0"),
        (INTEGER, Decimal("1E+3"), "1000"),
        (LEVEL, Decimal(3), "3"),
        (BOOL, False, False),
        (DATE, datetime.date(2025, 1, 2), "2025-01-02"),
        (TEXT, "06", "06"),
        (CHOICE, "no", "no"),
    ],
)
def test_values_are_written_in_their_one_form(
    asked: Question, value: Value, written: str | bool
) -> None:
    assert value_to_json(asked, value) == written
    assert type(value_to_json(asked, value)) is type(written)
    assert value_from_json(asked, written) == value


@pytest.mark.parametrize(
    "asked, value",
    [(DECIMAL, "5"), (DECIMAL, True), (TEXT, Decimal(5)), (BOOL, "true"), (DATE, "x")],
)
def test_a_value_of_another_type_is_not_written(asked: Question, value: Value) -> None:
    with pytest.raises(ValueProblem, match="cannot hold"):
        value_to_json(asked, value)


@pytest.mark.parametrize(
    "asked, spelled",
    [
        *(
            (DECIMAL, text)
            for text in ["01", "1.0", "1.50", "-0", "+1", ".5", "5.", "1e3", "1,000", "１", "NaN"]
        ),
        *((DECIMAL, text) for text in ("", " 1", "1\n", "1234567890123456")),
        (DECIMAL, 5),
        (DECIMAL, None),
        (INTEGER, "1.5"),
        (LEVEL, "5"),
        (TEXT, "a\r\nb"),
        (TEXT, "e\u0301"),
        (TEXT, ""),
        (TEXT, " "),
        (TEXT, "a\x07"),
        (TEXT, True),
        (DATE, " 2025-01-01"),
        (DATE, "2025-13-01"),
        (BOOL, "true"),
        (BOOL, 1),
        (CHOICE, "maybe"),
        (CHOICE, " yes"),
        (question(FieldType.TABLE), "x"),
    ],
)
def test_strict_reading_takes_no_other_spelling(asked: Question, spelled: object) -> None:
    with pytest.raises(ValueProblem):
        value_from_json(asked, spelled)


NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8
)


@given(NUMBERS)
def test_every_number_survives_writing_and_reading(number: Decimal) -> None:
    written = value_to_json(DECIMAL, number)
    assert value_from_json(DECIMAL, written) == number
    assert read_value(DECIMAL, written) == number
    assert value_to_json(DECIMAL, value_from_json(DECIMAL, written)) == written


@given(NUMBERS)
def test_thousands_separators_and_wide_digits_change_nothing(number: Decimal) -> None:
    grouped = f"{number:,f}"
    wide = grouped.translate(str.maketrans("0123456789.,-", "０１２３４５６７８９．，－"))
    assert read_value(DECIMAL, grouped) == read_value(DECIMAL, wide) == number


@given(st.text())
def test_any_text_is_read_once_and_for_all_or_refused(text: str) -> None:
    try:
        value = read_value(TEXT, text)
    except ValueProblem:
        return
    assert read_value(TEXT, value) == value
    assert is_blank(value) or value_from_json(TEXT, value) == value


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.text()))
def test_nothing_but_a_value_problem_comes_out(typed: object) -> None:
    for asked in (DECIMAL, INTEGER, LEVEL, TEXT, DATE, BOOL, CHOICE, FUEL):
        for read in (read_value, value_from_json):
            try:
                value = read(asked, typed)
            except ValueProblem:
                continue
            assert json.dumps(value_to_json(asked, value))
