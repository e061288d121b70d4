"""A table of a printed form as pieces; a wide one is parted by columns, its key column repeated.

Source: interface.md, 填报 (tables); visual.md, Tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm

from reports.card_parts import Column, Spacing, Table
from reports.colours import LINE, TEXT_2, TEXT_3
from reports.form_model import FormTable
from reports.pdf_table import table_pieces
from reports.pieces import Piece, room, together
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet

_LABEL_SIZE, _SMALL = 8.5, 7.0
_SMALL_LINE = 3.3 * mm
_CELL_GAP = 2.4 * mm
_LEAST, _MOST = 13 * mm, 40 * mm
"""Width of a column."""
_LEAST_WRITING = 19 * mm
"""Least width of a column to write into."""
_HEAD = 20 * mm
"""Width from which on a head is broken into lines."""
_FILL = 1.35
"""How much wider than needed a table is drawn at most."""


def table_parts(sheet: Sheet, table: FormTable) -> list[Piece]:
    """Title, notes and help, then the columns in as many parts as the width of a page asks for."""
    title = _title(sheet, table)
    if not table.rows and not table.blank_rows:
        return [title]
    widths = [_width(sheet, table, place) for place in range(len(table.columns))]
    pieces: list[Piece] = []
    for part in _parts(table, widths):
        pieces += [*_part(sheet, table, part, widths), room(1.5 * mm)]
    return [together(title, pieces[0]), *pieces[1:]]


def _title(sheet: Sheet, table: FormTable) -> Piece:
    """Label and code, notes beside it, help under it."""
    layout = sheet.layout
    behind = layout.width(table.label, _LABEL_SIZE, bold=True) + 2 * mm
    lines = layout.wrap("　".join(table.notes), WIDTH, _SMALL) if table.notes else []
    notes = len(lines)
    lines += layout.wrap(table.help, WIDTH, _SMALL) if table.help else []
    height = 5 * mm + len(lines) * _SMALL_LINE + 1 * mm

    def draw(_left: float, y: float) -> None:
        base = y + 4.2 * mm
        sheet.text(LEFT, base, table.label, _LABEL_SIZE, bold=True)
        code = layout.fit(table.code, RIGHT - LEFT - behind, _SMALL)
        sheet.text(LEFT + behind, base, code, _SMALL, colour=TEXT_3)
        for number, line in enumerate(lines, 1):
            colour = TEXT_2 if number <= notes else TEXT_3
            sheet.text(LEFT, base + number * _SMALL_LINE, line, _SMALL, colour=colour)
        if not table.rows and not table.blank_rows:
            sheet.line(LEFT, y + height, RIGHT, y + height, colour=LINE)

    return Piece(height, draw)


def _width(sheet: Sheet, table: FormTable, place: int) -> float:
    """Room that a column wants, in points."""
    layout, title = sheet.layout, table.columns[place].title
    if place == 0:
        widest = layout.width(str(len(table.rows) or table.blank_rows), 7.3)
        return max(widest + _CELL_GAP, layout.width(title, 7.2) + _CELL_GAP)
    head = min(layout.width(title, 7.2), _HEAD)
    words = max((layout.width(word, 7.2) for word in title.split()), default=0.0)
    cells = max((layout.width(row[place], 7.3) for row in table.rows), default=0.0)
    least = _LEAST if table.rows else _LEAST_WRITING
    return min(max(head, min(words, _HEAD), cells, least) + _CELL_GAP, _MOST)


def _parts(table: FormTable, widths: Sequence[float]) -> Iterator[list[int]]:
    """The columns of each part: the key columns first, then as many others as fit."""
    keys = [place for place, column in enumerate(table.columns) if column.is_key]
    taken = sum(widths[place] for place in keys)
    part, used = list(keys), taken
    for place, width in enumerate(widths):
        if place in keys:
            continue
        if used + width > WIDTH and len(part) > len(keys):
            yield part
            part, used = list(keys), taken
        part.append(place)
        used += width
    yield part


def _part(
    sheet: Sheet, table: FormTable, part: Sequence[int], widths: Sequence[float]
) -> Iterator[Piece]:
    """Some columns of all rows."""
    columns = tuple(
        Column(table.columns[place].title, widths[place], table.columns[place].align)
        for place in part
    )
    rows = [tuple(row[place] for place in part) for row in table.rows]
    blank = [("",) * len(part)] * table.blank_rows
    spacing: Spacing = "writing" if table.blank_rows else "compact"
    drawn = min(WIDTH, sum(widths[place] for place in part) * _FILL)
    yield from table_pieces(sheet, Table(columns, (*rows, *blank), spacing=spacing), drawn)
