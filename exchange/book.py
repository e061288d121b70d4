"""A workbook as it is read: sheets, their cells by value, and what of it is left aside.

Formulas count by their stored value; one without is told apart from a blank cell, and formats of
numbers say which are dates and percentages. That, in one pass over a sheet, bounded in memory, is
what the reader of openpyxl does not offer.

Source: ECMA-376 Part 1, 18.2 (workbook), 18.3 (sheets), 18.4 (shared strings), 18.8 (styles).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element

from exchange.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    CellKind,
    Cells,
    Merge,
    column_of,
    date_of_serial,
    read_range,
    unescape,
)
from exchange.errors import ExchangeError
from exchange.package import Package, refuse
from questionnaire.messages import Message, msg

MOST_CELLS = 6_000_000
"""Most cells that are not blank in one sheet: 200 000 rows of 30 columns."""

_BUILT_IN_PERCENT = frozenset({9, 10})
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_NO_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DIGITS = "0123456789"
_TEXTS = frozenset({"s", "str", "inlineStr"})
_KINDS: Mapping[str, CellKind] = MappingProxyType({"b": "bool", "d": "date", "e": "error"})


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: as on its tab.
        part: where its cells are.
    """

    name: str
    part: str


@dataclass
class SheetRows:
    """The rows of one sheet, read once.

    Attributes:
        name: as on its tab.
        merges: ranges of merged cells; known when all rows were read.
        plain: whether every cell is a text because the format knows nothing else (CSV).
    """

    name: str
    rows: Iterator[tuple[int, Cells]]
    merges: list[Merge] = field(default_factory=list)
    plain: bool = False


class Book:
    """A workbook that is open for reading.

    Args:
        data: the file.
        name: its name, for messages.

    Raises:
        ExchangeError: it cannot be read as a workbook.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._package = Package(data, name)
        main = self._main_part()
        root = self._package.root(main)
        relations = self._package.relations(main)
        properties = next((item for item in root if _local(item) == "workbookPr"), None)
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self._formats = self._read_formats(relations)
        self._shared = self._read_shared(relations)
        self.sheets = tuple(self._found_sheets(root, relations))
        if not self.sheets:
            raise self._damaged()
        self.notes = tuple(self._ignored())

    def read(self, sheet: Sheet) -> SheetRows:
        """The rows of a sheet that are not blank, from top to bottom.

        Raises:
            ExchangeError: while reading, when the sheet is damaged or too large.
        """
        merges: list[Merge] = []
        return SheetRows(sheet.name, self._rows(sheet, merges), merges)

    def _main_part(self) -> str:
        targets = self._package.relations("").values()
        found = next((part for kind, part in targets if kind == "officeDocument"), "")
        if not self._package.has(found):
            raise self._damaged()
        return found

    def _found_sheets(
        self, root: Element, relations: dict[str, tuple[str, str]]
    ) -> Iterator[Sheet]:
        """The worksheets; a tab that leads nowhere would else be left out without a word."""
        for item in root.iter():
            if _local(item) != "sheet":
                continue
            own = next((text for name, text in item.attrib.items() if name.endswith("}id")), "")
            if own not in relations:
                raise self._damaged()
            kind, part = relations[own]
            if kind == "worksheet":
                yield Sheet(item.get("name", ""), part)

    def _damaged(self) -> ExchangeError:
        return refuse(msg("{file} is damaged or no workbook.", file=self._package.name))

    def _ignored(self) -> Iterator[Message]:
        parts = self._package.parts
        if any(part.endswith(("vbaProject.bin", "/macrosheets")) for part in parts):
            yield msg("The workbook holds macros; they are ignored.")
        if any("/externalLinks/" in part for part in parts):
            yield msg(
                "The workbook has links to other files; they are not followed, the values stored "
                "in it count."
            )

    def _read_formats(self, relations: dict[str, tuple[str, str]]) -> list[CellKind]:
        """What a number is, by the style of its cell."""
        part = _part_of(relations, "styles")
        if not self._package.has(part):
            return []
        root = self._package.root(part)
        own = {
            item.get("numFmtId", ""): item.get("formatCode", "")
            for item in root.iter()
            if _local(item) == "numFmt"
        }
        styles = next((item for item in root if _local(item) == "cellXfs"), ())
        return [_kind_of_format(item.get("numFmtId", "0"), own) for item in styles]

    def _read_shared(self, relations: dict[str, tuple[str, str]]) -> list[str]:
        part = _part_of(relations, "sharedStrings")
        if not self._package.has(part):
            return []
        found: list[str] = []
        for item in self._package.events(part):
            if item.tag.endswith("}si"):
                found.append(_rich_text(item))
                item.clear()
        return found

    def _rows(self, sheet: Sheet, merges: list[Merge]) -> Iterator[tuple[int, Cells]]:
        try:
            yield from self._numbered_rows(sheet, merges)
        except ValueError as error:
            raise self._damaged() from error

    def _numbered_rows(self, sheet: Sheet, merges: list[Merge]) -> Iterator[tuple[int, Cells]]:
        number = cells_read = 0
        for element in self._package.events(sheet.part):
            tag = element.tag
            if tag.endswith("}row"):
                number = int(element.get("r") or number + 1)
                cells = self._cells(element, tag[:-3])
                element.clear()
                cells_read += len(cells)
                if cells_read > MOST_CELLS or number > MOST_ROWS:
                    raise _too_many(sheet.name)
                if cells:
                    yield number, cells
            elif tag.endswith("}mergeCell"):
                merge = read_range(element.get("ref", ""))
                if merge is not None:
                    merges.append(merge)

    def _cells(self, row: Element, namespace: str) -> dict[int, Cell]:
        value_tag, formula_tag, inline_tag = (f"{namespace}{name}" for name in ("v", "f", "is"))
        found: dict[int, Cell] = {}
        column = 0
        for item in row:
            reference = item.get("r")
            column = column_of(reference.rstrip(_DIGITS)) if reference else column + 1
            value, inline, formula = None, None, False
            for child in item:
                if child.tag == value_tag:
                    value = child.text
                elif child.tag == formula_tag:
                    formula = True
                elif child.tag == inline_tag:
                    inline = _rich_text(child)
            if not value and inline is None and not formula:
                continue
            cell = self._cell(item, value, inline)
            if cell is not None and 0 < column <= MOST_COLUMNS:
                found[column] = cell
        return found

    def _cell(self, item: Element, value: str | None, inline: str | None) -> Cell | None:
        """The cell, or None for a text of no characters."""
        kind = item.get("t", "n")
        if kind in _TEXTS:
            text = self._text(kind, value, inline)
            return Cell("text", text) if text else None
        if not value:
            return Cell("unsaved", "")
        if kind == "b" and value not in {"0", "1"}:
            raise ValueError(value)
        if kind == "n":
            return self._number(value, item.get("s"))
        return Cell(_KINDS.get(kind, "error"), value[:10] if kind == "d" else value)

    def _text(self, kind: str, value: str | None, inline: str | None) -> str:
        if kind == "inlineStr":
            return inline or ""
        if kind == "str" or not value:
            return unescape(value or "")
        return self._shared[int(value)] if 0 <= int(value) < len(self._shared) else ""

    def _number(self, value: str, style: str | None) -> Cell:
        kind: CellKind = "number"
        if style is not None and 0 <= int(style) < len(self._formats):
            kind = self._formats[int(style)]
        if kind != "date":
            return Cell(kind, value)
        day: datetime.date | None = date_of_serial(float(value), from_1904=self._from_1904)
        return Cell("number", value) if day is None else Cell("date", day.isoformat())


def _part_of(relations: dict[str, tuple[str, str]], kind: str) -> str:
    return next((part for found, part in relations.values() if found == kind), "")


def _kind_of_format(number: str, own: dict[str, str]) -> CellKind:
    """What the numbers of a format are.

    >>> _kind_of_format("10", {}), _kind_of_format("164", {"164": "yyyy/m/d;@"})
    ('percent', 'date')
    """
    if number not in own:
        known = int(number) if number.isdecimal() else 0
        if known in _BUILT_IN_PERCENT:
            return "percent"
        return "date" if known in _BUILT_IN_DATES else "number"
    code = _NO_CODE.sub("", own[number]).split(";")[0].lower()
    if "%" in code:
        return "percent"
    return "date" if any(letter in code for letter in "yd") and "general" not in code else "number"


def _rich_text(item: Element) -> str:
    """All runs of a text, without its reading aid for pronunciation."""
    parts: list[str] = []
    for child in item:
        if child.tag.endswith("}t"):
            parts.append(child.text or "")
        elif child.tag.endswith("}r"):
            parts += [run.text or "" for run in child if run.tag.endswith("}t")]
    return unescape("".join(parts))


def _local(item: Element) -> str:
    return item.tag.rpartition("}")[2]


def _too_many(sheet: str) -> Exception:
    return refuse(
        msg("The sheet {sheet} has more cells than a table of answers can hold.", sheet=sheet),
        msg("Divide it, and delete rows and columns that are not needed."),
    )
