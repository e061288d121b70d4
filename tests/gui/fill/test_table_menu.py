"""The menus at the pointer: what they offer, what applies, what they do; by pointer and by keys."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import action_named
from gui.fill.table_block import TableBlock
from gui.fill.table_menu import OF_CELLS, OF_COLUMNS, OF_ROWS
from questionnaire.answers import State
from services.park_sessions import ParkSession
from support.tables import (
    PlaceTable,
    clipboard,
    column,
    entries,
    open_menu,
    put_on_clipboard,
    select,
    texts,
)
from support.typing_text import press, type_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen

MOUSE, KEYBOARD = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


def ask(widget: QWidget, place: QPoint, reason: QContextMenuEvent.Reason = MOUSE) -> QMenu:
    """Press the right button, or the menu key."""
    event = QContextMenuEvent(reason, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    return open_menu()


def ask_cell(block: TableBlock, row: int, at: int) -> QMenu:
    place = block.grid.visualRect(block.model.index(row, at)).center()
    return ask(block.grid.viewport(), place)


def enabled(menu: QMenu) -> set[str]:
    return {name for name, action in entries(menu).items() if action.isEnabled()}


@pytest.mark.parametrize("listed", [OF_CELLS, OF_ROWS, OF_COLUMNS])
def test_no_entry_stands_twice(listed: tuple[str, ...]) -> None:
    names = [name for name in listed if name]
    assert len(names) == len(set(names))


def test_the_cell_under_the_pointer_becomes_the_current_one(block: TableBlock) -> None:
    at = column(block, "output")
    block.grid.choose(0, at)
    menu = ask_cell(block, 2, at)
    assert block.grid.selection.cells() == [(2, at)]
    menu.close()


def test_what_is_selected_stays_when_the_pointer_is_within(block: TableBlock) -> None:
    at = column(block, "output")
    cells = [(1, at), (2, at), (3, at)]
    select(block, *cells)
    ask_cell(block, 2, at).close()
    assert sorted(block.grid.selection.cells()) == cells


def test_entries_name_the_keys_that_work_in_the_grid(block: TableBlock) -> None:
    menu = ask_cell(block, 0, 0)
    for name, action in entries(menu).items():
        keys = action_named(name).shortcuts
        assert action.shortcut().toString() == (keys[0] if keys else "").replace("Delete", "Del")
        assert action.isShortcutVisibleInContextMenu() or not keys
    menu.close()


def test_only_what_applies_is_enabled(block: TableBlock) -> None:
    put_on_clipboard("")
    menu = ask_cell(block, 0, column(block, "output"))
    assert {"copy_cells", "insert_row", "filter_value", "history", "state_na"} <= enabled(menu)
    assert not {"paste_cells", "show_all_rows", "sort_none"} & enabled(menu)
    menu.close()
    put_on_clipboard("5")
    block.model.sort(0, Qt.SortOrder.DescendingOrder)
    block.model.set_filter(column(block, "enterprise_name"), "企业")
    menu = ask_cell(block, 0, column(block, "output"))
    assert {"paste_cells", "show_all_rows", "sort_none"} <= enabled(menu)
    assert "insert_row" not in enabled(menu), "above has no meaning in another order"
    menu.close()


def test_it_opens_at_the_current_cell_by_the_menu_key(block: TableBlock) -> None:
    block.grid.choose(1, 0)
    menu = ask(block.grid, QPoint(0, 0), KEYBOARD)
    corner = block.grid.viewport().mapToGlobal(
        block.grid.visualRect(block.grid.currentIndex()).bottomLeft()
    )
    assert menu.pos() == corner
    assert block.grid.selection.cells() == [(1, 0)]
    menu.close()
    press(block.grid, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert open_menu().pos() == corner
    open_menu().close()


def test_a_frozen_cell_has_the_menu_too(block: TableBlock) -> None:
    block.grid.horizontalScrollBar().setValue(400)
    frozen = block.grid.frozen
    place = frozen.visualRect(block.model.index(2, 1)).center()
    menu = ask(frozen.viewport(), place)
    assert block.grid.selection.cells() == [(2, 1)]
    entries(menu)["copy_cells"].trigger()
    assert clipboard().strip() == texts(block, "enterprise_name")[2]
    menu.close()


def test_rows_are_inserted_above_duplicated_and_deleted(
    block: TableBlock, session: ParkSession
) -> None:
    at = column(block, "output")
    names = texts(block, "enterprise_name")
    menu = ask_cell(block, 2, at)
    entries(menu)["insert_row"].trigger()
    menu.close()
    assert texts(block, "enterprise_name") == [*names[:2], "", *names[2:]]
    assert block.grid.currentIndex().row() == 2
    menu = ask_cell(block, 0, at)
    entries(menu)["insert_row"].trigger()
    menu.close()
    assert texts(block, "enterprise_name")[:2] == ["", names[0]]
    session.undo()
    session.undo()
    assert texts(block, "enterprise_name") == names
    menu = ask_cell(block, 1, at)
    entries(menu)["duplicate_row"].trigger()
    menu.close()
    assert texts(block, "enterprise_name")[:3] == [names[0], names[1], names[1]]
    assert block.grid.currentIndex().row() == 2


def test_a_row_head_selects_its_row(block: TableBlock, session: ParkSession) -> None:
    head = block.grid.verticalHeader()
    place = QPoint(5, head.sectionViewportPosition(1) + 5)
    known = len(session.answers.rows("enterprises"))
    menu = ask(head.viewport(), place)
    assert block.grid.selection.rows() == [1]
    entries(menu)["delete_rows"].trigger()
    menu.close()
    assert len(session.answers.rows("enterprises")) == known - 1
    assert block.grid.currentIndex().isValid(), "the keyboard goes on"


def test_a_column_head_sorts_filters_and_freezes_its_column(block: TableBlock) -> None:
    at = column(block, "output")
    block.grid.choose(0, 0)
    head = block.grid.horizontalHeader()

    def choose(name: str) -> None:
        place = QPoint(head.sectionViewportPosition(at) + 5, 5)
        menu = ask(head.viewport(), place)
        entries(menu)[name].trigger()
        menu.close()

    choose("sort_falling")
    assert texts(block, "output")[0] == "2,350,000"
    choose("sort_none")
    assert texts(block, "output")[1] == "640,000", "as entered"
    choose("filters")
    line = block.filters.findChild(QLineEdit, "filter.enterprises.output")
    assert QApplication.focusWidget() is line
    choose("freeze")
    assert block.grid.frozen.count == at + 1
    choose("unfreeze")
    assert not block.grid.frozen.is_on
    assert block.grid.currentIndex().column() == 0, "the cursor did not move"


@pytest.mark.parametrize("name", ["output", "industry", "enterprise_name", "uscc", "year"])
def test_only_rows_with_the_same_value_are_left(block: TableBlock, name: str) -> None:
    at = column(block, name)
    wanted = block.model.text(2, at)
    expected = texts(block, name).count(wanted)
    block.grid.choose(2, at)
    press(block.grid, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert texts(block, name) == [wanted] * expected
    assert block.filters.isVisible()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(block.grid, Qt.Key.Key_L, control | shift)
    assert block.model.rowCount() == block.model.all_rows
    assert block.filters.isHidden()


def test_blank_cells_are_a_value_too(block: TableBlock) -> None:
    at = column(block, "output")
    block.model.setData(block.model.index(1, at), "")
    block.grid.choose(1, at)
    press(block.grid, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert texts(block, "output") == [""]


def test_edits_of_cell_row_and_table_are_asked_for(block: TableBlock, qtbot: QtBot) -> None:
    at = column(block, "output")
    row_id = block.model.ids[1]
    asked = {"history": [row_id, "output"], "row_history": [row_id, ""], "table_history": ["", ""]}
    block.grid.choose(1, at)
    for name, place in asked.items():
        with qtbot.waitSignal(block.history_wanted) as told:
            block.offers()[name]()
        assert told.args == ["enterprises", *place]


def test_buttons_work_before_a_cell_was_chosen(block: TableBlock) -> None:
    block.grid.setCurrentIndex(QModelIndex())
    for name in ("filters", "find", "delete_rows", "duplicate_row"):
        button = block.findChild(QToolButton, f"{name}.enterprises")
        assert button is not None
        button.click()
    assert block.filters.isVisible()
    assert block.find_bar.isVisible()
    assert block.model.rowCount() == 7, "nothing was chosen to be deleted or copied"


def test_the_state_of_the_table_is_given_with_its_reason_and_taken_back(
    place_table: PlaceTable, session: ParkSession
) -> None:
    sinks = place_table("sinks", 7)
    sinks.grid.choose(0, 0)
    menu = ask_cell(sinks, 0, 0)
    assert "state_blank" not in enabled(menu), "a slip would delete all rows"
    entries(menu)["state_na"].trigger()
    menu.close()
    type_text(sinks.reason_line(), "园区内没有林地")
    press(sinks.reason_line(), Qt.Key.Key_Return)
    assert session.answers.state("sinks") is State.NA
    sinks.grid.cell_menu_wanted.emit(QPoint(0, 0))
    menu = open_menu()
    entries(menu)["state_blank"].trigger()
    menu.close()
    assert session.answers.state("sinks") is not State.NA
