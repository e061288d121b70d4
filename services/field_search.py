"""Finding a field by its code, its name in either language, or the initials of its pinyin.

Source: interface.md, 填报 (Ctrl+F).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText

# GB/T 2312 orders its 3755 common characters by pinyin; each letter begins at one code.
_LETTERS = "abcdefghjklmnopqrstwxyz"
_BEGINNINGS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC,
    0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9,
    0xD4D1,
)  # fmt: skip
_END = 0xD7FA
_OTHER_READINGS = {
    "重": "cz", "长": "cz", "调": "dt", "行": "xh", "会": "hk", "传": "cz", "弹": "dt", "槛": "k",
    "曾": "cz", "校": "xj", "藏": "cz", "溴": "x", "锂": "l",
}  # fmt: skip
"""Characters that are read in two ways here, or stand outside the ordered part."""


@dataclass(frozen=True, slots=True)
class FieldHit:
    """A field that was found; the best come first.

    Attributes:
        code: field or table code.
        page: 0 to 10.
        label: its name.
    """

    code: str
    page: int
    label: LocalText


@dataclass(frozen=True, slots=True)
class _Entry:
    hit: FieldHit
    code: str
    names: tuple[str, ...]
    initials: tuple[str, ...]


class FieldSearch:
    """The names of all fields of a catalogue, ready to be searched at each key."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the names once."""
        self._entries = tuple(
            _Entry(
                FieldHit(field.code, field.page, field.label),
                field.code.lower(),
                (_plain(field.label.zh), _plain(field.label.en)),
                tuple(initials(character) for character in _plain(field.label.zh)),
            )
            for field in catalogue.fields.values()
        )

    def find(self, typed: str, most: int = 20) -> tuple[FieldHit, ...]:
        """The fields that fit what was typed, best first; none for a blank."""
        wanted = _plain(typed)
        if not wanted:
            return ()
        ranked = [(_rank(entry, wanted), entry.hit) for entry in self._entries]
        found = [(rank, hit) for rank, hit in ranked if rank is not None]
        return tuple(hit for _, hit in sorted(found, key=lambda item: item[0])[:most])


def initials(character: str) -> str:
    """The letters with which the reading of a character can begin; a letter or digit itself.

    >>> initials("园"), initials("重"), initials("G"), initials("，")
    ('y', 'cz', 'g', '')
    """
    if character in _OTHER_READINGS:
        return _OTHER_READINGS[character]
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    number = high << 8 | low
    if not _BEGINNINGS[0] <= number < _END:
        return ""
    return _LETTERS[bisect_right(_BEGINNINGS, number) - 1]


@lru_cache(maxsize=1024)
def letters_of(text: str) -> str:
    """The initials of a text; where a character has two, both readings of the whole.

    >>> letters_of("医药制造业"), letters_of("重庆")
    ('yyzzy', 'cq zq')
    """
    letters = [found for character in text if (found := initials(character))]
    readings = dict.fromkeys(
        "".join(found[place] if place < len(found) else found[0] for found in letters)
        for place in range(2)
    )
    return " ".join(readings)


def _rank(entry: _Entry, wanted: str) -> tuple[int, int] | None:
    """How well an entry fits: what is found, then where; None when it does not."""
    if entry.code == wanted or wanted in entry.names:
        return 0, 0
    places = [name.find(wanted) for name in (*entry.names, entry.code)]
    inside = [place for place in places if place >= 0]
    if inside:
        return (1 if 0 in inside else 3), min(inside)
    place = _find_initials(entry.initials, wanted)
    if place is not None:
        return (2 if place == 0 else 4), place
    return None


def _find_initials(known: Iterable[str], wanted: str) -> int | None:
    """Where the letters stand in a row in the name; marks between characters are passed over."""
    letters = [item for item in known if item]
    for start in range(len(letters) - len(wanted) + 1):
        if all(one in letters[start + at] for at, one in enumerate(wanted)):
            return start
    return None


def _plain(text: str) -> str:
    """Lower case, full-width forms made narrow, letters and digits only."""
    narrow = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in narrow if character.isalnum() or character == "_")
