"""Parts of a card that are computed when they are first read."""

import pickle
from copy import deepcopy

import pytest

from scoring.on_demand import OnDemand
from support.scored_park import card


def test_computes_an_item_once_and_only_when_read() -> None:
    asked: list[str] = []

    def compute(key: str) -> str:
        asked.append(key)
        return key.upper()

    items = OnDemand(("b", "a"), compute)
    assert (list(items), len(items), "a" in items, "c" in items) == (["b", "a"], 2, True, False)
    assert asked == []
    assert [items["a"], items["a"]] == ["A", "A"]
    assert asked == ["a"]


def test_an_unknown_key_is_none_of_its_items() -> None:
    items = OnDemand(("a",), str.upper)
    assert items.get("b") is None
    with pytest.raises(KeyError, match="b"):
        items["b"]


def test_equals_a_dict_of_the_same_items_in_whatever_state() -> None:
    items = OnDemand(("a", "b"), str.upper)
    assert items["b"] == "B"
    assert items == {"a": "A", "b": "B"}
    other: object = {"a": "A", "b": "B"}
    assert other == items
    assert items != {"a": "A"}
    assert repr(items) == "{'a': 'A', 'b': 'B'}"


def test_a_card_is_the_same_read_or_unread_and_travels_whole() -> None:
    read = card()
    assert len(repr(read)) > 10_000
    unread = card()
    assert unread == read
    assert pickle.loads(pickle.dumps(card())) == read
    assert deepcopy(card()) == read
