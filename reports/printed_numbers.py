"""Numbers as they are printed: places, thousands separators, a real minus sign.

Source: rubric.md 15 (rounding half to even once, at the end; rule 6: more places until a printed
value differs from a limit that is not met); visual.md, principle 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from questionnaire.numbers import exact, round_to, settle, to_text

DASH = "—"
MINUS = "−"
_MOST_PLACES = 12
_SCORE_LIMITS = (Decimal(60), Decimal(100))
"""Pass line and full score (rubric.md 4.1)."""


def number_text(number: Decimal | None, places: int, unmet: Iterable[Decimal] = ()) -> str:
    """Print a number.

    Args:
        number: None prints a dash.
        places: decimals, 0 or more.
        unmet: limits that the unrounded number does not meet; more places are printed until the
            printed number differs from each (rule 6). One that the number equals is met.

    >>> number_text(Decimal("-1451.25"), 1), number_text(None, 1)
    ('−1,451.2', '—')
    >>> number_text(Decimal("0.6000000001"), 3, [Decimal("0.6")])
    '0.6000000001'
    >>> number_text(Decimal("100.00"), 1, [Decimal(100)])
    '100.0'
    """
    if number is None:
        return DASH
    limits = tuple(limit for limit in unmet if limit != settle(number))
    while places < _MOST_PLACES and round_to(number, places) in limits:
        places += 1
    return format(round_to(number, places), ",f").replace("-", MINUS)


def plain_text(number: Decimal) -> str:
    """Print a number with the decimals it has.

    >>> plain_text(Decimal("1250.50"))
    '1,250.5'
    """
    return format(Decimal(to_text(number)), ",f").replace("-", MINUS)


def signed_text(number: Decimal | None, places: int, unmet: Iterable[Decimal] = ()) -> str:
    """Print a change with its sign; zero has none.

    Args:
        number: None prints a dash.
        places: decimals.
        unmet: see `number_text`; give 0 for a change that must not vanish.

    >>> signed_text(Decimal("4.15"), 1), signed_text(Decimal("-0.01"), 1)
    ('+4.2', '0.0')
    >>> signed_text(Decimal("0.004"), 1, [Decimal(0)])
    '+0.004'
    """
    text = number_text(number, places, unmet)
    return "+" + text if number is not None and number > 0 and text.strip("0.,") else text


def score_text(score: Decimal | None) -> str:
    """Print a score of 0 to 100 with one place; more where it would print as 60 or 100 but is less.

    >>> score_text(Decimal("59.97")), score_text(Decimal(60)), score_text(None)
    ('59.97', '60.0', '—')
    """
    unmet = () if score is None else limits_not_met(score, _SCORE_LIMITS, "higher")
    return number_text(score, 1, unmet)


def limits_not_met(
    number: Decimal, limits: Iterable[Decimal], better: Literal["higher", "lower"]
) -> tuple[Decimal, ...]:
    """Which limits a number does not meet; a limit itself is met (rubric.md 4.1).

    >>> limits_not_met(Decimal(79), [Decimal(50), Decimal(80)], "higher")
    (Decimal('80'),)
    """
    settled = settle(number)
    return tuple(
        limit for limit in limits if (settled < limit if better == "higher" else settled > limit)
    )


def percent_of(share: Decimal | None) -> Decimal | None:
    """A share of 0 to 1 in percent; None stays None."""
    if share is None:
        return None
    with exact():
        return share * 100
