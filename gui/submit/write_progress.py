"""What is being done while the submission is written, and how far it is."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from gui.context import Context
from gui.jobs import Stage
from gui.widgets.labels import label
from questionnaire.messages import Text, msg


class WriteProgress(QWidget):
    """A line of words above a bar; its room is kept while it shows nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._words = label("", "label")
        self._words.setObjectName("submit.progress")
        self._bar = QProgressBar()
        self._bar.setObjectName("submit.bar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._tr(msg("Progress of submitting")))
        room = self._bar.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(context.theme.px(6))
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.say("")

    def say(self, text: Text) -> None:
        """Say something without a bar; an empty text says nothing."""
        self._bar.hide()
        self._words.setText(self._tr(text))

    def show_stage(self, stage: Stage) -> None:
        """Show what is being done; the bar moves to and fro while nobody knows how much it is."""
        self._bar.setRange(0, stage.total)
        self._bar.setValue(stage.done)
        self._bar.show()
        self._words.setText(self._tr(stage.text))

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)
