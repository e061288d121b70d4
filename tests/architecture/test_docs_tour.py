"""docs/tour-of-a-number.md: its arithmetic, its numbers and its files are those of a real run."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from questionnaire.numbers import round_to
from support.command import CommandLine, example, write_json
from support.project import ROOT

PAGE = (ROOT / "docs" / "tour-of-a-number.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^\| \d \| `([^`]+)` \| (.*) \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
NUMBERS = re.findall(r"^\| `([\w.]+)` \| ([\d.]+) \|$", PAGE, re.MULTILINE)
SUMS = [
    ("9800 × 21.6219", Decimal("9800") * Decimal("21.6219"), "211894.62"),
    ("24 × 16 ÷ 96", Decimal(24) * 16 / 96, "4"),
    ("3575000 MWh × 0.5827", 3575000 * Decimal("0.5827"), "2083152.5"),
    ("1770000 GJ × 0.11", 1770000 * Decimal("0.11"), "194700"),
    ("9800 × 13.3", 9800 * Decimal("13.3"), "130340"),
]


@pytest.fixture
def values(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> dict[str, str]:
    """Name and value of every step of the worked example."""
    greenpark = CommandLine(capsys)
    park = tmp_path / "park.parkdb"
    means = write_json(tmp_path / "means.json", example()["parameters"]["industry_means"])
    greenpark.done("new", park, "--code", "TEST0001", "--name", "合成园区甲", "--year", "2025")
    greenpark.done("fill", park, write_json(tmp_path / "answers.json", example()))
    result = greenpark.done("explain", park, "--industry-means", means)
    return {step["name"]: step["value"] for step in result["steps"]}


def test_the_tour_has_eight_steps() -> None:
    assert len(STEPS) == 8
    assert len(NUMBERS) == 11


def test_the_numbers_are_those_of_a_run(values: dict[str, str]) -> None:
    for name, written in NUMBERS:
        places = -min(int(Decimal(written).as_tuple().exponent), 0)
        assert round_to(Decimal(values[name]), places) == Decimal(written), name


@pytest.mark.parametrize("text, result, written", SUMS, ids=[text for text, *_ in SUMS])
def test_the_products_are_right(text: str, result: Decimal, written: str) -> None:
    assert text in PAGE
    assert result == Decimal(written)
    assert written in PAGE


def test_the_sums_are_right() -> None:
    sums = [item[2] for item in STEPS[2:4]]
    for text, (_, _, _, result) in zip(sums, STEPS[2:4], strict=True):
        terms = re.findall(r"([+−]?) ?([\d.]+)", text)
        total = sum(Decimal(term) * (-1 if sign == "−" else 1) for sign, term in terms)
        assert total == Decimal(result.split()[0]), text
