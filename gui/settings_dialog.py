"""The settings: language, colours, size of text, who fills in. Each counts as soon as it is set."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.fonts import system_scale
from gui.settings import TEXT_SCALES, SchemeChoice
from gui.widgets.labels import label
from questionnaire.messages import Language, LocalText, Message, msg

_LANGUAGES: tuple[tuple[Language, LocalText], ...] = (
    ("zh", LocalText("简体中文", "简体中文")),
    ("en", LocalText("English", "English")),
)
_SCHEMES: tuple[tuple[SchemeChoice, Message], ...] = (
    ("system", msg("Colours of the system")),
    ("light", msg("Light")),
    ("dark", msg("Dark")),
)
_WIDTH_PX = 440


class SettingsDialog(QDialog):
    """Shows the settings and changes them at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setMinimumWidth(context.theme.px(_WIDTH_PX))
        self._language, self._scheme, self._scale = QComboBox(), QComboBox(), QComboBox()
        self._author = QLineEdit(context.settings.author)
        names = ("language", "scheme", "scale", "author")
        self._editors = dict(
            zip(names, (self._language, self._scheme, self._scale, self._author), strict=True)
        )
        self._labels = {name: label(role="label") for name in names}
        self._note = label(role="note")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self._language.activated.connect(self._set_language)
        self._scheme.activated.connect(self._set_scheme)
        self._scale.activated.connect(self._set_scale)
        self._author.editingFinished.connect(self._set_author)
        context.texts.language_changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        tr, settings = self._context.texts.tr, self._context.settings
        self.setWindowTitle(tr(msg("Settings")))
        texts = {
            "language": msg("Language"),
            "scheme": msg("Colours"),
            "scale": msg("Size of text"),
            "author": msg("Who fills in"),
        }
        for name, text in texts.items():
            self._labels[name].setText(tr(text))
            self._editors[name].setAccessibleName(tr(text))
        _fill(self._language, [tr(text) for _, text in _LANGUAGES])
        self._language.setCurrentIndex([key for key, _ in _LANGUAGES].index(settings.language))
        _fill(self._scheme, [tr(text) for _, text in _SCHEMES])
        self._scheme.setCurrentIndex([key for key, _ in _SCHEMES].index(settings.scheme))
        _fill(self._scale, [f"{scale} %" for scale in TEXT_SCALES])
        self._scale.setCurrentIndex(TEXT_SCALES.index(settings.text_scale))
        self._author.setPlaceholderText(tr(msg("Name for the edit log and the declaration")))
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        home = self._context.environment.home
        self._note.setText(tr(msg("Settings and keys are kept in {folder}.", folder=home)))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for name, editor in self._editors.items():
            editor.setObjectName(f"settings.{name}")
            self._labels[name].setBuddy(editor)
            form.addRow(self._labels[name], editor)
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self._note)
        column.addWidget(self._buttons)

    def _set_language(self, number: int) -> None:
        self._context.settings.language = _LANGUAGES[number][0]
        self._context.texts.set_language(_LANGUAGES[number][0])

    def _set_scheme(self, number: int) -> None:
        self._context.settings.scheme = _SCHEMES[number][0]
        self._context.theme.set_scheme(_SCHEMES[number][0])

    def _set_scale(self, number: int) -> None:
        self._context.settings.text_scale = TEXT_SCALES[number]
        self._context.theme.set_scale(system_scale() * TEXT_SCALES[number] / 100)

    def _set_author(self) -> None:
        self._context.settings.author = self._author.text().strip()


def _fill(box: QComboBox, texts: list[str]) -> None:
    """Offer these texts; whoever is wording anew chooses the present one afterwards."""
    box.clear()
    box.addItems(texts)
