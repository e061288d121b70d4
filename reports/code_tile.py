"""The tile and the band of the 碳效码.

Source: visual.md, 碳效码 tile; rubric.md 7; mockups/code-mark.png.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from reports.card_parts import BandStep
from reports.colours import CODE_COLOURS, EDGE, LINE, SURFACE, TEXT, TEXT_2, TEXT_3, mixed
from reports.sheet import Sheet
from scoring.scorecard import CodeStatus

_RADIUS = 0.09
"""Radius of the corners, of the side."""
_QUIET = 0.45
"""Strength of the other boxes of the ladder."""
_FRAME = 0.05
"""Distance of the outer frame of 暂定, of the side."""


def draw_tile(
    sheet: Sheet, x: float, y: float, side: float, k_grade: int | None, status: CodeStatus
) -> None:
    """Draw the tile from its upper left corner; the outer frame of 暂定 stands within `side`.

    Args:
        sheet: pages under construction.
        x: left side.
        y: upper side.
        side: length of the whole mark in points.
        k_grade: 1 to 5, or None when 未评.
        status: 暂定 gets a dashed outer frame, 未评 a dashed frame without fill.
    """
    if k_grade is None or status == "none":
        _draw_empty(sheet, x, y, side)
        return
    gap = 0.0
    if status == "provisional":
        gap = side * _FRAME
        sheet.box(
            x, y, side, side, stroke=TEXT, line_width=1.2, radius=side * _RADIUS, dash=(4, 2.4)
        )
    colours = CODE_COLOURS[k_grade]
    inner = side - 2 * gap
    sheet.box(
        x + gap, y + gap, inner, inner,
        fill=colours.ground, stroke=TEXT, line_width=0.6, radius=inner * _RADIUS,
    )  # fmt: skip
    centre = x + side / 2
    sheet.text(
        centre, y + gap + inner * 0.64, str(k_grade), inner * 0.66,
        colour=colours.text, bold=True, side="centre",
    )  # fmt: skip
    quiet = mixed(colours.text, colours.ground, _QUIET)
    _draw_ladder(sheet, centre, y + gap + inner * 0.9, inner, k_grade, (colours.text, quiet))


def _draw_empty(sheet: Sheet, x: float, y: float, side: float) -> None:
    """未评: a dashed frame without fill and a dash."""
    sheet.box(x, y, side, side, stroke=EDGE, line_width=1.6, radius=side * _RADIUS, dash=(6, 3.6))
    centre = x + side / 2
    sheet.box(centre - side * 0.12, y + side * 0.42, side * 0.24, side * 0.05, fill=TEXT_2)
    quiet = mixed(TEXT_3, SURFACE, _QUIET)
    _draw_ladder(sheet, centre, y + side * 0.9, side, None, (TEXT_3, quiet))


def _draw_ladder(
    sheet: Sheet,
    centre: float,
    base: float,
    side: float,
    k_grade: int | None,
    inks: tuple[str, str],
) -> None:
    """Five boxes on one line; the own one is solid and taller.

    Args:
        sheet: pages under construction.
        centre: middle of the ladder.
        base: its lower side.
        side: of the tile.
        k_grade: the own box; None for none.
        inks: colour of the own box and of the others.
    """
    width, height, pitch = side * 0.105, side * 0.075, side * 0.135
    for grade in range(1, 6):
        own = grade == k_grade
        left = centre + (grade - 3) * pitch - width / 2
        tall = height * (1.75 if own else 1)
        low = base - (height - tall) / 2 if own else base
        sheet.box(left, low - tall, width, tall, fill=inks[0 if own else 1])


def draw_band(
    sheet: Sheet, x: float, y: float, width: float, steps: Sequence[BandStep], own: int | None
) -> None:
    """Draw the band of five with its limits; the own box is outlined.

    Words that do not fit stand under the boxes.
    """
    one, height = width / len(steps), 4.8 * mm
    layout = sheet.layout
    inside = all(
        layout.width(f"{step.k_grade} {step.word}", 7, bold=True) <= one - 1.2 * mm
        for step in steps
    )
    for number, step in enumerate(steps):
        left = x + number * one
        colours = CODE_COLOURS[step.k_grade]
        sheet.box(left, y, one, height, fill=colours.ground)
        is_own = step.k_grade == own
        word = f"{step.k_grade} {step.word}" if inside else str(step.k_grade)
        size = layout.shrink(word, one - 1.2 * mm, 7.5, 7, bold=is_own)
        sheet.text(
            left + one / 2, y + height * 0.68, word, size,
            colour=colours.text, bold=is_own, side="centre",
        )  # fmt: skip
        under = (step.limit,) if inside else (step.word, step.limit)
        for row, text in enumerate(under):
            base = y + height + (3.4 + 3.1 * row) * mm
            sheet.text(left + one / 2, base, text, 7, colour=TEXT_3, side="centre")
    sheet.box(x, y, width, height, stroke=LINE, line_width=0.4)
    if own is not None:
        sheet.box(x + (own - 1) * one, y, one, height, stroke=TEXT, line_width=1.5)
