"""A bar above the page: what has to be known of the file, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.context import Context
from gui.style import set_role
from gui.widgets.labels import label
from questionnaire.messages import Text


class NoteBar(QWidget):
    """One sentence and buttons; hidden while there is nothing to say."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self._context = context
        self._text: Text = ""
        self._choices: Sequence[tuple[Text, Callable[[], object]]] = ()
        self._buttons: list[QPushButton] = []
        self.setObjectName(name)
        set_role(self, "ground", "warn")
        self._label = label("", "warn")
        self._label.setWordWrap(True)
        px = context.theme.px
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), px(6), px(12), px(6))
        self._row.addWidget(self._label, 1)
        context.texts.language_changed.connect(self._show)
        context.theme.changed.connect(self._show)
        self.hide()

    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def tell(self, text: Text, choices: Sequence[tuple[Text, Callable[[], object]]] = ()) -> None:
        """Say something until `clear`; each choice is a button with what it does."""
        self._text, self._choices = text, choices
        self._show()
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    def _show(self) -> None:
        self._label.setText(self._context.texts.tr(self._text))
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(text, act) for text, act in self._choices]

    def _button(self, text: Text, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._context.texts.tr(text), self)
        set_role(button, "role", "link")
        button.clicked.connect(act)
        self._row.addWidget(button)
        return button
