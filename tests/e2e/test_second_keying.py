"""二次录入核对 from the command line: agreement by value, decisions, and the note in the file.

Source: interface.md, 填报. The values of the first keying are those of the worked example.
"""

from pathlib import Path
from typing import Any

import pytest

from db.park_file import ParkFile
from services.bootstrap import load_product
from services.second_keying import keying_records
from support.command import CommandLine, Outcome, write_json

FIRST = {"gdp": "680", "industrial_output": "1520", "industrial_land": "28.5"}
"""As typed in the worked example (rubric.md 16)."""


class Desk:
    """A second person with the park file."""

    def __init__(self, greenpark: CommandLine, park: Path) -> None:
        self.greenpark, self.park = greenpark, park

    def recheck(self, keyed: dict[str, Any], *words: str) -> Outcome:
        """Key some fields again."""
        path = write_json(self.park.with_suffix(".json"), keyed)
        return self.greenpark("recheck", self.park, path, "--by", "王工", *words, "--json")

    def gdp(self) -> str:
        """GDP of the file, found by keying a value that it does not have."""
        (found,) = self.recheck({"gdp": "0.5"}).json["differences"]
        return str(found["first"])


@pytest.fixture
def desk(greenpark: CommandLine, park: Path) -> Desk:
    """The worked example."""
    return Desk(greenpark, park)


def test_values_agree_however_they_are_written(desk: Desk) -> None:
    typed = {"gdp": "680.0", "industrial_output": "1,520", "industrial_land": "２８．５"}
    outcome = desk.recheck(typed)
    assert outcome.code == 0
    assert set(outcome.json["agreed"]) == set(FIRST)
    assert outcome.json["differences"] == []


def test_a_difference_is_listed_and_changes_nothing_until_decided(desk: Desk) -> None:
    outcome = desk.recheck({"gdp": "860", "industrial_output": "1520"})
    assert outcome.code == 1
    (found,) = outcome.json["differences"]
    assert (found["code"], found["first"], found["second"]) == ("gdp", "680", "860")
    assert desk.gdp() == "680"


def test_the_second_value_is_taken_and_can_be_taken_back(desk: Desk) -> None:
    outcome = desk.recheck({"gdp": "690"}, "--take-second", "gdp")
    assert (outcome.code, outcome.json["taken"]) == (0, ["gdp"])
    assert desk.gdp() == "690"
    desk.greenpark.done("undo", desk.park)
    assert desk.gdp() == "680"


def test_what_cannot_be_read_is_a_difference_with_its_reason(desk: Desk) -> None:
    outcome = desk.recheck({"gdp": "about lots"})
    (found,) = outcome.json["differences"]
    assert found["second"] is None
    assert found["message"]
    refused = desk.recheck({"gdp": "about lots"}, "--take-second", "gdp")
    assert refused.code == 2
    assert refused.json["error"]["items"][0]["place"] == "gdp"


def test_a_year_that_is_not_there_is_named_with_those_that_are(desk: Desk) -> None:
    outcome = desk.recheck({"gdp": "680"}, "--year", "1999")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")
    assert "2025" in outcome.json["error"]["hint"]


def test_a_check_by_nobody_is_refused(desk: Desk) -> None:
    path = write_json(desk.park.with_suffix(".json"), {"gdp": "680"})
    outcome = desk.greenpark("recheck", desk.park, path, "--by", "  ", "--json")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "bad-keying")


def test_blank_was_not_keyed(desk: Desk) -> None:
    outcome = desk.recheck({"gdp": " ", "industrial_output": "1520"})
    assert outcome.json["agreed"] == ["industrial_output"]


@pytest.mark.parametrize("code", ["nonsense", "enterprises", "T1_level"])
def test_only_fields_with_a_value_are_keyed_again(desk: Desk, code: str) -> None:
    outcome = desk.recheck({code: "1", "gdp": "680"})
    assert outcome.code == 2
    assert [item["place"] for item in outcome.json["error"]["items"]] == [code]


def test_a_second_value_that_breaks_a_check_is_refused_whole(desk: Desk) -> None:
    outcome = desk.recheck({"gdp": "690", "high_tech_output": "1521"}, "--take-second", "gdp",
                           "--take-second", "high_tech_output")  # fmt: skip
    assert outcome.code == 2
    assert desk.gdp() == "680"


def test_who_checked_what_stays_with_the_file(desk: Desk) -> None:
    desk.recheck({"gdp": "690", "industrial_output": "1520", "industrial_land": "28"},
                 "--take-second", "gdp")  # fmt: skip
    with ParkFile.open(desk.park, load_product().catalogue, read_only=True) as park:
        (record,) = keying_records(park)
    assert (record.year, record.by) == (2025, "王工")
    assert record.agreed == ("industrial_output",)
    assert (record.corrected, record.kept) == (("gdp",), ("industrial_land",))
