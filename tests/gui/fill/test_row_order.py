"""Sorting, filtering, searching and adding up columns."""

import datetime
from decimal import Decimal

import pytest

from gui.fill.row_order import holding, passing, sort_keys, sorted_places, total_of

NAMES = ["乙 Steel", "甲 Textile", "丙", None]
NUMBERS = [Decimal(10), Decimal(9), None, Decimal("-2.5")]
ALL = list(range(4))


@pytest.mark.parametrize("descending, order", [(False, [3, 1, 0, 2]), (True, [0, 1, 3, 2])])
def test_numbers_are_sorted_by_size_and_blanks_come_last(
    descending: bool, order: list[int]
) -> None:
    assert sorted_places(ALL, sort_keys(NUMBERS, str), descending=descending) == order


def test_texts_are_sorted_by_their_wording_and_equal_ones_stay() -> None:
    words = {"a": "2", "b": "1", "c": "2"}
    keys = sort_keys(list("acb"), lambda value: words[str(value)])
    assert sorted_places([0, 1, 2], keys, descending=False) == [2, 0, 1]
    assert sorted_places([0, 1, 2], keys, descending=True) == [0, 1, 2]


def test_days_are_sorted_by_date() -> None:
    days = [datetime.date(2025, 3, 1), datetime.date(2024, 12, 31)]
    assert sorted_places([0, 1], sort_keys(days, str), descending=False) == [1, 0]


@pytest.mark.parametrize(
    "text, kept",
    [
        ("steel", [0]),
        ("甲", [1]),
        ("=丙", [2]),
        ("=甲", []),
        ("=", [3]),
        ("<>", [0, 1, 2]),
        ("  ", ALL),
    ],
)
def test_filters_of_texts(text: str, kept: list[int]) -> None:
    assert passing(ALL, NAMES, text, str) == kept


@pytest.mark.parametrize(
    "text, kept",
    [
        (">= 9", [0, 1]),
        ("≥10", [0]),
        ("<0", [3]),
        ("= 9", [1]),
        ("<> 9", [0, 3]),
        ("9", [1]),
        ("-5..9", [1, 3]),
        ("> 1,000", []),
        (">x", []),
        ("=", [2]),
        ("<>", [0, 1, 3]),
    ],
)
def test_filters_of_numbers(text: str, kept: list[int]) -> None:
    assert passing(ALL, NUMBERS, text, str) == kept


def test_a_filter_keeps_the_order_of_what_it_is_given() -> None:
    assert passing([3, 1, 0], NUMBERS, "<10", str) == [3, 1]


@pytest.mark.parametrize("text", ["2350000", "2,350,000", "350"])
def test_numbers_are_found_with_and_without_separators(text: str) -> None:
    cells = [Decimal(2350000), Decimal(1), None]
    assert holding(cells, text, lambda value: f"{value:,}") == [0]


def test_total_is_over_the_given_places_and_exact() -> None:
    assert total_of([NUMBERS[place] for place in (1, 2, 3)]) == Decimal("6.5")
    assert total_of([NUMBERS[2]]) is None
