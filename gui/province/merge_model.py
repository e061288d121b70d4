"""What a merge did with each file, and its control totals, as table models."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from gui.context import Context
from questionnaire.messages import Text, msg
from services.merges import FileOutcome, ledger_row_texts

ModelIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TextTableModel(QAbstractTableModel):
    """Rows of texts under worded heads; the base of the small read-only tables here.

    Args:
        context: words texts.
        heads: of the columns.
        numbers: columns whose cells stand at the right.
        parent: the object that holds it.
    """

    def __init__(
        self,
        context: Context,
        heads: Sequence[Text],
        numbers: Sequence[int] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._heads = heads
        self._numbers = frozenset(numbers)
        self._rows: Sequence[Sequence[Text]] = ()

    def show_rows(self, rows: Sequence[Sequence[Text]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: ModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: ModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._context.texts.tr(self._heads[section])
        return None

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._context.texts.tr(self._rows[index.row()][index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = index.column() in self._numbers
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


FILE_HEADS: tuple[Text, ...] = (
    msg("File"),
    msg("Result"),
    msg("New"),
    msg("Known"),
    msg("What to do"),
)
LEDGER_HEADS: tuple[Text, ...] = (
    msg("Table"),
    msg("In the file"),
    msg("Taken"),
    msg("Equal"),
    msg("Refused"),
    msg("Conflict"),
)


def file_row(outcome: FileOutcome) -> tuple[Text, ...]:
    """A merged or refused file as a row."""
    if outcome.refusal is not None:
        refused = msg("refused: {reason}", reason=outcome.refusal.message)
        return outcome.file, refused, "0", "0", outcome.refusal.hint or ""
    conflict = any(row.conflict for row in outcome.ledger)
    if conflict:
        result: Text = msg("merged, with a conflict")
    elif outcome.added:
        result = msg("merged")
    else:
        result = msg("known already")
    todo: Text = msg("confirm the signer") if outcome.unconfirmed else ""
    return outcome.file, result, str(outcome.added), str(outcome.identical), todo


def ledger_rows(outcome: FileOutcome) -> list[tuple[Text, ...]]:
    """The control totals of a file."""
    keys = ("table", "in", "taken", "equal", "refused", "conflict")
    return [tuple(ledger_row_texts(row)[key] for key in keys) for row in outcome.ledger]
