"""Inputs of the form by the type of the field; each hands over what was typed on leaving or Enter.

An editor never judges: it emits what stands in it and shows what it is told. Half-typed text is
never handed over, so an input method is not disturbed.

Source: interface.md, 填报; visual.md, 填报 and Measure.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QDate,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.fill.pasted_files import offers_files
from questionnaire.messages import msg
from services.field_search import letters_of

YES, NO, UNANSWERED = msg("Yes"), msg("No"), msg("Not answered")

SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1
"""Role of what a choice is found by."""
_TEXT_MARGIN_PX = 2
"""What a line edit leaves at both sides of its text."""


class _Line(QLineEdit):
    """A line that knows whether an input method is composing in it.

    A text that is too long ends in … until the line is typed into; its tip has the whole text.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_composing = False

    @property
    def shown_text(self) -> str:
        """The text as it is drawn."""
        if self.hasFocus():
            return self.text()
        room = self._text_room().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_window(self, event) or leaves_files_to_row(event):
            return False
        if isinstance(event, QHelpEvent) and self.shown_text != self.text():
            QToolTip.showText(event.globalPos(), f"{self.text()}\n{self.toolTip()}".strip(), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text
        if shown == self.text():
            super().paintEvent(event)
            return
        painter, frame = QPainter(self), QStyleOptionFrame()
        self.initStyleOption(frame)
        panel = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, frame, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        alignment = Qt.AlignmentFlag.AlignVCenter | self.alignment()
        painter.drawText(self._text_room(), int(alignment), shown)
        painter.end()

    def _text_room(self) -> QRect:
        frame = QStyleOptionFrame()
        self.initStyleOption(frame)
        part = QStyle.SubElement.SE_LineEditContents
        room = self.style().subElementRect(part, frame, self)
        return room.adjusted(_TEXT_MARGIN_PX, 0, -_TEXT_MARGIN_PX, 0)


class LineEditor(_Line):
    """A line of text, or a number at the right."""

    committed = Signal(object)
    """With the text after it was changed and left, or Enter was pressed."""

    def __init__(self, parent: QWidget | None = None, *, is_number: bool = False) -> None:
        super().__init__(parent)
        self._shown = ""
        if is_number:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.editingFinished.connect(self.commit)

    @property
    def is_touched(self) -> bool:
        """Whether the text differs from what was shown or handed over last."""
        return self.text() != self._shown

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only."""
        self.setReadOnly(read_only)

    def show_value(self, value: object, text: str) -> None:
        """Show the wording of a value; what is just being typed or composed stays."""
        if self.is_touched or self.is_composing:  # also in a window that is not active
            return
        self._shown = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def commit(self) -> None:
        """Hand over the text if it was changed."""
        if self.is_touched and not self.isReadOnly():
            self._shown = self.text()
            self.committed.emit(self._shown)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self.commit()  # a window that is not active gets no event of lost focus
        return super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_touched:
            self.setText(self._shown)
            return
        super().keyPressEvent(event)


def leaves_undo_to_window(editor: QLineEdit, event: QEvent) -> bool:
    """Whether a key means undo or redo while the editor itself has nothing to take back."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undoes = event.matches(QKeySequence.StandardKey.Undo) and not editor.isUndoAvailable()
    redoes = event.matches(QKeySequence.StandardKey.Redo) and not editor.isRedoAvailable()
    if undoes or redoes:
        event.ignore()
    return undoes or redoes


def leaves_files_to_row(event: QEvent) -> bool:
    """Whether a key pastes files or a picture: they are evidence, not text."""
    is_key = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
    if not is_key or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Paste) and offers_files():
        event.ignore()
        return True
    return False


