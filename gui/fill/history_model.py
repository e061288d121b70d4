"""The edits of one field as an item model: when, who, before, after, why.

Source: interface.md, 填报 (edit history of a field).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from gui.fill.page_view_model import STATES
from gui.texts import Texts
from questionnaire.answers import State
from questionnaire.messages import Text, msg
from services.park_sessions import ParkSession

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADS = (msg("When"), msg("Who"), msg("Before"), msg("After"), msg("What was done"))
_DONE = {
    "edit": msg("entered"),
    "undo": msg("taken back"),
    "redo": msg("done again"),
}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit of a field, in words.

    Attributes:
        time: YYYY-MM-DD hh:mm:ss, UTC.
        author: who entered it.
        old, new: the answer before and after.
        action: what was done.
    """

    time: str
    author: str
    old: Text
    new: Text
    action: Text


def read_history(session: ParkSession, code: str) -> tuple[HistoryEntry, ...]:
    """The edits of a field or table of the year, newest first.

    Raises:
        GreenparkError: the file cannot be read.
    """
    return tuple(
        HistoryEntry(
            item.time.replace("T", " ").removesuffix("Z"),
            item.author,
            worded(item.edit.old),
            worded(item.edit.new),
            _DONE.get(item.action, item.action),
        )
        for item in reversed(session.history_of(code))
    )


class HistoryModel(QAbstractTableModel):
    """Edits in the order given."""

    def __init__(
        self, edits: Sequence[HistoryEntry], texts: Texts, parent: QObject | None = None
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
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        edit = self._edits[index.row()]
        words: tuple[Text, ...] = (edit.time, edit.author, edit.old, edit.new, edit.action)
        return self._texts.tr(words[index.column()])


def worded(stored: str | None) -> Text:
    """What the log holds of an answer, in words; a dash for nothing.

    >>> worded('{"state":"value","value":"312.5"}'), worded(None)
    ('312.5', '–')
    """
    if stored is None:
        return "–"
    try:
        held = json.loads(stored)
    except ValueError:
        return stored
    if not isinstance(held, dict):
        return str(held)
    state = held.get("state")
    if state in {State.NA.value, State.NO_DATA.value}:
        return msg("{state}: {reason}", state=STATES[State(state)], reason=held.get("reason", "–"))
    shown = held.get("value", held.get("level", held.get("cells", "")))
    return str(shown)
