"""Formulas of the rubric mean the same in a spreadsheet as in the program.

Source: rubric.md 14 (three-valued logic), 15 (rounding, comparisons) and 17 (test vectors).
"""

import random
from collections.abc import Iterator
from decimal import Decimal

import formualizer
import pytest

from exchange.audit.formula_writer import (
    Untranslatable,
    number_formula,
    rounded_half_even,
    truth_formula,
)
from exchange.cells import letters_of
from questionnaire.answers import Value
from questionnaire.catalogue import FieldType
from questionnaire.formula import Formula, parse_formula
from questionnaire.scope import Values
from support.audited import agree
from support.sessions import PRODUCT

EDITION = PRODUCT.edition("", 2025)
SAMPLES = 40
NUMBERS = ("0", "1", "2", "3", "2.5", "0.1", "199999.5", "200000", "1000000", "2019", "2030")


def values_of_the_rubric() -> Iterator[Formula]:
    yield from (one.formula for one in EDITION.indicators.values() if one.kind == "Q")


def conditions_of_the_rubric() -> Iterator[Formula]:
    for one in EDITION.indicators.values():
        yield from (rule for rule in (one.na_auto,) if rule is not None)
        yield from (rule.condition for rule in (one.zero_rule,) if rule is not None)
        yield from (rule.condition for rule in one.bounds if rule.condition is not None)
    for gate in EDITION.gates:
        yield from (rule for rule in (gate.fails, gate.not_applicable) if rule is not None)


def conditions_of_the_form() -> Iterator[Formula]:
    for code, item in PRODUCT.catalogue.fields.items():
        if code in EDITION.names and item.hard_check:
            yield parse_formula(item.hard_check.replace("x ", f"{code} "))


def sample(name: str, draw: random.Random) -> Value | None:
    """A value that the field can have, now and then none."""
    if draw.random() < 0.15:
        return None
    item = PRODUCT.catalogue.fields.get(name)
    if item is not None and item.type is FieldType.CHOICE:
        return draw.choice([choice.code for choice in item.choices])
    return Decimal(draw.choice(NUMBERS))


def computed(formula: Formula, text: str, samples: list[dict[str, Value | None]]) -> list[object]:
    """What the engine makes of a formula for each sample; its cells stand in the first row."""
    book = formualizer.Workbook()
    book.add_sheet("s")
    names = sorted(formula.names)
    for row, values in enumerate(samples, start=1):
        for column, name in enumerate(names, start=1):
            value = values[name]
            if value is not None:
                book.set_value("s", row, column, _typed(value))
        book.set_formula("s", row, len(names) + 1, f"={text.replace('#', str(row))}")
    book.evaluate_all()
    return [book.get_value("s", row, len(names) + 1) for row in range(1, len(samples) + 1)]


def _typed(value: Value) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


def cells(formula: Formula) -> dict[str, str]:
    return {name: f"{letters_of(at)}#" for at, name in enumerate(sorted(formula.names), start=1)}


def samples_of(formula: Formula) -> list[dict[str, Value | None]]:
    draw = random.Random(formula.text)
    return [{name: sample(name, draw) for name in formula.names} for _ in range(SAMPLES)]


@pytest.mark.parametrize("formula", [*values_of_the_rubric()], ids=lambda one: one.text[:40])
def test_a_value_is_that_of_the_program(formula: Formula) -> None:
    samples = samples_of(formula)
    found = computed(formula, number_formula(formula, cells(formula)), samples)
    for values, got in zip(samples, found, strict=True):
        wanted = formula.evaluate(Values(values))
        known = "" if wanted is None else float(str(wanted))
        assert agree(got if isinstance(got, float) else "", known), values


@pytest.mark.parametrize(
    "formula",
    [*conditions_of_the_rubric(), *conditions_of_the_form()],
    ids=lambda one: one.text[:40],
)
def test_a_condition_is_that_of_the_program(formula: Formula) -> None:
    samples = samples_of(formula)
    found = computed(formula, truth_formula(formula, cells(formula)), samples)
    truths = {True: 1.0, False: 0.0, None: 0.5}
    for values, got in zip(samples, found, strict=True):
        wanted = formula.evaluate(Values(values))
        assert not isinstance(wanted, Decimal | str)
        assert got == truths[bool(wanted) if wanted is not None else None], values


@pytest.mark.parametrize(
    "number, printed",
    [
        (84.95, 85.0), (84.949, 84.9), (84.85, 84.8), (59.95, 60.0), (44.95, 45.0), (0.05, 0.0),
        (0.15, 0.2), (100.0, 100.0), (75.97938490422, 76.0),
    ],
)  # fmt: skip
def test_the_total_is_rounded_half_to_even(number: float, printed: float) -> None:
    book = formualizer.Workbook()
    book.add_sheet("s")
    book.set_value("s", 1, 1, number)
    book.set_formula("s", 1, 2, f"={rounded_half_even('A1', 1)}")
    assert book.evaluate_cell("s", 1, 2) == pytest.approx(printed, abs=1e-12)


@pytest.mark.parametrize("text", ["count_items(x) > 2", "sum(sinks.amount) > 1", "other > 1"])
def test_what_no_cell_holds_is_refused(text: str) -> None:
    with pytest.raises(Untranslatable):
        truth_formula(parse_formula(text), {"x": "A1"})
