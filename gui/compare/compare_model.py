"""Differences of two files as a table with a tick for each that is to be taken over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from gui.texts import Texts
from merging.differences import Proposal
from questionnaire.messages import LocalText, Message, Text, msg
from services.bootstrap import Product
from services.copy_comparison import CopyComparison
from services.difference_words import place_text, side_text

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADS = (
    msg("Take over"),
    LocalText("位置", "Where"),
    LocalText("本文件", "This file"),
    LocalText("对方文件", "The copy"),
    msg("Who changed it"),
)
TAKE, WHERE, OURS, THEIRS, WHO = range(len(_HEADS))


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference in words.

    Attributes:
        place: as `Difference.place`.
        where: label of the field, or table, row and column.
        ours, theirs: what stands in the two files.
        who: which of them has changed it since both were one.
    """

    place: str
    where: Text
    ours: str
    theirs: str
    who: Text


def rows_of(
    product: Product, comparison: CopyComparison, texts: Texts
) -> tuple[DifferenceRow, ...]:
    """The differences of a comparison in words, in order of place."""
    language = texts.language
    return tuple(
        DifferenceRow(
            item.place,
            place_text(product, comparison.theirs if item.a is None else comparison.ours, item),
            side_text(product, item, item.a, language),
            side_text(product, item, item.b, language),
            _who(item.proposal, related=comparison.related),
        )
        for item in comparison.differences
    )


def _who(proposal: Proposal | None, *, related: bool) -> Message:
    if not related:
        return msg("not known")
    if proposal is None:
        return msg("both")
    return msg("only the copy") if proposal == "b" else msg("only this file")


class CompareModel(QAbstractTableModel):
    """Rows that can be ticked.

    Args:
        rows: the differences.
        taken: places that are ticked at first.
        texts: words heads and places.
        parent: the object that holds it.
    """

    taken_changed = Signal(int)
    """Emitted when ticks have changed, with the number of ticked rows."""

    def __init__(
        self,
        rows: Sequence[DifferenceRow],
        taken: Iterable[str],
        texts: Texts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)
        self._taken = set(taken)
        self._texts = texts

    @property
    def taken(self) -> frozenset[str]:
        """Places that are ticked."""
        return frozenset(self._taken)

    def tick(self, places: Iterable[str]) -> None:
        """Tick these places and no others."""
        self._taken = set(places)
        last = self.index(max(len(self._rows) - 1, 0), TAKE)
        self.dataChanged.emit(self.index(0, TAKE), last, [Qt.ItemDataRole.CheckStateRole])
        self.taken_changed.emit(len(self._taken))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

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
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TAKE else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column() == TAKE:
            return self._tick(row, role)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words: tuple[Text, ...] = ("", row.where, row.ours, row.theirs, row.who)
        return self._texts.tr(words[index.column()])

    def _tick(self, row: DifferenceRow, role: int) -> object:
        if role == Qt.ItemDataRole.CheckStateRole:
            taken = row.place in self._taken
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._texts.tr(row.where)
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TAKE:
            return False
        place = self._rows[index.row()].place
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._taken.add(place)
        else:
            self._taken.discard(place)
        self.dataChanged.emit(index, index, [role])
        self.taken_changed.emit(len(self._taken))
        return True
