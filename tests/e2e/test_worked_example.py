"""The worked example of rubric.md 16 through the commands: equal digit for digit."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support.command import CommandLine, differences, example, installed, write_json

EXPECTED = example()["expected"]
VARIANTS = example()["variants"]
WITHOUT_TOLERANCE = {key: item for key, item in EXPECTED.items() if key != "robustness"}


def test_scores_as_the_design_says(greenpark: CommandLine, park: Path, means: Path) -> None:
    result = greenpark.done("score", park, "--industry-means", means)
    assert differences(WITHOUT_TOLERANCE, result) == []


def test_the_installed_command_gives_the_same(tmp_path: Path, means: Path) -> None:
    park = tmp_path / "park.parkdb"
    answers = write_json(tmp_path / "answers.json", example()["inputs"])
    made = installed("new", park, "--code", "TEST0001", "--name", "合成园区甲", "--year", "2025")
    filled = installed("fill", park, answers, "--json")
    scored = installed("score", park, "--industry-means", means, "--json")
    assert [made.code, filled.code, scored.code] == [0, 0, 0], (made.err, filled.err, scored.err)
    assert differences(WITHOUT_TOLERANCE, scored.json) == []


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: str(variant["name"]))
def test_variants(
    greenpark: CommandLine, park: Path, means: Path, tmp_path: Path, variant: Any
) -> None:
    changes = dict(variant["changes"])
    if "marks" in changes:  # the variant holds self marks alone: the others are taken away
        others = {"assessor_a": None, "assessor_b": None, "reconciled": None}
        changes["marks"] = {code: {**others, **by} for code, by in changes["marks"].items()}
    greenpark.done("fill", park, write_json(tmp_path / "changes.json", changes))
    result = greenpark.done("score", park, "--industry-means", means)
    assert differences(variant["expected"], result) == []


def test_robustness_is_within_its_tolerance(
    greenpark: CommandLine, park: Path, means: Path
) -> None:
    result = greenpark.done("score", park, "--industry-means", means, "--robustness")["robustness"]
    expected = EXPECTED["robustness"]
    assert (result["runs"], result["seed"]) == (expected["runs"], expected["seed"])
    for name in ("median", "p05", "p95"):
        assert abs(Decimal(result[name]) - Decimal(expected[name])) <= Decimal("0.5")
    for grade, share in expected["probability"].items():
        assert abs(Decimal(result["probability"][grade]) - Decimal(share)) <= Decimal("0.03")


def test_has_no_hard_problem_and_two_confirmed_soft_ones(
    greenpark: CommandLine, park: Path
) -> None:
    problems = greenpark.done("check", park)["problems"]
    found = {(problem["severity"], problem["id"]): problem["confirmed"] for problem in problems}
    reasons = example()["inputs"]["confirmations"]
    assert found == {("soft", name): reason for name, reason in reasons.items()}


def test_every_number_is_recomputed_from_its_explanation(
    greenpark: CommandLine, park: Path, means: Path
) -> None:
    result = greenpark.done("explain", park, "--verify", "--industry-means", means)
    assert result["differences"] == []
    named = {step["name"] for step in result["steps"]}
    assert named >= {f"inventory.{name}" for name in ("total_tce", "net_co2", "code_co2")}
    assert named >= {f"{code}.score" for code in EXPECTED["indicators"] if code not in {"E2", "F1"}}
    assert named >= {"total", "code.K", "code.L", "code.N"}
