"""The ledger as a grid: find, filters, sorting by keys, widths, sums."""

import re

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.editors import ChoiceEditor
from gui.fill.grid_view import GridView
from gui.fill.session_signals import SessionSignals
from gui.fill.table_block import TableBlock
from gui.fill.table_model import TableModel
from services.park_sessions import ParkSession
from support.tables import PlaceTable, column, select, texts

SHIFT = Qt.KeyboardModifier.ShiftModifier


class TestFind:
    def test_goes_from_cell_to_cell_and_round(self, block: TableBlock) -> None:
        block.grid.choose(0, 0)
        block.open_find()
        block.find_bar.line.setText("27 ")
        found = block.model.found("27 ")
        cells = [block.grid.selection.cells()[0]]
        for _ in found:
            QTest.keyClick(block.find_bar.line, Qt.Key.Key_F3)
            cells.append(block.grid.selection.cells()[0])
        assert cells[: len(found)] == list(found)
        assert cells[-1] == cells[0]
        QTest.keyClick(block.find_bar.line, Qt.Key.Key_Return, SHIFT)
        assert block.grid.selection.cells() == [found[-1]]
        assert re.findall(r"\d+", block.find_bar.said()) == [str(len(found))] * 2

    def test_goes_on_from_the_cells_by_f3(self, block: TableBlock) -> None:
        block.grid.choose(0, 0)
        block.open_find()
        block.find_bar.line.setText("企业")
        first = block.grid.selection.cells()
        QTest.keyClick(block.grid, Qt.Key.Key_F3)
        assert block.grid.selection.cells() != first

    def test_says_when_there_is_nothing(self, block: TableBlock) -> None:
        block.open_find()
        block.find_bar.line.setText("zzzz")
        assert block.find_bar.said()
        assert not block.model.found("zzzz")

    def test_leaves_only_the_rows_on_request(self, block: TableBlock) -> None:
        block.open_find()
        block.find_bar.line.setText("企业三")
        block.find_bar.only.click()
        assert block.model.rowCount() == 1
        QTest.keyClick(block.find_bar.line, Qt.Key.Key_Escape)
        assert block.model.rowCount() == 7
        assert block.window().focusWidget() is block.grid

    def test_numbers_are_found_as_they_are_shown(self, block: TableBlock) -> None:
        for text in ("2,350,000", "2350000"):
            assert (0, column(block, "output")) in block.model.found(text)


class TestFilters:
    def test_choices_are_chosen_and_blanks_are_found(self, block: TableBlock) -> None:
        QTest.keyClick(block.grid, Qt.Key.Key_F4)
        box = block.filters.findChild(QComboBox, "filter.enterprises.industry")
        assert box is not None
        label = texts(block, "industry")[1]
        box.setCurrentIndex(box.findText(label))
        box.activated.emit(box.currentIndex())
        assert set(texts(block, "industry")) == {label}
        box.setCurrentIndex(1)
        box.activated.emit(1)
        assert block.model.rowCount() == 0
        block.clear_filters()
        assert (block.model.rowCount(), box.currentIndex()) == (7, 0)

    def test_only_rows_with_problems(self, block: TableBlock) -> None:
        block.model.setData(block.model.index(2, column(block, "uscc")), "123")
        bad = block.model.ids[2]
        block.open_filters()
        block.filters.problems.click()
        assert bad in block.model.ids
        assert block.model.rowCount() < 7
        block.clear_filters()
        assert block.model.rowCount() == 7

    def test_words_of_choices_follow_the_language(
        self, block: TableBlock, context: Context
    ) -> None:
        block.open_filters()
        box = block.filters.findChild(QComboBox, "filter.enterprises.above_scale")
        assert box is not None
        box.setCurrentIndex(3)
        box.activated.emit(3)
        rows = list(block.model.ids)
        context.texts.set_language("en")
        assert box.currentText() == "Yes"
        assert list(block.model.ids) == rows

    def test_inputs_stand_above_their_columns(self, block: TableBlock) -> None:
        block.open_filters()
        block.grid.horizontalScrollBar().setValue(300)
        for at, question in enumerate(block.model.columns):
            line = block.filters.findChild(QLineEdit, f"filter.enterprises.{question.code}")
            if line is not None and line.isVisible():
                assert abs(line.x() - block.grid.frozen.left_of(at)) <= 4
                assert line.x() >= block.grid.frozen.clip_of(at)


