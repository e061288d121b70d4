"""The columns that stay in sight: where they lie, typing into them, walking and finding there."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.editors import LineEditor
from gui.fill.grid_view import GridView
from gui.fill.table_block import TableBlock
from support.tables import column, texts
from support.typing_text import press, type_text

SCROLLED = 400
NOTHING = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def scrolled(block: TableBlock) -> TableBlock:
    """The ledger scrolled sideways, with a frozen cell as the current one."""
    block.grid.horizontalScrollBar().setValue(SCROLLED)
    block.grid.choose(0, column(block, "enterprise_name"))
    assert block.grid.horizontalScrollBar().value() == SCROLLED
    return block


def open_editor() -> LineEditor:
    """The input that is typed into, seen on the screen where its cell is."""
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    assert editor.isVisible()
    assert not editor.visibleRegion().isEmpty()
    return editor


def end_with(editor: LineEditor, key: Qt.Key, keys: Qt.KeyboardModifier = NOTHING) -> None:
    """Leave an input by a key; Qt closes it a moment later."""
    press(editor, key, keys)
    QApplication.processEvents()


def test_lie_above_the_others_only_while_these_are_scrolled(block: TableBlock) -> None:
    grid = block.grid
    assert grid.frozen.isHidden()
    grid.horizontalScrollBar().setValue(400)
    assert not grid.frozen.isHidden()
    shown = [c for c in range(block.model.columnCount()) if not grid.frozen.isColumnHidden(c)]
    assert [block.model.columns[c].code for c in shown] == ["year", "enterprise_name"]
    assert grid.frozen.left_of(1) == grid.edge() + grid.columnWidth(0)
    grid.horizontalScrollBar().setValue(0)
    assert grid.frozen.isHidden()


def test_show_the_same_rows_in_the_same_places(block: TableBlock) -> None:
    grid = block.grid
    grid.horizontalScrollBar().setValue(400)
    for row in range(block.model.rowCount()):
        assert grid.frozen.rowViewportPosition(row) == grid.rowViewportPosition(row)
    assert grid.frozen.horizontalHeader().height() == grid.horizontalHeader().height()


def test_the_current_cell_is_never_under_them(block: TableBlock) -> None:
    grid = block.grid
    grid.choose(0, block.model.columnCount() - 1)
    for at in range(block.model.columnCount() - 2, grid.frozen.count - 1, -1):
        QTest.keyClick(grid, Qt.Key.Key_Left)
        assert grid.currentIndex().column() == at
        left = grid.edge() + grid.visualRect(grid.currentIndex()).left()
        assert left >= grid.frozen.clip_of(at)


def test_can_be_switched_off(block: TableBlock) -> None:
    button = block.findChild(QToolButton, "freeze.enterprises")
    assert button is not None
    block.grid.horizontalScrollBar().setValue(400)
    button.click()
    assert block.grid.frozen.isHidden()


def test_a_frozen_cell_is_typed_into_where_it_is_seen(scrolled: TableBlock) -> None:
    grid = scrolled.grid
    press(grid, Qt.Key.Key_F2)
    editor = open_editor()
    assert grid.horizontalScrollBar().value() == SCROLLED
    left = editor.mapTo(grid, QPoint(0, 0)).x()
    assert left == grid.frozen.left_of(1)
    assert grid.childAt(left + 5, editor.mapTo(grid, QPoint(0, 5)).y()) is editor
    editor.selectAll()
    type_text(editor, "江苏新名")
    end_with(editor, Qt.Key.Key_Return)
    assert texts(scrolled, "enterprise_name")[0] == "江苏新名"
    assert grid.horizontalScrollBar().value() == SCROLLED
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 1)
    assert grid.hasFocus()
    assert not grid.is_editing


def test_the_first_letter_typed_is_not_lost(scrolled: TableBlock) -> None:
    QTest.keyClick(scrolled.grid, Qt.Key.Key_A)
    editor = open_editor()
    assert editor.text() == "a"
    end_with(editor, Qt.Key.Key_Escape)
    assert scrolled.grid.hasFocus()
    assert texts(scrolled, "enterprise_name")[0] != "a"


def test_an_input_method_composes_in_a_frozen_cell(scrolled: TableBlock) -> None:
    grid = scrolled.grid
    composing = QInputMethodEvent("ni'hao", [])
    QApplication.sendEvent(grid, composing)
    assert grid.hasFocus(), "the focus stays until the composition ends"
    assert grid.frozen.is_editing
    place = grid.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert isinstance(place, QRect)
    left = grid.frozen.left_of(1)
    assert left - grid.edge() <= place.x() < left + grid.columnWidth(1)
    ended = QInputMethodEvent()
    ended.setCommitString("你好")
    QApplication.sendEvent(grid, ended)
    editor = open_editor()
    assert editor.text() == "你好"
    end_with(editor, Qt.Key.Key_Return)
    assert texts(scrolled, "enterprise_name")[0] == "你好"
    assert grid.horizontalScrollBar().value() == SCROLLED


def test_tab_goes_on_from_a_frozen_cell_to_the_first_other_one(scrolled: TableBlock) -> None:
    grid = scrolled.grid
    press(grid, Qt.Key.Key_F2)
    end_with(open_editor(), Qt.Key.Key_Tab)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 2)
    assert grid.edge() + grid.visualRect(grid.currentIndex()).left() >= grid.frozen.clip_of(2)
    assert grid.hasFocus()
    assert not grid.is_editing
    press(grid, Qt.Key.Key_Left)
    assert grid.currentIndex().column() == 1


def test_shift_tab_and_shift_enter_go_back(scrolled: TableBlock) -> None:
    grid = scrolled.grid
    grid.choose(1, 1)
    press(grid, Qt.Key.Key_F2)
    end_with(open_editor(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 1)
    press(grid, Qt.Key.Key_F2)
    end_with(open_editor(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 0)


def test_a_double_click_opens_the_input_there(scrolled: TableBlock) -> None:
    frozen = scrolled.grid.frozen
    place = frozen.visualRect(scrolled.model.index(2, 1)).center()
    QTest.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), place)
    QTest.mouseDClick(frozen.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), place)
    assert open_editor().text() == texts(scrolled, "enterprise_name")[2]
    scrolled.commit()
    assert not scrolled.grid.is_editing


def test_shift_extends_from_a_frozen_cell_that_was_clicked(scrolled: TableBlock) -> None:
    grid, frozen = scrolled.grid, scrolled.grid.frozen
    grid.choose(4, 6)
    grid.horizontalScrollBar().setValue(SCROLLED)
    place = frozen.visualRect(scrolled.model.index(2, 1)).center()
    QTest.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), place)
    press(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert set(grid.selection.cells()) == {(2, 1), (3, 1)}
    shift, left = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
    place = frozen.visualRect(scrolled.model.index(5, 0)).center()
    QTest.mouseClick(frozen.viewport(), left, shift, place)
    assert set(grid.selection.cells()) == {(row, at) for row in range(2, 6) for at in (0, 1)}


def test_find_shows_a_frozen_cell(scrolled: TableBlock) -> None:
    grid = scrolled.grid
    grid.choose(0, scrolled.model.columnCount() - 1)
    scrolled.open_find()
    scrolled.find_bar.line.setText(texts(scrolled, "enterprise_name")[3])
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, 1)
    assert not grid.frozen.isHidden()


def test_a_frozen_column_too_wide_to_lie_above_is_scrolled_to(scrolled: TableBlock) -> None:
    scrolled.grid.setColumnWidth(1, 900)
    scrolled.grid.horizontalScrollBar().setValue(1200)
    assert scrolled.grid.frozen.isHidden()
    scrolled.grid.choose(2, 5)
    scrolled.grid.choose(2, 0)
    assert scrolled.grid.horizontalScrollBar().value() == 0


def test_columns_are_frozen_up_to_one_and_remembered(
    scrolled: TableBlock, context: Context, qtbot: QtBot
) -> None:
    scrolled.grid.frozen.up_to(2)
    model = scrolled.model
    shown = [at for at in range(model.columnCount()) if not scrolled.grid.frozen.isColumnHidden(at)]
    assert shown == [0, 1, 2]
    again = GridView(context, model)
    qtbot.addWidget(again)
    assert (again.frozen.count, again.frozen.is_on) == (3, True)
    again.frozen.switch(wanted=False)
    third = GridView(context, model)
    qtbot.addWidget(third)
    assert not third.frozen.is_on
