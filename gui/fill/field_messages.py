"""The sentences under a field, with their links, and the line in which a reason is typed.

Source: visual.md, Principles 3 and 5.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.fill.editors import LineEditor
from gui.fill.page_view_model import Link, MessageLine
from gui.style import TEXT_CURSOR, set_role
from gui.widgets.labels import label

_ONE_LINE_PX = 330
"""A sentence up to this width has its links behind it; a longer one wraps above them."""


class ReasonLine(LineEditor):
    """A reason on its way: Enter or leaving hands it over, Esc drops it."""

    given = Signal(str)
    """With the reason, not blank."""
    dropped = Signal()
    """When nothing was typed, or Esc was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_done = True

    def begin(self, text: str, prompt: str) -> None:
        """Show the line with a text to change and take the focus."""
        self._is_done = False
        self.setText(text)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def reopen(self) -> None:
        """Let a refused reason be corrected."""
        self._is_done = False

    def _finish(self, reason: str) -> None:
        if self._is_done:
            return
        self._is_done = True
        if reason.strip():
            self.given.emit(reason.strip())
        else:
            self.dropped.emit()

    @override
    def commit(self) -> None:
        self._finish(self.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._finish("")
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._finish(self.text())


class FieldMessages(QWidget):
    """Lines of messages; empty ones take no room."""

    pressed = Signal(object)
    """With the `Link` that was pressed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: tuple[MessageLine, ...] = ()
        self._shown: tuple[str, ...] = ()
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def texts(self) -> tuple[str, ...]:
        """What is shown, line by line."""
        return self._shown

    def links(self) -> tuple[QPushButton, ...]:
        """The buttons that can be pressed."""
        return tuple(button for row in self._rows for button in row.findChildren(QPushButton))

    def show_lines(self, lines: Sequence[MessageLine]) -> bool:
        """Show messages; whether anything differs from before."""
        tr = self._context.texts.tr
        words = tuple(f"{line.kind} {tr(line.text)} {_names(line.links, tr)}" for line in lines)
        if words == self._shown and tuple(lines) == self._lines:
            return False
        self._lines, self._shown = tuple(lines), words
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row_of(line) for line in lines]
        for row in self._rows:
            self._layout.addWidget(row)
            row.show()
        return True

    def _row_of(self, line: MessageLine) -> QWidget:
        row = QWidget(self)
        px = self._context.theme.px
        text = label(self._context.texts.tr(line.text), line.kind, row)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        is_long = text.sizeHint().width() > px(_ONE_LINE_PX)
        flow = QBoxLayout.Direction.TopToBottom if is_long else QBoxLayout.Direction.LeftToRight
        inside = QBoxLayout(flow, row)
        inside.setContentsMargins(0, 0, 0, px(4))
        inside.setSpacing(0 if is_long else px(4))
        if is_long:
            text.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            text.setSizePolicy(policy)
        inside.addWidget(text)
        links = QHBoxLayout()
        links.setSpacing(px(4))
        for link in line.links:
            links.addWidget(self._button(link, row))
        links.addStretch(1)
        if line.links or not is_long:
            inside.addLayout(links)
        return row

    def _button(self, link: Link, parent: QWidget) -> QPushButton:
        button = QPushButton(self._context.texts.tr(link.label), parent)
        set_role(button, "role", "link")
        button.setCursor(TEXT_CURSOR)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.pressed.emit(link))
        return button


def _names(links: Sequence[Link], tr: object) -> str:
    return " ".join(str(tr(link.label)) for link in links) if callable(tr) else ""
