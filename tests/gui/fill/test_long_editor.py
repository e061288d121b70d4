"""Typing a long text: lines, leaving, undo, composing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.fill.long_editor import LongEditor
from gui.fill.park_workspace import ParkWorkspace
from support.typing_text import press, type_text


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[LongEditor]:
    """The input above a line that can take the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    made = LongEditor()
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made.setFocus()
    yield made
    window.close()


def taken_of(editor: LongEditor) -> list[object]:
    taken: list[object] = []
    editor.committed.connect(taken.append)
    return taken


def test_enter_begins_a_line_and_tab_hands_the_text_over(editor: LongEditor) -> None:
    taken = taken_of(editor)
    type_text(editor, "one")
    press(editor, Qt.Key.Key_Return)
    type_text(editor, "two")
    assert taken == []
    press(editor, Qt.Key.Key_Tab)
    assert taken == ["one\ntwo"]
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_escape_takes_a_change_back(editor: LongEditor) -> None:
    taken = taken_of(editor)
    editor.show_value(None, "before")
    editor.selectAll()
    type_text(editor, "after")
    press(editor, Qt.Key.Key_Escape)
    assert editor.toPlainText() == "before"
    press(editor, Qt.Key.Key_Tab)
    assert taken == []


def test_more_lines_make_it_taller_up_to_a_bound(editor: LongEditor) -> None:
    grown: list[int] = []
    editor.grown.connect(lambda: grown.append(editor.sizeHint().height()))
    heights = []
    for lines in (1, 2, 4, 8, 20):
        editor.show_value(None, "\n".join("x" * lines))
        heights.append(editor.sizeHint().height())
    assert heights == sorted(heights)
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]
    assert grown == [heights[2], heights[3]]


def test_a_composition_is_left_alone(editor: LongEditor) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent("yuan", []))
    editor.show_value(None, "园区")
    assert editor.toPlainText() == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("元")
    QApplication.sendEvent(editor, done)
    assert editor.toPlainText() == "元"


def test_what_is_typed_is_not_overwritten(editor: LongEditor) -> None:
    type_text(editor, "half")
    editor.show_value(None, "other")
    assert editor.toPlainText() == "half"


def test_a_long_text_reaches_the_file_with_its_lines(workspace: ParkWorkspace) -> None:
    workspace.go_to("park_intro")
    row = workspace.page.row("park_intro")
    assert row is not None
    assert isinstance(row.editor, LongEditor)
    height = row.height()
    row.editor.selectAll()
    for number in range(4):
        type_text(row.editor, f"line {number}")
        press(row.editor, Qt.Key.Key_Return)
    assert row.height() > height
    press(row.editor, Qt.Key.Key_Tab)
    value = workspace.session.answers.value("park_intro")
    assert value == "line 0\nline 1\nline 2\nline 3"
