"""The stroke icons, drawn in the colour that is asked for.

Source: visual.md, Measure (Lucide, ISC, one stroke set, 16 px).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.tokens import Tokens

_SIZES = (16, 20, 24, 32, 48, 64)


def icon_svg(name: str, colour: str) -> bytes:
    """The drawing of an icon with every stroke in `colour`.

    Raises:
        FileNotFoundError: no icon has this name.
    """
    text = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()


def icon_pixmap(name: str, colour: str, size_px: int) -> QPixmap:
    """An icon as pixels, `size_px` wide and high, with clear ground."""
    return _paint(_drawing(name, colour), size_px)


def icon(name: str, tokens: Tokens, colour: str | None = None) -> QIcon:
    """An icon for buttons and menus, in text2 unless another `colour` is given."""
    return _icon(name, colour or tokens.text2, tokens.disabled)


@lru_cache(maxsize=512)
def _icon(name: str, normal: str, disabled: str) -> QIcon:
    icon = QIcon()
    for colour, mode in ((normal, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
        drawing = _drawing(name, colour)
        for size_px in _SIZES:
            icon.addPixmap(_paint(drawing, size_px), mode)
    return icon


def _drawing(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(icon_svg(name, colour)))


def _paint(drawing: QSvgRenderer, size_px: int) -> QPixmap:
    pixmap = QPixmap(size_px, size_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap
