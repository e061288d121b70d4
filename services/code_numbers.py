"""K and L of the 碳效码 as they are shown: none prints as a limit that it does not meet.

Source: rubric.md 15, rule 6.
"""

from __future__ import annotations

from scoring.edition import Edition
from scoring.scorecard import CarbonCode
from services.number_words import limited_number

_PLACES = 3


def k_number(code: CarbonCode, edition: Edition) -> str:
    """The carbon-efficiency value; a dash without one."""
    limits = [band.upper for band in edition.efficiency]
    return limited_number(code.k, _PLACES, limits, "lower")


def l_number(code: CarbonCode, edition: Edition) -> str:
    """The carbon level, tCO2 per 10^4 yuan; a dash without one."""
    limits = [band.upper for band in edition.levels]
    return limited_number(code.l, _PLACES, limits, "lower")
