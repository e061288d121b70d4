"""Distance of each value to its passing value and target.

Source: rubric.md 11.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.drafts import Draft
from scoring.levers import Lever
from scoring.park_year import ParkYear
from scoring.scorecard import Bounds, Gap, GapTo

_ZERO = Decimal(0)


def gap_of(draft: Draft, bounds: Bounds, value: Decimal, park: ParkYear) -> Gap:
    """Gap of a quantitative indicator. Called within `numbers.exact()`.

    Args:
        draft: the indicator.
        bounds: its goalposts.
        value: its value.
        park: the lever and the other inputs.
    """
    indicator, passing = draft.indicator, bounds.passing
    sign = 1 if indicator.better == "higher" else -1
    lever = Lever(indicator, park, value)

    def gap_to(limit: Decimal) -> GapTo:
        gap = max((limit - value) * sign, _ZERO)
        change = None if draft.zero_rule_applied else _change(lever, limit, gap)
        return GapTo(gap, indicator.lever, change)

    return Gap(
        code=indicator.code,
        to_pass=None if passing is None else gap_to(passing.value),
        to_target=gap_to(bounds.target.value),
    )


def _change(lever: Lever, limit: Decimal, gap: Decimal) -> Decimal | None:
    """How far the lever is from where the limit is reached; 0 where it is; None: undefined."""
    if lever.present is None:
        return None
    if gap == 0:
        return _ZERO
    needed = lever.needed_for(limit)
    return None if needed is None else needed - lever.present
