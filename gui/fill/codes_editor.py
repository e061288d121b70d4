"""The input of some codes of a list, separated by ；: each is found by typing a part of its name.

Source: interface.md, 填报; GB/T 4754-2017 (divisions of industry).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget
from typing_extensions import override

from gui.fill.editors import LineEditor

SEPARATOR = "；"
_LAST_PART = re.compile(r"[^；;]*\Z")
_KEYS_OF_LIST = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}
)


class CodesEditor(LineEditor):
    """Typing offers the codes whose line holds what stands behind the last separator."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: dict[str, str] = {}
        self._offers = QCompleter(self)
        self._model = QStringListModel(self)
        self._offers.setModel(self._model)
        self._offers.setWidget(self)
        self._offers.setFilterMode(Qt.MatchFlag.MatchContains)
        self._offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._offers.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._offers.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    @property
    def popup(self) -> QAbstractItemView:
        """The list of what fits."""
        found = self._offers.popup()
        assert found is not None  # noqa: S101 - a completer of this mode has one
        return found

    def set_codes(self, codes: Sequence[tuple[str, str]]) -> None:
        """Offer codes with their names."""
        lines = {f"{code} {name}": code for code, name in codes}
        if lines != self._codes:
            self._codes = lines
            self._model.setStringList(list(lines))

    def _offer(self) -> None:
        part = self._part().strip()
        if not part or part in self._codes.values():
            self.popup.hide()
            return
        self._offers.setCompletionPrefix(part)
        if self._offers.completionCount():
            self.popup.setCurrentIndex(self._offers.completionModel().index(0, 0))
            self._offers.complete()
        else:
            self.popup.hide()

    def _part(self) -> str:
        found = _LAST_PART.search(self.text())
        return found.group() if found else ""

    def _take(self, line: str) -> None:
        text = self.text()
        self.setText(text[: len(text) - len(self._part())] + self._codes[line])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.popup.isVisible() and event.key() in _KEYS_OF_LIST:
            event.ignore()  # the list takes them
            return
        super().keyPressEvent(event)
