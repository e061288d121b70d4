"""The menu at the pointer of a field: what its input offers, then state, quality, note and more.

Source: interface.md, 填报 (each field: state menu, evidence, edit history; all by keyboard).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget

from gui.fill.state_menu import StateMenu


def leave_menu_to_field(editor: QWidget) -> None:
    """Let an input have no menu of its own: that of its field holds its entries."""
    line = _line_of(editor)
    parts = [editor, line, line.viewport() if isinstance(line, QPlainTextEdit) else None]
    for part in parts:
        if part is not None:
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


def field_menu(editor: QWidget, states: StateMenu) -> QMenu:
    """The menu of a field; it is deleted when it closes.

    Args:
        editor: input of the field.
        states: its menu of states, filled for the field as it is now.
    """
    line = _line_of(editor)
    menu = QMenu(states.parentWidget()) if line is None else line.createStandardContextMenu()
    menu.setObjectName("field_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addSeparator()
    menu.addActions(states.actions())
    return menu


def _line_of(editor: QWidget) -> QLineEdit | QPlainTextEdit | None:
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    return editor if isinstance(editor, QLineEdit | QPlainTextEdit) else None
