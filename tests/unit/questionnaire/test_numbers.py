"""Exact arithmetic, rounding by GB/T 8170, and the one spelling of numbers."""

import decimal
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.numbers import exact, round_to, settle, to_text

NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=8)


@pytest.mark.parametrize(
    "number, places, rounded",
    [
        # rubric.md 17, grade after rounding.
        ("84.95", 1, "85.0"),
        ("84.949", 1, "84.9"),
        ("84.85", 1, "84.8"),
        ("59.95", 1, "60.0"),
        ("44.95", 1, "45.0"),
        ("-0.04", 1, "0.0"),
        ("-84.95", 1, "-85.0"),
        ("2.5", 0, "2"),
        ("3.5", 0, "4"),
        ("1250", -2, "1.2E+3"),
    ],
)
def test_half_goes_to_even(number: str, places: int, rounded: str) -> None:
    assert str(round_to(Decimal(number), places)) == rounded


def test_exact_computes_with_fifty_digits_whatever_the_caller_set() -> None:
    with decimal.localcontext(decimal.Context(prec=3)):
        with exact():
            third = Decimal(1) / 3
        coarse = Decimal(1) / 3
    assert str(third) == "0." + "3" * 50
    assert str(coarse) == "0.333"


@pytest.mark.parametrize("divisor, error", [(0, decimal.DivisionByZero), ("NaN", None)])
def test_exact_raises_on_division_by_zero(
    divisor: object, error: type[decimal.DecimalException] | None
) -> None:
    with exact():
        if error is None:
            assert (Decimal(1) / Decimal(str(divisor))).is_nan()
        else:
            with pytest.raises(error):
                Decimal(1) / Decimal(str(divisor))


def test_settling_removes_the_residue_of_a_division() -> None:
    with exact():
        percent = Decimal(1) / 3 * 3
    assert percent != 1
    assert settle(percent) == 1
    # The smallest step that still counts: rubric.md 17, K 0.6000000001.
    assert settle(Decimal("0.6000000001")) > Decimal("0.6")


@pytest.mark.parametrize(
    "number, text",
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0E+5", "0"),
        ("0E-5", "0"),
        ("1E+3", "1000"),
        ("1.2500E+3", "1250"),
        ("1E-7", "0.0000001"),
        ("-1.50", "-1.5"),
        ("100", "100"),
    ],
)
def test_canonical_text(number: str, text: str) -> None:
    assert to_text(Decimal(number)) == text


@given(NUMBERS)
def test_canonical_text_is_the_number_in_one_spelling(number: Decimal) -> None:
    text = to_text(number)
    assert Decimal(text) == number
    assert re.fullmatch(r"0|-?(0|[1-9]\d*)(\.\d*[1-9])?", text)
    assert text != "-0"
    assert to_text(number.normalize()) == text


@given(NUMBERS, st.integers(0, 6))
def test_rounding_is_nearest_and_settled(number: Decimal, places: int) -> None:
    rounded = round_to(number, places)
    with exact():
        assert abs(rounded - number) <= Decimal(1).scaleb(-places) / 2
    assert round_to(rounded, places) == rounded
    assert not (rounded.is_zero() and rounded.is_signed())
