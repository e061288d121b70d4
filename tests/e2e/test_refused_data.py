"""Industry means, rubric folders, and names that are not there: each refused with the way out."""

import json
import shutil
from pathlib import Path

import pytest

from support.command import CommandLine, Outcome
from support.journeys import CODE
from support.project import ROOT

EDITION = ROOT / "resources" / "rubrics" / "js-2026.1"


def _refused(outcome: Outcome, code: str) -> dict[str, str]:
    """Messages by place of a refusal that says the way out."""
    assert outcome.code == 2, outcome
    error = outcome.json["error"]
    assert error["code"] == code
    assert error["message"]
    assert error["hint"]
    assert "Traceback" not in outcome.err
    return {item["place"]: item["message"] for item in error["items"]}


MEANS: dict[str, tuple[str, str, set[str]]] = {
    "no JSON": ("m.json", "39: 0.62", set()),
    "a list": ("m.json", '["39"]', set()),
    "duplicate": ("m.json", '{"39": "0.62", "39": "0.55"}', set()),
    "NaN": ("m.json", '{"39": NaN}', {"39"}),
    "deep": ("m.json", "[" * 100_000, set()),
    "zero": ("m.json", '{"39": "0"}', {"39"}),
    "negative and unknown": ("m.json", '{"39": "-1", "99": "2"}', {"39", "99"}),
    "text": ("m.json", '{"39": "a lot"}', {"39"}),
    "nested": ("m.json", '{"39": {"value": "1"}}', {"39"}),
    "too many digits": ("m.json", '{"39": "0.1234567890123456789"}', {"39"}),
    "huge exponent": ("m.json", '{"39": "1e999999999"}', {"39"}),
    "empty": ("m.json", "{}", set()),
    "no columns": ("m.csv", "branch,mean\n39,0.62\n", set()),
    "empty table": ("m.csv", "", set()),
    "repeated": ("m.csv", "industry,value\n39,0.62\n39,0.55\n", {"39"}),
    "unit": ("m.csv", "industry,value,unit,year,source\n39,0.62,kg,2023,x\n", {"39"}),
}


