"""Tables of texts as pieces: heads that repeat, rows of any height.

Source: visual.md, Scorecard PDF (heads repeat, hair lines).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from reportlab.lib.units import mm

from reports.card_parts import Column, Spacing, Table
from reports.colours import EDGE, LINE, PANEL, TEXT, TEXT_2
from reports.pieces import Piece, together
from reports.sheet import Sheet

_HEADS = 5.8 * mm
_HEAD_SIZE = 7.2
_HEAD_LINE = 3.3 * mm
_CELL_GAP = 2 * mm
_MOST_LINES = 50
"""Lines of a row that stand on one page; a longer row goes on as the next one."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """Size of the text, height of a line, room over and under a row; points."""

    size: float
    line: float
    pad: float


_MEASURES: Mapping[Spacing, _Measure] = MappingProxyType(
    {
        "normal": _Measure(7.8, 3.75 * mm, 0.6 * mm),
        "compact": _Measure(7.3, 3.5 * mm, 0.35 * mm),
        "writing": _Measure(7.3, 6.4 * mm, 0.3 * mm),
    }
)


def table_pieces(sheet: Sheet, table: Table, width: float) -> Iterator[Piece]:
    """A table in a given width; its heads stay with the first row and are repeated."""
    measure = _MEASURES[table.spacing]
    ruled = table.spacing == "writing"
    columns = _fitted(sheet, table, width, measure)
    bold = [replace(column, strong=True) for column in columns]
    titled = any(column.title for column in columns)
    heads = _heads(sheet, columns, ruled=ruled) if titled else None
    first = heads
    for place, row in enumerate(table.rows, table.sums - len(table.rows)):
        for piece in _rows(sheet, row, bold if place >= 0 else columns, measure, ruled=ruled):
            repeated = replace(piece, heads=heads)
            yield together(first, repeated) if first else repeated
            first = None


def _fitted(sheet: Sheet, table: Table, width: float, measure: _Measure) -> list[Column]:
    """The columns in points; one of numbers is never narrower than its longest number.

    What it takes is taken from the widest column of texts.
    """
    scale = width / sum(column.width for column in table.columns)
    widths = [column.width * scale for column in table.columns]
    texts = [place for place, column in enumerate(table.columns) if column.align == "left"]
    for place, column in enumerate(table.columns):
        if column.align == "right" and texts:
            longest = _longest_word(sheet, (row[place] for row in table.rows), measure)
            lacking = max(longest + _CELL_GAP - widths[place], 0.0)
            widest = max(texts, key=lambda other: widths[other])
            lacking = min(lacking, widths[widest] / 2)
            widths[place] += lacking
            widths[widest] -= lacking
    pairs = zip(table.columns, widths, strict=True)
    return [replace(column, width=wide) for column, wide in pairs]


def _longest_word(sheet: Sheet, cells: Iterable[str], measure: _Measure) -> float:
    """Width of the longest word in a column."""
    words = {word for cell in cells for word in cell.split()}
    return max((sheet.layout.width(word, measure.size, bold=True) for word in words), default=0.0)


def _heads(sheet: Sheet, columns: Sequence[Column], *, ruled: bool) -> Piece:
    """The heads, on as many lines as the longest needs."""
    layout = sheet.layout
    titles = [layout.wrap(column.title, column.width - 1.4 * mm, _HEAD_SIZE) for column in columns]
    height = _HEADS + (max(map(len, titles)) - 1) * _HEAD_LINE
    right = sum(column.width for column in columns)

    def draw(left: float, y: float) -> None:
        sheet.box(left, y + 0.8 * mm, right, height - 0.8 * mm, fill=PANEL)
        for lines, column, x in zip(titles, columns, _places(columns), strict=True):
            for number, line in enumerate(lines):
                base = y + 4.3 * mm + number * _HEAD_LINE
                sheet.text(left + x, base, line, _HEAD_SIZE, colour=TEXT_2, side=column.align)
        sheet.line(left, y + height, left + right, y + height, colour=EDGE)
        if ruled:
            _draw_rules(sheet, columns, left, y + 0.8 * mm, y + height)

    return Piece(height, draw)


def _draw_rules(
    sheet: Sheet, columns: Sequence[Column], left: float, top: float, low: float
) -> None:
    """Lines between the columns."""
    for column in columns[:-1]:
        left += column.width
        sheet.line(left, top, left, low, colour=LINE)


def _rows(
    sheet: Sheet, row: Sequence[str], columns: Sequence[Column], measure: _Measure, *, ruled: bool
) -> Iterator[Piece]:
    """A row, cut into pieces that each fit on a page."""
    cells = [
        sheet.layout.wrap(text, column.width - _CELL_GAP, measure.size, bold=column.strong)
        for text, column in zip(row, columns, strict=True)
    ]
    for start in range(0, max(map(len, cells)), _MOST_LINES):
        part = [lines[start : start + _MOST_LINES] for lines in cells]
        yield _row(sheet, part, columns, measure, ruled=ruled)


def _row(
    sheet: Sheet,
    cells: Sequence[Sequence[str]],
    columns: Sequence[Column],
    measure: _Measure,
    *,
    ruled: bool,
) -> Piece:
    """One row over a hair line."""
    height = max(map(len, cells)) * measure.line + 2 * measure.pad
    right = sum(column.width for column in columns)

    def draw(left: float, y: float) -> None:
        for lines, column, x in zip(cells, columns, _places(columns), strict=True):
            for number, line in enumerate(lines):
                sheet.text(
                    left + x, y + measure.pad + (number + 0.74) * measure.line, line, measure.size,
                    colour=TEXT if column.strong else TEXT_2,
                    bold=column.strong, side=column.align,
                )  # fmt: skip
        sheet.line(left, y + height, left + right, y + height, colour=LINE)
        if ruled:
            _draw_rules(sheet, columns, left, y, y + height)

    return Piece(height, draw)


def _places(columns: Sequence[Column]) -> Iterator[float]:
    """Where the text of each column stands: its left or its right side."""
    left = 0.0
    for column in columns:
        at_left = column.align == "left"
        yield left + 0.8 * mm if at_left else left + column.width - _CELL_GAP / 2
        left += column.width
