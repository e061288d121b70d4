"""Several texts below each other as one widget.

A label for each text would be measured again and again by its layouts, and polished by the style
sheet when its role changed: dear where the texts change with every key.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QStaticText, QTextOption
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from gui.style import colour
from gui.theme import Theme
from gui.tokens import BODY_PX, KEY_PX, NOTE_PX, Tokens

Paragraph = tuple[str, str]
"""A text and its role."""
Look = tuple[int, bool, Callable[[Tokens], str]]
"""Size, whether it is bold, and ink."""

_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "key": (KEY_PX, True, lambda tokens: tokens.text),
        "strong": (BODY_PX, True, lambda tokens: tokens.text),
        "label": (BODY_PX, False, lambda tokens: tokens.text2),
        "note": (NOTE_PX, False, lambda tokens: tokens.text3),
    }
)
"""As the style sheet has them for labels (`gui.style`)."""
_MOST_WIDTHS = 4
"""So many widths are asked for in turn while one text is shown."""


class Paragraphs(QLabel):
    """Texts of the roles `key`, `strong`, `label` and `note`, wrapped to the width.

    A word that is wider than the widget is broken. The text of the label is that of all
    paragraphs, a line each, for people who hear it.

    Args:
        theme: the present look.
        gap_px: room between two paragraphs, in pixels of the pictures.
        parent: the widget that holds it.
    """

    def __init__(self, theme: Theme, gap_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._gap_px = gap_px
        self._shown: tuple[Paragraph, ...] = ()
        self._made: dict[int, dict[Paragraph, QStaticText]] = {}  # by width, the newest last
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        theme.changed.connect(self._restyle)

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show texts with their roles."""
        if tuple(paragraphs) != self._shown:
            self._shown = tuple(paragraphs)
            self.setText("\n".join(text for text, _ in paragraphs))
            self.updateGeometry()
            self.update()

    @override
    def heightForWidth(self, width: int) -> int:
        heights = [math.ceil(made.size().height()) for made in self._laid_out(width)]
        return sum(heights) + max(len(heights) - 1, 0) * self._theme.px(self._gap_px)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0
        for (_, role), made in zip(self._shown, self._laid_out(self.width()), strict=True):
            size, is_bold, ink = _LOOKS[role]
            painter.setFont(self._theme.font(size, bold=is_bold))
            painter.setPen(colour(ink(self._theme.tokens)))
            painter.drawStaticText(QPointF(0, top), made)
            top += math.ceil(made.size().height()) + self._theme.px(self._gap_px)
        painter.end()

    def _laid_out(self, width: int) -> Iterator[QStaticText]:
        """The paragraphs at a width; those that were there before are taken as they are.

        A layout asks for the height at other widths than the one that it gives in the end.
        """
        known = self._made.pop(width, {})
        made = {item: known.get(item) or self._lay_out(item, width) for item in self._shown}
        self._made[width] = made
        while len(self._made) > _MOST_WIDTHS:
            del self._made[next(iter(self._made))]
        return (made[item] for item in self._shown)

    def _lay_out(self, paragraph: Paragraph, width: int) -> QStaticText:
        text, role = paragraph
        size, is_bold, _ = _LOOKS[role]
        made = QStaticText(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setTextOption(option)
        made.setTextWidth(width)
        made.prepare(font=self._theme.font(size, bold=is_bold))
        return made

    def _restyle(self) -> None:
        self._made.clear()
        self.updateGeometry()
        self.update()
