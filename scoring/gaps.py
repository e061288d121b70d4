"""Distance of each value to its passing value and target.

Source: rubric.md 11.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.drafts import Draft
from scoring.levers import Lever
from scoring.park_year import ParkYear
from scoring.scorecard import Gap, GapTo

_ZERO = Decimal(0)


def gap_of(draft: Draft, park: ParkYear) -> Gap | None:
    """Gap of a quantitative indicator; None without a value. Called within `numbers.exact()`."""
    if draft.bounds is None or draft.value is None:
        return None
    lever = Lever(draft.indicator, park, draft.value)
    passing = draft.bounds.passing
    return Gap(
        code=draft.indicator.code,
        to_pass=None if passing is None else _gap_to(draft, lever, passing.value),
        to_target=_gap_to(draft, lever, draft.bounds.target.value),
    )


def _gap_to(draft: Draft, lever: Lever, limit: Decimal) -> GapTo:
    value = _ZERO if draft.value is None else draft.value
    sign = 1 if draft.indicator.better == "higher" else -1
    gap = max((limit - value) * sign, _ZERO)
    if draft.zero_rule_applied or lever.present is None:
        change = None
    elif gap == 0:
        change = _ZERO
    else:
        needed = lever.needed_for(limit)
        change = None if needed is None else needed - lever.present
    return GapTo(gap, draft.indicator.lever, change)
