"""Evidence of a field: dropped, pasted, shown, shared, replaced and removed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from gui.context import Context
from gui.fill.evidence_list import EvidenceList
from gui.fill.evidence_preview import EvidencePreview
from gui.fill.park_workspace import ParkWorkspace
from questionnaire.canonical_json import sha256_hex
from services.evidence import EvidenceDetails
from services.field_evidence import evidence_of
from services.park_sessions import ParkSession
from support.typing_text import click, press
from support.window import fake

CODE = "gdp"
CONTROL = Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Two pages, the first blue, the second red."""
    path = tmp_path / "年报.pdf"
    canvas = Canvas(str(path), pagesize=(200, 100))
    for red, blue in ((0, 1), (1, 0)):
        canvas.setFillColorRGB(red, 0, blue)
        canvas.rect(0, 0, 200, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A green image."""
    path = tmp_path / "铭牌.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(0, 255, 0))
    assert image.save(str(path))
    return path


def details(title: str) -> EvidenceDetails:
    return EvidenceDetails((CODE,), title, "统计局", "2026-03-01", "document")


@pytest.fixture
def evidence(session: ParkSession, context: Context, qtbot: QtBot) -> Iterator[EvidenceList]:
    """The list of a field that has no evidence but what the test adds."""
    for view in evidence_of(session, CODE, "zh"):
        session.remove_evidence_row(view.row_id)
    dialog = EvidenceList(session, context, CODE)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.close()


def colour_shown(preview: EvidencePreview) -> str:
    """Colour in the middle of the page that is shown."""
    sheet = preview.findChild(QLabel, "evidence.page")
    assert sheet is not None
    image = sheet.pixmap().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def button(dialog: EvidenceList, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, f"evidence.{name}")
    assert found is not None
    return found


def test_a_pdf_is_shown_page_by_page(
    evidence: EvidenceList, session: ParkSession, pdf: Path
) -> None:
    session.add_evidence(pdf, details("年报"))
    evidence.refresh()
    assert evidence.preview.pages == 2
    assert colour_shown(evidence.preview) == "#0000ff"
    evidence.preview.turn(1)
    assert colour_shown(evidence.preview) == "#ff0000"
    evidence.preview.turn(1)
    assert colour_shown(evidence.preview) == "#ff0000", "the last page stays"


def test_an_image_is_shown(evidence: EvidenceList, session: ParkSession, picture: Path) -> None:
    session.add_evidence(picture, details("铭牌"))
    evidence.refresh()
    assert evidence.preview.pages == 1
    assert colour_shown(evidence.preview) == "#00ff00"


class OnSharpScreen(EvidencePreview):
    """As on a screen of 200 %."""

    @override
    def devicePixelRatioF(self) -> float:
        return 2.0


def test_an_image_is_as_large_on_a_sharper_screen(
    context: Context, qtbot: QtBot, picture: Path
) -> None:
    sizes = []
    for kind in (EvidencePreview, OnSharpScreen):
        preview = kind(context)
        qtbot.addWidget(preview)
        preview.resize(400, 400)
        preview.show_file(picture.read_bytes())
        sheet = preview.findChild(QLabel, "evidence.page")
        assert sheet is not None
        sizes.append(sheet.pixmap().deviceIndependentSize().toTuple())
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("content", [b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\nbroken", b"\x00\x01"])
def test_what_cannot_be_shown_says_so(
    evidence: EvidenceList, session: ParkSession, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "文件.bin"
    path.write_bytes(content)
    session.add_evidence(path, details("文件"))
    evidence.refresh()
    sheet = evidence.preview.findChild(QLabel, "evidence.page")
    assert sheet is not None
    assert evidence.preview.pages == 0
    assert len(sheet.text()) > 5


def test_a_file_is_replaced_and_what_its_row_says_stays(
    evidence: EvidenceList, session: ParkSession, context: Context, pdf: Path, picture: Path
) -> None:
    session.add_evidence(pdf, details("年报"))
    evidence.refresh()
    fake(context).will_answer((picture,))
    click(button(evidence, "replace"))
    (view,) = evidence_of(session, CODE, "zh")
    assert (view.title, view.file_name) == ("年报", "铭牌.png")
    assert view.digest == sha256_hex(picture.read_bytes())
    assert session.evidence_content(view.digest) == picture.read_bytes()
    assert colour_shown(evidence.preview) == "#00ff00"
    session.undo()
    evidence.refresh()
    assert colour_shown(evidence.preview) == "#0000ff"


def test_a_copy_is_saved(
    evidence: EvidenceList, session: ParkSession, context: Context, pdf: Path, tmp_path: Path
) -> None:
    session.add_evidence(pdf, details("年报"))
    evidence.refresh()
    copy = tmp_path / "副本.pdf"
    fake(context).will_answer(copy)
    click(button(evidence, "save"))
    assert copy.read_bytes() == pdf.read_bytes()


def test_removing_leaves_the_row_to_other_fields(
    evidence: EvidenceList, session: ParkSession, pdf: Path
) -> None:
    both = EvidenceDetails((CODE, "area_built"), "年报", "统计局", "2026-03-01", "document")
    session.add_evidence(pdf, both)
    known = len(session.answers.rows("evidence"))
    evidence.refresh()
    press(evidence.list, Qt.Key.Key_Delete)
    assert evidence_of(session, CODE, "zh") == ()
    assert len(session.answers.rows("evidence")) == known
    session.undo()
    session.remove_evidence_row(evidence_of(session, CODE, "zh")[0].row_id)
    session.add_evidence(pdf, details("年报"))
    evidence.refresh()
    click(button(evidence, "remove"))
    assert len(session.answers.rows("evidence")) == known - 1, "nothing else needs the row"


def test_the_clip_opens_the_list(workspace: ParkWorkspace, context: Context, pdf: Path) -> None:
    workspace.session.add_evidence(pdf, details("年报"))
    seen: list[str] = []
    fake(context).will_answer(lambda dialog: seen.append(dialog.objectName()))
    workspace.go_to(CODE)
    row = workspace.page.row(CODE)
    assert row is not None
    click(row.clip_button())
    assert seen == ["evidence_list"]


def give_details(dialog: Any) -> None:
    """Fill in the dialog of one file."""
    dialog.issuer.setText("统计局")
    dialog.date.setText("2026-03-01")
    dialog.kind.setCurrentIndex(1)
    dialog.accept()


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[Callable[[QMimeData], None]]:
    """Puts something into the clipboard; empty again after the test."""
    yield qapp.clipboard().setMimeData
    qapp.clipboard().clear()


def test_files_of_the_clipboard_become_evidence(
    workspace: ParkWorkspace,
    context: Context,
    pdf: Path,
    clipboard: Callable[[QMimeData], None],
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pdf))])
    clipboard(data)
    workspace.go_to(CODE)
    row = workspace.page.row(CODE)
    assert row is not None
    fake(context).will_answer(give_details)
    press(row.editor, Qt.Key.Key_V, CONTROL)
    assert "年报.pdf" in [view.file_name for view in evidence_of(workspace.session, CODE, "zh")]


def test_a_picture_of_the_clipboard_becomes_evidence(
    workspace: ParkWorkspace,
    context: Context,
    picture: Path,
    clipboard: Callable[[QMimeData], None],
) -> None:
    data = QMimeData()
    data.setImageData(QImage(str(picture)))
    clipboard(data)
    workspace.go_to(CODE)
    row = workspace.page.row(CODE)
    assert row is not None
    fake(context).will_answer(give_details)
    press(row.editor, Qt.Key.Key_V, CONTROL)
    stored = evidence_of(workspace.session, CODE, "zh")[-1]
    content = workspace.session.evidence_content(stored.digest)
    assert content is not None
    assert QImage.fromData(content).pixelColor(5, 5).name() == "#00ff00"


def test_text_of_the_clipboard_is_still_text(
    workspace: ParkWorkspace, clipboard: Callable[[QMimeData], None]
) -> None:
    data = QMimeData()
    data.setText("701.5")
    clipboard(data)
    workspace.go_to(CODE)
    row = workspace.page.row(CODE)
    assert row is not None
    row.focus_editor()
    press(row.editor, Qt.Key.Key_V, CONTROL)
    assert row.editor.text() == "701.5"  # type: ignore[union-attr]  # a number has a line


def test_a_file_that_is_there_already_is_shared_not_stored_twice(
    workspace: ParkWorkspace, context: Context, pdf: Path
) -> None:
    session = workspace.session
    session.add_evidence(pdf, details("年报"))
    known = len(session.answers.rows("evidence"))
    fake(context).will_answer("share")

    workspace.go_to("area_built")
    row = workspace.page.row("area_built")
    assert row is not None
    row.evidence_wanted.emit("area_built", (pdf,))
    assert len(session.answers.rows("evidence")) == known
    assert "年报" in [view.title for view in evidence_of(session, "area_built", "zh")]
