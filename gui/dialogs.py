"""Everything that asks or tells the user in a box of its own; tests put a fake in its place.

Problems of data never come here: they stand where the problem is (visual.md, Principles 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)

from gui.error_words import message_of, places_of
from gui.settings import Settings
from gui.texts import Texts
from gui.theme import Theme
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg


@dataclass(frozen=True, slots=True)
class FileFilter:
    """Files that a chooser offers.

    Attributes:
        label: their name.
        patterns: e.g. `*.parkdb`.
    """

    label: Text
    patterns: tuple[str, ...]


PARK_FILES = FileFilter(
    LocalText("园区文件与上报文件", "Park files and submissions"), ("*.parkdb",)
)
STORES = FileFilter(LocalText("汇总库", "Stores"), ("*.db",))
OPENABLE = FileFilter(
    LocalText("园区文件、上报文件和汇总库", "Park files, submissions and stores"),
    ("*.parkdb", "*.db"),
)
ALL_FILES = FileFilter(LocalText("所有文件", "All files"), ("*",))


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a question.

    Attributes:
        id: what `ask` returns.
        label: what stands on it.
        is_default: whether Enter presses it; at most one.
    """

    id: str
    label: Text
    is_default: bool = False


_Kind: TypeAlias = Literal["question", "note", "warning"]
_MARK_PX = 24
_TEXT_CHARACTERS = 52
"""So many characters are in sight while a line of text is asked for."""


class Dialogs:
    """Asks the user through native boxes; every call returns when the user has answered."""

    def __init__(self, texts: Texts, settings: Settings, theme: Theme) -> None:
        self._texts = texts
        self._settings = settings
        self._theme = theme

    def open_files(
        self,
        parent: QWidget | None,
        title: Text,
        filters: Sequence[FileFilter],
        *,
        several: bool = False,
    ) -> tuple[Path, ...]:
        """Existing files that the user chose; empty when cancelled."""
        head, folder, offered = self._texts.tr(title), self._settings.last_folder, self._of(filters)
        if several:
            names, _ = QFileDialog.getOpenFileNames(parent, head, folder, offered)
        else:
            name, _ = QFileDialog.getOpenFileName(parent, head, folder, offered)
            names = [name] if name else []
        paths = tuple(Path(name) for name in names)
        if paths:
            self._settings.last_folder = str(paths[0].parent)
        return paths

    def save_file(
        self, parent: QWidget | None, title: Text, suggested: str, filters: Sequence[FileFilter]
    ) -> Path | None:
        """Where to write a file; None when cancelled.

        Args:
            parent: the window that asks.
            title: head of the box.
            suggested: a file name, put into the folder used last; or a whole path.
            filters: the first one's first pattern gives the suffix that a bare name gets.
        """
        start = str(Path(self._settings.last_folder) / suggested)
        name, _ = QFileDialog.getSaveFileName(
            parent, self._texts.tr(title), start, self._of(filters)
        )
        if not name:
            return None
        path = Path(name)
        suffix = Path(filters[0].patterns[0]).suffix if filters else ""
        if not path.suffix and suffix:
            path = path.with_suffix(suffix)
        self._settings.last_folder = str(path.parent)
        return path

    def choose_folder(self, parent: QWidget | None, title: Text) -> Path | None:
        """A folder, which may be a new one; None when cancelled."""
        name = QFileDialog.getExistingDirectory(
            parent, self._texts.tr(title), self._settings.last_folder
        )
        if not name:
            return None
        self._settings.last_folder = name
        return Path(name)

    def ask(
        self, parent: QWidget | None, question: Text, detail: Text, choices: Sequence[Choice]
    ) -> str | None:
        """The id of the choice that was pressed; None when the box was closed."""
        box = self._box(parent, "question", question, detail)
        buttons: dict[QPushButton, str] = {}
        for choice in choices:
            button = box.addButton(self._texts.tr(choice.label), QMessageBox.ButtonRole.ActionRole)
            buttons[button] = choice.id
            if choice.is_default:
                box.setDefaultButton(button)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setEscapeButton(cancel)
        self.run(box)
        pressed = box.clickedButton()
        box.deleteLater()
        return next((name for button, name in buttons.items() if button is pressed), None)

    def ask_text(
        self, parent: QWidget | None, title: Text, label: Text, initial: str = ""
    ) -> str | None:
        """A line of text without blanks at its ends; None when cancelled."""
        box = QInputDialog(parent)
        box.setWindowTitle(self._texts.tr(title))
        box.setLabelText(self._texts.tr(label))
        box.setTextValue(initial)
        box.resize(box.fontMetrics().averageCharWidth() * _TEXT_CHARACTERS, box.height())
        accepted = self.run(box)
        box.deleteLater()
        return box.textValue().strip() if accepted else None

    def note(self, parent: QWidget | None, text: Text, detail: Text = "") -> None:
        """Tell something that needs no decision."""
        self._tell(parent, "note", text, detail)

    def show_error(self, parent: QWidget | None, error: GreenparkError) -> None:
        """Tell what failed, every single defect, and what to do."""
        lines = [self._texts.tr(error.hint)] if error.hint is not None else []
        lines += [
            " ".join(part for part in (item.file, item.place) if part)
            + ("\u2002" if item.file or item.place else "")
            + self._texts.tr(item.message)
            for item in places_of(error)
        ]
        self._tell(parent, "warning", message_of(error), "\n".join(lines))

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog or a box until it is closed; whether it was accepted."""
        return dialog.exec() == QDialog.DialogCode.Accepted

    def _tell(self, parent: QWidget | None, kind: _Kind, text: Text, detail: Text) -> None:
        box = self._box(parent, kind, text, detail)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        self.run(box)
        box.deleteLater()

    def _box(self, parent: QWidget | None, kind: _Kind, text: Text, detail: Text) -> QMessageBox:
        box = QMessageBox(parent)
        box.setIconPixmap(self._mark(kind, box.devicePixelRatioF()))
        box.setWindowTitle(self._texts.tr(msg("Green park evaluation")))
        box.setText(self._texts.tr(text))
        box.setInformativeText(self._texts.tr(detail))
        return box

    def _mark(self, kind: _Kind, ratio: float) -> QPixmap:
        """One of our own strokes in the colours of the scheme, as everywhere in the window."""
        tokens, side = self._theme.tokens, self._theme.px(_MARK_PX)
        name, ink = {
            "question": ("circle-question-mark", tokens.accent),
            "note": ("info", tokens.accent),
            "warning": ("triangle-alert", tokens.warn),
        }[kind]
        return self._theme.icon(name, ink).pixmap(QSize(side, side), ratio)

    def _of(self, filters: Sequence[FileFilter]) -> str:
        return ";;".join(
            f"{self._texts.tr(item.label)} ({' '.join(item.patterns)})" for item in filters
        )
