"""Every number of a card as a step that can be recomputed from its inputs.

Names of steps: `T5.value`, `T5.score`, `T5.weight_global`, `T5.weight_effective`, `T5.points`;
`T.score`, `T.weight_effective`, `T.points` of a dimension; `total`, `total_printed`,
`total_missing_left_out`, `total_geometric`, `data_coverage`, `quality_index`, `quality.A` to
`quality.D`; `code.L`, `code.K`, `code.M`, `code.c`, `code.N`. Inventory values are steps of
accounting under their own names. A number that the card does not have is no step.

Source: rubric.md 5, 7, 9, 10 and 15.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.formula import parse_formula
from questionnaire.numbers import exact, round_to
from questionnaire.scope import Values
from questionnaire.trace import Step
from scoring.edition import Edition
from scoring.explain_code import code_steps
from scoring.explain_indicator import indicator_steps
from scoring.explain_total import GEOMETRIC, PRINTED, total_steps
from scoring.scorecard import Scorecard


def explain_scorecard(scorecard: Scorecard, edition: Edition) -> tuple[Step, ...]:
    """All steps of a card; the steps of a derived value are those of accounting.

    Args:
        scorecard: the card; an unclassified one has the steps of its code only.
        edition: the edition that the card was made with.
    """
    with exact():
        return (
            *(
                step
                for one in scorecard.indicators.values()
                for step in indicator_steps(one, scorecard, edition)
            ),
            *total_steps(scorecard, edition),
            *code_steps(scorecard, edition),
        )


def recompute(step: Step) -> Value | None:
    """Recompute a step from its inputs.

    All formulas are of the formula language but two, which close a computation: `round_to(total,
    1)` (GB/T 8170, half to even) and `geometric_mean(weight: score, ...)`.
    """
    values: Mapping[str, Value | None] = {one.name: one.value for one in step.inputs}
    with exact():
        if step.formula == PRINTED:
            total = values["total"]
            return round_to(total, 1) if isinstance(total, Decimal) else None
        if step.formula.startswith(GEOMETRIC):
            return _geometric_mean(step)
        return parse_formula(step.formula).value_in_context(Values(values))


def _geometric_mean(step: Step) -> Decimal:
    """Inputs are pairs of a weight and a score."""
    numbers = [one.value for one in step.inputs if isinstance(one.value, Decimal)]
    weights, scores = numbers[::2], numbers[1::2]
    if not all(scores):
        return Decimal(0)
    logarithms = sum(
        (weight * score.ln() for weight, score in zip(weights, scores, strict=True)), Decimal(0)
    )
    return (logarithms / sum(weights, Decimal(0))).exp()
