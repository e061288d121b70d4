"""A colleague's copy: where it differs, and taking over what was chosen.

Source: interface.md, 填报; the places are those of `conflicts --json`.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from support.command import CommandLine, write_json
from support.journeys import CODE, NAME


class Pair:
    """Our file and the copy of a colleague."""

    def __init__(self, greenpark: CommandLine, ours: Path, theirs: Path) -> None:
        self.greenpark, self.ours, self.theirs = greenpark, ours, theirs

    def fill(self, path: Path, **inputs: Any) -> None:
        """Fill one of the files."""
        self.greenpark.done("fill", path, write_json(path.with_suffix(".json"), inputs))

    def compare(self, *words: str) -> Any:
        """Compare, or take over."""
        return self.greenpark.done("compare", self.ours, self.theirs, *words)

    def value(self, code: str) -> str:
        """A field of our file, which must differ from what it was."""
        found = self.greenpark.done("compare", self.ours, self.base)["fields"]
        return str({item["place"]: item["ours"] for item in found}[f"answers.{code}"])

    @property
    def base(self) -> Path:
        """The file that both were copied from."""
        return self.ours.with_name("base.parkdb")


@pytest.fixture
def pair(greenpark: CommandLine, park: Path, tmp_path: Path) -> Pair:
    """Two copies of the worked example, edited apart."""
    made = Pair(greenpark, park, tmp_path / "theirs.parkdb")
    shutil.copyfile(park, made.theirs)
    shutil.copyfile(park, made.base)
    made.fill(made.ours, fields={"gdp": "700", "fulltime_staff": "5"})
    made.fill(made.theirs, fields={"gdp": "690", "industrial_output": "1530"})
    return made


def _by_place(result: Any) -> dict[str, tuple[object, object, bool]]:
    return {item["place"]: (item["ours"], item["theirs"], item["proposed"]) for item in result}


def test_what_only_the_copy_changed_is_proposed(pair: Pair) -> None:
    result = pair.compare()
    assert result["related"] is True
    assert _by_place(result["fields"]) == {
        "answers.gdp": ("700", "690", False),
        "answers.fulltime_staff": ("5", "4", False),
        "answers.industrial_output": ("1520", "1530", True),
    }


def test_taking_what_is_proposed_leaves_our_own_edits(pair: Pair) -> None:
    taken = pair.compare("--take-proposed")
    assert taken["taken"] == ["answers.industrial_output"]
    left = pair.compare()
    assert _by_place(left["fields"]).keys() == {"answers.gdp", "answers.fulltime_staff"}
    assert pair.value("industrial_output") == "1530"
    pair.greenpark.done("undo", pair.ours)
    assert "answers.industrial_output" in _by_place(pair.compare()["fields"])


def test_one_place_can_be_taken_against_our_own(pair: Pair) -> None:
    pair.compare("--take", "answers.gdp")
    assert pair.value("gdp") == "690"


def test_a_chosen_place_and_what_is_proposed_are_taken_together(pair: Pair) -> None:
    pair.compare("--take", "answers.gdp", "--take-proposed")
    assert _by_place(pair.compare()["fields"]).keys() == {"answers.fulltime_staff"}


def test_a_place_that_does_not_differ_is_named(pair: Pair) -> None:
    outcome = pair.greenpark(
        "compare", pair.ours, pair.theirs, "--take", "answers.gdb", "--lang", "en", "--json"
    )
    assert outcome.code == 2
    assert "answers.gdb" in outcome.json["error"]["message"]
    assert pair.compare()["fields"] != []


def test_a_value_that_no_field_may_have_is_refused(pair: Pair) -> None:
    """What fill would refuse, taking over refuses too, and nothing is taken."""
    pair.fill(pair.theirs, fields={"industrial_output": "9999", "high_tech_output": "9998"})
    before = pair.compare()["fields"]
    outcome = pair.greenpark(
        "compare", pair.ours, pair.theirs, "--take", "answers.high_tech_output", "--json"
    )
    assert outcome.code == 2
    assert outcome.json["error"]["items"]
    assert pair.compare()["fields"] == before


def test_a_submission_is_compared_too(pair: Pair, submission: Path) -> None:
    result = pair.greenpark.done("compare", pair.ours, submission)
    assert result["related"] is False
    assert {"answers.gdp", "answers.fulltime_staff"} == _by_place(result["fields"]).keys()


def test_a_file_of_another_park_is_refused(pair: Pair, tmp_path: Path) -> None:
    other = tmp_path / "other.parkdb"
    pair.greenpark.done("new", other, "--code", "TEST0002", "--name", NAME, "--year", "2025")
    outcome = pair.greenpark("compare", pair.ours, other, "--lang", "en", "--json")
    assert outcome.code == 2
    assert "TEST0002" in outcome.json["error"]["message"]
    assert CODE in outcome.json["error"]["hint"]


def test_evidence_comes_along_with_its_row(pair: Pair, tmp_path: Path) -> None:
    document = tmp_path / "proof.pdf"
    document.write_bytes(b"%PDF-1.4 made up for this test")
    pair.greenpark.done(
        "evidence", pair.theirs, "add", document, "--for", "gdp", "--title", "统计公报",
        "--issuer", "统计局", "--date", "2026-02-01", "--kind", "statistics",
    )  # fmt: skip
    (row,) = [
        item for item in pair.compare()["fields"] if item["place"].startswith("tables.evidence")
    ]
    pair.compare("--take", row["place"])
    verified = pair.greenpark("verify", pair.ours, "--json").json
    assert verified["problems"] == []
    submitted = pair.greenpark("check", pair.ours, "--json").json
    assert not [item for item in submitted["problems"] if "evidence" in item["id"]]


def test_words_name_field_and_both_values(pair: Pair) -> None:
    outcome = pair.greenpark("compare", pair.ours, pair.theirs, "--lang", "en")
    assert outcome.code == 0
    line = next(text for text in outcome.out.splitlines() if "answers.gdp" in text)
    assert "700 | 690" in line
