"""A TOML table read strictly: every key known and of its type; all defects are gathered."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from questionnaire.errors import Defect
from questionnaire.messages import LocalText, Message, msg

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_Word = TypeVar("_Word", bound=str)


class StrictTable:
    """Reads one table of a file and notes every defect with file, key, rule and remedy.

    A reading method returns a neutral value after a defect, so that reading goes on to the next.

    >>> found = []
    >>> table = StrictTable({"a": "1", "b": "x"}, "f.toml", "", found)
    >>> table.number("a"), table.number("b")
    (Decimal('1'), Decimal('0'))
    >>> found[0].file, found[0].place, found[0].rule
    ('f.toml', 'b', 'not-a-number')
    """

    def __init__(
        self, table: Mapping[str, object], file: str, place: str, defects: list[Defect]
    ) -> None:
        """Read `table`, found at `place` of `file`; defects are appended to `defects`."""
        self._table = table
        self._place = place
        self._read: set[str] = set()
        self.file = file
        self.defects = defects

    def place(self, key: str) -> str:
        """Path of a key in the file."""
        return f"{self._place}.{key}" if self._place else key

    def refuse(self, key: str, rule: str, message: Message) -> None:
        """Note a defect at `key`."""
        self.defects.append(Defect(self.file, self.place(key), rule, message))

    def has(self, key: str) -> bool:
        """Whether the key is there; an optional key is asked for so."""
        return key in self._table

    def get(self, key: str) -> object:
        """The raw value, or None with a defect when the key is missing."""
        self._read.add(key)
        if key not in self._table:
            self.refuse(key, "missing-key", msg("The key {key} is missing; add it.", key=key))
            return None
        return self._table[key]

    def text(self, key: str, *, empty: bool = False) -> str:
        """A text; `empty` allows the empty one."""
        value = self.get(key)
        if isinstance(value, str) and (value or empty):
            return value
        if value is not None:
            self.refuse(key, "not-a-text", msg("{key} must be a text in quotes.", key=key))
        return ""

    def local_text(self, prefix: str = "") -> LocalText:
        """A text in both languages from `<prefix>_zh` and `<prefix>_en`."""
        zh, en = (f"{prefix}_zh", f"{prefix}_en") if prefix else ("zh", "en")
        return LocalText(self.text(zh), self.text(en))

    def number(self, key: str) -> Decimal:
        """A number written as text; 0 after a defect."""
        value = self.get(key)
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            return Decimal(value)
        if value is not None:
            self.refuse(
                key,
                "not-a-number",
                msg('{key} must be a plain number in quotes, e.g. "0.80".', key=key),
            )
        return Decimal(0)

    def optional_number(self, key: str) -> Decimal | None:
        """A number, or None where the text is empty (an open limit)."""
        if self._table.get(key) == "":
            self._read.add(key)
            return None
        return self.number(key)

    def whole(self, key: str) -> int:
        """A whole number written as text."""
        number = self.number(key)
        if number != number.to_integral_value():
            self.refuse(key, "not-whole", msg("{key} must be a whole number.", key=key))
        return int(number)

    def flag(self, key: str) -> bool:
        """A true or false."""
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(key, "not-a-flag", msg("{key} must be true or false.", key=key))
        return value is True

    def day(self, key: str) -> datetime.date:
        """A date YYYY-MM-DD without quotes."""
        value = self.get(key)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if value is not None:
            self.refuse(
                key, "not-a-date", msg("{key} must be a date like 2016-01-01, no quotes.", key=key)
            )
        return datetime.date.min

    def one_of(self, key: str, allowed: Sequence[_Word]) -> _Word:
        """One of the allowed words; the first of them after a defect."""
        value = self.get(key)
        for word in allowed:
            if value == word:
                return word
        if value is not None:
            self._refuse_word(key, value, allowed)
        return allowed[0]

    def words(self, key: str, allowed: Sequence[_Word]) -> tuple[_Word, ...]:
        """A list of allowed words without repetition."""
        value = self.get(key)
        if not isinstance(value, list) or not value or len(set(map(str, value))) != len(value):
            if value is not None:
                self.refuse(
                    key, "not-a-list", msg("{key} must be a list without repetition.", key=key)
                )
            return ()
        for item in value:
            if item not in allowed:
                self._refuse_word(key, item, allowed)
        return tuple(word for word in allowed if word in value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.get(key)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        if value is not None:
            self.refuse(key, "not-a-list", msg("{key} must be a list of texts.", key=key))
        return ()

    def table(self, key: str) -> StrictTable:
        """A table inside this one; empty after a defect."""
        value = self.get(key)
        if not isinstance(value, Mapping):
            if value is not None:
                self.refuse(key, "not-a-table", msg("{key} must be a table.", key=key))
            value = {}
        return StrictTable(value, self.file, self.place(key), self.defects)

    def tables(self, key: str) -> list[StrictTable]:
        """A list of tables; empty after a defect."""
        value = self.get(key)
        if isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
            return [
                StrictTable(item, self.file, f"{self.place(key)}[{index}]", self.defects)
                for index, item in enumerate(value)
            ]
        if value is not None:
            self.refuse(key, "not-a-table", msg("{key} must be a list of tables.", key=key))
        return []

    def keys(self) -> tuple[str, ...]:
        """Names of all keys of the table."""
        return tuple(self._table)

    def finish(self) -> None:
        """Note every key that nobody read."""
        for key in self._table:
            if key not in self._read:
                self.refuse(
                    key,
                    "unknown-key",
                    msg("The key {key} is not known here; correct or remove it.", key=key),
                )

    def _refuse_word(self, key: str, value: object, allowed: Sequence[str]) -> None:
        self.refuse(
            key,
            "unknown-word",
            msg(
                "{key} is {value}; use one of: {allowed}.",
                key=key,
                value=value,
                allowed=", ".join(allowed),
            ),
        )
