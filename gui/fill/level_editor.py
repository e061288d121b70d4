"""The level of a graded indicator, 0 to 4, as five segments of one input.

Source: visual.md, 填报; rubric.md 4.3 (levels).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
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
from gui.style import colour
from gui.tokens import FOCUS_PX, INPUT_PX, INPUT_RADIUS_PX
from questionnaire.messages import msg

LEVELS = range(5)


class LevelEditor(QWidget):
    """Five segments; digits choose, arrows move, Delete clears."""

    committed = Signal(object)
    """With the level 0 to 4, or an empty text when it was cleared."""
    pointed = Signal(int)
    """With the level under the pointer; -1 when it left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._level: int | None = None
        self._under = -1
        self._texts: tuple[str, ...] = ()
        self._problem = ""
        self._is_locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        context.theme.changed.connect(self.updateGeometry)
        context.theme.changed.connect(self.update)

    @property
    def level(self) -> int | None:
        """The level that is shown."""
        return self._level

    @property
    def under(self) -> int:
        """The level under the pointer; -1 for none."""
        return self._under

    @property
    def is_touched(self) -> bool:
        """Never: every choice is handed over at once."""
        return False

    def show_value(self, value: object, text: str) -> None:
        """Show a level as `Decimal`, or none."""
        self._level = int(value) if isinstance(value, Decimal) else None
        self._describe()
        self.update()

    def set_level_texts(self, texts: Sequence[str]) -> None:
        """What each level demands, from 0 to 4; empty when not known."""
        self._texts = tuple(texts)
        self._describe()

    def set_read_only(self, read_only: bool) -> None:
        """Let the level be read only."""
        self._is_locked = read_only
        self.update()

    def set_problem(self, problem: str) -> None:
        """Draw the edge of `error`, `warn`, or of none."""
        self._problem = problem
        self.update()

    def text_of(self, level: int) -> str:
        """The words of a level; empty when not known."""
        return self._texts[level] if 0 <= level < len(self._texts) else ""

    def commit(self) -> None:
        """Nothing is held back."""

    def segment(self, level: int) -> QRectF:
        """Place of a level."""
        width = self.width() / len(LEVELS)
        return QRectF(level * width, 0, width, self.height())

    def _choose(self, level: int | None) -> None:
        if self._is_locked or level == self._level:
            return
        self._level = level
        self._describe()
        self.update()
        self.committed.emit("" if level is None else level)

    def _describe(self) -> None:
        tr = self._context.texts.tr
        if self._level is None:
            self.setAccessibleDescription(tr(msg("No level chosen")))
            return
        text = self.text_of(self._level)
        self.setAccessibleDescription(
            tr(msg("Level {level}: {text}", level=self._level, text=text))
        )

    def _level_at(self, x: float) -> int:
        return min(max(int(x * len(LEVELS) / max(self.width(), 1)), 0), LEVELS[-1])

    def _point(self, level: int) -> None:
        if level != self._under:
            self._under = level
            self.pointed.emit(level)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        px = self._context.theme.px
        return QSize(px(200), px(INPUT_PX))

    @override
    def minimumSizeHint(self) -> QSize:
        px = self._context.theme.px
        return QSize(px(120), px(INPUT_PX))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            words = (self.text_of(self._level_at(event.pos().x())), self.toolTip())
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, words)), self)
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self._level_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._level_at(event.position().x()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.text() in {str(level) for level in LEVELS}:
            self._choose(int(event.text()))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(None)
        elif key in steps:
            start = -1 if self._level is None else self._level
            self._choose(min(max(start + steps[Qt.Key(key)], 0), LEVELS[-1]))
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        off, locked = not self.isEnabled(), self._is_locked
        if locked:
            painter.fillRect(self.rect(), colour(tokens.window))
        for level in LEVELS:
            place = self.segment(level)
            if level == self._level:
                ground = tokens.line if locked else tokens.tint
                painter.fillRect(place.adjusted(1, 1, -1, -1), colour(ground))
            elif level == self._under and not (off or locked):
                painter.fillRect(place.adjusted(1, 1, -1, -1), colour(tokens.hover))
            if level:
                painter.setPen(QPen(colour(tokens.line), 1))
                painter.drawLine(place.topLeft(), place.bottomLeft())
            painter.setFont(theme.font(bold=level == self._level))
            painter.setPen(colour(self._ink(level)))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(level))
        self._paint_edge(painter)
        painter.end()

    def _ink(self, level: int) -> str:
        tokens = self._context.theme.tokens
        if not self.isEnabled():
            return tokens.disabled
        if self._is_locked:
            return tokens.text2 if level == self._level else tokens.text3
        return tokens.accent if level == self._level else tokens.text2

    def _paint_edge(self, painter: QPainter) -> None:
        tokens = self._context.theme.tokens
        edges = {"error": tokens.error, "warn": tokens.warn}
        ink = tokens.line if self._is_locked or not self.isEnabled() else tokens.edge
        ink = edges.get(self._problem, ink)
        width = FOCUS_PX if self._problem else 1
        if self.hasFocus():
            ink, width = tokens.accent, FOCUS_PX
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(ink), width))
        half = width / 2
        radius = self._context.theme.px(INPUT_RADIUS_PX)
        inner = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inner, radius, radius)
