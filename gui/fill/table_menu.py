"""The menus at the pointer: of cells, of rows and of the head of a column.

They hold entries of the table of actions with their keys; what does not apply now is disabled.

Source: interface.md, 填报 (every action by keyboard); gui/actions.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import action_named
from gui.context import Context
from questionnaire.messages import Message, msg

Entries = tuple[str, ...]
Acts = Mapping[str, Callable[[], None]]

LINE = ""
"""Stands for a line between entries."""
_ORDER: Entries = (
    "filter_value", "show_all_rows", "filters", LINE, "sort_rising", "sort_falling", "sort_none",
)  # fmt: skip
_STATES: Entries = ("state_blank", "state_na", "state_no_data")
_INNER: Mapping[str, tuple[Message, Entries]] = MappingProxyType(
    {
        "order": (msg("Filter and sort"), _ORDER),
        "states": (msg("State of the whole table"), _STATES),  # no cell has one
    }
)
"""Menus within the menu."""

OF_CELLS: Entries = (
    "cut_cells", "copy_cells", "paste_cells", "clear_cells", "fill_down", LINE,
    "insert_row", "add_row", "duplicate_row", "delete_rows", LINE,
    "order", "freeze", "next_missing", LINE, "history", "row_history", LINE, "evidence", "states",
)  # fmt: skip
OF_ROWS: Entries = (
    "cut_cells", "copy_cells", "paste_cells", LINE,
    "insert_row", "add_row", "duplicate_row", "delete_rows", LINE, "row_history", "table_history",
)  # fmt: skip
OF_COLUMNS: Entries = (
    "sort_rising", "sort_falling", "sort_none", LINE, "filters", "show_all_rows", LINE,
    "freeze", "unfreeze", "usual_widths",
)  # fmt: skip


def table_menu(context: Context, entries: Entries, acts: Acts, parent: QWidget) -> QMenu:
    """A menu of entries; it is deleted when it closes.

    Args:
        context: what every view is given.
        entries: ids of `gui.actions`, and `LINE`.
        acts: what applies now, by id.
        parent: what the menu belongs to.
    """
    menu = QMenu(parent)
    menu.setObjectName("table_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add(menu, context, entries, acts)
    return menu


def _add(menu: QMenu, context: Context, entries: Sequence[str], acts: Acts) -> None:
    for name in entries:
        if name == LINE:
            menu.addSeparator()
        elif name in _INNER:
            title, inner = _INNER[name]
            _add(menu.addMenu(context.texts.tr(title)), context, inner, acts)
        else:
            menu.addAction(_entry(menu, context, name, acts.get(name)))


def _entry(menu: QMenu, context: Context, name: str, act: Callable[[], None] | None) -> QAction:
    spec = action_named(name)
    action = QAction(context.texts.tr(spec.text).replace("&", ""), menu)
    action.setObjectName(f"table_menu.{name}")
    if spec.icon:
        action.setIcon(context.theme.icon(spec.icon))
    if spec.shortcuts:
        action.setShortcut(QKeySequence(spec.shortcuts[0]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # only named here
        action.setShortcutVisibleInContextMenu(True)
    action.setEnabled(act is not None)
    if act is not None:
        action.triggered.connect(lambda _=False: act())
    return action
