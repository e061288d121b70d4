"""Typing into each kind of input by keyboard."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCalendarWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.editors import UNANSWERED, YES, BoolEditor, ChoiceEditor, DateEditor, LineEditor
from gui.fill.level_editor import LevelEditor
from gui.style import set_role
from support.typing_text import click, press, type_text

CHOICES = (("26", "26 化学原料和化学制品制造业"), ("27", "27 医药制造业"), ("39", "39 计算机"))

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


class Place(QWidget):
    """A window with an editor and something else that can take the focus."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        self.other = LineEditor()
        column = QVBoxLayout(self)
        column.addWidget(editor)
        column.addWidget(self.other)


Show = Callable[[QWidget], list[object]]


@pytest.fixture
def place(qtbot: QtBot) -> Iterator[Show]:
    """Shows an editor in a window; gives the list of what it hands over."""
    windows: list[QWidget] = []

    def show(editor: QWidget) -> list[object]:
        window = Place(editor)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        editor.setFocus()
        taken: list[object] = []
        editor.committed.connect(taken.append)  # type: ignore[attr-defined]  # all have it
        return taken

    yield show
    windows.clear()


def test_text_typed_in_a_window_that_is_not_active_is_not_overwritten(qtbot: QtBot) -> None:
    editor = LineEditor()
    qtbot.addWidget(editor)
    taken: list[object] = []
    editor.committed.connect(taken.append)
    editor.show_value(None, "680")
    editor.selectAll()
    type_text(editor, "701")
    assert not editor.hasFocus()
    editor.show_value(None, "680")
    press(editor, Qt.Key.Key_Tab)
    assert taken == ["701"]


def test_choice_typed_in_a_window_that_is_not_active_is_not_overwritten(qtbot: QtBot) -> None:
    editor = ChoiceEditor()
    qtbot.addWidget(editor)
    taken: list[object] = []
    editor.committed.connect(taken.append)
    editor.set_choices(CHOICES)
    editor.show_value("26", "")
    line = editor.lineEdit()
    assert line is not None
    line.selectAll()
    type_text(line, "27 医药制造业")
    editor.show_value("26", "")
    press(editor, Qt.Key.Key_Tab)
    assert taken == ["27"]


def test_text_is_handed_over_on_enter_and_on_leaving(place: Show) -> None:
    editor = LineEditor()
    taken = place(editor)
    type_text(editor, "312.5")
    assert taken == []
    press(editor, Qt.Key.Key_Return)
    assert taken == ["312.5"]
    type_text(editor, "6")
    press(editor, Qt.Key.Key_Tab)
    assert taken == ["312.5", "312.56"]


def test_unchanged_text_is_not_handed_over(place: Show) -> None:
    editor = LineEditor()
    taken = place(editor)
    editor.show_value(None, "680")
    press(editor, Qt.Key.Key_Return)
    press(editor, Qt.Key.Key_Tab)
    assert taken == []


def test_escape_puts_the_shown_text_back(place: Show) -> None:
    editor = LineEditor()
    taken = place(editor)
    editor.show_value(None, "680")
    editor.selectAll()
    type_text(editor, "1")
    press(editor, Qt.Key.Key_Escape)
    press(editor, Qt.Key.Key_Return)
    assert (editor.text(), taken) == ("680", [])


def test_a_refresh_does_not_disturb_what_is_being_typed(place: Show) -> None:
    editor = LineEditor()
    place(editor)
    type_text(editor, "31")
    editor.show_value(None, "680")
    assert editor.text() == "31"


def test_a_composition_is_not_handed_over(place: Show) -> None:
    editor = LineEditor()
    taken = place(editor)
    QApplication.sendEvent(editor, QInputMethodEvent("yuan qu", []))
    editor.show_value(None, "")
    assert taken == []
    done = QInputMethodEvent("", [])
    done.setCommitString("园区")
    QApplication.sendEvent(editor, done)
    assert (editor.text(), taken) == ("园区", [])
    press(editor, Qt.Key.Key_Return)
    assert taken == ["园区"]


def test_a_check_or_autosave_leaves_a_composition_alone(place: Show) -> None:
    editor = LineEditor()
    taken = place(editor)
    QApplication.sendEvent(editor, QInputMethodEvent("yuan", []))
    for text, problem in (("甲", "error"), ("乙", "warn"), ("", "")):
        editor.show_value(None, text)
        set_role(editor, "problem", problem)
        assert editor.text() == "", "nothing is put under what is being composed"
    QApplication.sendEvent(editor, QInputMethodEvent("yuan qu", []))
    done = QInputMethodEvent("", [])
    done.setCommitString("园区")
    QApplication.sendEvent(editor, done)
    assert (editor.text(), taken) == ("园区", [])


def test_a_composition_in_a_choice_is_left_alone(place: Show) -> None:
    editor = ChoiceEditor()
    editor.set_choices(CHOICES)
    place(editor)
    line = editor.lineEdit()
    assert line is not None
    QApplication.sendEvent(line, QInputMethodEvent("yi", []))
    editor.show_value("26", "")
    assert line.text() == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("医药")
    QApplication.sendEvent(line, done)
    assert line.text() == "医药"


def test_a_choice_is_found_by_its_pinyin_initials(place: Show) -> None:
    editor = ChoiceEditor()
    editor.set_choices(CHOICES)
    place(editor)
    line = editor.lineEdit()
    assert line is not None
    type_text(line, "yyzz")
    popup = line.completer().popup()
    assert popup is not None
    model = popup.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["27 医药制造业"]
    popup.hide()


