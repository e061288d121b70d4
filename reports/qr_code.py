"""The QR code of a statement.

Source: submissions.md, Statement on a card (byte mode, level M, at least 30 mm).
"""

from __future__ import annotations

import segno
from reportlab.lib.units import mm

from reports.colours import SURFACE, TEXT
from reports.sheet import Sheet

LEAST_SIDE = 32 * mm
WANTED_MODULE = 0.42 * mm
MOST_SIDE = 42 * mm
QUIET = 4
"""Empty modules around a code (ISO/IEC 18004)."""


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light modules of a text, without quiet zone.

    >>> len(qr_modules("GP1"))
    21
    """
    code = segno.make(
        text, error="m", mode="byte", encoding="utf-8", micro=False, boost_error=False
    )
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def draw_qr(sheet: Sheet, right: float, top: float, text: str) -> float:
    """Draw the code with its quiet zone; its dark part ends at `right` and starts at `top`.

    Returns:
        Side of the dark part in points.
    """
    modules = qr_modules(text)
    side = max(LEAST_SIDE, min(MOST_SIDE, WANTED_MODULE * len(modules)))
    one = side / len(modules)
    left = right - side
    edge = QUIET * one
    sheet.box(left - edge, top - edge, side + 2 * edge, side + 2 * edge, fill=SURFACE)
    boxes: list[tuple[int, int, int, int]] = []
    for number, row in enumerate(modules):
        start: int | None = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                boxes.append((start, number, column - start, 1))
                start = None
    sheet.cells(left, top, one, boxes, fill=TEXT)
    return side
