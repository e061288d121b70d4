"""A file with a large ledger is shown before its rows are checked, and says so until they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from db.park_file import ParkFile
from gui.context import Context
from gui.fill.park_workspace import ParkWorkspace, open_park
from gui.workspaces import OpenRequest, ProblemCounts
from questionnaire.errors import GreenparkError
from services.evaluation import Evaluation
from services.late_checks import SMALL_TABLE
from services.number_words import number
from support.ledgers import add_ledger
from support.sessions import BEFORE, YEAR
from support.window import fake


@pytest.fixture
def large(park: Path, context: Context, qtbot: QtBot) -> Iterator[ParkWorkspace]:
    """Opened, and nothing has run since."""
    add_ledger(park, SMALL_TABLE + 1)
    workspace = open_park(OpenRequest(str(park)), context)
    assert isinstance(workspace, ParkWorkspace)
    qtbot.addWidget(workspace)
    for widget in (*workspace.tool_bar().start, *workspace.tool_bar().end):
        qtbot.addWidget(widget)
    yield workspace
    workspace.close_request(lambda: None)


def _live_texts(workspace: ParkWorkspace) -> list[str]:
    return [item.text() for item in workspace.live.findChildren(QLabel) if not item.isHidden()]


def _wait(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.session.is_checked, timeout=20_000)


def test_says_that_rows_are_being_checked_until_they_are(
    large: ParkWorkspace, context: Context, qtbot: QtBot
) -> None:
    counts: list[ProblemCounts] = []
    large.problems_changed.connect(counts.append)
    with pytest.raises(GreenparkError) as waiting:
        _ = large.session.scorecard
    assert large.model.counts.checking
    assert context.texts.tr(waiting.value.message) in _live_texts(large)
    assert not any(entry.is_complete for entry in large.model.entries() if entry.number == 8)
    with qtbot.waitExposed(large):
        large.show()
    _wait(large, qtbot)
    assert context.texts.tr(waiting.value.message) not in _live_texts(large)
    assert number(large.session.scorecard.total_printed, 1) in _live_texts(large)
    assert counts[-1] == large.model.counts
    assert not counts[-1].checking
    plain = Evaluation(
        context.product, large.session.history, large.session.year, context.environment.today()
    )
    assert large.session.problems == plain.problems


def test_submitting_waits_for_the_checks(
    large: ParkWorkspace, context: Context, qtbot: QtBot
) -> None:
    seen: list[bool] = []

    def look(dialog: QDialog) -> None:
        seen.append(large.session.is_checked)
        dialog.reject()

    said: list[str] = []
    large.status_changed.connect(said.append)
    fake(context).will_answer(look)
    large.actions()["submit"]()
    assert seen == []
    assert said == [context.texts.tr(large.model.no_problems())]
    _wait(large, qtbot)
    assert seen == [True]


def test_next_problem_does_not_deny_what_is_not_known(
    large: ParkWorkspace, context: Context, qtbot: QtBot
) -> None:
    running = large.model.no_problems()
    _wait(large, qtbot)
    assert context.texts.tr(large.model.no_problems()) != context.texts.tr(running)


def test_another_year_is_checked_by_itself(large: ParkWorkspace, qtbot: QtBot) -> None:
    _wait(large, qtbot)
    large.model.choose_year(BEFORE)
    assert large.model.counts.checking
    _wait(large, qtbot)
    assert not large.model.counts.checking


def test_a_closed_file_is_checked_no_more(large: ParkWorkspace, qtbot: QtBot) -> None:
    large.actions()["submit"]()
    closed: list[bool] = []
    large.close_request(lambda: closed.append(True))
    qtbot.wait(20)
    assert closed == [True]
    assert not large.session.is_checked


def test_a_damaged_row_closes_the_file_and_says_which_it_is(
    park: Path, context: Context, qtbot: QtBot
) -> None:
    add_ledger(park, SMALL_TABLE + 1)
    with ParkFile.open(park, context.product.catalogue) as file, file._writing() as connection:
        connection.exec_driver_sql(f"UPDATE table_row SET content='{{' WHERE row_id='{YEAR}-9'")
    workspace = open_park(OpenRequest(str(park)), context)
    assert isinstance(workspace, ParkWorkspace)
    qtbot.addWidget(workspace)
    for widget in (*workspace.tool_bar().start, *workspace.tool_bar().end):
        qtbot.addWidget(widget)
    with qtbot.waitSignal(workspace.close_requested, timeout=20_000):
        pass
    told = fake(context).told
    workspace.close_request(lambda: None)
    assert len(told) == 1
    assert f"{YEAR}-9" in told[0]


def test_a_ledger_is_shown_before_it_is_read(large: ParkWorkspace, qtbot: QtBot) -> None:
    large.go_to("enterprises")
    block = large.page.block("enterprises")
    assert block is not None
    model, column = block.model, block.model.column_position("output")
    assert model.rowCount() == SMALL_TABLE + 1
    assert model.text(0, column) == "200"
    assert model.total(column) == ""
    assert not large.session.is_read("enterprises")
    _wait(large, qtbot)
    assert model.total(column) == "120,200"
