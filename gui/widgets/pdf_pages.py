"""Pages of a PDF as images, each made when it is asked for.

Source: architecture.md, Qt (pypdfium2 renders PDF on the screen).
"""

from __future__ import annotations

import pypdfium2
from PySide6.QtGui import QImage


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
