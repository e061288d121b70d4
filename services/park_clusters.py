"""Parks of a table at a glance: how many have which code, intensity against industrial structure.

Source: interface.md, 汇总 (distribution, clusters); mockups/province-parks; rubric.md 2 and 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import exact
from scoring.edition import Edition
from scoring.park_class import energy_intensive_share
from scoring.scorecard import Scorecard

K_GRADES = (1, 2, 3, 4, 5, 0)
"""Grades of the carbon code, best first; 0 is 未评."""
MEAN_K = Decimal(1)
"""K of a park that emits as much as the mean of its industries."""


@dataclass(frozen=True, slots=True)
class ClusterPoint:
    """One park: share of the energy-intensive industries in the output in percent, and K."""

    code: str
    name: str
    share: Decimal
    k: Decimal


@dataclass(frozen=True, slots=True)
class Clusters:
    """Intensity against industrial structure.

    Attributes:
        points: by share.
        left_out: parks without K or share.
        share_limit: percent from which a park is a 行业类; None without a park.
    """

    points: tuple[ClusterPoint, ...]
    left_out: int
    share_limit: Decimal | None


def k_grade_of(card: Scorecard) -> int:
    """Grade of the carbon code of a card, 0 for 未评."""
    return card.code.k_grade or 0


def code_counts(cards: Iterable[Scorecard]) -> Mapping[int, int]:
    """Number of parks with each grade of the carbon code, in the order of `K_GRADES`."""
    counted = Counter(k_grade_of(card) for card in cards)
    return {grade: counted[grade] for grade in K_GRADES}


def clusters(cards: Iterable[Scorecard], editions: Mapping[str, Edition]) -> Clusters:
    """Place parks by intensity and industrial structure.

    The limit is that of the edition which the cards rest on; of several, of the newest.
    """
    shown = list(cards)
    with exact():
        points = [point for card in shown if (point := _point(card)) is not None]
    points.sort(key=lambda point: (point.share, point.code))
    edition = max((card.edition_id for card in shown), default=None)
    return Clusters(
        tuple(points),
        len(shown) - len(points),
        None if edition is None else editions[edition].class_rules.energy_intensive_share,
    )


def _point(card: Scorecard) -> ClusterPoint | None:
    share, k = energy_intensive_share(card.class_inputs), card.code.k
    if share is None or k is None:
        return None
    return ClusterPoint(card.park_code, card.park_name, share, k)
