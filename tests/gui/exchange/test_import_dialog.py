"""Import, export and template in the window.

Source: interface.md, Excel.
"""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.exchange.exchange_flow import export_audit, export_file, import_file, save_template
from gui.exchange.import_dialog import ImportDialog
from gui.jobs import Job
from services.import_columns import remembered_columns
from services.park_sessions import ParkSession
from services.parks import fill_park
from support.sessions import PRODUCT
from support.spoilt_workbooks import cell_of_field, put, sheet, small
from support.window import fake, make_park


@pytest.fixture
def session(context: Context, tmp_path: Path) -> ParkSession:
    """An open file with a GDP of 700."""
    park = make_park(context, tmp_path / "park.parkdb")
    fill_park(PRODUCT, context.environment, park, {"fields": {"gdp": "700"}})
    return ParkSession.open(PRODUCT, context.environment, park)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """A window around it."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def workbook(session: ParkSession, context: Context, parent: QWidget, tmp_path: Path) -> Path:
    """The answers as the window exports them, cut to a few sheets."""
    out = tmp_path / "a.xlsx"
    fake(context).will_answer(out)
    export_file(parent, session, context)
    out.write_bytes(small(out.read_bytes()))
    return out


def _spoil(workbook: Path, code: str, value: object) -> str:
    book = openpyxl.load_workbook(workbook)
    place = cell_of_field(book, code)
    put(book, place, value)
    book.save(workbook)
    return place


def _import(
    parent: QWidget,
    session: ParkSession,
    context: Context,
    file: Path,
    act: Callable[[ImportDialog], None],
) -> None:
    """Import, with `act` in place of the user before the open dialog."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        act(dialog)

    fake(context).will_answer((file,), answer)
    import_file(parent, session, context)


def _button(dialog: QDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, f"import.{name}")
    assert found is not None
    return found


def _text(dialog: QDialog, name: str) -> str:
    found = dialog.findChild(QLabel, f"import.{name}")
    assert found is not None
    return found.text()


def _rows(dialog: QDialog, name: str) -> list[list[str]]:
    table = dialog.findChild(QTableView, f"import.{name}")
    assert table is not None
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_would_change_is_shown_and_taken_as_one_step(
    session: ParkSession, context: Context, parent: QWidget, workbook: Path
) -> None:
    place = _spoil(workbook, "gdp", 712.5)

    def act(dialog: ImportDialog) -> None:
        assert _rows(dialog, "changes") == [[place, "地区生产总值（GDP）", "700", "712.5"]]
        assert str(session.answers.value("gdp")) == "700"
        _button(dialog, "take").click()

    with session:
        _import(parent, session, context, workbook, act)
        assert str(session.answers.value("gdp")) == "712.5"
        assert session.undo()
        assert str(session.answers.value("gdp")) == "700"
        assert session.redo()
        assert str(session.answers.value("gdp")) == "712.5"


def test_defects_are_listed_with_their_cells_and_nothing_can_be_taken(
    session: ParkSession, context: Context, parent: QWidget, workbook: Path
) -> None:
    place = _spoil(workbook, "gdp", "很多")

    def act(dialog: ImportDialog) -> None:
        tabs = dialog.findChild(QTabWidget, "import.tabs")
        assert tabs is not None
        assert tabs.currentWidget().objectName() == "import.defects"
        assert [row[0] for row in _rows(dialog, "defects")] == [place]
        assert not _button(dialog, "take").isEnabled()
        _button(dialog, "close").click()

    with session:
        _import(parent, session, context, workbook, act)
        assert str(session.answers.value("gdp")) == "700"


def test_an_unchanged_workbook_changes_nothing(
    session: ParkSession, context: Context, parent: QWidget, workbook: Path
) -> None:
    def act(dialog: ImportDialog) -> None:
        assert not _button(dialog, "take").isEnabled()
        assert dialog.plan is not None
        assert dialog.plan.changes_nothing

    with session:
        _import(parent, session, context, workbook, act)


def test_a_file_that_is_no_workbook_says_what_to_do(
    session: ParkSession, context: Context, parent: QWidget, tmp_path: Path
) -> None:
    file = tmp_path / "old.xls"
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))

    def act(dialog: ImportDialog) -> None:
        assert "old.xls" in _text(dialog, "summary")
        assert ".xlsx" in _text(dialog, "note")
        assert not _button(dialog, "take").isEnabled()

    with session:
        _import(parent, session, context, file, act)


