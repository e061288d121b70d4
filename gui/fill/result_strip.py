"""Total, grade and 碳效码 in the head of a ledger page, where the live panel has no room.

Source: visual.md; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.session_signals import SessionSignals
from gui.widgets.code_tile import CodeTile
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.number_words import number
from services.park_sessions import ParkSession
from services.session_values import Change

_TILE_PX = 22


class ResultStrip(QWidget):
    """Follows the session."""

    def __init__(self, context: Context, session: ParkSession, signals: SessionSignals) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._total = label("", "key")
        self._grade = label("", "label")
        self._tile = CodeTile(context.theme, _TILE_PX)
        self._word = label("", "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, context.theme.px(12), 0)
        row.setSpacing(context.theme.px(8))
        for part in (self._total, self._grade, self._tile, self._word):
            row.addWidget(part)
        signals.changed.connect(self._follow)
        context.texts.language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the present result."""
        tr = self._context.texts.tr
        parts = (self._total, self._grade, self._tile, self._word)
        try:
            card = self._session.scorecard
        except GreenparkError:  # no edition for the year, or rows are still being checked
            for part in parts:
                part.hide()
            return
        for part in parts:
            part.show()
        self._total.setText(number(card.total_printed, 1))
        self._total.setAccessibleName(tr(msg("Total {total}", total=number(card.total_printed, 1))))
        self._grade.setText(card.grade or "–")
        self._tile.show_code(card.code.k_grade, card.code.status)
        self._word.setText(" ".join(tr(word) for word in self._tile.words()))

    def _follow(self, change: Change) -> None:
        if (change.score or change.year) and self.isVisible():
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
