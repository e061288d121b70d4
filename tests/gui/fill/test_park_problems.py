"""Problems in the workspace: listed, stepped through, explained, counted."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.park_workspace import ParkWorkspace
from support.typing_text import click, press, type_text
from support.window import fake
from support.workspaces import row_of, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


def test_problems_are_listed_and_lead_to_their_place(workspace: ParkWorkspace) -> None:
    type_into(workspace, "top3_industry_output", "99999")
    workspace.show_page(9)
    workspace.actions()["next_problem"]()
    assert workspace.page.current == "top3_industry_output", "hard problems come first"
    workspace.actions()["problems"]()
    listed = workspace.problems.model.problems
    assert [item.severity.value for item in listed] == sorted(
        item.severity.value for item in listed
    )
    workspace.problems.list.setCurrentIndex(workspace.problems.model.index(len(listed) - 1))
    workspace.show_page(0)
    workspace.problems.list.doubleClicked.emit(workspace.problems.list.currentIndex())
    assert workspace.page.model.number == workspace.model.page_of(
        workspace.model.code_of(listed[-1])
    )


def test_problem_steps_go_round(workspace: ParkWorkspace) -> None:
    found = [item for item in workspace.model.problems() if item.open]
    for _ in range(len(found)):
        workspace.actions()["next_problem"]()
    first = workspace.page.current
    workspace.actions()["next_problem"]()
    workspace.actions()["previous_problem"]()
    assert workspace.page.current == first


def test_soft_problem_is_explained_in_the_list(workspace: ParkWorkspace) -> None:
    workspace.actions()["problems"]()
    view = workspace.problems
    soft = next(item for item in view.model.problems if item.open and item.severity.value == "soft")
    view.choose(soft.id)
    view.explain()
    type_text(view.reason_line(), "不错")
    press(view.reason_line(), Qt.Key.Key_Return)
    assert soft.id not in workspace.session.answers.confirmed
    assert view.reason_line().isVisible(), "too short: it can be corrected"
    view.reason_line().setText("与统计局核对无误")
    press(view.reason_line(), Qt.Key.Key_Return)
    assert workspace.session.answers.confirmed[soft.id] == "与统计局核对无误"


def test_soft_problem_is_explained_under_its_field(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "park_code")
    label = workspace.session.catalogue.fields[row.code].label
    said = " ".join(row.messages().texts())
    assert f"“{label.zh}”：" not in said, "its name stands beside it"
    assert f'"{label.en}":' not in said
    link = row.messages().links()[-1]
    click(link)
    row.reason_line().setText("演示园区，代码未公布")
    press(row.reason_line(), Qt.Key.Key_Return)
    assert "演示园区，代码未公布" in workspace.session.answers.confirmed.values()


def test_counts_are_told(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.problems_changed) as told:
        type_into(workspace, "top3_industry_output", "99999")
    assert told.args is not None
    assert told.args[0].hard >= 1


def test_submitting_leads_to_the_chosen_problem(workspace: ParkWorkspace, context: Context) -> None:
    problem = next(item for item in workspace.session.problems if item.open)

    def choose(dialog: object) -> None:
        dialog.problem_chosen.emit(problem.id)  # type: ignore[attr-defined]  # the assistant

    fake(context).will_answer(choose)
    workspace.actions()["submit"]()
    assert workspace.page.model.number == workspace.model.page_of(workspace.model.code_of(problem))


def test_opening_the_list_of_problems_keeps_the_field_in_view(
    workspace: ParkWorkspace, qtbot: QtBot
) -> None:
    workspace.resize(1280, 560)
    row = row_of(workspace, "gdp")
    workspace.show_problems()

    def is_in_view() -> bool:
        place = row.mapTo(workspace, row.rect().bottomLeft())
        return place.y() <= workspace.problems.mapTo(workspace, QPoint(0, 0)).y()

    qtbot.waitUntil(is_in_view)
