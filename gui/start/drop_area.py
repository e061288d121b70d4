"""The area that files and folders are dropped on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui.style import colour
from gui.theme import Theme
from gui.tokens import BODY_PX, BUTTON_RADIUS_PX

_HEIGHT_PX, _ICON_PX = 96, 20


class DropArea(QWidget):
    """Takes files and folders; the whole page hands its drops here."""

    dropped = Signal(object)
    """After a drop, with the tuple of paths."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._over = False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Say what happens with what is dropped."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT_PX))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            self._over = True
            self.update()
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, px = self._theme.tokens, self._theme.px
        pen = QPen(colour(tokens.accent if self._over else tokens.edge), 2 if self._over else 1)
        pen.setDashPattern([2.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(colour(tokens.tint if self._over else tokens.surface))
        frame = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, BUTTON_RADIUS_PX, BUTTON_RADIUS_PX)
        painter.setFont(self._theme.font(BODY_PX))
        painter.setPen(colour(tokens.text2))
        room = self.width() - px(80)
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(text)
        side = px(_ICON_PX)
        left = (self.width() - width - side - px(10)) // 2
        top = (self.height() - side) // 2
        self._theme.icon("file-down").paint(painter, QRect(left, top, side, side))
        box = QRect(left + side + px(10), 0, width + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


def dropped_paths(event: QDropEvent) -> tuple[Path, ...]:
    """Local files and folders of a drop; anything else is left out."""
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
