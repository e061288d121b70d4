"""Sections that follow each other down the pages; table heads repeat, nothing is cut off.

Source: visual.md, Scorecard PDF (text 9–10 pt, table 8.5 pt, heads repeat, hair lines).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from reportlab.lib.units import mm

from reports.card_parts import Block, Column, Facts, Paragraphs, Section, Table
from reports.colours import ACCENT, EDGE, LINE, PANEL, TEXT, TEXT_2, TEXT_3
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet

TOP = 21 * mm
BOTTOM = 278 * mm
TABLE_SIZE = 8.0
TEXT_SIZE = 9.0
_HEAD_SIZE = 7.5
_LINE = 4.0 * mm
_PAD = 0.9 * mm
_CELL_GAP = 2.2 * mm
_LABEL_WIDTH = 40 * mm
_TITLE = 11.5 * mm
_HEAD = 6.8 * mm
_KEPT = 110 * mm
"""A section up to this height is kept together."""
_START = 40 * mm
"""Room that a longer section needs to begin."""
_MOST_LINES = 55
"""Lines of a row that stand on one page; a longer row goes on as the next one."""


class Flow:
    """Where the next thing stands."""

    def __init__(self, sheet: Sheet) -> None:
        """Go on with the last page of the sheet."""
        self.sheet = sheet
        self.y = TOP

    def new_page(self) -> None:
        """Start a page."""
        self.sheet.new_page()
        self.y = TOP

    def need(self, height: float) -> bool:
        """Start a page if `height` points do not fit; says whether it did."""
        if self.y + height <= BOTTOM:
            return False
        self.new_page()
        return True

    def title(self, text: str) -> None:
        """The title of a part, with a bookmark."""
        self.sheet.bookmark(text, 0)
        self.y += 6 * mm
        self.sheet.text(LEFT, self.y, text, 15, bold=True)
        self.y += 2.5 * mm

    def section(self, section: Section) -> None:
        """A title, its note and its blocks; what fits on one page is not broken without need."""
        height = _TITLE + sum(self._height(block) for block in section.blocks)
        self.need(height if height <= _KEPT else _START)
        self.y += 8.5 * mm
        self.sheet.bookmark(section.title, 1)
        width = self.sheet.text(LEFT, self.y, section.title, 11.5, bold=True)
        room = WIDTH - width - 5 * mm
        note = self.sheet.layout.fit(section.note, room, 8)
        self.sheet.text(LEFT + width + 5 * mm, self.y, note, 8, colour=TEXT_3)
        self.y += 3 * mm
        for block in section.blocks:
            self._block(block)

    def _height(self, block: Block) -> float:
        """Height of a block, at least nearly, in points; a long one is not measured to its end."""
        if isinstance(block, Facts):
            return len(block.facts) * 4.8 * mm
        if isinstance(block, Paragraphs):
            return sum(_paragraph_height(text) for text in block.texts)
        if len(block.rows) * _LINE > _KEPT:
            return 2 * _KEPT
        return _HEAD + sum(_row_height(self._cells(row, block)) for row in block.rows)

    def paragraph(self, text: str, size: float = TEXT_SIZE, *, listed: bool = False) -> None:
        """A sentence, broken into lines."""
        indent = 4 * mm if listed else 0.0
        step = size * 1.5
        lines = self.sheet.layout.wrap(text, WIDTH - indent, size)
        for number, line in enumerate(lines):
            self.need(step)
            self.y += step
            if listed and number == 0:
                self.sheet.box(LEFT, self.y - size * 0.5, 2.4, 2.4, fill=ACCENT)
            self.sheet.text(LEFT + indent, self.y, line, size, colour=TEXT_2)
        self.y += 0.8 * mm

    def _block(self, block: Block) -> None:
        """Any block of a section."""
        if isinstance(block, Facts):
            self._facts(block)
        elif isinstance(block, Paragraphs):
            for text in block.texts:
                self.paragraph(text, listed=block.listed)
        else:
            self._table(block)

    def _facts(self, facts: Facts) -> None:
        """Labels at the left, values behind them."""
        for fact in facts.facts:
            lines = self.sheet.layout.wrap(fact.value, WIDTH - _LABEL_WIDTH, TEXT_SIZE)
            for number, line in enumerate(lines):
                self.need(4.8 * mm)
                self.y += 4.8 * mm
                if number == 0:
                    label = self.sheet.layout.fit(fact.label, _LABEL_WIDTH - 2 * mm, TEXT_SIZE)
                    self.sheet.text(LEFT, self.y, label, TEXT_SIZE, colour=TEXT_3)
                self.sheet.text(LEFT + _LABEL_WIDTH, self.y, line, TEXT_SIZE)
        self.y += 0.8 * mm

    def _table(self, table: Table) -> None:
        """Heads, then rows; the heads are repeated on every page."""
        places = list(_places(table.columns))

        def heads() -> None:
            self._table_head(table.columns, places)

        self.need(20 * mm)
        heads()
        for row in table.rows:
            for piece in _pieces(self._cells(row, table)):
                self._table_row(piece, table.columns, places, heads)
        self.y += 1.5 * mm

    def _cells(self, row: Sequence[str], table: Table) -> list[list[str]]:
        """The lines of each cell of a row."""
        return [
            self.sheet.layout.wrap(
                text, column.width * mm - _CELL_GAP, TABLE_SIZE, bold=column.strong
            )
            for text, column in zip(row, table.columns, strict=True)
        ]

    def _table_head(self, columns: Sequence[Column], places: Sequence[float]) -> None:
        """The line of heads."""
        height = 5.6 * mm
        self.y += 1.8 * mm
        self.sheet.box(LEFT, self.y, WIDTH, height, fill=PANEL)
        for column, x in zip(columns, places, strict=True):
            head = self.sheet.layout.fit(column.title, column.width * mm - 1 * mm, _HEAD_SIZE)
            self.sheet.text(
                x, self.y + 3.8 * mm, head, _HEAD_SIZE, colour=TEXT_2, side=column.align
            )
        self.y += height
        self.sheet.line(LEFT, self.y, RIGHT, self.y, colour=EDGE)

    def _table_row(
        self,
        cells: Sequence[Sequence[str]],
        columns: Sequence[Column],
        places: Sequence[float],
        heads: Callable[[], None],
    ) -> None:
        """One row of any height that fits on a page."""
        height = _row_height(cells)
        if self.need(height):
            heads()
        for lines, column, x in zip(cells, columns, places, strict=True):
            for number, line in enumerate(lines):
                base = self.y + _PAD + (number + 0.74) * _LINE
                self.sheet.text(
                    x, base, line, TABLE_SIZE,
                    colour=TEXT if column.strong else TEXT_2,
                    bold=column.strong, side=column.align,
                )  # fmt: skip
        self.y += height
        self.sheet.line(LEFT, self.y, RIGHT, self.y, colour=LINE)


def _places(columns: Sequence[Column]) -> Iterator[float]:
    """Where the text of each column stands: its left or its right side."""
    left = LEFT + 1 * mm
    for column in columns:
        width = column.width * mm
        yield left if column.align == "left" else left + width - _CELL_GAP
        left += width


def _row_height(cells: Sequence[Sequence[str]]) -> float:
    """Height of a row in points."""
    return max(len(lines) for lines in cells) * _LINE + 2 * _PAD


def _paragraph_height(text: str) -> float:
    """Height of a paragraph in points, as if every character were wide."""
    return math.ceil(len(text) * TEXT_SIZE / WIDTH) * TEXT_SIZE * 1.5 + 0.8 * mm


def _pieces(cells: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """A row, cut into pieces that each fit on a page."""
    most = max(len(lines) for lines in cells)
    for start in range(0, most, _MOST_LINES):
        yield [lines[start : start + _MOST_LINES] for lines in cells]
