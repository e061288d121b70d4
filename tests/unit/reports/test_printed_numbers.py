"""Printed numbers: rounding half to even, separators, and rule 6 of rubric.md 15."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.printed_numbers import limits_not_met, number_text, plain_text, signed_text


@pytest.mark.parametrize(
    "number,places,text",
    [
        ("84.95", 1, "85.0"),
        ("84.85", 1, "84.8"),
        ("1124.1611", 0, "1,124"),
        ("-2425061.616", 1, "−2,425,061.6"),
        ("-0.04", 1, "0.0"),
        ("0", 2, "0.00"),
    ],
)
def test_rounded_with_separators_and_a_real_minus(number: str, places: int, text: str) -> None:
    assert number_text(Decimal(number), places) == text


@pytest.mark.parametrize(
    "number,limit,better,places,text",
    [
        ("0.6000000001", "0.6", "lower", 3, "0.6000000001"),
        ("2.0004", "2.0", "lower", 3, "2.0004"),
        ("79.9999", "80", "higher", 1, "79.9999"),
        ("79.95", "80", "higher", 1, "79.95"),
        ("80", "80", "higher", 1, "80.0"),
        ("80.00001", "80", "higher", 1, "80.0"),
        ("0.59999", "0.6", "lower", 3, "0.600"),
        ("0.60000000000000001", "0.6", "lower", 3, "0.600"),
    ],
)
def test_a_limit_that_is_not_met_is_never_printed(
    number: str, limit: str, better: str, places: int, text: str
) -> None:
    unmet = limits_not_met(Decimal(number), [Decimal(limit)], better)  # type: ignore[arg-type]
    assert number_text(Decimal(number), places, unmet) == text


def test_plain_keeps_the_decimals_it_has() -> None:
    assert plain_text(Decimal("1250.00")) == "1,250"
    assert plain_text(Decimal("0.07")) == "0.07"


@pytest.mark.parametrize(
    "number,text", [("4.2", "+4.2"), ("-2", "−2.0"), ("0.04", "0.0"), ("0", "0.0")]
)
def test_changes_carry_their_sign(number: str, text: str) -> None:
    assert signed_text(Decimal(number), 1) == text


def test_nothing_prints_a_dash() -> None:
    assert number_text(None, 1) == signed_text(None, 1) == "—"
