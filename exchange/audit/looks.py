"""How the cells of the audit sheets look."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from openpyxl.styles import Alignment, PatternFill

from exchange.styles import LABEL, Look

NUMBER = replace(LABEL, number_format="General", alignment=Alignment(vertical="center"))
"""A number with the digits that fit."""

WORD = replace(LABEL, alignment=Alignment(vertical="center"))
"""A word that a formula gives."""

SOURCE = replace(LABEL, alignment=Alignment(vertical="center"))
"""Where a number comes from, on one line."""

FACTOR = replace(NUMBER, locked=False, ground=PatternFill("solid", fgColor="FFFDF2"))
"""A factor, bound, weight or limit: it can be changed to see what follows."""


@cache
def places(count: int) -> Look:
    """A number with so many decimals."""
    return replace(NUMBER, number_format="0." + "0" * count if count else "0")


AMOUNT = replace(NUMBER, number_format="#,##0.0000;-#,##0.0000;0")
"""Tonnes and tce."""
