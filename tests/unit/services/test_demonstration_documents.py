"""The answers of the invented parks: complete, coherent, repeatable, and plainly not real."""

import datetime as dt
import itertools
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from questionnaire.answers import AnswerSet
from questionnaire.fill_shape import read_fill
from questionnaire.problems import Severity
from services.bootstrap import Product, load_product
from services.demonstration.documents import Document, park_documents, worked_example_document
from services.demonstration.identities import credit_code
from services.demonstration.marks import assessment_document, worked_example_assessment
from services.demonstration.material import Material, read_material
from services.demonstration.profiles import LAST_YEAR, YEARS, ParkProfile
from services.demonstration.province import make_profiles
from services.evaluation import Evaluation
from services.shipped_data import read_resources
from support.command import example

TODAY = dt.date(2026, 3, 31)
SEED = 20260101
NUMBERS = tuple(f"{number:02}" for number in range(1, 34))
INVENTED = ("示例", "虚构", "合成", "DEMO", "TEXP", "演示")


@pytest.fixture(scope="module")
def product() -> Product:
    return load_product()


@pytest.fixture(scope="module")
def material(product: Product) -> Material:
    texts = read_resources("demonstration")
    return read_material(texts, product.catalogue, product.references)


@pytest.fixture(scope="module")
def profiles(material: Material) -> Mapping[str, ParkProfile]:
    """The invented parks of the shipped seed, by number."""
    return _profiles(material, SEED)


def _profiles(material: Material, seed: int) -> dict[str, ParkProfile]:
    found = make_profiles(material.province, material.nominal, seed)
    return {profile.number: profile for profile in found}


def _answers(product: Product, year: int, *documents: Any) -> AnswerSet:
    numbers = itertools.count()
    answers = AnswerSet(year)
    for document in documents:
        answers = read_fill(
            product.catalogue, document, answers, product.references, lambda: f"row{next(numbers)}"
        )
    return answers


def _history(product: Product, documents: Mapping[int, Document]) -> dict[int, AnswerSet]:
    return {year: _answers(product, year, document) for year, document in documents.items()}


def _newest(product: Product, material: Material, profile: ParkProfile) -> Evaluation:
    """The newest year, assessed."""
    history = _history(product, park_documents(material, profile, SEED))
    marks: Any = {"marks": assessment_document(profile)["marks"]}
    history[LAST_YEAR] = read_fill(
        product.catalogue, marks, history[LAST_YEAR], product.references, lambda: "none"
    )
    return Evaluation(product, history, LAST_YEAR, TODAY, industry_means=material.means)


def _texts(item: object) -> Iterator[str]:
    if isinstance(item, dict):
        for value in item.values():
            yield from _texts(value)
    elif isinstance(item, list):
        for value in item:
            yield from _texts(value)
    else:
        assert isinstance(item, str | bool), item
        if isinstance(item, str):
            yield item


@pytest.mark.parametrize("number", NUMBERS)
def test_has_no_hard_problem_and_confirms_exactly_the_soft_ones(
    product: Product, material: Material, number: str
) -> None:
    # Another seed than the shipped one, whose parks are checked by submitting them all.
    profile = _profiles(material, 7)[number]
    history = _history(product, park_documents(material, profile, 7))
    for year in (2016, 2017, 2020, 2021, 2024):
        evaluation = Evaluation(product, history, year, TODAY)
        problems = evaluation.problems
        assert [item.id for item in problems if item.severity is Severity.HARD] == []
        assert [item.id for item in problems if item.open] == []
        assert set(evaluation.answers.confirmed) == {item.id for item in problems}


