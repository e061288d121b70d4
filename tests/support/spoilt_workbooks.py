"""Workbooks of answers that somebody has spoilt, and what has to be said of each.

Made with openpyxl and zipfile, so that nothing of the reader under test takes part.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

KEPT = (
    "0 基本信息", "2 产业结构", "重点企业台账", "分品种能源消费表", "评分", "核实说明", "greenpark",
    "greenpark_lists",
)  # fmt: skip
"""Sheets of the small workbook that the spoilt ones are made from."""

CODE_ROW = 1

Spoil = Callable[[Workbook], object]
SpoilBytes = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Spoilt:
    """One way to spoil a workbook.

    Attributes:
        name: what was done.
        spoil: does it to the workbook.
        rule: that has to be named.
        place: sheet and cell that have to be named, `{code}` standing for the cell of a field;
            empty for the whole file.
        refused: whether it must be refused, or noted.
        said: what the English message must hold.
    """

    name: str
    spoil: Spoil
    rule: str
    place: str
    refused: bool = True
    said: str = ""


def small(data: bytes) -> bytes:
    """The sheets that the tests need, out of an export."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name in book.sheetnames:
        if name not in KEPT:
            del book[name]
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(data: bytes) -> Workbook:
    """The file as a workbook."""
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet by its name."""
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def cell_of_field(book: Workbook, code: str, column: str = "D") -> str:
    """Sheet and cell of a field of a page."""
    for name in book.sheetnames:
        for row in sheet(book, name).iter_rows(min_col=1, max_col=1):
            if row[0].value == code:
                return f"{name}!{column}{row[0].row}"
    raise AssertionError(f"no row of {code}")


def put(book: Workbook, place: str, value: object, number_format: str = "") -> None:
    """Put a value into a cell given as `sheet!A1`."""
    name, _, at = place.rpartition("!")
    cell = sheet(book, name)[at]
    cell.value = value
    if number_format:
        cell.number_format = number_format


def typed(code: str, value: object, number_format: str = "") -> Spoil:
    """Type a value into a field."""
    return lambda book: put(book, cell_of_field(book, code), value, number_format)


def celled(place: str, value: object, number_format: str = "") -> Spoil:
    """Type a value into a cell."""
    return lambda book: put(book, place, value, number_format)


def headed(name: str, column: str, code: str) -> Spoil:
    """Overwrite the hidden code of a column."""
    return lambda book: put(book, f"{name}!{column}{CODE_ROW}", code)


def merged(name: str, cells: str) -> Spoil:
    """Merge cells."""
    return lambda book: sheet(book, name).merge_cells(cells)


def added(name: str, rows: Iterable[Iterable[object]]) -> Spoil:
    """Add a sheet."""

    def spoil(book: Workbook) -> None:
        made = book.create_sheet(name)
        for row in rows:
            made.append(list(row))

    return spoil


def appended(name: str, row: Iterable[object]) -> Spoil:
    """Write a row below the last one."""
    return lambda book: sheet(book, name).append(list(row))


def moved(name: str, column: int, by: int) -> Spoil:
    """Move a column behind all others."""

    def spoil(book: Workbook) -> None:
        found = sheet(book, name)
        for row in found.iter_rows(
            min_row=1, max_row=found.max_row, min_col=column, max_col=column
        ):
            found.cell(row[0].row or 1, column + by).value = row[0].value
            row[0].value = None

    return spoil


def copied_row(name: str, row: int) -> Spoil:
    """Copy a row, its hidden id too, below the last one."""

    def spoil(book: Workbook) -> None:
        found = sheet(book, name)
        values = [cell.value for cell in found[row]]
        values[3] = "91320594MA1TEXT06F"
        values[2] = "合成企业八"
        found.append(values)

    return spoil


ENERGY, FIRMS = "分品种能源消费表", "重点企业台账"

SPOILT = (
    Spoilt("a word for a number", typed("gdp", "很多"), "CA-E01", "{gdp}", said="is not a number"),
    Spoilt("a unit behind a number", typed("gdp", "680亿"), "CA-E02", "{gdp}", said="680"),
    Spoilt("an error value", typed("gdp", "#REF!"), "cell-error", "{gdp}", said="#REF!"),
    Spoilt("a formula never computed", typed("gdp", "=1+1"), "formula-unsaved", "{gdp}"),
    Spoilt("a date for a number", typed("gdp", 46022, "yyyy-mm-dd"), "date-for-number", "{gdp}"),
    Spoilt("below the minimum", typed("gdp", -5), "hard", "{gdp}"),
    Spoilt("an unknown choice", typed("park_type", "钢铁"), "unknown-choice", "{park_type}"),
    Spoilt("half a firm", typed("firms_above_scale", 41.5), "not-whole", "", said="41.5"),
    Spoilt("another park", typed("park_code", "OTHER001"), "other-park", "{park_code}"),
    Spoilt("another year", typed("assessment_year", 2024), "other-year", "{assessment_year}"),
    Spoilt("a percentage for an amount", typed("gdp", 0.5, "0%"), "percent-unit", "{gdp}"),
    Spoilt("an invalid credit code", celled(f"{FIRMS}!D5", "91320594MA1TEXT06E"), "hard",
           f"{FIRMS}!D5", said="check digit"),
    Spoilt("a number for a credit code", celled(f"{FIRMS}!D6", 913205940000000000), "digits-lost",
           f"{FIRMS}!D6"),
    Spoilt("a row of another year", celled(f"{ENERGY}!B5", 2019), "other-year", f"{ENERGY}!B5"),
    Spoilt("more input than consumption", celled(f"{ENERGY}!G5", 99_999_999), "hard",
           f"{ENERGY}!G5"),
    Spoilt("a negative consumption", celled(f"{ENERGY}!F6", -1), "hard", f"{ENERGY}!F6"),
    Spoilt("an unknown carrier", celled(f"{ENERGY}!D5", "煤炭渣"), "unknown-choice",
           f"{ENERGY}!D5"),
    Spoilt("merged cells of a table", merged(ENERGY, "F5:F7"), "merged-cells", f"{ENERGY}!F5"),
    Spoilt("merged cells of a page", merged("2 产业结构", "D5:D6"), "merged-cells",
           "2 产业结构!D5"),
    Spoilt("a column twice", headed(ENERGY, "I", "consumption"), "column-twice", f"{ENERGY}!I3"),
    Spoilt("a short reason", lambda book: put(book, cell_of_field(book, "gdp", "E"), "暂无数据"),
           "reason-too-short", "{gdp}", said="10 characters"),
    Spoilt("an unknown state", lambda book: put(book, cell_of_field(book, "gdp", "E"), "也许"),
           "unknown-status", "{gdp}"),
    Spoilt("an unknown quality", lambda book: put(book, cell_of_field(book, "gdp", "G"), "Z"),
           "unknown-quality", "{gdp}"),
    Spoilt("a level above 4", celled("评分!E4", 7), "not-a-level", "评分!E4"),
    Spoilt("a heading in another unit",
           added("台账", [["企业名称", "统一社会信用代码", "综合能源消费量（万吨标准煤）"]]),
           "other-unit", "台账!C1", said="万吨标准煤"),
    Spoilt("a text that is a number", typed("gdp", "680"), "text-number", "{gdp}", refused=False),
    Spoilt("moved columns", moved(ENERGY, 5, 30), "columns-moved", f"{ENERGY}!A1", refused=False),
    Spoilt("an unknown column", headed(ENERGY, "I", "unheard_of"), "unknown-column", f"{ENERGY}!I3",
           refused=False),
    Spoilt("a foreign sheet", added("杂记", [["a", "b"], [1, 2]]), "foreign-sheet", "杂记!A1",
           refused=False),
    Spoilt("a line of totals", appended(ENERGY, [None, "合计", None, None, None, 123]), "totals",
           f"{ENERGY}!B16", refused=False),
    Spoilt("a field of another edition", celled("2 产业结构!A5", "gone_field"), "unknown-field",
           "2 产业结构!B5", refused=False),
)  # fmt: skip
"""Workbooks that stay workbooks; those that are noted must change nothing either."""


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with a further part."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def with_replaced(data: bytes, name: str, content: Callable[[bytes], bytes]) -> bytes:
    """The file with one part made anew."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item.filename, content(part) if item.filename == name else part)
    return file.getvalue()


_BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
_FIRST_SHEET = "xl/worksheets/sheet1.xml"


def _with_entities(data: bytes) -> bytes:
    def declare(part: bytes) -> bytes:
        head, mark, rest = part.partition(b"<worksheet")
        return head + _BOMB + mark + rest

    return with_replaced(data, _FIRST_SHEET, declare)


def _zip_bomb(data: bytes) -> bytes:
    return with_part(data, "xl/media/bomb.bin", bytes(64 * 1024 * 1024))


def _flipped(data: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 64]) + data[at + 64 :]


def _cut(data: bytes) -> bytes:
    return with_replaced(data, _FIRST_SHEET, lambda xml: xml[:-99])


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)

BROKEN: tuple[tuple[str, SpoilBytes, str], ...] = (
    ("an older workbook", lambda _: OLE, "older workbook"),
    ("a password", lambda _: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("a text file", lambda _: b"year,consumption\n2025,1\n", "no workbook"),
    ("an empty file", lambda _: b"", "no workbook"),
    ("half a file", lambda data: data[: len(data) // 2], "no workbook"),
    ("flipped bytes", _flipped, "no workbook"),
    ("an entity bomb", _with_entities, "document type"),
    ("a zip bomb", _zip_bomb, "unpacks to more"),
    ("no content", lambda data: with_replaced(data, "xl/workbook.xml", lambda _: b"<x/>"), ""),
    ("an OpenDocument file", lambda data: with_part(data, "mimetype", b"opendocument"), ".ods"),
    ("cut XML", _cut, "no workbook"),
)  # fmt: skip
"""Files that are no workbooks, and what the English message must hold."""


def write(folder: Path, data: bytes, name: str = "spoilt.xlsx") -> Path:
    """The file in a folder."""
    path = folder / name
    path.write_bytes(data)
    return path
