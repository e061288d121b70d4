"""The synthetic park of the design and its variants, to the last digit (rubric.md 16)."""

from decimal import Decimal
from typing import Any

import pytest

from questionnaire.numbers import round_to
from scoring.scorecard import GapTo, IndicatorScore, Scorecard
from support.scored_park import card, changed, example

EXPECTED = example()["expected"]
VARIANTS = {variant["name"]: variant for variant in example()["variants"]}
CASES = {"as it is": EXPECTED} | {name: v["expected"] for name, v in VARIANTS.items()}


def four(number: Decimal | None) -> str | None:
    return None if number is None else str(round_to(number, 4))


@pytest.fixture(scope="module")
def cards() -> dict[str, Scorecard]:
    varied = {name: card(changed(variant["changes"])) for name, variant in VARIANTS.items()}
    return {"as it is": card(), **varied}


def result_of(result: Scorecard) -> dict[str, object]:
    return {
        "class_computed": result.class_computed,
        "class_used": result.class_used,
        "total": four(result.total),
        "total_printed": str(result.total_printed),
        "total_missing_left_out": four(result.total_missing_left_out),
        "total_geometric": four(result.total_geometric),
        "data_coverage": four(result.data_coverage),
        "dimensions": {code: four(one.score) for code, one in result.dimensions.items()},
        "gates": [
            {"gate": gate.gate, "result": gate.result, "effect": gate.effect}
            for gate in result.gates
        ],
        "cap": result.cap,
        "grade_before_caps": result.grade_before_caps,
        "grade": result.grade,
        "rating_status": result.rating_status,
        "provisional": list(result.provisional),
        "code": code_of(result),
        "raise_grade": moves_of(result),
        "raise_set": set_of(result),
    }


def code_of(result: Scorecard) -> dict[str, object]:
    code = result.code
    return {
        "status": code.status,
        "K": four(code.k),
        "K_grade": code.k_grade,
        "colour": code.colour,
        "L": four(code.l),
        "L_band": code.l_band,
        "N": four(code.n),
        "method": code.method,
        "value_added_covered": four(code.value_added_covered),
    }


def moves_of(result: Scorecard) -> list[dict[str, object]]:
    return [
        {
            "code": move.code,
            "move": move.text,
            "relative": four(move.relative),
            "lever": move.lever,
            "lever_change": four(move.lever_change),
        }
        for move in result.raise_grade
    ]


def set_of(result: Scorecard) -> dict[str, object]:
    assert result.raise_set is not None
    return {
        "needed": four(result.raise_set.needed),
        "next_grade": result.raise_set.next_grade,
        "gain": four(result.raise_set.gain),
        "set": [{"code": code, "headroom": four(room)} for code, room in result.raise_set.members],
        "reachable": "yes" if result.raise_set.reachable else "no",
    }


@pytest.mark.parametrize("name", CASES)
def test_result(name: str, cards: dict[str, Scorecard]) -> None:
    found = result_of(cards[name])
    wanted = {key: value for key, value in CASES[name].items() if key in found}
    assert {key: found[key] for key in wanted} == wanted


def indicator_of(one: IndicatorScore) -> dict[str, object]:
    bounds = one.bounds
    passing = bounds.passing if bounds else None
    return {
        "status": one.status.value,
        "value": four(one.value),
        "floor": four(bounds.floor.value) if bounds else None,
        "pass": four(passing.value) if passing else None,
        "target": four(bounds.target.value) if bounds else None,
        "score": four(one.score),
        "weight_inside": four(one.weight_inside),
        "weight_effective": four(one.weight_effective),
        "points": four(one.points),
        "note": one.note,
    }


@pytest.mark.parametrize("code", EXPECTED["indicators"])
def test_indicator(code: str, cards: dict[str, Scorecard]) -> None:
    assert indicator_of(cards["as it is"].indicators[code]) == EXPECTED["indicators"][code]


def gap_of(gap: GapTo | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    return {"gap": four(gap.gap), "lever": gap.lever, "lever_change": four(gap.lever_change)}


def test_gaps(cards: dict[str, Scorecard]) -> None:
    found = {
        code: {"pass": gap_of(gap.to_pass), "target": gap_of(gap.to_target)}
        for code, gap in cards["as it is"].gaps.items()
    }
    assert found == EXPECTED["gaps"]


def test_points_add_up_to_the_total(cards: dict[str, Scorecard]) -> None:
    for result in cards.values():
        total = sum((one.points for one in result.indicators.values()), Decimal(0))
        assert result.total is not None
        assert abs(total - result.total) < Decimal("1e-24")


def test_explanation_of_an_indicator(cards: dict[str, Scorecard]) -> None:
    one = cards["as it is"].indicators["I5"]
    assert one.substituted == "37.9 / (41.2 + 0.3) * 100"
    assert one.branch == "pass..target: 60 + 40 × (91.3253 − 70) / (96 − 70)"  # rubric.md 10
    assert one.mark == "design"
    assert one.evidence
