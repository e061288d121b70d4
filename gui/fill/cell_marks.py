"""Small marks of cells, told apart by shape as well as by colour.

A ring: a value is required here and the cell is blank. A corner: a value that may be wrong and was
explained. What must be corrected or explained has a ground of its own.

Source: visual.md, Principles 6 (never colour alone) and Tables.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def paint_ring(painter: QPainter, place: QRect, ink: QColor) -> None:
    """A ring as large as a square place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(place.width() / 5, 1.0)
    painter.setPen(QPen(ink, width))
    half = width / 2
    painter.drawEllipse(QRectF(place).center(), place.width() / 2 - half, place.width() / 2 - half)
    painter.restore()


def paint_corner(painter: QPainter, cell: QRect, size_px: int, ink: QColor) -> None:
    """A filled triangle in the upper right corner of a cell."""
    right, top = cell.right() + 1, cell.top()
    corner = [
        QPointF(right - size_px, top),
        QPointF(right, top),
        QPointF(right, top + size_px),
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(corner))
    painter.restore()
