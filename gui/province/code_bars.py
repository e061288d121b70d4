"""How many parks have which carbon code: a row a grade, which shows only its parks when pressed.

Source: mockups/province-parks; visual.md, 碳效码 tile (always with its word).
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.style import TEXT_CURSOR, colour
from gui.tokens import BUTTON_RADIUS_PX, FOCUS_PX
from gui.widgets.code_tile import WORDS, paint_tile
from questionnaire.messages import msg
from reports.colours import CODE_COLOURS
from scoring.scorecard import CodeStatus
from services.park_clusters import K_GRADES

_ROW_PX, _TILE_PX, _BAR_PX, _GAP_PX, _NUMBER_PX = 26, 18, 12, 8, 26
_DIMMED = 0.4


class CodeBar(QAbstractButton):
    """Tile, word, bar and count of one grade; checked while only its parks are shown."""

    def __init__(self, grade: int, context: Context) -> None:
        super().__init__()
        self._grade = grade
        self._context = context
        self._count, self._most, self._word_px = 0, 1, 0
        self._is_dimmed = False
        self.setObjectName(f"store.panel.code.{grade}")
        self.setCheckable(True)
        self.setCursor(TEXT_CURSOR)

    def show_count(self, count: int, most: int, *, is_dimmed: bool) -> None:
        """Show how many parks there are.

        Args:
            count: parks of this grade.
            most: parks of the grade that has most.
            is_dimmed: whether only parks of another grade are shown.
        """
        self._count, self._most, self._is_dimmed = count, max(most, 1), is_dimmed
        self.setEnabled(count > 0 or self.isChecked())
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Word the name in the present language."""
        tr = self._context.texts.tr
        self.setAccessibleName(
            tr(msg("{grade} {word}, parks: {n}", grade=self._grade or "–",
                   word=WORDS[self._grade], n=self._count))
        )  # fmt: skip
        self.setToolTip(tr(msg("Show only these parks")))

    def widen_words(self, width: int) -> None:
        """Give the word this width, so that the bars of all rows begin below each other."""
        self._word_px = width
        self.update()

    @property
    def word_width(self) -> int:
        """What the word needs."""
        return self.fontMetrics().horizontalAdvance(self._context.texts.tr(WORDS[self._grade]))

    @override
    def sizeHint(self) -> QSize:
        px = self._context.theme.px
        return QSize(px(160), px(_ROW_PX))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.tint if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(frame, BUTTON_RADIUS_PX, BUTTON_RADIUS_PX)
        painter.setOpacity(_DIMMED if self._is_dimmed else 1.0)
        gap, side, middle = theme.px(_GAP_PX), theme.px(_TILE_PX), self.height() / 2
        tile = QRectF(gap / 2, middle - side / 2, side, side)
        status: CodeStatus = "final" if self._grade else "none"
        paint_tile(painter, tile, self._grade or None, status, tokens, theme.font())
        painter.setFont(theme.font())
        painter.setPen(colour(tokens.text))
        room = QRectF(tile.right() + gap, 0, self._word_px, self.height())
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, left, self._context.texts.tr(WORDS[self._grade]))
        self._draw_bar(painter, room.right() + gap)
        painter.setOpacity(1.0)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.accent), FOCUS_PX))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, BUTTON_RADIUS_PX, BUTTON_RADIUS_PX)
        painter.end()

    def _draw_bar(self, painter: QPainter, start: float) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        gap, height = theme.px(_GAP_PX), theme.px(_BAR_PX)
        widest = self.width() - start - theme.px(_NUMBER_PX)
        length = widest * self._count / self._most
        bar = QRectF(start, (self.height() - height) / 2, length, height)
        if self._count:
            painter.setPen(QPen(colour(tokens.edge), 1))
            ground = colour(CODE_COLOURS[self._grade].ground) if self._grade else None
            painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
            painter.drawRect(bar)
        painter.setPen(colour(tokens.text))
        room = QRectF(bar.right() + gap, 0, theme.px(_NUMBER_PX), self.height())
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, left, str(self._count))


class CodeBars(QWidget):
    """A row for each grade of the code, best first, 未评 last; pressed again it shows all."""

    grade_chosen = Signal(object)
    """With the grade whose parks alone shall be shown, or None for all."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._bars = {grade: CodeBar(grade, context) for grade in K_GRADES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for grade, bar in self._bars.items():
            bar.clicked.connect(
                lambda checked, grade=grade: self.grade_chosen.emit(grade if checked else None)
            )
            column.addWidget(bar)
        context.theme.changed.connect(self._arrange)
        self._arrange()

    def show_counts(self, counts: Mapping[int, int], chosen: object) -> None:
        """Show numbers of parks; `chosen` is the grade whose parks alone are shown, or None."""
        most = max(counts.values())
        for grade, bar in self._bars.items():
            bar.setChecked(grade == chosen)
            dimmed = chosen is not None and grade != chosen
            bar.show_count(counts[grade], most, is_dimmed=dimmed)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        for bar in self._bars.values():
            bar.retranslate()
        self._arrange()

    def _arrange(self) -> None:
        width = max(bar.word_width for bar in self._bars.values())
        for bar in self._bars.values():
            bar.widen_words(width)
            bar.updateGeometry()
