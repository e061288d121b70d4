"""Moving, selecting and typing in a grid by keys alone, as in a spreadsheet program."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.fill.editors import LineEditor
from gui.fill.table_block import TableBlock
from services.park_sessions import ParkSession
from support.tables import column, texts
from support.typing_text import press, type_text

NOTHING = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def place(block: TableBlock) -> tuple[int, int]:
    index = block.grid.currentIndex()
    return index.row(), index.column()


def type_into(block: TableBlock, text: str, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
    """Type into the current cell and leave it by a key; Qt closes the input a moment later."""
    type_text(block.grid, text[:1])
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    type_text(editor, text[1:])
    press(editor, key, keys)
    QApplication.processEvents()


@pytest.mark.parametrize(
    "key, keys, moved",
    [
        (Qt.Key.Key_Return, NOTHING, (1, 0)),
        (Qt.Key.Key_Enter, NOTHING, (1, 0)),
        (Qt.Key.Key_Return, SHIFT, (-1, 0)),
        (Qt.Key.Key_Tab, NOTHING, (0, 1)),
        (Qt.Key.Key_Backtab, SHIFT, (0, -1)),
    ],
)
def test_a_typed_cell_is_left_in_the_direction_of_the_key(
    block: TableBlock, key: Qt.Key, keys: Qt.KeyboardModifier, moved: tuple[int, int]
) -> None:
    at = column(block, "output") + 1
    block.grid.choose(2, at)
    type_into(block, "500", key, keys)
    assert block.model.text(2, at) == "500"
    assert place(block) == (2 + moved[0], at + moved[1])
    assert block.grid.hasFocus()
    assert not block.grid.is_editing, "the next key types into the next cell anew"


def test_escape_leaves_the_cell_as_it_was(block: TableBlock) -> None:
    at = column(block, "output")
    before = texts(block, "output")
    block.grid.choose(2, at)
    type_into(block, "500", Qt.Key.Key_Escape, NOTHING)
    assert texts(block, "output") == before
    assert place(block) == (2, at)


def test_control_and_an_arrow_jump_over_filled_and_blank_cells(block: TableBlock) -> None:
    at, last = column(block, "output"), block.model.rowCount() - 1
    for row in (3, 4):
        block.model.setData(block.model.index(row, at), "")
    block.grid.choose(0, at)
    stops = []
    for _ in range(3):
        press(block.grid, Qt.Key.Key_Down, CONTROL)
        stops.append(place(block))
    assert stops == [(2, at), (5, at), (last, at)]
    press(block.grid, Qt.Key.Key_Up, CONTROL)
    assert place(block) == (5, at)
    press(block.grid, Qt.Key.Key_Home, CONTROL)
    assert place(block) == (0, 0)
    assert block.grid.selection.cells() == [(0, 0)]


def test_shift_extends_from_where_the_selection_began(block: TableBlock) -> None:
    at = column(block, "output")
    block.grid.choose(2, at)
    press(block.grid, Qt.Key.Key_Down, SHIFT)
    press(block.grid, Qt.Key.Key_Right, SHIFT)
    assert set(block.grid.selection.cells()) == {(r, c) for r in (2, 3) for c in (at, at + 1)}
    for _ in range(2):
        press(block.grid, Qt.Key.Key_Up, SHIFT)
    press(block.grid, Qt.Key.Key_Left, SHIFT)
    assert set(block.grid.selection.cells()) == {(1, at), (2, at)}
    press(block.grid, Qt.Key.Key_Down, SHIFT | CONTROL)
    last = block.model.rowCount() - 1
    assert set(block.grid.selection.cells()) == {(row, at) for row in range(2, last + 1)}


def test_shift_and_a_click_extend_too(block: TableBlock) -> None:
    at = column(block, "output")
    viewport = block.grid.viewport()
    left = Qt.MouseButton.LeftButton
    start, end = (block.grid.visualRect(block.model.index(row, at)).center() for row in (1, 3))
    QTest.mouseClick(viewport, left, NOTHING, start)
    QTest.mouseClick(viewport, left, SHIFT, end)
    assert set(block.grid.selection.cells()) == {(row, at) for row in (1, 2, 3)}


def test_space_selects_whole_rows_and_columns(block: TableBlock) -> None:
    at, columns = column(block, "output"), block.model.columnCount()
    block.grid.choose(2, at)
    press(block.grid, Qt.Key.Key_Space, SHIFT)
    assert block.grid.selection.count() == columns
    assert block.grid.selection.rows() == [2]
    block.grid.choose(2, at)
    press(block.grid, Qt.Key.Key_Space, CONTROL)
    assert block.grid.selection.rows() == list(range(block.model.rowCount()))
    assert block.grid.selection.count() == block.model.rowCount()


def test_the_cursor_stays_where_a_row_went(block: TableBlock, session: ParkSession) -> None:
    at = column(block, "output")
    block.grid.choose(2, at)
    block.offers()["add_row"]()
    assert block.grid.currentIndex().row() == 3
    session.undo()
    assert block.grid.currentIndex().row() == 3
    assert block.grid.currentIndex().isValid()
    block.model.set_filter(column(block, "enterprise_name"), "没有这样的企业")
    block.clear_filters()
    assert block.grid.currentIndex().row() == 3


def test_plain_keys_of_text_do_not_reach_the_cells(block: TableBlock) -> None:
    """Delete and Ctrl+X in an input change its text, not the cells."""
    at = column(block, "enterprise_name")
    before = texts(block, "enterprise_name")
    block.grid.choose(1, at)
    press(block.grid, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    editor.selectAll()
    press(editor, Qt.Key.Key_X, CONTROL)
    press(editor, Qt.Key.Key_Delete)
    assert editor.text() == ""
    assert texts(block, "enterprise_name") == before
