"""Comparing the open file with a colleague's copy in the window.

Source: interface.md, 填报.
"""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.compare.compare_dialog import CompareDialog, compare_files
from gui.compare.compare_model import OURS, TAKE, THEIRS, WHERE, WHO
from gui.context import Context
from services.park_sessions import ParkSession
from services.parks import fill_park
from support.sessions import PRODUCT, YEAR
from support.window import fake, make_park, tab_order


@pytest.fixture
def copy(context: Context, tmp_path: Path) -> Path:
    """A copy whose GDP and output differ from the file; both were copied from one."""
    park = make_park(context, tmp_path / "park.parkdb")
    fill_park(PRODUCT, context.environment, park, {"fields": {"gdp": "700"}})
    made = tmp_path / "副本.parkdb"
    shutil.copyfile(park, made)
    fill_park(PRODUCT, context.environment, park, {"fields": {"gdp": "710"}})
    fields = {"gdp": "690", "industrial_output": "1530"}
    fill_park(PRODUCT, context.environment, made, {"fields": fields})
    return made


@pytest.fixture
def session(context: Context, copy: Path, tmp_path: Path) -> ParkSession:
    """The open file."""
    assert copy.is_file()
    return ParkSession.open(PRODUCT, context.environment, tmp_path / "park.parkdb")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window that asks."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _cells(dialog: CompareDialog) -> list[tuple[str, ...]]:
    model = dialog.model
    return [
        tuple(str(model.index(row, column).data()) for column in (WHERE, OURS, THEIRS, WHO))
        for row in range(model.rowCount(QModelIndex()))
    ]


def _button(dialog: QDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, f"compare.{name}")
    assert found is not None
    return found


def _compare(
    window: QWidget,
    session: ParkSession,
    context: Context,
    copy: Path,
    act: Callable[[CompareDialog], None],
) -> None:
    """Compare, with `act` in place of the user before the open dialog."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, CompareDialog)
        act(dialog)

    fake(context).will_answer((copy,), answer)
    compare_files(window, session, context)
    fake(context).assert_done()


def test_what_only_the_copy_changed_is_ticked_and_taken(
    window: QWidget, session: ParkSession, context: Context, copy: Path
) -> None:
    def act(dialog: CompareDialog) -> None:
        QAbstractItemModelTester(dialog.model)
        assert sorted(_cells(dialog)) == [
            ("地区生产总值（GDP）", "710", "690", "双方"),
            ("规上工业总产值", "–", "1,530", "仅对方"),
        ]
        assert dialog.model.taken == {"answers.industrial_output"}
        _button(dialog, "take").click()

    with session:
        _compare(window, session, context, copy, act)
        assert session.answers.value("industrial_output") == Decimal(1530)
        assert session.answers.value("gdp") == Decimal(710)


def test_ticks_are_set_by_keyboard_and_undone_together(
    window: QWidget, session: ParkSession, context: Context, copy: Path
) -> None:
    def act(dialog: CompareDialog) -> None:
        _button(dialog, "none").click()
        assert not _button(dialog, "take").isEnabled()
        dialog.table.setFocus()
        for row in range(2):
            dialog.table.setCurrentIndex(dialog.model.index(row, THEIRS))
            QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert dialog.model.taken == {"answers.gdp", "answers.industrial_output"}
        dialog.table.setCurrentIndex(dialog.model.index(0, TAKE))
        for _ in range(2):
            QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert len(dialog.model.taken) == 2
        names = [part.objectName() for part in tab_order(dialog)]
        assert names.index("compare.table") < names.index("compare.take")
        _button(dialog, "take").click()

    with session:
        _compare(window, session, context, copy, act)
        assert session.answers.value("gdp") == Decimal(690)
        assert session.undo()
        assert session.answers.value("gdp") == Decimal(710)
        assert session.answers.value("industrial_output") is None


def test_a_cancelled_comparison_changes_nothing(
    window: QWidget, session: ParkSession, context: Context, copy: Path
) -> None:
    with session:
        before = session.answers
        _compare(window, session, context, copy, lambda dialog: _button(dialog, "cancel").click())
        assert session.answers == before


def test_a_file_of_another_park_is_told(
    window: QWidget, session: ParkSession, context: Context, tmp_path: Path
) -> None:
    other = tmp_path / "other.parkdb"
    with session:
        from_other = make_park(context, other)
        fill_park(PRODUCT, context.environment, from_other, {"fields": {"park_code": "OTHER-1"}})
        fake(context).will_answer((other,))
        compare_files(window, session, context)
        assert "OTHER-1" in str(fake(context).told[-1])


def test_a_file_with_nothing_else_is_told(
    window: QWidget, session: ParkSession, context: Context, tmp_path: Path
) -> None:
    same = tmp_path / "same.parkdb"
    with session:
        shutil.copyfile(session.path, same)
        fake(context).will_answer((same,))
        compare_files(window, session, context)
        assert str(YEAR) in str(fake(context).told[-1])
