"""From scores of indicators to dimension scores and totals.

All functions are called within `numbers.exact()`.

Source: rubric.md 5 and 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

HUNDRED = Decimal(100)
ZERO = Decimal(0)


class Weighted(NamedTuple):
    """An indicator as the total sees it: inside weight and score; None = left out."""

    code: str
    dimension: str
    weight: Decimal
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Result of an aggregation.

    Attributes:
        scores: dimension -> score; None when no indicator of it counts.
        inside: dimension -> sum of the inside weights that count.
        outside: sum of the weights of dimensions that count.
        total: None when nothing counts.
    """

    scores: Mapping[str, Decimal | None]
    inside: Mapping[str, Decimal]
    outside: Decimal
    total: Decimal | None


def aggregate(weights: Mapping[str, Decimal], items: Iterable[Weighted]) -> Totals:
    """Weighted mean inside each dimension, then over the dimensions that are not empty.

    Args:
        weights: dimension -> weight, percent.
        items: indicators; their order changes nothing.

    >>> one = Decimal(1)
    >>> totals = aggregate({"T": one, "I": one}, [Weighted("T1", "T", one, Decimal(80))])
    >>> totals.total, totals.scores["I"]
    (Decimal('80'), None)
    """
    sums = dict.fromkeys(weights, ZERO)
    inside = dict.fromkeys(weights, ZERO)
    for item in items:
        if item.score is not None:
            sums[item.dimension] += item.weight * item.score
            inside[item.dimension] += item.weight
    scores = {code: sums[code] / inside[code] if inside[code] else None for code in weights}
    outside = sum((weights[code] for code in weights if inside[code]), ZERO)
    if not outside:
        return Totals(scores, inside, outside, None)
    weighted = (weights[code] * score for code, score in scores.items() if score is not None)
    return Totals(scores, inside, outside, sum(weighted, ZERO) / outside)


def geometric_total(weights: Mapping[str, Decimal], totals: Totals) -> Decimal | None:
    """Weighted geometric mean of the dimension scores; 0 when one of them is 0.

    The scores are multiplied first: one logarithm instead of one for each of them.
    """
    if totals.total is None:
        return None
    product = Decimal(1)
    for code, score in totals.scores.items():
        if score is not None and weights[code]:
            product *= score ** weights[code]
    return (product.ln() / totals.outside).exp() if product else ZERO


def effective_weight(weights: Mapping[str, Decimal], totals: Totals, item: Weighted) -> Decimal:
    """Percent of the whole that an indicator weighs after sharing out; 0 when it is left out."""
    if item.score is None or not totals.outside or not totals.inside[item.dimension]:
        return ZERO
    share = weights[item.dimension] / totals.outside
    return HUNDRED * share * item.weight / totals.inside[item.dimension]


def global_weight(weights: Mapping[str, Decimal], item: Weighted) -> Decimal:
    """Percent of the whole before sharing out: W_d * w_i / 100."""
    return weights[item.dimension] * item.weight / HUNDRED
