"""Shows an evidence file: a PDF page by page, or an image, as wide as there is room.

Source: interface.md (evidence preview: PDF, images).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.widgets.labels import label
from gui.widgets.pdf_pages import PdfPages
from questionnaire.messages import Text, msg
from services.media_types import media_type

_MARGIN_PX = 24


class EvidencePreview(QWidget):
    """One page at a time, with the way to the others."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pdf: PdfPages | None = None
        self._image = QImage()
        self._page = 0
        self._sheet = QLabel()
        self._sheet.setObjectName("evidence.page")
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._sheet.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._sheet)
        self._where = label("", "note")
        self._before = self._button("chevron-left", msg("Page before"), -1)
        self._after = self._button("chevron-right", msg("Page after"), 1)
        turn = QHBoxLayout()
        turn.addStretch(1)
        for part in (self._before, self._where, self._after):
            turn.addWidget(part)
        turn.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addLayout(turn)
        self.clear(msg("No file is attached."))

    @property
    def pages(self) -> int:
        """How many pages the file has; 0 when it cannot be shown."""
        return len(self._pdf) if self._pdf is not None else int(not self._image.isNull())

    def show_file(self, content: bytes) -> None:
        """Show the first page of a file, or say why it cannot be shown."""
        self.close_file()
        kind = media_type(content)
        if kind == "application/pdf":
            try:
                self._pdf = PdfPages(content)
            except ValueError:
                self.clear(msg("The PDF cannot be shown; it is damaged or has a password."))
                return
        elif kind.startswith("image/"):
            self._image = QImage.fromData(content)
            if self._image.isNull():
                self.clear(msg("The image cannot be shown; it is damaged or too large."))
                return
        else:
            self.clear(msg("There is no preview of this kind of file; save a copy to open it."))
            return
        self._page = 0
        self._draw()

    def clear(self, text: Text) -> None:
        """Show a sentence instead of a file."""
        self.close_file()
        self._sheet.clear()
        self._sheet.setText(self._context.texts.tr(text))
        self._show_turn()

    def turn(self, step: int) -> None:
        """Go some pages on; stays at the first and the last."""
        wanted = min(max(self._page + step, 0), self.pages - 1)
        if wanted != self._page and self.pages:
            self._page = wanted
            self._draw()

    def close_file(self) -> None:
        """Give the memory of the file back."""
        if self._pdf is not None:
            self._pdf.close()
        self._pdf, self._image, self._page = None, QImage(), 0

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        width = max(self._area.width() - self._context.theme.px(_MARGIN_PX), 1)
        pixels = round(width * ratio)
        if self._pdf is not None:
            image = self._pdf.image(self._page, pixels)
        else:
            own = min(round(self._image.width() * ratio), pixels)
            image = self._image.scaledToWidth(own, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(QPixmap.fromImage(image))
        self._area.verticalScrollBar().setValue(0)
        self._show_turn()

    def _show_turn(self) -> None:
        several = self.pages > 1
        text = msg("Page {n} of {count}", n=self._page + 1, count=self.pages)
        self._where.setText(self._context.texts.tr(text) if several else "")
        self._sheet.setAccessibleName(self._context.texts.tr(text) if self.pages else "")
        self._before.setVisible(several)
        self._after.setVisible(several)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page < self.pages - 1)

    def _button(self, icon: str, text: Text, step: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"evidence.turn{step:+}")
        button.setIcon(self._context.theme.icon(icon))
        button.setToolTip(self._context.texts.tr(text))
        button.setAccessibleName(self._context.texts.tr(text))
        button.clicked.connect(lambda: self.turn(step))
        return button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pages:
            self._draw()
