"""Filling answers from JSON and writing them back."""

import json
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from questionnaire.answers import Answer, AnswerSet, Mark, State
from questionnaire.errors import AnswerError
from questionnaire.fill_shape import SECTIONS, read_fill, write_fill
from support.catalogue_files import shipped_catalogue
from support.project import ROOT

CATALOGUE = shipped_catalogue()
EMPTY = AnswerSet(2025)


TEN = "一" * 10


def row_ids(prefix: str = "row") -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{prefix}-{next(numbers)}"


def fill(
    document: dict[str, Any], base: AnswerSet = EMPTY, new_row_id: Callable[[], str] | None = None
) -> AnswerSet:
    return read_fill(CATALOGUE, document, base, {}, new_row_id or row_ids())


def refusals(document: dict[str, Any], base: AnswerSet = EMPTY) -> dict[str, str]:
    with pytest.raises(AnswerError) as raised:
        fill(document, base)
    assert raised.value.hint is not None
    assert all(str(defect.message) for defect in raised.value.defects)
    return {defect.place: defect.rule for defect in raised.value.defects}


def value(number: str) -> Answer:
    return Answer(State.VALUE, Decimal(number))


def example() -> dict[str, Any]:
    path = ROOT / "tests" / "data" / "worked_example.json"
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_the_worked_example_reads_without_defects() -> None:
    document = example()
    answers = fill(document)
    assert answers.value("gdp") == Decimal(680)
    assert answers.value("boundary_out_of_area") is False
    assert answers.value("T6_level") == Decimal(3)
    assert answers.marks["T6"]["reconciled"] == Mark(2)
    assert answers.state("green_loans") is State.NO_DATA
    assert answers.answers["gdp"].quality == "B"
    for code, rows in document["inputs"]["tables"].items():
        assert len(answers.rows(code)) == len(rows), code
        assert not rows or answers.answers[code].quality == "B"
    assert set(answers.confirmed) == {"field:park_code", "yearly"}


def test_filling_the_worked_example_again_changes_nothing() -> None:
    once = fill(example())
    assert fill(example()["inputs"], once) == once


def test_a_value_replaces_and_a_blank_erases() -> None:
    base = fill({"fields": {"gdp": "680", "coal_base": "0", "park_name": "园区甲乙"}})
    after = fill({"fields": {"gdp": "７００", "coal_base": None, "park_name": ""}}, base)
    assert after.answers == {"gdp": value("700")}


def test_what_is_not_named_stays() -> None:
    base = fill(example())
    assert fill({}, base) == base
    assert fill({section: {} for section in SECTIONS}, base) == base


def test_a_value_keeps_quality_and_note_but_ends_a_state() -> None:
    reason = "主管部门尚未提供本年数据"
    answers = {
        "gdp": Answer(State.VALUE, Decimal(1), "含飞地", "A"),
        "coal_base": Answer(State.NO_DATA, None, reason, "C"),
    }
    after = fill({"fields": {"gdp": "2", "coal_base": "3"}}, AnswerSet(2025, answers))
    assert after.answers == {
        "gdp": Answer(State.VALUE, Decimal(2), "含飞地", "A"),
        "coal_base": Answer(State.VALUE, Decimal(3), None, "C"),
    }


def test_a_status_replaces_value_and_rows() -> None:
    base = fill({"fields": {"gdp": "1"}, "tables": {"pollutants": [{"year": "2025"}]}})
    reason = "主管部门尚未提供本年数据"
    status = {"status": "no_data", "reason": reason}
    after = fill({"status": {"gdp": status, "pollutants": status}}, base)
    assert after.tables == {}
    assert after.answers == {code: Answer(State.NO_DATA, None, reason) for code in status_codes()}
    again = fill({"tables": {"pollutants": [{"year": "2025"}]}}, after)
    assert set(again.answers) == {"gdp"}
    ended = fill({"status": {"gdp": None, "pollutants": ""}}, after)
    assert ended == EMPTY


def status_codes() -> tuple[str, str]:
    return "gdp", "pollutants"


def test_status_value_carries_a_note() -> None:
    after = fill({"fields": {"gdp": "1"}, "status": {"gdp": {"status": "value", "reason": "注"}}})
    assert after.answers["gdp"] == Answer(State.VALUE, Decimal(1), "注")
    without = fill({"status": {"gdp": {"status": "value"}}}, after)
    assert without.answers["gdp"] == value("1")


