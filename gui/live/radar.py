"""The radar of the six dimensions: this year filled, last year dashed.

Source: visual.md, 填报 (live panel) and Charts: direct labels, told apart by dash as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui.live.live_view_model import AxisView
from gui.style import colour
from gui.texts import Texts
from gui.theme import Theme
from gui.tokens import NOTE_PX

_RINGS = 4
_HEIGHT_PX = 236
_LABEL_ROOM_PX = 46
_GAP_PX = 6
"""Between the web and a name."""
_SLACK_PX = 2
"""A text that fits exactly is broken all the same."""


class Radar(QWidget):
    """Scores of the dimensions on axes from 0 in the middle to 100; its name says the numbers."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._axes: tuple[AxisView, ...] = ()
        self._web = QPixmap()
        self._web_drawn: object = None
        self.setObjectName("live.radar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_axes(self, axes: Sequence[AxisView]) -> None:
        """Show these scores."""
        tr = self._texts.tr
        name = "; ".join(f"{tr(axis.label)} {axis.text}" for axis in axes)
        if tuple(axes) == self._axes and name == self.accessibleName():
            return
        self._axes = tuple(axes)
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT_PX))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._axes) < 3:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        radius = self._radius()
        painter.drawPixmap(0, 0, self._drawn_web(centre, radius))
        self._draw_scores(painter, centre, radius)
        self._draw_labels(painter, centre, radius)
        painter.end()

    def _radius(self) -> float:
        """As large as leaves every word of the names at the sides in one piece."""
        metrics = QFontMetrics(self._theme.font(NOTE_PX))
        step = 2 * math.pi / len(self._axes)
        aside = [abs(math.sin(number * step)) for number in range(len(self._axes))]
        widest = max(aside)
        names = [
            self._texts.tr(axis.label)
            for axis, share in zip(self._axes, aside, strict=True)
            if share > widest / 2
        ]
        widths = (metrics.horizontalAdvance(word) for name in names for word in name.split())
        room = max(widths) + _SLACK_PX
        by_width = (self.width() / 2 - room) / widest - self._theme.px(_GAP_PX)
        return min(self.height() / 2 - self._theme.px(_LABEL_ROOM_PX), by_width)

    def _drawn_web(self, centre: QPointF, radius: float) -> QPixmap:
        """The web, which stays the same from score to score."""
        ratio = self.devicePixelRatioF()
        drawn = (self.size(), ratio, radius, len(self._axes), self._theme.tokens.line)
        if drawn != self._web_drawn:
            self._web_drawn = drawn
            self._web = QPixmap(self.size() * ratio)
            self._web.setDevicePixelRatio(ratio)
            self._web.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._web)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_web(painter, centre, radius)
            painter.end()
        return self._web

    def _draw_web(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        painter.setPen(QPen(colour(self._theme.tokens.line), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, _RINGS + 1):
            shares = [ring / _RINGS] * len(self._axes)
            painter.drawPolygon(_corners(centre, radius, shares))
        for corner in _corners(centre, radius, [1.0] * len(self._axes)):
            painter.drawLine(centre, corner)

    def _draw_scores(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        tokens = self._theme.tokens
        earlier = [axis.last_year for axis in self._axes]
        if any(score is not None for score in earlier):
            pen = QPen(colour(tokens.accent), 1.2)
            pen.setDashPattern([4.0, 3.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_corners(centre, radius, [(score or 0) / 100 for score in earlier]))
        if all(axis.score is None for axis in self._axes):
            return
        painter.setPen(QPen(colour(tokens.accent), 1.8))
        painter.setBrush(colour(tokens.accent, 0.12))
        shares = [(axis.score or 0) / 100 for axis in self._axes]
        painter.drawPolygon(_corners(centre, radius, shares))

    def _draw_labels(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        tokens = self._theme.tokens
        name_font = self._theme.font(NOTE_PX)
        number_font = self._theme.font(NOTE_PX, bold=True)
        line = QFontMetrics(name_font).height()
        room = radius + self._theme.px(_GAP_PX)
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom
        for axis, corner in zip(
            self._axes, _corners(centre, room, [1.0] * len(self._axes)), strict=True
        ):
            name, side = self._label_place(corner, centre, line)
            painter.setFont(name_font)
            painter.setPen(colour(tokens.text2))
            painter.drawText(name, int(side | wrapped), self._texts.tr(axis.label))
            painter.setFont(number_font)
            painter.setPen(colour(tokens.text))
            below = QRectF(name.x(), name.bottom(), name.width(), line)
            painter.drawText(below, int(side), axis.text)

    def _label_place(
        self, corner: QPointF, centre: QPointF, line: int
    ) -> tuple[QRectF, Qt.AlignmentFlag]:
        """Room of two lines for the name of an axis; its number follows below."""
        across = corner.x() - centre.x()
        if abs(across) < 1:
            bottom = corner.y() - line if corner.y() < centre.y() else corner.y() + line
            return QRectF(
                0, bottom - 2 * line, self.width(), 2 * line
            ), Qt.AlignmentFlag.AlignHCenter
        top = corner.y() - 2 * line
        if across > 0:
            width = self.width() - corner.x()
            return QRectF(corner.x(), top, width, 2 * line), Qt.AlignmentFlag.AlignLeft
        return QRectF(0, top, corner.x(), 2 * line), Qt.AlignmentFlag.AlignRight


def _corners(centre: QPointF, radius: float, shares: Sequence[float]) -> list[QPointF]:
    """Corners at shares of the radius, the first one above the centre, clockwise."""
    step = 2 * math.pi / len(shares)
    return [
        QPointF(
            centre.x() + radius * share * math.sin(number * step),
            centre.y() - radius * share * math.cos(number * step),
        )
        for number, share in enumerate(shares)
    ]
