"""Reads the field catalogue strictly: whatever is wrong, all of it, with its place.

Files of a catalogue folder:
    catalogue.toml: `id`.
    pages.toml: `[[pages]]` with number, label and short (optional); `[[pages.groups]]` with key
        and label.
    fields/NN-name.toml: `page`, `[fields.CODE]` (see `catalogue_questions`).
    tables/CODE.toml: `natural_key`, `[columns.NAME]`; a column `year` makes the table a yearly one.
    derived_values.toml: `[derived."inventory.NAME"]`.
    cross_checks.toml: `[checks.X01]`.
    industries.toml: `source`, `[industries]` with one line for each division.
    units.toml: `[units]` with one line for each part of a unit that is printed in another way.

Source: rubric.md 1 and 14.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, cast

from questionnaire.canonical_json import folder_hash
from questionnaire.catalogue import (
    NO_TEXT,
    Catalogue,
    Column,
    CrossCheck,
    DerivedValue,
    Field,
    Group,
    Industry,
    Page,
    Table,
)
from questionnaire.catalogue_entry import Entry
from questionnaire.catalogue_names import CatalogueNames
from questionnaire.catalogue_questions import CODE, read_column, read_field
from questionnaire.errors import CatalogueError, Defect
from questionnaire.messages import LocalText, Message, msg

_SINGLE_FILES = (
    "catalogue.toml",
    "pages.toml",
    "derived_values.toml",
    "cross_checks.toml",
    "industries.toml",
    "units.toml",
)
_FOLDERS = ("fields", "tables")
_COMPUTED = ("inventory", "enterprises", "class", "code", "total", "coverage")


def load_catalogue(files: Mapping[str, str]) -> Catalogue:
    """Read and check a catalogue folder.

    Args:
        files: relative path with `/` -> text of each of its TOML files.

    Returns:
        The catalogue; fields, tables, derived values and industries in the order of the files,
        files in the order of their names.

    Raises:
        CatalogueError: with every defect, its file, key, rule and remedy.
    """
    loading = _Loading(files)
    catalogue = loading.read()
    # Names are looked up even when keys are wrong, so that one run shows everything; but not in
    # files that could not be read at all: every name in them would be reported as unknown.
    if not loading.unreadable:
        loading.defects += CatalogueNames(catalogue, loading.file_of).defects()
    if loading.defects:
        raise CatalogueError(
            msg(
                "The field catalogue has {count} {count|defect|defects}.",
                count=len(loading.defects),
            ),
            msg("Correct the files at the places named; nothing was loaded."),
            loading.defects,
        )
    return catalogue


class _Loading:
    """Reads the files one by one and gathers the defects."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.defects: list[Defect] = []
        self.unreadable = False
        self._files = files
        self._parsed: dict[str, Mapping[str, object]] = {}
        self._entries = dict(self._parse_all())
        self._places: dict[str, str] = {}

    def file_of(self, place: str) -> str:
        """File that holds `fields.CODE` or `tables.CODE`."""
        return self._places.get(place, "")

    def read(self) -> Catalogue:
        """The catalogue with stand-ins where something is wrong."""
        pages = tuple(self._pages())
        return Catalogue(
            id=self._id(),
            hash="" if self.unreadable else folder_hash(self._parsed),
            pages=pages,
            fields=MappingProxyType(dict(self._fields({page.number for page in pages}))),
            tables=MappingProxyType(dict(self._tables())),
            cross_checks=tuple(self._cross_checks()),
            derived=MappingProxyType(dict(self._derived())),
            industries=MappingProxyType(dict(self._industries())),
            units=MappingProxyType(dict(self._units())),
        )

    def _parse_all(self) -> Iterator[tuple[str, Entry]]:
        for file in sorted({*self._files, *_SINGLE_FILES}):
            if file not in self._files:
                self.unreadable = True
                self._note(
                    file, "missing-file", msg("The file {file} is missing; add it.", file=file)
                )
            elif not _belongs(file):
                message = msg(
                    "The file {file} has no place in a catalogue; remove it or correct its name.",
                    file=file,
                )
                self._note(file, "unknown-file", message)
            else:
                self._parsed[file] = self._parse(file)
                yield file, Entry(file, "", self._parsed[file], self.defects)

    def _parse(self, file: str) -> Mapping[str, object]:
        try:
            return tomllib.loads(self._files[file])
        except tomllib.TOMLDecodeError as error:
            self.unreadable = True
            self._note(
                file,
                "toml-syntax",
                msg(
                    "The file cannot be read as TOML: {problem}. Correct it there.",
                    problem=str(error),
                ),
            )
            return {}

    def _note(self, file: str, rule: str, message: Message) -> None:
        self.defects.append(Defect(file, "", rule, message))

    def _opened(self, file: str) -> Iterator[Entry]:
        """The top of a file; nothing if it is missing or broken, which is already noted."""
        entry = self._entries.get(file)
        if entry is not None and (entry.keys or not self.unreadable):
            yield entry
            entry.finish()

    def _folder(self, folder: str) -> Iterator[tuple[str, Entry]]:
        """Name without `.toml` and top of each file of a folder."""
        for file in self._entries:
            if file.startswith(f"{folder}/"):
                for entry in self._opened(file):
                    yield file.removeprefix(f"{folder}/").removesuffix(".toml"), entry

    def _id(self) -> str:
        return "".join(entry.text("id") for entry in self._opened("catalogue.toml"))

    def _pages(self) -> Iterator[Page]:
        seen: set[int] = set()
        for top in self._opened("pages.toml"):
            for entry in top.entries("pages"):
                number = _page_number(entry, "number")
                label = entry.local("label") or NO_TEXT
                short = entry.local("short", required=False) or LocalText(label.zh[:2], str(number))
                groups = tuple(_read_groups(entry, number))
                entry.finish()
                if number in seen:
                    message = msg("The page {page} occurs twice; renumber one.", page=number)
                    entry.note("number", "duplicate-code", message)
                seen.add(number)
                yield Page(number, label, groups, short)

    def _fields(self, pages: set[int]) -> Iterator[tuple[str, Field]]:
        for _name, top in self._folder("fields"):
            page = _page_number(top, "page")
            if page not in pages:
                message = msg(
                    "There is no page {page}; add it to pages.toml or correct it.", page=page
                )
                top.note("page", "unknown-page", message)
            fields = top.entry("fields")
            for code in fields.keys:
                field = read_field(code, fields.entry(code), page)
                other = self._places.setdefault(f"fields.{code}", top.file)
                if other != top.file:
                    message = msg(
                        "The field {code} is also in {file}; remove or rename one.",
                        code=code,
                        file=other,
                    )
                    fields.note(code, "duplicate-code", message)
                yield code, field

    def _tables(self) -> Iterator[tuple[str, Table]]:
        for code, top in self._folder("tables"):
            self._places[f"tables.{code}"] = top.file
            if not CODE.fullmatch(code):
                message = msg("{code} cannot be the code of a table; rename the file.", code=code)
                top.note("", "bad-code", message)
            key = top.texts("natural_key")
            inner = top.entry("columns")
            columns: dict[str, Column] = {
                name: read_column(name, inner.entry(name), code) for name in inner.keys
            }
            yield code, Table(code, MappingProxyType(columns), key, has_year="year" in columns)

    def _cross_checks(self) -> Iterator[CrossCheck]:
        for top in self._opened("cross_checks.toml"):
            checks = top.entry("checks")
            for name in checks.keys:
                entry = checks.entry(name)
                severity = entry.word("severity", ("hard", "soft"))
                yield CrossCheck(
                    name,
                    cast("Literal['hard', 'soft']", severity),
                    entry.text("expression"),
                    entry.local("message") or NO_TEXT,
                )
                entry.finish()

    def _derived(self) -> Iterator[tuple[str, DerivedValue]]:
        for top in self._opened("derived_values.toml"):
            values = top.entry("derived")
            for code in values.keys:
                entry = values.entry(code)
                if code.partition(".")[0] not in _COMPUTED:
                    message = msg(
                        "{code} is no name of a derived value; begin it with one of: {known}.",
                        code=code,
                        known=", ".join(f"{first}." for first in _COMPUTED),
                    )
                    entry.note("", "bad-code", message)
                yield code, _read_derived(code, entry)

    def _industries(self) -> Iterator[tuple[str, Industry]]:
        for top in self._opened("industries.toml"):
            source = top.text("source")
            lines = top.entry("industries")
            for code in lines.keys:
                entry = lines.entry(code)
                label = LocalText(entry.text("zh"), entry.text("en"))
                intensive = entry.flag("energy_intensive", default=False)
                entry.finish()
                yield code, Industry(code, label, intensive, source)

    def _units(self) -> Iterator[tuple[str, LocalText]]:
        for top in self._opened("units.toml"):
            parts = top.entry("units")
            for part in parts.keys:
                entry = parts.entry(part)
                yield part, LocalText(entry.text("zh"), entry.text("en", ""))
                entry.finish()


