"""Typing into a widget as a person does: letters by keys, Chinese through the input method."""

from itertools import groupby

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Type a text; `QTest.keyClicks` knows the keys of ASCII only."""
    for is_ascii, characters in groupby(text, key=str.isascii):
        part = "".join(characters)
        if is_ascii:
            QTest.keyClicks(widget, part)
        else:
            event = QInputMethodEvent()
            event.setCommitString(part)
            QApplication.sendEvent(widget, event)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and release a key."""
    QTest.keyClick(widget, key, modifiers)


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click with the left button, in the middle unless told."""
    where = place if place is not None else widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