def test_the_parks_show_what_the_program_can_say(
    product: Product, material: Material, profiles: Mapping[str, ParkProfile]
) -> None:
    shown = ("01", "04", "06", "07", "08", "09", "17")
    cards = {number: _newest(product, material, profiles[number]).scorecard for number in shown}
    assert {card.grade for card in cards.values()} == {"A", "C", "D", "E"}
    assert {card.code.status for card in cards.values()} == {"final", "provisional", "none"}
    assert (cards["09"].grade_before_caps, cards["09"].cap) == ("B", "C")
    assert cards["08"].indicators["T9"].note == "set to 0 by gate G5"
    assert cards["17"].provisional == ("reconciliation required",)
    assert cards["04"].indicators["P5"].note == "reconciled"
    assert cards["07"].indicators["P8"].status == "no_data"
    assert cards["07"].indicators["F1"].status == "no_data"
    assert {card.class_computed for card in cards.values()} == {"IC", "CC", "CE"}


def test_the_inventories_show_exports_processes_feedstock_and_land_that_emits(
    product: Product, material: Material, profiles: Mapping[str, ParkProfile]
) -> None:
    first = _newest(product, material, profiles["01"])
    for name in ("inventory.export_co2", "inventory.process_co2", "inventory.removals"):
        value = first.inventory.values[name]
        assert value is not None
        assert value > 0
    heat = first.inventory.values["inventory.carrier_tce_heat"]
    assert heat is not None
    assert heat < 0  # more heat is made than used
    assert any(
        row["carrier"] == "naphtha" for row in first.answers.rows("energy_carriers").values()
    )
    seventh = _newest(product, material, profiles["07"])
    rows = {row["sink"]: row["amount"] for row in seventh.answers.rows("sinks").values()}
    assert rows["cropland_gd"] == 340
    forest = rows["forest_gd"]
    assert isinstance(forest, Decimal)
    assert seventh.inventory.values["inventory.removals"] == forest * Decimal("3.9") - 34


@pytest.mark.parametrize("number", ["01", "04", "08", "33"])
def test_reports_the_share_of_its_emissions_that_the_profile_names(
    product: Product, material: Material, profiles: Mapping[str, ParkProfile], number: str
) -> None:
    value = _newest(product, material, profiles[number]).scorecard.indicators["P2"].value
    assert value is not None
    assert abs(value / 100 - profiles[number].coverage) < Decimal("0.0005")


def test_same_seed_same_answers_other_seed_others(material: Material) -> None:
    first, same, other = (
        {
            number: json.dumps(park_documents(material, profile, seed))
            for number, profile in _profiles(material, seed).items()
            if number in {"01", "20", "33"}
        }
        for seed in (7, 7, 8)
    )
    assert first == same
    assert not first.items() & other.items()


def test_a_row_keeps_its_id_through_the_years(
    material: Material, profiles: Mapping[str, ParkProfile]
) -> None:
    documents: Any = park_documents(material, profiles["05"], SEED)
    by_year = [
        {row["uscc"]: row["row_id"] for row in documents[year]["tables"]["enterprises"]}
        for year in YEARS
    ]
    assert by_year[1:] == by_year[:-1]
    for tables in (documents[year]["tables"] for year in YEARS):
        ids = [row["row_id"] for rows in tables.values() for row in rows]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_names_are_those_of_examples(
    material: Material, profiles: Mapping[str, ParkProfile], number: str
) -> None:
    profile = profiles[number]
    assert profile.name.startswith(f"示例园区{number}")
    assert len(profile.name) == (28 if number == "04" else 6)
    document: Any = park_documents(material, profile, SEED)[LAST_YEAR]
    tables = document["tables"]
    names = [
        document["fields"][name]
        for name in (
            "park_name",
            "park_intro",
            "park_county",
            "contact_name",
            "remarks",
            "boundary_description",
            "declaration_person",
            "assessor_a",
            "assessor_b",
        )
    ]
    names += [row["enterprise_name"] for row in tables["enterprises"]]
    names += [row[key] for row in tables["evidence"] for key in ("title", "issuer", "doc_no")]
    names += [row["project_name"] for row in tables["action_projects"]]
    names += [row["owner"] for row in tables["green_certificate_list"]]
    assert [name for name in names if not any(word in name for word in INVENTED)] == []


