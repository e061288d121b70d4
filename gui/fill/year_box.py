"""The choice of the year that is filled in, for the tool bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from gui.context import Context
from gui.fill.park_view_model import ParkViewModel
from gui.tokens import INPUT_PX
from questionnaire.messages import msg


class YearBox(QComboBox):
    """The years of the file, newest first."""

    chosen = Signal(int)
    """With the year that was chosen."""

    def __init__(self, context: Context, model: ParkViewModel) -> None:
        super().__init__()
        self._context = context
        self._model = model
        self.setObjectName("year")
        self.activated.connect(lambda: self.chosen.emit(self.currentData()))
        context.texts.language_changed.connect(self.refresh)
        context.theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the years of the file and the one that is filled in."""
        tr, px = self._context.texts.tr, self._context.theme.px
        self.setAccessibleName(tr(msg("Year")))
        self.clear()
        for year in self._model.years:
            self.addItem(tr(msg("Year {year}", year=year)), year)
        self.setCurrentIndex(self.findData(self._model.year))
        self.setMinimumWidth(px(88))
        self.setFixedHeight(px(INPUT_PX + 2))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel does not change the year
