"""Properties of the whole evaluation, and what it refuses."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.numbers import exact, settle
from scoring.aggregation import Weighted, aggregate
from scoring.errors import RubricError
from scoring.goalposts import score_of
from support.catalogue_files import shipped_catalogue
from support.checked_park import park, with_rows, with_values
from support.scored_park import card, in_year, shipped_edition

EDITION = shipped_edition()
QUANTITATIVE = [i.code for i in EDITION.indicators.values() if i.kind == "Q"]
AMOUNTS = st.decimals(min_value=-1000, max_value=100000, places=4)


@given(code=st.sampled_from(QUANTITATIVE), values=st.tuples(AMOUNTS, AMOUNTS))
def test_scores_follow_the_value_and_stay_within_0_and_100(
    code: str, values: tuple[Decimal, Decimal]
) -> None:
    indicator = EDITION.indicators[code]
    with exact():
        low, high = (score_of(value, indicator.bounds[0].bounds) for value in sorted(values))
    assert 0 <= low <= 100
    assert 0 <= high <= 100
    assert low <= high if indicator.better == "higher" else low >= high


ITEMS = st.lists(
    st.builds(
        Weighted,
        code=st.uuids().map(str),
        dimension=st.sampled_from("TIESFP"),
        weight=st.integers(1, 50).map(Decimal),
        score=st.none() | st.integers(0, 100).map(Decimal),
    ),
    max_size=30,
)
WEIGHTS = {
    code: Decimal(weight) for code, weight in zip("TIESFP", (14, 22, 24, 16, 9, 15), strict=True)
}


@given(items=ITEMS, data=st.data())
def test_the_order_of_indicators_changes_nothing(
    items: list[Weighted], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(items))
    with exact():
        assert aggregate(WEIGHTS, items) == aggregate(WEIGHTS, shuffled)


@given(items=ITEMS)
def test_the_total_lies_between_the_scores(items: list[Weighted]) -> None:
    with exact():
        total = aggregate(WEIGHTS, items).total
    scores = [item.score for item in items if item.score is not None]
    if not scores:
        assert total is None
    else:
        assert total is not None
        assert min(scores) <= settle(total) <= max(scores)


BLANKS = sorted(
    {name for code in QUANTITATIVE for name in EDITION.indicators[code].inputs}
    - set(EDITION.fields_of)
    - {"energy_intensive_output", "industrial_output"}
)


@settings(max_examples=25)
@given(blank=st.sets(st.sampled_from(BLANKS), max_size=12))
def test_points_weights_and_coverage_of_a_partly_filled_form(blank: set[str]) -> None:
    found = card(with_values(park(), **dict.fromkeys(blank)))
    assert found.total is not None
    assert found.data_coverage is not None
    indicators = found.indicators.values()
    assert settle(sum((i.points for i in indicators), Decimal(0)) - found.total) == 0
    assert settle(sum((i.weight_effective for i in indicators), Decimal(0)) - 100) == 0
    assert settle(sum((d.points for d in found.dimensions.values()), Decimal(0)) - found.total) == 0
    assert settle(sum(found.quality_shares.values(), Decimal(0)) - 1) == 0
    assert 0 <= found.data_coverage <= 100
    assert found.total_missing_left_out is None or found.total_missing_left_out >= settle(
        found.total
    )


@settings(max_examples=10)
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(data: st.DataObject) -> None:
    answers = park()
    for table in ("industries", "enterprises"):
        rows = answers.rows(table)
        order = data.draw(st.permutations(list(rows)))
        answers = with_rows(answers, table, {key: rows[key] for key in order})
    found = card(answers)
    assert settle(found.code.k or Decimal(0)) == settle(card().code.k or Decimal(0))
    assert (found.total, found.grade) == (card().total, card().grade)


def test_equal_weights() -> None:
    found = card(weight_set="equal")
    assert found.weight_set == "equal"
    assert found.dimensions["T"].weight == Decimal("16.67")
    assert found.dimensions["P"].weight == Decimal("16.66")
    assert found.total != card().total


def test_the_form_names_the_weight_set() -> None:
    assert card(with_values(park(), weight_set="equal")).weight_set == "equal"


def test_a_weight_set_of_the_form_that_is_unknown_is_noted() -> None:
    found = card(with_values(park(), weight_set="ahp-2"))
    assert found.weight_set == "design-2026"
    assert any("ahp-2" in str(note) for note in found.notes)


def test_an_unknown_weight_set_is_refused() -> None:
    with pytest.raises(RubricError) as raised:
        card(weight_set="ahp-2")
    assert "ahp-2" in str(raised.value)
    assert "equal" in str(raised.value.hint)


def test_a_year_before_the_edition_is_refused() -> None:
    with pytest.raises(RubricError, match="2016") as raised:
        card(in_year(park(), 2015))
    assert raised.value.hint is not None


def test_another_catalogue_is_refused() -> None:
    other = replace(EDITION, catalogue_hash="0" * 64)
    with pytest.raises(RubricError) as raised:
        card(using=other)
    assert shipped_catalogue().id in str(raised.value.hint)


def test_missing_items_lower_the_total_and_without_gaps_ignores_them() -> None:
    found = card(with_values(park(), industrial_land=None))
    whole = card()
    assert found.total is not None
    assert whole.total is not None
    assert settle(whole.total - found.total) == settle(whole.indicators["T4"].points)


def test_an_empty_dimension_hands_its_weight_on() -> None:
    one = Decimal(1)
    items = [Weighted("T1", "T", one, Decimal(80)), Weighted("I1", "I", one, Decimal(50))]
    totals = aggregate(WEIGHTS, items)
    assert totals.total == (14 * 80 + 22 * 50) / Decimal(36)
    assert totals.scores["E"] is None
