"""The pages of the form as an item model: title, how much is filled in, the worst problem.

Source: visual.md, 填报 (page list).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from gui.fill.row_counts import rows_text
from gui.texts import Texts
from questionnaire.messages import LocalText, Text, msg

ENTRY_ROLE = Qt.ItemDataRole.UserRole
"""Role of the `PageEntry`."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page in the list.

    Attributes:
        number: 0 to 10.
        label: its title.
        short: its title on the narrow strip.
        filled, asked: answers given, and asked for now.
        hard, soft: open problems of the page.
        rows: rows of its ledger; None for pages that count answers.
        checking: whether rows are still being checked, so that problems may be missing.
    """

    number: int
    label: LocalText
    short: LocalText
    filled: int
    asked: int
    hard: int = 0
    soft: int = 0
    rows: int | None = None
    checking: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all that is asked is answered and nothing is wrong."""
        return self.filled >= self.asked and not (self.hard or self.soft or self.checking)

    @property
    def worst(self) -> tuple[Literal["error", "warn", ""], int]:
        """The worst kind of problem and how many of it."""
        if self.hard:
            return "error", self.hard
        return ("warn", self.soft) if self.soft else ("", 0)

    def progress(self) -> Text:
        """How much is there, as the list prints it; empty where a tick stands."""
        if self.rows is not None:
            return rows_text(self.rows)
        return "" if self.is_complete else f"{self.filled}/{self.asked}"

    def words(self) -> Text:
        """Everything the row shows, for people who hear it."""
        return msg(
            "{number} {title}: {filled} of {asked} filled in, {hard} to correct, {soft} to explain",
            number=self.number,
            title=self.label,
            filled=self.filled,
            asked=self.asked,
            hard=self.hard,
            soft=self.soft,
        )


class PageListModel(QAbstractListModel):
    """The pages in order; the display text is the title."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._entries: tuple[PageEntry, ...] = ()
        texts.language_changed.connect(self._reword)

    def entry(self, row: int) -> PageEntry:
        """The page in a row."""
        return self._entries[row]

    def show_entries(self, entries: Sequence[PageEntry]) -> None:
        """Show pages; only rows that differ are drawn anew."""
        if len(entries) != len(self._entries):
            self.beginResetModel()
            self._entries = tuple(entries)
            self.endResetModel()
            return
        pairs = zip(self._entries, entries, strict=True)
        changed = [row for row, (old, new) in enumerate(pairs) if old != new]
        self._entries = tuple(entries)
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _reword(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts.tr(entry.label)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts.tr(entry.words())
        return entry if role == ENTRY_ROLE else None