class TestIndustryMeans:
    @pytest.mark.parametrize("name", MEANS)
    def test_that_are_broken(
        self, greenpark: CommandLine, park: Path, tmp_path: Path, name: str
    ) -> None:
        file, text, places = MEANS[name]
        (tmp_path / file).write_text(text, encoding="utf-8")
        outcome = greenpark("score", park, "--industry-means", tmp_path / file, "--json")
        assert _refused(outcome, "bad-industry-means").keys() == places
        assert file in outcome.json["error"]["message"]

    def test_in_another_encoding(self, greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
        path = tmp_path / "m.csv"
        path.write_bytes("industry,value,source\n39,0.62,省厅\n".encode("utf-16"))
        outcome = greenpark("score", park, "--industry-means", path, "--json")
        _refused(outcome, "bad-industry-means")

    def test_that_are_huge(self, greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
        path = tmp_path / "m.json"
        with path.open("wb") as file:
            file.truncate(2**40)
        outcome = greenpark("score", park, "--industry-means", path, "--json")
        _refused(outcome, "bad-input")

    def test_that_are_not_there(self, greenpark: CommandLine, park: Path, store: Path) -> None:
        for words in (("score", park), ("rank", store), ("explain", park)):
            outcome = greenpark(*words, "--industry-means", "nothing.json", "--json")
            _refused(outcome, "no-file")

    def test_that_are_a_folder(self, greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
        outcome = greenpark("score", park, "--industry-means", tmp_path, "--json")
        _refused(outcome, "no-file")

    def test_with_a_byte_order_mark_are_taken(
        self, greenpark: CommandLine, park: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "m.json").write_bytes(b'\xef\xbb\xbf{"39": 0.62, "27": "0.55"}')
        marked = greenpark.done("score", park, "--industry-means", tmp_path / "m.json")
        (tmp_path / "plain.json").write_bytes(b'{"39": 0.62, "27": "0.55"}')
        plain = greenpark.done("score", park, "--industry-means", tmp_path / "plain.json")
        assert marked["code"]["K"] == plain["code"]["K"]
        assert marked["code"] != greenpark.done("score", park)["code"]


class TestNamesThatAreNotThere:
    @pytest.mark.parametrize(
        "words,named",
        [
            (("score", "--year", "2019"), "2025"),
            (("check", "--year", "2019"), "2025"),
            (("inventory", "--year", "2019"), "2025"),
            (("explain", "--year", "2019"), "2025"),
            (("score", "--park", "TEST0009"), CODE),
            (("score", "--rubric", "js-1999"), "js-2026.1"),
            (("score", "--weights", "none"), "design-2026"),
            (("inventory", "--factors", "none"), "DEFAULT"),
            (("score", "--explain", "T99"), "T5"),
        ],
    )
    def test_are_named_with_those_that_are(
        self,
        greenpark: CommandLine,
        park: Path,
        store: Path,
        words: tuple[str, ...],
        named: str,
    ) -> None:
        for subject in (park, store):
            outcome = greenpark(words[0], subject, *words[1:], "--json")
            _refused(outcome, "unknown-item")
            assert named in outcome.json["error"]["hint"], words

    def test_of_a_number_on_the_card(self, greenpark: CommandLine, park: Path) -> None:
        _refused(greenpark("explain", park, "no.such.number", "--json"), "unknown-item")

    def test_of_a_file(self, greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
        nothing = tmp_path / "nothing"
        details: tuple[str, ...] = (
            "--for",
            "T1",
            "--title",
            "t",
            "--issuer",
            "i",
            "--date",
            "2025-01-01",
        )
        details += ("--kind", "document")
        commands: list[tuple[str | Path, ...]] = [
            ("fill", nothing, nothing),
            ("fill", park, nothing),
            ("check", nothing),
            ("inventory", nothing),
            ("score", nothing),
            ("explain", nothing),
            ("roll", nothing, "--year", "2026"),
            ("undo", nothing),
            ("redo", nothing),
            ("submit", nothing, "-o", tmp_path / "out"),
            ("conflicts", nothing),
            ("rank", nothing),
            ("report", nothing, "-o", tmp_path / "out"),
            ("withdraw", nothing, "0" * 64, "--why", "误报"),
            ("assess", nothing, nothing, "--park", CODE, "--year", "2025"),
            ("store", "check", nothing),
            ("store", "rebuild", nothing),
            ("store", "backup", nothing, "-o", tmp_path / "out"),
            ("store", "keys", nothing),
            ("evidence", park, "add", nothing, *details),
        ]
        for words in commands:
            outcome = greenpark(*words, "--json", "--lang", "en")
            _refused(outcome, "no-file")
            assert "nothing" in outcome.json["error"]["message"], words
        assert [path.name for path in tmp_path.iterdir()] == ["park.parkdb"]

    def test_of_another_kind(
        self, greenpark: CommandLine, park: Path, submission: Path, store: Path, tmp_path: Path
    ) -> None:
        letter = tmp_path / "letter.txt"
        letter.write_text("给省厅的信" * 1000, encoding="utf-8")
        for words in (
            ("score", letter),
            ("fill", letter, tmp_path / "a.json"),
            ("fill", store, tmp_path / "a.json"),
            ("fill", submission, tmp_path / "a.json"),
            ("rank", park),
            ("rank", submission),
            ("rank", letter),
            ("undo", store),
            ("submit", store, "-o", tmp_path / "out"),
            ("report", letter, "-o", tmp_path / "cards"),
            ("store", "check", park),
        ):
            (tmp_path / "a.json").write_text("{}", encoding="utf-8")
            outcome = greenpark(*words, "--json")
            _refused(outcome, "foreign-file")


class TestRubricFolder:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A copy of the shipped edition."""
        return Path(shutil.copytree(EDITION, tmp_path / "edition"))

    def test_that_is_shipped_has_no_defect(self, greenpark: CommandLine, folder: Path) -> None:
        assert greenpark.done("rubric", "check", folder)["defects"] == []

    def test_all_defects_are_named_with_file_and_place(
        self, greenpark: CommandLine, folder: Path
    ) -> None:
        indicator = folder / "indicators" / "T5.toml"
        text = indicator.read_text(encoding="utf-8")
        indicator.write_text(text.replace("gdp", "no_such_field"), encoding="utf-8")
        (folder / "indicators" / "T4.toml").unlink()
        (folder / "gates.toml").write_text("[gates\n", encoding="utf-8")
        outcome = greenpark("rubric", "check", folder, "--json", "--lang", "en")
        assert outcome.code == 1
        defects = outcome.json["defects"]
        files = {item["file"] for item in defects}
        assert {"indicators/T5.toml", "gates.toml"} <= files
        assert any("T4" in item["message"] + item["file"] + item["place"] for item in defects)
        assert all(item["rule"] and item["message"] for item in defects)
        told = greenpark("rubric", "check", folder, "--lang", "en")
        assert told.code == 1
        assert f"{len(defects)} defects." in told.out

    def test_weights_that_do_not_sum_to_100(self, greenpark: CommandLine, folder: Path) -> None:
        (path,) = sorted((folder / "weights").iterdir())[:1]
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("14", "15", 1), encoding="utf-8")
        outcome = greenpark("rubric", "check", folder, "--json")
        assert outcome.code == 1
        assert any(item["file"] == f"weights/{path.name}" for item in outcome.json["defects"])

    def test_bytes_that_are_no_text(self, greenpark: CommandLine, folder: Path) -> None:
        (folder / "edition.toml").write_bytes(b"\xff\xfe\x00")
        outcome = greenpark("rubric", "check", folder, "--json")
        assert outcome.code in {1, 2}
        assert "edition.toml" in json.dumps(outcome.json)

    def test_that_is_empty_or_a_file(
        self, greenpark: CommandLine, tmp_path: Path, park: Path
    ) -> None:
        (tmp_path / "empty").mkdir()
        assert greenpark("rubric", "check", tmp_path / "empty", "--json").code == 1
        _refused(greenpark("rubric", "check", park, "--json"), "bad-input")
        _refused(greenpark("rubric", "check", tmp_path / "nothing", "--json"), "bad-input")

    def test_of_an_edition_that_is_not_installed(self, greenpark: CommandLine) -> None:
        _refused(greenpark("rubric", "show", "js-1999", "--json"), "unknown-item")
        _refused(greenpark("rubric", "show", "js-2026.1", "T99", "--json"), "unknown-item")


def test_a_file_in_place_of_a_folder_is_bad_input(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"mine")
    for words in (
        ("report", park, "-o", there),
        ("export", park, there, "--csv"),
        ("form", there / "form.pdf", park),
    ):
        _refused(greenpark(*words, "--json"), "bad-input")
    assert there.read_bytes() == b"mine"
