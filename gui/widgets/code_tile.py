"""The tile of the 碳效码, as a widget and as a drawing for cells.

Source: visual.md, 碳效码 tile; rubric.md 7 (colours); mockups/code-mark.png.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.style import colour
from gui.theme import Theme
from gui.tokens import Tokens
from questionnaire.messages import LocalText, Text
from reports.colours import CODE_COLOURS
from scoring.scorecard import CodeStatus

_RADIUS = 0.09
"""Of the corners, in sides."""
_LADDER_FROM_PX = 40
"""Side from which the five boxes are drawn."""
_FRAME = 0.09
"""Room of the outer frame of 暂定, in sides."""

WORDS: Mapping[int, LocalText] = MappingProxyType(
    {
        0: LocalText("未评", "Not rated"),
        1: LocalText("深绿", "Dark green"),
        2: LocalText("浅绿", "Light green"),
        3: LocalText("黄", "Yellow"),
        4: LocalText("橙", "Orange"),
        5: LocalText("红", "Red"),
    }
)
"""The colour word beside every tile, by grade; 0 is 未评."""
PROVISIONAL = LocalText("暂定", "provisional")


def paint_tile(
    painter: QPainter,
    place: QRectF,
    k_grade: int | None,
    status: CodeStatus,
    tokens: Tokens,
    font: QFont,
) -> None:
    """Draw the tile into a square; the frame of 暂定 stays within it.

    Args:
        painter: where to.
        place: a square, in device-independent pixels.
        k_grade: 1 to 5; None when 未评.
        status: 暂定 gets a dashed outer frame, 未评 a dashed frame without fill.
        tokens: of the scheme; the five colours are the same in both.
        font: family of the number; its size follows the square.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = place.width()
    if k_grade is None or status == "none":
        _draw_dashes(painter, place, tokens.edge, side)
        _draw_number(painter, place, "–", tokens.text2, font)
        _draw_ladder(painter, place, None, tokens.disabled)
    else:
        inner = place
        if status == "provisional":
            _draw_dashes(painter, place, tokens.text, side)
            room = max(side * _FRAME, 2.0)
            inner = place.adjusted(room, room, -room, -room)
        _draw_ground(painter, inner, k_grade, tokens)
        ink = CODE_COLOURS[k_grade].text
        _draw_number(painter, inner, str(k_grade), ink, font)
        _draw_ladder(painter, inner, k_grade, ink)
    painter.restore()


def _draw_dashes(painter: QPainter, place: QRectF, ink: str, side: float) -> None:
    width = 1.0 if side < _LADDER_FROM_PX else 1.6
    pen = QPen(colour(ink), width)
    pen.setDashPattern([2.5, 2.0] if side < _LADDER_FROM_PX else [4.0, 2.2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    radius = side * (_RADIUS + 0.03)
    painter.drawRoundedRect(place.adjusted(half, half, -half, -half), radius, radius)


def _draw_ground(painter: QPainter, place: QRectF, k_grade: int, tokens: Tokens) -> None:
    line = colour("#FFFFFF", 0.7) if tokens.name == "dark" else colour("#15191E", 0.22)
    painter.setPen(QPen(line, 1.0))
    painter.setBrush(QBrush(colour(CODE_COLOURS[k_grade].ground)))
    radius = place.width() * _RADIUS
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _draw_number(painter: QPainter, place: QRectF, text: str, ink: str, font: QFont) -> None:
    small = place.width() < _LADDER_FROM_PX
    number = QFont(font)
    number.setBold(True)
    number.setPixelSize(max(round(place.width() * (0.66 if small else 0.56)), 1))
    painter.setFont(number)
    painter.setPen(colour(ink))
    room = place if small else QRectF(place.x(), place.y(), place.width(), place.height() * 0.78)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def _draw_ladder(painter: QPainter, place: QRectF, own: int | None, ink: str) -> None:
    """Five boxes on one line; the own one is solid and taller."""
    side = place.width()
    if side < _LADDER_FROM_PX:
        return
    width, height, pitch = side * 0.105, side * 0.075, side * 0.135
    middle = place.y() + side * 0.85
    painter.setPen(Qt.PenStyle.NoPen)
    for grade in range(1, 6):
        is_own = grade == own
        tall = height * (1.75 if is_own else 1.0)
        left = place.center().x() + (grade - 3) * pitch - width / 2
        painter.setBrush(colour(ink, 1.0 if is_own else 0.45))
        painter.drawRect(QRectF(left, middle - tall / 2, width, tall))


class CodeTile(QWidget):
    """The tile as a widget; its accessible name says number, colour word and status.

    Args:
        theme: the present look.
        side_px: length of a side in pixels of the pictures: 18, 24, 44, 56, 96.
        parent: the widget that holds it.
    """

    def __init__(self, theme: Theme, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side_px = side_px
        self._k_grade: int | None = None
        self._status: CodeStatus = "none"
        theme.changed.connect(self._resize)
        self._resize()

    def show_code(self, k_grade: int | None, status: CodeStatus) -> None:
        """Show a grade of 1 to 5, or 未评 for None."""
        if (k_grade, status) != (self._k_grade, self._status):
            self._k_grade, self._status = k_grade, status
            self.update()

    def words(self) -> tuple[Text, ...]:
        """The colour word, and the word of 暂定 where it holds."""
        if self._k_grade is None or self._status == "none":
            return (WORDS[0],)
        word = WORDS[self._k_grade]
        return (word, PROVISIONAL) if self._status == "provisional" else (word,)

    def _resize(self) -> None:
        side = self._theme.px(self._side_px)
        self.setFixedSize(QSize(side, side))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tile(
            painter,
            QRectF(self.rect()),
            self._k_grade,
            self._status,
            self._theme.tokens,
            self._theme.font(),
        )
        painter.end()
