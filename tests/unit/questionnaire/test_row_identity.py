"""Row ids that survive a table being filled anew."""

from collections.abc import Callable
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Row
from questionnaire.catalogue import Table
from questionnaire.row_identity import match_row_ids

TABLE = Table("use", {}, ("carrier",), has_year=True)


def row(year: str, carrier: str | None, note: str = "") -> Row:
    return {"year": year, **({} if carrier is None else {"carrier": carrier}), "note": note}


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def test_rows_keep_their_id_by_year_and_key_in_any_order() -> None:
    base = {"a": row("2024", "coal"), "b": row("2025", "coal"), "c": row("2025", "gas")}
    rows = [row("2025", "gas", "x"), row("2025", "oil"), row("2025", "coal")]
    assert match_row_ids(TABLE, [(None, item) for item in rows], base, ids()) == ("c", "new1", "b")


def test_equal_keys_are_matched_in_their_order() -> None:
    base = {"a": row("2025", None), "b": row("2025", None)}
    rows = [(None, row("2025", None, str(number))) for number in range(3)]
    assert match_row_ids(TABLE, rows, base, ids()) == ("a", "b", "new1")


def test_a_given_id_wins_and_is_not_used_twice() -> None:
    base = {"a": row("2025", "coal"), "b": row("2025", "coal")}
    rows = [(None, row("2025", "coal")), ("a", row("2025", "gas"))]
    assert match_row_ids(TABLE, rows, base, ids()) == ("b", "a")


@given(st.lists(st.sampled_from(["coal", "gas", "oil", None])), st.randoms())
def test_ids_are_distinct_and_none_is_lost_by_shuffling(
    carriers: list[str | None], random: object
) -> None:
    rows = [row("2025", carrier) for carrier in carriers]
    first = match_row_ids(TABLE, [(None, item) for item in rows], {}, ids())
    base = dict(zip(first, rows, strict=True))
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    again = match_row_ids(TABLE, [(None, item) for item in shuffled], base, ids())
    assert len(set(again)) == len(again)
    assert set(again) == set(first)
    assert all(base[row_id] == item for row_id, item in zip(again, shuffled, strict=True))
