"""The menus at the pointer: of cells, of rows and of the head of a column.

They hold entries of the table of actions with their keys; what does not apply now is disabled.

Source: interface.md, 填报 (every action by keyboard); gui/actions.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import action_named
from gui.context import Context
from questionnaire.messages import msg

Entries = tuple[str, ...]
Acts = Mapping[str, Callable[[], None]]

LINE = ""
"""Stands for a line between entries."""
_STATES: Entries = ("state_blank", "state_na", "state_no_data")

OF_CELLS: Entries = (
    "cut_cells", "copy_cells", "paste_cells", "clear_cells", "fill_down", LINE,
    "insert_row", "add_row", "duplicate_row", "delete_rows", LINE,
    "filter_value", "show_all_rows", "sort_rising", "sort_falling", "sort_none", "freeze", LINE,
    "history", "row_history", "evidence",
)  # fmt: skip
OF_ROWS: Entries = (
    "cut_cells", "copy_cells", "paste_cells", LINE,
    "insert_row", "add_row", "duplicate_row", "delete_rows", LINE, "row_history",
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
    if entries is OF_CELLS:
        menu.addSeparator()
        _add(_states_menu(menu, context), context, _STATES, acts)
    return menu


def _states_menu(menu: QMenu, context: Context) -> QMenu:
    """The states are those of the table; no cell has one."""
    return menu.addMenu(context.texts.tr(msg("State of the whole table")))


def _add(menu: QMenu, context: Context, entries: Sequence[str], acts: Acts) -> None:
    for name in entries:
        if name == LINE:
            menu.addSeparator()
            continue
        spec = action_named(name)
        action = QAction(context.texts.tr(spec.text).replace("&", ""), menu)
        action.setObjectName(f"table_menu.{name}")
        if spec.icon:
            action.setIcon(context.theme.icon(spec.icon))
        if spec.shortcuts:
            action.setShortcut(QKeySequence(spec.shortcuts[0]))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # only named here
            action.setShortcutVisibleInContextMenu(True)
        act = acts.get(name)
        action.setEnabled(act is not None)
        if act is not None:
            action.triggered.connect(lambda _=False, act=act: act())
        menu.addAction(action)
