"""Fields of the form in the workspace: typing, refusals, states, notes, dropped files."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from gui.context import Context
from gui.fill.editors import LineEditor
from gui.fill.park_workspace import ParkWorkspace
from questionnaire.answers import State
from support.typing_text import click, press, type_text
from support.window import drop, fake
from support.workspaces import row_of, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


def test_typed_value_reaches_the_file(workspace: ParkWorkspace) -> None:
    type_into(workspace, "gdp", "701.5")
    assert workspace.session.answers.value("gdp") == Decimal("701.5")


def test_refused_text_shows_its_message_under_the_field(workspace: ParkWorkspace) -> None:
    row = type_into(workspace, "gdp", "许多")
    assert isinstance(row.editor, LineEditor)
    assert row.editor.text() == "许多"
    assert row.editor.property("problem") == "error"
    assert any("许多" in text for text in row.messages().texts())
    height = row.height()
    type_into(workspace, "gdp", "680")
    assert row.editor.text() == "680"
    assert row.editor.property("problem") == ""
    assert row.height() < height


def test_proposal_is_taken_by_its_link(workspace: ParkWorkspace) -> None:
    row = type_into(workspace, "gdp", "约680")
    (link,) = row.messages().links()
    click(link)
    assert workspace.session.answers.value("gdp") == Decimal(680)
    assert row.messages().texts() == ()


def test_hard_problem_links_to_the_other_field(workspace: ParkWorkspace) -> None:
    row = type_into(workspace, "top3_industry_output", "99999")
    link = next(item for item in row.messages().links() if "总产值" in item.text())
    click(link)
    assert workspace.page.model.number == 0
    assert workspace.page.current == "industrial_output"


def test_focused_field_stays_where_it_is_when_a_message_appears_above(
    workspace: ParkWorkspace,
) -> None:
    row_of(workspace, "obsolete_process_in_use")
    row = workspace.page.row("gdp")
    assert row is not None
    assert isinstance(row.editor, LineEditor)
    row.focus_editor()
    type_text(row.editor, "许多")
    below = workspace.page.row("industrial_output")
    assert below is not None
    QApplication.processEvents()
    before = below.mapTo(workspace, below.rect().topLeft()).y()
    below.focus_editor()
    QApplication.processEvents()
    assert row.messages().texts()
    assert below.mapTo(workspace, below.rect().topLeft()).y() == before


@pytest.mark.parametrize("action,state", [("state_na", State.NA), ("state_no_data", State.NO_DATA)])
def test_states_with_their_reason_by_keyboard(
    workspace: ParkWorkspace, action: str, state: State
) -> None:
    row = row_of(workspace, "wind_capacity")
    workspace.actions()[action]()
    type_text(row.reason_line(), "园区内没有风电")
    press(row.reason_line(), Qt.Key.Key_Return)
    answer = workspace.session.answers.answers["wind_capacity"]
    assert (answer.state, answer.reason) == (state, "园区内没有风电")
    assert isinstance(row.editor, LineEditor)
    assert (row.editor.text(), row.editor.placeholderText()) == ("", "—")
    assert any("园区内没有风电" in text for text in row.messages().texts())


def test_a_state_without_reason_is_dropped(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    workspace.actions()["state_na"]()
    type_text(row.reason_line(), "不")
    press(row.reason_line(), Qt.Key.Key_Escape)
    assert row.reason_line().isHidden()
    assert workspace.session.answers.state("gdp") is State.VALUE


def test_state_menu_gives_quality(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    menu = row.state_button().menu()
    menu.aboutToShow.emit()
    next(item for item in menu.actions() if item.text().startswith("质量 A")).trigger()
    assert workspace.session.answers.answers["gdp"].quality == "A"
    assert "A" in row.state_button().text()


def test_dropped_file_becomes_evidence(
    workspace: ParkWorkspace, context: Context, tmp_path: Path
) -> None:
    document = tmp_path / "统计年报.pdf"
    document.write_bytes(b"%PDF-1.4 made up")
    row = row_of(workspace, "gdp")

    def fill(dialog: object) -> None:
        dialog.issuer.setText("统计局")  # type: ignore[attr-defined]  # an evidence dialog
        dialog.date.setText("2026-03-01")  # type: ignore[attr-defined]
        kinds = dialog.kind  # type: ignore[attr-defined]
        kinds.setCurrentIndex(1)
        dialog.accept()  # type: ignore[attr-defined]

    fake(context).will_answer(fill)
    known = len(workspace.session.answers.rows("evidence"))
    assert drop(row, document)
    rows = list(workspace.session.answers.rows("evidence").values())
    assert len(rows) == known + 1
    assert (rows[-1]["supports"], rows[-1]["title"]) == ("gdp", "统计年报")
    assert rows[-1]["file_name"] == "统计年报.pdf"
    assert rows[-1]["evidence_id"] in workspace.page.model.field("gdp").evidence


def test_evidence_that_cannot_be_used_says_why(
    workspace: ParkWorkspace, context: Context, tmp_path: Path
) -> None:
    document = tmp_path / "空.pdf"
    document.write_bytes(b"")
    said: list[str] = []

    def accept(dialog: object) -> None:
        dialog.accept()  # type: ignore[attr-defined]

    def give_up(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLineEdit))
        said.append(dialog._message.text())  # type: ignore[attr-defined]
        dialog.reject()  # type: ignore[attr-defined]

    def add(dialog: QWidget) -> None:
        button = dialog.findChild(QPushButton, "evidence.add")
        assert button is not None
        click(button)
        dialog.reject()  # type: ignore[attr-defined]

    fake(context).will_answer(add, (document,), accept, give_up)
    row_of(workspace, "gdp")
    workspace.actions()["evidence"]()
    assert said[-1]
    assert len(workspace.session.answers.rows("evidence")) == 42


def test_a_note_on_the_value_is_written_and_shown(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    row.write_note()
    type_text(row.reason_line(), "取自园区统计公报")
    press(row.reason_line(), Qt.Key.Key_Return)
    assert workspace.session.answers.answers["gdp"].reason == "取自园区统计公报"
    assert any("取自园区统计公报" in text for text in row.messages().texts())


def test_an_input_with_a_problem_still_shows_its_focus(
    workspace: ParkWorkspace, context: Context
) -> None:
    row = type_into(workspace, "gdp", "许多")
    accent, error = context.theme.tokens.accent, context.theme.tokens.error
    assert edge_of(row.editor) == accent.lower()
    row_of(workspace, "industrial_output")
    assert edge_of(row.editor) == error.lower()


def edge_of(editor: QWidget) -> str:
    """Colour of the left edge of an input."""
    QApplication.processEvents()
    return editor.grab().toImage().pixelColor(1, editor.height() // 2).name()
