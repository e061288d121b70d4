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

from gui.actions import ACTIONS
from gui.context import Context
from gui.texts import Texts
from questionnaire.messages import msg

AnyIndex = QModelIndex | QPersistentModelIndex

_SIZE_PX = (480, 560)


class ShortcutsModel(QAbstractTableModel):
    """Actions that have keys: what, and the keys."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._rows = tuple(
            (texts.tr(spec.text).replace("&", ""), _keys(spec.shortcuts))
            for spec in ACTIONS
            if spec.shortcuts
        )

    @override
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2

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
        return self._texts.tr(msg("Action") if section == 0 else msg("Shortcut"))


class ShortcutsDialog(QDialog):
    """Lists the keys."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr, px = context.texts.tr, context.theme.px
        self.setWindowTitle(tr(msg("Keyboard")))
        self.resize(px(_SIZE_PX[0]), px(_SIZE_PX[1]))
        self._model = ShortcutsModel(context.texts)
        view = QTableView()
        view.setModel(self._model)
        view.setShowGrid(False)
        view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        view.verticalHeader().hide()
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        view.setTabKeyNavigation(False)
        view.setAccessibleName(tr(msg("Keyboard")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addWidget(view, 1)
        column.addWidget(buttons)


def _keys(shortcuts: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(key).toString(native) for key in shortcuts)
