"""Sorting, filtering and adding up rows."""

import datetime
from decimal import Decimal

import pytest

from gui.fill.row_order import filtered_ids, sorted_ids, total_of
from questionnaire.answers import Row

ROWS: dict[str, Row] = {
    "a": {"name": "乙 Steel", "n": Decimal(10)},
    "b": {"name": "甲 Textile", "n": Decimal(9)},
    "c": {"name": "丙"},
    "d": {"n": Decimal("-2.5"), "day": datetime.date(2025, 3, 1)},
}


def test_numbers_are_sorted_by_size_not_by_their_digits() -> None:
    assert sorted_ids(ROWS, list(ROWS), "n", str, descending=False) == ["d", "b", "a", "c"]


def test_blank_cells_come_last_in_both_directions() -> None:
    assert sorted_ids(ROWS, list(ROWS), "n", str, descending=True) == ["a", "b", "d", "c"]


def test_texts_are_sorted_by_their_wording() -> None:
    words = {"a": "2", "b": "1", "c": "3"}
    found = sorted_ids(
        {key: {"code": key} for key in words}, list(words), "code", lambda v: words[str(v)],
        descending=False,
    )  # fmt: skip
    assert found == ["b", "a", "c"]


@pytest.mark.parametrize(
    "column,text,kept",
    [
        ("name", "steel", ["a"]),
        ("name", "甲", ["b"]),
        ("n", ">= 9", ["a", "b"]),
        ("n", "≥10", ["a"]),
        ("n", "<0", ["d"]),
        ("n", "= 9", ["b"]),
        ("n", "9", ["b"]),
        ("n", "> 1,000", []),
        ("n", ">x", []),
        ("n", "  ", ["a", "b", "c", "d"]),
    ],
)
def test_filters(column: str, text: str, kept: list[str]) -> None:
    assert filtered_ids(ROWS, list(ROWS), {column: text}, {column: str}) == kept


def test_all_filters_must_fit() -> None:
    found = filtered_ids(ROWS, list(ROWS), {"name": "e", "n": "<10"}, {"name": str, "n": str})
    assert found == ["b"]


def test_total_is_over_the_given_rows_and_exact() -> None:
    assert total_of(ROWS, ["b", "d"], "n") == Decimal("6.5")
    assert total_of(ROWS, ["c"], "n") is None
