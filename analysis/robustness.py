"""How firm the grade is: Monte Carlo over weights, goalposts, values and levels.

Floats are allowed here and nowhere else; the unperturbed float total must equal the exact one.

Source: rubric.md 12, after the OECD/JRC Handbook on Constructing Composite Indicators 2008; the
ranges are 建议值 (design values).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from analysis.varied_card import (
    DEFAULT_RUNS,
    DEFAULT_SEED,
    Draws,
    Floats,
    RobustnessError,
    VariedCard,
    check_runs,
)
from questionnaire.messages import msg
from questionnaire.numbers import exact, round_to
from scoring.edition import Edition
from scoring.gates import grade_of
from scoring.scorecard import IndicatorScore, Robustness, Scorecard

_STABLE = Decimal("0.80")
_PLACES = 6


def draw(edition: Edition, runs: int = DEFAULT_RUNS, seed: int = DEFAULT_SEED) -> Draws:
    """Draw all random numbers of `runs` runs together.

    Raises:
        RobustnessError: fewer than 1000 runs.
    """
    check_runs(runs)
    generator = np.random.default_rng(seed)
    dimensions, indicators = len(edition.dimensions), len(edition.indicators)
    wide = (runs, indicators)
    return Draws(
        dimensions=generator.uniform(-1, 1, (runs, dimensions)),
        inside=generator.uniform(-1, 1, wide),
        bounds=generator.uniform(-1, 1, wide),
        values=generator.uniform(-1, 1, wide),
        levels=generator.random(wide),
        gaps=generator.random(runs),
        geometric=generator.random(runs),
    )


def robustness(
    scorecard: Scorecard,
    edition: Edition,
    *,
    runs: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    draws: Draws | None = None,
) -> Robustness:
    """State how firm the grade of a card is.

    Args:
        scorecard: the exact result; it must have a total.
        edition: the edition of the card.
        runs: number of runs, at least 1000.
        seed: seed of the generator.
        draws: the result of `draw` for these runs and this seed, to share it among parks.

    Raises:
        RobustnessError: the card has no total, there are too few runs, or floats do not give the
            exact total.
    """
    if scorecard.total is None:
        raise RobustnessError(
            msg("There is no total for {park}, so nothing to vary.", park=scorecard.park_code),
            msg("Fill in what the class and the score need."),
        )
    model = VariedCard(scorecard, edition)
    model.check()
    totals = model.totals(draws or draw(edition, runs, seed))
    shares = _probabilities(scorecard, edition, totals)
    p05, median, p95 = (_decimal(value) for value in np.percentile(totals, (5, 50, 95)))
    grade = scorecard.grade
    return Robustness(
        runs=len(totals),
        seed=seed,
        median=median,
        p05=p05,
        p95=p95,
        probability=shares,
        stable=grade is not None and shares.get(grade, Decimal(0)) >= _STABLE,
        leave_one_out=tuple(_leave_one_out(scorecard, edition)),
    )


def _probabilities(scorecard: Scorecard, edition: Edition, totals: Floats) -> dict[str, Decimal]:
    """Share of runs that end in each grade after caps; grades that never occur are left out."""
    letters = [band.letter for band in edition.grades]
    limits = np.array([float(band.lower) for band in edition.grades if band.lower is not None])
    places = (np.round(totals, 1)[:, None] < limits[None, :]).sum(axis=1)
    if scorecard.cap is not None:
        places = np.maximum(places, letters.index(scorecard.cap))
    counts = np.bincount(places, minlength=len(letters))
    return {
        letter: Decimal(int(count)) / len(totals)
        for letter, count in zip(letters, counts, strict=True)
        if count
    }


def _leave_one_out(scorecard: Scorecard, edition: Edition) -> Iterator[str]:
    """Indicators whose removal changes the grade before caps, computed exactly."""
    counted = [one for one in scorecard.indicators.values() if one.score is not None]
    with exact():
        for one in counted:
            total = _total_without(scorecard, counted, one)
            if total is not None:
                grade = grade_of(edition, round_to(total, 1))
                if grade != scorecard.grade_before_caps:
                    yield one.code


def _total_without(
    scorecard: Scorecard, counted: Sequence[IndicatorScore], left_out: IndicatorScore
) -> Decimal | None:
    own = scorecard.dimensions[left_out.dimension]
    peers = [one for one in counted if one.dimension == own.code and one is not left_out]
    inside = sum((one.weight_inside for one in peers), Decimal(0))
    others = [d for d in scorecard.dimensions.values() if d.score is not None and d is not own]
    weighted = sum((d.weight * (d.score or Decimal(0)) for d in others), Decimal(0))
    outside = sum((d.weight for d in others), Decimal(0))
    if inside:
        points = sum((p.weight_inside * (p.score or Decimal(0)) for p in peers), Decimal(0))
        weighted += own.weight * points / inside
        outside += own.weight
    return weighted / outside if outside else None


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(float(value), _PLACES)))
