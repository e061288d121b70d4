"""Functions of the formula language (vectors of rubric.md 14)."""

import datetime as dt
from decimal import Decimal

import pytest

from questionnaire.answers import Value
from questionnaire.formula_functions import (
    apply_function,
    compile_pattern,
    items_of,
    matches_pattern,
    uscc_valid,
)


@pytest.mark.parametrize(
    "code", ["91320594MA1TEXT06F", "123205004669001236", "9132010013480512XR"]
)  # fmt: skip
def test_valid_credit_codes(code: str) -> None:
    assert uscc_valid(code)
    assert uscc_valid(code.lower())


@pytest.mark.parametrize(
    "code",
    [
        "91320594MA1TEXT06E",
        "91320594MA1TEXT06",
        "91320594MA1TEXT06FF",
        "9132O594MA1TEXT06F",
        "",
        "９1320594MA1TEXT06F",
    ],
)
def test_invalid_credit_codes(code: str) -> None:
    assert not uscc_valid(code)


@pytest.mark.parametrize("position", range(18))
def test_one_changed_character_of_a_credit_code_is_found(position: int) -> None:
    code = "9132010013480512XR"
    other = "1" if code[position] != "1" else "2"
    assert not uscc_valid(code[:position] + other + code[position + 1 :])


@pytest.mark.parametrize(
    "pattern, text, found",
    [
        ("^[GS]32[0-9]{4}$", "G320501", True),
        ("^[GS]32[0-9]{4}$", "TEST0001", False),
        ("^[GS]32[0-9]{4}$", "G320501\n", False),
        ("^[GS]32[0-9]{4}$", "xG320501", False),
        ("a.c", "xxabcxx", True),
        ("^[^@ ]+@[^@ ]+[.][^@ ]+$", "a@" * 25000, False),
    ],
)
def test_patterns(pattern: str, text: str, found: bool) -> None:
    assert matches_pattern(text, compile_pattern(pattern)) is found


def test_items_stand_between_chinese_or_plain_semicolons() -> None:
    assert items_of(" 39；35;38 ；") == ("39", "35", "38")
    assert items_of("；;") == ()


@pytest.mark.parametrize(
    "name, value",
    [
        ("abs", "text"),
        ("abs", True),
        ("len", Decimal(3)),
        ("year", "2025-01-01"),
        ("year", Decimal(2025)),
        ("count_items", dt.date(2025, 1, 1)),
        ("uscc_valid", False),
        ("len", None),
    ],
)
def test_a_value_of_another_type_is_unknown(name: str, value: Value | None) -> None:
    assert apply_function(name, value) is None
