"""Drawing of the page of dimensions.

Source: mockups/scorecard-pdf-pages-1-2.png (right).
"""

from __future__ import annotations

from reportlab.lib.units import mm

from reports.card_parts import DimensionPage
from reports.flow import Flow
from reports.sheet import LEFT, RIGHT

_RADAR = 98 * mm
_BARS = 72 * mm


def draw_dimensions(flow: Flow, page: DimensionPage) -> None:
    """Draw the figures beside each other, then table, ranking and gates."""
    flow.new_page()
    flow.title(page.title)
    if page.empty:
        flow.paragraph(page.empty)
    if page.radar and page.bars:
        radar, bars = page.radar.drawing(_RADAR), page.bars.drawing(_BARS)
        top = flow.y + 2 * mm
        flow.sheet.figure(radar, LEFT, top)
        flow.sheet.figure(bars, RIGHT - _BARS, top + (radar.height - bars.height) / 2)
        flow.y = top + max(radar.height, bars.height) + 3 * mm
    if page.table:
        flow.section(page.table)
    if page.ranking:
        flow.beside(*page.ranking)
    flow.section(page.gates)