class TestSorting:
    def test_by_key_up_down_and_back(self, block: TableBlock) -> None:
        before = list(block.model.ids)
        block.grid.choose(0, column(block, "output"))
        orders = []
        for _ in range(3):
            QTest.keyClick(block.grid, Qt.Key.Key_F7)
            orders.append(list(block.model.ids))
        assert orders[0] == orders[1][::-1] != before
        assert orders[2] == before

    def test_by_a_click_on_a_frozen_head(self, block: TableBlock) -> None:
        block.grid.horizontalScrollBar().setValue(400)
        head = block.grid.frozen.horizontalHeader()
        head.sectionClicked.emit(1)
        assert texts(block, "enterprise_name") == sorted(texts(block, "enterprise_name"))
        head.sectionClicked.emit(1)
        found = texts(block, "enterprise_name")
        assert found == sorted(found, reverse=True)


def test_widths_are_remembered(block: TableBlock, context: Context, qtbot: QtBot) -> None:
    at = column(block, "output")
    block.grid.horizontalHeader().resizeSection(at, 171)
    again = GridView(context, block.model)
    qtbot.addWidget(again)
    again.show()
    assert again.columnWidth(at) == 171
    again.widths.forget()
    assert again.columnWidth(at) != 171


@pytest.mark.parametrize(
    "code, page, shown",
    [("enterprises", 8, True), ("evidence", 10, False), ("peak_plan", 9, False)],
)
def test_sums_stand_only_where_something_is_added_up(
    place_table: PlaceTable, code: str, page: int, shown: bool
) -> None:
    assert place_table(code, page).totals.isHidden() is not shown


@pytest.mark.parametrize(
    "code, name",
    [
        ("enterprises", "enterprise_name"),
        ("energy_carriers", "carrier"),
        ("evidence", "evidence_id"),
        ("peak_plan", "year"),
    ],
)
def test_the_columns_that_tell_rows_apart_are_frozen(
    session: ParkSession, signals: SessionSignals, context: Context, code: str, name: str
) -> None:
    owner = QObject()
    model = TableModel(session, signals, context.texts, code, owner)
    assert model.columns[model.frozen_columns - 1].code == name


def test_industry_is_typed_by_its_name(block: TableBlock, qtbot: QtBot) -> None:
    at = column(block, "industry")
    block.grid.choose(0, at)
    QTest.keyClick(block.grid, Qt.Key.Key_F2)
    editor = block.grid.findChild(ChoiceEditor, "cell.enterprises.industry")
    assert editor is not None
    line = editor.lineEdit()
    assert line is not None
    line.setText("27 医药制造业")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: block.model.text(0, at) == "27 医药制造业")


class TestGrounds:
    """What a cell is painted on, read from the picture of the grid."""

    @staticmethod
    def ground(block: TableBlock, row: int, at: int) -> str:
        place = block.grid.visualRect(block.model.index(row, at))
        picture = block.grid.viewport().grab().toImage()
        return picture.pixelColor(place.left() + 6, place.top() + 4).name()

    def test_problem_selection_and_current_row_are_told_apart(
        self, block: TableBlock, context: Context
    ) -> None:
        tokens, at = context.theme.tokens, column(block, "uscc")
        for row in (1, 2):
            block.model.setData(block.model.index(row, at), "123")
        select(block, (0, at), (1, at))
        colours = (tokens.error_ground, tokens.tint, tokens.hover, tokens.surface)
        error, tint, hover, surface = (colour.lower() for colour in colours)
        assert self.ground(block, 2, at) == error
        assert self.ground(block, 1, at) == tint, "selected, with a mark of the problem"
        place = block.grid.visualRect(block.model.index(1, at))
        picture = block.grid.viewport().grab().toImage()
        assert picture.pixelColor(place.left() + 1, place.center().y()).name() == (
            tokens.error.lower()
        )
        assert self.ground(block, 0, at + 1) == hover
        block.grid.choose(3, at)
        assert self.ground(block, 0, at + 1) == surface
        assert self.ground(block, 3, at + 1) == hover
