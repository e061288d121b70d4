"""Imports that are worked out on another thread and taken at once, one undo step however large."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from db.park_file import ParkFile
from questionnaire.answers import AnswerSet, Row
from services.evaluation import Evaluation
from services.late_checks import SMALL_TABLE
from services.park_sessions import ParkSession
from services.prepared_imports import PreparedImport, prepare_import
from services.session_values import Change
from support.ledgers import add_ledger
from support.sessions import BEFORE, PRODUCT, YEAR, copy_of, environment

MORE = SMALL_TABLE + 200


@pytest.fixture
def large(made_park: Path, tmp_path: Path) -> Path:
    park = copy_of(made_park, tmp_path)
    add_ledger(park, 5)
    return park


@pytest.fixture
def session(large: Path, tmp_path: Path) -> Iterator[ParkSession]:
    opened = ParkSession.open(PRODUCT, environment(tmp_path), large)
    yield opened
    opened.close()


def with_ledger(answers: AnswerSet, count: int) -> AnswerSet:
    """The answers with so many more enterprises, and another GDP."""
    rows: dict[str, Row] = {
        f"new-{number}": {"year": Decimal(YEAR), "uscc": f"other {number}"}
        for number in range(count)
    }
    tables = {**answers.tables, "enterprises": {**answers.rows("enterprises"), **rows}}
    gdp = replace(answers.answers["gdp"], value=Decimal(321))
    return replace(answers, tables=tables, answers={**answers.answers, "gdp": gdp})


def prepared(session: ParkSession, after: AnswerSet) -> PreparedImport:
    today = session.environment.today()
    return prepare_import(PRODUCT, session.history, after, today, lambda _done, _all: None)


def on_disk(park: Path) -> AnswerSet:
    with ParkFile.open(park, PRODUCT.catalogue, read_only=True) as file:
        answers = file.answers(YEAR)
    assert answers is not None
    return answers


@pytest.mark.parametrize("count", [3, MORE])
def test_is_one_step_that_can_be_taken_back(session: ParkSession, large: Path, count: int) -> None:
    before = session.answers
    after = with_ledger(before, count)
    assert session.take_import(prepared(session, after)).changed
    assert session.answers == after
    session.wait_saved()
    assert on_disk(large) == after
    assert session.undo()
    assert session.answers == before
    session.wait_saved()
    assert on_disk(large) == before
    assert session.redo()
    assert session.answers == after
    session.wait_saved()
    assert on_disk(large) == after


def test_is_final_when_it_is_taken(session: ParkSession) -> None:
    told: list[Change] = []
    session.subscribe(told.append)
    session.take_import(prepared(session, with_ledger(session.answers, MORE)))
    plain = Evaluation(PRODUCT, session.history, YEAR, session.environment.today())
    assert session.is_checked
    assert session.problems == plain.problems
    assert session.scorecard == plain.scorecard
    assert [change.year for change in told] == [True]


def test_edits_before_and_after_it_are_taken_back_in_turn(session: ParkSession) -> None:
    states = [session.answers]
    assert session.set_field("firms_above_scale", "41").changed
    states.append(session.answers)
    session.take_import(prepared(session, with_ledger(session.answers, MORE)))
    states.append(session.answers)
    assert session.set_cell("enterprises", f"new-{MORE - 1}", "output", "7").changed
    last = session.answers
    for expected in reversed(states):
        assert session.undo()
        assert session.answers == expected
    for expected in (*states[1:], last):
        assert session.redo()
        assert session.answers == expected
    session.finish_checks()
    plain = Evaluation(PRODUCT, session.history, YEAR, session.environment.today())
    assert session.problems == plain.problems


def test_is_refused_when_something_was_edited_meanwhile(session: ParkSession) -> None:
    made = prepared(session, with_ledger(session.answers, 3))
    assert session.set_field("firms_above_scale", "41").changed
    now = session.answers
    assert session.take_import(made).refused is not None
    assert session.answers is now


def test_changing_nothing_is_no_step(session: ParkSession) -> None:
    session.set_field("firms_above_scale", "41")
    assert not session.take_import(prepared(session, session.answers)).changed
    assert session.undo()
    assert str(session.answers.value("firms_above_scale")) != "41"


def test_a_year_that_was_not_there_is_shown(session: ParkSession) -> None:
    session.choose_year(BEFORE)
    after = with_ledger(replace(session.history[YEAR], year=YEAR + 1), 2)
    assert session.take_import(prepared(session, after)).changed
    assert session.year == YEAR + 1
    assert session.undo()
    assert YEAR + 1 not in session.history


def test_stops_when_its_progress_says_so(session: ParkSession) -> None:
    calls: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if total:
            raise KeyboardInterrupt

    after = with_ledger(session.answers, MORE)
    with pytest.raises(KeyboardInterrupt):
        prepare_import(PRODUCT, session.history, after, session.environment.today(), stop)
    done, total = calls[-1]
    assert 0 < done < total
    assert total >= MORE
