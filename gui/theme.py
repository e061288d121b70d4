"""The present look: colours of the chosen scheme, fonts, icons, measures at the scale of the text.

Source: visual.md, Tokens, Type and Measure.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from gui.fonts import FAMILY, sharpened
from gui.icons import icon
from gui.settings import SchemeChoice
from gui.style import palette_of, style_sheet
from gui.tokens import BODY_PX, DARK, LIGHT, Tokens


class Theme(QObject):
    """Colours, fonts and measures; puts palette and style sheet on the application.

    Standard widgets follow by themselves. What paints itself, or holds an icon, asks again at
    every `changed`.

    Args:
        scheme: light, dark, or as the system.
        scale: size of text and of everything that holds text; 1 is that of the pictures.
    """

    changed = Signal()
    """After colours or sizes changed."""

    def __init__(self, scheme: SchemeChoice = "system", scale: float = 1.0) -> None:
        super().__init__()
        self._scheme: SchemeChoice = scheme
        self._scale = scale
        self._hints = QGuiApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._tokens = self._chosen()
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._tokens

    @property
    def scheme(self) -> SchemeChoice:
        """What the user chose."""
        return self._scheme

    @property
    def scale(self) -> float:
        """Size of text; 1 is that of the pictures."""
        return self._scale

    def set_scheme(self, scheme: SchemeChoice) -> None:
        """Choose light, dark, or as the system."""
        self._scheme = scheme
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """Choose the size of text."""
        self._scale = scale
        self._refresh()

    def px(self, size: float) -> int:
        """A length of the pictures at the present scale, in device-independent pixels."""
        return round(size * self._scale)

    def font(self, size: float = BODY_PX, *, bold: bool = False) -> QFont:
        """The bundled font at a size of the pictures, with figures of equal width."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return sharpened(font)

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon in text2, or in another `colour`."""
        return icon(name, self._tokens, colour)

    def _chosen(self) -> Tokens:
        if self._scheme == "system":
            return DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._scheme == "dark" else LIGHT

    def _follow_system(self) -> None:
        if self._scheme == "system":
            self._refresh()

    def _refresh(self) -> None:
        self._tokens = self._chosen()
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # Without a sheet first: Qt changes one sheet for another once for every ancestor of
            # every widget, but takes one away and sets one in a single pass.
            application.setStyleSheet("")
            application.setFont(self.font())
            application.setPalette(palette_of(self._tokens))
            application.setStyleSheet(style_sheet(self._tokens, self._scale))
