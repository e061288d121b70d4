"""The sums and groups of 2020 are those of the sample of the main report.

Expected values: 001_71cd6ce8beee99ec.txt, 3.2.1 (GDP, energy, coal, CO2, number of parks), 3.2.2
(share of the ten largest), 3.3.1 (parks without coal), 3.4.2 (PV), 4.2.1 and 4.2.2 (groups), 4.2.4
with Figs 4-3 and 4-4 (plans); the choice of 0.6829 for 2016-2020: carbon-accounting.md 6.1.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from questionnaire.answers import Answer, AnswerSet, State
from questionnaire.fill_shape import read_fill
from services.bootstrap import Product, load_product
from services.demonstration.documents import park_documents
from services.demonstration.margins import BaseYear, base_years, margins_of
from services.demonstration.material import Material, read_material
from services.demonstration.province import make_profiles
from services.evaluation import Evaluation
from services.shipped_data import read_resources

SEEDS = (20260101, 1, 2**40)
CO2 = "inventory.net_co2_energy"


@pytest.fixture(scope="module")
def product() -> Product:
    return load_product()


@pytest.fixture(scope="module")
def material(product: Product) -> Material:
    texts = read_resources("demonstration")
    return read_material(texts, product.catalogue, product.references)


def _documents_of_2020(
    product: Product, material: Material, seed: int
) -> list[dict[int, AnswerSet]]:
    return [
        {
            2020: read_fill(
                product.catalogue,
                park_documents(material, profile, seed)[2020],
                AnswerSet(2020),
                product.references,
                lambda: "none",
            )
        }
        for profile in make_profiles(material.province, material.nominal, seed)
    ]


@pytest.fixture(scope="module", params=SEEDS)
def parks(product: Product, material: Material, request: pytest.FixtureRequest) -> list[BaseYear]:
    """The parks of a seed in 2020."""
    return base_years(product, _documents_of_2020(product, material, request.param))


def _sum(parks: list[BaseYear], name: str) -> Decimal:
    return sum((park.amount(name) for park in parks), Decimal(0))


def _printed(tonnes: Decimal, digits: str) -> Decimal:
    return (tonnes / 10000).quantize(Decimal(digits))


def test_33_parks(parks: list[BaseYear]) -> None:
    assert len({park.answers.value("park_code") for park in parks}) == 33


def test_gdp(parks: list[BaseYear]) -> None:
    assert _sum(parks, "gdp") == Decimal("27615.6")


def test_co2(parks: list[BaseYear]) -> None:
    assert _printed(_sum(parks, CO2), "0.01") == Decimal("16200.56")


def test_coal(parks: list[BaseYear]) -> None:
    assert _printed(_sum(parks, "inventory.coal_tonnes"), "0.1") == Decimal("3802.8")


def test_energy(parks: list[BaseYear]) -> None:
    assert _printed(_sum(parks, "inventory.total_tce"), "0.1") == Decimal("5734.7")


def test_the_inventory_rests_on_the_factor_chosen_for_2020(parks: list[BaseYear]) -> None:
    for park in parks:
        grid = park.inventory.grid
        assert grid is not None
        assert (grid.value, grid.data_year) == (Decimal("0.6829"), 2018)
        assert park.inventory.settings.factor_set == "DEFAULT"
        assert park.answers.value("grid_factor_policy") == "constant"


def test_scores_of_2020_rest_on_the_first_published_factor(
    product: Product, material: Material
) -> None:
    history = _documents_of_2020(product, material, SEEDS[0])[0]
    card = Evaluation(product, history, 2020, dt.date(2026, 3, 31)).scorecard
    assert (card.grid_factor, card.grid_year) == (Decimal("0.6451"), 2021)


def test_classes(parks: list[BaseYear]) -> None:
    assert Counter(park.park_class for park in parks) == {"IC": 7, "CC": 6, "CE": 20}


def test_parks_without_coal(parks: list[BaseYear]) -> None:
    assert [park.amount("inventory.coal_tonnes") for park in parks].count(Decimal(0)) == 12


def test_parks_with_own_renewable_power(parks: list[BaseYear]) -> None:
    assert sum(park.amount("power_self_renewable") > 0 for park in parks) == 28


def test_share_of_the_ten_largest(parks: list[BaseYear]) -> None:
    largest = sorted((park.amount(CO2) for park in parks), reverse=True)[:10]
    share = sum(largest, Decimal(0)) / _sum(parks, CO2) * 100
    assert abs(share - Decimal("79.5")) <= Decimal("0.1")


def _rises(parks: list[BaseYear]) -> list[Decimal]:
    bases = [(park.amount("base_co2"), park.amount("peak_co2")) for park in parks]
    return [(peak - base) / base for base, peak in bases if base]


def test_bands_of_the_planned_rise(parks: list[BaseYear]) -> None:
    limits = [Decimal(limit) for limit in ("0.25", "0.5", "0.75", "1")]
    bands = Counter(sum(rise > limit for limit in limits) for rise in _rises(parks))
    assert bands == {0: 15, 1: 4, 2: 4, 3: 2, 4: 2}
    assert min(_rises(parks)) > 0


def test_periods_of_the_planned_peak(parks: list[BaseYear]) -> None:
    years = [int(park.amount("peak_year")) for park in parks if park.amount("peak_year")]
    assert sum(2021 <= year <= 2025 for year in years) == 5
    assert sum(2026 <= year <= 2030 for year in years) == 22
    assert years.count(2030) == 9


def test_the_base_of_the_plans_is_the_inventory(parks: list[BaseYear]) -> None:
    for park in parks:
        if park.amount("base_co2"):
            assert park.amount("base_co2") == _printed(park.amount(CO2), "0.01")
            assert park.answers.value("base_year") == 2020


def test_six_parks_have_no_plan(parks: list[BaseYear]) -> None:
    without = [park.answers for park in parks if not park.amount("peak_year")]
    assert len(without) == 6
    for answers in without:
        for code in ("base_co2", "peak_year", "peak_co2"):
            answer = answers.answers[code]
            assert answer.state is State.NA
            assert str(answer.reason).startswith("未制定达峰计划")
        assert not answers.rows("peak_plan")


def test_the_largest_rises_are_those_of_industry_parks(parks: list[BaseYear]) -> None:
    steep = [park for park in parks if park.rise is not None and park.rise > 75]
    assert [park.park_class for park in steep] == ["IC"] * 4


def test_groups_of_the_report_that_the_margins_do_not_name(parks: list[BaseYear]) -> None:
    # 3.2.2: 28 parks below 1000 and 10 below 100 万t; 4.2.2: 13 parks on coal emit 11361 万t and
    # use 3595 万t of coal.
    co2 = [park.amount(CO2) / 10000 for park in parks]
    assert (sum(value < 1000 for value in co2), sum(value < 100 for value in co2)) == (28, 10)
    on_coal = [park for park in parks if park.park_class.endswith("C")]
    assert _printed(_sum(on_coal, CO2), "1") == 11361
    assert _printed(_sum(on_coal, "inventory.coal_tonnes"), "1") == 3595


def test_the_printed_margins_all_agree(parks: list[BaseYear]) -> None:
    margins = margins_of(parks)
    assert [str(item.name) for item in margins if not item.agrees] == []
    assert len(margins) == 21


def test_a_margin_that_is_missed_says_so(parks: list[BaseYear]) -> None:
    found = {str(item.name): item for item in margins_of(parks[:-1])}
    assert (found["Number of parks"].found, found["Number of parks"].agrees) == ("32", False)
    assert not found["GDP"].agrees
    assert not found["CO₂ of energy, after exports"].agrees


def _with(park: BaseYear, values: Mapping[str, str]) -> BaseYear:
    answers = {code: Answer(State.VALUE, Decimal(value)) for code, value in values.items()}
    return replace(park, answers=replace(park.answers, answers={**park.answers.answers, **answers}))


def test_the_upper_limit_of_a_rise_belongs_to_its_band(parks: list[BaseYear]) -> None:
    at_limit = _with(parks[0], {"base_co2": "200", "peak_co2": "250"})
    above = _with(parks[0], {"base_co2": "200", "peak_co2": "250.01"})
    names = ("Planned rise over 0 to 25 %", "Planned rise over 25 to 50 %")
    for park, expected in ((at_limit, ("1", "0")), (above, ("0", "1"))):
        found = {str(item.name): item.found for item in margins_of([park])}
        assert tuple(found[name] for name in names) == expected
