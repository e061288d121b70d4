"""How firm the ranks of parks are: all cards are varied together, and ranked run by run.

What parks have in common (weights, normalisation, aggregation, gaps, benchmarks) is drawn once for
all of them, so that their ranks can be compared; marks and inputs are drawn for each.

Source: analysis.md J (U1 to U7, after the OECD/JRC Handbook, 2008, and Saisana, Saltelli &
Tarantola, 2005) and rubric.md 12; the ranges are 建议值 (design values).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.varied_card import (
    DEFAULT_RUNS,
    DEFAULT_SEED,
    FULL,
    PASS,
    Draws,
    Floats,
    VariedCard,
    check_runs,
)
from scoring.edition import Edition
from scoring.scorecard import Scorecard

LEAST_PARKS = 3
"""Fewer parks have no ranks."""
LEAST_COHORT = 10
"""Parks of a class from which its mean and range say something."""
BOUNDS_PERCENT = 5, 95

_DEVIATION_POINTS = 20
_SETTLED_PLACES, _PRINTED_PLACES = 9, 1
_GOALPOST, _Z_SCORE, _MIN_MAX = range(3)
_BLOCK = 250
"""Runs that are worked out together; no result depends on it."""

Progress = Callable[[int, int], None]


class Factor(StrEnum):
    """What is varied, in the order of the streams of random numbers."""

    WEIGHTS = "U1"
    NORMALISATION = "U2"
    AGGREGATION = "U3"
    GAPS = "U4"
    BENCHMARKS = "U5"
    ASSESSOR = "U6"
    INPUTS = "U7"


ALL_FACTORS = frozenset(Factor)


def rank_intervals(
    cards: Sequence[Scorecard],
    editions: Mapping[str, Edition],
    *,
    runs: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    factors: frozenset[Factor] = ALL_FACTORS,
    progress: Progress = lambda _done, _all: None,
) -> Mapping[str, tuple[int, int]]:
    """Ranks that hold in 90 % of the runs, by park code.

    The first is the smallest rank that at least 5 % of the runs reach, the last the smallest that
    at least 95 % reach. Among parks of several classes the normalisation is not varied: within a
    class each of its parks is set against the others, which says nothing across classes
    (docs/decisions/0021).

    Args:
        cards: those that are ranked, one of each park; each has a total.
        editions: by id, at least those of the cards.
        runs: number of runs, at least 1000.
        seed: of the random numbers.
        factors: what is varied.
        progress: told of finished runs and of all; what it raises ends the work.

    Returns:
        Nothing for fewer than three parks.

    Raises:
        RobustnessError: there are too few runs, or floats do not give an exact total.
    """
    if len(cards) < LEAST_PARKS:
        return {}
    ordered = sorted(cards, key=lambda card: card.park_code)
    if len({_kind(card) for card in ordered}) > 1:
        factors -= {Factor.NORMALISATION}
    totals = run_totals(ordered, editions, runs, seed, factors, progress)
    first, last = np.percentile(ranks_of(totals), BOUNDS_PERCENT, axis=0, method="inverted_cdf")
    codes = (card.park_code for card in ordered)
    return {code: (int(a), int(b)) for code, a, b in zip(codes, first, last, strict=True)}


def run_totals(
    cards: Sequence[Scorecard],
    editions: Mapping[str, Edition],
    runs: int,
    seed: int,
    factors: frozenset[Factor],
    progress: Progress,
) -> Floats:
    """Totals before caps: a row a run, a column a card.

    Random numbers follow each other run by run, in a run card by card: fewer runs are the first of
    more, and a factor that is not varied changes no number of the others.

    Raises:
        RobustnessError: there are too few runs, or floats do not give an exact total.
    """
    check_runs(runs)
    models = [VariedCard(card, editions[card.edition_id]) for card in cards]
    for model in models:
        model.check()
    cohorts = list(_cohorts(cards))
    streams = _Streams(seed, factors, _shape(cards, editions))
    totals = np.empty((runs, len(cards)))
    for start in range(0, runs, _BLOCK):
        progress(start, runs)
        block = streams.draw(min(_BLOCK, runs - start))
        scores = [model.scores(own) for model, own in zip(models, block.draws, strict=True)]
        for cohort in cohorts:
            _normalise([models[i] for i in cohort], [scores[i] for i in cohort], cohort, block)
        for column, model in enumerate(models):
            totals[start : start + _BLOCK, column] = model.totals(
                block.draws[column], scores[column]
            )
    return totals


def ranks_of(totals: Floats) -> Floats:
    """Ranks of each run by printed totals; equal ones share the better rank.

    >>> ranks_of(np.array([[61.24, 70.0, 61.16, 50.0]])).tolist()
    [[2.0, 1.0, 2.0, 4.0]]
    """
    printed = np.round(np.round(totals, _SETTLED_PLACES), _PRINTED_PLACES)
    better = [len(run) - np.searchsorted(np.sort(run), run, side="right") for run in printed]
    return np.array(better, dtype=np.float64) + 1


class _Shape(NamedTuple):
    """How many cards are varied, and how many dimensions and indicators each has at most."""

    cards: int
    dimensions: int
    indicators: int


class _Block(NamedTuple):
    """Random numbers of some runs: those of each card, and which normalisation each run takes."""

    draws: Sequence[Draws]
    methods: Floats


class _Streams:
    """The random numbers, a stream for each factor; one that is not varied gives its middle."""

    def __init__(self, seed: int, factors: frozenset[Factor], shape: _Shape) -> None:
        sequences = np.random.SeedSequence(seed).spawn(len(Factor))
        self._generators = {
            factor: np.random.Generator(np.random.PCG64(sequence))
            for factor, sequence in zip(Factor, sequences, strict=True)
        }
        self._factors = factors
        self._shape = shape

    def draw(self, runs: int) -> _Block:
        """The numbers of the next runs."""
        cards, dimensions, indicators = self._shape
        weights = self._swing(Factor.WEIGHTS, runs, dimensions + indicators)
        bounds = self._swing(Factor.BENCHMARKS, runs, indicators)
        values = self._swing(Factor.INPUTS, runs, cards, indicators)
        levels = self._chance(Factor.ASSESSOR, 0.5, runs, cards, indicators)
        gaps = self._chance(Factor.GAPS, 1.0, runs)
        geometric = self._chance(Factor.AGGREGATION, 1.0, runs)
        draws = [
            Draws(
                dimensions=weights[:, :dimensions],
                inside=weights[:, dimensions:],
                bounds=bounds,
                values=values[:, card],
                levels=levels[:, card],
                gaps=gaps,
                geometric=geometric,
            )
            for card in range(cards)
        ]
        methods = np.floor(self._chance(Factor.NORMALISATION, 0.0, runs) * (_MIN_MAX + 1))
        return _Block(draws, methods)

    def _swing(self, factor: Factor, *shape: int) -> Floats:
        """Uniform in [-1, 1]; 0 when the factor is not varied."""
        if factor not in self._factors:
            return np.zeros(shape)
        return self._generators[factor].uniform(-1, 1, shape)

    def _chance(self, factor: Factor, still: float, *shape: int) -> Floats:
        """Uniform in [0, 1); `still` when the factor is not varied."""
        if factor not in self._factors:
            return np.full(shape, still)
        return self._generators[factor].random(shape)


def _shape(cards: Sequence[Scorecard], editions: Mapping[str, Edition]) -> _Shape:
    used = [editions[name] for name in {card.edition_id for card in cards}]
    return _Shape(
        len(cards),
        max(len(edition.dimensions) for edition in used),
        max(len(edition.indicators) for edition in used),
    )


def _cohorts(cards: Sequence[Scorecard]) -> Iterator[list[int]]:
    """Places of the cards of each class, by one edition, that has enough parks."""
    kinds = [_kind(card) for card in cards]
    for kind in dict.fromkeys(kinds):
        members = [place for place, other in enumerate(kinds) if other == kind]
        if len(members) >= LEAST_COHORT:
            yield members


def _kind(card: Scorecard) -> tuple[str, str | None]:
    """What cards that are set against each other have in common."""
    return card.edition_id, card.class_used


def _normalise(
    models: Sequence[VariedCard], scores: Sequence[Floats], cohort: Sequence[int], block: _Block
) -> None:
    """Put scores within the class in place of those between goalposts, where a run asks for it.

    Scores that a rule sets stay. Where all values are equal, each scores 60.
    """
    runs = np.flatnonzero(block.methods != _GOALPOST)
    is_z = (block.methods[runs] == _Z_SCORE)[:, None]
    width = max(int(model.columns.max()) for model in models) + 1
    values = np.full((len(models), len(runs), width), np.nan)
    for member, (model, card) in enumerate(zip(models, cohort, strict=True)):
        values[member][:, model.columns] = model.values(block.draws[card])[runs]
    for member, found in enumerate(_within(values, is_z)):
        own = found[:, models[member].columns]
        scores[member][runs] = np.where(np.isnan(own), scores[member][runs], own)


def _within(values: Floats, is_z: NDArray[np.bool_]) -> Floats:
    """Scores of values within their class: by mean and deviation, or by least and largest."""
    known = ~np.isnan(values)
    counts = np.maximum(known.sum(axis=0), 1)
    least = np.where(known, values, np.inf).min(axis=0)
    span = np.where(known, values, -np.inf).max(axis=0) - least
    mean = np.where(known, values, 0).sum(axis=0) / counts
    deviation = np.sqrt(np.where(known, (values - mean) ** 2, 0).sum(axis=0) / counts)
    varies = span > 0
    z = PASS + _DEVIATION_POINTS * (values - mean) / np.where(varies, deviation, 1)
    share = FULL * (values - np.where(varies, least, 0)) / np.where(varies, span, 1)
    found = np.clip(np.where(is_z, z, share), 0, FULL)
    return np.where(known & ~varies, PASS, found)
