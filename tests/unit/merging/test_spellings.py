"""Values as they stand in a payload."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from merging.spellings import plain, read_number, reader_of
from questionnaire.catalogue import FieldType
from questionnaire.typed_numbers import read_canonical_number
from questionnaire.value_problem import ValueProblem


@given(st.from_regex(r"-?[0-9.]{1,20}", fullmatch=True) | st.text(max_size=6))
@example("-0")
@example("0\n")
@example("٣")
@example("0." + "0" * 120 + "1")
@example("-1234567890.12345")
def test_numbers_are_those_of_the_questionnaire(spelling: Any) -> None:
    try:
        expected: Decimal | None = read_canonical_number(spelling)
    except ValueProblem:
        expected = None
    assert read_number(spelling) == expected


@pytest.mark.parametrize(
    "kind,value,spelling",
    [
        (FieldType.DECIMAL, Decimal("1.5E+3"), "1500"),
        (FieldType.INTEGER, Decimal("-0"), "0"),
        (FieldType.LEVEL, Decimal(4), "4"),
        (FieldType.TEXT, "06", "06"),
        (FieldType.CHOICE, "06", "06"),
        (FieldType.DATE, date(2025, 3, 1), "2025-03-01"),
        (FieldType.BOOL, False, False),
    ],
)
def test_spelled_and_read(kind: FieldType, value: Any, spelling: Any) -> None:
    assert plain(value) == spelling
    assert reader_of(kind)(spelling) == value
