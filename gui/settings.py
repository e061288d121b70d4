"""What the program remembers of its user, typed, in one INI file of the environment's home."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal, TypeAlias, cast

from PySide6.QtCore import QByteArray, QSettings

from questionnaire.messages import Language

SchemeChoice: TypeAlias = Literal["system", "light", "dark"]
FileKindName: TypeAlias = Literal["park", "submission", "store"]

MOST_RECENT = 12
TEXT_SCALES = (100, 110, 125, 150)
"""Sizes of text in percent that a user can choose on top of the system's."""


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file or store that was opened, with what the start page says of it.

    Attributes:
        location: path, or URL of a store; never with a password.
        kind: what it is.
        opened_at: when, as YYYY-MM-DDThh:mm:ssZ.
        name: of the park, or of the store.
        years: e.g. `2025`; empty when not known.
        total: printed total; empty without one.
        grade: grade letter; empty without one.
        k_grade: 1 to 5, or 0 without one.
        code_status: `final`, `provisional` or `none`.
    """

    location: str
    kind: FileKindName
    opened_at: str
    name: str = ""
    years: str = ""
    total: str = ""
    grade: str = ""
    k_grade: int = 0
    code_status: Literal["final", "provisional", "none"] = "none"


class Settings:
    """The settings of one user; every property reads and writes the file at once.

    A value that is missing or cannot be read counts as its default: settings are never a reason
    not to start.

    Args:
        path: the INI file; it and its folder are made by the first change.
    """

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """Language of the window; 简体中文 by default."""
        return "en" if self._text("language") == "en" else "zh"

    @language.setter
    def language(self, value: Language) -> None:
        self._store.setValue("language", value)

    @property
    def scheme(self) -> SchemeChoice:
        """Light, dark, or as the system."""
        text = self._text("scheme")
        return cast("SchemeChoice", text) if text in {"light", "dark"} else "system"

    @scheme.setter
    def scheme(self, value: SchemeChoice) -> None:
        self._store.setValue("scheme", value)

    @property
    def text_scale(self) -> int:
        """Size of text in percent of the system's, one of `TEXT_SCALES`."""
        text = self._text("text_scale")
        return int(text) if text in {str(scale) for scale in TEXT_SCALES} else 100

    @text_scale.setter
    def text_scale(self, value: int) -> None:
        self._store.setValue("text_scale", str(value))

    @property
    def author(self) -> str:
        """Who fills in, as the edit log and the declaration name them; empty until given."""
        return self._text("author")

    @author.setter
    def author(self, value: str) -> None:
        self._store.setValue("author", value)

    @property
    def last_folder(self) -> str:
        """Where the last file was chosen; empty at first."""
        return self._text("last_folder")

    @last_folder.setter
    def last_folder(self, value: str) -> None:
        self._store.setValue("last_folder", value)

    def column_widths(self, table: str) -> dict[str, int]:
        """Widths that a user gave the columns of a table, by column; empty at first.

        In pixels of the pictures, whatever the size of text is.
        """
        try:
            known = json.loads(self._text(f"columns/{table}") or "{}")
        except ValueError:
            return {}
        if not isinstance(known, dict):
            return {}
        return {name: width for name, width in known.items() if isinstance(width, int)}

    def keep_column_widths(self, table: str, widths: Mapping[str, int]) -> None:
        """Remember the widths of the columns of a table; none forgets them."""
        self._store.setValue(f"columns/{table}", json.dumps(dict(widths)))

    def frozen_columns(self, table: str) -> int | None:
        """How many columns of a table a user lets stay in sight; 0 none, None not chosen yet."""
        text = self._text(f"frozen/{table}")
        return int(text) if text.isdecimal() else None

    def keep_frozen_columns(self, table: str, count: int) -> None:
        """Remember how many columns of a table stay in sight; 0 none."""
        self._store.setValue(f"frozen/{table}", str(count))

    def shown_columns(self, table: str) -> tuple[str, ...] | None:
        """Columns of a table that a user chose to see; None not chosen yet."""
        text = self._text(f"shown/{table}")
        return tuple(text.split(" ")) if text else None

    def keep_shown_columns(self, table: str, columns: Iterable[str] | None) -> None:
        """Remember which columns of a table are seen; None forgets it."""
        self._store.setValue(f"shown/{table}", " ".join(columns or ()))

    @property
    def side_panel(self) -> bool | None:
        """Whether a user wants the panel beside the parks of a store; None not chosen yet."""
        return {"shown": True, "hidden": False}.get(self._text("side_panel"))

    @side_panel.setter
    def side_panel(self, value: bool) -> None:
        self._store.setValue("side_panel", "shown" if value else "hidden")

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window, as Qt writes them; empty at first."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def recent(self) -> tuple[RecentFile, ...]:
        """Files that were opened, newest first, at most `MOST_RECENT`."""
        try:
            listed = json.loads(self._text("recent") or "[]")
        except ValueError:
            return ()
        return tuple(_recent_files(listed)) if isinstance(listed, list) else ()

    def remember(self, entry: RecentFile) -> None:
        """Put a file at the top of the recent ones; an older entry of the same place goes."""
        others = [item for item in self.recent if item.location != entry.location]
        self._write_recent([entry, *others][:MOST_RECENT])

    def forget(self, location: str) -> None:
        """Take one place out of the recent files."""
        self._write_recent(item for item in self.recent if item.location != location)

    def forget_all(self) -> None:
        """Empty the list of recent files."""
        self._write_recent(())

    def sync(self) -> bool:
        """Write now; False when the file cannot be written."""
        self._store.sync()
        return self._store.status() is QSettings.Status.NoError

    def _write_recent(self, entries: Iterable[RecentFile]) -> None:
        self._store.setValue("recent", json.dumps([asdict(item) for item in entries]))

    def _text(self, key: str) -> str:
        value = self._store.value(key)
        return value if isinstance(value, str) else ""


def _recent_files(listed: list[object]) -> Iterable[RecentFile]:
    """The entries that are whole; a damaged one is left out."""
    types = {item.name: int if item.name == "k_grade" else str for item in fields(RecentFile)}
    for entry in listed:
        if not isinstance(entry, dict) or entry.keys() != types.keys():
            continue
        if all(isinstance(entry[name], kind) for name, kind in types.items()):
            yield RecentFile(**entry)
