"""Puts the results of an evaluation into the card that everything else reads.

All functions are called within `numbers.exact()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.messages import Message
from questionnaire.numbers import exact
from questionnaire.scope import Values
from scoring.aggregation import HUNDRED, geometric_total
from scoring.carbon_code import carbon_code
from scoring.drafts import Draft
from scoring.edition import Edition, WeightSet
from scoring.evaluation import Evaluation, judge_gates, total_without_gaps
from scoring.gaps import gap_of
from scoring.gates import Rating, rate
from scoring.goalposts import bounds_for
from scoring.marks import agreement_kappa
from scoring.moves import movable, next_step, raise_set, single_moves
from scoring.on_demand import OnDemand
from scoring.park_class import Classification
from scoring.park_year import ParkYear
from scoring.scorecard import (
    Benchmark,
    CarbonCode,
    DimensionScore,
    Gap,
    GateResult,
    IndicatorScore,
    Move,
    NeighbourClass,
    RaiseSet,
    Scorecard,
)
from scoring.statements import (
    class_notes,
    data_coverage,
    provisional_words,
    quality_index,
    quality_of,
    quality_shares,
    result_notes,
    strongest,
    weakest,
)

_ZERO = Decimal(0)
_SIMPLIFIED_BY = "T5"


@dataclass(frozen=True, slots=True)
class Case:
    """What is evaluated, by which rules.

    Attributes:
        means: benchmarks of industries for K.
        notes: notes that arose before the evaluation.
    """

    edition: Edition
    park: ParkYear
    weight_set: WeightSet
    classes: Classification
    means: Mapping[str, Benchmark]
    notes: tuple[Message, ...]


def empty_card(case: Case) -> Scorecard:
    """The card of a park whose class is unknown: nothing is scored."""
    gates = judge_gates(case.edition, case.park, None)
    code = carbon_code(case.edition, case.park, case.means, None, None, "unclassified")
    return _base_card(case, gates, code)


def _base_card(case: Case, gates: tuple[GateResult, ...], code: CarbonCode) -> Scorecard:
    """What a card holds with and without a class."""
    edition, park, classes = case.edition, case.park, case.classes
    notes = (*case.notes, *class_notes(edition, park, classes))
    return Scorecard(
        park_code=park.text("park_code"),
        park_name=park.text("park_name"),
        year=park.year,
        edition_id=edition.id,
        edition_hash=edition.hash,
        edition_label=edition.label,
        weight_set=case.weight_set.name,
        factor_set=park.basis.factor_set,
        factors_hash=park.basis.factors_hash,
        grid_year=park.basis.grid_year,
        grid_factor=park.basis.grid_factor,
        class_computed=classes.computed,
        class_used=classes.used,
        class_override=classes.override,
        class_inputs=classes.inputs,
        out_of_sample=classes.used in edition.class_rules.outside_sample,
        unclassified_reason=classes.unknown,
        derived=dict(park.basis.values),
        indicators={},
        dimensions={},
        total=None,
        total_printed=None,
        total_missing_left_out=None,
        total_geometric=None,
        data_coverage=None,
        quality_index=None,
        quality_shares={},
        gates=gates,
        cap=None,
        binding_cap_gate=None,
        grade_before_caps=None,
        grade=None,
        rating_status="unclassified",
        provisional=(),
        code=code,
        gaps={},
        raise_grade=(),
        raise_set=None,
        strongest=(),
        weakest=(),
        neighbour=None,
        agreement_kappa=_kappa(case),
        retrospective=park.year < edition.retrospective_before,
        notes=notes,
    )


def full_card(
    case: Case, evaluation: Evaluation, neighbours: tuple[NeighbourClass, ...]
) -> Scorecard:
    """The card of a park that has been scored."""
    edition, park, drafts = case.edition, case.park, evaluation.drafts
    rating = rate(edition, evaluation.gates, evaluation.printed)
    bounds = bounds_for(edition.indicators[_SIMPLIFIED_BY], park, evaluation.park_class)
    mean = bounds.passing.value if bounds and bounds.passing else None
    code = carbon_code(edition, park, case.means, mean, evaluation.p2, rating.status)
    base = _base_card(case, evaluation.gates, code)
    shares = quality_shares(park, drafts, evaluation.overall)
    coverage = data_coverage(drafts, evaluation.overall)
    moves, together = _moves(case, evaluation, rating)
    return replace(
        base,
        indicators=_indicators(case, evaluation),
        dimensions=_dimensions(edition, evaluation),
        total=evaluation.totals.total,
        total_printed=evaluation.printed,
        total_missing_left_out=total_without_gaps(evaluation),
        total_geometric=geometric_total(evaluation.weights, evaluation.totals),
        data_coverage=coverage,
        quality_index=quality_index(edition, shares),
        quality_shares=shares,
        cap=rating.cap,
        binding_cap_gate=rating.binding_cap_gate,
        grade_before_caps=rating.grade_before_caps,
        grade=rating.grade,
        rating_status=rating.status,
        provisional=provisional_words(edition, coverage, drafts),
        gaps=_gaps(drafts, park),
        raise_grade=moves,
        raise_set=together,
        strongest=strongest(drafts, evaluation.effective),
        weakest=weakest(drafts, evaluation.effective),
        neighbour=neighbours[0] if neighbours else None,
        second_neighbour=neighbours[1] if len(neighbours) > 1 else None,
        notes=(*base.notes, *result_notes(drafts, evaluation.gates, code)),
    )


def _moves(
    case: Case, evaluation: Evaluation, rating: Rating
) -> tuple[tuple[Move, ...], RaiseSet | None]:
    """What would raise the grade before caps, alone and together; nothing at the best grade."""
    total = evaluation.totals.total
    if rating.grade_before_caps is None or total is None:
        return (), None
    step = next_step(case.edition, rating.grade_before_caps, total)
    if step is None:
        return (), None
    drafts, weights = movable(evaluation.drafts), evaluation.effective
    moves = single_moves(case.edition, case.park, drafts, weights, step)
    return moves, raise_set(drafts, weights, step)


def _indicators(case: Case, evaluation: Evaluation) -> OnDemand[IndicatorScore]:
    inside = case.weight_set.inside[evaluation.park_class]
    drafts = {draft.indicator.code: draft for draft in evaluation.drafts}

    def indicator(code: str) -> IndicatorScore:
        with exact():
            return _indicator(drafts[code], case.park, inside[code], evaluation.effective[code])

    return OnDemand(drafts, indicator)


def _gaps(drafts: Iterable[Draft], park: ParkYear) -> OnDemand[Gap]:
    measured = {
        draft.indicator.code: (draft, draft.bounds, draft.value)
        for draft in drafts
        if draft.bounds is not None and draft.value is not None
    }

    def gap(code: str) -> Gap:
        with exact():
            return gap_of(*measured[code], park)

    return OnDemand(measured, gap)


def _kappa(case: Case) -> Decimal | None:
    pairs = []
    for code in case.edition.indicators:
        marks = case.park.answers.marks.get(code, {})
        if "assessor_a" in marks and "assessor_b" in marks:
            pairs.append((marks["assessor_a"].level, marks["assessor_b"].level))
    return agreement_kappa(pairs)


def _indicator(draft: Draft, park: ParkYear, inside: Decimal, weight: Decimal) -> IndicatorScore:
    """The result of an indicator with its weight inside the dimension and its effective one."""
    indicator = draft.indicator
    code, fields = indicator.code, indicator.fields
    named = (park.evidence.get(name, ()) for name in (code, *fields))
    inputs = {name: park.values[name] for name in indicator.inputs}
    return IndicatorScore(
        code=code,
        dimension=indicator.dimension,
        label=indicator.label,
        kind=indicator.kind,
        unit=indicator.unit,
        decimals=indicator.decimals,
        better=indicator.better,
        status=draft.status,
        value=draft.value,
        bounds=draft.bounds,
        score=draft.score if weight else None,
        weight_inside=inside,
        weight_effective=weight,
        points=weight * draft.score / HUNDRED if draft.score is not None else _ZERO,
        note=draft.note,
        branch=draft.branch,
        reason=draft.standing.reason,
        quality=quality_of(park, fields),
        formula=indicator.formula.text,
        substituted=_substituted(draft, inputs),
        inputs=inputs,
        fields=fields,
        evidence=tuple(dict.fromkeys(number for ids in named for number in ids)),
        marks=park.answers.marks.get(code, {}),
        mark=draft.bounds.mark if draft.bounds else "design",
        source=indicator.source,
        lever=indicator.lever,
        zero_rule_applied=draft.zero_rule_applied,
    )


def _substituted(draft: Draft, inputs: Mapping[str, Value | None]) -> str:
    if draft.indicator.kind == "G":
        return "?" if draft.value is None else str(draft.value)
    return draft.indicator.formula.substitute(Values(inputs))


def _dimensions(edition: Edition, evaluation: Evaluation) -> dict[str, DimensionScore]:
    totals, result = evaluation.totals, {}
    for code, dimension in edition.dimensions.items():
        value, weight = totals.scores[code], evaluation.weights[code]
        effective = _ZERO if value is None else HUNDRED * weight / totals.outside
        result[code] = DimensionScore(
            code=code,
            label=dimension.label,
            weight=weight,
            weight_effective=effective,
            score=value,
            points=_ZERO if value is None else effective * value / HUNDRED,
        )
    return result
