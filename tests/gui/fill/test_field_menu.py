"""The menu at the pointer of a field."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from gui.context import Context
from gui.fill.editors import ChoiceEditor, LineEditor
from gui.fill.park_workspace import ParkWorkspace
from support.tables import open_menu
from support.typing_text import press
from support.window import fake
from support.workspaces import row_of, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


def names(widget: QWidget) -> list[str]:
    """Entries of the menu that the right button opens on a widget."""
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    found = [action.text() for action in open_menu().actions() if action.text()]
    open_menu().close()
    return found


KINDS = ("gdp", "park_level", "park_intro", "T1_level", "boundary_out_of_area")
"""A number, a choice, a long text, a level, yes or no."""


def test_every_kind_of_field_offers_its_states_and_history(workspace: ParkWorkspace) -> None:
    for code in KINDS:
        row = row_of(workspace, code)
        for widget in (row, _pointed_at(row.editor)):
            found = names(widget)
            assert {"未填", "不适用…"} <= set(found), code
            assert any(text.startswith("质量 A") for text in found), code
            assert any("修改" in text or "Edit history" in text for text in found), code


def _pointed_at(editor: QWidget) -> QWidget:
    """The part of an input that the pointer is over."""
    line = editor.lineEdit() if isinstance(editor, ChoiceEditor) else None
    return editor.viewport() if isinstance(editor, QAbstractScrollArea) else line or editor


def test_an_input_keeps_its_own_entries(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    own = row.editor.createStandardContextMenu()  # type: ignore[union-attr]  # a line
    wanted = [action.text() for action in own.actions() if action.text()]
    assert names(row.editor)[: len(wanted)] == wanted
    own.deleteLater()


def test_it_opens_by_keys_and_chooses(workspace: ParkWorkspace) -> None:
    row = type_into(workspace, "gdp", "707")
    press(row.editor, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = open_menu()
    next(action for action in menu.actions() if action.text().startswith("质量 A")).trigger()
    menu.close()
    assert workspace.session.answers.answers["gdp"].quality == "A"


def test_evidence_and_history_are_reached_from_it(
    workspace: ParkWorkspace, context: Context
) -> None:
    row = row_of(workspace, "gdp")
    seen: list[str] = []
    fake(context).will_answer(
        lambda dialog: seen.append(dialog.objectName()),
        lambda dialog: seen.append(dialog.objectName()),
    )
    press(row.editor, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    *_, evidence, history = open_menu().actions()
    open_menu().close()
    evidence.trigger()
    history.trigger()
    assert seen[1] == "history_dialog"
    assert seen[0] != seen[1]


def test_a_field_that_is_only_looked_at_offers_its_history(open_file: object, park: Path) -> None:
    second = open_file(park, read_only=True)  # type: ignore[operator]
    row = row_of(second, "gdp")
    assert isinstance(row.editor, LineEditor)
    press(row.editor, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = open_menu()
    enabled = [a.text() for a in menu.actions() if a.isEnabled() and a.text()]
    assert "未填" not in enabled
    assert not any(text.startswith("质量") for text in enabled)
    assert menu.actions()[-1].isEnabled()
    menu.close()
