"""Drawing of the table of indicators.

Source: visual.md, Scorecard PDF (scale bar, source marks); mockups/scorecard-pdf-pages-3-4.png.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from reports.card_parts import IndicatorGroup, IndicatorPage, IndicatorRow, Scale
from reports.colours import ACCENT, EDGE, LINE, PANEL, TEXT, TEXT_2, TEXT_3, TRACK
from reports.figures.drawing import Side
from reports.flow import Flow
from reports.pieces import Piece, together
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet

_CODE = LEFT + 0.8 * mm
_NAME = LEFT + 8.5 * mm
_SCALE = LEFT + 101.5 * mm
_SCALE_WIDTH = 27 * mm
_SCORE = LEFT + 140.5 * mm
_WEIGHT = LEFT + 150 * mm
_POINTS = LEFT + 159 * mm
_TO_PASS = RIGHT - 0.8 * mm
_HEADS = 6 * mm
_TITLE = 5.7 * mm
_ROW = 4.75 * mm
_LIMITED_ROW = 6.05 * mm
"""Height of a row with numbers under its scale."""
_NAME_LINE = 3.6 * mm
_NOTE_LINE = 3.0 * mm
_SIZE = 8.0
_SMALL = 7.0
_GAP = 2 * mm
_START = 40 * mm
"""Room that a page without indicators needs to begin on the page before."""
_UNIT_GAP = 1.2 * mm
_LEAST_UNITS = 14 * mm
"""Width of the column of units where all are short."""


def draw_indicators(flow: Flow, page: IndicatorPage) -> None:
    """Draw the table, then what follows from it."""
    if page.empty:
        flow.need(_START)
        flow.title(page.title)
        flow.paragraph(page.empty)
        return
    flow.new_page()
    flow.title(page.title)
    for text in page.legend:
        flow.paragraph(text, 7.3)
    unit = _unit_place(flow.sheet, page)
    heads = Piece(_HEADS, lambda _left, y: _draw_heads(flow.sheet, page.columns, unit, y))
    flow.place([heads])
    for group in page.groups:
        flow.place(_group(flow.sheet, group, unit, heads))
    for section in page.sections:
        flow.section(section)


def _unit_place(sheet: Sheet, page: IndicatorPage) -> float:
    """Where the units begin, so that the longest ends before the scale; values end before it."""
    units = (row.unit for group in page.groups for row in group.rows)
    widths = [sheet.layout.width(unit, _SMALL) for unit in units]
    return _SCALE - _UNIT_GAP - max([_LEAST_UNITS, *widths])


def _draw_heads(sheet: Sheet, columns: Sequence[str], unit: float, y: float) -> None:
    """The line of heads."""
    sheet.box(LEFT, y + 0.8 * mm, WIDTH, 5.2 * mm, fill=PANEL)
    places: tuple[tuple[float, Side], ...] = (
        (_CODE, "left"), (_NAME, "left"), (unit - _UNIT_GAP, "right"), (unit, "left"),
        (_SCALE, "left"), (_SCALE + 0.6 * _SCALE_WIDTH, "centre"),
        (_SCALE + _SCALE_WIDTH, "right"), (_SCORE, "right"), (_WEIGHT, "right"),
        (_POINTS, "right"), (_TO_PASS, "right"),
    )  # fmt: skip
    for text, (x, side) in zip(columns, places, strict=True):
        sheet.text(x, y + 4.4 * mm, text, _SMALL, colour=TEXT_2, side=side)
    sheet.line(LEFT, y + 6 * mm, RIGHT, y + 6 * mm, colour=EDGE)


def _group(sheet: Sheet, group: IndicatorGroup, unit: float, heads: Piece) -> list[Piece]:
    """The indicators of one dimension.

    Its title never stands alone at the foot of a page, and is repeated where the group goes on.
    """

    def draw(_left: float, y: float) -> None:
        sheet.text(_CODE, y + 4.3 * mm, group.title, 8.5, bold=True)
        sheet.line(LEFT, y + _TITLE, RIGHT, y + _TITLE, colour=EDGE)

    title = Piece(_TITLE, draw)
    again = together(heads, title)
    rows = [_row(sheet, row, unit, again) for row in group.rows]
    return [replace(together(title, rows[0]), heads=heads), *rows[1:]] if rows else []


def _row(sheet: Sheet, row: IndicatorRow, unit: float, heads: Piece) -> Piece:
    """One indicator; its name takes the room that its value leaves."""
    layout = sheet.layout
    value_end = unit - _UNIT_GAP if row.unit or row.scale else _SCALE - 2.5 * mm
    room = value_end - layout.width(row.value, _SIZE) - _GAP - _NAME
    names = layout.wrap(row.label, room, _SIZE)
    behind = layout.width(names[-1], _SIZE) + _GAP
    fits = bool(row.note) and behind + layout.width(row.note, _SMALL) + _GAP <= room
    notes = [] if fits or not row.note else layout.wrap(row.note, room, _SMALL)
    least = _LIMITED_ROW if row.scale and row.scale.floor else _ROW
    text = 1.2 * mm + len(names) * _NAME_LINE + len(notes) * _NOTE_LINE
    height = max(least, text)

    def draw(_left: float, y: float) -> None:
        base = y + 3.4 * mm
        sheet.text(_CODE, base, row.code, _SMALL, colour=TEXT_3)
        for number, line in enumerate(names):
            sheet.text(_NAME, base + number * _NAME_LINE, line, _SIZE)
        last = base + (len(names) - 1) * _NAME_LINE
        if fits:
            sheet.text(_NAME + behind, last, row.note, _SMALL, colour=TEXT_3)
        for number, line in enumerate(notes, 1):
            sheet.text(_NAME, last + number * _NOTE_LINE, line, _SMALL, colour=TEXT_3)
        _draw_numbers(sheet, row, unit, base)
        _draw_scale(sheet, row.scale, y)
        sheet.line(LEFT, y + height, RIGHT, y + height, colour=LINE)

    return Piece(height, draw, heads)


def _draw_numbers(sheet: Sheet, row: IndicatorRow, unit: float, base: float) -> None:
    """What stands behind the name on the base line of a row."""
    if row.unit or row.scale:
        sheet.text(unit - _UNIT_GAP, base, row.value, _SIZE, side="right")
        sheet.text(unit, base, row.unit, _SMALL, colour=TEXT_3)
    else:
        sheet.text(_SCALE - 2.5 * mm, base, row.value, _SIZE, colour=TEXT_3, side="right")
    sheet.text(_SCORE, base, row.score, _SIZE, bold=True, side="right")
    sheet.text(_WEIGHT, base, row.weight, _SIZE, colour=TEXT_2, side="right")
    sheet.text(_POINTS, base, row.points, _SIZE, colour=TEXT_2, side="right")
    short = row.to_pass[:1] in {"+", "−"}
    sheet.text(
        _TO_PASS, base, row.to_pass, _SIZE,
        colour=TEXT if short else TEXT_3, bold=short, side="right",
    )  # fmt: skip


def _draw_scale(sheet: Sheet, scale: Scale | None, top: float) -> None:
    """Floor at the left, pass tick, target at the right, a mark for the park."""
    y = top + 2.0 * mm
    height = 0.9 * mm
    sheet.box(_SCALE, y, _SCALE_WIDTH, height, fill=TRACK)
    if scale is None:
        return
    place = _SCALE + _SCALE_WIDTH * scale.share
    if scale.share:
        sheet.box(_SCALE, y, _SCALE_WIDTH * scale.share, height, fill=ACCENT)
    for tick in (0.0, 0.6, 1.0) if scale.ticked else (0.0, 1.0):
        x = _SCALE + _SCALE_WIDTH * tick
        sheet.line(x, y - 0.4 * mm, x, y + height + 0.4 * mm, colour=TEXT_2, width=0.5)
    mark = ((place - 0.9 * mm, y - 1.5 * mm), (place + 0.9 * mm, y - 1.5 * mm), (place, y))
    sheet.shape(mark, fill=TEXT)
    under = y + height + 2.6 * mm
    pass_place = _SCALE + 0.6 * _SCALE_WIDTH
    sheet.text(_SCALE, under, scale.floor, _SMALL, colour=TEXT_3)
    sheet.text(pass_place, under, scale.passing, _SMALL, colour=TEXT_3, side="centre")
    sheet.text(_SCALE + _SCALE_WIDTH, under, scale.target, _SMALL, colour=TEXT_3, side="right")
