"""The drawing of intensity against industrial structure: a point a park.

Source: mockups/province-parks; visual.md, Charts (told apart by place and word, not by colour).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from gui.context import Context
from gui.province.cluster_view import QUADRANTS, ClusterView, PointView, cluster_view
from gui.style import colour
from gui.tokens import FOCUS_PX, NOTE_PX
from questionnaire.messages import msg
from services.park_clusters import Clusters

_WIDTH_PX, _LEAST_HEIGHT_PX = 200, 150
_LEFT_PX, _TOP_PX, _RIGHT_PX, _BOTTOM_PX = 30, 8, 14, 22
_DOT_PX, _CHOSEN_DOT_PX, _REACH_PX, _GAP_PX = 4, 5, 9, 4
_FAINT, _GROUND = 0.45, 0.85
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_CORNERS = (_TOP | _LEFT, _TOP | _RIGHT, _BOTTOM | _LEFT, _BOTTOM | _RIGHT)


class ClusterChart(QWidget):
    """Points that tell their park when pointed at, and choose it when pressed.

    The arrow keys go from point to point; the accessible name says how many there are and which
    one is chosen.
    """

    park_chosen = Signal(str)
    """When a park was chosen, with its code."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view = cluster_view(Clusters((), 0, None))
        self._chosen: frozenset[str] = frozenset()
        self.setObjectName("store.panel.clusters")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        context.theme.changed.connect(self._resize)
        self._resize()

    def show_view(self, view: ClusterView) -> None:
        """Show parks."""
        self._view = view
        self._name()
        self.update()

    def choose(self, codes: Iterable[str]) -> None:
        """Mark parks; one alone gets its name."""
        self._chosen = frozenset(codes)
        self._name()
        self.update()

    def place_of(self, point: PointView) -> QPointF:
        """Where a park is drawn."""
        plot, view = self._plot(), self._view
        return QPointF(
            plot.left() + point.x / view.across.top * plot.width(),
            plot.bottom() - point.y / view.upward.top * plot.height(),
        )

    def retranslate(self) -> None:
        """Word the name in the present language."""
        self._name()

    @override
    def sizeHint(self) -> QSize:
        px = self._context.theme.px
        return QSize(px(_WIDTH_PX), px(_LEAST_HEIGHT_PX))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._context.theme.font(NOTE_PX))
        plot = self._plot()
        self._draw_axes(painter, plot)
        self._draw_quadrants(painter, plot)
        self._draw_points(painter, plot)
        if self.hasFocus():
            pen = QPen(colour(self._context.theme.tokens.accent), FOCUS_PX)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_axes(self, painter: QPainter, plot: QRectF) -> None:
        tokens, view = self._context.theme.tokens, self._view
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        gap, line = self._context.theme.px(_GAP_PX), painter.fontMetrics().height()
        for value, text in view.upward.ticks:
            y = plot.bottom() - value / view.upward.top * plot.height()
            painter.setPen(QPen(colour(tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(colour(tokens.text3))
            painter.drawText(QRectF(0, y - line / 2, plot.left() - gap, line), right, text)
        for value, text in view.across.ticks:
            x = plot.left() + value / view.across.top * plot.width()
            room = QRectF(x - plot.left(), plot.bottom() + gap, 2 * plot.left(), line)
            painter.drawText(room, centre, text)

    def _draw_quadrants(self, painter: QPainter, plot: QRectF) -> None:
        """The dashed limits, and a word in the outer corner of each quarter."""
        tokens, view = self._context.theme.tokens, self._view
        y = plot.bottom() - view.limit_y / view.upward.top * plot.height()
        pen = QPen(colour(tokens.text3), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if view.limit_x is not None:
            x = self._limit(plot)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(colour(tokens.text3))
        for corner, room, text in self._corner_words(painter, plot):
            painter.drawText(room, corner, text)

    def _corner_words(self, painter: QPainter, plot: QRectF) -> Iterator[tuple[int, QRectF, str]]:
        """Alignment, room and words of each quarter, on two lines where it is narrow."""
        gap, middle = self._context.theme.px(_GAP_PX), self._limit(plot)
        inside = plot.adjusted(gap, gap / 2, -gap, -gap / 2)
        for corner, words in zip(_CORNERS, QUADRANTS, strict=True):
            parts = [self._context.texts.tr(word) for word in words]
            quarter = middle - plot.left() if corner & _LEFT else plot.right() - middle
            line = "·".join(parts)
            fits = painter.fontMetrics().horizontalAdvance(line) + 2 * gap <= quarter
            text = line if fits else "\n".join(parts)
            yield int(corner), painter.boundingRect(inside, int(corner), text), text

    def _limit(self, plot: QRectF) -> float:
        """Where the class changes; without a limit, the middle."""
        limit, view = self._view.limit_x, self._view
        share = 0.5 if limit is None else limit / view.across.top
        return plot.left() + share * plot.width()

    def _draw_points(self, painter: QPainter, plot: QRectF) -> None:
        theme = self._context.theme
        painter.setPen(QPen(colour(theme.tokens.panel), 1))
        painter.setBrush(colour(theme.tokens.accent, _FAINT))
        points = self._view.points
        for point in points:
            painter.drawEllipse(self.place_of(point), theme.px(_DOT_PX), theme.px(_DOT_PX))
        painter.setBrush(colour(theme.tokens.accent))
        radius = theme.px(_CHOSEN_DOT_PX)
        for point in points:
            if point.code in self._chosen:
                painter.drawEllipse(self.place_of(point), radius, radius)
        chosen = self._chosen_point()
        if chosen is not None:
            self._draw_name(painter, plot, self.place_of(chosen), chosen.name)

    def _draw_name(self, painter: QPainter, plot: QRectF, place: QPointF, name: str) -> None:
        """The name of the chosen park beside its point, on a ground of its own."""
        theme = self._context.theme
        taken = [room for _, room, _ in self._corner_words(painter, plot)]
        painter.setFont(theme.font(NOTE_PX, bold=True))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(plot.width()) - 4)
        size = QSizeF(metrics.horizontalAdvance(shown) + 4, metrics.height())
        rooms = list(_rooms_beside(place, size, theme.px(_CHOSEN_DOT_PX + _GAP_PX / 2), plot))
        free = (room for room in rooms if not any(room.intersects(other) for other in taken))
        room = next(free, rooms[0] if rooms else QRectF(plot.topLeft(), size))
        painter.fillRect(room, colour(theme.tokens.panel, _GROUND))
        painter.setPen(colour(theme.tokens.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            point = self._near(QPointF(event.pos()))
            words = "" if point is None else self._context.texts.tr(point.words)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_over = self._near(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._near(event.position())
        if point is not None:
            self.park_chosen.emit(point.code)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        step = {key.Key_Left: -1, key.Key_Up: -1, key.Key_Right: 1, key.Key_Down: 1}.get(
            key(event.key())
        )
        points = self._view.points
        if step is None or not points:
            super().keyPressEvent(event)
            return
        chosen = self._chosen_point()
        place = points.index(chosen) + step if chosen is not None else 0
        self.park_chosen.emit(points[min(max(place, 0), len(points) - 1)].code)

    def _resize(self) -> None:
        self.setMinimumHeight(self._context.theme.px(_LEAST_HEIGHT_PX))

    def _plot(self) -> QRectF:
        px = self._context.theme.px
        return QRectF(self.rect()).adjusted(
            px(_LEFT_PX), px(_TOP_PX), -px(_RIGHT_PX), -px(_BOTTOM_PX)
        )

    def _near(self, place: QPointF) -> PointView | None:
        """The nearest point within reach."""
        away = [(self.place_of(point) - place).manhattanLength() for point in self._view.points]
        if not away or min(away) > self._context.theme.px(_REACH_PX):
            return None
        return self._view.points[away.index(min(away))]

    def _chosen_point(self) -> PointView | None:
        """The one chosen park; None where there are several, or where it is not drawn."""
        if len(self._chosen) != 1:
            return None
        return next((point for point in self._view.points if point.code in self._chosen), None)

    def _name(self) -> None:
        """Say what a reader of the screen hears."""
        tr, points = self._context.texts.tr, self._view.points
        name = tr(
            msg("K against the share of energy-intensive industries, parks: {n}", n=len(points))
        )
        chosen = self._chosen_point()
        self.setAccessibleName(name if chosen is None else f"{name}; {tr(chosen.words)}")


def _rooms_beside(place: QPointF, size: QSizeF, away: float, plot: QRectF) -> Iterator[QRectF]:
    """Places for a text below, above, at the right and at the left of a point, inside the plot."""
    width, height = size.width(), size.height()
    across = min(max(place.x() - width / 2, plot.left()), plot.right() - width)
    upward = min(max(place.y() - height / 2, plot.top()), plot.bottom() - height)
    for left, top in (
        (across, place.y() + away),
        (across, place.y() - away - height),
        (across, place.y() - away - 2 * height),
        (place.x() + away, upward),
        (place.x() - away - width, upward),
    ):
        room = QRectF(QPointF(left, top), size)
        if plot.contains(room):
            yield room