def test_a_heading_is_assigned_to_a_column_and_remembered(
    session: ParkSession, context: Context, parent: QWidget, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for line in (
        ["企业全称", "统一社会信用代码", "综合能源消费量"],
        ["甲厂", "91320594MA1TEXT06F", 1200.5],
    ):
        sheet(book, "Sheet").append(line)
    file = tmp_path / "台账.xlsx"
    book.save(file)

    def act(dialog: ImportDialog) -> None:
        tabs = dialog.findChild(QTabWidget, "import.tabs")
        heading = dialog.findChild(QComboBox, "import.heading")
        column = dialog.findChild(QComboBox, "import.column")
        assert tabs is not None
        assert heading is not None
        assert column is not None
        tabs.setCurrentIndex(3)
        assert heading.currentText() == "企业全称"
        column.setCurrentIndex(column.findData("enterprise_name"))
        _button(dialog, "assign").click()
        assert dialog.plan is not None
        assert not dialog.plan.refused
        _button(dialog, "take").click()

    with session:
        _import(parent, session, context, file, act)
        (row,) = session.answers.rows("enterprises").values()
        assert row["enterprise_name"] == "甲厂"
    assert remembered_columns(context.environment) == {
        "enterprises": {"企业全称": "enterprise_name"}
    }


def test_a_template_is_written_where_the_user_says(
    session: ParkSession, context: Context, parent: QWidget, tmp_path: Path
) -> None:
    out = tmp_path / "t.xlsx"
    with session:
        fake(context).will_answer(out)
        save_template(parent, session, context)
        fake(context).will_answer(None)
        export_file(parent, session, context)
    book = openpyxl.load_workbook(out)
    assert cell_of_field(book, "gdp").startswith("0 ")
    assert len(fake(context).told) == 1


def test_an_audit_workbook_is_written_where_the_user_says(
    session: ParkSession, context: Context, parent: QWidget, tmp_path: Path
) -> None:
    out = tmp_path / "audit.xlsx"
    with session:
        fake(context).will_answer(out)
        export_audit(parent, session, context)
        fake(context).will_answer(None)
        export_audit(parent, session, context)
    book = openpyxl.load_workbook(out, data_only=True)
    marked = [item for item in book.worksheets if item["A1"].value == "#greenpark audit"]
    assert len(marked) == 8
    assert len(fake(context).told) == 1


def test_a_ledger_whose_headings_say_nothing_is_named_by_the_user(
    session: ParkSession, context: Context, parent: QWidget, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for line in (["单位", "信用代码"], ["甲厂", "91320594MA1TEXT06F"]):
        sheet(book, "Sheet").append(line)
    file = tmp_path / "台账.xlsx"
    book.save(file)

    def act(dialog: ImportDialog) -> None:
        assert dialog.plan is not None
        assert [item.rule for item in dialog.plan.defects] == ["no-sheet"]
        table = dialog.findChild(QComboBox, "import.table")
        assert table is not None
        assert table.isVisible()
        dialog.choose_table("enterprises")
        assert [row[1] for row in _rows(dialog, "columns")] == ["单位", "信用代码"]
        dialog.assign("单位", "enterprises", "enterprise_name")
        dialog.assign("信用代码", "enterprises", "uscc")
        _button(dialog, "take").click()

    with session:
        _import(parent, session, context, file, act)
        (row,) = session.answers.rows("enterprises").values()
        assert (row["enterprise_name"], row["uscc"]) == ("甲厂", "91320594MA1TEXT06F")


def test_a_ledger_without_a_year_goes_into_the_year_that_is_shown(
    session: ParkSession, context: Context, parent: QWidget, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for line in (["企业名称", "统一社会信用代码"], ["甲厂", "91320594MA1TEXT06F"]):
        sheet(book, "Sheet").append(line)
    file = tmp_path / "台账.xlsx"
    book.save(file)
    with session:
        first = session.year
        session.add_year(first + 1)
        session.choose_year(first)
        _import(parent, session, context, file, lambda dialog: _button(dialog, "take").click())
        assert session.year == first
        (row,) = session.answers.rows("enterprises").values()
        assert row["year"] == first


def test_an_import_that_is_cancelled_changes_nothing(
    session: ParkSession, context: Context, parent: QWidget, workbook: Path
) -> None:
    _spoil(workbook, "gdp", 712.5)
    cancelled: list[Job[object]] = []

    def cancel(job: Job[object]) -> None:
        cancelled.append(job)
        job.cancel()

    def act(dialog: ImportDialog) -> None:
        context.jobs.progressed.connect(cancel)
        _button(dialog, "take").click()
        assert dialog.result() == QDialog.DialogCode.Rejected
        assert dialog.prepared is None

    with session:
        _import(parent, session, context, workbook, act)
        assert cancelled
        assert str(session.answers.value("gdp")) == "700"


def test_an_import_of_answers_that_changed_meanwhile_is_refused_in_words(
    session: ParkSession, context: Context, parent: QWidget, workbook: Path
) -> None:
    _spoil(workbook, "gdp", 712.5)

    def act(dialog: ImportDialog) -> None:
        _button(dialog, "take").click()
        session.set_field("gdp", "650")

    with session:
        _import(parent, session, context, workbook, act)
        assert str(session.answers.value("gdp")) == "650"
        assert len(fake(context).told) == 2, "the export, and the refusal"
