"""Cells of the parks table: the tile of the code, and heat behind a score."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.province.parks_model import CODE_ROLE, HEAT_ROLE
from gui.style import mixed
from gui.theme import Theme
from gui.widgets.code_tile import paint_tile

_TILE_PX = 18
_GAP_PX = 8


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
        code = index.data(CODE_ROLE)
        if not isinstance(code, tuple):
            super().paint(painter, option, index)
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
        return hint

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
