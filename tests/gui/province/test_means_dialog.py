"""The industry means of a store in the window: given, refused with every defect, removed."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.province.means_dialog import MeansDialog
from gui.province.store_workspace import StoreWorkspace
from services.means_desk import MeansDesk
from support.command import example
from support.window import fake, tab_order

GOOD = "industry,value,unit,year,source\n26,3.1,,2024,省统计年鉴\n39,0.62,,2024,省统计年鉴\n"
BAD = "industry,value,unit,year,source\nXX,3.1,,,\n26,-1,,,\n39,0.62,kg,,\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "均值2024.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def dialog(context: Context, store: Path, qtbot: QtBot) -> MeansDialog:
    """The dialog of a store that keeps none."""
    desk = MeansDesk(str(store), context.environment, context.product.catalogue)
    made = MeansDialog(desk, context)
    qtbot.addWidget(made)
    made.show()
    return made


def _press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, f"means.{name}")
    assert button is not None
    assert button.isEnabled(), name
    button.click()


def _text(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, f"means.{name}")
    assert found is not None
    return found.text()


def _cells(dialog: QWidget) -> list[list[str]]:
    table = dialog.findChild(QTableView, "means.table")
    assert table is not None
    model, root = table.model(), QModelIndex()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount(root))]
        for row in range(model.rowCount(root))
    ]


def _give(dialog: MeansDialog, context: Context, path: Path) -> None:
    fake(context).will_answer(path)
    _press(dialog, "choose")


def test_a_given_file_is_shown_with_its_sources(
    dialog: MeansDialog, context: Context, good: Path
) -> None:
    _give(dialog, context, good)
    assert dialog.changed
    assert "均值2024.csv" in _text(dialog, "title")
    assert "2" in _text(dialog, "title")
    assert "2026-04-01" in _text(dialog, "note"), "the day it was given"
    rows = _cells(dialog)
    assert [row[0].split()[0] for row in rows] == ["26", "39"]
    assert rows[0][1:] == ["3.1", "tCO₂/万元", "2024", "省统计年鉴"]


def test_every_defect_of_a_file_is_named_and_what_was_kept_stays(
    dialog: MeansDialog, context: Context, good: Path, tmp_path: Path
) -> None:
    _give(dialog, context, good)
    bad = tmp_path / "bad.csv"
    bad.write_text(BAD, encoding="utf-8")
    _give(dialog, context, bad)
    error = dialog.findChild(QPlainTextEdit, "means.error")
    assert error is not None
    assert error.isVisible()
    told = error.toPlainText()
    assert [code for code in ("XX", "26", "39") if code in told] == ["XX", "26", "39"]
    assert "均值2024.csv" in _text(dialog, "title")
    _give(dialog, context, good)
    assert not error.isVisible()


def test_what_is_kept_can_be_removed(dialog: MeansDialog, context: Context, good: Path) -> None:
    _give(dialog, context, good)
    _press(dialog, "remove")
    assert _cells(dialog) == []
    remove = dialog.findChild(QPushButton, "means.remove")
    assert remove is not None
    assert not remove.isEnabled()


def test_nothing_is_changed_when_no_file_was_chosen(dialog: MeansDialog, context: Context) -> None:
    fake(context).will_answer(None)
    _press(dialog, "choose")
    assert not dialog.changed


def test_read_only_lets_nothing_be_changed(context: Context, store: Path, qtbot: QtBot) -> None:
    desk = MeansDesk(str(store), context.environment, context.product.catalogue)
    made = MeansDialog(desk, context, read_only=True)
    qtbot.addWidget(made)
    buttons = {part.objectName(): part.isEnabled() for part in made.findChildren(QPushButton)}
    assert buttons == {"means.choose": False, "means.remove": False, "means.close": True}


def test_tab_order_and_names(dialog: MeansDialog, context: Context, good: Path) -> None:
    _give(dialog, context, good)
    parts = tab_order(dialog)
    names = [part.objectName() for part in parts]
    assert names == ["means.table", "means.remove", "means.close", "means.choose"]
    assert all(isinstance(part, QPushButton) or part.accessibleName() for part in parts)


def test_the_head_tells_that_codes_are_provisional_until_means_are_given(
    province: StoreWorkspace, context: Context, tmp_path: Path
) -> None:
    industries = {row["industry"] for row in example()["inputs"]["tables"]["industries"]}
    means = tmp_path / "means.json"
    means.write_text(json.dumps(dict.fromkeys(industries, "1.5")), encoding="utf-8")
    warning = province.findChild(QWidget, "store.means")
    give = province.findChild(QPushButton, "store.means.give")
    assert warning is not None
    assert give is not None
    assert warning.isVisible()

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, MeansDialog)
        _press(dialog, "choose")
        dialog.accept()

    assert _methods(province) == {"simplified"}
    fake(context).will_answer(answer, means)
    give.click()
    assert not warning.isVisible()
    assert _methods(province) == {"industry mix"}, "the codes rest on the means at once"


def _methods(province: StoreWorkspace) -> set[str]:
    found = province.shown()
    assert found is not None
    return {item.scorecard.code.method for item in found.ranked}
