"""The file behind the workspace: saved, copied, closed, found after a crash, open twice."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.park_file import ParkFile
from gui.context import Context
from gui.fill.editors import LineEditor
from gui.fill.long_editor import LongEditor
from gui.fill.park_workspace import ParkWorkspace
from questionnaire.messages import msg
from services.park_sessions import ParkSession
from support.sessions import YEAR
from support.typing_text import press
from support.window import fake
from support.workspaces import block_of, row_of, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


def test_saved_is_told_only_when_the_file_has_it(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    told: list[str] = []
    workspace.saved.connect(told.append)
    type_into(workspace, "gdp", "702")
    assert told
    assert told[0] == "", "on its way"
    qtbot.waitUntil(lambda: told[-1] != "")
    assert workspace.session.save_state.pending == 0
    assert not workspace.has_unsaved()
    assert told[-1].count(":") == 2


def test_second_opener_reads_only(open_file: object, park: Path) -> None:
    second = open_file(park, read_only=True)  # type: ignore[operator]
    assert second.note_text()
    assert not {"submit", "undo", "new_year", "state_na"} & second.actions().keys()
    row = type_into(second, "gdp", "1")
    assert isinstance(row.editor, LineEditor)
    assert row.editor.text() == "680"
    assert second.session.answers.value("gdp") == Decimal(680)
    block = block_of(second, "enterprises")
    assert not block.model.flags(block.model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


@pytest.mark.parametrize(
    "code",
    ["gdp", "park_type", "remarks", "declaration_date", "declaration_accepted", "T2_level"],
)
def test_every_kind_of_input_says_that_it_is_read_only(
    open_file: object, park: Path, context: Context, code: str
) -> None:
    """It looks it, says why under the pointer, takes no key and opens no list or calendar."""
    second = open_file(park, read_only=True)  # type: ignore[operator]
    row = row_of(second, code)
    why = msg("The file is open for reading only; another window writes it.")
    assert row.editor.property("locked") == "yes"
    assert row.editor.toolTip().splitlines()[0] == context.texts.tr(why)
    before = second.session.answers
    for key in (Qt.Key.Key_Space, Qt.Key.Key_3, Qt.Key.Key_Down, Qt.Key.Key_Return):
        press(row.editor, key)
        press(row.editor, key, Qt.KeyboardModifier.AltModifier)
    assert QApplication.activePopupWidget() is None
    second.page.commit()
    assert second.session.answers is before
    shown = [action for action in row.editor.actions() if action.isVisible()]
    assert shown == [], "nothing beside the text can be pressed"


def test_a_crash_is_told_once_the_file_is_open(
    park: Path, context: Context, open_file: object
) -> None:
    crashed = ParkSession.open(context.product, context.environment, park)
    crashed.set_field("gdp", "705")
    crashed.wait_saved()
    copied = park.with_name("crashed.parkdb")
    copied.write_bytes(park.read_bytes())
    crashed.close()
    workspace = open_file(copied)  # type: ignore[operator]
    assert workspace.note_text()
    assert workspace.session.answers.value("gdp") == Decimal(705)
    understood = workspace.findChild(QWidget, "note").findChild(QPushButton)
    understood.click()
    assert workspace.note_text() == ""


def test_closing_waits_for_the_file_and_is_done_once(
    workspace: ParkWorkspace, context: Context
) -> None:
    done: list[str] = []
    type_into(workspace, "gdp", "709")
    path = workspace.session.path
    workspace.close_request(lambda: done.append("first"))
    workspace.close_request(lambda: done.append("second"))
    assert done == ["first", "second"]
    opened = ParkSession.open(context.product, context.environment, path)
    assert opened.answers.value("gdp") == Decimal(709)
    assert opened.recovered is None
    opened.close()


def test_file_that_cannot_be_written_is_saved_elsewhere(
    workspace: ParkWorkspace, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    path = workspace.session.path
    qtbot.waitUntil(lambda: not workspace.has_unsaved())
    path.rename(path.with_name("gone.parkdb"))
    type_into(workspace, "gdp", "710")
    qtbot.waitUntil(lambda: workspace.failure_text() != "")
    assert workspace.has_unsaved()
    target = tmp_path / "elsewhere.parkdb"
    fake(context).will_answer("elsewhere", target)
    done: list[str] = []
    workspace.close_request(lambda: done.append("closed"))
    assert done == ["closed"]
    opened = ParkSession.open(context.product, context.environment, target)
    assert opened.answers.value("gdp") == Decimal(710)
    opened.close()


def test_copy_is_whole_and_replaces_what_the_user_agreed_to(
    workspace: ParkWorkspace, context: Context, qtbot: QtBot
) -> None:
    type_into(workspace, "gdp", "708")
    target = workspace.session.path.with_name("copy.parkdb")
    target.write_bytes(b"older")
    fake(context).will_answer(target)
    with qtbot.waitSignal(workspace.status_changed) as told:
        workspace.actions()["save_copy"]()
    assert told.args is not None
    assert "copy.parkdb" in told.args[0]
    opened = ParkSession.open(context.product, context.environment, target)
    assert opened.answers.value("gdp") == Decimal(708)
    assert opened.recovered is None, "the copy was left by no crash"
    opened.close()


def test_the_open_file_is_not_replaced_by_its_copy(
    workspace: ParkWorkspace, context: Context
) -> None:
    path = workspace.session.path
    fake(context).will_answer(path)
    workspace.actions()["save_copy"]()
    assert path.name in fake(context).told[-1]
    type_into(workspace, "gdp", "711")
    workspace.session.wait_saved()
    with ParkFile.open(path, context.product.catalogue, read_only=True) as park:
        assert park.history()[workspace.session.year].value("gdp") == Decimal(711)


def test_closing_takes_what_stands_typed_on_a_page_that_is_not_shown(
    workspace: ParkWorkspace, context: Context, park: Path
) -> None:
    row = row_of(workspace, "park_intro")
    workspace.show_page(3)
    assert isinstance(row.editor, LongEditor)
    row.editor.setPlainText("在另一页上写的简介")
    workspace.close_request(lambda: None)
    with ParkFile.open(park, context.product.catalogue, read_only=True) as file:
        assert file.history()[YEAR].value("park_intro") == "在另一页上写的简介"
