"""The window around a workspace: title, status, actions, closing, other windows."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.jobs import Jobs, Progress
from gui.main_window import MainWindow
from gui.tokens import DARK
from gui.workspaces import OpenRequest, ProblemCounts
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from support.window import PlainWorkspace, fake, find_plain_maker, make_context, make_park


@pytest.fixture
def window(qtbot: QtBot, context: Context) -> MainWindow:
    made = MainWindow(context, find_plain_maker)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def workspace(window: MainWindow, context: Context, tmp_path: Path) -> PlainWorkspace:
    """The workspace of an open park file."""
    park = make_park(context, tmp_path / "park.parkdb")
    window.open("park", OpenRequest(str(park)))
    assert isinstance(window.workspace, PlainWorkspace)
    return window.workspace


def test_start_page_comes_first(window: MainWindow) -> None:
    assert window.current_page() == "start"
    assert window.windowTitle() == "园区绿色低碳评价"
    assert not window.window_actions.tool_bar.isVisible()


def test_title_names_file_and_year(window: MainWindow, workspace: PlainWorkspace) -> None:
    assert window.windowTitle() == "park.parkdb — 2025 — 园区绿色低碳评价"
    window.close()
    assert workspace.finish is not None


def test_actions_of_the_workspace_are_carried_out(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    window.window_actions.action("submit").trigger()
    window.window_actions.action("undo").trigger()
    assert workspace.done == ["submit"], "there is nothing to undo yet"
    workspace.offers_undo = True
    workspace.actions_changed.emit()
    window.window_actions.action("undo").trigger()
    assert workspace.done == ["submit", "undo"]
    window.close()


def test_primary_button_submits(
    qtbot: QtBot, window: MainWindow, workspace: PlainWorkspace
) -> None:
    button = window.window_actions.primary
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    assert workspace.done == ["submit"]
    window.close()


def test_shortcuts_reach_the_workspace(
    qtbot: QtBot, window: MainWindow, workspace: PlainWorkspace
) -> None:
    window.activateWindow()
    qtbot.waitActive(window)
    qtbot.keyClick(window, Qt.Key.Key_F8)  # type: ignore[no-untyped-call]
    assert workspace.done == ["next_problem"]
    window.close()


def test_status_bar_says_what_the_workspace_says(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    saved = window.status_bar._saved
    workspace.saved.emit("")
    assert saved.text() == "正在保存…"
    workspace.saved.emit("14:32:08")
    assert saved.text() == "✓ 已保存 14:32:08"
    workspace.problems_changed.emit(ProblemCounts(3, 11))
    problems = window.status_bar.findChild(QToolButton, "status.problems")
    assert problems is not None
    assert "3" in problems.text()
    assert "11" in problems.text()
    problems.click()
    assert workspace.done == ["next_problem"]
    workspace.problems_changed.emit(ProblemCounts())
    assert problems.isHidden()
    window.close()


def test_closing_waits_for_the_workspace(window: MainWindow, workspace: PlainWorkspace) -> None:
    workspace.waits = True
    window.close()
    assert window.isVisible()
    assert workspace.finish is not None
    workspace.finish()
    assert not window.isVisible()


def test_closed_file_leads_back_to_the_start_page(
    window: MainWindow, workspace: PlainWorkspace, context: Context
) -> None:
    window.window_actions.action("close_file").trigger()
    assert workspace.finish is not None
    assert window.current_page() == "start"
    assert window.workspace is None
    entry = context.settings.recent[0]
    assert (entry.name, entry.years, entry.opened_at) == (
        "示例园区",
        "2025",
        "2026-04-01T06:36:00Z",
    )
    assert window.start_view.recent_list.model().rowCount() == 1
    assert not window.window_actions.action("undo").isVisible()


def test_second_file_asks_for_another_window(
    qtbot: QtBot, window: MainWindow, workspace: PlainWorkspace
) -> None:
    request = OpenRequest("other.parkdb")
    with qtbot.waitSignal(window.another_requested) as asked:
        window.open("park", request)
    assert asked.args == ["park", request]
    assert window.workspace is workspace
    window.close()


def test_language_is_switched_without_closing(
    window: MainWindow, workspace: PlainWorkspace, context: Context
) -> None:
    window.window_actions.action("language_en").trigger()
    assert window.windowTitle() == "park.parkdb — 2025 — Green park evaluation"
    assert window.window_actions.menu("file").title() == "&File"
    assert context.settings.language == "en"
    assert window.workspace is workspace
    window.window_actions.action("language_zh").trigger()
    assert window.windowTitle().endswith("园区绿色低碳评价")
    window.close()


def test_scheme_is_switched(window: MainWindow, context: Context) -> None:
    window.window_actions.action("scheme_dark").trigger()
    assert context.theme.tokens is DARK
    assert context.settings.scheme == "dark"
    assert window.window_actions.action("scheme_dark").isChecked()
    assert not window.window_actions.action("scheme_light").isChecked()


def test_tool_bar_has_its_texts_in_the_smallest_window_that_is_drawn(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    """As drawn in mockups/fill-1280-light.png."""
    assert workspace.kind == "park"
    bar = window.window_actions.tool_bar
    window.resize(1280, 720)
    QApplication.processEvents()
    assert bar.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    window.close()


def test_place_of_the_window_is_remembered(qtbot: QtBot, context: Context) -> None:
    first = MainWindow(context)
    first.resize(1024, 700)
    first.show()
    first.close()
    first.deleteLater()
    second = MainWindow(context)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (1024, 700)


def test_failed_job_is_told(window: MainWindow, context: Context) -> None:
    def work(_progress: Progress) -> None:
        raise GreenparkError(msg("The file is not there"))

    assert window.isVisible()
    context.jobs.run(work, "job").start()
    assert fake(context).told == ["文件不存在"]


def test_job_is_shown_and_cancelled_in_the_status_bar(qtbot: QtBot) -> None:
    context = make_context(jobs=Jobs())
    window = MainWindow(context, find_plain_maker)
    qtbot.addWidget(window)
    window.show()
    go_on, cancelled = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        progress.at(2, 5, "第二步")
        go_on.wait(10)
        progress.at(3, 5)

    job = context.jobs.run(work, "构建").on_cancelled(cancelled.set).start()
    row = window.status_bar._job
    qtbot.waitUntil(lambda: "第二步" in row._text.text())
    assert row.isVisible()
    assert (row._bar.value(), row._bar.maximum()) == (2, 5)
    row._cancel.click()
    assert job.cancelling
    go_on.set()
    qtbot.waitUntil(cancelled.is_set)
    qtbot.waitUntil(lambda: not row.isVisible())
    context.jobs.close()


@pytest.mark.parametrize("answer, closes", [("stop", True), ("wait", False), (None, False)])
def test_closing_asks_while_work_goes_on(qtbot: QtBot, answer: str | None, closes: bool) -> None:
    context = make_context(jobs=Jobs())
    window = MainWindow(context, find_plain_maker)
    qtbot.addWidget(window)
    window.show()
    go_on = threading.Event()
    job = context.jobs.run(lambda _progress: go_on.wait(10), "构建").start()
    fake(context).will_answer(answer)
    window.close()
    assert window.isVisible() is not closes
    assert job.cancelling is closes, "a file that waits for the job to close need not wait long"
    go_on.set()
    context.jobs.close()


@pytest.mark.parametrize("name", ["settings", "shortcuts", "about"])
def test_dialogs_open_and_close(window: MainWindow, context: Context, name: str) -> None:
    shown: list[bool] = []

    def look(dialog: object) -> None:
        shown.append(dialog.isVisible())  # type: ignore[attr-defined]

    fake(context).will_answer(look)
    window.window_actions.action(name).trigger()
    assert shown == [True]
