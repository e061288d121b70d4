"""Score of a quantitative value between floor, passing and target, and the way back.

All functions are called within `numbers.exact()`.

Source: rubric.md 4.1.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from questionnaire.numbers import round_to, settle, to_text
from scoring.edition import Indicator
from scoring.park_year import ParkYear
from scoring.scorecard import Bounds, ParkClass

PASS = Decimal(60)
FULL = Decimal(100)
ZERO = Decimal(0)


def bounds_for(indicator: Indicator, park: ParkYear, park_class: ParkClass) -> Bounds | None:
    """Goalposts of the class that hold on 31 December of the year; None where there are none.

    A condition over an incomplete inventory value is unknown: then there are none either.
    """
    day = datetime.date(park.year, 12, 31)
    for rule in indicator.bounds:
        if (
            park_class in rule.classes
            and rule.covers(day)
            and (rule.condition is None or park.evaluate(rule.condition) is True)
        ):
            return rule.bounds
    return None


def score_of(value: Decimal, bounds: Bounds) -> Decimal:
    """Score 0 to 100 of a value; both limits and the passing value are inclusive."""
    floor, target = bounds.floor.value, bounds.target.value
    sign = 1 if target > floor else -1
    x = settle(value)
    if (x - floor) * sign <= 0:
        return ZERO
    if (x - target) * sign >= 0:
        return FULL
    if bounds.passing is None:
        return FULL * (value - floor) / (target - floor)
    passing = bounds.passing.value
    if (x - passing) * sign <= 0:
        return PASS * (value - floor) / (passing - floor)
    return PASS + (FULL - PASS) * (value - passing) / (target - passing)


def value_for(score: Decimal, bounds: Bounds) -> Decimal:
    """The value that gives a score between 0 and 100: `score_of` turned round."""
    floor, target = bounds.floor.value, bounds.target.value
    if bounds.passing is None:
        return floor + (target - floor) * score / FULL
    passing = bounds.passing.value
    if score <= PASS:
        return floor + (passing - floor) * score / PASS
    return passing + (target - passing) * (score - PASS) / (FULL - PASS)


def branch_of(value: Decimal, bounds: Bounds) -> str:
    """Which part of the rule gave the score, with its numbers (rubric.md 10)."""
    floor, target = bounds.floor.value, bounds.target.value
    sign = 1 if target > floor else -1
    x, shown = settle(value), shown_number(value)
    f, t = shown_number(floor), shown_number(target)
    if (x - floor) * sign <= 0:
        return f"floor {f} not exceeded: 0"
    if (x - target) * sign >= 0:
        return f"target {t} reached: 100"
    if bounds.passing is None:
        return f"floor..target: 100 × ({shown} − {f}) / ({t} − {f})"
    p = shown_number(bounds.passing.value)
    if (x - bounds.passing.value) * sign <= 0:
        return f"floor..pass: 60 × ({shown} − {f}) / ({p} − {f})"
    return f"pass..target: 60 + 40 × ({shown} − {p}) / ({t} − {p})"


def shown_number(number: Decimal) -> str:
    """A number with at most four places, in brackets when negative.

    >>> shown_number(Decimal("91.32530120")), shown_number(Decimal("-0.5"))
    ('91.3253', '(-0.5)')
    """
    text = to_text(round_to(number, 4))
    return f"({text})" if text.startswith("-") else text
