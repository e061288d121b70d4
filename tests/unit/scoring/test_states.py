"""Statuses of indicators (rubric.md 4.4)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from questionnaire.answers import Answer, AnswerSet, State
from scoring.scorecard import Status
from support.checked_park import park, with_cells, with_level, with_rows, with_state, with_values
from support.scored_park import basis, card, in_year

REASON = "按属地口径无法统计，正在核对"
ZERO = Decimal(0)


def status(code: str, answers: AnswerSet, *earlier: AnswerSet) -> Status:
    return card(answers, *earlier).indicators[code].status


@pytest.mark.parametrize(
    "code, fields",
    [
        ("I5", ["solid_waste_generated", "solid_waste_from_stock"]),
        ("E3", ["plant_energy_in"]),
        ("E4", ["waste_heat_available"]),
        ("E9", ["roof_suitable_area"]),
        ("F3", ["covered_units"]),
    ],
)
def test_automatic_not_applicable(code: str, fields: list[str]) -> None:
    one = card(with_values(park(), **dict.fromkeys(fields, ZERO))).indicators[code]
    assert (one.status, one.score, one.weight_effective) == (Status.NA_AUTO, None, ZERO)
    assert one.reason is not None


def test_the_reason_of_not_applicable_names_fields_as_people_know_them() -> None:
    answers = with_values(park(), solid_waste_generated=ZERO, solid_waste_from_stock=ZERO)
    reason = card(answers).indicators["I5"].reason
    assert reason is not None
    assert "一般工业固废产生量 + " in reason.render("zh")
    assert "= 0" in reason.render("en")
    assert not any(code in str(reason) for code in ("solid_waste", "=="))


def test_not_applicable_even_where_the_other_field_is_blank() -> None:
    answers = with_values(park(), plant_energy_in=ZERO, plant_energy_out=None)
    assert status("E3", answers) is Status.NA_AUTO


def test_a_blank_field_is_missing_and_scores_zero_with_its_weight() -> None:
    one = card(with_values(park(), industrial_land=None)).indicators["T4"]
    assert (one.status, one.score, one.points) == (Status.MISSING, ZERO, ZERO)
    assert one.weight_effective > 0
    assert "工业用地" in one.reason.render("zh") if one.reason else False


def test_a_field_that_failed_a_check_is_missing() -> None:
    one = card(invalid_fields=frozenset({"industrial_land"})).indicators["T4"]
    assert one.status is Status.MISSING
    assert "Failed a check" in str(one.reason)


def test_a_table_that_failed_a_check_leaves_its_computed_values_unknown() -> None:
    found = card(invalid_fields=frozenset({"enterprises"}))
    assert found.indicators["P2"].status is Status.MISSING
    assert found.indicators["P3"].status is Status.MISSING
    assert found.indicators["T5"].status is Status.VALUE
    assert found.code.status == "none"


def test_an_incomplete_inventory_value_is_missing() -> None:
    found = card(on=basis(inventory__net_co2=None))
    assert found.indicators["E6"].status is Status.MISSING
    assert found.code.n is None


def test_not_applicable_on_a_field_outside_the_rule_is_missing() -> None:
    answers = with_state(park(), "industrial_land", State.NA, REASON)
    one = card(answers).indicators["T4"]
    assert one.status is Status.MISSING
    assert "not applicable" in str(one.reason)


def test_missing_comes_before_no_data() -> None:
    answers = with_values(with_state(park(), "green_loans", State.NO_DATA, REASON), all_loans=None)
    assert status("F1", answers) is Status.MISSING


def test_no_data_scores_zero_and_keeps_its_weight() -> None:
    one = card(with_state(park(), "industrial_land", State.NO_DATA, REASON)).indicators["T4"]
    assert (one.status, one.score) == (Status.NO_DATA, ZERO)
    assert REASON in str(one.reason)


@pytest.mark.parametrize(
    "years, expected",
    [
        ([], Status.NO_DATA_SHARED),
        ([2024], Status.NO_DATA_SHARED),
        ([2024, 2023], Status.NO_DATA),
        ([2023], Status.NO_DATA_SHARED),
    ],
)
def test_no_data_is_shared_for_two_years_running(years: list[int], expected: Status) -> None:
    earlier = [in_year(park(), year) for year in years]
    assert status("F1", park(), *earlier) is expected


def test_a_year_with_data_ends_the_run() -> None:
    with_data = with_values(park(), green_loans=Decimal(1), all_loans=Decimal(10))
    earlier = [in_year(with_data, 2024), in_year(park(), 2023), in_year(park(), 2022)]
    assert status("F1", park(), *earlier) is Status.NO_DATA_SHARED


def declared(answers: AnswerSet, reason: str = REASON) -> AnswerSet:
    answers = with_values(answers, covered_units=ZERO, compliant_units=ZERO)
    rows = {
        key: {**row, "co2_scope1_energy": ZERO} for key, row in answers.rows("enterprises").items()
    }
    return with_state(with_rows(answers, "enterprises", rows), "S5", State.NA, reason)


def test_declared_not_applicable() -> None:
    one = card(declared(park())).indicators["S5"]
    assert (one.status, one.score, one.weight_effective) == (Status.NA, None, ZERO)
    assert REASON in str(one.reason)


@pytest.mark.parametrize("limit, expected", [("26000", Status.NA), ("26000.1", Status.MISSING)])
def test_a_larger_source_refuses_not_applicable(limit: str, expected: Status) -> None:
    answers = declared(park())
    row = next(iter(answers.rows("enterprises")))
    half = Decimal(limit) - 1000
    answers = with_cells(
        answers, "enterprises", row, co2_scope1_energy=half, co2_process=Decimal(1000)
    )
    assert status("S5", answers) is expected


def test_covered_units_refuse_not_applicable() -> None:
    found = card(with_values(declared(park()), covered_units=Decimal(1)))
    assert found.indicators["S5"].status is Status.MISSING
    assert any("S5" in str(note) for note in found.notes)


def test_not_applicable_without_a_reason_is_refused() -> None:
    assert status("S5", declared(park(), "不适用")) is Status.MISSING


def test_not_applicable_outside_the_classes_is_refused() -> None:
    answers = with_values(
        declared(park()),
        class_override="CC",
        class_override_reason="评审组根据现场核查认定为煤炭为主",
    )
    assert status("S5", answers) is Status.MISSING


def test_other_graded_items_have_no_not_applicable() -> None:
    assert status("T1", with_state(park(), "T1", State.NA, REASON)) is Status.MISSING


def test_a_graded_item_without_marks_is_missing() -> None:
    assert status("T1", with_level(park(), "T1", None)) is Status.MISSING


@pytest.mark.parametrize(
    "code, changes, value, score, note",
    [
        ("T3", {"peak_year": "2020"}, "0", "100", "value 0 (peak already passed)"),
        ("T3", {"peak_year": "2021"}, "15", "76", ""),
        ("F2", {"carbon_projects": "0", "financed_projects": "0"}, "0", "0", "value 0"),
        ("E10", {"renewable_capacity": "0"}, "0", "0", "value 0"),
    ],
)
def test_zero_rules(code: str, changes: dict[str, str], value: str, score: str, note: str) -> None:
    answers = with_values(park(), **{name: Decimal(text) for name, text in changes.items()})
    found = card(answers)
    one = found.indicators[code]
    assert (one.status, one.value, one.score, one.note) == (
        Status.VALUE,
        Decimal(value),
        Decimal(score),
        note,
    )
    if note:
        assert found.gaps[code].to_target.lever_change is None
        assert code not in {move.code for move in found.raise_grade}


def test_coal_introduced_scores_zero_and_hides_the_value() -> None:
    one = card(on=basis(inventory__coal_tonnes="10")).indicators["E2"]
    assert (one.status, one.value, one.score, one.note) == (
        Status.VALUE,
        None,
        ZERO,
        "coal introduced",
    )


def test_another_zero_denominator_is_missing() -> None:
    answers = with_values(park(), water_reused=ZERO, industrial_freshwater=ZERO)
    found = card(answers)
    assert found.indicators["I8"].status is Status.MISSING
    assert found.indicators["T7"].status is Status.MISSING


def test_a_year_without_answers_is_unclassified() -> None:
    found = card(AnswerSet(2025), on=replace(basis(), values={}))
    assert (found.rating_status, found.total, found.indicators) == ("unclassified", None, {})
    assert found.unclassified_reason is not None
    assert {gate.result for gate in found.gates if gate.gate != "G6"} == {"unverified"}


def test_quality_is_the_worst_letter_of_the_fields_and_c_when_unmarked() -> None:
    marked = dict(park().answers)
    marked["industrial_land"] = Answer(State.VALUE, Decimal("28.5"), quality="D")
    marked["industrial_value_added"] = Answer(State.VALUE, Decimal(335), quality="A")
    marked["top3_industry_output"] = Answer(State.VALUE, Decimal(1125))
    found = card(replace(park(), answers=marked)).indicators
    assert (found["T4"].quality, found["T5"].quality, found["I1"].quality) == ("D", "B", "C")
