"""What stands in a table that shows no rows.

Source: visual.md, Check before saying done (empty file).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from gui.context import Context
from gui.fill.grid_view import GridView
from gui.fill.table_model import TableModel
from gui.style import set_role
from questionnaire.messages import Text, msg

_INSET_PX = 12


class EmptyNote(QLabel):
    """Says below the heads of a table why there are no rows, and how some get there.

    Args:
        context: what every view is given.
        grid: the table; the note lies in it.
        model: its rows.
    """

    def __init__(self, context: Context, grid: GridView, model: TableModel) -> None:
        super().__init__(grid.viewport())
        self._context = context
        self._model = model
        self._grid = grid
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self, "role", "note")
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._refresh)
        context.texts.language_changed.connect(self._refresh)
        self._refresh()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _refresh(self) -> None:
        is_empty = not self._model.rowCount()
        self.setVisible(is_empty)
        self._grid.viewport().removeEventFilter(self)
        if is_empty:
            self.setText(self._context.texts.tr(self._words()))
            self._place()
            self._grid.viewport().installEventFilter(self)

    def _words(self) -> Text:
        if self._model.is_filtered:
            return msg("No row fits the filters.")
        if self._model.read_only:
            return msg("There are no rows.")
        return msg("No rows yet. Add one, or paste rows copied in Excel or WPS.")

    def _place(self) -> None:
        inset = self._context.theme.px(_INSET_PX)
        self.setGeometry(self._grid.viewport().rect().adjusted(inset, inset, -inset, 0))
