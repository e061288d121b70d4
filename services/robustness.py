"""The robustness statement of a scorecard, with the product's runs and seed."""

from __future__ import annotations

from analysis.robustness import robustness
from scoring.edition import Edition
from scoring.scorecard import Robustness, Scorecard

RUNS = 2000
SEED = 20260101
"""Defaults of rubric.md 12."""


def robustness_of(card: Scorecard, edition: Edition) -> Robustness | None:
    """The Monte Carlo statement; None when nothing is scored."""
    return None if card.total is None else robustness(card, edition, runs=RUNS, seed=SEED)
