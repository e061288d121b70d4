"""Gaps, levers, single moves and the raise set (rubric.md 11)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.numbers import exact, settle
from scoring.goalposts import score_of, value_for
from scoring.levers import Lever
from scoring.park_year import read_park_year
from scoring.scorecard import Scorecard
from support.checked_park import YEAR, park, with_values
from support.scored_park import basis, card, shipped_edition

EDITION = shipped_edition()
QUANTITATIVE = [i.code for i in EDITION.indicators.values() if i.kind == "Q"]


def varied(**values: Value | None) -> Scorecard:
    return card(with_values(park(), **values))


def test_an_integer_lever_is_rounded_away_from_its_present_value() -> None:
    gap = varied(firms_above_scale=Decimal(410), green_firms=Decimal(95)).gaps["P6"]
    assert gap.to_pass is not None
    assert gap.to_pass.lever_change == 8  # 102.5 rounded up to 103


def test_no_gap_no_change() -> None:
    gap = card().gaps["S1"]
    assert (gap.to_target.gap, gap.to_target.lever_change) == (Decimal(0), Decimal(0))


def test_a_negative_value_is_beyond_a_lower_target() -> None:
    one = varied(peak_co2=Decimal(228))
    assert one.indicators["T3"].value == -5
    assert one.indicators["T3"].score == 100
    assert one.gaps["T3"].to_target.gap == 0


def test_items_without_value_have_no_gap() -> None:
    assert {"E2", "F1", "P8", "T1"}.isdisjoint(card().gaps)


@pytest.mark.parametrize("code", QUANTITATIVE)
@given(part=st.decimals(min_value="0.01", max_value="0.99", places=3))
def test_the_lever_gives_the_wanted_value(code: str, part: Decimal) -> None:
    indicator = EDITION.indicators[code]
    bounds = indicator.bounds[0].bounds
    with exact():
        values: dict[str, Value | None] = {
            "coal_base": Decimal(20),
            "green_loans": Decimal(15),
            "all_loans": Decimal(90),
            "disclosing_firms": Decimal(80),
        }
        answers = with_values(park(), **values)
        on = basis(inventory__coal_tonnes="170000")
        year = read_park_year(EDITION, {YEAR: answers}, YEAR, on, frozenset())
        value = year.evaluate(indicator.formula)
        assert isinstance(value, Decimal)
        lever = Lever(indicator, year, value)
        wanted = bounds.floor.value + (bounds.target.value - bounds.floor.value) * part
        needed = lever.needed_for(wanted)
        assert needed is not None
        reached = lever.value_at(needed)
        assert reached is not None
        if indicator.lever_is_integer:
            assert lever.present is not None
            assert needed == needed.to_integral_value()
            nearer = lever.value_at(needed - (1 if needed > lever.present else -1))
            assert nearer is not None
            assert min(nearer, reached) <= wanted + Decimal("1e-12")
            assert max(nearer, reached) >= wanted - Decimal("1e-12")
        else:
            assert settle(reached - wanted) == 0


@pytest.mark.parametrize("code", QUANTITATIVE)
@given(score=st.decimals(min_value=0, max_value=100, places=4))
def test_the_way_back_from_a_score(code: str, score: Decimal) -> None:
    bounds = EDITION.indicators[code].bounds[0].bounds
    with exact():
        assert settle(score_of(value_for(score, bounds), bounds) - score) == 0


def test_each_single_move_reaches_the_next_grade() -> None:
    answers = {"green_firms": 62, "roof_pv_area": 96, "green_certificates": 21000}
    before = varied(**{code: Decimal(number) for code, number in answers.items()})
    for move in before.raise_grade:
        if move.lever.startswith(("inventory.", "enterprises.")):
            continue
        assert move.lever_change is not None
        present = with_values(park(), **{c: Decimal(n) for c, n in answers.items()})
        value = present.value(move.lever)
        assert isinstance(value, Decimal)
        after = card(with_values(present, **{move.lever: value + move.lever_change}))
        assert after.total is not None
        assert settle(after.total) >= 75


def test_the_best_grade_has_nothing_to_raise() -> None:
    values = {"green_firms": 300, "disclosing_firms": 300, "benchmark_efficiency_firms": 300}
    found = card(
        with_values(
            park(),
            strategic_emerging_output=Decimal(1100),
            top3_industry_output=Decimal(1500),
            power_green_purchased=Decimal(100000),
            industrial_freshwater=Decimal(2000),
            **{code: Decimal(number) for code, number in values.items()},
        ),
        on=basis(inventory__net_co2="150000", enterprises__co2_reported="2500000"),
    )
    assert found.grade_before_caps == "A"
    assert (found.raise_grade, found.raise_set) == ((), None)


def test_strongest_and_weakest() -> None:
    found = card()
    points = {
        code: one.points - Decimal("0.6") * one.weight_effective
        for code, one in found.indicators.items()
        if one.status == "value"
    }
    assert list(found.strongest) == sorted(points, key=lambda code: -points[code])[:3]
    rooms = {
        code: one.weight_effective * (100 - one.score)
        for code, one in found.indicators.items()
        if one.score is not None
    }
    assert list(found.weakest) == sorted(rooms, key=lambda code: -rooms[code])[:3]
