"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated, quoted where needed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

Block = tuple[tuple[str, ...], ...]
"""Rows of cell texts, all of one width."""

_CELL = re.compile(
    r'(?:"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"(?=[\t\r\n]|\Z)|(?P<plain>[^\t\r\n]*))'
    r"(?P<end>\t|\r\n|\r|\n|\Z)"
)
"""One cell and what ends it. Quotes count only where they enclose the whole cell."""


_LINE_END = re.compile(r"\r\n|\r|\n")


def read_block(text: str) -> Block:
    r"""Cells of a tab-separated text from Excel or WPS.

    A cell that holds a line break or a tab is quoted, as Excel writes it; a quotation mark that
    does not enclose the whole cell belongs to its text. The line break that ends the text makes no
    row; short rows are filled up with empty cells.

    >>> read_block('1\t2\r\n"a\nb"\r\n')
    (('1', '2'), ('a\nb', ''))
    >>> read_block('"Star" Ltd\t5" pipe')
    (('"Star" Ltd', '5" pipe'),)
    """
    rows = [tuple(row) for row in _rows(text)]
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _rows(text: str) -> Iterator[list[str]]:
    if '"' not in text:  # as most blocks are, and the large ones
        lines = _LINE_END.split(text)
        yield from (line.split("\t") for line in (lines if lines[-1] else lines[:-1]))
        return
    at, row = 0, list[str]()
    while at < len(text) or row:
        found = _CELL.match(text, at)
        assert found is not None  # noqa: S101 - an empty cell fits everywhere
        quoted = found["quoted"]
        row.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if found["end"] != "\t":
            yield row
            row = []


def write_block(rows: Iterable[Sequence[str]]) -> str:
    r"""The text that spreadsheets read back into the same cells.

    >>> write_block([["1", "a\tb"]])
    '1\t"a\tb"\r\n'
    """
    out = io.StringIO(newline="")
    csv.writer(out, "excel-tab").writerows(rows)
    return out.getvalue()
