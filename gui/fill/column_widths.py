"""Widths of the columns of a grid: what the user gave them, else room for what they hold.

Source: interface.md, 填报 (tables); visual.md, Tables.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from gui.context import Context
from gui.fill.table_heads import ColumnHead
from gui.fill.table_model import TableModel
from services.table_views import can_be_totalled

_SAMPLE_ROWS = 60
_LEAST_PX, _MOST_PX, _SPACE_PX = 72, 260, 24
_ROOM_FOR_A_SUM = "0,000"
"""How much longer a sum may be than the cells above it, without working it out."""


class ColumnWidths(QObject):
    """Gives the columns of a view their widths and remembers those that the user gives them.

    Args:
        context: what every view is given.
        view: shows the model.
        model: the table.
    """

    def __init__(self, context: Context, view: QTableView, model: TableModel) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._model = model
        self._is_fitting = False
        view.horizontalHeader().sectionResized.connect(self._keep)

    def fit(self) -> None:
        """Give every column its remembered width, or room for its head and its first rows."""
        px, kept = self._context.theme.px, self._context.settings.column_widths(self._model.code)
        head = self._view.horizontalHeader()
        self._is_fitting = True
        for column, question in enumerate(self._model.columns):
            width = kept.get(question.code)
            head.resizeSection(column, self._fitting(column) if width is None else px(width))
        self._is_fitting = False

    def forget(self) -> None:
        """Give up the widths that the user chose."""
        self._context.settings.keep_column_widths(self._model.code, {})
        self.fit()

    def _keep(self, column: int, _old: int, width: int) -> None:
        if not self._is_fitting and width:
            kept = self._context.settings.column_widths(self._model.code)
            kept[self._model.columns[column].code] = round(width / self._context.theme.scale)
            self._context.settings.keep_column_widths(self._model.code, kept)

    def _fitting(self, column: int) -> int:
        metrics, px = self._view.fontMetrics(), self._context.theme.px
        head = self._view.horizontalHeader()
        rows = range(min(self._model.rowCount(), _SAMPLE_ROWS))
        texts = {f"{self._model.text(row, column)} {self._model.unit(row, column)}" for row in rows}
        widest = max((metrics.horizontalAdvance(text.rstrip()) for text in texts), default=0)
        if can_be_totalled(self._model.columns[column]):
            widest += metrics.horizontalAdvance(_ROOM_FOR_A_SUM)
        named = head.width_of(column) if isinstance(head, ColumnHead) else 0
        return min(max(widest + px(_SPACE_PX), named, px(_LEAST_PX)), px(_MOST_PX))
