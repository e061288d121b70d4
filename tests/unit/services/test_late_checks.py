"""Checks of large tables that wait: whatever is edited meanwhile, in the end nothing is missing."""

import itertools
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.edits import Edit, inverse
from db.park_file import ParkFile
from db.replay import apply_edits
from questionnaire.answers import History, Row
from questionnaire.problems import Severity
from services.draft_edits import (
    cell_edits,
    confirmation_edits,
    deletion_edits,
    insertion_edits,
    value_edits,
)
from services.edit_effects import CheckIndex, effect_of
from services.evaluation import Evaluation
from services.late_checks import SLICE, SMALL_TABLE
from services.live_evaluation import ChecksRunning, LiveEvaluation
from services.park_sessions import ParkSession
from services.session_values import Change
from support.ledgers import add_ledger
from support.sessions import BEFORE, PRODUCT, START, YEAR, copy_of, environment

CATALOGUE = PRODUCT.catalogue
INDEX = CheckIndex(PRODUCT.check_plan)
TODAY = START.date()
REASON = "as agreed with the office"
CODES = ("91320594MA1TEXT06F", "9132010013480512XR", "x")
COLUMNS = ("uscc", "output", "value_added", "energy_tce", "ets_unit", "in_boundary", "cp_audit")
VALUES = ("1", "50", "900000", "yes", "no", "done", *CODES, "")

numbers = st.integers(0, 30)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("cell"), numbers, st.sampled_from(COLUMNS), st.sampled_from(VALUES)),
        st.tuples(st.just("add"), numbers, st.just("uscc"), st.sampled_from(CODES)),
        st.tuples(st.just("delete"), numbers, st.just(""), st.just("")),
        st.tuples(st.just("field"), numbers, st.just(""), st.sampled_from(("0", "7", ""))),
        st.tuples(st.just("confirm"), numbers, st.just(""), st.sampled_from((REASON, ""))),
        st.tuples(st.just("undo"), numbers, st.just(""), st.just("")),
        st.tuples(st.just("check"), numbers, st.just(""), st.just("")),
    ),
    max_size=10,
)


@pytest.fixture(scope="module")
def history(made_park: Path) -> History:
    with ParkFile.open(made_park, CATALOGUE, read_only=True) as park:
        return park.history()


class Draft:
    """A year that is edited while its checks wait: every table counts as a large one."""

    def __init__(self, history: History) -> None:
        self.live = LiveEvaluation(PRODUCT, INDEX, history, YEAR, TODAY, small=0)
        self.done: list[tuple[Edit, ...]] = []
        self._ids = itertools.count()

    def follow(self, edits: tuple[Edit, ...]) -> None:
        """Carry out edits."""
        self.live.follow(apply_edits(self.live.history, edits, CATALOGUE), effect_of(edits))

    def step(self, kind: str, number: int, column: str, typed: str) -> None:
        """Carry out one step of the test."""
        if kind == "check":
            for _ in range(number):
                self.live.check_more()
        elif kind == "undo" and self.done:
            self.follow(inverse(self.done.pop()))
        else:
            edits = self._edits(kind, number, column, typed)
            if edits:
                self.done.append(edits)
                self.follow(edits)

    def _edits(self, kind: str, number: int, column: str, typed: str) -> tuple[Edit, ...]:
        answers = self.live.answers
        rows = tuple(answers.rows("enterprises"))
        if kind == "cell" and rows:
            is_number = CATALOGUE.tables["enterprises"].columns[column].type.is_number
            value = Decimal(typed) if is_number and typed.isdigit() else None
            place = ("enterprises", rows[number % len(rows)], column)
            return cell_edits(CATALOGUE, answers, place, value if is_number else typed or None)
        if kind == "add":
            row: Row = {"uscc": typed, "year": Decimal(YEAR - number % 2)}
            after = rows[number % len(rows)] if rows else ""
            new = [(f"new-{next(self._ids)}", row)]
            return insertion_edits(CATALOGUE, answers, "enterprises", new, after)
        if kind == "delete" and rows:
            return deletion_edits(CATALOGUE, answers, "enterprises", [rows[number % len(rows)]])
        if kind == "field":
            value = Decimal(typed) if typed else None
            return value_edits(CATALOGUE, answers, "firms_above_scale", value, None)
        return self._confirmation(number, typed) if kind == "confirm" else ()

    def _confirmation(self, number: int, reason: str) -> tuple[Edit, ...]:
        answers = self.live.answers
        soft = [item.id for item in self.live.problems if item.severity is Severity.SOFT]
        name = soft[number % len(soft)] if soft else ""
        return confirmation_edits(answers, name, reason or None) if name else ()


@pytest.fixture(scope="module")
def start(history: History) -> Callable[[], Draft]:
    return lambda: Draft(history)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_in_the_end_all_problems_are_there(
    start: Callable[[], Draft], made: list[tuple[str, int, str, str]]
) -> None:
    draft = start()
    for step in made:
        draft.step(*step)
    while draft.live.check_more():
        pass
    plain = Evaluation(PRODUCT, draft.live.history, YEAR, TODAY)
    assert draft.live.problems == plain.problems
    assert draft.live.invalid_fields == plain.invalid_fields
    assert draft.live.scorecard == plain.scorecard
    assert draft.live.unchecked == frozenset()


