"""Cells of a spreadsheet as they are stored, and the places they have.

Source: ECMA-376 Part 1, 18.3.1.4 (cell) and 18.18.11 (cell types).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

CellKind: TypeAlias = Literal["number", "percent", "date", "text", "bool", "error", "unsaved"]
"""`percent`: a number that is shown as one; `unsaved`: a formula whose value was not stored."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_TEXT = 32_767
"""Rows, columns, and characters of a cell in a spreadsheet."""

CLEAR = "清空"
"""The word that erases a value, or in the first cell of a row the row."""

_LETTERS = 26
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile(r"[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Cell(NamedTuple):
    """A cell that is not blank.

    Attributes:
        kind: what is stored.
        text: the number as stored, the date as YYYY-MM-DD, the text, `1` or `0`, or the error.
    """

    kind: CellKind
    text: str


Cells: TypeAlias = Mapping[int, Cell]
"""Cells of a row that are not blank, by column counted from 1."""


class Merge(NamedTuple):
    """A range of merged cells; columns and rows from 1, limits inclusive."""

    left: int
    top: int
    right: int
    bottom: int


@cache
def letters_of(column: int) -> str:
    """Letters of a column counted from 1.

    >>> letters_of(1), letters_of(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_of(letters: str) -> int:
    """Number of a column from its letters, 0 when there is no such column.

    >>> column_of("AB"), column_of("XFD"), column_of("XFE")
    (28, 16384, 0)
    """
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number if number <= MOST_COLUMNS else 0


def place_of(sheet: str, column: int, row: int) -> str:
    """Sheet and cell as a person names them.

    >>> place_of("1 顶层设计", 4, 7)
    '1 顶层设计!D7'
    """
    return f"{sheet}!{letters_of(column)}{row}"


def read_range(reference: str) -> Merge | None:
    """A range such as `B2:D5`, or a single cell; None when it is none.

    >>> read_range("B2:D5")
    Merge(left=2, top=2, right=4, bottom=5)
    """
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    return Merge(
        column_of(left), int(top), column_of(right or left), int(bottom if bottom else top)
    )


def date_of_serial(serial: float, *, from_1904: bool) -> datetime.date | None:
    """The day that a serial number stands for; None when it is no day.

    Days before 1 March 1900 are counted as spreadsheets do, with a 29 February 1900 that never was.

    >>> date_of_serial(46022.75, from_1904=False)
    datetime.date(2025, 12, 31)
    """
    if from_1904:
        serial += 1462
    if not 1 <= serial < 2_958_466 or int(serial) == 60:
        return None
    days = int(serial)
    first = datetime.date(1899, 12, 30) if days > 60 else datetime.date(1899, 12, 31)
    return first + datetime.timedelta(days=days)


def unescape(text: str) -> str:
    r"""Text of a cell without the escapes of the file format (22.9.2.19).

    >>> unescape("a_x000A_b_x005F_x0041_")
    'a\nb_x0041_'
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def escape(text: str) -> str:
    """Text of a cell with the escapes that the file format needs.

    >>> escape("_x0041_")
    '_x005F_x0041_'
    """
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
