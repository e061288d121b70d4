"""Strict reading of factor rows: every defect is kept, none stops the reading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from accounting.factor_library import STATES, Provenance
from questionnaire.errors import Defect
from questionnaire.messages import LocalText, Message, msg

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_PROVENANCE = ("source", "state", "verified_by", "verified_on", "document", "clause")


@dataclass(slots=True)
class DefectList:
    """Defects of one file, gathered while it is read."""

    file: str
    found: list[Defect] = field(default_factory=list)

    def add(self, place: str, rule: str, message: Message) -> None:
        """Keep one defect."""
        self.found.append(Defect(self.file, place, rule, message))


def parse_file(text: str, defects: DefectList) -> Mapping[str, object]:
    """Parse one TOML file; a file that cannot be parsed is one defect and reads as empty."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        defects.add(
            "",
            "bad-toml",
            msg("The file is not valid TOML: {error}. Correct the line.", error=str(error)),
        )
        return {}


def read_rows(
    content: Mapping[str, object], kind: str, defects: DefectList, *, key: str = "code"
) -> list[RowReader]:
    """The rows `[[kind]]` of a file as readers, in order.

    Args:
        content: the parsed file.
        kind: name of the array of tables.
        defects: where defects go; a missing or empty array is one.
        key: the column that names a row in messages.
    """
    rows = content.get(kind)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        defects.add(
            kind,
            "missing-rows",
            msg("There are no rows [[{kind}]]; add at least one.", kind=kind),
        )
        return []
    return [
        RowReader(row, f"{kind}.{row.get(key, number)}", defects)
        for number, row in enumerate(rows, start=1)
    ]


def refuse_unknown_keys(
    content: Mapping[str, object], known: frozenset[str], place: str, defects: DefectList
) -> None:
    """One defect for each key of `content` that is not in `known`."""
    for key in content:
        if key not in known:
            defects.add(
                f"{place}.{key}" if place else key,
                "unknown-key",
                msg(
                    "Unknown key {key}; allowed are {known}.",
                    key=key,
                    known=", ".join(sorted(known)),
                ),
            )


class RowReader:
    """Reads the keys of one row; `finish` refuses the keys that nobody asked for."""

    def __init__(self, row: Mapping[str, object], place: str, defects: DefectList) -> None:
        """Read `row`; `place` names it in messages."""
        self._row = row
        self._asked: set[str] = set()
        self._defects = defects
        self.place = place

    def refuse(self, key: str, rule: str, message: Message) -> None:
        """Keep a defect of one key."""
        self._defects.add(f"{self.place}.{key}", rule, message)

    def text(self, key: str) -> str:
        """A text that must be there; empty when it is not a text."""
        self._asked.add(key)
        value = self._row.get(key)
        if isinstance(value, str):
            return value
        rule = "missing-key" if value is None else "not-text"
        self.refuse(key, rule, msg("{key} must be a text in quotes.", key=key))
        return ""

    def name(self, key: str) -> str:
        """A text that must not be empty."""
        value = self.text(key)
        if key in self._row and value == "":
            self.refuse(key, "empty", msg("{key} is empty; fill it in.", key=key))
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(key)
        if isinstance(self._row.get(key), str) and value not in allowed:
            self.refuse(
                key,
                f"unknown-{key.replace('_', '-')}",
                msg(
                    "{key} is {value}; allowed are {allowed}.",
                    key=key,
                    value=value,
                    allowed=", ".join(allowed),
                ),
            )
        return value

    def optional(self, key: str, *, signed: bool = False) -> Decimal | None:
        """A number as text, or the empty text for none; below 0 only where `signed`."""
        value = self.text(key)
        if value == "":
            return None
        if _NUMBER.match(value):
            if value.startswith("-") and not signed:
                self.refuse(
                    key,
                    "negative",
                    msg("{key} is {value}; it cannot be less than 0.", key=key, value=value),
                )
            return Decimal(value)
        self.refuse(
            key,
            "bad-number",
            msg(
                '{key} is {value}; write a decimal number in quotes, e.g. "0.94".',
                key=key,
                value=value,
            ),
        )
        return None

    def number(self, key: str, *, signed: bool = False) -> Decimal:
        """A number that must be there; 0 stands in for one that is missing or no number."""
        value = self.optional(key, signed=signed)
        if value is None and self._row.get(key) == "":
            self.refuse(key, "empty", msg("{key} is empty; fill it in.", key=key))
        return Decimal(0) if value is None else value

    def label(self) -> LocalText:
        """The label in both languages."""
        return self._in_both("label")

    def _in_both(self, key: str) -> LocalText:
        """A text in both languages."""
        self._asked.add(key)
        value = self._row.get(key)
        if isinstance(value, dict) and set(value) == {"zh", "en"}:
            zh, en = value["zh"], value["en"]
            if isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip():
                return LocalText(zh, en)
        self.refuse(
            key, f"bad-{key}", msg("{key} needs a Chinese (zh) and an English (en) text.", key=key)
        )
        return LocalText("")

    def provenance(self) -> Provenance:
        """Source, state and verification of the row."""
        source = self._in_both("source")
        state = self.choice("state", STATES)
        rest = [self.text(key) for key in _PROVENANCE[2:]]
        if rest[1] and not _DATE.match(rest[1]):
            self.refuse(
                "verified_on", "bad-date", msg("verified_on must be a date such as 2026-03-31.")
            )
        return Provenance(source, state, *rest)

    def finish(self) -> None:
        """Refuse the keys that were never asked for."""
        refuse_unknown_keys(self._row, frozenset(self._asked), self.place, self._defects)
