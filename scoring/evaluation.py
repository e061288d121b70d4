"""Scores and total of one park for one class and weight set.

Source: rubric.md 4 to 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import round_to
from scoring.aggregation import Totals, Weighted, aggregate, effective_weight, global_weight
from scoring.drafts import GAPS, Draft, draft_indicator, set_to_zero
from scoring.edition import Edition, WeightSet
from scoring.gates import COVERAGE_GATE, judge_coverage, judge_gate
from scoring.park_year import ParkYear
from scoring.scorecard import GateResult, ParkClass

TOTAL_PLACES = 1
"""Places of the printed total, which the grade rests on."""

_HEAD_GATE = "G5"
_HEAD_INDICATOR = "T9"
_COVERAGE_INDICATOR = "P2"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that is added up for a class.

    Attributes:
        weights: dimension -> weight, percent.
        drafts, items: indicators in the order of the table.
        effective: indicator -> effective weight e_i, percent.
        overall: indicator -> global weight, percent.
        p2: value of P2, percent; None when it cannot be computed.
    """

    park_class: ParkClass
    weights: Mapping[str, Decimal]
    drafts: tuple[Draft, ...]
    items: tuple[Weighted, ...]
    totals: Totals
    effective: Mapping[str, Decimal]
    overall: Mapping[str, Decimal]
    gates: tuple[GateResult, ...]
    p2: Decimal | None

    @property
    def printed(self) -> Decimal | None:
        """The total rounded to one place."""
        return None if self.totals.total is None else round_to(self.totals.total, TOTAL_PLACES)


def evaluate(
    edition: Edition, park: ParkYear, weight_set: WeightSet, park_class: ParkClass
) -> Evaluation:
    """Score all indicators and add them up; called within `numbers.exact()`."""
    drafts = tuple(
        draft_indicator(i, edition, park, park_class) for i in edition.indicators.values()
    )
    p2 = next((d.value for d in drafts if d.indicator.code == _COVERAGE_INDICATOR), None)
    gates = judge_gates(edition, park, p2)
    if any(gate.gate == _HEAD_GATE and gate.result == "fail" for gate in gates):
        drafts = tuple(set_to_zero(d) if d.indicator.code == _HEAD_INDICATOR else d for d in drafts)
    weights, inside = weight_set.dimensions[park_class], weight_set.inside[park_class]
    items = tuple(
        Weighted(d.indicator.code, d.indicator.dimension, inside[d.indicator.code], d.score)
        for d in drafts
    )
    totals = aggregate(weights, items)
    return Evaluation(
        park_class=park_class,
        weights=weights,
        drafts=drafts,
        items=items,
        totals=totals,
        effective={item.code: effective_weight(weights, totals, item) for item in items},
        overall={item.code: global_weight(weights, item) for item in items},
        gates=gates,
        p2=p2,
    )


def judge_gates(edition: Edition, park: ParkYear, p2: Decimal | None) -> tuple[GateResult, ...]:
    """Results of all gates in their order."""
    return tuple(
        judge_coverage(rule, edition, p2) if rule.code == COVERAGE_GATE else judge_gate(rule, park)
        for rule in edition.gates
    )


def total_without_gaps(evaluation: Evaluation) -> Decimal | None:
    """The total with missing and no-data items left out like those that do not apply."""
    items = (
        item._replace(score=None) if draft.status in GAPS else item
        for item, draft in zip(evaluation.items, evaluation.drafts, strict=True)
    )
    return aggregate(evaluation.weights, items).total
