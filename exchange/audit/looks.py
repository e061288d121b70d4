"""How the cells of the audit sheets look."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from openpyxl.styles import Alignment, PatternFill

from exchange.styles import LABEL, NOTE_LINE, Look

TEXT = replace(LABEL, alignment=Alignment(vertical="center"))
"""A name on one line."""

NUMBER = replace(LABEL, number_format="General", alignment=Alignment(vertical="center"))
"""A number with the digits that fit."""

WORD = replace(LABEL, alignment=Alignment(vertical="center", horizontal="left", indent=1))
"""A word that a formula gives."""

SOURCE = replace(
    NOTE_LINE, alignment=Alignment(vertical="center", horizontal="left", indent=1), edged=True
)
"""Where a number comes from, on one line."""

FACTOR = replace(
    NUMBER,
    locked=False,
    ground=PatternFill("solid", fgColor="FFFDF2"),
    alignment=Alignment(vertical="center", horizontal="right"),
)
"""A factor, bound, weight or limit: it can be changed to see what follows."""


FLAG = replace(
    LABEL, number_format="0;-0;;@", alignment=Alignment(vertical="center", horizontal="center")
)
"""A row number, or 1 for yes; 0 shows nothing."""

FOUR = replace(NUMBER, number_format="0.0000")
"""A score, a weight or points."""


@cache
def places(count: int) -> Look:
    """A number with so many decimals."""
    return replace(NUMBER, number_format="0." + "0" * count if count else "0")


AMOUNT = replace(NUMBER, number_format="#,##0.0000;-#,##0.0000;0")
"""Tonnes and tce."""
