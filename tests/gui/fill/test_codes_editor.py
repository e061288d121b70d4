"""Codes found by typing a part of their names."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.fill.codes_editor import CodesEditor
from gui.fill.park_workspace import ParkWorkspace
from support.typing_text import press, type_text

CODES = (("26", "化学原料和化学制品制造业"), ("27", "医药制造业"), ("39", "计算机制造业"))

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[CodesEditor]:
    """An input of codes in a shown window."""
    made = CodesEditor()
    qtbot.addWidget(made)
    made.set_codes(CODES)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    yield made
    made.popup.hide()


def offered(editor: CodesEditor) -> list[str]:
    model = editor.popup.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose_first(editor: CodesEditor) -> None:
    """Enter, as the popup gets it while it is open."""
    press(editor.popup, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_part_of_a_name_offers_its_code(editor: CodesEditor) -> None:
    type_text(editor, "医药")
    assert offered(editor) == ["27 医药制造业"]
    choose_first(editor)
    assert editor.text() == "27"


def test_only_the_part_behind_the_last_separator_is_looked_up(editor: CodesEditor) -> None:
    type_text(editor, "26；计算")
    assert offered(editor) == ["39 计算机制造业"]
    choose_first(editor)
    assert editor.text() == "26；39"


def test_a_whole_code_needs_no_list(editor: CodesEditor) -> None:
    type_text(editor, "27")
    assert not editor.popup.isVisible()
    taken: list[object] = []
    editor.committed.connect(taken.append)
    press(editor, Qt.Key.Key_Return)
    assert taken == ["27"]


def test_nothing_is_handed_over_while_the_list_is_open(editor: CodesEditor) -> None:
    taken: list[object] = []
    editor.committed.connect(taken.append)
    type_text(editor, "制造")
    assert len(offered(editor)) == 3
    press(editor, Qt.Key.Key_Return)
    assert taken == []


def test_the_names_of_the_codes_stand_under_the_field(workspace: ParkWorkspace) -> None:
    workspace.go_to("park_leading_codes")
    row = workspace.page.row("park_leading_codes")
    assert row is not None
    workspace.session.set_field("park_leading_codes", "27；39")
    names = workspace.page.model.names_of_codes("park_leading_codes")
    assert names == "27 医药制造业；39 计算机、通信和其他电子设备制造业"
