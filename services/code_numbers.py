"""K, L, N and P2 of the 碳效码 as commands and the window show them: as the card does.

A number that there is not is the dash of the window.
"""

from __future__ import annotations

from reports.card_code import k_text, l_text, n_text, p2_text
from scoring.edition import Edition
from scoring.scorecard import CarbonCode
from services.number_words import NOTHING


def k_number(code: CarbonCode, edition: Edition) -> str:
    """The carbon-efficiency value."""
    return NOTHING if code.k is None else k_text(code, edition)


def l_number(code: CarbonCode, edition: Edition) -> str:
    """The carbon level, tCO2 per 10^4 yuan."""
    return NOTHING if code.l is None else l_text(code, edition)


def n_number(code: CarbonCode) -> str:
    """The carbon neutrality rate with its unit, percent."""
    return NOTHING if code.n is None else n_text(code)


def p2_number(code: CarbonCode, edition: Edition) -> str:
    """The coverage of carbon data with its unit, percent."""
    return NOTHING if code.p2 is None else p2_text(code, edition)
