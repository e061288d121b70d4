"""How firm the ranks of a table are, with the product's runs and seed.

Source: analysis.md J; rubric.md 12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.bootstrap import Product
from services.rankings import Ranked
from services.robustness import RUNS, SEED


@dataclass(frozen=True, slots=True)
class RankInterval:
    """Ranks between which a park stands in 90 % of the runs; they may be the same."""

    first: int
    last: int


def rank_intervals_of(
    product: Product,
    parks: Iterable[Ranked],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Mapping[str, RankInterval]:
    """Rank intervals of the rated parks among all of them, by park code.

    Args:
        product: holds the editions of the cards.
        parks: those of one table.
        progress: told of finished runs and of all; what it raises ends the work.

    Returns:
        Nothing where fewer than three parks are rated.

    Raises:
        RobustnessError: floats do not give the exact total of a card.
    """
    # NumPy would take a third of the start of a window or command that shows no intervals.
    from analysis.rank_intervals import rank_intervals  # noqa: PLC0415

    cards = [item.scorecard for item in parks if item.rank is not None]
    found = rank_intervals(cards, product.editions, runs=RUNS, seed=SEED, progress=progress)
    return {code: RankInterval(*between) for code, between in found.items()}