@pytest.mark.parametrize(
    "status, place, rule",
    [
        ({"gdp": {"status": "no_data", "reason": "没有"}}, "status.gdp.reason", "reason-too-short"),
        ({"gdp": {"status": "na", "reason": " " * 12}}, "status.gdp.reason", "reason-too-short"),
        ({"gdp": {"status": "no_data"}}, "status.gdp.reason", "reason-too-short"),
        ({"gdp": {"status": "missing"}}, "status.gdp.status", "unknown-status"),
        (
            {"gdp": {"status": "na", "reason": TEN, "why": "x"}},
            "status.gdp.why",
            "unknown-key",
        ),
        ({"gdp": {"status": "value", "reason": "注"}}, "status.gdp", "no-value"),
        ({"gdp": "no_data"}, "status.gdp", "wrong-type"),
        ({"gpd": {"status": "na", "reason": TEN}}, "status.gpd", "unknown-field"),
        ({"T1_level": {"status": "na", "reason": TEN}}, "status.T1_level", "level-status"),
        ({"S5": {"status": "no_data", "reason": TEN}}, "status.S5.status", "unknown-status"),
    ],
)
def test_refused_statuses(status: dict[str, Any], place: str, rule: str) -> None:
    assert refusals({"status": status}) == {place: rule}


def test_value_and_status_together_are_refused() -> None:
    status = {"status": "na", "reason": "园区内没有这一类情况存在"}
    document = {
        "fields": {"gdp": "1"},
        "tables": {"pollutants": [{"year": "2025"}]},
        "status": {"gdp": status, "pollutants": status},
    }
    assert set(refusals(document).values()) == {"value-and-status"}


def test_not_applicable_of_a_graded_indicator_stands_under_its_code() -> None:
    reason = "园区没有氢能和固碳产业，由评价人员认定"
    after = fill({"status": {"S5": {"status": "na", "reason": reason}}})
    assert after.answers == {"S5": Answer(State.NA, None, reason)}
    assert fill({"fields": {"S5_level": "1"}}, after).answers == {}


def test_level_field_and_self_mark_are_one() -> None:
    assert fill({"fields": {"T1_level": "3"}}).marks == {"T1": {"self": Mark(3)}}
    assert fill({"marks": {"T1": {"self": 3}}}).value("T1_level") == Decimal(3)
    both = fill(
        {"fields": {"T1_level": "3"}, "marks": {"T1": {"self": {"level": "3", "name": "甲"}}}}
    )
    assert both.marks == {"T1": {"self": Mark(3, "甲")}}
    assert "T1_level" not in both.answers
    # The same level given bare keeps who gave it; another one does not.
    assert fill({"fields": {"T1_level": 3}}, both).marks == both.marks
    assert fill({"fields": {"T1_level": "2"}}, both).marks == {"T1": {"self": Mark(2)}}
    assert fill({"fields": {"T1_level": ""}}, both).marks == {}


@pytest.mark.parametrize("field", ["2", "", None])
def test_a_level_that_differs_from_the_self_mark_is_refused(field: object) -> None:
    document = {"fields": {"T1_level": field}, "marks": {"T1": {"self": 3}}}
    assert refusals(document) == {"fields.T1_level": "level-differs"}


def test_marks_are_set_by_role() -> None:
    base = fill({"marks": {"T1": {"self": 1, "assessor_a": 2}, "T2": {"self": 1}}})
    mark = {"level": "2", "name": "甲", "time": "2026-03-01T08:00:00Z", "reason": "见附件"}
    after = fill({"marks": {"T1": {"assessor_a": None, "assessor_b": mark}, "T2": None}}, base)
    assert after.marks == {
        "T1": {"self": Mark(1), "assessor_b": Mark(2, "甲", "2026-03-01T08:00:00Z", "见附件")}
    }


@pytest.mark.parametrize(
    "marks, place, rule",
    [
        ({"T3": {"self": 1}}, "marks.T3", "not-graded"),
        ({"T1": 3}, "marks.T1", "wrong-type"),
        ({"T1": {"boss": 3}}, "marks.T1.boss", "unknown-key"),
        ({"T1": {"self": 5}}, "marks.T1.self", "not-a-level"),
        ({"T1": {"self": True}}, "marks.T1.self", "CA-E01"),
        ({"T1": {"self": {"name": "甲"}}}, "marks.T1.self.level", "missing-key"),
        ({"T1": {"self": {"level": 1, "by": "甲"}}}, "marks.T1.self.by", "unknown-key"),
        ({"T1": {"self": {"level": 1, "name": 7}}}, "marks.T1.self.name", "wrong-type"),
        ({"T1": {"self": {"level": 1, "time": "2026"}}}, "marks.T1.self.time", "bad-time"),
        (
            {"T1": {"self": {"level": 1, "time": "2026-02-30T00:00:00Z"}}},
            "marks.T1.self.time",
            "bad-time",
        ),
    ],
)
def test_refused_marks(marks: dict[str, Any], place: str, rule: str) -> None:
    assert refusals({"marks": marks}) == {place: rule}


