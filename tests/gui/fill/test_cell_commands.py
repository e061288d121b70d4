"""Copy, cut, paste, fill down and clear: what was selected, nothing else, and each one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.fill.editors import LineEditor
from gui.fill.table_block import TableBlock
from gui.widgets.labels import ElidedLabel
from services.park_sessions import ParkSession
from support.tables import PlaceTable, clipboard, column, put_on_clipboard, select, texts
from support.typing_text import press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier


def rows_of(session: ParkSession, table: str = "enterprises") -> list[dict[str, object]]:
    return [dict(row) for row in session.answers.rows(table).values()]


def test_a_block_of_two_languages_comes_back_unchanged(
    block: TableBlock, session: ParkSession
) -> None:
    before = rows_of(session)
    select(block, *((row, at) for row in range(3) for at in range(8)))
    block.grid.commands.copy()
    assert clipboard().count("\n") == 3
    block.grid.commands.paste()
    assert rows_of(session) == before


def test_rows_that_are_not_neighbours_are_copied_without_those_between(block: TableBlock) -> None:
    at = column(block, "output")
    select(block, (0, at), (2, at), (0, at + 1), (2, at + 1))
    block.grid.commands.copy()
    shown = [
        "\t".join(block.model.copied_text(row, column) for column in (at, at + 1)) for row in (0, 2)
    ]
    assert clipboard() == "".join(f"{line}\r\n" for line in shown)


def test_cells_that_are_no_block_are_not_copied_and_it_is_said(block: TableBlock) -> None:
    put_on_clipboard("as it was")
    select(block, (0, 0), (1, 1))
    block.grid.commands.copy()
    assert clipboard() == "as it was"
    assert block.cell_message()


def test_only_the_selected_cells_are_cleared(block: TableBlock, session: ParkSession) -> None:
    at = column(block, "output")
    select(block, (0, at), (2, at + 1))
    before = rows_of(session)
    QTest.keyClick(block.grid, Qt.Key.Key_Delete)
    after = rows_of(session)
    changed = {
        (row, name)
        for row, cells in enumerate(before)
        for name in cells
        if after[row].get(name) != cells[name]
    }
    assert changed == {(0, "output"), (2, block.model.columns[at + 1].code)}
    session.undo()
    assert rows_of(session) == before


def test_a_cut_is_copied_and_blanked_as_one_step(block: TableBlock, session: ParkSession) -> None:
    at = column(block, "output")
    before = texts(block, "output")
    select(block, (0, at), (1, at))
    QTest.keyClick(block.grid, Qt.Key.Key_X, CONTROL)
    assert clipboard() == "2350000\r\n640000\r\n"
    assert texts(block, "output") == ["", "", *before[2:]]
    session.undo()
    assert texts(block, "output") == before


def test_columns_are_filled_each_from_its_topmost_selected_cell(block: TableBlock) -> None:
    at = column(block, "output")
    first, second = texts(block, "output"), texts(block, block.model.columns[at + 1].code)
    select(block, (0, at), (2, at), (3, at + 1), (4, at + 1))
    block.grid.commands.fill_down()
    assert texts(block, "output") == [*first[:2], first[0], *first[3:]]
    filled = texts(block, block.model.columns[at + 1].code)
    assert filled == [*second[:4], second[3], *second[5:]]


def test_a_single_cell_is_filled_from_the_row_above(block: TableBlock) -> None:
    at = column(block, "industry")
    before = texts(block, "industry")
    assert before[0] != before[1]
    select(block, (1, at))
    block.grid.commands.fill_down()
    assert texts(block, "industry") == [before[0], before[0], *before[2:]]
    select(block, (0, at))
    block.grid.commands.fill_down()
    assert texts(block, "industry")[0] == before[0], "nothing stands above the first row"


def test_a_block_is_pasted_as_often_as_it_fits(block: TableBlock) -> None:
    at = column(block, "output")
    put_on_clipboard("7\t8\r\n")
    select(block, *((row, at + side) for row in range(3) for side in range(2)))
    block.grid.commands.paste()
    assert texts(block, "output")[:3] == ["7"] * 3
    assert block.grid.selection.count() == 6


def test_one_text_goes_into_every_selected_cell_and_no_other(block: TableBlock) -> None:
    at = column(block, "output")
    before = texts(block, "output")
    put_on_clipboard("9")
    select(block, (0, at), (2, at))
    block.grid.commands.paste()
    assert texts(block, "output") == ["9", before[1], "9", *before[3:]]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_V])
def test_a_refused_text_goes_when_its_cell_is_cleared_or_pasted_over(
    block: TableBlock, key: Qt.Key
) -> None:
    at = column(block, "output")
    block.model.setData(block.model.index(0, at), "许多")
    assert block.model.problem(0, at) == "error"
    put_on_clipboard("5")
    select(block, (0, at))
    QTest.keyClick(block.grid, key, CONTROL if key == Qt.Key.Key_V else Qt.KeyboardModifier(0))
    assert block.model.text(0, at) == ("5" if key == Qt.Key.Key_V else "")


def test_an_undone_paste_takes_its_refused_texts_along(
    block: TableBlock, session: ParkSession
) -> None:
    at = column(block, "output")
    before = block.model.text(0, at + 1)
    put_on_clipboard("5\t许多\r\n")
    select(block, (0, at))
    block.grid.commands.paste()
    assert block.model.text(0, at + 1) == "许多"
    session.undo()
    assert block.model.text(0, at + 1) == before


def test_cells_that_could_not_be_read_are_named(block: TableBlock) -> None:
    at = column(block, "output")
    put_on_clipboard("1\t许多\r\n几个\t2\r\n")
    block.grid.choose(0, at)
    block.grid.commands.paste()
    said = block.findChild(ElidedLabel, "cell_message.enterprises")
    assert said is not None
    assert "2" in said.text()
    labels = [block.model.columns[at + 1].label.zh, block.model.columns[at].label.zh]
    named = said.toolTip().splitlines()
    assert [label in line for label, line in zip(labels, named, strict=True)] == [True, True]
    assert ["许多" in named[0], "几个" in named[1]] == [True, True]
    assert block.model.text(1, at + 1) == "2", "what could be read was taken"


def test_pasted_rows_are_selected_wherever_the_order_puts_them(block: TableBlock) -> None:
    at = column(block, "output")
    block.model.sort(at, Qt.SortOrder.AscendingOrder)
    put_on_clipboard("新企业甲\r\n新企业乙\r\n新企业丙\r\n")
    block.grid.choose(block.model.rowCount() - 1, column(block, "enterprise_name"))
    block.grid.commands.paste()
    name = column(block, "enterprise_name")
    names = [block.model.text(row, name) for row in block.grid.selection.rows()]
    assert sorted(names) == sorted(["新企业甲", "新企业乙", "新企业丙"])


def test_pasted_rows_that_a_filter_hides_are_counted(block: TableBlock) -> None:
    name = column(block, "enterprise_name")
    block.model.set_filter(name, "企业三")
    put_on_clipboard("企业三十\r\n别的\r\n")
    block.grid.choose(0, name)
    block.grid.commands.paste()
    assert texts(block, "enterprise_name") == ["企业三十"]
    assert "1" in block.cell_message()


def test_what_the_program_writes_itself_is_neither_cleared_nor_pasted_over(
    place_table: PlaceTable, session: ParkSession
) -> None:
    evidence = place_table("evidence", 10)
    before = [(row.get("sha256"), row.get("file_name")) for row in rows_of(session, "evidence")]
    put_on_clipboard("x")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_V):
        evidence.grid.selectAll()
        QTest.keyClick(
            evidence.grid, key, CONTROL if key == Qt.Key.Key_V else Qt.KeyboardModifier(0)
        )
        after = [(row.get("sha256"), row.get("file_name")) for row in rows_of(session, "evidence")]
        assert after == before
    assert {row["title"] for row in rows_of(session, "evidence")} == {"x"}


def test_several_cells_are_counted_and_added_up(block: TableBlock) -> None:
    at = column(block, "output")
    select(block, (0, at), (1, at))
    assert "2,990,000" in block.cell_message(), "2,350,000 + 640,000"
    select(block, (0, at), (1, at - 1))
    assert "2" in block.cell_message()
    select(block, (0, at))
    assert block.cell_message() == ""


def test_why_a_typed_text_was_refused_is_still_said_in_the_next_cell(block: TableBlock) -> None:
    at = column(block, "output")
    block.grid.choose(0, at)
    type_text(block.grid, "许多")  # an input method that commits at once
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    assert editor.text() == "许多"
    press(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert block.grid.currentIndex().row() == 1
    assert "许多" in block.cell_message()
    press(block.grid, Qt.Key.Key_Down)
    assert block.cell_message() == ""
    press(block.grid, Qt.Key.Key_Up)
    press(block.grid, Qt.Key.Key_Up)
    assert "许多" in block.cell_message(), "its own message"


@pytest.mark.parametrize("heads", ["工业总产值（万元）\t工业增加值", "Gross output\tValue added"])
def test_a_line_of_column_names_is_not_pasted(
    block: TableBlock, session: ParkSession, heads: str
) -> None:
    at = column(block, "output")
    before = texts(block, "output")
    put_on_clipboard(f"{heads}\r\n11\t1\r\n12\t2\r\n")
    select(block, (0, at))
    block.grid.commands.paste()
    assert texts(block, "output") == ["11", "12", *before[2:]]
    assert block.cell_message()
    session.undo()
    assert texts(block, "output") == before


def test_a_name_that_is_like_a_column_is_a_value(block: TableBlock) -> None:
    at = column(block, "enterprise_name")
    put_on_clipboard("企业名称设计院\r\n甲\r\n")
    select(block, (0, at))
    block.grid.commands.paste()
    assert texts(block, "enterprise_name")[:2] == ["企业名称设计院", "甲"]
