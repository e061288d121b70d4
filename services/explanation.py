"""Explains every number of a card and recomputes each from its own explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.explain import explain_inventory
from accounting.settings import scoring_settings
from questionnaire.answers import Value
from questionnaire.errors import FormulaError
from questionnaire.messages import Language, Message, msg
from questionnaire.numbers import settle, to_text
from questionnaire.trace import Input, Step
from scoring.explain import explain_scorecard, recompute
from services.errors import UnknownItem
from services.evaluation import Evaluation
from services.translation import word


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A number that its own explanation does not give."""

    step: str
    message: Message


def explain(evaluation: Evaluation) -> tuple[Step, ...]:
    """All steps of a card: inventory and enterprise sums first, then scores, totals and code."""
    inventory = explain_inventory(
        evaluation.product.catalogue,
        evaluation.history,
        evaluation.year,
        scoring_settings(),
        evaluation.product.factors,
    )
    return (*inventory, *explain_scorecard(evaluation.scorecard, evaluation.edition))


def steps_behind(steps: Iterable[Step], code: str) -> tuple[Step, ...]:
    """The steps of one number, then those of all numbers it rests on.

    Args:
        steps: all steps of a card.
        code: name of a step (`T5.score`, `inventory.net_co2`), or an indicator code.

    Raises:
        UnknownItem: nothing of that name is on the card.
    """
    by_name = {step.name: step for step in steps}
    wanted = [name for name in by_name if name == code or name.startswith(f"{code}.")]
    if not wanted:
        raise UnknownItem(
            msg("The card has no number called {code}.", code=code),
            msg("Name an indicator (T5), a value (inventory.net_co2) or a result (total, code.K)."),
        )
    asked = frozenset(wanted)
    reached: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in by_name and name not in reached:
            reached.add(name)
            wanted += [item.reference for item in by_name[name].inputs if item.kind == "step"]
    behind = reached - asked
    return tuple(by_name[name] for part in (asked, behind) for name in by_name if name in part)


def verify_steps(steps: Iterable[Step]) -> tuple[Discrepancy, ...]:
    """Recompute every step from its formula and inputs; list those that differ.

    Also lists an input that claims to be another step and has not that step's value. Numbers are
    compared after rounding to 12 places, which only removes the residue of divisions.
    """
    by_name = {step.name: step for step in steps}
    found: list[Discrepancy] = []
    for step in by_name.values():
        found += [
            Discrepancy(step.name, fault)
            for fault in (_recompute(step), *_foreign_inputs(step, by_name))
            if fault is not None
        ]
    return tuple(found)


def step_json(step: Step, language: Language) -> dict[str, object]:
    """A step as JSON; numbers unrounded, as texts."""
    return {
        "name": step.name,
        "label": word(step.label, language),
        "value": _json_value(step.value),
        "unit": step.unit,
        "formula": step.formula,
        "inputs": [
            {
                "name": item.name,
                "value": _json_value(item.value),
                "unit": item.unit,
                "kind": item.kind,
                "reference": item.reference,
                "source": word(item.source, language),
                "mark": item.mark,
            }
            for item in step.inputs
        ],
        "source": word(step.source, language),
    }


def _json_value(value: Value | None) -> str | bool | None:
    if value is None or isinstance(value, bool | str):
        return value
    return to_text(value) if isinstance(value, Decimal) else value.isoformat()


def _recompute(step: Step) -> Message | None:
    """What is wrong with a step that its formula and inputs do not give; None when they do."""
    try:
        again = recompute(step)
    except FormulaError as error:
        return error.message
    if not _equal(again, step.value):
        return msg(
            "The card says {value}, its explanation gives {again}.", value=step.value, again=again
        )
    return None


def _foreign_inputs(step: Step, by_name: Mapping[str, Step]) -> list[Message]:
    return [
        msg("Input {name} is not the value of {step}.", name=item.name, step=item.reference)
        for item in step.inputs
        if item.kind == "step" and not _agrees(item, by_name)
    ]


def _agrees(item: Input, by_name: Mapping[str, Step]) -> bool:
    step = by_name.get(item.reference)
    return item.value is None if step is None else _equal(item.value, step.value)


def _equal(left: Value | None, right: Value | None) -> bool:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return settle(left) == settle(right)
    return left == right
