"""Gates, caps, rating and provisional words (rubric.md 6)."""

from decimal import Decimal

import pytest

from questionnaire.answers import Value
from questionnaire.numbers import settle
from scoring.scorecard import Scorecard
from support.checked_park import park, with_values
from support.scored_park import card, changed


def varied(**values: Value | None) -> Scorecard:
    return card(with_values(park(), **values))


@pytest.mark.parametrize(
    "gate, values, result, effect",
    [
        ("G1", {"major_event_3y": "yes"}, "fail", "no rating this year"),
        ("G1", {"major_event_3y": None}, "unverified", ""),
        ("G2", {"key_cp_firms_due": 0, "key_cp_firms_done": 0}, "not applicable", ""),
        ("G2", {"key_cp_firms_due": 0, "key_cp_firms_done": None}, "not applicable", ""),
        ("G2", {"key_cp_firms_done": 17}, "fail", "cap C"),
        ("G2", {"key_cp_firms_done": None}, "unverified", ""),
        ("G2", {"key_cp_firms_due": None}, "unverified", ""),
        ("G3", {"obsolete_process_in_use": "yes"}, "fail", "cap C"),
        ("G4", {"energy_target_result": "missed"}, "fail", "cap B"),
        ("G4", {"energy_target_result": None, "carbon_target_result": "missed"}, "fail", "cap B"),
        ("G4", {"energy_target_result": None}, "unverified", ""),
        ("G4", {"energy_target_result": "not_set", "carbon_target_result": "not_set"}, "pass", ""),
        ("G5", {"managing_body": "no"}, "fail", "T9 = 0; cap C"),
        ("G5", {"fulltime_staff": 1}, "fail", "T9 = 0; cap C"),
        ("G5", {"fulltime_staff": 2}, "pass", ""),
        ("G5", {"fulltime_staff": None}, "unverified", ""),
        ("G5", {"fulltime_staff": None, "managing_body": "no"}, "fail", "T9 = 0; cap C"),
        ("G7", {"false_data_found": "yes"}, "fail", "rating withdrawn"),
    ],
)
def test_gate(gate: str, values: dict[str, str | int | None], result: str, effect: str) -> None:
    typed = {code: Decimal(v) if isinstance(v, int) else v for code, v in values.items()}
    found = next(one for one in varied(**typed).gates if one.gate == gate)
    assert (found.result, found.effect) == (result, effect)
    assert set(typed) <= set(found.fields)


def test_gate_five_sets_the_organisation_to_zero_before_adding_up() -> None:
    found = varied(managing_body="no")
    one = found.indicators["T9"]
    assert (one.value, one.score, one.note) == (Decimal(0), Decimal(0), "set to 0 by gate G5")
    total = card().total
    assert total is not None
    assert found.total is not None
    assert settle(total - found.total) == settle(card().indicators["T9"].points)
    assert (found.cap, found.grade) == ("C", "C")
    assert "T9" not in {move.code for move in found.raise_grade}


def test_the_lowest_cap_wins_and_is_named() -> None:
    found = varied(carbon_target_result="missed", obsolete_process_in_use="yes")
    assert (found.cap, found.grade, found.binding_cap_gate) == ("C", "C", "G3")


def test_a_cap_that_changes_nothing_does_not_bind() -> None:
    found = varied(carbon_target_result="missed")
    assert (found.cap, found.grade, found.binding_cap_gate) == ("B", "B", None)


def test_no_rating_leaves_the_score_and_takes_grade_and_code() -> None:
    found = varied(major_event_3y="yes", obsolete_process_in_use="yes")
    assert (found.rating_status, found.grade, found.code.status) == ("no rating", None, "none")
    assert found.total is not None
    assert found.code.k is not None


def test_withdrawal_comes_before_no_rating() -> None:
    found = varied(major_event_3y="yes", false_data_found="yes")
    assert (found.rating_status, found.grade, found.code.status) == ("withdrawn", None, "none")


def test_an_empty_gate_is_noted() -> None:
    assert any("G1" in str(note) for note in varied(major_event_3y=None).notes)


def test_provisional_below_the_coverage_limit() -> None:
    blank = dict.fromkeys(
        ("industrial_land", "industrial_workers", "firms_above_scale", "gdp", "power_consumed"),
        None,
    )
    found = varied(**blank)
    assert found.data_coverage is not None
    assert found.data_coverage < 80
    assert found.provisional == ("data coverage below 80 %",)


def test_provisional_while_a_reconciliation_is_open() -> None:
    marks = {"T6": {"self": 3, "assessor_a": 1, "assessor_b": 3}}
    assert card(changed({"marks": marks})).provisional == ("reconciliation required",)


def test_self_assessed_when_one_item_rests_on_a_self_mark() -> None:
    assert card(changed({"marks": {"T1": {"self": 3}}})).provisional == ("self-assessment only",)
