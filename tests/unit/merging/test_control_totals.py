"""In = taken + equal + refused + conflict, for counts and for sums."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging.control_totals import ControlTotalError, ControlTotals, LedgerRow, Outcome


def amounts(**by_table: str) -> dict[str, Decimal]:
    return {table: Decimal(text) for table, text in by_table.items()}


def test_a_file_of_three_revisions() -> None:
    totals = ControlTotals("a.parkdb")
    totals.arrive(amounts(revision="3", answer="410", energy_tce="675848.72"))
    totals.add(Outcome.TAKEN, amounts(revision="1", answer="200", energy_tce="400000.02"))
    totals.add(Outcome.EQUAL, amounts(revision="1", answer="10"))
    totals.add(Outcome.CONFLICT, amounts(revision="1", answer="200", energy_tce="275848.70"))
    rows = {row.table: row for row in totals.check()}
    assert list(rows) == ["answer", "energy_tce", "revision"]
    assert rows["revision"] == LedgerRow(
        "a.parkdb", "revision", *map(Decimal, ("3", "1", "1", "0", "1"))
    )
    assert rows["energy_tce"].conflict == Decimal("275848.70")
    assert rows["energy_tce"].equal == 0


def test_every_table_that_differs_is_named_with_its_difference() -> None:
    totals = ControlTotals("a.parkdb")
    totals.arrive(amounts(revision="2", answer="5", co2_t="0.1"))
    totals.add(Outcome.TAKEN, amounts(revision="2", answer="4", co2_t="0.3", sinks="1"))
    with pytest.raises(ControlTotalError) as caught:
        totals.check()
    found = {item.place: str(item.message) for item in caught.value.defects}
    assert found == {
        "answer": "answer: in 5, of that without an outcome 1.",
        "co2_t": "co2_t: in 0.1, of that without an outcome -0.2.",
        "sinks": "sinks: in 0, of that without an outcome -1.",
    }
    assert "a.parkdb" in str(caught.value)
    assert {item.rule for item in caught.value.defects} == {"control-totals"}
    assert caught.value.hint is not None


@given(
    st.lists(
        st.tuples(st.sampled_from(Outcome), st.decimals(-(10**12), 10**12, places=6)), max_size=30
    )
)
def test_sums_are_exact_in_any_order(items: list[tuple[Outcome, Decimal]]) -> None:
    totals = ControlTotals("a.parkdb")
    for _, amount in items:
        totals.arrive({"co2_t": amount})
    for outcome, amount in reversed(items):
        totals.add(outcome, {"co2_t": amount})
    assert all(row.difference == 0 for row in totals.check())
