"""Every number of a card can be recomputed from its inputs (rubric.md 10)."""

from decimal import Decimal

import pytest

from questionnaire.answers import Row
from questionnaire.messages import LocalText
from questionnaire.numbers import round_to, settle
from questionnaire.trace import Step
from scoring.explain import explain_scorecard, recompute
from scoring.scorecard import Scorecard
from support.checked_park import park, with_rows, with_values
from support.scored_park import basis, card, changed, example, means, shipped_edition

ZERO = Decimal(0)


def four(number: Decimal | None) -> str:
    """A number with four decimals (rubric.md 15)."""
    assert number is not None
    return str(round_to(number, 4))


def odd_park() -> Scorecard:
    """Zero rules, gate G5, N/A, a bound exactly met, coal introduced, one benchmark only."""
    row: Row = {"year": Decimal(2025), "industry": "39", "value_added": Decimal(335)}
    answers = with_values(
        park(),
        managing_body="no",
        peak_year=Decimal(2019),
        carbon_projects=ZERO,
        financed_projects=ZERO,
        plant_energy_in=ZERO,
        industrial_land=None,
        covered_units=Decimal(20),
        compliant_units=Decimal(19),
    )
    return card(
        with_rows(answers, "industries", {"r": row}),
        on=basis(inventory__coal_tonnes="10"),
        industry_means=means(i39="0.6"),
    )


CARDS = {
    "as it is": card(),
    "odd": odd_park(),
    "simplified": card(industry_means={}),
    "equal weights": card(weight_set="equal"),
    "industry class": card(with_values(park(), energy_intensive_output=Decimal(600))),
    "self marks": card(changed(example()["variants"][4]["changes"])),
}


def steps_of(result: Scorecard) -> dict[str, Step]:
    steps = explain_scorecard(result, shipped_edition())
    named = {step.name: step for step in steps}
    assert len(named) == len(steps)
    return named


@pytest.mark.parametrize("name", CARDS)
def test_every_step_gives_its_value(name: str) -> None:
    wrong = []
    for step in steps_of(CARDS[name]).values():
        found = recompute(step)
        assert isinstance(step.value, Decimal)
        if not isinstance(found, Decimal) or settle(found - step.value) != 0:
            wrong.append((step.name, step.formula, step.value, found))
    assert wrong == []


@pytest.mark.parametrize("name", CARDS)
def test_every_input_ends_in_a_step_or_in_a_place(name: str) -> None:
    steps = steps_of(CARDS[name])
    for step in steps.values():
        for one in step.inputs:
            if one.kind == "step" and not one.name.startswith(("inventory.", "enterprises.")):
                assert settle(Decimal(str(one.value)) - Decimal(str(steps[one.name].value))) == 0
            assert one.reference
            if one.kind in ("bound", "weight"):
                assert one.source
                assert one.mark


@pytest.mark.parametrize("name", CARDS)
def test_every_printed_number_has_a_step(name: str) -> None:
    result, steps = CARDS[name], steps_of(CARDS[name])
    for code, one in result.indicators.items():
        for part in ("value", "score", "weight_effective", "points"):
            number = getattr(one, part)
            assert (steps[f"{code}.{part}"].value if number is not None else None) == number
    for code, dimension in result.dimensions.items():
        assert steps[f"{code}.score"].value == dimension.score
        assert steps[f"{code}.points"].value == dimension.points
    for total in (
        "total",
        "total_printed",
        "total_missing_left_out",
        "total_geometric",
        "data_coverage",
        "quality_index",
    ):
        assert steps[total].value == getattr(result, total)
    code_steps = {"L": result.code.l, "K": result.code.k, "N": result.code.n}
    for letter, number in code_steps.items():
        assert steps[f"code.{letter}"].value == number
    assert ("code.M" in steps) == (result.code.method == "industry mix")


def test_an_unclassified_card_has_no_scores_to_explain() -> None:
    result = card(on=basis(inventory__carrier_tce_heat=None))
    assert {name.split(".")[0] for name in steps_of(result)} == {"class", "code"}


def test_the_formula_of_a_value_is_that_of_the_edition() -> None:
    step = steps_of(CARDS["as it is"])["T5.value"]
    assert step.formula == "inventory.net_co2_energy / 10000 / gdp"
    kinds = {one.name: one.kind for one in step.inputs}
    assert kinds == {"gdp": "field", "inventory.net_co2_energy": "step"}


def test_an_indicator_is_explained_as_in_the_design() -> None:
    one = CARDS["as it is"].indicators["I5"]  # example of rubric.md 10
    assert one.substituted == "37.9 / (41.2 + 0.3) * 100"
    assert (four(one.value), one.unit, one.better) == ("91.3253", "%", "higher")
    bounds = one.bounds
    assert bounds is not None
    assert bounds.passing is not None
    limits = (bounds.floor.value, bounds.passing.value, bounds.target.value)
    assert limits == (Decimal(50), Decimal(70), Decimal(96))
    assert bounds.floor.mark == "design"
    assert one.branch == "pass..target: 60 + 40 × (91.3253 − 70) / (96 − 70)"
    assert (one.weight_inside, four(one.weight_effective)) == (Decimal(8), "1.7600")
    assert CARDS["as it is"].dimensions["I"].weight == 22
    assert (four(one.score), four(one.points)) == ("92.8082", "1.6334")


def test_an_item_without_value_tells_why() -> None:
    one = CARDS["as it is"].indicators["P8"]
    assert (one.value, one.bounds) == (None, None)
    assert "披露系统" in str(one.reason)


def test_sources_are_in_both_languages() -> None:
    step = steps_of(CARDS["as it is"])["P3.value"]
    assert step.source == LocalText(
        "评价规则第4节；目标为 NRDC 报告：前十家企业占 CO₂ ≥80%",
        "Evaluation rules, section 4; target NRDC: ten largest firms ≥ 80 % of CO₂",
    )
