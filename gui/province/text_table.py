"""Small read-only tables of texts: a model of rows, and a view whose columns fit their texts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from gui.context import Context
from gui.theme import Theme
from gui.tokens import TABLE_ROW_PX
from questionnaire.messages import Text

ModelIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEAST_PX, _STRETCHED_LEAST_PX, _WIDEST_SHARE = 64, 120, 0.4
_FRAME_PX = 6
"""What the focus frame takes from the text of its cell."""
_TALLEST_ROWS = 4


class TextTableModel(QAbstractTableModel):
    """Rows of texts under worded heads.

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

    def show_table(
        self, heads: Sequence[Text], numbers: Sequence[int], rows: Sequence[Sequence[Text]]
    ) -> None:
        """Show rows of another kind under heads of their own."""
        self.beginResetModel()
        self._heads, self._numbers, self._rows = heads, frozenset(numbers), rows
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
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._context.texts.tr(self._heads[section])
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._context.texts.tr(self._rows[index.row()][index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def _alignment(self, column: int) -> int:
        right = column in self._numbers
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class TextTable(QTableView):
    """Columns as wide as their texts, one takes the rest; long texts wrap.

    Args:
        model: what is shown.
        theme: measures.
        stretched: the column that takes what is left of the width.
    """

    def __init__(self, model: TextTableModel, theme: Theme, stretched: int) -> None:
        super().__init__()
        self._theme = theme
        self._stretched = stretched
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMaximumSectionSize(theme.px(TABLE_ROW_PX) * _TALLEST_ROWS)
        self.horizontalHeader().setHighlightSections(False)
        model.modelReset.connect(self.fit_columns)
        self.fit_columns()

    def stretch(self, column: int) -> None:
        """Let another column take the rest."""
        self._stretched = column
        self.fit_columns()

    def fit_columns(self) -> None:
        """Fit columns and rows to their texts and to the width of the table."""
        width, heads = self.viewport().width(), self.horizontalHeader()
        most = max(round(width * _WIDEST_SHARE), self._theme.px(_LEAST_PX))
        for column in range(self.model().columnCount()):
            wanted = max(self.sizeHintForColumn(column), heads.sectionSizeHint(column))
            wanted += self._theme.px(_FRAME_PX)
            self.setColumnWidth(column, max(min(wanted, most), self._theme.px(_LEAST_PX)))
        others = heads.length() - self.columnWidth(self._stretched)
        least = self._theme.px(_STRETCHED_LEAST_PX)
        self.setColumnWidth(self._stretched, max(width - others, least))
        self._fit_rows()

    def _fit_rows(self) -> None:
        least = self._theme.px(TABLE_ROW_PX)
        for row in range(self.model().rowCount()):
            wanted = self.sizeHintForRow(row) + self._theme.px(_FRAME_PX)
            self.setRowHeight(row, max(wanted, least))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit_columns()
