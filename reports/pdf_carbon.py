"""Drawing of the page of carbon.

Source: mockups/scorecard-pdf-pages-3-4.png (right).
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from reports.card_parts import CarbonPage, KeyFigure, Picture
from reports.colours import LINE, TEXT_2, TEXT_3
from reports.flow import Flow
from reports.sheet import LEFT, RIGHT, WIDTH

_SERIES = 122 * mm
_MOST_EVENTS = 78 * mm
"""Width of the list of events."""
_EVENT_SIZE = 7.3
_EVENT_LINE = 3.6 * mm


def draw_carbon(flow: Flow, page: CarbonPage) -> None:
    """Draw key figures, the series with its events, and what stands beside each other."""
    flow.new_page()
    flow.title(page.title)
    if page.empty:
        flow.paragraph(page.empty)
        return
    if page.key_figures:
        _draw_key_figures(flow, page.key_figures)
    if page.series:
        _draw_series(flow, page.series, page.events)
    if page.tables:
        flow.beside(*page.tables)
    if page.intensity:
        flow.section(page.intensity)
    flow.section(page.code)


def _draw_key_figures(flow: Flow, figures: Sequence[KeyFigure]) -> None:
    """Large numbers beside each other over a hair line."""
    sheet, step = flow.sheet, WIDTH / len(figures)
    for number, figure in enumerate(figures):
        x = LEFT + number * step
        label = sheet.layout.fit(figure.label, step - 2 * mm, 7.8)
        sheet.text(x, flow.y + 5 * mm, label, 7.8, colour=TEXT_2)
        unit = sheet.layout.width(figure.unit, 7.2)
        room = step - unit - 5 * mm
        size = sheet.layout.shrink(figure.value, room, 16, 9, bold=True)
        width = sheet.text(x, flow.y + 12 * mm, figure.value, size, bold=True)
        sheet.text(x + width + 1.2 * mm, flow.y + 12 * mm, figure.unit, 7.2, colour=TEXT_3)
    flow.y += 15.5 * mm
    sheet.line(LEFT, flow.y, RIGHT, flow.y, colour=LINE)


def _draw_series(flow: Flow, series: Picture, events: Sequence[str]) -> None:
    """The series at the left; its events, numbered, at the right."""
    sheet = flow.sheet
    base = flow.y + 6.5 * mm
    sheet.bookmark(series.title, 1)
    width = sheet.text(LEFT, base, series.title, 10.5, bold=True)
    note = sheet.layout.fit(series.note, WIDTH - width - 4 * mm, 7.5)
    sheet.text(LEFT + width + 4 * mm, base, note, 7.5, colour=TEXT_3)
    drawing = series.figure.drawing(_SERIES)
    top = base + 3 * mm
    sheet.figure(drawing, LEFT, top)
    y = top + 2 * mm
    left = max(LEFT + drawing.width + 7 * mm, RIGHT - _MOST_EVENTS)
    for text in events:
        for line in sheet.layout.wrap(text, RIGHT - left, _EVENT_SIZE):
            y += _EVENT_LINE
            sheet.text(left, y, line, _EVENT_SIZE, colour=TEXT_2)
        y += 1 * mm
    flow.y = max(top + drawing.height, y) + 1 * mm
    for text in series.texts:
        flow.paragraph(text, 7.5)
