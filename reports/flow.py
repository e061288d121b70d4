"""Sections that follow each other down the pages; table heads repeat, nothing is cut off.

A section is first broken into pieces of known height (lines, rows) and then placed, so that what
is kept together is measured exactly. A page may be set in two columns from any place on.

Source: visual.md, Scorecard PDF (heads repeat, hair lines) and Type (line height).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import zip_longest

from reportlab.lib.units import mm

from reports.card_parts import Block, Facts, Paragraphs, Part, Picture, Section
from reports.colours import ACCENT, TEXT_2, TEXT_3
from reports.pdf_table import table_pieces
from reports.pieces import Piece, room, together
from reports.sheet import LEFT, WIDTH, Sheet

TOP = 19 * mm
BOTTOM = 279 * mm
_GUTTER = 8 * mm
_LABEL_SHARE = 0.36
"""Part of the width that the labels of facts take at most."""
_LABEL_GAP = 3 * mm
_NOTE_LINE = 3.6 * mm
_KEPT_LINES = 6
"""A fact of up to so many lines is not broken."""
_AFTER = 0.6 * mm
"""Room after a block."""
_KEPT = 62 * mm
"""A section up to this height is kept together on a page."""
_KEPT_IN_COLUMN = 22 * mm
"""The same in columns, where a section that goes on beside itself does not disturb."""


@dataclass(frozen=True, slots=True)
class TextSize:
    """Size of running text in points, and its line height as a multiple of it."""

    points: float
    leading: float

    @property
    def line(self) -> float:
        """Height of a line in points."""
        return self.points * self.leading


NORMAL = TextSize(8.0, 1.45)


class Flow:
    """Where the next thing stands."""

    def __init__(self, sheet: Sheet, text: TextSize = NORMAL) -> None:
        """Go on with the last page of the sheet."""
        self.sheet = sheet
        self._text = text
        self.y = TOP
        self._columns = 1
        self._column = 0
        self._top = TOP
        self._lowest = TOP

    @property
    def left(self) -> float:
        """Left side of the column."""
        return LEFT + self._column * (self.width + _GUTTER)

    @property
    def width(self) -> float:
        """Width of the column."""
        return (WIDTH - (self._columns - 1) * _GUTTER) / self._columns

    def set_columns(self, count: int) -> None:
        """Go on in `count` columns below everything drawn so far on this page."""
        self.y = max(self.y, self._lowest)
        self._columns, self._column, self._top, self._lowest = count, 0, self.y, self.y

    def new_page(self) -> None:
        """Start a page."""
        self.sheet.new_page()
        self.y = self._top = self._lowest = TOP
        self._column = 0

    def need(self, height: float) -> bool:
        """Start a column or page if `height` points do not fit; says whether it did."""
        moved = False
        while self.y + height > BOTTOM and self.y > TOP:
            self._go_on()
            moved = True
        return moved

    def title(self, text: str) -> None:
        """The title of a part, with a bookmark."""
        self.sheet.bookmark(text, 0)
        self.y += 7 * mm
        self.sheet.text(self.left, self.y, text, 15, bold=True)
        self.y += 2 * mm

    def section(self, section: Part) -> None:
        """A title, its note and its blocks; what fits on one page is not broken without need."""
        pieces = self._pieces(section)
        height = sum(piece.height for piece in pieces)
        kept = _KEPT if self._columns == 1 else _KEPT_IN_COLUMN
        self.need(height if height <= kept else sum(piece.height for piece in pieces[:4]))
        self.place(pieces)

    def beside(self, first: Part, second: Part) -> None:
        """Two short sections beside each other; under each other where one is long."""
        self.set_columns(2)
        columns = [self._pieces(section) for section in (first, second)]
        height = max(sum(piece.height for piece in pieces) for pieces in columns)
        if height > _KEPT:
            self.set_columns(1)
            self.section(first)
            self.section(second)
            return
        if self._top + height > BOTTOM:
            self.new_page()
        for number, pieces in enumerate(columns):
            self._column, self.y = number, self._top
            self.place(pieces)
            self._lowest = max(self._lowest, self.y)
        self.set_columns(1)

    def missing_glyphs(self, title: str, note: str) -> None:
        """The code points of the characters that the font lacks so far; nothing without any."""
        missing = self.sheet.layout.missing
        if missing:
            listed = "　".join(f"U+{ord(character):04X}" for character in missing)
            self.section(Section(title, "", (Paragraphs((note, listed)),)))

    def place(self, pieces: Sequence[Piece]) -> None:
        """Draw pieces under each other."""
        for piece in pieces:
            if self.need(piece.height) and piece.heads is not None:
                self._draw(piece.heads)
            self._draw(piece)

    def paragraph(self, text: str, size: float | None = None) -> None:
        """A sentence, broken into lines."""
        self.place(self._paragraph(text, size or self._text.points, listed=False))

    def _draw(self, piece: Piece) -> None:
        piece.draw(self.left, self.y)
        self.y += piece.height

    def _go_on(self) -> None:
        """Go to the next column, or page."""
        if self._column + 1 < self._columns:
            self._lowest = max(self._lowest, self.y)
            self._column += 1
            self.y = self._top
        else:
            self.new_page()

    def _pieces(self, section: Part) -> list[Piece]:
        """A section with its title, for columns of the present width."""
        pieces = [self._section_title(section)] if section.title else []
        if isinstance(section, Picture):
            drawing = section.figure.drawing(self.width)
            pieces.append(Piece(drawing.height, lambda x, y: self.sheet.figure(drawing, x, y)))
            pieces += self._block(Paragraphs(section.texts))
            return pieces
        for block in section.blocks:
            pieces += self._block(block)
            pieces.append(room(_AFTER))
        return pieces

    def _section_title(self, section: Part) -> Piece:
        """The title, its note beside it or, where there is no room, under it."""
        layout = self.sheet.layout
        beside = layout.width(section.title, 10.5, bold=True) + 4 * mm
        under = beside + layout.width(section.note, 7.5) > self.width

        def draw(left: float, y: float) -> None:
            base = y + 5.5 * mm
            self.sheet.bookmark(section.title, 1)
            self.sheet.text(left, base, section.title, 10.5, bold=True)
            place = (left, base + _NOTE_LINE) if under else (left + beside, base)
            note = layout.fit(section.note, self.width, 7.5)
            self.sheet.text(*place, note, 7.5, colour=TEXT_3)

        return Piece(7.1 * mm + (_NOTE_LINE if under else 0), draw)

    def _block(self, block: Block) -> Iterator[Piece]:
        """Any block of a section."""
        if isinstance(block, Facts):
            indent = self._indent([fact.label for fact in block.facts])
            for fact in block.facts:
                yield from self._fact(fact.label, fact.value, indent)
        elif isinstance(block, Paragraphs):
            for text in block.texts:
                yield from self._paragraph(text, self._text.points, listed=block.listed)
        else:
            yield from table_pieces(self.sheet, block, self.width)

    def _paragraph(self, text: str, size: float, *, listed: bool) -> list[Piece]:
        indent = 3 * mm if listed else 0.0
        step = size * self._text.leading

        def piece(number: int, line: str) -> Piece:
            def draw(left: float, y: float) -> None:
                base = y + step - size * 0.3
                if listed and number == 0:
                    self.sheet.box(left, base - size * 0.5, 2.2, 2.2, fill=ACCENT)
                self.sheet.text(left + indent, base, line, size, colour=TEXT_2)

            return Piece(step, draw)

        lines = self.sheet.layout.wrap(text, self.width - indent, size)
        return [piece(number, line) for number, line in enumerate(lines)]

    def _indent(self, labels: Sequence[str]) -> float:
        """Where the values behind some labels begin."""
        widest = max(
            (self.sheet.layout.width(label, self._text.points) for label in labels), default=0.0
        )
        return min(widest + _LABEL_GAP, self.width * _LABEL_SHARE)

    def _fact(self, label: str, value: str, indent: float) -> Iterator[Piece]:
        """A label at the left, its value behind it."""
        layout = self.sheet.layout
        labels = layout.wrap(label, indent - _LABEL_GAP + 0.1, self._text.points)
        values = layout.wrap(value, self.width - indent, self._text.points)
        pairs = list(zip_longest(labels, values, fillvalue=""))
        pieces = (Piece(self._text.line, self._fact_line(indent, *pair)) for pair in pairs)
        if len(pairs) <= _KEPT_LINES:
            yield reduce(together, pieces)
        else:
            yield from pieces

    def _fact_line(self, indent: float, label: str, value: str) -> Callable[[float, float], None]:
        def draw(left: float, y: float) -> None:
            base = y + self._text.line - self._text.points * 0.3
            self.sheet.text(left, base, label, self._text.points, colour=TEXT_3)
            self.sheet.text(left + indent, base, value, self._text.points)

        return draw
