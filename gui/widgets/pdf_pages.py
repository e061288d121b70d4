"""Pages of a PDF as images, each made when it is asked for.

Source: architecture.md, Qt (pypdfium2 renders PDF on the screen).
"""

from __future__ import annotations

import math

import pypdfium2
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class PdfPages:
    """An open PDF.

    Args:
        content: the bytes of the file.

    Raises:
        ValueError: it cannot be read, or needs a password.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from error

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def height_at(self, number: int, width_px: int) -> int:
        """Height of a page at a width, in the same pixels, rounded up."""
        page = self._document[number]
        width, height = page.get_size()
        return math.ceil(width_px * float(height) / float(width))

    def image(self, number: int, width_px: int) -> QImage:
        """A page, the first is 0, at a width in device pixels."""
        page = self._document[number]
        bitmap = page.render(scale=width_px / page.get_width(), prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        )
        return image.copy()  # the bytes of the bitmap do not outlive this function

    def close(self) -> None:
        """Give the memory back."""
        self._document.close()


class PdfSheet(QWidget):
    """One page, drawn when it is seen first: a form of a thousand pages opens at once.

    Args:
        pages: the open PDF.
        number: of the page, the first is 0.
        width_px: of the widget.
    """

    def __init__(self, pages: PdfPages, number: int, width_px: int) -> None:
        super().__init__()
        self._pages = pages
        self._number = number
        self._image = QImage()
        self.setFixedSize(width_px, pages.height_at(number, width_px))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._image.width() != round(self.width() * ratio):
            self._image = self._pages.image(self._number, round(self.width() * ratio))
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._image)
        painter.end()
