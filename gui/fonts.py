"""The bundled font and the size of text that the system asks for.

Source: visual.md, Type (Noto Sans SC 400 and 700; sizes follow the system's font scale).
"""

from __future__ import annotations

import sys
from importlib.resources import files

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

FAMILY = "Noto Sans SC"
_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_NORMAL_POINTS = {"win32": 9.0, "darwin": 13.0}
_SMALLEST, _LARGEST = 1.0, 2.0
_STEP = 20


def load_fonts() -> None:
    """Make the bundled faces known to the application; a second call changes nothing."""
    if FAMILY in QFontDatabase.families() and _is_loaded():
        return
    for name in _FILES:
        data = (files("resources") / "fonts" / name).read_bytes()
        QFontDatabase.addApplicationFontFromData(QByteArray(data))


def _is_loaded() -> bool:
    return {"Regular", "Bold"} <= set(QFontDatabase.styles(FAMILY))


def sharpened(font: QFont) -> QFont:
    """The font with figures of equal width, placed where they are measured.

    Letters are never drawn as one (`ff`): fingerprints are read out and compared one by one.
    """
    if hasattr(font, "setFeature"):  # since Qt 6.7
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("liga"), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def system_scale() -> float:
    """How much larger than usual the system wants text, 1 to 2, in steps of 0.05.

    The usual size is that of the platform's untouched default font at 96 dots an inch. Without a
    screen (offscreen, minimal) it is 1.
    """
    if QGuiApplication.platformName() in {"offscreen", "minimal"}:
        return 1.0
    usual = _NORMAL_POINTS.get(sys.platform, 11.0)
    points = QGuiApplication.font().pointSizeF()
    screen = QGuiApplication.primaryScreen()
    density = screen.logicalDotsPerInch() / (72.0 if sys.platform == "darwin" else 96.0)
    return stepped(points / usual * density if points > 0 else density)


def stepped(scale: float) -> float:
    """A scale within its limits, in steps of 0.05, so that measures fall on whole pixels.

    >>> stepped(0.8), stepped(1.26), stepped(5)
    (1.0, 1.25, 2.0)
    """
    return round(min(max(scale, _SMALLEST), _LARGEST) * _STEP) / _STEP
