"""Revisions beside a catalogue: what is refused and what is only listed."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from merging.contents import answers_of, judgement_of
from merging.fitting import CARRY_OVER_RULES, Fitting
from merging.revision import read_revision
from questionnaire.answers import Answer, State
from questionnaire.catalogue import Catalogue
from support.revisions import assessment, payload_of, small_catalogue, submission

CATALOGUE = small_catalogue()
NEWER = dataclasses.replace(CATALOGUE, id="2027.1", hash="ff" * 32)


def with_value(code: str, value: object) -> bytes:
    return payload_of(submission(answers={code: {"state": "value", "value": value}}))


def with_cell(column: str, value: object) -> bytes:
    return payload_of(submission(tables={"enterprises": {"r1": {column: value}}}))


def defects(payload: bytes, catalogue: Catalogue = CATALOGUE) -> list[tuple[str, str]]:
    return [(item.rule, item.place) for item in Fitting(catalogue).check(read_revision(payload))]


def test_what_fits() -> None:
    assert defects(payload_of(submission())) == []
    assert defects(payload_of(assessment())) == []


@pytest.mark.parametrize(
    "code,value",
    [
        ("gdp", "1.50"),
        ("gdp", "-0"),
        ("gdp", "1e3"),
        ("gdp", "06"),
        ("gdp", "+1"),
        ("gdp", ".5"),
        ("gdp", "１"),
        ("gdp", "NaN"),
        ("gdp", "1234567890123456"),
        ("gdp", True),
        ("staff", "1.5"),
        ("remark", False),
        ("no_process", "true"),
        ("approved_on", "2025-02-30"),
        ("approved_on", "20250301"),
        ("enterprises", "x"),
    ],
)
def test_a_value_of_another_type_is_refused_and_not_carried_over(code: str, value: Any) -> None:
    payload = with_value(code, value)
    assert defects(payload) == [("value-type", f"answers.{code}")]
    assert defects(payload, NEWER) == [("value-type", f"answers.{code}")]
    assert code not in answers_of(read_revision(payload), CATALOGUE).answers


@pytest.mark.parametrize("value", ["0", "-0.5", "123456789012345", "0.000000000000001"])
def test_numbers_in_canonical_form(value: Any) -> None:
    payload = with_value("gdp", value)
    assert defects(payload) == []
    assert answers_of(read_revision(payload), CATALOGUE).value("gdp") == Decimal(value)


@pytest.mark.parametrize("code,value", [("staff", "501"), ("class_override", "XX")])
def test_limits_and_choices_count_for_the_catalogue_that_is_named(code: str, value: Any) -> None:
    assert defects(with_value(code, value)) == [("value-range", f"answers.{code}")]
    assert defects(with_value(code, value), NEWER) == []


def test_cells() -> None:
    assert defects(with_cell("output", "1.0")) == [("value-type", "tables.enterprises[r1].output")]
    assert defects(with_cell("industry", "06")) == []
    rows = answers_of(read_revision(with_cell("output", "1.0")), CATALOGUE).rows("enterprises")
    assert rows == {"r1": {}}


def test_a_value_is_missing() -> None:
    payload = payload_of(submission(answers={"gdp": {"state": "value", "quality": "A"}}))
    assert defects(payload) == [("missing-value", "answers.gdp")]
    assert answers_of(read_revision(payload), CATALOGUE).answers == {}


def test_a_table_field_has_a_state_and_no_value() -> None:
    payload = payload_of(submission(answers={"enterprises": {"state": "value", "quality": "A"}}))
    assert defects(payload) == []
    answers = answers_of(read_revision(payload), CATALOGUE).answers
    assert answers == {"enterprises": Answer(State.VALUE, quality="A")}


def test_a_graded_indicator_that_does_not_apply_stands_under_its_own_code() -> None:
    payload = payload_of(submission(answers={"S5": {"state": "na", "reason": "园区无此类设施"}}))
    assert defects(payload) == []
    answers = answers_of(read_revision(payload), CATALOGUE).answers
    assert answers == {"S5": Answer(State.NA, reason="园区无此类设施")}


def test_what_the_catalogue_does_not_know_is_listed_and_left_out() -> None:
    payload = payload_of(
        submission(
            answers={
                "new_field": {"state": "value", "value": "1"},
                "T2": {"state": "na", "reason": "x"},
            },
            tables={
                "new_table": {"r1": {"a": "1"}},
                "enterprises": {"r1": {"new_column": "1", "output": "2"}},
            },
            marks={"T2": {"self": {"level": "1"}}},
        )
    )
    assert sorted(defects(payload)) == [
        ("unknown-column", "tables.enterprises.new_column"),
        ("unknown-field", "answers.T2"),
        ("unknown-field", "answers.new_field"),
        ("unknown-mark", "marks.T2"),
        ("unknown-table", "tables.new_table"),
    ]
    assert {rule for rule, _ in defects(payload)} == CARRY_OVER_RULES
    answers = answers_of(read_revision(payload), CATALOGUE)
    assert answers.answers == {}
    assert answers.tables == {"enterprises": {"r1": {"output": Decimal(2)}}}


def test_gates_of_an_assessment() -> None:
    payload = payload_of(assessment(gates={"staff": "4.5", "new_field": "1"}))
    assert sorted(defects(payload)) == [
        ("unknown-field", "gates.new_field"),
        ("value-type", "gates.staff"),
    ]
    assert judgement_of(read_revision(payload), CATALOGUE).gates == {}


def test_the_message_names_value_and_type() -> None:
    found = Fitting(CATALOGUE).check(read_revision(with_value("gdp", "1.50")))
    assert str(found[0].message) == "'1.50' is no decimal."
