"""The table of actions: menus, tool bar and shortcuts follow from it and do not contradict."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from gui.actions import ACTIONS, MENUS, ActionSpec, is_shown
from gui.context import Context
from gui.icons import icon_svg
from gui.main_window import MainWindow
from gui.workspaces import ToolBarParts

KINDS = ("", "park", "store")


@pytest.fixture
def window(qtbot: QtBot, context: Context) -> MainWindow:
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    return made


def test_ids_are_unique() -> None:
    names = [spec.id for spec in ACTIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", KINDS)
def test_no_key_means_two_things(kind: str) -> None:
    keys = [
        (QKeySequence(key).toString(), spec.id)
        for spec in ACTIONS
        if is_shown(spec, kind)
        for key in spec.shortcuts
    ]
    twice = [(one, other) for one, other in itertools.combinations(keys, 2) if one[0] == other[0]]
    assert twice == []


def test_every_key_is_a_key() -> None:
    wrong = [
        (spec.id, key)
        for spec in ACTIONS
        for key in spec.shortcuts
        if QKeySequence(key).toString() == "" or QKeySequence(key).count() != 1
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_action_is_in_its_menu(window: MainWindow, kind: str) -> None:
    actions = window.window_actions
    actions.show_for(kind, {}, ToolBarParts())
    for spec in (spec for spec in ACTIONS if is_shown(spec, kind)):
        menu = actions.menu(spec.menu)
        assert menu.menuAction().isVisible(), spec.menu
        assert actions.action(spec.id) in menu.actions()
        assert actions.action(spec.id).isVisible()
        assert actions.action(spec.id).text()


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_belong_is_hidden(window: MainWindow, kind: str) -> None:
    window.window_actions.show_for(kind, {}, ToolBarParts())
    hidden = [spec for spec in ACTIONS if not is_shown(spec, kind)]
    assert not any(window.window_actions.action(spec.id).isVisible() for spec in hidden)


def test_menus_without_actions_are_hidden(window: MainWindow) -> None:
    shown = [n for n, _ in MENUS if window.window_actions.menu(n).menuAction().isVisible()]
    assert shown == ["file", "view", "tools", "help"]


@pytest.mark.parametrize("kind", ["park", "store"])
def test_one_primary_button_a_window(kind: str) -> None:
    primary = [spec.id for spec in ACTIONS if spec.primary and is_shown(spec, kind)]
    assert len(primary) == 1


@pytest.mark.parametrize("spec", [spec for spec in ACTIONS if spec.icon], ids=lambda spec: spec.id)
def test_icon_is_there(spec: ActionSpec) -> None:
    assert b"#123456" in icon_svg(spec.icon, "#123456")


def test_what_is_ticked_has_room_for_its_tick(window: MainWindow) -> None:
    ticked = [window.window_actions.action(spec.id) for spec in ACTIONS if spec.group]
    assert {action.isCheckable() for action in ticked} == {True}
    assert {action.icon().isNull() for action in ticked} == {True}
    assert sum(action.isChecked() for action in ticked) == len(
        {s.group for s in ACTIONS if s.group}
    )


def test_what_the_workspace_does_not_offer_is_disabled(window: MainWindow) -> None:
    window.window_actions.show_for("park", {"undo": lambda: None}, ToolBarParts())
    assert window.window_actions.action("undo").isEnabled()
    assert not window.window_actions.action("redo").isEnabled()
    assert window.window_actions.action("quit").isEnabled()


def test_tool_bar_has_names_and_tips(window: MainWindow) -> None:
    window.window_actions.show_for("park", {}, ToolBarParts())
    shown = [action for action in window.window_actions.tool_bar.actions() if action.objectName()]
    assert [action.objectName() for action in shown] == [
        f"action.{spec.id}" for spec in ACTIONS if spec.tool_bar and is_shown(spec, "park")
    ]
    assert all(action.toolTip() and action.iconText() for action in shown)


def test_texts_of_the_tool_bar_go_where_they_do_not_fit(window: MainWindow) -> None:
    actions = window.window_actions
    actions.show_for("park", {}, ToolBarParts())
    styles = []
    for width in range(200, 900, 7):
        actions.narrow(width)
        styles.append(actions.tool_bar.toolButtonStyle())
        actions.narrow(width)
        assert actions.tool_bar.toolButtonStyle() is styles[-1], "nothing goes to and fro"
        beside = styles[-1] is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        assert not beside or actions.tool_bar.sizeHint().width() <= width
    assert styles[0] is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert styles[-1] is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
