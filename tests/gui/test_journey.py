"""A park file from the start page to the submission, through the real window and by keyboard."""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.exchange.import_dialog import ImportDialog
from gui.fill.evidence_dialog import EvidenceDialog
from gui.fill.park_workspace import ParkWorkspace
from gui.main_window import MainWindow
from gui.submit.submit_assistant import SubmitAssistant
from questionnaire.answers import AnswerSet, State
from services.parks import fill_park
from support.command import CommandLine, example, write_json
from support.sessions import YEAR
from support.typing_text import type_text
from support.window import fake

INPUTS: Mapping[str, Any] = example()["inputs"]
SELF_MARKS = next(item for item in example()["variants"] if item["name"] == "self marks only")
TYPED: Mapping[int, tuple[str, ...]] = {
    0: ("gdp", "industrial_output", "industrial_value_added"),
    1: ("industrial_land", "industrial_freshwater"),
    2: ("top3_industry_output", "strategic_emerging_output"),
    4: ("rd_expenditure",),
}
"""By page, what is typed; the rest comes from a document."""
NO_DATA = "disclosing_firms"
REASON: str = INPUTS["status"][NO_DATA]["reason"]

FIRMS = 400
SMALL_FIRM: Mapping[str, object] = {
    "year": YEAR, "industry": "35", "above_scale": "no", "in_boundary": "yes", "output": 10,
    "energy_tce": 0, "electricity": 0, "report_status": "none", "dynamic_control": "no",
    "ets_unit": "no", "cp_audit": "none", "green_label": "none", "efficiency_level": "na",
    "discloses": "no",
}  # fmt: skip
"""Cells that every imported firm has."""

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def greenpark(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(capsys)


@pytest.fixture
def window(context: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(context)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()


def _part(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def _workspace(window: MainWindow) -> ParkWorkspace:
    assert isinstance(window.workspace, ParkWorkspace)
    return window.workspace


def _keys(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a shortcut wherever the focus is; a closed dialog leaves no window active here."""
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def _control(window: MainWindow, key: Qt.Key) -> None:
    _keys(window, key, Qt.KeyboardModifier.ControlModifier)


def _fill_dialog(code: str, name: str, target: Path, context: Context) -> Callable[[QDialog], None]:
    def fill(dialog: QDialog) -> None:
        QTest.keyClicks(_part(dialog, QLineEdit, "new_park.park_code"), code)
        type_text(_part(dialog, QLineEdit, "new_park.park_name"), name)
        _part(dialog, QSpinBox, "new_park.assessment_year").setValue(YEAR)
        fake(context).will_answer(target)
        dialog.accept()

    return fill


def _type(window: MainWindow, code: str, text: str) -> None:
    """Type into a field of the shown page and leave it by Tab."""
    editor = _part(_workspace(window).page, QLineEdit, f"field.{code}")
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def _type_pages(window: MainWindow) -> None:
    workspace = _workspace(window)
    for page, codes in TYPED.items():
        while workspace.page.model.number < page:
            _control(window, Qt.Key.Key_PageDown)
        assert workspace.page.model.number == page
        for code in codes:
            _type(window, code, INPUTS["fields"][code])
            assert workspace.session.answers.value(code) == Decimal(INPUTS["fields"][code])


def _say_no_data(window: MainWindow, code: str, reason: str) -> None:
    workspace = _workspace(window)
    workspace.go_to(code)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    _keys(window, Qt.Key.Key_D, modifiers)
    row = workspace.page.row(code)
    assert row is not None
    type_text(row.reason_line(), reason)
    QTest.keyClick(row.reason_line(), Qt.Key.Key_Return)


def _wait_saved(window: MainWindow, qtbot: QtBot) -> None:
    saved = _part(window, QLabel, "status.saved")
    qtbot.waitUntil(lambda: saved.text().startswith("✓ 已保存"))
    assert not _workspace(window).has_unsaved()


def _close_file(window: MainWindow, qtbot: QtBot) -> None:
    _control(window, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: window.current_page() == "start")


def _reopen(window: MainWindow) -> ParkWorkspace:
    """Open the newest recent file by Enter."""
    QTest.keyClick(window.start_view.recent_list, Qt.Key.Key_Return)
    return _workspace(window)


def _document() -> dict[str, Any]:
    """The worked example as a park fills it in: without the assessors' marks."""
    document = deepcopy(dict(INPUTS))
    document["marks"] = {
        code: {"self": levels["self"]} for code, levels in document["marks"].items()
    }
    return document


def _rest() -> dict[str, Any]:
    """What was not typed, and nothing confirmed."""
    document = _document()
    typed = {code for codes in TYPED.values() for code in codes}
    document["fields"] = {
        code: value for code, value in document["fields"].items() if code not in typed
    }
    document["status"] = {
        code: item for code, item in document["status"].items() if code != NO_DATA
    }
    del document["confirmations"]
    return document


def _add_evidence(window: MainWindow, context: Context, document: Path) -> None:
    def describe(dialog: QDialog) -> None:
        assert isinstance(dialog, EvidenceDialog)
        type_text(dialog.issuer, "合成统计局")
        QTest.keyClicks(dialog.date, "2026-03-01")
        dialog.kind.setCurrentIndex(1)
        dialog.accept()

    def add(dialog: QDialog) -> None:
        _part(dialog, QPushButton, "evidence.add").click()
        dialog.reject()

    fake(context).will_answer(add, (document,), describe)
    _workspace(window).go_to("gdp")
    _control(window, Qt.Key.Key_E)


def _submit(target: Path, context: Context) -> Callable[[QDialog], None]:
    """Explain every soft problem, declare, choose the file, write it."""

    def walk(dialog: QDialog) -> None:
        assert isinstance(dialog, SubmitAssistant)
        following = _part(dialog, QPushButton, "submit.next")
        reason = _part(dialog, QLineEdit, "submit.reason")
        while reason.isEnabled():
            type_text(reason, "已与原始资料逐项核对")
            _part(dialog, QPushButton, "submit.confirm").click()
        following.click()
        _part(dialog, QCheckBox, "submit.declared").setChecked(True)
        following.click()
        fake(context).will_answer(target)
        _part(dialog, QPushButton, "submit.choose").click()
        following.click()
        assert dialog.submitted is not None, [x.text() for x in dialog.findChildren(QLabel)]
        following.click()

    return walk


def _pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return str(text)


def _shown_total(window: MainWindow) -> str:
    return _part(_workspace(window).live, QLabel, "live.total").text()


def _begin(window: MainWindow, context: Context, park: Path, qtbot: QtBot) -> None:
    """Make the file, type, give a state and its reason, take both back and put them there again."""
    fields = INPUTS["fields"]
    answer = _fill_dialog(fields["park_code"], fields["park_name"], park, context)
    fake(context).will_answer(answer)
    QTest.keyClick(window.start_view.button("new_park"), Qt.Key.Key_Space)
    session = _workspace(window).session
    _type_pages(window)
    _say_no_data(window, NO_DATA, REASON)
    assert session.answers.answers[NO_DATA].reason == REASON
    _control(window, Qt.Key.Key_Z)
    assert session.answers.state(NO_DATA) is None
    _control(window, Qt.Key.Key_Z)
    assert session.answers.state("rd_expenditure") is None
    assert _workspace(window).page.model.number == 4, "the page of what was taken back"
    _control(window, Qt.Key.Key_Y)
    _control(window, Qt.Key.Key_Y)
    assert session.answers.state(NO_DATA) is State.NO_DATA
    _wait_saved(window, qtbot)
    _close_file(window, qtbot)


def _complete(window: MainWindow, context: Context, park: Path, qtbot: QtBot) -> AnswerSet:
    """Fill in the rest by a document and add evidence in the window; gives all answers."""
    fill_park(context.product, context.environment, park, _rest())
    session = _reopen(window).session
    for typed in (code for codes in TYPED.values() for code in codes):
        assert session.answers.value(typed) == Decimal(INPUTS["fields"][typed]), typed
    assert session.answers.answers[NO_DATA].reason == REASON
    proof = park.with_name("统计年报.pdf")
    proof.write_bytes(b"%PDF-1.4 made up")
    _add_evidence(window, context, proof)
    assert len(session.answers.rows("evidence")) == len(INPUTS["tables"]["evidence"]) + 1
    _wait_saved(window, qtbot)
    answers = session.answers
    _close_file(window, qtbot)
    return answers


_CODE_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _credit_code(number: int) -> str:
    """A unified social credit code with the check digit of GB 32100-2015, 5.2.4."""
    body = f"91320000TEX{number:06}"
    total = sum(_CODE_DIGITS.index(sign) * pow(3, at, 31) for at, sign in enumerate(body))
    return body + _CODE_DIGITS[(31 - total % 31) % 31]


def _ledger(path: Path, context: Context, firms: int) -> Path:
    """A workbook of small firms as a bureau sends it: plain headings, one firm a row."""
    columns = context.product.catalogue.tables["enterprises"].columns
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "重点企业台账"
    sheet.append([columns[code].label.zh for code in (*SMALL_FIRM, "enterprise_name", "uscc")])
    for number in range(firms):
        firm = (f"合成小微企业{number:03}", _credit_code(number))
        sheet.append([*SMALL_FIRM.values(), *firm])
    book.save(path)
    return path


def _import(window: MainWindow, context: Context, ledger: Path) -> None:
    """Import it through the dialog: nothing refused, taken as one step."""

    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        button = _part(dialog, QPushButton, "import.take")
        assert button.isEnabled(), [x.text() for x in dialog.findChildren(QLabel)]
        button.click()

    fake(context).will_answer((ledger,), take)
    _control(window, Qt.Key.Key_I)


@pytest.mark.slow
def test_from_a_new_file_to_its_submission(
    window: MainWindow, context: Context, greenpark: CommandLine, qtbot: QtBot, tmp_path: Path
) -> None:
    park, sent, other = (tmp_path / f"{name}.parkdb" for name in ("park", "sent", "other"))
    _begin(window, context, park, qtbot)
    answers = _complete(window, context, park, qtbot)
    session = _reopen(window).session
    assert session.answers == answers
    ledger = _ledger(tmp_path / "台账.xlsx", context, FIRMS)
    _import(window, context, ledger)
    assert len(session.answers.rows("enterprises")) == len(INPUTS["tables"]["enterprises"]) + FIRMS
    _control(window, Qt.Key.Key_Z)
    assert session.answers == answers
    _control(window, Qt.Key.Key_Y)
    fake(context).will_answer(_submit(sent, context))
    _control(window, Qt.Key.Key_Return)
    _wait_saved(window, qtbot)
    shown = _shown_total(window)
    _close_file(window, qtbot)

    code, name = (INPUTS["fields"][field] for field in ("park_code", "park_name"))
    greenpark.done("new", other, "--code", code, "--name", name, "--year", str(YEAR))
    greenpark.done("fill", other, write_json(tmp_path / "answers.json", _document()))
    greenpark.done("import", other, ledger)
    by_command, by_window, submitted = (
        greenpark.done("score", path) for path in (other, park, sent)
    )
    assert submitted["total"] == by_command["total"] == SELF_MARKS["expected"]["total"]
    assert submitted["indicators"] == by_command["indicators"]
    assert by_window["total_printed"] == shown
    greenpark.done("report", park, "--out", tmp_path / "cards")
    (card,) = (tmp_path / "cards").glob("*.pdf")
    assert re.search(rf"总分\s*{re.escape(shown)}(?![\d.])", _pdf_text(card))
