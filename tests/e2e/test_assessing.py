"""Assessing: marks laid over marks, judged again after a new version, and what is refused.

Source: rubric.md 4.3, 4.4; submissions.md, Lineage.
"""

from pathlib import Path
from typing import Any

import pytest

from services.keys import KeyRing
from support.command import CommandLine, Outcome, write_json
from support.journeys import CODE, Prepared, documents_of, identity, like, send


class Desk:
    """An assessor with a store."""

    def __init__(self, greenpark: CommandLine, store: Path, folder: Path) -> None:
        self.greenpark, self.store, self.folder = greenpark, store, folder

    def assess(self, document: object, *words: str) -> Outcome:
        """Record an assessment."""
        marks = write_json(self.folder / "marks.json", document)
        where = ("--park", CODE, "--year", "2025")
        return self.greenpark("assess", self.store, marks, *where, "--json", *words)

    def done(self, document: object) -> Any:
        """Record an assessment that must be taken."""
        outcome = self.assess(document)
        assert outcome.code == 0, outcome.out
        return outcome.json

    def refused(self, document: object) -> dict[str, str]:
        """Rules by place of an assessment that must be refused, and changes nothing."""
        before = self.greenpark.done("store", "check", self.store)["content_hash"]
        outcome = self.assess(document, "--lang", "en")
        assert outcome.code == 2, outcome.out
        error = outcome.json["error"]
        assert error["hint"]
        assert self.greenpark.done("store", "check", self.store)["content_hash"] == before
        return {item["place"]: item["rule"] for item in error["items"]}

    def indicator(self, code: str) -> tuple[str, str]:
        """Value and note of an indicator on the card."""
        found = self.greenpark.done("score", self.store)["indicators"][code]
        return found["value"], found["note"]


@pytest.fixture
def desk(greenpark: CommandLine, store: Path, tmp_path: Path) -> Desk:
    """An assessor with the store of the worked example."""
    return Desk(greenpark, store, tmp_path)


def _one(level: int, role: str = "assessor_a", **more: str) -> dict[str, Any]:
    return {"T1": {role: {"level": level, **more}}}


def test_marks_are_laid_over_the_earlier_ones(desk: Desk) -> None:
    desk.done({"marks": {"T1": {"assessor_a": 2}, "T2": {"assessor_a": 1}}})
    assert desk.indicator("T1") == ("2.0000", "one assessor")
    desk.done({"marks": {"T1": {"assessor_b": 3}, "T2": {"assessor_a": 0}}})
    assert desk.indicator("T1") == ("2.0000", "lower of two")
    assert desk.indicator("T2") == ("0.0000", "one assessor")
    desk.done({"marks": {"T1": {"reconciled": 3}}})
    assert desk.indicator("T1") == ("3.0000", "reconciled")


def test_gates_and_class_are_laid_over_the_park_s_answers(desk: Desk) -> None:
    before = desk.greenpark.done("score", desk.store)
    assert (before["grade"], before["class_used"]) == ("B", "CE")
    reason = "主导产业已转为精细化工，按实际用能归类"
    desk.done(
        {"gates": {"major_event_3y": "yes"}, "class_override": {"class": "CC", "reason": reason}}
    )
    after = desk.greenpark.done("score", desk.store)
    assert (after["class_computed"], after["class_used"]) == ("CE", "CC")
    assert after["rating_status"] == "no rating"
    (row,) = desk.greenpark.done("rank", desk.store)["parks"]
    assert (row["rank"], row["status"], row["grade"]) == (None, "none", None)


def test_missing_names_and_reasons_are_soft_problems(desk: Desk) -> None:
    bare = desk.done({"marks": {"T1": {"assessor_a": 1}}})
    assert [(item["severity"], item["id"]) for item in bare["problems"]] == [("soft", "mark:T1")]
    reason = {"name": "李四", "reason": "规划只覆盖核心区，未覆盖全部范围"}
    assert desk.done({"marks": _one(1, **reason)})["problems"] == []


def test_an_assessment_of_an_older_version_waits_and_is_not_used(
    desk: Desk, keys: KeyRing, prepared: Prepared, tmp_path: Path
) -> None:
    desk.done({"marks": {"T1": {"assessor_a": 0}}})
    assert desk.indicator("T1")[0] == "0.0000"
    (real,) = [item for item in documents_of(desk.store) if item["kind"] == "submission"]
    second = like(real, parents=[prepared.revision], answers={"gdp": "900"})
    desk.greenpark.done("merge", desk.store, send(tmp_path / "2.parkdb", keys.park(CODE), second))
    assert desk.indicator("T1") == ("3.0000", "self-assessment only")
    (card,) = desk.greenpark.done("report", desk.store, "-o", tmp_path / "cards")["files"]
    statement = desk.greenpark.done("verify", card)["statement"]
    assert (statement["submission"], statement["assessment"]) == (identity(second), None)
    done = desk.done({"marks": {"T2": {"assessor_a": 1}}})
    assert desk.indicator("T1")[0] == "0.0000"
    assert desk.indicator("T2")[0] == "1.0000"
    (card,) = desk.greenpark.done("report", desk.store, "-o", tmp_path / "cards")["files"]
    statement = desk.greenpark.done("verify", card)["statement"]
    assert statement["assessment"] == done["revision"]


