"""Steps of one indicator, and its explanation as one record.

Source: rubric.md 4, 5 and 10.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from questionnaire.answers import Role
from questionnaire.messages import LocalText
from questionnaire.numbers import settle
from questionnaire.trace import Input, Step
from scoring.drafts import G5_NOTE
from scoring.edition import Edition
from scoring.marks import level_used
from scoring.scorecard import Bounds, IndicatorScore, Scorecard
from scoring.trace_inputs import (
    bound_input,
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

_SCORE = LocalText("得分", "score")
_GLOBAL = LocalText("全局权重", "global weight")
_EFFECTIVE = LocalText("有效权重", "effective weight")
_POINTS = LocalText("得分贡献", "points")


def indicator_steps(one: IndicatorScore, card: Scorecard, edition: Edition) -> Iterator[Step]:
    """Value, score, weights and points of an indicator, as far as the card has them."""
    if one.value is not None:
        yield _value_step(one, card, edition)
    if one.score is not None:
        yield _score_step(one)
    weights = (dimension_weight(card, one.dimension), inside_weight(card, one.code))
    yield Step(
        f"{one.code}.weight_global",
        _GLOBAL,
        card.dimensions[one.dimension].weight * one.weight_inside / 100,
        "%",
        f"{weights[0].name} * {weights[1].name} / 100",
        weights,
        clause("3"),
    )
    yield _effective_step(one, card)
    points: tuple[Input, ...] = ()
    if one.score is not None:
        points = (
            step_input(f"{one.code}.weight_effective", one.weight_effective, "%"),
            step_input(f"{one.code}.score", one.score),
        )
    formula = " * ".join(names(points)) + " / 100" if points else "0"
    yield Step(f"{one.code}.points", _POINTS, one.points, "", formula, points, clause("5"))


def _value_step(one: IndicatorScore, card: Scorecard, edition: Edition) -> Step:
    inputs = tuple(named_input(edition, name, value) for name, value in one.inputs.items())
    if one.note == G5_NOTE:
        gate = next(gate for gate in card.gates if gate.gate == "G5")
        inputs = tuple(named_input(edition, name, value) for name, value in gate.fields.items())
        formula = "0"
    elif one.zero_rule_applied:
        formula = "0"
    elif one.kind == "G":
        formula, inputs = _level(one)
    else:
        formula = one.formula
    rule = clause("4")
    return Step(
        f"{one.code}.value",
        one.label,
        one.value,
        one.unit,
        formula,
        inputs,
        LocalText(f"{rule.zh}；{one.source.zh}", f"{rule.en}; {one.source.en}"),
    )


def _level(one: IndicatorScore) -> tuple[str, tuple[Input, ...]]:
    used = level_used(one.marks)
    roles: tuple[Role, ...] = used.roles if used else ()
    inputs = tuple(
        Input(
            f"{one.code}.{role}",
            Decimal(one.marks[role].level),
            "",
            "mark",
            f"{one.code}.{role}",
            one.marks[role].name or "",
        )
        for role in roles
    )
    joined = ", ".join(names(inputs))
    return (f"min({joined})" if len(inputs) > 1 else joined), inputs


def _score_step(one: IndicatorScore) -> Step:
    code, score = one.code, one.score or Decimal(0)
    formula, inputs = "0", tuple[Input, ...]()
    if one.value is not None and one.bounds is not None:
        formula, inputs = _branch(one, one.value, one.bounds)
    elif one.value is not None:
        place = f"edition.toml:level_scores[{one.value}]"
        formula = f"{code}.level_score"
        inputs = (step_input(f"{code}.value", one.value), rule_input(formula, score, place))
    return Step(f"{code}.score", _SCORE, one.score, "", formula, inputs, clause("4"))


def _branch(one: IndicatorScore, value: Decimal, bounds: Bounds) -> tuple[str, tuple[Input, ...]]:
    """Formula of the part of rubric.md 4.1 that applies, with its inputs."""
    sign = 1 if bounds.target.value > bounds.floor.value else -1
    x, f, p, t = (f"{one.code}.{name}" for name in ("value", "floor", "passing", "target"))
    given = step_input(x, value, one.unit)
    floor = bound_input(one.code, "floor", bounds.floor, one.unit)
    target = bound_input(one.code, "target", bounds.target, one.unit)
    if (settle(value) - bounds.floor.value) * sign <= 0:
        return "0", (given, floor)
    if (settle(value) - bounds.target.value) * sign >= 0:
        return "100", (given, target)
    if bounds.passing is None:
        return f"100 * ({x} - {f}) / ({t} - {f})", (given, floor, target)
    passing = bound_input(one.code, "passing", bounds.passing, one.unit)
    if (settle(value) - bounds.passing.value) * sign <= 0:
        return f"60 * ({x} - {f}) / ({p} - {f})", (given, floor, passing)
    return f"60 + 40 * ({x} - {p}) / ({t} - {p})", (given, passing, target)


def _effective_step(one: IndicatorScore, card: Scorecard) -> Step:
    name = f"{one.code}.weight_effective"
    if one.score is None:
        return Step(name, _EFFECTIVE, one.weight_effective, "%", "0", (), clause("5"))
    peers = [
        p for p in card.indicators.values() if p.dimension == one.dimension and p.score is not None
    ]
    inside = [inside_weight(card, peer.code) for peer in peers]
    outside = [
        dimension_weight(card, d.code) for d in card.dimensions.values() if d.score is not None
    ]
    formula = (
        f"100 * weight.{one.dimension} / {sum_text(names(outside))}"
        f" * weight.{one.code} / {sum_text(names(inside))}"
    )
    inputs = distinct((*outside, *inside))
    return Step(name, _EFFECTIVE, one.weight_effective, "%", formula, inputs, clause("5"))