@pytest.mark.parametrize("number", ["01", "02", "33"])
def test_numbers_are_texts_of_at_most_15_digits(
    material: Material, profiles: Mapping[str, ParkProfile], number: str
) -> None:
    for document in park_documents(material, profiles[number], SEED).values():
        for text in _texts(document):
            if text.lstrip("-").replace(".", "", 1).isdigit():
                assert len(text.lstrip("-0.").replace(".", "")) <= 15
                assert not text.endswith(".")


def test_coal_falls_and_own_power_grows(material: Material) -> None:
    for profile in _profiles(material, SEED).values():
        assert profile.energy["plant_fuel"].at(2024) <= profile.energy[
            "plant_fuel"
        ].value * Decimal("1.1")
        power = [profile.energy["self_renewable"].at(year) for year in YEARS]
        assert power == sorted(power)
        if power[-1]:
            assert power[-1] > 3 * power[0]


def test_coal_of_five_years_ago_is_that_of_the_answers_of_that_year(
    product: Product, material: Material, profiles: Mapping[str, ParkProfile]
) -> None:
    history = _history(product, park_documents(material, profiles["07"], SEED))
    earlier = Evaluation(product, history, 2019, TODAY).inventory.values["inventory.coal_tonnes"]
    assert earlier is not None
    assert history[2024].value("coal_base") == earlier / 10000


def test_a_credit_code_has_the_check_character_of_the_standard() -> None:
    # 91320000TEXP01007 by the table of rubric.md 14: T=26, E=14, X=29, P=23; sum 2263 = 73 * 31.
    values = [9, 1, 3, 2, 0, 0, 0, 0, 26, 14, 29, 23, 0, 1, 0, 0, 7]
    weights = [3**power % 31 for power in range(17)]
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    assert total == 2263
    assert credit_code("91", "01", 7) == "91320000TEXP010070"


def test_the_worked_example_is_that_of_the_design(material: Material) -> None:
    inputs = example()["inputs"]
    document = worked_example_document(material)
    tables = {
        name: [{key: cell for key, cell in row.items() if cell != ""} for row in rows]
        for name, rows in inputs["tables"].items()
    }
    assert document["fields"] == inputs["fields"]
    assert document["tables"] == tables
    assert document["status"] == inputs["status"]
    assert document["quality"] == inputs["quality"]
    assert document["confirmations"] == inputs["confirmations"]
    marks: Any = document["marks"]
    assert {code: int(by["self"]) for code, by in marks.items()} == {
        code: by["self"] for code, by in inputs["marks"].items()
    }


def test_the_worked_example_scores_as_the_design_says(product: Product, material: Material) -> None:
    marks = {"marks": worked_example_assessment(material)["marks"]}
    answers = _answers(product, 2025, worked_example_document(material), marks)
    card = Evaluation(
        product, {2025: answers}, 2025, TODAY, industry_means=material.means
    ).scorecard
    assert card.total is not None
    assert card.code.k is not None
    assert (round(card.total, 4), round(card.code.k, 4)) == (Decimal("75.9794"), Decimal("0.8185"))


@pytest.mark.parametrize("number", NUMBERS)
def test_every_assessor_mark_has_a_name_a_time_and_where_it_differs_a_reason(
    profiles: Mapping[str, ParkProfile], number: str
) -> None:
    profile = profiles[number]
    document: Any = assessment_document(profile)
    assert len(document["marks"]) == 19
    for indicator, by_role in document["marks"].items():
        own = profile.levels[indicator][0]
        for role, mark in by_role.items():
            assert mark["name"]
            assert mark["time"].startswith("2025-03-2")
            if int(mark["level"]) != own or role == "reconciled":
                assert len(mark["reason"]) >= 10


def test_means_of_the_demonstration_call_themselves_synthetic(material: Material) -> None:
    assert {"synthetic" in item.source for item in material.means.values()} == {True}
    given = example()["parameters"]["industry_means"]
    assert {code: material.means[code].value for code in given} == {
        code: Decimal(value) for code, value in given.items()
    }
    assert "14" not in material.means
