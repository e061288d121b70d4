"""Pages that are described first and drawn afterwards, when their number is known.

Lengths are points, measured from the upper left corner of the page; `y` of a text is its base line.
All text is drawn as it is: there is no markup on this way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.colours import TEXT
from reports.text_layout import SMALL, TextLayout

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 18 * mm
LEFT = MARGIN
RIGHT = PAGE_WIDTH - MARGIN
WIDTH = RIGHT - LEFT

Side: TypeAlias = Literal["left", "centre", "right"]
Draw: TypeAlias = Callable[[Canvas], None]

_LOWER, _RAISE = -0.16, 0.33
"""How far a small digit is moved, of the text size."""


class Sheet:
    """A document under construction: a list of pages, each a list of things to draw."""

    def __init__(self, layout: TextLayout) -> None:
        """Start without a page."""
        self.layout = layout
        self.pages: list[list[Draw]] = []
        self._colours: dict[str, Color] = {}

    def new_page(self) -> None:
        """Start a page; everything that follows is drawn on it."""
        self.pages.append([])

    def draw_on(self, canvas: Canvas) -> None:
        """Draw all pages."""
        for page in self.pages:
            for draw in page:
                draw(canvas)
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
        if not text:
            return width
        start = x - {"left": 0.0, "centre": width / 2, "right": width}[side]
        runs = self.layout.runs(text, bold=bold)
        face = self.layout.face(bold=bold)
        ink = self._ink(colour)

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(ink)
            place = start
            for run in runs:
                own = size * SMALL if run.shift else size
                move = size * (0.0, _RAISE, _LOWER)[run.shift]
                canvas.setFont(face.name, own)
                canvas.drawString(place, PAGE_HEIGHT - y + move, run.text)
                place += face.width(run.text, own)

        self.pages[page].append(draw)
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
        ink = self._ink(colour)

        def draw(canvas: Canvas) -> None:
            canvas.setStrokeColor(ink)
            canvas.setLineWidth(width)
            canvas.line(x1, PAGE_HEIGHT - y1, x2, PAGE_HEIGHT - y2)

        self.pages[page].append(draw)

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
        alpha: float = 1.0,
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        inside = self._ink(fill) if fill else None
        edge = self._ink(stroke) if stroke else None

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            if inside is not None:
                canvas.setFillColor(inside)
                canvas.setFillAlpha(alpha) if alpha < 1 else None
            if edge is not None:
                canvas.setStrokeColor(edge)
                canvas.setLineWidth(line_width)
                canvas.setDash(*dash) if dash else None
            low = PAGE_HEIGHT - y - height
            sides = {"fill": int(inside is not None), "stroke": int(edge is not None)}
            if radius:
                canvas.roundRect(x, low, width, height, radius, **sides)
            else:
                canvas.rect(x, low, width, height, **sides)
            canvas.restoreState()

        self.pages[-1].append(draw)

    def shape(self, points: Iterable[tuple[float, float]], *, fill: str) -> None:
        """Fill a polygon."""
        corners = [(x, PAGE_HEIGHT - y) for x, y in points]
        ink = self._ink(fill)

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(ink)
            path = canvas.beginPath()
            path.moveTo(*corners[0])
            for corner in corners[1:]:
                path.lineTo(*corner)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)

        self.pages[-1].append(draw)

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
        ink = self._ink(fill)
        corners = [(column, -row - height, wide, height) for column, row, wide, height in boxes]

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.setFillColor(ink)
            canvas.translate(x, PAGE_HEIGHT - y)
            canvas.scale(unit, unit)
            path = canvas.beginPath()
            for corner in corners:
                path.rect(*corner)
            canvas.drawPath(path, stroke=0, fill=1)
            canvas.restoreState()

        self.pages[-1].append(draw)

    def large_word(self, text: str, *, colour: str, page: int = -1) -> None:
        """Write a word across the page, under everything else."""
        face = self.layout.face(bold=True)
        size = min(150.0, 150.0 * 400 / max(face.width(text, 150.0), 1.0))
        ink = self._ink(colour)

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
            canvas.rotate(45)
            canvas.setFillColor(ink)
            canvas.setFont(face.name, size)
            canvas.drawString(-face.width(text, size) / 2, -size / 3, text)
            canvas.restoreState()

        self.pages[page].insert(0, draw)

    def bookmark(self, title: str, level: int) -> None:
        """Put an entry into the outline that leads to this page."""
        number = len(self.pages)
        key = f"{number}-{len(self.pages[-1])}"

        def draw(canvas: Canvas) -> None:
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(title, key, level)

        self.pages[-1].append(draw)

    def _ink(self, colour: str) -> Color:
        """The colour object of `#RRGGBB`."""
        if colour not in self._colours:
            self._colours[colour] = HexColor(colour)
        return self._colours[colour]
