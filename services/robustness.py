"""The robustness statement of a scorecard, with the product's runs and seed."""

from __future__ import annotations

from scoring.edition import Edition
from scoring.scorecard import Robustness, Scorecard

RUNS = 2000
SEED = 20260101
"""Defaults of rubric.md 12."""


def robustness_of(card: Scorecard, edition: Edition) -> Robustness | None:
    """The Monte Carlo statement; None when nothing is scored."""
    # NumPy takes a third of the start of `score`, which mostly does without it.
    from analysis.robustness import robustness  # noqa: PLC0415

    return None if card.total is None else robustness(card, edition, runs=RUNS, seed=SEED)
