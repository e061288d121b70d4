"""二次录入核对 in the window: blind, compared by value, every difference decided.

Source: interface.md, 填报.
"""

from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.park_file import ParkFile
from gui.context import Context
from gui.second_keying.keying_dialog import KeyingDialog
from services.park_sessions import ParkSession
from services.parks import fill_park
from services.second_keying import keying_records
from support.sessions import PRODUCT
from support.typing_text import type_text
from support.window import make_park, tab_order

FIRST = {"gdp": "680", "industrial_output": "1520"}


Part = TypeVar("Part", bound=QWidget)


@pytest.fixture
def path(context: Context, tmp_path: Path) -> Path:
    """A park with two numbers on page 0 or 2."""
    made = make_park(context, tmp_path / "park.parkdb")
    fields = {code: FIRST[code] for code in ("gdp", "industrial_output")}
    fill_park(PRODUCT, context.environment, made, {"fields": fields})
    return made


def _page(code: str) -> int:
    return PRODUCT.catalogue.fields[code].page


def _part(dialog: QWidget, kind: type[Part], name: str) -> Part:
    (found,) = (part for part in dialog.findChildren(kind) if part.objectName() == f"keying.{name}")
    return found


def _press(dialog: QWidget, name: str) -> None:
    button = _part(dialog, QPushButton, name)
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _shown(dialog: QWidget) -> str:
    return " ".join(found.text() for found in dialog.findChildren(QLabel) if found.isVisible())


@pytest.fixture
def dialog(path: Path, context: Context, qtbot: QtBot) -> KeyingDialog:
    """The dialog before its second step, for the pages of GDP and output."""
    session = ParkSession.open(PRODUCT, context.environment, path)
    made = KeyingDialog(session, _page("gdp"), context)
    made.finished.connect(session.close)
    qtbot.addWidget(made)
    made.show()
    return made


def _key(dialog: KeyingDialog, **typed: str) -> None:
    box = _part(dialog, QCheckBox, f"page.{_page('industrial_output')}")
    box.setChecked(True)
    type_text(_part(dialog, QLineEdit, "by"), "王工")
    _press(dialog, "next")
    for code, text in typed.items():
        type_text(_part(dialog, QLineEdit, f"field.{code}"), text)
    _press(dialog, "next")


def test_nothing_of_the_first_keying_is_shown_while_keying(dialog: KeyingDialog) -> None:
    assert not _part(dialog, QPushButton, "next").isEnabled()
    type_text(_part(dialog, QLineEdit, "by"), "王工")
    _press(dialog, "next")
    editor = _part(dialog, QLineEdit, "field.gdp")
    assert editor.text() == ""
    assert "680" not in _shown(dialog)
    assert "亿元" in _shown(dialog)
    order = [part.objectName() for part in tab_order(dialog)]
    assert order.index("keying.field.gdp") < order.index("keying.back")
    dialog.reject()


def test_differences_are_decided_taken_and_noted(dialog: KeyingDialog, path: Path) -> None:
    _key(dialog, gdp="690", industrial_output="1,520.0")
    assert "1 项一致" in _shown(dialog)
    assert not _part(dialog, QPushButton, "next").isEnabled()
    chooser = _part(dialog, QComboBox, "decision.gdp")
    chooser.setFocus()
    for _ in range(2):
        QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert chooser.currentText().endswith("690")
    _press(dialog, "next")
    with ParkFile.open(path, PRODUCT.catalogue, read_only=True) as park:
        (record,) = keying_records(park)
        assert park.history()[2025].value("gdp") == Decimal(690)
    assert (record.by, record.agreed) == ("王工", ("industrial_output",))
    assert record.corrected == ("gdp",)


def test_a_text_that_cannot_be_read_can_only_keep_the_first(dialog: KeyingDialog) -> None:
    _key(dialog, gdp="六百八")
    chooser = _part(dialog, QComboBox, "decision.gdp")
    assert chooser.count() == 2
    _press(dialog, "back")
    editor = _part(dialog, QLineEdit, "field.gdp")
    assert editor.text() == "六百八"
    dialog.reject()
