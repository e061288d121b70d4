"""Shows a PDF of a session, page by page, and saves or prints just these bytes.

Pages are rendered by pypdfium2 from the PDF itself, so the screen shows what the file holds
(architecture.md, Qt).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.dialogs import Choice, FileFilter
from gui.style import set_role
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from gui.widgets.pdf_pages import PdfPages, PdfSheet
from questionnaire.messages import LocalText, Text, msg
from services.cards import DrawnCard, draft_card
from services.failures import system_failure
from services.files import write_whole
from services.park_sessions import ParkSession
from services.printed_forms import DrawnForm, draw_form
from services.subjects import Subject

_WIDTH_PX, _HEIGHT_PX, _PAGE_PX = 860, 900, 780
_PRINT_WIDTH_PX = 1654
"""An A4 sheet at 200 dots an inch."""
_CARD, _FORM = msg("Scorecard"), msg("Form")
_PDF_FILES = FileFilter(LocalText("PDF 文件", "PDF files"), ("*.pdf",))


def card_of(session: ParkSession, context: Context) -> Callable[[], DrawnCard]:
    """What draws the draft card as the answers are now; may be called on the thread of a job.

    It raises `GreenparkError` when they cannot be evaluated, e.g. the edition is not installed.
    """
    history, year, language = session.history, session.year, context.language

    def draw() -> DrawnCard:
        marked = session.work_on_file(lambda park: "demonstration" in park.meta())
        subject = Subject("park", history, year, demonstration=marked)
        return draft_card(context.product, context.environment, subject, language)

    return draw


def _form_of(session: ParkSession, context: Context, what: str) -> Callable[[], DrawnForm]:
    """What draws the form of the shown year, as `greenpark form` writes it, once all is saved."""
    year, language = session.year, context.language

    def draw() -> DrawnForm:
        session.work_on_file(lambda park: park.years())
        return draw_form(
            context.product,
            context.environment,
            str(session.path),
            year=year,
            blank=what == "blank",
            statement_only=what == "statement",
            language=language,
        )

    return draw


class Document(Protocol):
    """What is shown: a PDF, and a file name for it."""

    @property
    def pdf(self) -> bytes:
        """The bytes."""

    @property
    def name(self) -> str:
        """The file name."""


class PreviewDialog(QDialog):
    """The pages of a PDF below each other.

    Args:
        document: what is shown.
        context: words, theme, dialogs.
        parent: the window it belongs to.
        title: what it is.
    """

    def __init__(
        self,
        document: Document,
        context: Context,
        parent: QWidget | None = None,
        title: Text = _CARD,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._context = context
        self._title = title
        px = context.theme.px
        self.setObjectName("preview")
        self.setWindowTitle(self._tr(title))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._error = label("", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.addWidget(self._pages(), 1)
        column.addWidget(self._error)
        column.addLayout(self._buttons())

    def _pages(self) -> QScrollArea:
        sheets = QWidget()
        set_role(sheets, "ground", "window")
        column = QVBoxLayout(sheets)
        column.setSpacing(self._context.theme.px(12))
        pages = PdfPages(self._document.pdf)
        sheets.destroyed.connect(pages.close)
        for number in range(len(pages)):
            sheet = PdfSheet(pages, number, self._context.theme.px(_PAGE_PX))
            sheet.setObjectName(f"preview.page{number + 1}")
            text = msg("Page {n} of {count}", n=number + 1, count=len(pages))
            sheet.setAccessibleName(self._tr(text))
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        area = QScrollArea()
        area.setObjectName("preview.pages")
        area.setAccessibleName(self._tr(self._title))
        area.setWidgetResizable(True)
        area.setWidget(sheets)
        return area

    def _buttons(self) -> QHBoxLayout:
        save = QPushButton(self._tr(msg("Save as PDF…")))
        save.setObjectName("preview.save")
        set_role(save, "role", "primary")
        save.clicked.connect(self._save)
        print_ = QPushButton(self._tr(msg("Print…")))
        print_.setObjectName("preview.print")
        print_.clicked.connect(self._print)
        close = QPushButton(self._tr(msg("Close")))
        close.setObjectName("preview.close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(print_)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(save)
        return row

    def _save(self) -> None:
        title = msg("Save as PDF")
        path = self._context.dialogs.save_file(self, title, self._document.name, [_PDF_FILES])
        if path is None:
            return
        try:
            write_whole(path, self._document.pdf)
        except OSError as error:
            self._error.setText(self._tr(system_failure(error).message))
            return
        self._error.setText("")

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._document.name)
        dialog = QPrintDialog(printer, self)
        if self._context.dialogs.run(dialog):
            print_pages(self._document.pdf, printer)
        dialog.deleteLater()

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)


def show_card(session: ParkSession, context: Context, parent: QWidget) -> None:
    """Draw the card of the shown year as a job and show it, or say why there is none."""
    _show_drawn(card_of(session, context), context, parent, _CARD)


def show_form(session: ParkSession, context: Context, parent: QWidget) -> None:
    """Ask which form, draw it as a job and show it, or say why there is none."""
    answer = context.dialogs.ask(
        parent,
        msg("Which form is to be printed?"),
        msg("A filled form says whether it is a draft or what was submitted."),
        [
            Choice("filled", msg("Filled in"), is_default=True),
            Choice("statement", msg("Statement page")),
            Choice("blank", msg("Blank")),
        ],
    )
    if answer is None:
        return
    _show_drawn(_form_of(session, context, answer), context, parent, _FORM)


def _show_drawn(
    draw: Callable[[], Document], context: Context, parent: QWidget, title: Text
) -> None:
    def show(document: Document) -> None:
        dialog = PreviewDialog(document, context, parent, title)
        context.dialogs.run(dialog)
        dialog.deleteLater()

    context.jobs.run(lambda _progress: draw(), title).on_success(show).only_for(parent).start()


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Draw each page of a PDF on a sheet of its own."""
    painter = QPainter(printer)
    try:
        with closing(PdfPages(pdf)) as pages:
            for number in range(len(pages)):
                if number:
                    printer.newPage()
                image = pages.image(number, _PRINT_WIDTH_PX)
                sheet = printer.pageLayout().paintRectPixels(printer.resolution())
                size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
                painter.drawImage(QRect(sheet.topLeft() * 0, size), image)
    finally:
        painter.end()
