"""Texts for people that are worded later, in the reader's language.

Pure packages never know the language of the reader. They hand out a `Message` (an English
message id with named values, translated by gettext at the door) or a `LocalText` (both
languages side by side, as catalogue and rubric files carry them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]
Translate: TypeAlias = Callable[[str], str]


def keep_english(msgid: str) -> str:
    """The translation into English: message ids are English texts."""
    return msgid


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text that its data file carries in both languages.

    Attributes:
        zh: Chinese text, never empty.
        en: English text; empty where the data file has none, then the Chinese one is shown.
    """

    zh: str
    en: str = ""

    def in_language(self, language: Language) -> str:
        """Return the text in `language`, or the Chinese one where there is no English one.

        >>> LocalText("园区", "Park").in_language("en")
        'Park'
        """
        return self.en if language == "en" and self.en else self.zh


@dataclass(frozen=True)
class Message:
    """An English text with named places `{name}` and the values that fill them.

    `{n|row|rows}` stands for the first word where the value `n` is 1, for the second otherwise.
    A value may itself be a `Message` or a `LocalText`; it is worded in the same language.
    Values are inserted as they are and never interpreted.
    """

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def render(self, language: Language, translate: Translate = keep_english) -> str:
        """Word the message in `language`; `translate` maps message ids to that language.

        >>> Message("{n} {n|row|rows}", {"n": 3}).render("en")
        '3 rows'
        """
        text = translate(self.msgid)
        filled = {
            name: render_text(value, language, translate) for name, value in self.params.items()
        }
        return _fill(text, filled)

    def __str__(  # type: ignore[explicit-override]  # typing.override is not in Python 3.11
        self,
    ) -> str:
        """The English wording."""
        return self.render("en")


Text: TypeAlias = Message | LocalText | str


def msg(msgid: str, **params: object) -> Message:
    """Make a `Message`; the name that the extraction of message ids looks for.

    >>> str(msg("Field {code} is empty.", code="gdp"))
    'Field gdp is empty.'
    """
    return Message(msgid, params)


def render_text(value: object, language: Language, translate: Translate = keep_english) -> str:
    """Word any text value: a message, a bilingual text, or anything else by `str`."""
    if isinstance(value, Message):
        return value.render(language, translate)
    if isinstance(value, LocalText):
        return value.in_language(language)
    return str(value)


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into `{name}` places in one pass, so that a value is never read as a place."""
    parts: list[str] = []
    rest = text
    while True:
        before, brace, after = rest.partition("{")
        parts.append(before)
        if not brace:
            return "".join(parts)
        place, closing, rest = after.partition("}")
        name, *words = place.split("|")
        if not closing or name not in values or len(words) not in (0, 2):
            parts.append(brace + place + closing)
        else:
            parts.append(words[values[name] != "1"] if words else values[name])
