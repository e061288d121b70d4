"""Answers that cannot be taken: each class of broken input, its place, its rule and the way out.

Source: interface.md, Command line (fill, exit codes); rubric.md 14.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from support.command import CommandLine, Outcome, example, write_json

ENERGY = example()["inputs"]["tables"]["energy_carriers"]


def _refused(greenpark: CommandLine, park: Path, answers: Path, *words: str) -> Outcome:
    """Fill in what must be refused: nothing changes, one JSON object, a way out, both languages."""
    before = sha256(park.read_bytes()).hexdigest()
    chinese = greenpark("fill", park, answers, *words, "--json")
    english = greenpark("fill", park, answers, *words, "--json", "--lang", "en")
    told = greenpark("fill", park, answers, *words, "--lang", "en")
    assert [chinese.code, english.code, told.code] == [2, 2, 2], chinese.out
    assert sha256(park.read_bytes()).hexdigest() == before
    assert told.out == ""
    first, second = chinese.json["error"], english.json["error"]
    assert first["message"] != second["message"]
    assert first["hint"]
    assert second["hint"]
    assert english.json["error"]["message"] in told.err
    for item in second["items"]:
        assert item["rule"]
        assert item["message"] in told.err
    for outcome in (chinese, english):
        assert "{" not in outcome.json["error"]["message"]
        assert "Traceback" not in outcome.err
    return english


def _items(outcome: Outcome) -> dict[str, str]:
    """Messages by place."""
    return {item["place"]: item["message"] for item in outcome.json["error"]["items"]}


@pytest.mark.parametrize(
    "document,place",
    [
        ({"fields": {"gdp": "many"}}, "fields.gdp"),
        ({"fields": {"gdp": True}}, "fields.gdp"),
        ({"fields": {"gdp": ["1"]}}, "fields.gdp"),
        ({"fields": {"gdp": {"value": "1"}}}, "fields.gdp"),
        ({"fields": {"gdp": "NaN"}}, "fields.gdp"),
        ({"fields": {"gdp": "Infinity"}}, "fields.gdp"),
        ({"fields": {"gdp": "1e400"}}, "fields.gdp"),
        ({"fields": {"gdp": "1234567890123456"}}, "fields.gdp"),
        ({"fields": {"gdp": "0x10"}}, "fields.gdp"),
        ({"fields": {"fulltime_staff": "2.5"}}, "fields.fulltime_staff"),
        ({"fields": {"no_such_field": "1"}}, "fields.no_such_field"),
        ({"fields": {"boundary_type": "circle"}}, "fields.boundary_type"),
        ({"fields": {"declaration_date": "2025-02-30"}}, "fields.declaration_date"),
        ({"fields": {"contact_name": "\x1b[31m王五"}}, "fields.contact_name"),
        ({"fields": {"contact_name": "王\x00五"}}, "fields.contact_name"),
        ({"fields": {"boundary_description": "长" * 50_001}}, "fields.boundary_description"),
        ({"fields": []}, "fields"),
        ({"answers": {}}, "answers"),
        ({"tables": {"no_such_table": []}}, "tables.no_such_table"),
        ({"tables": {"energy_carriers": {"a": 1}}}, "tables.energy_carriers"),
        ({"tables": {"energy_carriers": ["row"]}}, "tables.energy_carriers[0]"),
        (
            {"tables": {"energy_carriers": [{**ENERGY[0], "amount": "1"}]}},
            "tables.energy_carriers[0].amount",
        ),
        (
            {"tables": {"energy_carriers": [ENERGY[0], {**ENERGY[1], "consumption": "x"}]}},
            "tables.energy_carriers[1].consumption",
        ),
        (
            {"tables": {"energy_carriers": [{**ENERGY[0], "carrier": "unobtainium"}]}},
            "tables.energy_carriers[0].carrier",
        ),
        ({"tables": {"energy_carriers": [{**ENERGY[0], "year": "2024"}]}}, "[0].year"),
        ({"marks": {"T1": {"self": 5}}}, "marks.T1.self"),
        ({"marks": {"T4": {"self": 3}}}, "marks.T4"),
        ({"marks": {"T1": {"boss": 3}}}, "marks.T1.boss"),
        ({"marks": {"T1": {"self": 3}}, "fields": {"T1_level": "2"}}, "T1"),
        ({"status": {"gdp": {"status": "no_data"}}}, "status.gdp"),
        ({"status": {"gdp": {"status": "no_data", "reason": "太短"}}}, "status.gdp"),
        ({"status": {"gdp": {"status": "lost", "reason": "一" * 10}}}, "status.gdp"),
        ({"status": {"T1": {"status": "na", "reason": "一" * 10}}}, "status.T1"),
        ({"status": {"nothing": {"status": "na", "reason": "一" * 10}}}, "status.nothing"),
        ({"quality": {"gdp": "E"}}, "quality.gdp"),
        ({"quality": {"nothing": "A"}}, "quality.nothing"),
        ({"confirmations": []}, "confirmations"),
    ],
)
def test_is_refused_at_its_place(
    greenpark: CommandLine, park: Path, tmp_path: Path, document: object, place: str
) -> None:
    outcome = _refused(greenpark, park, write_json(tmp_path / "a.json", document))
    places = _items(outcome)
    assert [name for name in places if place in name], places


@pytest.mark.parametrize(
    "document,problem",
    [
        ({"fields": {"gdp": "-5"}}, "field:gdp"),
        ({"fields": {"base_year": "1900"}}, "field:base_year"),
        ({"fields": {"park_code": "../../etc"}}, "field:park_code"),
        ({"fields": {"plant_energy_out": "400"}}, "field:plant_energy_out"),
        (
            {"tables": {"energy_carriers": [{**ENERGY[0], "consumption": "-1"}]}},
            "table:energy_carriers.consumption:",
        ),
    ],
)
def test_ranges_and_hard_checks_name_the_problem(
    greenpark: CommandLine, park: Path, tmp_path: Path, document: object, problem: str
) -> None:
    outcome = _refused(greenpark, park, write_json(tmp_path / "a.json", document))
    assert [name for name in _items(outcome) if name.startswith(problem)], outcome.out


def test_all_defects_come_at_once(greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
    document = {
        "fields": {"gdp": "x", "nothing": 1, "fulltime_staff": "2.5"},
        "tables": {"energy_carriers": [{**row, "consumption": "?"} for row in ENERGY]},
        "marks": {"T1": {"self": 9}},
        "quality": {"gdp": "Z"},
    }
    places = _items(_refused(greenpark, park, write_json(tmp_path / "a.json", document)))
    assert len(places) == 3 + len(ENERGY) + 2


def test_one_wrong_answer_refuses_the_right_ones_too(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    document = {"fields": {"gdp": "700", "industrial_land": "-1"}}
    _refused(greenpark, park, write_json(tmp_path / "a.json", document))
    assert greenpark.done("undo", park)["undone"]


def test_a_failure_of_before_does_not_stop_other_answers(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    greenpark.done("fill", park, write_json(tmp_path / "a.json", {"fields": {"gdp": None}}))
    document = write_json(tmp_path / "b.json", {"fields": {"contact_name": "王五"}})
    greenpark.done("fill", park, document)
    assert greenpark.done("undo", park)["undone"], "it was taken"


@pytest.mark.parametrize("name", ["X99", "field:gdp", "table:energy_carriers.consumption"])
def test_a_confirmation_of_nothing_is_told(
    greenpark: CommandLine, park: Path, tmp_path: Path, name: str
) -> None:
    document = write_json(tmp_path / "a.json", {"confirmations": {name: "已核实该数据"}})
    outcome = greenpark("fill", park, document, "--json", "--lang", "en")
    assert outcome.code == 0
    assert f"have no effect: {name}." in outcome.err


TEXTS: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"gdp = 680",
    "cut": b'{"fields": {"gdp": "680"',
    "two objects": b"{}{}",
    "a list": b"[]",
    "a text": b'"fields"',
    "null": b"null",
    "GB18030": '{"fields": {"contact_name": "王五"}}'.encode("gb18030"),
    "UTF-16": '{"fields": {}}'.encode("utf-16"),
    "duplicate key": b'{"fields": {"gdp": "1", "gdp": "2"}}',
    "duplicate section": b'{"fields": {}, "fields": {}}',
    "NaN": b'{"fields": {"gdp": NaN}}',
    "Infinity": b'{"fields": {"gdp": -Infinity}}',
    "deep": b'{"fields": ' * 3000 + b"{}" + b"}" * 3000,
    "deep lists": b'{"fields": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "huge number": b'{"fields": {"gdp": ' + b"9" * 10_000 + b"}}",
    "lone surrogate": b'{"fields": {"contact_name": "\\ud800"}}',
    "nothing known": b'{"form": {"gdp": 1}}',
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_no_answer_file_is_refused(
    greenpark: CommandLine, park: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(TEXTS[name])
    _refused(greenpark, park, path)


def test_a_huge_file_is_refused_unread(greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(2**40)
    outcome = _refused(greenpark, park, path)
    assert "256 MiB" in outcome.json["error"]["message"]


def test_a_number_is_taken_as_it_is_written(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"fields": {"gdp": 680.10000000000001}}', encoding="utf-8")
    outcome = _refused(greenpark, park, path)
    assert "15" in json.dumps(_items(outcome))
    path.write_text('{"fields": {"gdp": 680.1}}', encoding="utf-8")
    greenpark.done("fill", park, path)
    value: Any = greenpark.done("explain", park, "T5.value")["steps"]
    (gdp,) = {
        item["value"] for step in value for item in step["inputs"] if item["reference"] == "gdp"
    }
    assert gdp == "680.1"
