"""The head of the parks of a store: year, number, mean, what the codes rest on, filters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.context import Context
from gui.style import set_role
from gui.widgets.labels import ElidedLabel, label
from questionnaire.messages import LocalText, Text, msg
from services.number_words import number
from services.store_overview import StoreOverview, spans


class StoreHead(QWidget):
    """Says what the table under it shows, and that codes are provisional without industry means.

    Args:
        context: words texts.
        tools: stand at the right, the filters first.
    """

    means_asked = Signal()
    """When the user wants to give industry means."""

    def __init__(self, context: Context, *tools: QWidget) -> None:
        super().__init__()
        self._context = context
        self._found: StoreOverview | None = None
        self._shown = 0
        self._tools = tools
        self._title, self._note = label("", "title"), ElidedLabel()
        set_role(self._note, "role", "note")
        self._note.setObjectName("store.note")
        self._means = QWidget()
        self._means.setObjectName("store.means")
        self._warning = label("", "warn")
        self._warning.setObjectName("store.means.warning")
        self._give = QPushButton()
        self._give.setObjectName("store.means.give")
        set_role(self._give, "role", "link")
        self._give.clicked.connect(self.means_asked)
        self._lay_out()

    def show_store(self, found: StoreOverview) -> None:
        """Describe a store; the number of shown parks follows with `show_count`."""
        self._found = found
        self.retranslate()

    def show_count(self, shown: int) -> None:
        """Say how many parks the filters left."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        tr, found = self._context.texts.tr, self._found
        self._title.setText(tr(LocalText("园区", "Parks")))
        self._warning.setText(
            tr(msg("Carbon codes are provisional: the store has no industry means."))
        )
        self._give.setText(tr(msg("Give industry means…")))
        self._note.setText("" if found is None else tr(self._words(found)))
        self._means.setVisible(found is not None and found.lacks_means)
        for tool in self._tools:
            tool.setVisible(found is not None and bool(found.ranked))

    def _words(self, found: StoreOverview) -> Text:
        if not found.years:
            return msg("The store is empty; merge submissions into it.")
        years = spans(item.year for item in found.years)
        if self._shown < len(found.ranked):
            return msg(
                "{shown} of {n} {n|park|parks} in {year}; years in the store: {years}",
                shown=self._shown,
                n=len(found.ranked),
                year=found.year,
                years=years,
            )
        return msg(
            "{n} {n|park|parks} in {year}, mean {mean}; range: 90 % interval of the rank; years "
            "in the store: {years}",
            n=len(found.ranked),
            year=found.year,
            mean=number(found.mean, 1),
            years=years,
        )

    def _lay_out(self) -> None:
        px = self._context.theme.px
        first = QHBoxLayout()
        first.setSpacing(px(8))
        first.addWidget(self._title)
        first.addWidget(self._note, 1)
        for tool in self._tools:
            first.addWidget(tool)
        second = QHBoxLayout(self._means)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(px(8))
        second.addWidget(self._warning)
        second.addWidget(self._give)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(first)
        column.addWidget(self._means)
