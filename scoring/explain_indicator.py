"""Steps of one indicator, and its explanation as one record.

Source: rubric.md 4, 5 and 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.answers import Mark, Quality, Role, Value
from questionnaire.messages import LocalText, Message
from questionnaire.numbers import round_to, settle, to_text
from questionnaire.trace import Input, Step
from scoring.drafts import G5_NOTE
from scoring.edition import Edition
from scoring.marks import level_used
from scoring.scorecard import Bounds, IndicatorScore, Scorecard, SourceMark, Status
from scoring.trace_inputs import (
    bound_input,
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
        "rubric.md 3",
    )
    yield _effective_step(one, card)
    points: tuple[Input, ...] = ()
    if one.score is not None:
        points = (
            step_input(f"{one.code}.weight_effective", one.weight_effective, "%"),
            step_input(f"{one.code}.score", one.score),
        )
    formula = " * ".join(names(points)) + " / 100" if points else "0"
    yield Step(f"{one.code}.points", _POINTS, one.points, "", formula, points, "rubric.md 5")


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
    return Step(
        f"{one.code}.value",
        one.label,
        one.value,
        one.unit,
        formula,
        inputs,
        f"rubric.md 4; {one.source}",
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
    return Step(f"{code}.score", _SCORE, one.score, "", formula, inputs, "rubric.md 4")


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
        return Step(name, _EFFECTIVE, one.weight_effective, "%", "0", (), "rubric.md 5")
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
    return Step(name, _EFFECTIVE, one.weight_effective, "%", formula, inputs, "rubric.md 5")


@dataclass(frozen=True, slots=True)
class IndicatorExplanation:
    """The explanation of one indicator; numbers are texts with at most four places.

    Attributes:
        bounds: `floor`, `pass`, `target` with `_mark`, `_source`, `_checked` each, and
            `valid_from`, `valid_to`; empty without bounds.
        weights: `dimension`, `inside`, `effective`, percent.
        park_class: class whose bounds and weights are used.
    """

    code: str
    label: LocalText
    status: Status
    reason: Message | None
    formula: str
    substituted: str
    value: str | None
    unit: str
    better: str
    bounds: Mapping[str, str]
    mark: SourceMark
    source: str
    park_class: str
    edition: str
    branch: str
    score: str | None
    weights: Mapping[str, str]
    points: str
    note: str
    marks: Mapping[Role, Mark]
    inputs: Mapping[str, Value | None]
    fields: tuple[str, ...]
    quality: Quality
    evidence: tuple[str, ...]
    year: int


def explain_indicator(scorecard: Scorecard, code: str) -> IndicatorExplanation:
    """The record of rubric.md 10 for one indicator.

    Raises:
        KeyError: the card has no such indicator.
    """
    one = scorecard.indicators[code]
    return IndicatorExplanation(
        code=code,
        label=one.label,
        status=one.status,
        reason=one.reason,
        formula=one.formula,
        substituted=one.substituted,
        value=_four(one.value),
        unit=one.unit,
        better=one.better,
        bounds={} if one.bounds is None else _bounds_record(one.bounds),
        mark=one.mark,
        source=one.source,
        park_class=scorecard.class_used or "",
        edition=scorecard.edition_id,
        branch=one.branch,
        score=_four(one.score),
        weights={
            "dimension": to_text(scorecard.dimensions[one.dimension].weight),
            "inside": to_text(one.weight_inside),
            "effective": _four(one.weight_effective) or "",
        },
        points=_four(one.points) or "",
        note=one.note,
        marks=one.marks,
        inputs=one.inputs,
        fields=one.fields,
        quality=one.quality,
        evidence=one.evidence,
        year=scorecard.year,
    )


def _bounds_record(bounds: Bounds) -> dict[str, str]:
    record: dict[str, str] = {}
    for name, bound in (
        ("floor", bounds.floor),
        ("pass", bounds.passing),
        ("target", bounds.target),
    ):
        if bound is not None:
            record[name] = to_text(bound.value)
            record[f"{name}_mark"] = bound.mark
            record[f"{name}_source"] = bound.source
            record[f"{name}_checked"] = f"{bound.checked_on} {bound.checked_by}".strip()
    end = bounds.floor.valid_to
    record["valid_from"] = bounds.floor.valid_from.isoformat()
    record["valid_to"] = "" if end is None else end.isoformat()
    return record


def _four(number: Decimal | None) -> str | None:
    return None if number is None else str(round_to(number, 4))
