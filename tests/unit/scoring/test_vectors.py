"""The test vectors of rubric.md 17."""

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from questionnaire.answers import Mark, Row
from questionnaire.numbers import exact, round_to
from scoring.gates import grade_of, rate
from scoring.goalposts import score_of
from scoring.marks import level_used
from scoring.scorecard import GateResult
from support.checked_park import park, with_rows, with_values
from support.project import ROOT
from support.scored_park import basis, card, means, shipped_edition

VECTORS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (ROOT / "tests" / "cases" / "scoring" / "vectors.toml").read_text(encoding="utf-8")
)
ONE = Decimal(1)


@pytest.mark.parametrize("case", VECTORS["score"])
def test_score(case: dict[str, str]) -> None:
    bounds = shipped_edition().indicators[case["indicator"]].bounds[0].bounds
    with exact():
        score = score_of(Decimal(case["value"]), bounds)
    assert round_to(score, 4) == Decimal(case["score"])


@pytest.mark.parametrize("case", VECTORS["grade"])
def test_grade_rests_on_the_rounded_total(case: dict[str, str]) -> None:
    printed = round_to(Decimal(case["total"]), 1)
    assert str(printed) == case["printed"]
    assert grade_of(shipped_edition(), printed) == case["grade"]


def one_industry_park() -> Any:
    """A park of one industry with value added 1 and mean 1: K and L are code_co2 / 10000."""
    row: Row = {"year": Decimal(2025), "industry": "39", "value_added": ONE}
    return with_rows(with_values(park(), industrial_value_added=ONE), "industries", {"r": row})


@pytest.mark.parametrize("case", VECTORS["efficiency"])
def test_efficiency_band(case: dict[str, str]) -> None:
    co2 = str(Decimal(case["k"]) * 10000)
    code = card(
        one_industry_park(), on=basis(inventory__code_co2=co2), industry_means=means(i39="1")
    ).code
    assert (code.k, str(code.k_grade), code.colour) == (
        Decimal(case["k"]),
        case["grade"],
        case["colour"],
    )


@pytest.mark.parametrize("case", VECTORS["level"])
def test_level_band(case: dict[str, str]) -> None:
    co2 = str(Decimal(case["l"]) * 10000)
    code = card(one_industry_park(), on=basis(inventory__code_co2=co2)).code
    assert code.l_band == case["band"]


@pytest.mark.parametrize("case", VECTORS["coverage"])
def test_coverage_of_carbon_data_decides_how_far_the_code_is_valid(case: dict[str, str]) -> None:
    reported = basis(inventory__territorial_co2="100", enterprises__co2_reported=case["p2"])
    found = card(on=reported)
    assert (found.code.status, found.gates[5].effect) == (case["status"], case["effect"])
    assert found.grade == card().grade or case["p2"] != "80"


@pytest.mark.parametrize("case", VECTORS["marks"])
def test_two_assessors(case: dict[str, Any]) -> None:
    used = level_used(
        {"self": Mark(4), "assessor_a": Mark(case["a"]), "assessor_b": Mark(case["b"])}
    )
    assert used is not None
    assert (used.level, used.note, used.open) == (case["level"], case["note"], case["open"])


@pytest.mark.parametrize("case", VECTORS["caps"])
def test_caps(case: dict[str, Any]) -> None:
    edition = shipped_edition()
    gates = [
        GateResult(
            rule.code,
            rule.label,
            "fail" if rule.code in case["failed"] else "pass",
            rule.effect if rule.code in case["failed"] else "",
            {},
            rule.source,
        )
        for rule in edition.gates
    ]
    rating = rate(edition, gates, Decimal(case["total"]))
    assert rating.grade == case["grade"]
    assert (rating.binding_cap_gate or "") == case["binding"]
