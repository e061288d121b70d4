"""The language of the window: words every text, and says when the language changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from questionnaire.messages import Language
from services.translation import word

_NARROW = str.maketrans("“”‘’", "\"\"''")
"""The bundled font draws curly quotes as wide as a Chinese character, which tears English apart."""


class Texts(QObject):
    """Words messages and bilingual texts in the language that the user chose.

    Views word their texts in `retranslate`, called once when they are made and again for every
    `language_changed`.
    """

    language_changed = Signal()
    """After the language was changed."""

    def __init__(self, language: Language = "zh", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language

    @property
    def language(self) -> Language:
        """The present language."""
        return self._language

    def set_language(self, language: Language) -> None:
        """Change the language; nothing happens when it is the present one."""
        if language != self._language:
            self._language = language
            self.language_changed.emit()

    def tr(self, text: object) -> str:  # type: ignore[override, explicit-override]  # not Qt's
        """A `Message`, `LocalText` or plain value in the present language."""
        worded = word(text, self._language)
        return worded.translate(_NARROW) if self._language == "en" else worded
