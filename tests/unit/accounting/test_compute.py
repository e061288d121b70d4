"""The worked example, the fixed settings of scores, precision and properties of the sums."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.compute import compute_inventory
from accounting.entry_checks import check_entries
from accounting.errors import FactorError
from accounting.explain import explain_inventory
from accounting.factor_library import FactorLibrary
from accounting.inventory import Inventory
from accounting.ledger import ledger_of, ledger_totals
from accounting.settings import scoring_settings, settings_of
from accounting.uncertainty import largest_contributors, review_factors
from questionnaire.answers import Answer, AnswerSet, State
from questionnaire.catalogue import Catalogue
from questionnaire.formula import parse_formula
from questionnaire.numbers import exact, round_to, settle
from questionnaire.problems import Severity
from questionnaire.scope import Values

CARBON = ("raw_coal", "diesel", "natural_gas", "msw", "coke")
amounts = st.decimals("0", "100000", places=3)


@pytest.fixture(scope="session")
def compute(catalogue: Catalogue, library: FactorLibrary) -> Any:
    def run(answers: AnswerSet, **options: Any) -> Inventory:
        settings = options.pop("settings", settings_of(answers))
        history = {answers.year: answers} | options.pop("others", {})
        return compute_inventory(catalogue, history, answers.year, settings, library, **options)

    return run


def test_worked_example(
    compute: Any, worked_example: AnswerSet, derived_values: dict[str, str]
) -> None:
    inventory = compute(worked_example)
    with exact():
        found = {name: round_to(inventory.values[name], 4) for name in derived_values}
    assert found == {name: Decimal(value) for name, value in derived_values.items()}
    assert inventory.incomplete == ()
    assert inventory.problems == ()
    assert inventory.quality_share == 1


def test_worked_example_has_no_problem_of_its_entries(
    worked_example: AnswerSet, catalogue: Catalogue, library: FactorLibrary
) -> None:
    settings = settings_of(worked_example)
    today = datetime.date(2026, 3, 1)
    assert check_entries(catalogue, {2025: worked_example}, 2025, settings, library, today) == ()


def test_worked_example_is_derived_exactly(
    compute: Any, worked_example: AnswerSet, catalogue: Catalogue, library: FactorLibrary
) -> None:
    settings = settings_of(worked_example)
    steps = explain_inventory(catalogue, {2025: worked_example}, 2025, settings, library)
    by_name = {step.name: step for step in steps}
    for step in steps:
        scope = Values({item.name: item.value for item in step.inputs})
        assert parse_formula(step.formula).evaluate(scope) == step.value, step.name
    for name, value in compute(worked_example).values.items():
        assert value is None or by_name[name].value == value


def test_every_catalogue_value_is_computed(
    compute: Any, worked_example: AnswerSet, catalogue: Catalogue
) -> None:
    named = {code for code in catalogue.derived if code.startswith(("inventory.", "enterprises."))}
    assert named <= set(compute(worked_example).values)


def test_scores_hold_the_value_of_2021_before_it(compute: Any, make_answers: Any) -> None:
    tables = {"power_heat_balance": [{"flow": "grid_bought", "quantity": "4000"}]}
    fields = {"grid_factor_region": "CN-EAST", "factor_set": "WRI_2_1"}
    inventory = compute(make_answers(2018, fields, tables), settings=scoring_settings())
    assert inventory.values["inventory.scope2_co2"] == Decimal(25804)
    assert inventory.grid.data_year == 2021
    assert inventory.problems == ()


def test_factor_sets_differ_by_oxidation_and_rounding(compute: Any, make_answers: Any) -> None:
    """carbon-accounting.md 20, V05: 1.981 / 1.9003 = 1.0425."""
    tables = {"energy_carriers": [{"carrier": "raw_coal", "consumption": "1"}]}
    name = "inventory.scope1_energy_co2"
    report = compute(make_answers(2023, {"factor_set": "WRI_2_1"}, tables)).values[name]
    default = compute(make_answers(2023, {}, tables)).values[name]
    assert (report, default) == (Decimal("1.981"), Decimal("1.9003"))
    assert round_to(report / default, 4) == Decimal("1.0425")


def test_plant_factors_for_the_card_of_a_user(compute: Any, make_answers: Any) -> None:
    """carbon-accounting.md 20, V18: 90 000 GJ and 2000 MWh carry 14 121.495 t."""
    plant = {
        "plant_name": "P",
        "plant_type": "coal_chp",
        "fuel_main": "raw_coal",
        "power_out": "300",
        "heat_out": "12",
        "allocation": "energy",
        "plant_co2": "19003",
    }
    (factors,) = compute(make_answers(2023, {}, {"chp_plants": [plant]})).plants
    bought = 90000 * factors.heat_factor + 2000 * factors.power_factor
    assert abs(bought - Decimal("14121.495")) <= Decimal("0.001")


def test_uncertainty_and_its_largest_contributors(compute: Any, make_answers: Any) -> None:
    """Independent: diesel B published sqrt(5²+5²) %, coal C to check sqrt(10²+10²) %."""
    fields = {"no_process_confirmed": True, "states": {"power_heat_balance": "na"}}
    rows = [
        {"carrier": "diesel", "consumption": "1000", "quality": "B"},
        {"carrier": "raw_coal", "consumption": "1000", "quality": "C"},
    ]
    inventory = compute(make_answers(2023, fields, {"energy_carriers": rows}))
    wide = ((3095.9**2 * 50 + 1900.3**2 * 200) ** 0.5) / (3095.9 + 1900.3)
    assert abs(float(inventory.uncertainty_percent) - wide) < 1e-9
    first, second = largest_contributors(inventory)
    assert (first[0].source, second[0].source) == (
        "industry_above/raw_coal",
        "industry_above/diesel",
    )
    # diesel 1457.1 tce of quality B, raw coal 714.3 of C
    assert round_to(inventory.quality_share, 4) == Decimal("0.6710")
    review = review_factors(inventory)
    assert (review.to_check, review.total) == (1, 2)
    assert review.co2_share is not None
    assert round_to(review.co2_share, 4) == Decimal("0.3803")


def test_lines_name_factor_set_and_state(compute: Any, worked_example: AnswerSet) -> None:
    lines = {line.source: line for line in compute(worked_example).lines}
    grid = lines["grid_bought"]
    assert (grid.factor, grid.factor_set) == (
        Decimal("0.5827"),
        "CN-JS/2023/provincial_average",
    )
    assert (grid.activity, grid.unit, grid.state) == (Decimal(3575000), "MWh", "published copy")
    gas = lines["industry_above/natural_gas"]
    assert gas.rows[0].startswith("energy_carriers[")
    assert (gas.scope, gas.category, gas.factor_set) == ("scope1", "gas", "DEFAULT")
    assert lines["urban_tree"].flags == ("not accepted",)
    assert all(line.co2_t is not None for line in lines.values())


def test_confirmation_reaches_a_soft_problem_only(
    make_answers: Any, catalogue: Catalogue, library: FactorLibrary
) -> None:
    fields = {"confirmed": {"CA-W17": "有检测报告", "CA-E05": "不能确认"}}
    row = {"carrier": "raw_coal", "consumption": "1", "co2_factor": "3.2"}
    answers = make_answers(2023, fields, {"energy_carriers": [row, row]})
    problems = check_entries(
        catalogue, {2023: answers}, 2023, settings_of(answers), library, datetime.date(2026, 1, 1)
    )
    found = {problem.id: problem for problem in problems}
    assert found["CA-W17"].confirmed == "有检测报告"
    assert not found["CA-W17"].open
    assert found["CA-E05"].severity is Severity.HARD
    assert found["CA-E05"].open
    assert found["CA-E05"].fields == ("energy_carriers",)
    assert found["CA-E05"].message.params["place"].zh == "规上工业（含电厂）、原煤"  # type: ignore[union-attr]


def test_thousands_of_places_are_counted_in_a_message(
    make_answers: Any, catalogue: Catalogue, library: FactorLibrary
) -> None:
    row = {"enterprise_uscc": "91320594MA1TEXT06F", "carrier": "diesel", "origin": "outside"}
    answers = make_answers(2023, {}, {"enterprise_energy": [row] * 2501})
    problems = check_entries(
        catalogue, {2023: answers}, 2023, settings_of(answers), library, datetime.date(2026, 1, 1)
    )
    wording = next(str(problem.message) for problem in problems if problem.id == "CA-E05")
    assert wording.count("The same row occurs twice") == 30
    assert wording.endswith("and 2470 more")


def test_ledger_totals_may_be_kept_by_the_caller(compute: Any, worked_example: AnswerSet) -> None:
    kept = replace(ledger_of(worked_example, 2025), energy_sum=Decimal(7))
    values = compute(worked_example, ledger=kept).values
    assert values["enterprises.energy_sum"] == 7
    assert values["enterprises.co2_reported"] == 2081000


def test_top_ten_of_many_enterprises(
    make_answers: Any, catalogue: Catalogue, library: FactorLibrary
) -> None:
    """100 enterprises of 1 to 100 t: the ten largest emit 91 + ... + 100 = 955 t."""
    rows = [
        {
            "enterprise_name": f"e{size}",
            "energy_tce": "1",
            "co2_scope1_energy": str(size),
            "co2_process": "0",
            "co2_scope2_external": "0",
            "report_status": "verified",
            "dynamic_control": "no",
        }
        for size in range(1, 101)
    ]
    answers = make_answers(2023, {}, {"enterprises": rows})
    totals = ledger_totals(answers.rows("enterprises").values())
    assert totals.top10_co2 == 955
    assert (totals.co2_reported, totals.energy_sum) == (Decimal(5050), Decimal(100))
    steps = explain_inventory(catalogue, {2023: answers}, 2023, settings_of(answers), library)
    by_name = {step.name: step for step in steps}
    for step in steps:
        scope = Values({item.name: item.value for item in step.inputs})
        assert parse_formula(step.formula).evaluate(scope) == step.value, step.name
    assert by_name["enterprises.co2_reported"].value == 5050


def energy_rows(numbers: list[Decimal]) -> list[dict[str, str]]:
    return [
        {"carrier": code, "consumption": str(number)}
        for code, number in zip(CARBON, numbers, strict=True)
    ]


def park(make_answers: Any, numbers: list[Decimal], factor: Decimal = Decimal(1)) -> AnswerSet:
    scaled = [number * factor for number in numbers]
    tables = {
        "energy_carriers": energy_rows(scaled[:5]),
        "power_heat_balance": [
            {"flow": "grid_bought", "quantity": str(scaled[5])},
            {"flow": "heat_bought", "quantity": str(scaled[6])},
            {"flow": "heat_sold", "quantity": str(scaled[6] / 2), "plant_name": "P"},
        ],
        "chp_plants": [
            {
                "plant_name": "P",
                "plant_type": "boiler",
                "fuel_main": "raw_coal",
                "power_out": "0",
                "heat_out": str(Decimal(1) * factor),
                "allocation": "energy",
                "plant_co2": str(Decimal(700) * factor),
            }
        ],
        "process_activities": [{"process": "lime", "activity": str(scaled[7])}],
        "sinks": [{"sink": "forest_gd", "amount": str(scaled[7]), "accepted": "yes"}],
    }
    made: AnswerSet = make_answers(2023, {"states": {"enterprises": "na"}}, tables)
    return made


@given(numbers=st.lists(amounts, min_size=8, max_size=8))
def test_parts_by_carrier_add_up(compute: Any, make_answers: Any, numbers: list[Decimal]) -> None:
    values = compute(park(make_answers, numbers)).values
    parts = ("coal", "oil", "gas", "electricity", "heat", "other")
    with exact():
        whole = sum((values[f"inventory.carrier_co2_{part}"] for part in parts), Decimal(0))
        assert settle(whole) == settle(values["inventory.net_co2_energy"])
        energy = values["inventory.net_co2"] - values["inventory.process_co2"]
        assert settle(energy) == settle(values["inventory.net_co2_energy"])


@given(numbers=st.lists(amounts, min_size=8, max_size=8), factor=st.integers(1, 1000))
def test_totals_scale_with_the_activities(
    compute: Any, make_answers: Any, numbers: list[Decimal], factor: int
) -> None:
    one = compute(park(make_answers, numbers)).values
    many = compute(park(make_answers, numbers, Decimal(factor))).values
    with exact():
        for name, value in one.items():
            if value is not None and not name.endswith("_share"):
                assert settle(many[name]) == settle(value * factor), name


@given(
    numbers=st.lists(amounts, min_size=8, max_size=8),
    carrier=st.sampled_from(["lignite", "naphtha", "electricity", "heat", "biomass"]),
)
def test_a_row_of_zero_changes_nothing(
    compute: Any, make_answers: Any, numbers: list[Decimal], carrier: str
) -> None:
    answers = park(make_answers, numbers)
    rows = dict(answers.rows("energy_carriers"))
    rows["zero"] = {
        "year": Decimal(2023),
        "sector": "transport",
        "carrier": carrier,
        "consumption": Decimal(0),
    }
    longer = replace(answers, tables={**answers.tables, "energy_carriers": rows})
    assert compute(longer).values == compute(answers).values


def test_settings_of_page_seven(make_answers: Any) -> None:
    settings = settings_of(
        make_answers(
            2023,
            {
                "factor_set": "WRI_2_1",
                "grid_factor_region": "CN",
                "grid_factor_policy": "constant",
                "grid_factor_year": "2021",
                "gwp_set": "ar6_100",
                "electricity_equivalent": "0.31",
            },
            {},
        )
    )
    assert (settings.factor_set, settings.grid_region, settings.grid_policy) == (
        "WRI_2_1",
        "CN",
        "constant",
    )
    assert (settings.grid_year, settings.gwp_set) == (2021, "ar6_100")
    assert settings.electricity_equivalent == Decimal("0.31")
    blank = settings_of(AnswerSet(2023, {"factor_set": Answer(State.NO_DATA, reason="x")}))
    assert (blank.factor_set, blank.scoring) == ("DEFAULT", False)


@pytest.mark.parametrize("factor_set", ["CEADS", "PROV_2025", "OTHER"])
def test_refuses_a_set_that_cannot_be_chosen(compute: Any, factor_set: str) -> None:
    settings = replace(scoring_settings(), factor_set=factor_set)
    with pytest.raises(FactorError) as raised:
        compute(AnswerSet(2023), settings=settings)
    assert factor_set in str(raised.value)
    assert "DEFAULT, WRI_2_1, SECTOR_GUIDE, STEEL_GUIDE" in str(raised.value.hint)