def test_nothing_is_told_as_final_before(history: History) -> None:
    live = LiveEvaluation(PRODUCT, INDEX, history, YEAR, TODAY, small=0)
    assert {"enterprises", "energy_carriers"} <= live.unchecked
    with pytest.raises(ChecksRunning):
        _ = live.scorecard
    while live.check_more():
        assert live.unchecked
    assert live.scorecard.total is not None


def test_small_tables_do_not_wait(history: History) -> None:
    live = LiveEvaluation(PRODUCT, INDEX, history, YEAR, TODAY)
    assert live.is_checked
    assert live.unchecked == frozenset()


# In a session


@pytest.fixture
def large(made_park: Path, tmp_path: Path) -> Path:
    """A park whose ledger is just large enough to wait."""
    park = copy_of(made_park, tmp_path)
    add_ledger(park, SMALL_TABLE + 1)
    return park


def test_a_session_tells_when_its_rows_are_checked(large: Path, tmp_path: Path) -> None:
    told: list[Change] = []
    with ParkSession.open(PRODUCT, environment(tmp_path), large) as session:
        session.subscribe(told.append)
        assert not session.is_checked
        slices = 0
        while session.check_more():
            slices += 1
        assert slices >= SMALL_TABLE // SLICE
        assert [(item.problems, item.score, item.codes) for item in told] == [
            (True, True, frozenset())
        ]
        plain = Evaluation(PRODUCT, session.history, YEAR, session.environment.today())
        assert session.problems == plain.problems
        assert session.scorecard == plain.scorecard


def test_confirmations_of_rows_that_wait_lapse_as_ever(large: Path, tmp_path: Path) -> None:
    """An edit of the ledger ends the confirmation of a row that nothing has looked at since."""
    confirmed = f"table:enterprises.output:{YEAR}-{SMALL_TABLE}"
    with ParkSession.open(PRODUCT, environment(tmp_path), large) as session:
        session.finish_checks()
        assert session.confirm(confirmed, REASON).changed
    with ParkSession.open(PRODUCT, environment(tmp_path), large) as session:
        assert not session.is_checked
        assert session.answers.confirmed[confirmed] == REASON
        assert session.set_cell("enterprises", f"{YEAR}-3", "output", "7").changed
        assert confirmed not in session.answers.confirmed


def test_another_year_waits_anew(large: Path, tmp_path: Path) -> None:
    with ParkSession.open(PRODUCT, environment(tmp_path), large) as session:
        session.finish_checks()
        session.choose_year(BEFORE)
        assert not session.is_checked
        session.finish_checks()
        plain = Evaluation(PRODUCT, session.history, BEFORE, session.environment.today())
        assert session.problems == plain.problems


def test_the_earlier_year_comes_last(large: Path, tmp_path: Path) -> None:
    told: list[Change] = []
    with ParkSession.open(PRODUCT, environment(tmp_path), large) as session:
        assert session.earlier_scorecard is None
        while not session.is_checked:
            session.check_more()
        assert session.earlier_scorecard is None
        session.subscribe(told.append)
        session.finish_checks()
        assert not session.has_checks_left
        assert [(change.problems, change.score) for change in told] == [(False, True)]
        plain = Evaluation(PRODUCT, session.history, BEFORE, session.environment.today())
        assert session.earlier_scorecard == (
            plain.scorecard if plain.scorecard.total is not None else None
        )


def test_the_earlier_result_is_kept_while_the_year_is_edited(session: ParkSession) -> None:
    plain = Evaluation(PRODUCT, session.history, BEFORE, session.environment.today())
    card = session.earlier_scorecard
    assert card == plain.scorecard
    assert card is not None
    session.set_field("firms_above_scale", "41")
    assert session.earlier_scorecard is card
    session.choose_year(BEFORE)
    assert session.earlier_scorecard is None


def test_edits_of_rows_that_were_not_read_are_stored(large: Path, tmp_path: Path) -> None:
    """Whatever is read later, the file holds what was there and what was edited."""
    with ParkFile.open(large, CATALOGUE) as file:
        before = file.history()[YEAR]
    row_id = f"{YEAR}-{SMALL_TABLE - 1}"
    with ParkSession.open(PRODUCT, environment(tmp_path), large) as session:
        assert session.set_cell("enterprises", row_id, "output", "77").changed
        assert session.delete_rows("enterprises", [f"{YEAR}-0"]).changed
        session.check_more()
        assert session.undo()
        now = session.answers
    rows = {**before.rows("enterprises")}
    rows[row_id] = {**rows[row_id], "output": Decimal(77)}
    assert now.rows("enterprises") == rows
    with ParkFile.open(large, CATALOGUE) as file:
        assert file.history()[YEAR] == now
        assert file.check() == ()
