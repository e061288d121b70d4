"""What stands at the head and foot of every page.

Source: visual.md, Scorecard PDF (every later page carries park, year, state; edition, n/N).
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.units import mm

from reports.colours import DRAFT, LINE, TEXT_3
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet

_SIZE = 7.5
_HEAD = 13.5 * mm
"""Base line of the head."""
_FOOT = 286.5 * mm
_RULE = 282 * mm
_NUMBER_ROOM = 20 * mm


@dataclass(frozen=True, slots=True)
class RunningTexts:
    """Texts that stand on every page.

    Attributes:
        name: of the park; cut only where it is longer than a line.
        subject: behind the name: what and which year.
        state: at the right of the head.
        foot: at the left of the foot.
        watermark: the large word on a draft; empty for none.
    """

    name: str
    subject: str
    state: str
    foot: str
    watermark: str


def furnish(sheet: Sheet, texts: RunningTexts, number: int, *, is_cover: bool) -> None:
    """Draw head (not on a cover) and foot of page `number` (from 0), and the large word."""
    if texts.watermark:
        sheet.large_word(texts.watermark, colour=DRAFT, page=number)
    if not is_cover:
        _draw_head(sheet, texts, number)
    sheet.line(LEFT, _RULE, RIGHT, _RULE, colour=LINE, page=number)
    foot = sheet.layout.fit(texts.foot, WIDTH - _NUMBER_ROOM, _SIZE)
    sheet.text(LEFT, _FOOT, foot, _SIZE, colour=TEXT_3, page=number)
    count = f"{number + 1}/{len(sheet.pages)}"
    sheet.text(RIGHT, _FOOT, count, _SIZE, colour=TEXT_3, side="right", page=number)


def _draw_head(sheet: Sheet, texts: RunningTexts, number: int) -> None:
    """Name and subject at the left, state at the right; under each other if long."""
    layout = sheet.layout
    subject = f"　{texts.subject}"
    room = WIDTH - layout.width(subject, _SIZE)
    beside = room - layout.width(texts.state, _SIZE) - 6 * mm
    lower = 0.0 if layout.width(texts.name, _SIZE) <= beside else 2.6 * mm
    name = layout.fit(texts.name, room, _SIZE)
    sheet.text(LEFT, _HEAD - lower * 0.2, name + subject, _SIZE, colour=TEXT_3, page=number)
    sheet.text(RIGHT, _HEAD + lower, texts.state, _SIZE, colour=TEXT_3, side="right", page=number)
    rule = _HEAD + 2 * mm + lower
    sheet.line(LEFT, rule, RIGHT, rule, colour=LINE, page=number)