def test_filling_a_table_replaces_all_its_rows_and_keeps_their_ids() -> None:
    base = fill({"tables": {"enterprises": [firm("A", "1"), firm("B", "2")]}})
    rows = [firm("C", "3"), firm("B", "4"), {**firm("D", "5"), "row_id": "given"}]
    after = fill({"tables": {"enterprises": rows}}, base, row_ids("new"))
    assert {row_id: row["uscc"] for row_id, row in after.rows("enterprises").items()} == {
        "new-1": "C",
        "row-2": "B",
        "given": "D",
    }
    assert after.rows("enterprises")["row-2"]["output"] == Decimal(4)
    assert fill({"tables": {"enterprises": []}}, base).tables == {}
    assert fill({"tables": {"enterprises": None}}, base).tables == {}


def firm(code: str, output: str) -> dict[str, str]:
    return {"year": "2025", "uscc": code, "output": output, "enterprise_name": ""}


def test_blank_cells_have_no_entry() -> None:
    after = fill({"tables": {"enterprises": [firm("A", "1")]}})
    (row,) = after.rows("enterprises").values()
    assert row == {"year": Decimal(2025), "uscc": "A", "output": Decimal(1)}


def test_rows_of_another_year_are_refused_where_the_table_is_asked_each_year() -> None:
    other = [{**firm("A", "1"), "year": "2024"}]
    assert refusals({"tables": {"enterprises": other}}) == {
        "tables.enterprises[0].year": "other-year"
    }
    plan = [{"year": "2024", "co2_plan": "1"}, {"year": "2030", "co2_plan": "2"}]
    assert len(fill({"tables": {"peak_plan": plan}}).rows("peak_plan")) == 2


def test_another_assessment_year_is_refused() -> None:
    assert refusals({"fields": {"assessment_year": "2024"}}) == {
        "fields.assessment_year": "other-year"
    }


@pytest.mark.parametrize(
    "document, place, rule",
    [
        ({"field": {}}, "field", "unknown-key"),
        ({"inputs": {"field": {}}}, "field", "unknown-key"),
        ({"inputs": []}, "inputs", "wrong-type"),
        ({"fields": []}, "fields", "wrong-type"),
        ({"fields": {"gpd": "1"}}, "fields.gpd", "unknown-field"),
        ({"fields": {"gdp": "1.2万"}}, "fields.gdp", "CA-E02"),
        ({"fields": {"gdp": {"value": "1"}}}, "fields.gdp", "CA-E01"),
        ({"fields": {"pollutants": "1"}}, "fields.pollutants", "wrong-type"),
        ({"tables": {"firms": []}}, "tables.firms", "unknown-table"),
        ({"tables": {"enterprises": "x"}}, "tables.enterprises", "wrong-type"),
        ({"tables": {"enterprises": {"a": {}}}}, "tables.enterprises", "wrong-type"),
        ({"tables": {"enterprises": ["x"]}}, "tables.enterprises[0]", "wrong-type"),
        (
            {"tables": {"enterprises": [{}, {"usc": "A"}]}},
            "tables.enterprises[1].usc",
            "unknown-key",
        ),
        ({"tables": {"enterprises": [{"uscc": 9}]}}, "tables.enterprises[0].uscc", "wrong-type"),
        (
            {"tables": {"enterprises": [{"row_id": "a b"}]}},
            "tables.enterprises[0].row_id",
            "bad-row-id",
        ),
        (
            {"tables": {"enterprises": [{"row_id": "a"}, {"row_id": "a"}]}},
            "tables.enterprises[1].row_id",
            "duplicate-row-id",
        ),
        ({"quality": {"gdp": "A"}}, "quality.gdp", "no-value"),
        ({"quality": {"*": "E"}}, "quality.*", "unknown-quality"),
        ({"quality": {"*": ["A"]}}, "quality.*", "unknown-quality"),
        ({"quality": {"gpd": "A"}}, "quality.gpd", "unknown-field"),
        ({"confirmations": {"X02": "好"}}, "confirmations.X02", "reason-too-short"),
        ({"confirmations": {"X02": 12345}}, "confirmations.X02", "reason-too-short"),
        (
            {"confirmations": {"field:gpd": "已核对无误"}},
            "confirmations.field:gpd",
            "unknown-field",
        ),
        (
            {"confirmations": {"table:sinks.colour": "已核对无误"}},
            "confirmations.table:sinks.colour",
            "unknown-column",
        ),
    ],
)
def test_refused_documents(document: dict[str, Any], place: str, rule: str) -> None:
    assert refusals(document) == {place: rule}