def test_undo_key_belongs_to_the_text_only_while_it_is_changed(place: Show) -> None:
    editor = LineEditor()
    place(editor)
    editor.show_value(None, "680")
    undone: list[str] = []
    window = editor.window()
    action = window.addAction("undo")
    action.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    action.triggered.connect(lambda: undone.append("window"))
    press(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["window"]
    type_text(editor, "1")
    press(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undone, editor.text()) == (["window"], "680")


def test_locked_text_cannot_be_changed(place: Show) -> None:
    editor = LineEditor()
    taken = place(editor)
    editor.setReadOnly(True)
    type_text(editor, "5")
    press(editor, Qt.Key.Key_Return)
    assert (editor.text(), taken) == ("", [])


def test_choice_is_found_by_code_or_by_part_of_its_name(place: Show) -> None:
    editor = ChoiceEditor()
    taken = place(editor)
    editor.set_choices(CHOICES)
    line = editor.lineEdit()
    assert line is not None
    type_text(line, "医药")
    completer = editor.completer()
    assert completer is not None
    assert [
        completer.completionModel().index(row, 0).data()
        for row in range(completer.completionCount())
    ] == ["27 医药制造业"]
    line.setText("27 医药制造业")
    press(line, Qt.Key.Key_Return)
    assert taken == ["27"]


@pytest.mark.parametrize(
    "typed, code", [("医药", "27"), ("JSJ", "39"), ("制造业", "制造业"), ("27", "27"), ("2", "2")]
)
def test_a_part_that_fits_one_choice_stands_for_it(place: Show, typed: str, code: str) -> None:
    editor = ChoiceEditor()
    taken = place(editor)
    editor.set_choices(CHOICES)
    line = editor.lineEdit()
    assert line is not None
    type_text(line, typed)
    press(line, Qt.Key.Key_Return)
    assert taken == [code]


def test_choice_by_arrow_keys(place: Show) -> None:
    editor = ChoiceEditor()
    taken = place(editor)
    editor.set_choices(CHOICES)
    editor.show_value("26", "")
    press(editor, Qt.Key.Key_Down)
    assert taken == ["27"]


def test_text_that_is_no_choice_is_handed_over_as_typed(place: Show) -> None:
    editor = ChoiceEditor()
    taken = place(editor)
    editor.set_choices(CHOICES)
    line = editor.lineEdit()
    assert line is not None
    type_text(line, "99")
    press(line, Qt.Key.Key_Return)
    assert taken == ["99"]
    assert line.text() == "99"


def test_blank_choice_erases(place: Show) -> None:
    editor = ChoiceEditor()
    taken = place(editor)
    editor.set_choices(CHOICES)
    editor.show_value("26", "")
    line = editor.lineEdit()
    assert line is not None
    line.selectAll()
    press(line, Qt.Key.Key_Delete)
    press(line, Qt.Key.Key_Return)
    assert taken == [""]


def test_yes_and_no_by_space(context: Context, place: Show) -> None:
    editor = BoolEditor(context)
    taken = place(editor)
    assert editor.checkState() is Qt.CheckState.PartiallyChecked
    assert editor.text() == context.texts.tr(UNANSWERED)
    press(editor, Qt.Key.Key_Space)
    press(editor, Qt.Key.Key_Space)
    assert taken == [True, False]
    editor.show_value(True, "")
    assert editor.text() == context.texts.tr(YES)


def test_locked_yes_and_no_stays(context: Context, place: Show) -> None:
    editor = BoolEditor(context)
    taken = place(editor)
    editor.show_value(True, "")
    editor.set_read_only(True)
    press(editor, Qt.Key.Key_Space)
    assert (taken, editor.isChecked()) == ([], True)


def test_date_as_text_and_from_the_calendar(context: Context, place: Show) -> None:
    editor = DateEditor(context)
    taken = place(editor)
    type_text(editor, "2025-12-31")
    press(editor, Qt.Key.Key_Return)
    press(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2025, 12, 31)
    calendar.activated.emit(QDate(2025, 11, 1))
    assert taken == ["2025-12-31", "2025-11-01"]
    assert calendar.isHidden()


def test_level_by_digit_arrow_and_delete(context: Context, place: Show) -> None:
    editor = LevelEditor(context)
    taken = place(editor)
    editor.set_level_texts(["无", "有提法", "已印发", "有指标", "已评估"])
    press(editor, Qt.Key.Key_3)
    assert "有指标" in editor.accessibleDescription()
    press(editor, Qt.Key.Key_Right)
    press(editor, Qt.Key.Key_Right)
    press(editor, Qt.Key.Key_Delete)
    assert taken == [3, 4, ""]


def test_level_by_mouse(context: Context, place: Show) -> None:
    editor = LevelEditor(context)
    taken = place(editor)
    click(editor, editor.segment(2).center().toPoint())
    assert taken == [2]


def test_level_shows_its_value(context: Context, qtbot: QtBot) -> None:
    editor = LevelEditor(context)
    qtbot.addWidget(editor)
    editor.show_value(Decimal(4), "4")
    assert editor.level == 4
    editor.set_read_only(True)
    press(editor, Qt.Key.Key_1)
    assert editor.level == 4


def test_a_text_that_is_too_long_ends_in_dots_until_it_is_typed_into(qtbot: QtBot) -> None:
    line, other = LineEditor(), LineEditor()
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(other)
    window.resize(160, 80)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    long = "江苏示例临港绿色石化与高端装备制造产业园区一期二期三期"
    line.show_value(None, long)
    other.setFocus()
    assert line.shown_text.endswith("…")
    assert long.startswith(line.shown_text[:-1])
    assert line.grab().toImage() != other.grab().toImage()
    line.setFocus()
    assert line.shown_text == long
    line.show_value(None, "短")
    other.setFocus()
    assert line.shown_text == "短"
