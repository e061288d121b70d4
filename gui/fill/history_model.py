"""The edits of one field as an item model: when, who, what was done, before, after, why.

Source: interface.md, 填报 (edit history of a field).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from gui.texts import Texts
from questionnaire.messages import Text, msg
from services.edit_words import FieldEdit

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADS = (
    msg("When"),
    msg("Who"),
    msg("What was done"),
    msg("Before"),
    msg("After"),
    msg("Reason"),
)


class HistoryModel(QAbstractTableModel):
    """Edits in the order given."""

    def __init__(
        self, edits: Sequence[FieldEdit], texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._edits = tuple(edits)
        self._texts = texts

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._edits)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self._texts.tr(_HEADS[section])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        edit = self._edits[index.row()]
        time = edit.time.strftime("%Y-%m-%d %H:%M:%S")
        words: tuple[Text, ...] = (
            time, edit.author, edit.action, edit.old, edit.new, edit.reason
        )  # fmt: skip
        return self._texts.tr(words[index.column()])
