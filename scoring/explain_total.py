"""Steps of dimension scores, totals, coverage and quality index.

All functions are called within `numbers.exact()`.

Source: rubric.md 5 and 9.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from decimal import Decimal

from questionnaire.answers import QUALITIES, Quality
from questionnaire.messages import LocalText
from questionnaire.trace import Input, Step
from scoring.drafts import GAPS
from scoring.edition import Edition
from scoring.scorecard import DimensionScore, IndicatorScore, Scorecard, Status
from scoring.trace_inputs import (
    clause,
    dimension_weight,
    distinct,
    inside_weight,
    named_input,
    names,
    rule_input,
    step_input,
    sum_text,
)

PRINTED = "round_to(total, 1)"
"""Formula of the printed total: GB/T 8170, half to even."""

GEOMETRIC = "geometric_mean("
"""Beginning of the formula of the geometric total."""

_AGGREGATION = clause("5")
_COVERAGE = clause("9")
_NOT_APPLICABLE = (Status.NA, Status.NA_AUTO)
_ZERO = Decimal(0)


def total_steps(card: Scorecard, edition: Edition) -> Iterator[Step]:
    """Steps of everything that is added up; none without a class."""
    yield from _class_steps(card, edition)
    if card.total is None:
        return
    for one in card.dimensions.values():
        yield from _dimension_steps(card, one)
    yield from _totals(card)
    yield from _without_gaps(card)
    yield from _quality_steps(card, edition)


def _class_steps(card: Scorecard, edition: Edition) -> Iterator[Step]:
    part, whole = (
        card.class_inputs.get(n) for n in ("energy_intensive_output", "industrial_output")
    )
    if isinstance(part, Decimal) and isinstance(whole, Decimal) and whole:
        inputs = (
            named_input(edition, "energy_intensive_output", part),
            named_input(edition, "industrial_output", whole),
        )
        yield Step(
            "class.energy_intensive_share",
            LocalText("高耗能行业产值占比", "share of energy-intensive industries"),
            part / whole * 100,
            "%",
            "energy_intensive_output / industrial_output * 100",
            inputs,
            clause("2"),
        )


def _members(card: Scorecard, one: DimensionScore) -> list[IndicatorScore]:
    return [i for i in card.indicators.values() if i.dimension == one.code]


def _mean(card: Scorecard, members: list[IndicatorScore]) -> tuple[str, tuple[Input, ...]]:
    """Weighted mean of the scores of some indicators."""
    weights = [inside_weight(card, i.code) for i in members]
    scores = [step_input(f"{i.code}.score", i.score) for i in members]
    terms = [f"{w.name} * {s.name}" for w, s in zip(weights, scores, strict=True)]
    return f"{sum_text(terms)} / {sum_text(names(weights))}", distinct((*weights, *scores))


def _dimension_steps(card: Scorecard, one: DimensionScore) -> Iterator[Step]:
    if one.score is None:
        return
    code = one.code
    formula, inputs = _mean(card, [i for i in _members(card, one) if i.score is not None])
    yield Step(f"{code}.score", one.label, one.score, "", formula, inputs, _AGGREGATION)
    weights = [dimension_weight(card, d.code) for d in _scored(card)]
    yield Step(
        f"{code}.weight_effective",
        one.label,
        one.weight_effective,
        "%",
        f"100 * weight.{code} / {sum_text(names(weights))}",
        tuple(weights),
        _AGGREGATION,
    )
    pair = (
        step_input(f"{code}.weight_effective", one.weight_effective, "%"),
        step_input(f"{code}.score", one.score),
    )
    product = f"{pair[0].name} * {pair[1].name} / 100"
    yield Step(f"{code}.points", one.label, one.points, "", product, pair, _AGGREGATION)


def _scored(card: Scorecard) -> list[DimensionScore]:
    return [one for one in card.dimensions.values() if one.score is not None]


def _weighted(card: Scorecard, scores: list[tuple[str, Input]]) -> tuple[str, tuple[Input, ...]]:
    """Weighted mean over dimensions of pairs of a dimension and its score."""
    weights = [dimension_weight(card, code) for code, _ in scores]
    terms = [f"{w.name} * {s.name}" for w, (_, s) in zip(weights, scores, strict=True)]
    pairs = (one for w, (_, s) in zip(weights, scores, strict=True) for one in (w, s))
    return f"{sum_text(terms)} / {sum_text(names(weights))}", tuple(pairs)


def _totals(card: Scorecard) -> Iterator[Step]:
    scores = [(d.code, step_input(f"{d.code}.score", d.score)) for d in _scored(card)]
    formula, pairs = _weighted(card, scores)
    label = LocalText("综合得分", "total")
    yield Step("total", label, card.total, "", formula, pairs, _AGGREGATION)
    printed = LocalText("综合得分（修约）", "total, rounded")
    whole = (step_input("total", card.total),)
    yield Step("total_printed", printed, card.total_printed, "", PRINTED, whole, clause("15"))
    terms = ", ".join(f"weight.{code}: {score.name}" for code, score in scores)
    yield Step(
        "total_geometric",
        LocalText("几何平均得分", "geometric total"),
        card.total_geometric,
        "",
        f"{GEOMETRIC}{terms})",
        pairs,
        _AGGREGATION,
    )


def _without_gaps(card: Scorecard) -> Iterator[Step]:
    """The total without missing and no-data items, by way of its dimension scores."""
    scores: list[tuple[str, Input]] = []
    label = LocalText("剔除缺项得分", "score without gaps")
    for one in card.dimensions.values():
        kept = [i for i in _members(card, one) if i.score is not None and i.status not in GAPS]
        weight = sum((i.weight_inside for i in kept), _ZERO)
        if weight:
            score = sum((i.weight_inside * (i.score or _ZERO) for i in kept), _ZERO) / weight
            name = f"{one.code}.score_without_gaps"
            formula, inputs = _mean(card, kept)
            yield Step(name, label, score, "", formula, inputs, _AGGREGATION)
            scores.append((one.code, step_input(name, score)))
    if scores:
        formula, pairs = _weighted(card, scores)
        total = card.total_missing_left_out
        yield Step("total_missing_left_out", label, total, "", formula, pairs, _AGGREGATION)


def _quality_steps(card: Scorecard, edition: Edition) -> Iterator[Step]:
    """Coverage, shares of quality letters and quality index, summed by dimension first."""
    covered = yield from _by_dimension(card, "covered", lambda i: i.status is Status.VALUE)
    counted = yield from _by_dimension(card, "counted", lambda i: i.status not in _NOT_APPLICABLE)
    if card.data_coverage is None:
        return
    values, base = sum_text(names(covered)), sum_text(names(counted))
    yield Step(
        "data_coverage",
        LocalText("数据覆盖率", "data coverage"),
        card.data_coverage,
        "%",
        f"{values} / {base} * 100",
        (*covered, *counted),
        _COVERAGE,
    )
    if card.quality_index is None:
        return
    shares = []
    for letter in QUALITIES:
        parts = yield from _by_dimension(card, f"quality_{letter}", _has_quality(letter))
        name, share = f"quality.{letter}", card.quality_shares[letter]
        formula, inputs = f"{sum_text(names(parts))} / {values}", (*parts, *covered)
        yield Step(name, LocalText("数据质量份额", "share"), share, "", formula, inputs, _COVERAGE)
        shares.append(step_input(name, share))
    yield _index_step(card, edition, shares)


def _has_quality(letter: Quality) -> Callable[[IndicatorScore], bool]:
    return lambda one: one.status is Status.VALUE and one.quality == letter


def _by_dimension(
    card: Scorecard, part: str, belongs: Callable[[IndicatorScore], bool]
) -> Generator[Step, None, list[Input]]:
    """Steps of the global weight of some indicators by dimension; returns them as inputs."""
    label = LocalText("全局权重合计", "sum of global weights")
    sums: list[Input] = []
    for one in card.dimensions.values():
        members = [i for i in _members(card, one) if belongs(i)]
        weights = [
            step_input(f"{i.code}.weight_global", one.weight * i.weight_inside / 100, "%")
            for i in members
        ]
        total = sum((one.weight * i.weight_inside / 100 for i in members), _ZERO)
        name = f"{one.code}.{part}"
        yield Step(name, label, total, "%", sum_text(names(weights)), tuple(weights), _COVERAGE)
        sums.append(step_input(name, total, "%"))
    return sums


def _index_step(card: Scorecard, edition: Edition, shares: list[Input]) -> Step:
    weights = [
        rule_input(f"quality_weight.{letter}", weight, f"edition.toml:quality.{letter}")
        for letter, weight in edition.quality_weights.items()
    ]
    terms = [f"{w.name} * {s.name}" for w, s in zip(weights, shares, strict=True)]
    return Step(
        "quality_index",
        LocalText("数据质量指数", "data quality index"),
        card.quality_index,
        "",
        sum_text(terms),
        (*weights, *shares),
        _COVERAGE,
    )
