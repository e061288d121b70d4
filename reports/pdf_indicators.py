"""Drawing of the table of indicators.

Source: visual.md, Scorecard PDF (scale bar, source marks); mockups/scorecard-pdf-pages-3-4.png.
"""

from __future__ import annotations

from reportlab.lib.units import mm

from reports.card_parts import IndicatorGroup, IndicatorPage, IndicatorRow, Scale
from reports.colours import ACCENT, EDGE, LINE, PANEL, TEXT, TEXT_2, TEXT_3, TRACK
from reports.flow import Flow
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet, Side

_CODE = LEFT + 1 * mm
_NAME = LEFT + 9 * mm
_NAME_WIDTH = 50 * mm
_VALUE = LEFT + 77 * mm
_UNIT = LEFT + 78.5 * mm
_SCALE = LEFT + 96 * mm
_SCALE_WIDTH = 28 * mm
_SCORE = LEFT + 135 * mm
_WEIGHT = LEFT + 146 * mm
_POINTS = LEFT + 157 * mm
_TO_PASS = RIGHT - 1 * mm
_ROW = 6.6 * mm
_SCALE_HEADS = range(4, 7)
"""Heads that stand over the ends and the tick of the scale."""
_SIZE = 8.0
_NOTE_SIZE = 6.3
_NOTE_GAP = 2 * mm


def draw_indicators(flow: Flow, page: IndicatorPage) -> None:
    """Draw the table, then what follows from it."""
    flow.new_page()
    flow.title(page.title)
    for text in page.legend:
        flow.paragraph(text, 7.5)
    if page.empty:
        flow.paragraph(page.empty)
    else:
        _draw_heads(flow, page.columns)
        for group in page.groups:
            _draw_group(flow, group, page.columns)
    for section in page.sections:
        flow.section(section)


def _draw_heads(flow: Flow, columns: tuple[str, ...]) -> None:
    """The line of heads."""
    sheet, height = flow.sheet, 5.6 * mm
    flow.y += 1.2 * mm
    sheet.box(LEFT, flow.y, WIDTH, height, fill=PANEL)
    base = flow.y + 3.8 * mm
    places: tuple[tuple[float, Side], ...] = (
        (_CODE, "left"), (_NAME, "left"), (_VALUE, "right"), (_UNIT, "left"),
        (_SCALE, "left"), (_SCALE + 0.6 * _SCALE_WIDTH, "centre"),
        (_SCALE + _SCALE_WIDTH, "right"), (_SCORE, "right"), (_WEIGHT, "right"),
        (_POINTS, "right"), (_TO_PASS, "right"),
    )  # fmt: skip
    for number, (text, (x, side)) in enumerate(zip(columns, places, strict=True)):
        size = 6.3 if number in _SCALE_HEADS else 7.2
        sheet.text(x, base, text, size, colour=TEXT_2, side=side)
    flow.y += height
    sheet.line(LEFT, flow.y, RIGHT, flow.y, colour=EDGE)


def _draw_group(flow: Flow, group: IndicatorGroup, columns: tuple[str, ...]) -> None:
    """The indicators of one dimension; its title never stands alone at the foot of a page."""
    if flow.need(7 * mm + 2 * _ROW):
        _draw_heads(flow, columns)
    flow.y += 5.4 * mm
    flow.sheet.text(_CODE, flow.y, group.title, 8.8, bold=True)
    flow.y += 1.8 * mm
    flow.sheet.line(LEFT, flow.y, RIGHT, flow.y, colour=EDGE)
    for row in group.rows:
        lines = flow.sheet.layout.wrap(row.label, _NAME_WIDTH, _SIZE)
        notes = _notes_below(flow.sheet, row, lines)
        height = max(_ROW, (len(lines) * 3.7 + len(notes) * 2.9 + 2.2) * mm)
        if flow.need(height):
            _draw_heads(flow, columns)
        _draw_row(flow, row, lines, notes)
        flow.y += height
        flow.sheet.line(LEFT, flow.y, RIGHT, flow.y, colour=LINE)


def _notes_below(sheet: Sheet, row: IndicatorRow, lines: list[str]) -> list[str]:
    """The note in lines of its own; none when it fits behind the name."""
    layout = sheet.layout
    taken = layout.width(lines[0], _SIZE) + layout.width(row.note, _NOTE_SIZE) + _NOTE_GAP
    if not row.note or (len(lines) == 1 and taken <= _NAME_WIDTH):
        return []
    return layout.wrap(row.note, _NAME_WIDTH, _NOTE_SIZE)


def _draw_row(flow: Flow, row: IndicatorRow, lines: list[str], notes: list[str]) -> None:
    """One indicator."""
    sheet = flow.sheet
    base = flow.y + 4 * mm
    sheet.text(_CODE, base, row.code, 7.2, colour=TEXT_3)
    for number, line in enumerate(lines):
        sheet.text(_NAME, base + number * 3.7 * mm, line, _SIZE)
    for number, note in enumerate(notes):
        place = base + ((len(lines) - 1) * 3.7 + 2.9 * (number + 1)) * mm
        sheet.text(_NAME, place, note, _NOTE_SIZE, colour=TEXT_3)
    if row.note and not notes:
        behind = _NAME + sheet.layout.width(row.label, _SIZE) + _NOTE_GAP
        sheet.text(behind, base, row.note, _NOTE_SIZE, colour=TEXT_3)
    scored = row.scale is not None
    if row.unit or scored:
        sheet.text(_VALUE, base, row.value, _SIZE, side="right")
        sheet.text(_UNIT, base, row.unit, 6.8, colour=TEXT_3)
    else:
        sheet.text(_SCALE - 2.5 * mm, base, row.value, 7.2, colour=TEXT_3, side="right")
    _draw_scale(sheet, row.scale, flow.y)
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
    y = top + 2.5 * mm
    height = 0.9 * mm
    sheet.box(_SCALE, y, _SCALE_WIDTH, height, fill=TRACK)
    if scale is None:
        return
    place = _SCALE + _SCALE_WIDTH * scale.share
    if scale.share:
        sheet.box(_SCALE, y, _SCALE_WIDTH * scale.share, height, fill=ACCENT)
    ticks = (0.0, 0.6, 1.0) if scale.passing else (0.0, 1.0)
    for tick in ticks:
        x = _SCALE + _SCALE_WIDTH * tick
        sheet.line(x, y - 0.4 * mm, x, y + height + 0.4 * mm, colour=TEXT_2, width=0.5)
    sheet.shape(
        (
            (place - 0.95 * mm, y - 1.7 * mm),
            (place + 0.95 * mm, y - 1.7 * mm),
            (place, y - 0.1 * mm),
        ),
        fill=TEXT,
    )
    under = y + height + 2.4 * mm
    sheet.text(_SCALE, under, scale.floor, 5.5, colour=TEXT_3)
    sheet.text(_SCALE + 0.6 * _SCALE_WIDTH, under, scale.passing, 5.5, colour=TEXT_3, side="centre")
    sheet.text(_SCALE + _SCALE_WIDTH, under, scale.target, 5.5, colour=TEXT_3, side="right")
