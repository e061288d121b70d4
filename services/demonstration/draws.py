"""Seeded choices that come out the same on every machine."""

from __future__ import annotations

import random
from decimal import Decimal

_WEIGHT_UNIT = Decimal(1000)
_SPREAD = (85, 115)


class Draws:
    """A sequence of draws that follows from a text alone."""

    def __init__(self, seed: str) -> None:
        """Begin a sequence; equal texts give equal sequences."""
        self._random = random.Random(seed)  # noqa: S311 - reproducible example data, no secrets

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included.

        Only `Random.random` is promised to stay the same in all versions of Python.
        """
        return low + int(self._random.random() * (high - low + 1))

    def around(self, value: Decimal, spread: Decimal) -> Decimal:
        """A value at most `spread` away, in hundredths of the spread."""
        return value + spread * self.between(-100, 100) / 100

    def shares(self, count: int) -> tuple[Decimal, ...]:
        """Falling weights of `count` items, spread by up to 15 %; they add up to 1."""
        weights = [
            _WEIGHT_UNIT / (place + 3) * self.between(*_SPREAD) / 100 for place in range(count)
        ]
        total = sum(weights, Decimal(0))
        return tuple(weight / total for weight in weights)
