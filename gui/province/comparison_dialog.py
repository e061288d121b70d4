"""The dialog that sets parks, or the years of one park, side by side.

Source: interface.md, 汇总.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.province.comparison_rows import ComparedRow, compare
from gui.tokens import TABLE_ROW_PX
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.messages import Text, msg
from scoring.scorecard import Scorecard

ModelIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WIDTH_PX, _HEIGHT_PX = 1180, 660
_TABLE_PX, _LABEL_PX, _LEAST_PX, _MOST_PX = 1110, 290, 64, 220
_LABEL, _UNIT, _FIRST = 0, 1, 2


class ComparisonModel(QAbstractTableModel):
    """A line for every item, a column for every card, at the end the change.

    Args:
        rows: of `compare`.
        heads: of the cards.
        context: words texts.
        parent: the object that holds it.
    """

    def __init__(
        self,
        rows: Sequence[ComparedRow],
        heads: Sequence[Text],
        context: Context,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._heads: tuple[Text, ...] = (msg("Item"), msg("Unit"), *heads, msg("Last − first"))
        self._context = context

    @override
    def rowCount(self, parent: ModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: ModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._context.texts.tr(self._heads[section])
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._context.texts.tr(_cell(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole and row.is_group:
            return self._context.theme.font(bold=True)
        return None


class ComparisonDialog(QDialog):
    """Shows results side by side; nothing can be changed here.

    Args:
        title: what is compared.
        heads: of the cards, e.g. names of parks, or years.
        cards: at least two.
        context: words texts.
        parent: the window.
    """

    def __init__(
        self,
        title: Text,
        heads: Sequence[Text],
        cards: Sequence[Scorecard],
        context: Context,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        tr, px = context.texts.tr, context.theme.px
        self._context = context
        self.setObjectName("comparison")
        self.setWindowTitle(tr(title))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        rows = compare(cards, context.product)
        self._model = ComparisonModel(rows, heads, context, self)
        self._table = self._make_table()
        note = label(tr(msg("Indicators: value, and in brackets their score.")), "note")
        close = QPushButton(tr(msg("Close")))
        close.setObjectName("comparison.close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(note)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(tr(title), "title"))
        column.addWidget(self._table, 1)
        column.addLayout(row)

    def _make_table(self) -> QTableView:
        px = self._context.theme.px
        table = QTableView()
        table.setObjectName("comparison.table")
        table.setAccessibleName(self.windowTitle())
        table.setModel(self._model)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(TABLE_ROW_PX))
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setColumnWidth(_LABEL, px(_LABEL_PX))
        table.setColumnWidth(_UNIT, max(table.sizeHintForColumn(_UNIT), px(_LEAST_PX)))
        values = range(_FIRST, self._model.columnCount())
        room = px(_TABLE_PX) - table.columnWidth(_LABEL) - table.columnWidth(_UNIT)
        share = min(room // len(values), px(_MOST_PX))
        for column in values:
            table.setColumnWidth(column, max(table.sizeHintForColumn(column), share))
        return table


def _cell(row: ComparedRow, column: int) -> Text:
    if column == _LABEL:
        return row.label
    if column == _UNIT:
        return row.unit
    values = (*row.values, row.change)
    place = column - _FIRST
    return values[place] if row.values and place < len(values) else ""


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignLeft if column < _FIRST else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
