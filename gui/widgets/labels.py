"""Labels with a role, numbers, texts that shorten themselves, and hair lines."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from gui.style import set_role
from questionnaire.numbers import round_to

NOTHING = "–"
MINUS = "\u2212"


def label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label of a role of the style sheet; its text is never read as markup."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        set_role(made, "role", role)
    return made


def wrapped_label(role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label of a role whose text takes as many lines as it needs.

    A word that is wider than the label is cut; it does not widen the layout, which would measure
    the lines of all other labels at that width.
    """
    made = label("", role, parent)
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    return made


def printed(value: Decimal | None, places: int) -> str:
    """A number as the window shows it: thousands separators, a real minus sign, a dash for none.

    >>> printed(Decimal("-1234.5"), 1), printed(None, 1)
    ('−1,234.5', '–')
    """
    return NOTHING if value is None else f"{round_to(value, places):,f}".replace("-", MINUS)


class NumberLabel(QLabel):
    """A number at the right of its column."""

    def __init__(self, places: int, parent: QWidget | None = None) -> None:
        super().__init__(NOTHING, parent)
        self._places = places
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_number(self, value: Decimal | None) -> None:
        """Show a number with the decimals of the column, or a dash."""
        self.setText(printed(value, self._places))


class ElidedLabel(QLabel):
    """A text on one line that ends in … when there is no room; the tip has it all."""

    def __init__(
        self,
        text: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        if text == self._full:
            return
        self._full = text
        super().setText(text)
        self._update_tip()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = QFontMetrics(self.font()).elidedText(self._full, self._mode, self.width())
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tip()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _update_tip(self) -> None:
        room = self.contentsRect().width()
        too_long = QFontMetrics(self.font()).horizontalAdvance(self._full) > room
        self.setToolTip(self._full if too_long else "")


def hairline(*, vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """A line of one pixel."""
    line = QFrame(parent)
    set_role(line, "role", "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
