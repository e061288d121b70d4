"""One set of numbers: park file, submission and store agree, and each number explains itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from support.command import CommandLine, differences, example, write_json
from support.journeys import CODE

MARKS = {
    code: {role: level for role, level in by.items() if role != "self"}
    for code, by in example()["inputs"]["marks"].items()
}


@pytest.fixture
def assessed(greenpark: CommandLine, store: Path, tmp_path: Path) -> Path:
    """A store with the assessors' marks of the worked example."""
    marks = write_json(tmp_path / "marks.json", {"marks": MARKS})
    greenpark.done("assess", store, "--park", CODE, "--year", "2025", marks)
    return store


def _without(result: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: item for key, item in result.items() if key not in keys}


def test_an_assessed_store_scores_like_the_park_file(
    greenpark: CommandLine, park: Path, assessed: Path, means: Path
) -> None:
    own = greenpark.done("score", park, "--industry-means", means)
    official = greenpark.done("score", assessed, "--industry-means", means)
    assert official == own
    expected = _without(example()["expected"], "robustness")
    assert differences(expected, official) == []


def test_robustness_is_the_same_in_park_file_and_store(
    greenpark: CommandLine, park: Path, assessed: Path
) -> None:
    own = greenpark.done("score", park, "--robustness")["robustness"]
    assert greenpark.done("score", assessed, "--robustness")["robustness"] == own


def test_a_submission_scores_like_the_store_before_it_is_assessed(
    greenpark: CommandLine, submission: Path, store: Path
) -> None:
    assert greenpark.done("score", submission) == greenpark.done("score", store)


def test_problems_are_the_same_everywhere(
    greenpark: CommandLine, park: Path, submission: Path, assessed: Path
) -> None:
    own = greenpark.done("check", park)
    assert greenpark.done("check", submission) == own
    assert greenpark.done("check", assessed) == own


def test_the_inventory_is_the_same_everywhere(
    greenpark: CommandLine, park: Path, submission: Path, assessed: Path
) -> None:
    own, sent, official = (
        greenpark.done("inventory", path) for path in (park, submission, assessed)
    )
    assert sent == official
    assert _without(sent, "lines") == _without(own, "lines")
    assert _by_source(sent) == _by_source(own)


def _by_source(inventory: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The lines in one order; the order of rows is no part of what is sent."""
    lines = [{**line, "rows": sorted(line["rows"])} for line in inventory["lines"]]
    return sorted(lines, key=lambda line: str(line["source"]))


def test_every_number_of_park_file_and_store_is_its_own_explanation(
    greenpark: CommandLine, park: Path, assessed: Path, means: Path
) -> None:
    for subject in (park, assessed):
        result = greenpark.done("explain", subject, "--verify", "--industry-means", means)
        assert result["differences"] == []
        assert result["verified"] == len(result["steps"]) > 400


def test_the_ranking_shows_the_numbers_of_the_card(
    greenpark: CommandLine, assessed: Path, means: Path
) -> None:
    card = greenpark.done("score", assessed, "--industry-means", means)
    (row,) = greenpark.done("rank", assessed, "--industry-means", means)["parks"]
    assert row == {
        "rank": 1,
        "code": CODE,
        "name": "合成园区甲",
        "class": card["class_used"],
        "total_printed": card["total_printed"],
        "grade": card["grade"],
        "code_status": card["code"]["status"],
        "colour": card["code"]["colour"],
        "K": card["code"]["K"],
        "coverage": card["data_coverage"],
        "status": "final",
    }


def test_a_store_remembers_a_score_once_for_the_same_grounds(
    greenpark: CommandLine, assessed: Path, means: Path
) -> None:
    first = greenpark.done("rank", assessed)
    with_means = greenpark.done("rank", assessed, "--industry-means", means)
    assert first["parks"][0]["K"] != with_means["parks"][0]["K"]
    assert greenpark.done("rank", assessed) == first
    assert greenpark.done("rank", assessed, "--industry-means", means) == with_means
