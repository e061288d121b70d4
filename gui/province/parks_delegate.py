"""Cells of the parks table: tile of the code, heat behind a score, line of the last years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.province.parks_model import CODE_ROLE, HEAT_ROLE, TREND_ROLE, WIDEST_ROLE
from gui.style import colour, mixed
from gui.theme import Theme
from gui.widgets.code_tile import paint_tile

_TILE_PX = 18
_GAP_PX = 8
_TREND_PX, _TREND_MARGIN_PX = 72, (8, 6)
_TREND_LINE_PX, _DOT_PX, _LAST_DOT_PX = 1.4, 1.8, 2.6


class ParksDelegate(QStyledItemDelegate):
    """Paints what a plain cell cannot show; words and numbers stay those of the model."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        heat = index.data(HEAT_ROLE)
        if isinstance(heat, float):
            self._paint_heat(painter, option, index, heat)
            return
        code, trend = index.data(CODE_ROLE), index.data(TREND_ROLE)
        if not isinstance(code, tuple):
            super().paint(painter, option, index)
            if isinstance(trend, tuple):
                self._paint_trend(painter, QRectF(option.rect), trend)
            return
        side, gap = self._theme.px(_TILE_PX), self._theme.px(_GAP_PX)
        rect = option.rect
        place = QRectF(rect.x() + gap, rect.center().y() - side / 2 + 0.5, side, side)
        moved = QStyleOptionViewItem(option)
        moved.rect = rect.adjusted(side + gap, 0, 0, 0)
        super().paint(painter, moved, index)
        paint_tile(painter, place, code[0], code[1], self._theme.tokens, self._theme.font())

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        if isinstance(index.data(CODE_ROLE), tuple):
            hint.setWidth(hint.width() + self._theme.px(_TILE_PX + _GAP_PX))
        elif isinstance(index.data(TREND_ROLE), tuple):
            hint.setWidth(self._theme.px(_TREND_PX))
        widest = index.data(WIDEST_ROLE)
        if isinstance(widest, str):
            metrics = QFontMetrics(self._theme.font())
            more = metrics.horizontalAdvance(widest) - metrics.horizontalAdvance(index.data())
            hint.setWidth(hint.width() + max(more, 0))
        return hint

    def _paint_trend(
        self, painter: QPainter, place: QRectF, heights: Sequence[float | None]
    ) -> None:
        """A line from year to year, broken at gaps; a year by itself and the last are dots."""
        px, tokens = self._theme.px, self._theme.tokens
        inside = place.adjusted(px(_TREND_MARGIN_PX[0]), px(_TREND_MARGIN_PX[1]),
                                -px(_TREND_MARGIN_PX[0]), -px(_TREND_MARGIN_PX[1]))  # fmt: skip
        step = inside.width() / max(len(heights) - 1, 1)
        points = [
            None if height is None
            else QPointF(inside.left() + year * step, inside.bottom() - height * inside.height())
            for year, height in enumerate(heights)
        ]  # fmt: skip
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens.text2), _TREND_LINE_PX))
        for one, other in pairwise(points):
            if one is not None and other is not None:
                painter.drawLine(one, other)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.text))
        for point in points[-1:]:
            if point is not None:
                painter.drawEllipse(point, px(_LAST_DOT_PX), px(_LAST_DOT_PX))
        painter.setBrush(colour(tokens.text2))
        for point in _alone(points):
            painter.drawEllipse(point, px(_DOT_PX), px(_DOT_PX))
        painter.restore()

    def _paint_heat(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        share: float,
    ) -> None:
        """The colour of the score stays in a selected row; a rim tells that it is selected."""
        tokens = self._theme.tokens
        plain = QStyleOptionViewItem(option)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.tint))
            plain.state &= ~QStyle.StateFlag.State_Selected
        inside = option.rect.adjusted(1, 1, -1, -1)
        painter.fillRect(inside, mixed(tokens.surface, tokens.heat, share))
        super().paint(painter, plain, index)


def _alone(points: Sequence[QPointF | None]) -> Iterator[QPointF]:
    """The points before the last that no line reaches."""
    for place, point in enumerate(points[:-1]):
        before = points[place - 1] if place else None
        if point is not None and before is None and points[place + 1] is None:
            yield point
