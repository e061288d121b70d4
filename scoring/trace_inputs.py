"""Operands of the steps of a card, and small formulas over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.messages import LocalText
from questionnaire.trace import Input, InputKind
from scoring.edition import Edition
from scoring.scorecard import Bound, Scorecard

_EDITION = LocalText("评价版本", "rubric edition")


def clause(number: str) -> LocalText:
    """A section of the evaluation rules, as a reader finds it.

    >>> clause("4").en
    'Evaluation rules, section 4'
    """
    return LocalText(f"评价规则第{number}节", f"Evaluation rules, section {number}")


def step_input(name: str, value: Value | None, unit: str = "") -> Input:
    """The value of another step."""
    return Input(name, value, unit, "step", name)


def named_input(edition: Edition, name: str, value: Value | None) -> Input:
    """A form field, or a derived value, which is a step of accounting."""
    kind: InputKind = "step" if name in edition.fields_of else "field"
    return Input(name, value, edition.field_units[name], kind, name)


def bound_input(code: str, kind: str, bound: Bound, unit: str) -> Input:
    """A floor, passing or target value of an indicator."""
    reference = f"indicators/{code}.toml:{kind}"
    return Input(f"{code}.{kind}", bound.value, unit, "bound", reference, bound.source, bound.mark)


def rule_input(name: str, value: Decimal, reference: str) -> Input:
    """A number of the edition that is our own choice."""
    return Input(name, value, "", "bound", reference, _EDITION, "design")


def dimension_weight(card: Scorecard, code: str) -> Input:
    """Weight of a dimension for the class used, percent."""
    reference = f"weights/{card.weight_set}.toml:dimensions.{card.class_used}.{code}"
    weight = card.dimensions[code].weight
    return Input(f"weight.{code}", weight, "%", "weight", reference, _EDITION, "design")


def inside_weight(card: Scorecard, code: str) -> Input:
    """Weight of an indicator inside its dimension for the class used, percent."""
    reference = f"weights/{card.weight_set}.toml:inside.{card.class_used}.{code}"
    weight = card.indicators[code].weight_inside
    return Input(f"weight.{code}", weight, "%", "weight", reference, _EDITION, "design")


def sum_text(terms: Iterable[str]) -> str:
    """A sum as formula text, in brackets; `0` without any term.

    >>> sum_text(["a", "b"]), sum_text([])
    ('(a + b)', '0')
    """
    joined = " + ".join(terms)
    return f"({joined})" if joined else "0"


def distinct(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Each input once, in order of first appearance."""
    return tuple({one.name: one for one in inputs}.values())


def names(inputs: Sequence[Input]) -> list[str]:
    """Names of inputs."""
    return [one.name for one in inputs]
