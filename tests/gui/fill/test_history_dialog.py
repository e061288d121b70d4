"""The edits of a field, a row and a cell as a person reads them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gui.context import Context
from gui.fill.history_dialog import HistoryDialog
from gui.fill.park_workspace import ParkWorkspace
from gui.fill.table_block import TableBlock
from support.window import fake

NAME = "合成企业一"


def lines(dialog: QDialog) -> list[tuple[str, ...]]:
    """The lines of the table, without the time."""
    assert isinstance(dialog, HistoryDialog)
    model = dialog.table.model()
    return [
        tuple(str(model.index(row, at).data()) for at in range(1, model.columnCount()))
        for row in range(model.rowCount())
    ]


@pytest.fixture
def ledger(workspace: ParkWorkspace) -> TableBlock:
    workspace.session.author = "张三"
    workspace.go_to("enterprises")
    block = workspace.page.block("enterprises")
    assert block is not None
    block.grid.choose(0, block.model.column_position("output"))
    return block


def test_history_of_a_field(workspace: ParkWorkspace, context: Context) -> None:
    workspace.session.author = "张三"
    workspace.session.set_field("gdp", "707")
    shown: list[tuple[str, ...]] = []
    fake(context).will_answer(lambda dialog: shown.extend(lines(dialog)))
    workspace.go_to("gdp")
    workspace.actions()["history"]()
    assert shown[0] == ("张三", "填入", "680 亿元 · 质量 B", "707 亿元 · 质量 B", "")
    assert "地区生产总值" in fake(context).asked[-1]


def test_history_of_the_current_cell(
    workspace: ParkWorkspace, ledger: TableBlock, context: Context
) -> None:
    workspace.session.set_cell("enterprises", ledger.model.ids[0], "output", "2350001")
    shown: list[tuple[str, ...]] = []
    fake(context).will_answer(lambda dialog: shown.extend(lines(dialog)))
    workspace.actions()["history"]()
    assert shown[0] == ("张三", "填入", "2,350,000 万元", "2,350,001 万元", "")
    assert all(part in fake(context).asked[-1] for part in (NAME, "工业总产值"))


def test_history_of_the_current_row_says_which_column(
    workspace: ParkWorkspace, ledger: TableBlock, context: Context
) -> None:
    workspace.session.set_cell("enterprises", ledger.model.ids[0], "output", "2350001")
    shown: list[tuple[str, ...]] = []
    fake(context).will_answer(lambda dialog: shown.extend(lines(dialog)))
    workspace.actions()["row_history"]()
    assert shown[0] == ("张三", "工业总产值", "填入", "2,350,000 万元", "2,350,001 万元", "")
    assert NAME in fake(context).asked[-1]


def test_rows_that_went_are_found_in_the_history_of_the_table(
    workspace: ParkWorkspace, ledger: TableBlock, context: Context
) -> None:
    ledger.actions_of_table.delete_rows()
    whole: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        assert lines(dialog)[0][:2] == ("张三", NAME)
        whole.append(dialog.whole.toPlainText())
        dialog.table.setCurrentIndex(dialog.table.model().index(1, 0))
        whole.append(dialog.whole.toPlainText())

    fake(context).will_answer(look)
    workspace.actions()["table_history"]()
    assert "2,350,000 万元" in whole[0], "in full, though the table cuts it"
    assert whole[1] != whole[0]


def test_nothing_yet_is_an_empty_list(context: Context) -> None:
    dialog = HistoryDialog(context, "新字段", [])
    assert dialog.table.model().rowCount() == 0
    assert dialog.whole.toPlainText() == ""
    head = dialog.table.model().headerData(0, Qt.Orientation.Horizontal)
    assert head
    dialog.deleteLater()
