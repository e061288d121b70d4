"""All keys of the window, out of the table of actions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.actions import ACTIONS, ActionSpec
from gui.context import Context
from gui.texts import Texts
from gui.tokens import TABLE_ROW_PX
from gui.widgets.dialog_size import open_at
from questionnaire.messages import Text, msg

AnyIndex = QModelIndex | QPersistentModelIndex

_SIZE_PX = (620, 600)
_HEADS: tuple[Text, ...] = (msg("Action"), msg("Shortcut"), msg("Where"))
_PLACES: dict[str, Text] = {
    "window": msg("Everywhere"),
    "workspace": msg("Open file or store"),
    "park": msg("Form of a park"),
    "store": msg("Store"),
    "table": msg("Tables"),
    "grid": msg("Tables of the form"),
}
_OF_PARTS: tuple[tuple[Text, tuple[str, ...], str], ...] = (
    (msg("Sort ascending"), ("Alt+Up",), "store"),
    (msg("Sort descending"), ("Alt+Down",), "store"),
    (msg("Sort by this column"), ("F7",), "table"),
    (msg("Find in the table"), ("Ctrl+F", "F3", "Shift+F3"), "grid"),
    (msg("Change the text of a cell"), ("F2",), "grid"),
    (msg("To where the filled cells end"), ("Ctrl+Down", "Ctrl+Right"), "grid"),
    (msg("Select whole rows"), ("Shift+Space",), "grid"),
    (msg("Select whole columns"), ("Ctrl+Space",), "grid"),
    (msg("Menu of the cell or field"), ("Shift+F10", "Menu"), "park"),
)
"""Keys of a single part of the window, which no menu names."""


class ShortcutsModel(QAbstractTableModel):
    """Actions that have keys: what, the keys, and where they mean that."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        tr = texts.tr
        named = [(spec.text, spec.shortcuts, _part(spec)) for spec in ACTIONS if spec.shortcuts]
        self._rows = tuple(
            (tr(text).replace("&", ""), _keys(keys), tr(_PLACES[needs]))
            for text, keys, needs in (*named, *_OF_PARTS)
        )

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._rows[index.row()][index.column()]

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._texts.tr(_HEADS[section])


class ShortcutsDialog(QDialog):
    """Lists the keys."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr, px = context.texts.tr, context.theme.px
        self.setWindowTitle(tr(msg("Keyboard")))
        open_at(self, context.theme, *_SIZE_PX)
        self._model = ShortcutsModel(context.texts)
        view = QTableView()
        view.setObjectName("shortcuts.table")
        view.setModel(self._model)
        view.setShowGrid(False)
        view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        view.verticalHeader().hide()
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            view.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        view.verticalHeader().setDefaultSectionSize(px(TABLE_ROW_PX))
        view.setTabKeyNavigation(False)
        view.setAccessibleName(tr(msg("Keyboard")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 20)
        lines.setSpacing(16)
        lines.addWidget(view, 1)
        lines.addWidget(buttons)


def _part(spec: ActionSpec) -> str:
    return "grid" if spec.menu == "table" else spec.needs


def _keys(shortcuts: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(key).toString(native) for key in shortcuts)
