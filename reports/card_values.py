"""Value and unit of an indicator as every page prints them.

Source: rubric.md 15 (decimals; rule 6).
"""

from __future__ import annotations

from decimal import Decimal

from questionnaire.messages import msg
from reports.card_words import Words
from reports.printed_numbers import DASH, limits_not_met, number_text
from scoring.scorecard import Bounds, IndicatorScore


def value_text(item: IndicatorScore) -> str:
    """Value with the decimals of the table; more where it would equal a bound it does not meet."""
    if item.value is None:
        return DASH
    unmet = limits_not_met(item.value, _limits(item.bounds), item.better) if item.bounds else ()
    return number_text(item.value, item.decimals, unmet)


def unit_text(item: IndicatorScore, words: Words) -> str:
    """Printed unit; graded items have levels."""
    return words.say(msg("level")) if item.kind == "G" else words.measure(item.unit)


def _limits(bounds: Bounds) -> tuple[Decimal, ...]:
    """The bounds that exist."""
    found = (bounds.floor, bounds.passing, bounds.target)
    return tuple(bound.value for bound in found if bound is not None)
