"""Facts in two columns: what it is, and its value, which can be marked and copied."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from gui.context import Context
from gui.widgets.digits import READABLE
from gui.widgets.labels import label
from questionnaire.messages import Text


class FactsForm(QWidget):
    """A column of names and a column of values that wrap."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(context.theme.px(20))
        self._form.setVerticalSpacing(context.theme.px(8))
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def show_facts(self, facts: Iterable[tuple[str, Text, Text]]) -> None:
        """Show facts in their order.

        Args:
            facts: object name of the value for tests and readers, what it is, the value.
        """
        while self._form.rowCount():
            self._form.removeRow(0)
        tr = self._context.texts.tr
        for name, what, value in facts:
            shown = QLabel(tr(value))
            shown.setObjectName(name)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setWordWrap(True)
            shown.setTextInteractionFlags(READABLE)
            shown.setAccessibleName(tr(what))
            self._form.addRow(label(tr(what), "label"), shown)
