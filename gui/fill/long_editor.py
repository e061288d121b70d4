"""The input of a long text: as many lines as the text needs, within bounds.

Source: interface.md, 填报; visual.md, Measure.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget
from typing_extensions import override

from gui.fill.editors import leaves_files_to_row

_LEAST_LINES, _MOST_LINES = 2, 8
_MARGIN_PX = 11
"""Border, padding and margin of the document, above and below the text."""


class LongEditor(QPlainTextEdit):
    """A text of several lines; leaving it hands it over, Esc takes a change back."""

    committed = Signal(object)
    """With the text after it was changed and left, without blank lines at its end."""
    grown = Signal()
    """After the text needs another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._lines = _LEAST_LINES
        self._is_composing = False
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._follow_lines)

    @property
    def is_touched(self) -> bool:
        """Whether the text differs from what was shown or handed over last."""
        return self.toPlainText() != self._shown

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read only."""
        self.setReadOnly(read_only)

    def show_value(self, value: object, text: str) -> None:
        """Show a text; what is just being typed or composed stays."""
        if self.is_touched or self._is_composing:
            return
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def commit(self) -> None:
        """Hand over the text if it was changed."""
        if self.is_touched and not self.isReadOnly():
            self._shown = self.toPlainText()
            self.committed.emit(self._shown.rstrip())

    @override
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(200, self._lines * line + 2 * _MARGIN_PX)

    def _follow_lines(self) -> None:
        wanted = min(max(self._line_count(), _LEAST_LINES), _MOST_LINES)
        if wanted != self._lines:
            self._lines = wanted
            self.updateGeometry()
            self.grown.emit()

    def _line_count(self) -> int:
        """Lines of the text at the present width; a plain text document is measured in lines."""
        return math.ceil(self.document().size().height())

    @override
    def event(self, event: QEvent) -> bool:
        if self._leaves_undo_to_window(event):
            event.ignore()
            return False
        return not leaves_files_to_row(event) and super().event(event)

    def _leaves_undo_to_window(self, event: QEvent) -> bool:
        """Whether a key means undo or redo while the text itself has nothing to take back."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        document = self.document()
        undoes = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
        redoes = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
        return undoes or redoes

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_touched:
            self.setPlainText(self._shown)
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self.commit()
        return super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.commit()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:  # the same text may take more lines
            self._follow_lines()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_lines()
