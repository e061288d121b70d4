"""The scorecard on the screen is the file that is written."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.preview.preview_dialog import (
    PreviewDialog,
    card_of,
    print_pages,
    show_form,
)
from gui.widgets.pdf_pages import PdfPages, PdfSheet
from services.cards import DrawnCard, write_cards
from services.park_sessions import ParkSession
from services.parks import fill_park, new_park
from services.printed_forms import write_form
from support.command import example
from support.window import fake


@pytest.fixture
def park(context: Context, tmp_path: Path) -> Path:
    """The worked example as a park file."""
    path = tmp_path / "park.parkdb"
    product, environment = context.product, context.environment
    new_park(product, environment, path, code="TEST0001", name="合成园区甲", year=2025)
    fill_park(product, environment, path, example()["inputs"])
    return path


@pytest.fixture
def card(context: Context, park: Path) -> Iterator[DrawnCard]:
    """The draft card of the open file."""
    session = ParkSession.open(context.product, context.environment, park)
    yield card_of(session, context)()
    session.close()


@pytest.fixture
def preview(card: DrawnCard, context: Context, qtbot: QtBot) -> PreviewDialog:
    """The dialog with its pages."""
    made = PreviewDialog(card, context)
    qtbot.addWidget(made)
    return made


def test_shows_every_page(preview: PreviewDialog, card: DrawnCard) -> None:
    """Each sheet, when it comes into sight, shows the page that an independent render gives."""
    pages = pypdfium2.PdfDocument(card.pdf)
    sheets = preview.findChildren(PdfSheet)
    assert len(sheets) == len(pages)
    assert all(str(len(pages)) in item.accessibleName() for item in sheets)
    for sheet, page in zip(sheets, pages, strict=True):
        shown = sheet.grab().toImage()
        bitmap = page.render(scale=shown.width() / page.get_width())
        middle = shown.pixelColor(shown.width() // 2, shown.height() // 2)
        expected = bitmap.to_numpy()[shown.height() // 2, shown.width() // 2]
        assert (middle.blue(), middle.green(), middle.red()) == tuple(expected)


def test_the_saved_file_is_the_card_that_the_command_writes(
    preview: PreviewDialog, context: Context, tmp_path: Path, park: Path
) -> None:
    target = tmp_path / "card.pdf"
    fake(context).will_answer(target)
    save = preview.findChild(QPushButton, "preview.save")
    assert save is not None
    save.click()
    folder = tmp_path / "by-command"
    (written,) = write_cards(context.product, context.environment, str(park), folder)
    assert target.read_bytes() == written.file.read_bytes()


def test_a_place_that_cannot_be_written_is_told(
    preview: PreviewDialog, context: Context, tmp_path: Path
) -> None:
    fake(context).will_answer(tmp_path / "nowhere" / "card.pdf")
    save = preview.findChild(QPushButton, "preview.save")
    assert save is not None
    save.click()
    assert any("card.pdf" in item.text() for item in preview.findChildren(QLabel))


def test_pages_keep_their_shape(card: DrawnCard) -> None:
    pages = PdfPages(card.pdf)
    for number in range(len(pages)):
        image = pages.image(number, 420)
        assert (image.width(), image.height()) == (420, pages.height_at(number, 420))
        assert image.height() / image.width() == pytest.approx(297 / 210, abs=0.01)
    pages.close()


def test_prints_as_many_sheets_as_pages(card: DrawnCard, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    print_pages(card.pdf, printer)
    pages = len(pypdfium2.PdfDocument(card.pdf))
    assert len(pypdfium2.PdfDocument(target.read_bytes())) == pages


@pytest.mark.parametrize("kind", ["filled", "blank"])
def test_the_printed_form_is_the_one_that_the_command_writes(
    context: Context, park: Path, tmp_path: Path, kind: str
) -> None:
    """An edit that has just been made is on it."""
    target = tmp_path / "form.pdf"

    def save(dialog: QDialog) -> None:
        button = dialog.findChild(QPushButton, "preview.save")
        assert button is not None
        button.click()
        button = dialog.findChild(QPushButton, "preview.close")
        assert button is not None
        button.click()

    with ParkSession.open(context.product, context.environment, park) as session:
        session.set_field("gdp", "684.5")
        fake(context).will_answer(kind, save, target)
        show_form(session, context, QWidget())
        fake(context).assert_done()
    pages = pypdfium2.PdfDocument(target.read_bytes())
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert ("684.5" in text) == (kind == "filled")
    by_command = tmp_path / "command.pdf"
    write_form(context.product, context.environment, by_command, str(park), blank=kind == "blank")
    assert target.read_bytes() == by_command.read_bytes()
