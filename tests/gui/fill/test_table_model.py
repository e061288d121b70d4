"""A table as an item model."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.column_sums import SHORT
from gui.fill.session_signals import SessionSignals
from gui.fill.table_model import MESSAGE_ROLE, PROBLEM_ROLE, STATE_ROLE, UNIT_ROLE, TableModel
from services.park_sessions import ParkSession


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def model(
    session: ParkSession, signals: SessionSignals, context: Context, parent: QObject
) -> TableModel:
    return TableModel(session, signals, context.texts, "enterprises", parent)


@pytest.fixture
def energy(
    session: ParkSession, signals: SessionSignals, context: Context, parent: QObject
) -> TableModel:
    return TableModel(session, signals, context.texts, "energy_carriers", parent)


def _column(model: TableModel, name: str) -> int:
    return model.column_position(name)


def _texts(model: TableModel, name: str) -> list[str]:
    column = _column(model, name)
    return [model.text(row, column) for row in range(model.rowCount())]


@pytest.mark.parametrize("code", ["enterprises", "sinks", "evidence"])
def test_is_a_sound_item_model(
    session: ParkSession,
    signals: SessionSignals,
    context: Context,
    parent: QObject,
    qtmodeltester: Any,
    code: str,
) -> None:
    made = TableModel(session, signals, context.texts, code, parent)
    qtmodeltester.check(made)
    row_id = made.add_row()
    made.sort(0, Qt.SortOrder.DescendingOrder)
    made.set_filter(0, "no such text")
    made.clear_filters()
    made.delete_rows([row_id])
    session.undo()


def test_cells_are_worded_and_typed(model: TableModel, session: ParkSession) -> None:
    row, column = 0, _column(model, "output")
    assert model.text(row, column) == "2,350,000"
    assert model.setData(model.index(row, column), "2,400,000.5")
    stored = session.answers.rows("enterprises")[model.ids[row]]["output"]
    assert stored == Decimal("2400000.5")


def test_choices_show_labels_and_take_codes(model: TableModel, session: ParkSession) -> None:
    column = _column(model, "industry")
    assert model.text(1, column) == "26 化学原料和化学制品制造业"
    assert ("27", "27 医药制造业") in model.choices(column)
    assert model.setData(model.index(1, column), "27")
    assert session.answers.rows("enterprises")[model.ids[1]]["industry"] == "27"
    assert model.text(1, column) == "27 医药制造业"


def test_refused_text_stays_in_its_cell(
    model: TableModel, session: ParkSession, qtbot: QtBot
) -> None:
    index = model.index(0, _column(model, "output"))
    before = session.answers.rows("enterprises")[model.ids[0]]["output"]
    with qtbot.waitSignal(model.refused):
        assert not model.setData(index, "很多")
    assert model.data(index) == "很多"
    assert model.data(index, PROBLEM_ROLE) == "error"
    assert "很多" in str(model.data(index, MESSAGE_ROLE))
    assert session.answers.rows("enterprises")[model.ids[0]]["output"] == before
    assert model.setData(index, "5")
    assert model.data(index) == "5"
    assert "很多" not in str(model.data(index, MESSAGE_ROLE))


def test_problem_of_a_cell_marks_it_and_its_row(model: TableModel) -> None:
    index = model.index(0, _column(model, "uscc"))
    model.setData(index, "123")
    assert model.data(index, PROBLEM_ROLE) == "error"
    assert model.headerData(0, Qt.Orientation.Vertical, PROBLEM_ROLE) == "error"
    assert model.data(index, MESSAGE_ROLE)
    assert model.data(index) == "123", "a value that fails a check is kept"


def test_a_required_blank_is_marked_as_such_in_rows_that_were_begun(model: TableModel) -> None:
    output, uscc = _column(model, "output"), _column(model, "uscc")
    assert model.missing_cells == 0
    model.setData(model.index(2, output), "")
    model.setData(model.index(4, uscc), "")
    index = model.index(2, output)
    assert (model.data(index, PROBLEM_ROLE), model.missing_cells) == ("blank", 2)
    assert model.headerData(2, Qt.Orientation.Vertical, PROBLEM_ROLE) == "blank"
    model.setData(model.index(2, uscc), "123")
    assert model.headerData(2, Qt.Orientation.Vertical, PROBLEM_ROLE) == "error"
    assert model.missing_after(2, output) == (model.ids[4], "uscc")
    assert model.missing_after(4, uscc) == (model.ids[2], "output"), "round to the first"
    model.add_row()
    assert model.missing_cells == 2, "a row in which there is nothing yet is not counted"
    last = model.rowCount() - 1
    assert model.data(model.index(last, output), PROBLEM_ROLE) == ""
    model.setData(model.index(last, _column(model, "value_added")), "5")
    assert model.data(model.index(last, output), PROBLEM_ROLE) == "blank"
    assert model.missing_cells > 2


def test_cells_say_their_state(model: TableModel, session: ParkSession, context: Context) -> None:
    """In words under the grid, over the cell and for people who hear them."""
    context.texts.set_language("en")
    index, roles = model.index(0, _column(model, "output")), Qt.ItemDataRole
    assert model.data(index, STATE_ROLE) == ""
    model.setData(index, "")
    assert model.data(index, STATE_ROLE) == "Blank: a value is required"
    assert model.data(index, roles.ToolTipRole) == "Blank: a value is required"
    assert str(model.data(index, roles.AccessibleTextRole)).endswith("Blank: a value is required")
    model.setData(index, "23500000")
    session.confirm(f"table:enterprises.output:{model.ids[0]}", "新产线投产")
    assert model.data(index, PROBLEM_ROLE) == "explained"
    assert model.data(index, STATE_ROLE) == "Explained: 新产线投产"
    assert model.data(index, roles.ToolTipRole) == "23,500,000\nExplained: 新产线投产"


def test_unit_follows_the_row(energy: TableModel) -> None:
    column = _column(energy, "consumption")
    units = {
        energy.text(row, _column(energy, "carrier")): energy.data(
            energy.index(row, column), UNIT_ROLE
        )
        for row in range(energy.rowCount())
    }
    assert (units["天然气"], units["柴油"]) == ("万Nm³", "t")
    assert energy.headerData(column, Qt.Orientation.Horizontal, UNIT_ROLE) == ""


def test_totals_follow_filter_and_edit(model: TableModel, session: ParkSession) -> None:
    column = _column(model, "output")
    assert model.total(column) == "8,290,000"
    assert model.total(_column(model, "year")) == ""
    model.setData(model.index(0, column), "2350001")
    assert model.total(column) == "8,290,001"
    model.setData(model.index(0, column), "")
    assert model.total(column) == "5,940,000"
    model.set_filter(_column(model, "industry"), "27 ")
    assert model.total(column) == "860,000"
    session.undo()
    assert model.total(column) == "860,000"


def test_sums_of_a_long_table_are_worked_out_between_events(
    model: TableModel, qtbot: QtBot
) -> None:
    """Never those of rows that are not shown any more."""
    column, few = _column(model, "output"), len(model.ids)
    model.paste(few, column, tuple((str(number),) for number in range(1, SHORT + 1)))
    assert (model.total(column), model.has_sums()) == ("", True)
    with qtbot.waitSignal(model.sums_found):
        pass
    whole = 8_290_000 + SHORT * (SHORT + 1) // 2
    assert model.total(column) == f"{whole:,}"
    model.setData(model.index(few, column), "5")
    assert model.total(column) == f"{whole + 4:,}"
    model.set_filter(column, "<= 1000000")
    assert model.total(column) == ""
    with qtbot.waitSignal(model.sums_found):
        model.setData(model.index(model.rowCount() - 1, column), "7")
    assert model.total(column) == _sum_of(model, column)
    model.set_filter(_column(model, "year"), "1999")
    assert (model.total(column), model.has_sums()) == ("", False)
    model.clear_filters()
    model.setData(model.index(0, _column(model, "year")), "2024")
    with qtbot.waitSignal(model.sums_found):
        assert model.total(column) == ""
    assert (model.total(column), model.has_sums()) == ("", False), "of two years"


def _sum_of(model: TableModel, column: int) -> str:
    """The sum of the shown cells, one by one."""
    texts = [model.copied_text(row, column) for row in range(model.rowCount())]
    return f"{sum(Decimal(text) for text in texts if text):,}"


def test_rows_that_stay_as_they_are_keep_their_place_in_the_window(
    model: TableModel, session: ParkSession, qtbot: QtBot
) -> None:
    """An import, or a year chosen again, announces every table."""
    model.sort(_column(model, "output"))
    with qtbot.assertNotEmitted(model.modelReset):
        session.choose_year(session.year)
    with qtbot.waitSignal(model.modelReset):
        session.choose_year(min(session.years))


def test_amounts_of_several_years_are_not_added_up(
    session: ParkSession, signals: SessionSignals, context: Context, parent: QObject
) -> None:
    plan = TableModel(session, signals, context.texts, "peak_plan", parent)
    column = plan.column_position("co2_plan")
    assert plan.total(column) == ""
    plan.set_filter(plan.column_position("year"), "2024")
    assert plan.total(column) == plan.text(0, column) != ""


def test_sorting_keeps_rows_and_filter(model: TableModel) -> None:
    names = set(_texts(model, "enterprise_name"))
    column = _column(model, "output")
    model.sort(column, Qt.SortOrder.DescendingOrder)
    sizes = [Decimal(text.replace(",", "")) for text in _texts(model, "output")]
    assert sizes == sorted(sizes, reverse=True)
    assert set(_texts(model, "enterprise_name")) == names
    model.set_filter(column, ">= 1,000,000")
    assert _texts(model, "output") == ["2,350,000", "1,480,000", "1,290,000"]
    model.sort(-1)
    assert _texts(model, "output") == ["2,350,000", "1,480,000", "1,290,000"]


def test_an_edit_does_not_move_the_row_under_the_cursor(model: TableModel) -> None:
    column = _column(model, "output")
    model.sort(column, Qt.SortOrder.AscendingOrder)
    first = model.ids[0]
    model.setData(model.index(0, column), "9999999")
    assert model.ids[0] == first


def test_new_rows_copies_and_deletion(model: TableModel, session: ParkSession) -> None:
    known = model.rowCount()
    new = model.add_row(model.ids[0])
    assert model.position(new) == 1
    assert model.text(1, _column(model, "year")) == "2025"
    copy = model.duplicate_row(model.ids[0])
    assert model.text(model.position(copy), _column(model, "output")) == "2,350,000"
    model.delete_rows([new, copy])
    assert model.rowCount() == known
    session.undo()
    assert model.rowCount() == known + 2


BLOCK = (
    ("700", "70", "7", "1"),
    ("800", "许多", "8", "2"),
    ("900", "90", "9", "3"),
)


def test_paste_of_a_block_with_a_bad_cell_is_one_step(
    model: TableModel, session: ParkSession
) -> None:
    column = _column(model, "output")
    before = dict(session.answers.rows("enterprises"))
    result = model.paste(model.rowCount() - 2, column, BLOCK)
    assert len(result.refusals) == 1
    assert len(result.rows) == 1, "the third line makes a row"
    bad = model.index(model.rowCount() - 2, column + 1)
    assert model.data(bad) == "许多"
    assert model.data(bad, PROBLEM_ROLE) == "error"
    assert [model.text(model.rowCount() - 1, column + at) for at in range(4)] == [
        "900",
        "90",
        "9",
        "3",
    ]
    session.undo()
    assert session.answers.rows("enterprises") == before


def test_bad_cell_in_a_row_that_the_paste_made_stays_there(model: TableModel) -> None:
    column = _column(model, "output")
    model.paste(model.rowCount(), column, (("1", "许多"),))
    last = model.rowCount() - 1
    assert (model.text(last, column), model.text(last, column + 1)) == ("1", "许多")


def test_pasted_labels_of_choices_are_read(model: TableModel, session: ParkSession) -> None:
    column = _column(model, "industry")
    model.paste(0, column, ((model.text(1, column),),))
    assert session.answers.rows("enterprises")[model.ids[0]]["industry"] == "26"


def test_copied_numbers_are_plain(model: TableModel) -> None:
    assert model.copied_text(0, _column(model, "output")) == "2350000"


def test_another_year_shows_its_rows(model: TableModel, session: ParkSession) -> None:
    session.choose_year(2024)
    assert set(_texts(model, "year")) == {"2024"}


def test_cells_say_what_they_are(model: TableModel) -> None:
    index = model.index(0, _column(model, "output"))
    assert "2,350,000" in str(model.data(index, Qt.ItemDataRole.AccessibleTextRole))


def test_the_program_writes_hashes_itself(
    session: ParkSession, signals: SessionSignals, context: Context, parent: QObject
) -> None:
    evidence = TableModel(session, signals, context.texts, "evidence", parent)
    index = evidence.index(0, evidence.column_position("sha256"))
    assert not evidence.flags(index) & Qt.ItemFlag.ItemIsEditable
