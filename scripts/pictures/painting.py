"""A window with the menus and lists that stand open over it, as one picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget


def painted(widget: QWidget, over: Sequence[QWidget] = ()) -> QPixmap:
    """The picture of a widget, with other windows where they stand over it."""
    made = widget.grab()
    painter = QPainter(made)
    corner = widget.mapToGlobal(QPoint(0, 0))
    for other in over:
        painter.drawPixmap(other.mapToGlobal(QPoint(0, 0)) - corner, other.grab())
    painter.end()
    return made
