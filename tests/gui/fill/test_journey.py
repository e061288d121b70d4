"""A whole year filled in by keyboard and clipboard is the year that `fill` makes of the same data.

Source: issue of the window, Must show; worked example of the design.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.context import Context
from gui.fill.clipboard import write_block
from gui.fill.editors import BoolEditor, ChoiceEditor, LineEditor
from gui.fill.level_editor import LevelEditor
from gui.fill.long_editor import LongEditor
from gui.fill.park_workspace import ParkWorkspace
from questionnaire.answers import AnswerSet
from services.park_sessions import ParkSession
from services.parks import fill_park
from support.command import example
from support.typing_text import press, type_text
from support.window import make_park

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("This plugin does not support"),  # no popups offscreen
]
UNDONE = ("gdp", "rd_expenditure", "green_firms")


def _document() -> dict[str, Any]:
    """What a park can enter: no marks of assessors, no quality, no confirmations."""
    inputs = example()["inputs"]
    return {
        "fields": dict(inputs["fields"]),
        "tables": dict(inputs["tables"]),
        "marks": {code: {"self": by["self"]} for code, by in inputs["marks"].items()},
        "status": dict(inputs["status"]),
    }


def _type(workspace: ParkWorkspace, code: str, value: object) -> bool:
    """Type one answer; False while the field is not asked yet."""
    workspace.go_to(code)
    row = workspace.page.row(code)
    if row is None or not workspace.page.model.is_visible(code):
        return False
    editor = row.editor
    if isinstance(editor, LevelEditor):
        press(editor, Qt.Key(Qt.Key.Key_0.value + int(str(value))))
    elif isinstance(editor, BoolEditor):
        _answer(editor, yes=value is True)
    elif isinstance(editor, ChoiceEditor):
        _choose(editor, dict(workspace.page.model.choices(code))[str(value)])
    elif not editor.isReadOnly():
        _write(editor, str(value))
    return True


def _answer(editor: BoolEditor, *, yes: bool) -> None:
    press(editor, Qt.Key.Key_Space)
    if not yes:
        press(editor, Qt.Key.Key_Space)


def _choose(editor: ChoiceEditor, label: str) -> None:
    line = editor.lineEdit()
    assert line is not None
    line.selectAll()
    type_text(line, label)
    popup = line.completer().popup()
    if popup is not None and popup.isVisible():
        press(popup, Qt.Key.Key_Escape)
    press(line, Qt.Key.Key_Return)


def _write(editor: LineEditor | LongEditor, text: str) -> None:
    editor.selectAll()
    type_text(editor, text)
    press(editor, Qt.Key.Key_Tab if isinstance(editor, LongEditor) else Qt.Key.Key_Return)


def _paste(workspace: ParkWorkspace, table: str, rows: list[Mapping[str, object]]) -> None:
    workspace.go_to(table)
    block = workspace.page.block(table)
    assert block is not None
    columns = list(workspace.session.catalogue.tables[table].columns)
    texts = [[_text(row.get(column)) for column in columns] for row in rows]
    QApplication.clipboard().setText(write_block(texts))
    block.grid.setFocus()
    press(block.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def _text(value: object) -> str:
    if value is None:
        return ""
    return (
        {True: "true", False: "false"}.get(value, str(value))
        if isinstance(value, bool)
        else str(value)
    )


def _declare(workspace: ParkWorkspace, code: str, status: Mapping[str, str]) -> None:
    workspace.go_to(code)
    row = workspace.page.row(code)
    assert row is not None
    workspace.actions()[f"state_{status['status']}"]()
    type_text(row.reason_line(), status["reason"])
    press(row.reason_line(), Qt.Key.Key_Return)


def _fill(workspace: ParkWorkspace, document: Mapping[str, Any]) -> None:
    levels = {f"{code}_level": by["self"] for code, by in document["marks"].items()}
    left = {**document["fields"], **levels}
    while left:  # what is asked depends on other answers
        typed = [code for code in left if _type(workspace, code, left[code])]
        assert typed, f"never asked: {sorted(left)}"
        left = {code: value for code, value in left.items() if code not in typed}
    for table, rows in document["tables"].items():
        _paste(workspace, table, rows)
    for code, status in document["status"].items():
        _declare(workspace, code, status)


def _plain(answers: AnswerSet) -> dict[str, object]:
    """Answers without the ids of rows, which differ between two files."""
    return {
        "answers": dict(answers.answers),
        "tables": {name: list(rows.values()) for name, rows in answers.tables.items() if rows},
        "marks": {code: by["self"].level for code, by in answers.marks.items()},
    }


def test_filled_by_hand_as_by_command(
    context: Context, tmp_path: Path, empty: ParkWorkspace, open_file: Any
) -> None:
    document = _document()
    _fill(empty, document)
    answers = _plain(empty.session.answers)
    for code in UNDONE:
        _type(empty, code, "1")
    for _ in UNDONE:
        empty.actions()["undo"]()
    assert _plain(empty.session.answers) == answers
    empty.actions()["redo"]()
    assert empty.session.answers.value(UNDONE[0]) == Decimal(1)
    empty.actions()["undo"]()

    empty.close_request(lambda: None)
    again = open_file(empty.session.path)
    assert again.note_text() == "", "the file was closed in order"
    assert _plain(again.session.answers) == answers

    by_command = make_park(context, tmp_path / "command.parkdb", "合成园区甲")
    fill_park(context.product, context.environment, by_command, document)
    expected = ParkSession.open(context.product, context.environment, by_command)
    try:
        assert answers == _plain(expected.answers)
        assert again.session.scorecard.total == expected.scorecard.total
        assert again.session.scorecard.total_printed is not None
    finally:
        expected.close()


def test_inputs_are_reached_by_tab_alone(empty: ParkWorkspace) -> None:
    """From the first field of page 3 to its last with nothing but the Tab key."""
    empty.show_page(3)
    empty.page.focus_first()
    codes = [code for code in empty.page.model.codes() if empty.page.model.is_visible(code)]
    reached = [empty.page.current]
    for _ in range(len(codes) * 3):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        press(focused, Qt.Key.Key_Tab)
        if empty.page.current != reached[-1]:
            reached.append(empty.page.current)
    assert reached[: len(codes)] == codes
