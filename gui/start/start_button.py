"""A large button of the start page: icon, name, one line of what it is for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from gui.style import colour
from gui.theme import Theme
from gui.tokens import BUTTON_RADIUS_PX, FOCUS_PX, KEY_PX, NOTE_PX

_HEIGHT_PX, _ICON_LEFT_PX, _ICON_PX, _TEXT_LEFT_PX = 62, 17, 20, 51


class StartButton(QAbstractButton):
    """Pressed by pointer, Space or Enter."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._note = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_texts(self, name: str, note: str) -> None:
        """Show its name and what it is for."""
        self._note = note
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(note)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(308), self._theme.px(_HEIGHT_PX))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, px = self._theme.tokens, self._theme.px
        focused = self.hasFocus()
        width = FOCUS_PX if focused else 1
        painter.setPen(QPen(colour(tokens.accent if focused else tokens.line), width))
        painter.setBrush(
            colour(tokens.hover if self.underMouse() or self.isDown() else tokens.surface)
        )
        half = width / 2
        frame = self.rect().toRectF().adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, BUTTON_RADIUS_PX, BUTTON_RADIUS_PX)
        ink = tokens.accent if focused else tokens.text
        side = px(_ICON_PX)
        mark = self._theme.icon(self._icon_name, tokens.accent if focused else tokens.text2)
        mark.paint(painter, QRect(px(_ICON_LEFT_PX), (self.height() - side) // 2, side, side))
        self._line(painter, px(11), self.text(), KEY_PX - 1, ink)
        self._line(painter, px(32), self._note, NOTE_PX, tokens.text2)
        painter.end()

    def _line(self, painter: QPainter, top: int, text: str, size: int, ink: str) -> None:
        left = self._theme.px(_TEXT_LEFT_PX)
        painter.setFont(self._theme.font(size))
        painter.setPen(colour(ink))
        box = QRect(left, top, self.width() - left - 8, self._theme.px(20))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
