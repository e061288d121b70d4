"""The size that a dialog opens with."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from gui.theme import Theme


def grow(dialog: QDialog) -> None:
    """Make a dialog as high as its texts have become; it never becomes lower."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(
            dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width()))
        )


def open_at(dialog: QDialog, theme: Theme, width: int, height: int) -> None:
    """Open a dialog with a size of the pictures, but no larger than the window it belongs to.

    Args:
        dialog: it scrolls what does not fit.
        theme: scale of the text.
        width: in pixels of the pictures.
        height: the same.
    """
    wanted, parent = QSize(theme.px(width), theme.px(height)), dialog.parentWidget()
    dialog.resize(wanted if parent is None else wanted.boundedTo(parent.window().size()))
