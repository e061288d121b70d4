"""Keys of a grid beyond those of every view: the commands of its menu, and Ctrl with an arrow.

Source: interface.md, 填报 (every action by keyboard; tables as in a spreadsheet program).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from gui.actions import ACTIONS
from gui.fill.cell_blocks import block_edge
from gui.fill.table_model import TableModel

_STANDARD = (
    (QKeySequence.StandardKey.Copy, "copy_cells"),
    (QKeySequence.StandardKey.Cut, "cut_cells"),
    (QKeySequence.StandardKey.Paste, "paste_cells"),
)
_OWN: Mapping[str, str] = MappingProxyType(
    {
        QKeySequence(key).toString(): spec.id
        for spec in ACTIONS
        if spec.keys_of_part
        for key in spec.shortcuts
    }
)
_KEYS: Mapping[int, QAbstractItemView.CursorAction] = MappingProxyType(
    {
        Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
        Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
        Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
        Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
        Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
        Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
        Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
        Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
    }
)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier.value
_MOVES: Mapping[QAbstractItemView.CursorAction, tuple[int, int]] = MappingProxyType(
    {
        QAbstractItemView.CursorAction.MoveUp: (-1, 0),
        QAbstractItemView.CursorAction.MoveDown: (1, 0),
        QAbstractItemView.CursorAction.MoveLeft: (0, -1),
        QAbstractItemView.CursorAction.MoveRight: (0, 1),
    }
)


def action_of(event: QKeyEvent) -> str:
    """Id of the action in `gui.actions` whose keys these are; empty for none of a grid."""
    for standard, name in _STANDARD:
        if event.matches(standard):
            return name
    keys = QKeySequence(event.keyCombination().toCombined() & ~_KEYPAD)
    return _OWN.get(keys.toString(), "")


def move_of(event: QKeyEvent) -> QAbstractItemView.CursorAction | None:
    """Where a key moves the cursor; None when it does not."""
    return _KEYS.get(event.key())


def jump(
    model: TableModel,
    current: QModelIndex | QPersistentModelIndex,
    move: QAbstractItemView.CursorAction,
) -> QModelIndex | None:
    """Where Ctrl with an arrow leads; None for any other move.

    Args:
        model: the table.
        current: where the cursor is.
        move: what the key asks for.
    """
    if move not in _MOVES or not current.isValid():
        return None
    down, right = _MOVES[move]
    row, column = current.row(), current.column()
    if down:
        last = model.rowCount() - 1
        row = block_edge(lambda at: model.is_filled(at, column), row, down, last)
    else:
        last = model.columnCount() - 1
        column = block_edge(lambda at: model.is_filled(row, at), column, right, last)
    return model.index(row, column)
