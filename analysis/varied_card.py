"""A card whose weights, goalposts, values and levels are varied, run by run.

Floats are allowed in this package and nowhere else; the unperturbed float total must equal the
exact one.

Source: rubric.md 12, after the OECD/JRC Handbook on Constructing Composite Indicators 2008; the
ranges are 建议值 (design values).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from questionnaire.answers import Quality
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from scoring.drafts import G5_NOTE
from scoring.edition import Edition
from scoring.scorecard import IndicatorScore, Scorecard, Status

LEAST_RUNS = 1000
DEFAULT_RUNS = 2000
DEFAULT_SEED = 20260101
PASS, FULL = 60, 100
"""Scores of the passing value and of the target."""

Floats: TypeAlias = NDArray[np.float64]

_WEIGHT_RANGE = 0.25
_BOUND_RANGE = 0.05
_VALUE_RANGE: Mapping[Quality, float] = {"A": 0.02, "B": 0.05, "C": 0.10, "D": 0.20}
_LEVEL_STEP = 0.1
_GEOMETRIC_SHARE = 0.2
_LEFT_OUT_SHARE = 0.5
_TOLERANCE = 1e-9


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

    dimensions: Floats
    inside: Floats
    bounds: Floats
    values: Floats
    levels: Floats
    gaps: Floats
    geometric: Floats


def check_runs(runs: int) -> None:
    """Make sure that a statement rests on enough runs.

    Raises:
        RobustnessError: fewer than 1000 runs.
    """
    if runs < LEAST_RUNS:
        raise RobustnessError(
            msg("{runs} runs are too few for a robustness statement.", runs=runs),
            msg("Ask for at least {least} runs.", least=LEAST_RUNS),
        )


class VariedCard:
    """A card as arrays; columns are the indicators that carry weight in at least some runs.

    Args:
        scorecard: the exact result; it must have a total.
        edition: the edition of the card.

    Attributes:
        columns: places of these indicators in the edition.
    """

    def __init__(self, scorecard: Scorecard, edition: Edition) -> None:
        self._total = float(scorecard.total or 0)
        columns = [
            (position, one)
            for position, one in enumerate(scorecard.indicators.values())
            if one.score is not None
        ]
        self.columns = np.array([position for position, _ in columns])
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
        self._q_range = np.array([_VALUE_RANGE[one.quality] for _, one, _, _ in varied])
        self._z = (values - floors) / spans
        self._x_range = values / spans * self._q_range
        self._merits = np.array([_merit(one) for _, one, _, _ in varied])
        self._z_pass = np.array(
            [
                PASS / FULL if b.passing is None else float(b.passing.value - b.floor.value) / span
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
        self._levels = np.array([int(value) for _, value in varied], np.int64)

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

    def scores(self, draws: Draws) -> Floats:
        """Scores between the goalposts, 0 to 100: a row a run, a column an indicator."""
        scores = np.broadcast_to(self._scores, (len(draws.gaps), len(self.columns))).copy()
        q, g = self.columns[self._q], self.columns[self._g]
        shift = _BOUND_RANGE * draws.bounds[:, q]
        scores[:, self._q] = self._score(self._z + self._x_range * draws.values[:, q] - shift)
        scores[:, self._g] = self._level_scores[self._varied_levels(draws.levels[:, g])]
        return scores

    def values(self, draws: Draws) -> Floats:
        """Varied values, more being better; NaN where a rule sets the score or there is none.

        The sign of values of which less is better is turned round; graded ones are levels.
        """
        values = np.full((len(draws.gaps), len(self.columns)), np.nan)
        q, g = self.columns[self._q], self.columns[self._g]
        values[:, self._q] = self._merits * (1 + self._q_range * draws.values[:, q])
        values[:, self._g] = self._varied_levels(draws.levels[:, g])
        return values

    def totals(self, draws: Draws, scores: Floats | None = None) -> Floats:
        """Totals of all runs, of the scores between the goalposts or of others."""
        if scores is None:
            scores = self.scores(draws)
        weights = self._inside * (1 + _WEIGHT_RANGE * draws.inside[:, self.columns])
        if self._gaps.any():
            weights[np.ix_(draws.gaps < _LEFT_OUT_SHARE, self._gaps)] = 0.0
        outside = self._outside * (1 + _WEIGHT_RANGE * draws.dimensions)
        arithmetic, geometric = self._aggregate(scores, weights, outside)
        totals: Floats = np.where(draws.geometric < _GEOMETRIC_SHARE, geometric, arithmetic)
        return totals

    def _score(self, z: Floats) -> Floats:
        """Scores of values on the scale floor = 0, target = 1."""
        low = z * (PASS / self._z_pass)
        high = PASS + (z - self._z_pass) * ((FULL - PASS) / (1 - self._z_pass))
        scores: Floats = np.clip(np.where(z <= self._z_pass, low, high), 0, FULL)
        return scores

    def _varied_levels(self, chance: Floats) -> NDArray[np.int64]:
        step = (chance >= 1 - _LEVEL_STEP).astype(np.int64) - (chance < _LEVEL_STEP)
        levels: NDArray[np.int64] = np.clip(self._levels + step, 0, 4)
        return levels

    def _aggregate(self, scores: Floats, weights: Floats, outside: Floats) -> tuple[Floats, Floats]:
        """Arithmetic and geometric totals; a dimension without weight hands its weight on."""
        inside = weights @ self._members
        counts = inside > 0
        of_dimensions = (weights * scores) @ self._members / np.where(counts, inside, 1)
        shares = np.where(counts, outside, 0)
        shares = shares / shares.sum(axis=1, keepdims=True)
        arithmetic: Floats = (shares * of_dimensions).sum(axis=1)
        empty = ((of_dimensions <= 0) & (shares > 0)).any(axis=1)
        logarithms = np.log(np.where(of_dimensions > 0, of_dimensions, 1))
        geometric = np.where(empty, 0, np.exp((shares * logarithms).sum(axis=1)))
        return arithmetic, geometric


def _merit(one: IndicatorScore) -> float:
    """The value, more being better; NaN where a rule sets the score."""
    if one.value is None or one.zero_rule_applied:
        return np.nan
    return float(one.value) if one.better == "higher" else -float(one.value)
