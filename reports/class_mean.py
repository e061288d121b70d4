"""Means of the parks of one class in a store.

Source: interface.md, 填报 (the class mean needs a store); the least number of parks is 建议值.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import exact

LEAST_PARKS = 3
"""With fewer, the result of another park could be computed from a card (建议值)."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A rated park of the class in the year, by the same edition and weights.

    Attributes:
        dimensions: scores by dimension; None where it is not scored.
        intensity: value of T5, tCO2 per 10^4 yuan; None where it has none.
    """

    total: Decimal
    dimensions: Mapping[str, Decimal | None]
    intensity: Decimal | None


@dataclass(frozen=True, slots=True)
class ClassMean:
    """Plain means over the parks that have the value.

    Attributes:
        parks: how many.
        dimensions: by dimension; left out where no park has it.
        intensity: of T5; None where no park has it.
    """

    parks: int
    total: Decimal
    dimensions: Mapping[str, Decimal]
    intensity: Decimal | None


def class_mean(peers: Iterable[Peer]) -> ClassMean | None:
    """The means; None with fewer parks than `LEAST_PARKS`.

    >>> one, two = (Peer(Decimal(t), {"T": Decimal(t)}, None) for t in (60, 70))
    >>> class_mean([one, two]) is None, class_mean([one, two, two]).total
    (True, Decimal('66.666666666666666666666666666666666666666666666667'))
    """
    found = list(peers)
    if len(found) < LEAST_PARKS:
        return None
    codes = sorted({code for peer in found for code in peer.dimensions})
    means = {code: _mean([peer.dimensions.get(code) for peer in found]) for code in codes}
    total = _mean([peer.total for peer in found])
    return ClassMean(
        parks=len(found),
        total=total if total is not None else Decimal(0),
        dimensions={code: mean for code, mean in means.items() if mean is not None},
        intensity=_mean([peer.intensity for peer in found]),
    )


def _mean(numbers: Sequence[Decimal | None]) -> Decimal | None:
    """Mean of those that are there; None for none."""
    there = [number for number in numbers if number is not None]
    with exact():
        return sum(there, Decimal(0)) / len(there) if there else None
