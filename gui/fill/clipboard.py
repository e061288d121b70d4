"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated, quoted where needed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Block = tuple[tuple[str, ...], ...]
"""Rows of cell texts, all of one width."""


def read_block(text: str) -> Block:
    r"""Cells of a tab-separated text from Excel or WPS.

    A cell that holds a line break or a tab is quoted, as Excel writes it. The line break that ends
    the text makes no row; short rows are filled up with empty cells.

    >>> read_block('1\t2\r\n"a\nb"\r\n')
    (('1', '2'), ('a\nb', ''))
    """
    if not text:
        return ()
    rows = [tuple(row) or ("",) for row in csv.reader(io.StringIO(text, newline=""), "excel-tab")]
    width = max(len(row) for row in rows)
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def write_block(rows: Iterable[Sequence[str]]) -> str:
    r"""The text that spreadsheets read back into the same cells.

    >>> write_block([["1", "a\tb"]])
    '1\t"a\tb"\r\n'
    """
    out = io.StringIO(newline="")
    csv.writer(out, "excel-tab").writerows(rows)
    return out.getvalue()
