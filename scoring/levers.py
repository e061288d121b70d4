"""What a lever must become so that an indicator takes a wanted value.

Every formula is linear, or of the form (a·l + b) / (c·l + d), in its lever. Such a function keeps
the cross-ratio of four points, so three of its values give the answer exactly.

All functions are called within `numbers.exact()`.

Source: rubric.md 11.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_UP, Decimal

from questionnaire.numbers import settle
from questionnaire.scope import Values
from scoring.edition import Indicator
from scoring.park_year import ParkYear

_ONE = Decimal(1)


class Lever:
    """The lever of an indicator with every other input fixed.

    Attributes:
        present: value of the lever; None when it is unknown.
    """

    def __init__(self, indicator: Indicator, park: ParkYear, value: Decimal) -> None:
        """Prepare the lever; `value` is the present value of the indicator."""
        self._indicator = indicator
        self._park = park
        self._value = value
        self._points: tuple[Decimal, Decimal, Decimal, Decimal] | None = None
        self.present = park.number(indicator.lever)

    def needed_for(self, wanted: Decimal) -> Decimal | None:
        """The lever that gives the value `wanted`; None when no lever does.

        An integer lever is rounded away from its present value.
        """
        exact = self._solve(wanted)
        if exact is None or self.present is None or not self._indicator.lever_is_integer:
            return exact
        rounding = ROUND_UP if settle(exact) > self.present else ROUND_DOWN
        return settle(exact).quantize(_ONE, rounding=rounding)

    def value_at(self, lever: Decimal) -> Decimal | None:
        """Value of the indicator with another lever; None when it has none."""
        scope = Values({**self._park.values, self._indicator.lever: lever})
        result = self._indicator.formula.value_in_context(scope)
        return result if isinstance(result, Decimal) else None

    def _solve(self, wanted: Decimal) -> Decimal | None:
        if self.present is None:
            return None
        if self._indicator.formula.text == self._indicator.lever:
            return wanted
        if self._points is None:
            self._points = self._three_points(self.present)
        if self._points is None:
            return None
        l2, y2, l3, y3 = self._points
        l1, y1 = self.present, self._value
        if wanted == y3:
            return l3
        ratio = (wanted - y1) * (y2 - y3) / ((wanted - y3) * (y2 - y1))
        ratio = ratio * (l2 - l1) / (l2 - l3)
        return (l1 - ratio * l3) / (1 - ratio) if ratio != 1 else None

    def _three_points(self, present: Decimal) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
        """Two more points beside the present one; None when the lever moves nothing."""
        step = max(abs(present), _ONE)
        second, third = present + step, present + 2 * step
        y2, y3 = self.value_at(second), self.value_at(third)
        if y2 is None or y3 is None or len({self._value, y2, y3}) < 3:
            return None
        return second, y2, third, y3