def test_all_defects_come_at_once_and_say_what_to_do() -> None:
    document = {
        "fields": {"gdp": "abc", "nothing": "1"},
        "tables": {"enterprises": [{"output": "x", "industry": ""}]},
        "marks": {"T1": {"self": 9}},
        "status": {"coal_base": {"status": "na"}},
        "quality": {"coal_base": "A"},
        "confirmations": {"X02": ""},
        "more": {},
    }
    with pytest.raises(AnswerError) as raised:
        fill(document)
    assert {defect.place for defect in raised.value.defects} == {
        "fields.gdp",
        "fields.nothing",
        "tables.enterprises[0].output",
        "marks.T1.self",
        "status.coal_base.reason",
        "quality.coal_base",
        "more",
    }
    assert "7 defects" in str(raised.value)
    messages = {defect.place: str(defect.message) for defect in raised.value.defects}
    assert messages["fields.gdp"] == "abc is not a number; enter digits only, like 1200.5."
    assert messages["more"].endswith("use one of: " + ", ".join(SECTIONS) + ".")


def test_quality_star_means_all_other_entries_and_tables_with_rows() -> None:
    reason = "主管部门尚未提供本年数据"
    after = fill(
        {
            "fields": {"gdp": "1", "coal_base": "2", "T1_level": "3"},
            "tables": {"enterprises": [firm("A", "1")], "sinks": []},
            "status": {"green_loans": {"status": "no_data", "reason": reason}},
            "quality": {"gdp": "A", "*": "B"},
        }
    )
    letters = {code: answer.quality for code, answer in after.answers.items()}
    assert letters == {"gdp": "A", "coal_base": "B", "enterprises": "B", "green_loans": "B"}
    without = fill({"quality": {"*": None}}, after)
    assert "enterprises" not in without.answers
    assert without.answers["gdp"] == value("1")


def test_refilled_evidence_keeps_the_attached_files() -> None:
    attached = {"evidence_id": "E01", "sha256": "a" * 64, "file_name": "plan.pdf"}
    base = fill({"tables": {"evidence": [attached, {"evidence_id": "E02"}]}})
    again = [
        {"evidence_id": "E02", "title": "报表", "file_name": "b.pdf"},
        {"evidence_id": "E01", "title": "规划", "file_name": "other name.pdf"},
    ]
    rows = {
        row["evidence_id"]: row
        for row in fill({"tables": {"evidence": again}}, base).rows("evidence").values()
    }
    assert rows["E01"] == {**attached, "title": "规划"}
    assert rows["E02"] == {"evidence_id": "E02", "title": "报表", "file_name": "b.pdf"}
    other = {"evidence_id": "E01", "sha256": "b" * 64, "file_name": "new.pdf"}
    (row,) = fill({"tables": {"evidence": [other]}}, base).rows("evidence").values()
    assert row == other


def test_confirmations_are_added_taken_back_and_spread_over_rows() -> None:
    base = fill(
        {
            "tables": {"enterprises": [firm("A", "1"), firm("B", "2")]},
            "confirmations": {"X02": "已逐家核对", "CA-W11": "  停产检修三个月  "},
        }
    )
    assert base.confirmed == {"X02": "已逐家核对", "CA-W11": "停产检修三个月"}
    cell = "table:enterprises.output"
    after = fill({"confirmations": {"X02": "", cell: "扩建投产增加"}}, base)
    rows = list(base.rows("enterprises"))
    assert set(after.confirmed) == {"CA-W11", *(f"{cell}:{row}" for row in rows)}
    one = fill({"confirmations": {f"{cell}:{rows[0]}": None}}, after)
    assert set(one.confirmed) == {"CA-W11", f"{cell}:{rows[1]}"}


def test_written_documents_hold_texts_only_in_their_one_form() -> None:
    document = write_fill(CATALOGUE, fill(example()))
    assert list(document) == list(SECTIONS)
    assert document["fields"]["gdp"] == "680"
    assert document["fields"]["boundary_out_of_area"] is False
    assert document["marks"]["T6"] == {
        "self": "3",
        "assessor_a": "1",
        "assessor_b": "3",
        "reconciled": "2",
    }
    assert document["status"]["green_loans"] == {
        "status": "no_data",
        "reason": "辖区银行未按园区口径统计贷款",
    }
    assert json.loads(json.dumps(document)) == document


def test_answers_of_another_catalogue_are_not_written() -> None:
    answers = AnswerSet(
        2025,
        {"old_field": value("1")},
        {"sinks": {"a": {"colour": "green"}}, "old_table": {"b": {"x": "1"}}},
        {"Z1": {"self": Mark(1)}},
    )
    with pytest.raises(AnswerError) as raised:
        write_fill(CATALOGUE, answers)
    assert {defect.place for defect in raised.value.defects} == {
        "fields.old_field",
        "tables.sinks.colour",
        "tables.old_table.x",
        "marks.Z1",
    }
