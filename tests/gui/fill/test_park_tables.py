"""Tables in the workspace: typing, blocks, rows, find, by the actions of the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from gui.fill.editors import LineEditor
from gui.fill.empty_note import EmptyNote
from gui.fill.park_workspace import ParkWorkspace
from gui.fill.table_block import TableBlock
from questionnaire.messages import msg
from support.typing_text import press, type_text
from support.workspaces import block_of, row_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


def test_find_in_a_table_goes_to_its_cells(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    block.grid.choose(0, 0)
    block.grid.setFocus()
    workspace.actions()["find"]()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    type_text(line, "企业三")
    column = block.model.column_position("enterprise_name")
    assert block.grid.currentIndex().column() == column
    assert "企业三" in block.model.text(block.grid.currentIndex().row(), column)
    press(line, Qt.Key.Key_Escape)
    assert block.grid.hasFocus()


def test_typing_in_a_grid_moves_down(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    block = block_of(workspace, "enterprises")
    column = block.model.column_position("output")
    block.grid.setCurrentIndex(block.model.index(0, column))
    type_text(block.grid, "5")
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    type_text(editor, "00")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: block.model.text(0, column) == "500")
    assert block.grid.currentIndex().row() == 1


def test_block_from_the_clipboard_and_back(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    column = block.model.column_position("output")
    block.grid.setCurrentIndex(block.model.index(0, column))
    QApplication.clipboard().setText("1\t2\r\n3\t很多\r\n")
    block.grid.setFocus()
    press(block.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [block.model.text(1, column + at) for at in range(2)] == ["3", "很多"]
    assert block.cell_message()
    press(block.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "1\t2\r\n3\t很多\r\n"
    workspace.actions()["undo"]()
    assert block.model.text(0, column) == "2,350,000"


def test_required_blanks_are_counted_marked_and_gone_to(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    count = block.findChild(QToolButton, "next_missing.enterprises")
    assert count is not None
    assert count.isHidden()
    assert "next_missing" not in workspace.actions()
    places = [(1, block.model.column_position("output")), (3, block.model.column_position("uscc"))]
    for place in places:
        block.model.setData(block.model.index(*place), "")
    assert "2" in count.text()
    block.grid.choose(0, 0)
    seen = []
    for _ in range(3):
        workspace.actions()["next_missing"]()
        seen.append((block.grid.currentIndex().row(), block.grid.currentIndex().column()))
    assert seen == [*places, places[0]]
    assert block.cell_message() == block._context.texts.tr(msg("Blank: a value is required"))
    block.grid.choose(0, 0)
    block.grid.frozen.switch(wanted=False)
    inked = [_has_red_ink(block, place) for place in (*places, (2, places[0][1]))]
    assert inked == [True, True, False]
    block.model.set_filter(places[0][1], "> 0")
    count.click()
    assert not block.model.is_filtered or block.grid.currentIndex().column() == places[1][1]


def _has_red_ink(block: TableBlock, place: tuple[int, int]) -> bool:
    """Whether something red is painted in a cell."""
    index = block.model.index(*place)
    block.grid.scrollTo(index)
    image = block.grid.viewport().grab(block.grid.visualRect(index)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return any(pixel.red() - pixel.green() > 80 for pixel in pixels)


def test_rows_are_added_and_deleted_by_actions(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    workspace.actions()["add_row"]()
    assert block.model.rowCount() == 8
    assert [block.model.position(row) for row in block.grid.selection.row_ids()] == [1]
    workspace.actions()["delete_rows"]()
    assert block.model.rowCount() == 7


def test_a_table_without_rows_says_what_to_do(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    note = block.grid.findChild(EmptyNote)
    assert note is not None
    assert note.isHidden()
    rows = len(block.model.ids)
    block.grid.selectAll()
    workspace.actions()["delete_rows"]()
    assert not note.isHidden()
    assert note.text()
    assert block.grid.viewport().rect().contains(note.geometry())
    workspace.actions()["undo"]()
    assert len(block.model.ids) == rows
    assert note.isHidden()


def test_the_tab_counts_the_rows_as_they_are(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    tabs = workspace.page.findChild(QTabBar, "tabs.8")
    assert tabs is not None
    block.grid.choose(0, 0)
    for act, rows in (("delete_rows", 6), ("undo", 7), ("add_row", 8)):
        workspace.actions()[act]()
        assert tabs.tabText(0).endswith(f" {rows}")
        assert block.model.rowCount() == rows


def test_a_problem_of_a_cell_is_jumped_to_though_a_filter_hides_it(
    workspace: ParkWorkspace,
) -> None:
    block = block_of(workspace, "enterprises")
    uscc = block.model.column_position("uscc")
    block.model.setData(block.model.index(4, uscc), "123")
    row_id = block.model.ids[4]
    block.model.set_filter(block.model.column_position("enterprise_name"), "企业一")
    assert block.model.position(row_id) < 0
    workspace.show_page(0)
    reached = set()
    for _ in workspace.model.problems():
        workspace.actions()["next_problem"]()
        index = block.grid.currentIndex()
        if block.grid.hasFocus():
            reached.add((block.model.ids[index.row()], index.column(), bool(block.cell_message())))
    assert (row_id, uscc, True) in reached


def test_what_a_table_offers_follows_the_focus(workspace: ParkWorkspace) -> None:
    of_tables = {"add_row", "copy_cells", "fill_down", "filters", "row_history"}
    row_of(workspace, "gdp")
    assert not of_tables & workspace.actions().keys()
    block = block_of(workspace, "enterprises")
    block.grid.choose(0, 0)
    assert of_tables <= workspace.actions().keys()


def test_a_file_that_is_read_only_is_looked_through_but_not_edited(
    open_file: Callable[..., ParkWorkspace], park: Path
) -> None:
    second = open_file(park, read_only=True)
    block = block_of(second, "enterprises")
    block.grid.choose(0, 3)
    offered = second.actions().keys()
    assert {"copy_cells", "filter_value", "sort_rising", "history", "freeze"} <= offered
    edits = {"cut_cells", "paste_cells", "clear_cells", "fill_down", "add_row", "delete_rows"}
    assert not edits & offered
    before = dict(second.session.answers.rows("enterprises"))
    QApplication.clipboard().setText("x")
    for key in (Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_D):
        press(block.grid, key, Qt.KeyboardModifier.ControlModifier)
    press(block.grid, Qt.Key.Key_Delete)
    assert second.session.answers.rows("enterprises") == before


def test_keys_of_cells_mean_text_in_a_filter(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    block.grid.choose(0, 1)
    before = dict(workspace.session.answers.rows("enterprises"))
    block.open_filters(1)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QApplication.clipboard().setText("企业三")
    press(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "企业三"
    assert block.model.rowCount() == 1
    line.selectAll()
    press(line, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    press(line, Qt.Key.Key_Delete)
    assert block.model.rowCount() == 7
    assert workspace.session.answers.rows("enterprises") == before
