"""The answers of the invented parks: complete, coherent, repeatable, and plainly not real."""

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from questionnaire.answers import AnswerSet
from questionnaire.fill_shape import read_fill
from questionnaire.problems import Severity
from services.bootstrap import Product, load_product, read_resources
from services.demonstration.documents import park_document, worked_example_document
from services.demonstration.identities import credit_code
from services.demonstration.marks import assessment_document, worked_example_assessment
from services.demonstration.material import Material, read_material
from services.demonstration.profiles import YEARS, ParkProfile
from services.evaluation import Evaluation
from support.command import example

TODAY = dt.date(2026, 3, 31)
SEEDS = (20260101, 1, 2**40)
CLASSES = {
    "DEMO-01": "IC",
    "DEMO-02": "IE",
    "DEMO-03": "CC",
    "DEMO-04": "CE",
    "DEMO-05": "CC",
    "DEMO-06": "CE",
}
PARKS = tuple(CLASSES)
INVENTED = ("示例", "虚构", "合成", "DEMO", "TEXP", "演示")


@pytest.fixture(scope="module")
def product() -> Product:
    return load_product()


@pytest.fixture(scope="module")
def material(product: Product) -> Material:
    texts = read_resources("demonstration")
    return read_material(texts, product.catalogue, product.references)


def _profile(material: Material, code: str) -> ParkProfile:
    return next(item for item in material.profiles if item.code == code)


def _answers(product: Product, year: int, *documents: Any) -> AnswerSet:
    numbers = itertools.count()
    answers = AnswerSet(year)
    for document in documents:
        answers = read_fill(
            product.catalogue, document, answers, product.references, lambda: f"row{next(numbers)}"
        )
    return answers


def _evaluations(
    product: Product, material: Material, code: str, seed: int = SEEDS[0]
) -> dict[int, Evaluation]:
    profile = _profile(material, code)
    history = {
        year: _answers(
            product,
            year,
            park_document(material, profile, year, seed),
            {"marks": assessment_document(profile, year)["marks"]},
        )
        for year in YEARS
    }
    return {
        year: Evaluation(product, history, year, TODAY, industry_means=material.means)
        for year in YEARS
    }


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


@pytest.mark.parametrize("code", PARKS)
@pytest.mark.parametrize("seed", SEEDS)
def test_has_no_hard_problem_and_confirms_exactly_the_soft_ones(
    product: Product, material: Material, code: str, seed: int
) -> None:
    for evaluation in _evaluations(product, material, code, seed).values():
        problems = evaluation.problems
        assert [item.id for item in problems if item.severity is Severity.HARD] == []
        assert {item.id for item in problems if item.confirmed} == {item.id for item in problems}
        assert set(evaluation.answers.confirmed) == {item.id for item in problems}


@pytest.mark.parametrize("code, expected", list(CLASSES.items()))
def test_has_the_class_of_its_profile(
    product: Product, material: Material, code: str, expected: str
) -> None:
    found = [
        item.scorecard.class_computed for item in _evaluations(product, material, code).values()
    ]
    assert found == [expected, expected]


def test_the_parks_show_what_the_program_can_say(product: Product, material: Material) -> None:
    cards = {code: _evaluations(product, material, code)[2025].scorecard for code in PARKS}
    assert {card.grade for card in cards.values()} == {"A", "C", "D", "E"}  # B: worked example
    assert {card.code.status for card in cards.values()} == {"final", "provisional", "none"}
    assert (cards["DEMO-02"].grade_before_caps, cards["DEMO-02"].cap) == ("B", "C")
    assert cards["DEMO-05"].indicators["T9"].note == "set to 0 by gate G5"
    assert cards["DEMO-06"].provisional == ("reconciliation required",)
    assert cards["DEMO-03"].indicators["P8"].status == "no_data"
    assert len({card.code.colour for card in cards.values()}) >= 4


def test_the_inventories_show_exports_processes_and_land_that_emits(
    product: Product, material: Material
) -> None:
    first = _evaluations(product, material, "DEMO-01")[2025].inventory.values
    for name in ("inventory.export_co2", "inventory.process_co2", "inventory.removals"):
        value = first[name]
        assert value is not None
        assert value > 0
    heat = first["inventory.carrier_tce_heat"]
    assert heat is not None
    assert heat < 0  # more heat is made than used
    third = _evaluations(product, material, "DEMO-03")[2025].inventory.values
    assert third["inventory.removals"] == Decimal("260") * Decimal("3.9") - Decimal("34")


@pytest.mark.parametrize("code", PARKS)
def test_reports_the_share_of_its_emissions_that_the_profile_names(
    product: Product, material: Material, code: str
) -> None:
    value = _evaluations(product, material, code)[2025].scorecard.indicators["P2"].value
    assert value is not None
    assert abs(value / 100 - _profile(material, code).coverage) < Decimal("0.0001")


@pytest.mark.parametrize("code", PARKS)
@pytest.mark.parametrize("year", YEARS)
def test_same_seed_same_answers_other_seed_others(material: Material, code: str, year: int) -> None:
    profile = _profile(material, code)
    first = json.dumps(park_document(material, profile, year, 7))
    assert json.dumps(park_document(material, profile, year, 7)) == first
    assert json.dumps(park_document(material, profile, year, 8)) != first


@pytest.mark.parametrize("code", PARKS)
def test_names_say_that_they_are_invented(material: Material, code: str) -> None:
    document: Any = park_document(material, _profile(material, code), 2025, SEEDS[0])
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


@pytest.mark.parametrize("code", PARKS)
def test_numbers_are_texts_of_at_most_15_digits(material: Material, code: str) -> None:
    document = park_document(material, _profile(material, code), 2025, SEEDS[0])
    for text in _texts(document):
        if text.lstrip("-").replace(".", "", 1).isdigit():
            assert len(text.lstrip("-0.").replace(".", "")) <= 15
            assert not text.endswith(".")


def test_one_name_has_28_characters(material: Material) -> None:
    assert 28 in {len(profile.name) for profile in material.profiles}


def test_registers_hold_8_to_30_firms(material: Material) -> None:
    sizes = {profile.enterprises for profile in material.profiles}
    assert min(sizes) >= 8
    assert max(sizes) <= 30


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


@pytest.mark.parametrize("code", PARKS)
def test_every_assessor_mark_has_a_name_a_time_and_where_it_differs_a_reason(
    material: Material, code: str
) -> None:
    profile = _profile(material, code)
    document: Any = assessment_document(profile, 2025)
    assert len(document["marks"]) == 19
    for indicator, by_role in document["marks"].items():
        own = profile.levels[indicator][0]
        for role, mark in by_role.items():
            assert mark["name"]
            assert mark["time"].startswith("2026-03-2")
            if int(mark["level"]) != own or role == "reconciled":
                assert len(mark["reason"]) >= 10


def test_means_of_the_demonstration_call_themselves_synthetic(material: Material) -> None:
    assert {"synthetic" in item.source for item in material.means.values()} == {True}
    given = example()["parameters"]["industry_means"]
    assert {code: material.means[code].value for code in given} == {
        code: Decimal(value) for code, value in given.items()
    }
    assert "14" not in material.means
