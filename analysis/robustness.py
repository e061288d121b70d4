"""How firm the grade is: Monte Carlo over weights, goalposts, values and levels.

Floats are allowed here and nowhere else; the unperturbed float total must equal the exact one.

Source: rubric.md 12, after the OECD/JRC Handbook on Constructing Composite Indicators 2008; the
ranges are 建议值 (design values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from questionnaire.answers import Quality
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from questionnaire.numbers import exact, round_to
from scoring.drafts import G5_NOTE
from scoring.edition import Edition
from scoring.gates import grade_of
from scoring.scorecard import IndicatorScore, Robustness, Scorecard, Status

LEAST_RUNS = 1000
DEFAULT_RUNS = 2000
DEFAULT_SEED = 20260101

_WEIGHT_RANGE = 0.25
_BOUND_RANGE = 0.05
_VALUE_RANGE: Mapping[Quality, float] = {"A": 0.02, "B": 0.05, "C": 0.10, "D": 0.20}
_LEVEL_STEP = 0.1
_GEOMETRIC_SHARE = 0.2
_STABLE = Decimal("0.80")
_TOLERANCE = 1e-9
_PLACES = 6

_Array: TypeAlias = NDArray[np.float64]


class RobustnessError(GreenparkError):
    """A robustness statement that cannot be made."""

    code = "no-robustness"


@dataclass(frozen=True, slots=True)
class Draws:
    """Random numbers of all runs, the same for every park of a comparison.

    Rows are runs. Columns of `inside`, `bounds`, `values` and `levels` are the indicators of the
    edition in their order.

    Attributes:
        dimensions, inside, bounds, values: uniform in [-1, 1].
        levels, gaps, geometric: uniform in [0, 1).
    """

    dimensions: _Array
    inside: _Array
    bounds: _Array
    values: _Array
    levels: _Array
    gaps: _Array
    geometric: _Array


def draw(edition: Edition, runs: int = DEFAULT_RUNS, seed: int = DEFAULT_SEED) -> Draws:
    """Draw all random numbers of `runs` runs together.

    Raises:
        RobustnessError: fewer than 1000 runs.
    """
    if runs < LEAST_RUNS:
        raise RobustnessError(
            msg("{runs} runs are too few for a robustness statement.", runs=runs),
            msg("Ask for at least {least} runs.", least=LEAST_RUNS),
        )
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
    model = _Model(scorecard, edition)
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


class _Model:
    """A card as arrays; columns are the indicators that carry weight in at least some runs."""

    def __init__(self, scorecard: Scorecard, edition: Edition) -> None:
        self._total = float(scorecard.total or 0)
        columns = [
            (position, one)
            for position, one in enumerate(scorecard.indicators.values())
            if one.score is not None
        ]
        self._columns = [position for position, _ in columns]
        used = [one for _, one in columns]
        codes = list(edition.dimensions)
        self._members = np.array([[float(one.dimension == code) for code in codes] for one in used])
        self._inside = np.array([float(one.weight_inside) for one in used])
        self._outside = np.array([float(scorecard.dimensions[code].weight) for code in codes])
        self._gaps = np.array([one.status is not Status.VALUE for one in used])
        self._scores = np.array([float(one.score or 0) for one in used])
        self._level_scores = np.array([float(score) for score in edition.level_scores])
        self._read_values(used)
        self._read_levels(used)

    def _read_values(self, used: Sequence[IndicatorScore]) -> None:
        varied = [
            (place, one, one.bounds, one.value)
            for place, one in enumerate(used)
            if one.bounds is not None and one.value is not None
        ]
        self._q = [place for place, *_ in varied]
        floors = np.array([float(bounds.floor.value) for _, _, bounds, _ in varied])
        spans = np.array([float(b.target.value - b.floor.value) for _, _, b, _ in varied])
        values = np.array([float(value) for *_, value in varied])
        self._z = (values - floors) / spans
        self._x_range = values / spans * [_VALUE_RANGE[one.quality] for _, one, _, _ in varied]
        self._z_pass = np.array(
            [
                0.6 if b.passing is None else float(b.passing.value - b.floor.value) / span
                for (_, _, b, _), span in zip(varied, spans, strict=True)
            ]
        )

    def _read_levels(self, used: Sequence[IndicatorScore]) -> None:
        varied = [
            (place, one.value)
            for place, one in enumerate(used)
            if one.kind == "G" and one.value is not None and one.note != G5_NOTE
        ]
        self._g = [place for place, _ in varied]
        self._levels = np.array([int(value) for _, value in varied])

    def check(self) -> None:
        """Compare the unperturbed float total with the exact one."""
        scores = self._scores.copy()
        scores[self._q] = self._score(self._z[None, :])[0]
        scores[self._g] = self._level_scores[self._levels]
        weights = self._inside[None, :]
        total = float(self._aggregate(scores[None, :], weights, self._outside[None, :])[0][0])
        if abs(total - self._total) > _TOLERANCE:
            raise RobustnessError(
                msg(
                    "The total in floats, {total}, differs from the exact total {exact}.",
                    total=total,
                    exact=self._total,
                ),
                msg("Report this with the park file: the two computations must agree."),
            )

    def totals(self, draws: Draws) -> _Array:
        """Totals of all runs."""
        columns = np.array(self._columns)
        scores = np.broadcast_to(self._scores, (len(draws.gaps), len(columns))).copy()
        q, g = columns[self._q], columns[self._g]
        shift = _BOUND_RANGE * draws.bounds[:, q]
        scores[:, self._q] = self._score(self._z + self._x_range * draws.values[:, q] - shift)
        scores[:, self._g] = self._level_scores[self._varied_levels(draws.levels[:, g])]
        weights = self._inside * (1 + _WEIGHT_RANGE * draws.inside[:, columns])
        if self._gaps.any():
            weights[np.ix_(draws.gaps < 0.5, self._gaps)] = 0.0
        outside = self._outside * (1 + _WEIGHT_RANGE * draws.dimensions)
        arithmetic, geometric = self._aggregate(scores, weights, outside)
        totals: _Array = np.where(draws.geometric < _GEOMETRIC_SHARE, geometric, arithmetic)
        return totals

    def _score(self, z: _Array) -> _Array:
        """Scores of values on the scale floor = 0, target = 1."""
        low = z * (60 / self._z_pass)
        high = 60 + (z - self._z_pass) * (40 / (1 - self._z_pass))
        scores: _Array = np.clip(np.where(z <= self._z_pass, low, high), 0, 100)
        return scores

    def _varied_levels(self, chance: _Array) -> NDArray[np.int64]:
        step = (chance >= 1 - _LEVEL_STEP).astype(np.int64) - (chance < _LEVEL_STEP)
        levels: NDArray[np.int64] = np.clip(self._levels + step, 0, 4)
        return levels

    def _aggregate(self, scores: _Array, weights: _Array, outside: _Array) -> tuple[_Array, _Array]:
        """Arithmetic and geometric totals; a dimension without weight hands its weight on."""
        inside = weights @ self._members
        counts = inside > 0
        of_dimensions = (weights * scores) @ self._members / np.where(counts, inside, 1)
        shares = np.where(counts, outside, 0)
        shares = shares / shares.sum(axis=1, keepdims=True)
        arithmetic: _Array = (shares * of_dimensions).sum(axis=1)
        empty = ((of_dimensions <= 0) & (shares > 0)).any(axis=1)
        logarithms = np.log(np.where(of_dimensions > 0, of_dimensions, 1))
        geometric = np.where(empty, 0, np.exp((shares * logarithms).sum(axis=1)))
        return arithmetic, geometric


def _probabilities(scorecard: Scorecard, edition: Edition, totals: _Array) -> dict[str, Decimal]:
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
