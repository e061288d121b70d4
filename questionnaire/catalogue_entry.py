"""Strict reading of one table of a TOML file: every key asked for, every defect kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from questionnaire.errors import Defect
from questionnaire.messages import LocalText, Message, msg
from questionnaire.typed_numbers import read_canonical_number
from questionnaire.value_problem import ValueProblem


class Entry:
    """One TOML table while it is read.

    Reading never stops at a defect: it is noted and a stand-in returned, so that all defects of a
    file come out at once. `finish` notes the keys that nobody asked for.

    Attributes:
        file: relative path of the file.
        place: dotted keys from the top of the file; empty at the top.
        defects: where defects are noted, shared by all entries of a catalogue.
        keys: keys in the order of the file.
    """

    def __init__(
        self, file: str, place: str, content: Mapping[str, object], defects: list[Defect]
    ) -> None:
        self.file = file
        self.place = place
        self.defects = defects
        self.keys = tuple(content)
        self._content = content
        self._asked: set[str] = set()

    def note(self, key: str, rule: str, message: Message) -> None:
        """Note a defect at `key`."""
        self.defects.append(Defect(self.file, self.at(key), rule, message))

    def at(self, key: str) -> str:
        """Place of a key of this table."""
        return f"{self.place}.{key}" if self.place and key else self.place or key

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without `default` it must be there and not empty."""
        value = self._take(key, default)
        if not isinstance(value, str):
            self._note_type(key, value, msg("a text in quotes"))
            return ""
        if not value and default is None:
            self._note_missing(key)
        return value

    def word(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """A text that is one of the known words."""
        words = tuple(known)
        value = self.text(key, default)
        if value and value not in words:
            self.note(
                key,
                "unknown-word",
                msg(
                    "{key} is {value}, which does not exist; use one of: {words}.",
                    key=key,
                    value=value,
                    words=", ".join(words),
                ),
            )
        return value if value in words else words[0]

    def number(self, key: str) -> Decimal | None:
        """A number written as a text; None when absent."""
        if key not in self._content:
            self._asked.add(key)
            return None
        value = self._take(key, None)
        try:
            return read_canonical_number(value if isinstance(value, str) else "")
        except ValueProblem:
            self.note(
                key,
                "bad-number",
                msg(
                    'The number {value} of {key} must be a text like "1200.5", '
                    "without separators, exponent or trailing zeros.",
                    value=value,
                    key=key,
                ),
            )
            return None

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        if isinstance(value, bool):
            return value
        self._note_type(key, value, msg("true or false without quotes"))
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, required but possibly empty."""
        value = self._take(key, None)
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self._note_type(key, value, msg("a list of texts"))
        return ()

    def local(self, key: str, *, required: bool = True) -> LocalText | None:
        """A text in both languages, `{ zh = "…", en = "…" }`; None when absent."""
        if not required and key not in self._content:
            self._asked.add(key)
            return None
        entry = self.entry(key)
        text = LocalText(entry.text("zh"), entry.text("en"))
        entry.finish()
        return text

    def entry(self, key: str) -> Entry:
        """A table inside this one."""
        return self._inner(key, self._take(key, None), key)

    def entries(self, key: str) -> Iterator[Entry]:
        """The tables of a list, none when absent."""
        value = self._take(key, [])
        if not isinstance(value, list):
            self._note_type(key, value, msg("a list of tables"))
            return
        for number, item in enumerate(value):
            yield self._inner(key, item, f"{key}[{number}]")

    def finish(self) -> None:
        """Note every key that was not asked for."""
        for key in self._content:
            if key not in self._asked:
                self.note(
                    key,
                    "unknown-key",
                    msg(
                        "The key {key} does not exist here; remove it or correct it to one of: "
                        "{known}.",
                        key=key,
                        known=", ".join(sorted(self._asked)),
                    ),
                )

    def _inner(self, key: str, value: object, name: str) -> Entry:
        if not isinstance(value, Mapping):
            self._note_type(key, value, msg("a table"))
            # A stand-in that swallows what its missing keys would report a second time.
            return Entry(self.file, self.at(name), {}, [])
        return Entry(self.file, self.at(name), value, self.defects)

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._content.get(key, default)

    def _note_type(self, key: str, value: object, wanted: Message) -> None:
        if value is None:
            self._note_missing(key)
            return
        self.note(
            key,
            "wrong-type",
            msg("{key} is {value}; write {wanted}.", key=key, value=value, wanted=wanted),
        )

    def _note_missing(self, key: str) -> None:
        self.note(key, "missing-key", msg("The key {key} is missing; add it.", key=key))
