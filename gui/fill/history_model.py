"""The edits of a field, row or cell as an item model: when, who, where, what, before, after, why.

Source: interface.md, 填报 (edit history of a field; tables).
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
_WHERE = msg("Row or column")
_BEFORE, _AFTER, _REASON = msg("Before"), msg("After"), msg("Reason")
_HEADS = (
    msg("When"),
    msg("Who"),
    _WHERE,
    msg("What was done"),
    _BEFORE,
    _AFTER,
    _REASON,
)


class HistoryModel(QAbstractTableModel):
    """Edits in the order given; a column says where, if they are of several places."""

    def __init__(
        self, edits: Sequence[FieldEdit], texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._edits = tuple(edits)
        self._texts = texts
        has_places = any(edit.place for edit in edits)
        self._heads = tuple(head for head in _HEADS if has_places or head is not _WHERE)

    def columns_of_values(self) -> tuple[int, int]:
        """The columns before and after, which can be long."""
        return self._heads.index(_BEFORE), self._heads.index(_AFTER)

    def whole(self, row: int) -> str:
        """Where, before, after and why in full, a line each; empty beyond the last edit."""
        if not 0 <= row < len(self._edits):
            return ""
        edit = self._edits[row]
        told = ((_BEFORE, edit.old), (_AFTER, edit.new), (_REASON, edit.reason))
        lines = (msg("{column}: {value}", column=head, value=text) for head, text in told if text)
        words = [self._texts.tr(line) for line in (edit.place, *lines)]
        return "\n".join(line for line in words if line)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._edits)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self._texts.tr(self._heads[section])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        words = _words_of(self._edits[index.row()])
        return self._texts.tr(words[_HEADS.index(self._heads[index.column()])])


def _words_of(edit: FieldEdit) -> tuple[Text, ...]:
    """What stands under each of `_HEADS`."""
    time = edit.time.strftime("%Y-%m-%d %H:%M:%S")
    return time, edit.author, edit.place, edit.action, edit.old, edit.new, edit.reason