@pytest.mark.parametrize(
    "document,expected",
    [
        ({"mark": {}}, {"mark": "unknown-key"}),
        ({"marks": {"T99": {"assessor_a": 1}}}, {"marks.T99"}),
        ({"marks": {"T4": {"assessor_a": 1}}}, {"marks.T4"}),
        ({"marks": _one(5)}, {"marks.T1.assessor_a.level"}),
        ({"marks": _one(-1)}, {"marks.T1.assessor_a.level"}),
        ({"marks": {"T1": {"assessor_a": "2.5"}}}, {"marks.T1.assessor_a"}),
        ({"marks": {"T1": {"assessor_c": 2}}}, {"marks.T1.assessor_c"}),
        ({"marks": {"T1": {"self": 4}}}, {"marks.T1.self": "self-mark"}),
        ({"marks": ["T1"]}, {"marks"}),
        ({"gates": {"gdp": "1"}}, {"gates.gdp": "unknown-gate"}),
        ({"gates": {"major_event_3y": "perhaps"}}, {"gates.major_event_3y"}),
        ({"gates": []}, {"gates": "wrong-type"}),
        ({"class_override": {"class": "XX", "reason": "一" * 10}}, {"class_override.class"}),
        ({"class_override": {"class": "CC", "reason": ["一" * 10]}}, {"class_override.reason"}),
        (
            {"class_override": {"class": "CC", "reason": "太短"}},
            {"class_override.reason": "short-reason"},
        ),
        ({"class_override": {"reason": "一" * 10}}, {"class_override.class": "missing"}),
        (
            {"class_override": {"class": "CC", "reason": "一" * 10, "who": "李四"}},
            {"class_override.who": "unknown-key"},
        ),
        (
            {"gates": {"major_event_3y": None}, "marks": {"T1": {"assessor_a": None}}},
            {"gates.major_event_3y": "empty", "marks.T1.assessor_a": "empty"},
        ),
        (
            {"gates": {"carbon_target_result": ""}, "class_override": None},
            {"gates.carbon_target_result": "empty", "class_override": "empty"},
        ),
        ({"class_override": {}}, {"class_override": "empty"}),
        ({"reason": ["误报"]}, {"reason": "wrong-type"}),
        (
            {
                "marks": {
                    "T1": {"assessor_a": 1, "assessor_b": 2, "reconciled": 3},
                    "T2": {"assessor_a": 3, "assessor_b": 3, "reconciled": 2},
                }
            },
            {"marks.T1.reconciled": "reconciled-range", "marks.T2.reconciled": "reconciled-range"},
        ),
        (
            {"marks": {"T1": {"assessor_a": 9}}, "gates": {"gdp": "1"}, "others": 1},
            {"others", "gates.gdp", "marks.T1.assessor_a"},
        ),
    ],
)
def test_what_is_no_assessment_is_refused_at_its_place(
    desk: Desk, document: object, expected: dict[str, str] | set[str]
) -> None:
    found = desk.refused(document)
    assert found == expected if isinstance(expected, dict) else found.keys() == expected


def test_marks_without_their_key_are_refused_with_the_way_out(desk: Desk) -> None:
    outcome = desk.assess({"T1": {"assessor_a": 1}}, "--lang", "en")
    assert outcome.code == 2
    (item,) = outcome.json["error"]["items"]
    assert item["place"] == "T1"
    assert "marks, gates, class_override, reason" in item["message"]


@pytest.mark.parametrize("where", [("--park", "TEST0009", "--year", "2025"), ("--year", "2024")])
def test_of_nothing_is_refused(desk: Desk, tmp_path: Path, where: tuple[str, ...]) -> None:
    marks = write_json(tmp_path / "m.json", {"marks": {"T1": {"assessor_a": 1}}})
    words = where if "--park" in where else ("--park", CODE, *where)
    outcome = desk.greenpark("assess", desk.store, marks, *words, "--json")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")


def test_in_a_conflict_is_refused_until_it_is_settled(
    desk: Desk, keys: KeyRing, prepared: Prepared, tmp_path: Path
) -> None:
    (real,) = documents_of(desk.store)
    two = [
        like(real, parents=[prepared.revision], answers={"gdp": number}) for number in ("1", "2")
    ]
    result = desk.greenpark.done(
        "merge", desk.store, send(tmp_path / "2.parkdb", keys.park(CODE), *two)
    )
    assert result["conflicts"] == 1
    outcome = desk.assess({"marks": {"T1": {"assessor_a": 1}}})
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")
    assert desk.greenpark.done("rank", desk.store)["left_out"] == [
        {"code": CODE, "reason": "conflict"}
    ]
    (conflict,) = desk.greenpark.done("conflicts", desk.store)["conflicts"]
    assert set(conflict["heads"]) == {identity(item) for item in two}
    assert conflict["base"] == prepared.revision
    (field,) = conflict["fields"]
    assert (field["place"], field["base"]) == ("answers.gdp", "680")
    assert {field["a"], field["b"]} == {"1", "2"}
    desk.greenpark.done("withdraw", desk.store, identity(two[0]), "--why", "误报")
    desk.done({"marks": {"T1": {"assessor_a": 1}}})
    assert desk.indicator("T1")[0] == "1.0000"