class DateEditor(LineEditor):
    """A date as text like 2025-12-31, with a calendar behind its button or Alt+Down."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._calendar: QCalendarWidget | None = None
        self._button = QAction(self)
        self._button.triggered.connect(self.open_calendar)
        self.addAction(self._button, QLineEdit.ActionPosition.TrailingPosition)
        self.setPlaceholderText("YYYY-MM-DD")
        context.theme.changed.connect(self._refresh)
        context.texts.language_changed.connect(self._refresh)
        self._refresh()

    def open_calendar(self) -> None:
        """Show the calendar at the present date of the field, or today."""
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.activated.connect(self._choose)
            self._calendar.clicked.connect(self._choose)
        known = QDate.fromString(self.text(), Qt.DateFormat.ISODate)
        if known.isValid():
            self._calendar.setSelectedDate(known)
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()
        self._calendar.setFocus()

    @override
    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._button.setVisible(not read_only)

    def _choose(self, date: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.setText(date.toString(Qt.DateFormat.ISODate))
        self.commit()

    def _refresh(self) -> None:
        self._button.setIcon(self._context.theme.icon("calendar-plus"))
        self._button.setToolTip(self._context.texts.tr(msg("Choose from a calendar")))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)


class _LabelCompleter(QCompleter):
    """Finds a label by what `SEARCH_ROLE` holds, and completes to the label."""

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class ChoiceEditor(QComboBox):
    """A choice, found by typing a part of its name, its code, or the initials of its pinyin."""

    committed = Signal(object)
    """With the code that was chosen, a text that is no choice, or an empty text for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._codes: dict[str, str] = {}
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._line = _Line(self)
        self.setLineEdit(self._line)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = self._completer = _LabelCompleter(self.model(), self)
        completer.setCompletionRole(SEARCH_ROLE)
        self.setCompleter(completer)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.activated.connect(self.commit)
        self._line.editingFinished.connect(self.commit)

    @property
    def is_touched(self) -> bool:
        """Whether the text differs from what was shown or handed over last."""
        return self._line.text() != self._shown

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer codes with their labels, in order, after a blank one."""
        labels = ["", *(label for _, label in choices)]
        if [self.itemText(index) for index in range(self.count())] == labels:
            return
        text = self._line.text()
        self._codes = {label: code for code, label in choices}
        self.clear()
        self.addItems(labels)
        for row, label in enumerate(labels):
            self.setItemData(row, f"{label} {letters_of(label)}", SEARCH_ROLE)
        self.setEditText(text)

    def show_value(self, value: object, text: str) -> None:
        """Show the label of a code; what is just being typed or composed stays."""
        if self.is_touched or self._line.is_composing:
            return
        labels = [label for label, code in self._codes.items() if code == value]
        self._shown = labels[0] if labels and isinstance(value, str) else text
        self.setCurrentIndex(self.findText(self._shown))
        self.setEditText(self._shown)
        self._line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only."""
        self._line.setReadOnly(read_only)

    def commit(self) -> None:
        """Hand over the code, if another text stands there."""
        if not self.is_touched or self._line.isReadOnly():
            return
        self._shown = self._line.text()
        self.committed.emit(self.typed())

    @property
    def is_choosing(self) -> bool:
        """Whether the list of what fits the typed text is open."""
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def typed(self) -> str:
        """The code of the label that stands there, or the text as it was typed.

        A part that fits one choice alone stands for it: the list offers no other.
        """
        text = self._line.text().strip()
        if not text or text in self._codes or text in self._codes.values():
            return self._codes.get(text, text)
        found = [
            code
            for row, code in enumerate(self._codes.values(), start=1)
            if text.casefold() in str(self.itemData(row, SEARCH_ROLE)).casefold()
        ]
        return found[0] if len(found) == 1 else text

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self.commit()
        return super().focusNextPrevChild(next)

    @override
    def showPopup(self) -> None:
        if not self._line.isReadOnly():
            super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page; it answers nothing

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._line.isReadOnly() and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)


class BoolEditor(QCheckBox):
    """Yes or no; half ticked while nobody has answered."""

    committed = Signal(object)
    """With True or False after a click or a space."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._is_locked = False
        self.setTristate(True)
        context.texts.language_changed.connect(self._refresh)
        self.clicked.connect(self._commit)
        self.show_value(None, "")

    def show_value(self, value: object, text: str) -> None:
        """Show True, False or None."""
        states = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
        known = value if isinstance(value, bool) else None
        self.setCheckState(Qt.CheckState.PartiallyChecked if known is None else states[known])
        self._refresh()

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only."""
        self._is_locked = read_only

    def _commit(self) -> None:
        if not self._is_locked:
            self._refresh()
            self.committed.emit(self.isChecked())

    def _refresh(self) -> None:
        words = {Qt.CheckState.Checked: YES, Qt.CheckState.Unchecked: NO}
        self.setText(self._context.texts.tr(words.get(self.checkState(), UNANSWERED)))

    @override
    def nextCheckState(self) -> None:
        if not self._is_locked:
            yes = self.checkState() is not Qt.CheckState.Checked
            self.setCheckState(Qt.CheckState.Checked if yes else Qt.CheckState.Unchecked)
