"""Pages that are described first and drawn afterwards, when their number is known.

Lengths are points, measured from the upper left corner of the page; `y` of a text is its base line.
All text is drawn as it is: there is no markup on this way. Lines and areas are written as page
operators at once, texts when the document is there, because it numbers the characters it embeds.

Source: ISO 32000-1, 8.2 and 9.4 (operators of a page).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reports.colours import TEXT
from reports.figures.drawing import Area, Drawing, Label, Point, Side
from reports.text_layout import SMALL, Run, TextLayout

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 18 * mm
LEFT = MARGIN
RIGHT = PAGE_WIDTH - MARGIN
WIDTH = RIGHT - LEFT

_LOWER, _RAISE = -0.16, 0.33
"""How far a small digit is moved, of the text size."""
_ROUND = 0.5523
"""Length of the handles of a quarter circle, of its radius."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of text; `matrix` places it (ISO 32000-1, 9.4.2)."""

    runs: tuple[Run, ...]
    face: str
    size: float
    colour: str
    matrix: str


@dataclass(frozen=True, slots=True)
class _Bookmark:
    """An entry of the outline that leads to this page."""

    title: str
    key: str
    level: int


class Sheet:
    """A document under construction: a list of pages, each a list of things to draw."""

    def __init__(self, layout: TextLayout) -> None:
        """Start without a page; entries of the outline begin at the top."""
        self.layout = layout
        self.nesting = 0
        self.pages: list[list[str | _Text | _Bookmark]] = []

    def new_page(self) -> None:
        """Start a page; everything that follows is drawn on it."""
        self.pages.append([])

    def draw_on(self, canvas: Canvas, document: PDFDocument) -> None:
        """Draw all pages.

        Args:
            canvas: new and empty.
            document: that of the canvas.
        """
        for page in self.pages:
            for mark in page:
                if isinstance(mark, _Bookmark):
                    canvas.bookmarkPage(mark.key)
                    canvas.addOutlineEntry(mark.title, mark.key, mark.level)
                else:
                    written = mark if isinstance(mark, str) else _written(mark, document)
                    canvas.addLiteral(written)
            canvas.showPage()

    def text(  # noqa: PLR0913 - a text has a place, a size and a look
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = TEXT,
        bold: bool = False,
        side: Side = "left",
        page: int = -1,
    ) -> float:
        """Write one line of text; `side` says which of its sides stands at `x`.

        Returns:
            Its width.
        """
        width = self.layout.width(text, size, bold=bold)
        if text:
            start = x - {"left": 0.0, "centre": width / 2, "right": width}[side]
            runs = tuple(self.layout.runs(text, bold=bold))
            face = self.layout.face(bold=bold).name
            place = f"1 0 0 1 {_place(start, y)}"
            self.pages[page].append(_Text(runs, face, size, _ink(colour), place))
        return width

    def line(  # noqa: PLR0913 - two points and a look
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: str,
        width: float = 0.5,
        page: int = -1,
    ) -> None:
        """Draw a straight line."""
        ends = f"{_place(x1, y1)} m {_place(x2, y2)} l"
        self.pages[page].append(f"{_ink(colour)} RG {width:g} w {ends} S")

    def box(  # noqa: PLR0913 - a rectangle and a look
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        line_width: float = 0.5,
        radius: float = 0.0,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        path = (
            _rounded(x, y, width, height, radius)
            if radius
            else f"{_place(x, y + height)} {width:.2f} {height:.2f} re"
        )
        self._paint(path, fill, stroke, line_width, dash)

    def shape(self, points: Iterable[Point], *, fill: str) -> None:
        """Fill a polygon."""
        self._paint(_path(points) + " h", fill, None, 0.0, None)

    def curve(
        self,
        points: Iterable[Point],
        *,
        colour: str,
        width: float,
        dash: tuple[float, float] | None = None,
        closed: bool = False,
    ) -> None:
        """Draw a line through points."""
        self._paint(_path(points) + (" h" if closed else ""), None, colour, width, dash)

    def cells(
        self,
        x: float,
        y: float,
        unit: float,
        boxes: Iterable[tuple[int, int, int, int]],
        *,
        fill: str,
    ) -> None:
        """Fill many rectangles as one shape, without seams.

        Args:
            x: left side of the grid.
            y: upper side of the grid.
            unit: side of a cell in points.
            boxes: column, row, width and height of each rectangle in cells.
            fill: colour.
        """
        path = " ".join(
            f"{column} {-row - high} {wide} {high} re" for column, row, wide, high in boxes
        )
        grid = f"{unit:.5f} 0 0 {unit:.5f} {_place(x, y)} cm"
        self.pages[-1].append(f"q {_ink(fill)} rg {grid} {path} f Q")

    def large_word(self, text: str, *, colour: str, page: int = -1) -> None:
        """Write a word across the page, under everything else."""
        face = self.layout.face(bold=True)
        size = min(150.0, 150.0 * 400 / max(face.width(text, 150.0), 1.0))
        half, turn = face.width(text, size) / 2, 0.70711
        # The text turns by 45° about the middle of its line.
        x = PAGE_WIDTH / 2 - turn * (half - size / 3)
        y = PAGE_HEIGHT / 2 - turn * (half + size / 3)
        matrix = f"{turn} {turn} {-turn} {turn} {x:.2f} {y:.2f}"
        runs = tuple(self.layout.runs(text, bold=True))
        self.pages[page].insert(0, _Text(runs, face.name, size, _ink(colour), matrix))

    def figure(self, drawing: Drawing, x: float, y: float) -> None:
        """Draw a figure from its upper left corner, with its text alternative."""
        words = drawing.alternative.encode("utf-16-be", "replace").hex().upper()
        # ISO 32000-1, 14.9.3: a marked-content sequence may carry an alternate description.
        self.pages[-1].append(f"/Span <</Alt <FEFF{words}>>> BDC")
        for mark in drawing.marks:
            if isinstance(mark, Label):
                self._label(mark, x, y)
            else:
                points = [(x + across, y + down) for across, down in mark.points]
                if isinstance(mark, Area):
                    self.shape(points, fill=mark.fill)
                elif len(points) > 1:
                    self.curve(
                        points,
                        colour=mark.colour,
                        width=mark.width,
                        dash=mark.dash,
                        closed=mark.closed,
                    )
        self.pages[-1].append("EMC")

    def _label(self, label: Label, x: float, y: float) -> None:
        text = label.text
        if label.room is not None:
            text = self.layout.fit(text, label.room, label.size, bold=label.bold)
        self.text(
            x + label.x, y + label.y, text, label.size,
            colour=label.colour, bold=label.bold, side=label.side,
        )  # fmt: skip

    def bookmark(self, title: str, level: int) -> None:
        """Put an entry into the outline that leads to this page, below the present nesting."""
        key = f"{len(self.pages)}-{len(self.pages[-1])}"
        self.pages[-1].append(_Bookmark(title, key, self.nesting + level))

    def mark_language(self, tag: str, page: int) -> None:
        """Say that a page is in another language than the document."""
        # ISO 32000-1, 14.9.2: a marked-content sequence may carry its language.
        self.pages[page].insert(0, f"/Span <</Lang ({tag})>> BDC")
        self.pages[page].append("EMC")

    def _paint(
        self,
        path: str,
        fill: str | None,
        stroke: str | None,
        line_width: float,
        dash: tuple[float, float] | None,
    ) -> None:
        """Fill or draw a path, or both."""
        looks: list[str] = []
        if fill is not None:
            looks.append(f"{_ink(fill)} rg")
        if stroke is not None:
            looks.append(f"{_ink(stroke)} RG {line_width:g} w")
        if dash is not None:
            looks.append(f"[{dash[0]:g} {dash[1]:g}] 0 d")
        paint = "B" if fill and stroke else "f" if fill else "S"
        written = f"{' '.join(looks)} {path} {paint}"
        self.pages[-1].append(f"q {written} Q" if dash is not None else written)


def _written(text: _Text, document: PDFDocument) -> str:
    """The operators of a line of text."""
    font = cast("TTFont", getFont(text.face))
    parts = [f"BT {text.colour} rg {text.matrix} Tm"]
    for run in text.runs:
        size = text.size * SMALL if run.shift else text.size
        rise = text.size * (0.0, _RAISE, _LOWER)[run.shift]
        parts.append(f"{rise:.3f} Ts" if len(text.runs) > 1 else "")
        for subset, codes in font.splitString(run.text, document):
            name = font.getSubsetInternalName(subset, document)
            parts.append(f"{name} {size:.3f} Tf <{codes.hex()}> Tj")
    return " ".join([*parts, "0 Ts ET" if len(text.runs) > 1 else "ET"])


def _place(x: float, y: float) -> str:
    """A point in the coordinates of the file, whose origin is the lower left corner."""
    return f"{x:.2f} {PAGE_HEIGHT - y:.2f}"


def _path(points: Iterable[Point]) -> str:
    """Straight lines from point to point."""
    places = [_place(x, y) for x, y in points]
    return f"{places[0]} m " + " ".join(f"{place} l" for place in places[1:])


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle with rounded corners, clockwise from the upper left."""
    right, low, k = x + width, y + height, radius * (1 - _ROUND)
    corners = (
        ((right - radius, y), (right - k, y), (right, y + k), (right, y + radius)),
        ((right, low - radius), (right, low - k), (right - k, low), (right - radius, low)),
        ((x + radius, low), (x + k, low), (x, low - k), (x, low - radius)),
        ((x, y + radius), (x, y + k), (x + k, y), (x + radius, y)),
    )
    parts = [f"{_place(x + radius, y)} m"]
    for start, *handles in corners:
        parts.append(f"{_place(*start)} l {' '.join(_place(*point) for point in handles)} c")
    return " ".join(parts) + " h"


def _ink(colour: str) -> str:
    """The three numbers of `#RRGGBB`.

    >>> _ink("#1F5FB4")
    '0.1216 0.3725 0.7059'
    """
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.4f}" for start in (1, 3, 5))