def _belongs(file: str) -> bool:
    folder, slash, name = file.partition("/")
    if not slash:
        return file in _SINGLE_FILES
    return folder in _FOLDERS and "/" not in name and name.endswith(".toml")


def _page_number(entry: Entry, key: str) -> int:
    number = entry.number(key)
    if number is None and key not in entry.keys:
        entry.text(key)  # notes the missing key
    if number is not None and number != number.to_integral_value():
        message = msg("The page {page} is not a whole number; correct it.", page=number)
        entry.note(key, "bad-number", message)
    return -1 if number is None else int(number)


def _read_groups(entry: Entry, page: int) -> Iterator[Group]:
    seen: set[str] = set()
    for item in entry.entries("groups"):
        key = item.text("key")
        label = item.local("label") or NO_TEXT
        item.finish()
        if key in seen:
            message = msg("The group {key} occurs twice on its page; rename one.", key=key)
            item.note("key", "duplicate-code", message)
        seen.add(key)
        yield Group(page, key, label)


def _read_derived(code: str, entry: Entry) -> DerivedValue:
    derived = DerivedValue(
        code=code,
        label=entry.local("label") or NO_TEXT,
        unit=entry.text("unit", ""),
        definition=entry.text("definition"),
        depends_on=entry.texts("depends_on"),
        used_by=entry.texts("used_by"),
        source=entry.local("source") or NO_TEXT,
    )
    entry.finish()
    return derived
