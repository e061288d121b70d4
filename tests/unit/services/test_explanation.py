"""A number that its explanation does not give is found, whatever number it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from questionnaire.answers import AnswerSet
from questionnaire.fill_shape import read_fill
from questionnaire.trace import Step
from services.bootstrap import load_product
from services.errors import UnknownItem
from services.evaluation import Evaluation
from services.explanation import explain, steps_behind, verify_steps
from support.command import example


@pytest.fixture(scope="module")
def steps() -> tuple[Step, ...]:
    """All steps of the worked example."""
    product = load_product()
    empty = AnswerSet(2025)
    numbers = iter(range(10_000))
    answers = read_fill(
        product.catalogue,
        dict(example()),
        empty,
        product.references,
        lambda: f"r{next(numbers)}",
    )
    return explain(Evaluation(product, {2025: answers}, 2025, date(2026, 3, 1)))


def _numbers(steps: tuple[Step, ...]) -> list[Step]:
    return [step for step in steps if isinstance(step.value, Decimal)]


def test_nothing_differs_in_a_true_explanation(steps: tuple[Step, ...]) -> None:
    assert verify_steps(steps) == ()


def test_a_wrong_number_is_found_in_every_step(steps: tuple[Step, ...]) -> None:
    numbers = _numbers(steps)
    assert len(numbers) > 400
    for step in numbers:
        assert isinstance(step.value, Decimal)
        wrong = replace(step, value=step.value + Decimal("0.000001"))
        found = [str(item.message) for item in verify_steps([wrong])]
        assert any(text.startswith("The card says") for text in found), step.name


def test_a_wrong_number_is_named_together_with_those_that_rest_on_it(
    steps: tuple[Step, ...],
) -> None:
    planted = [
        replace(step, value=Decimal(1)) if step.name == "T5.score" else step for step in steps
    ]
    found = {item.step for item in verify_steps(planted)}
    assert "T5.score" in found
    users = {
        step.name for step in steps if any(item.reference == "T5.score" for item in step.inputs)
    }
    assert users
    assert found == {"T5.score", *users}


def test_a_wrong_operand_is_found(steps: tuple[Step, ...]) -> None:
    (step,) = [step for step in steps if step.name == "T5.value"]
    (first, *others) = step.inputs
    wrong = replace(step, inputs=(replace(first, value=Decimal(12345)), *others))
    assert [item.step for item in verify_steps([wrong if s is step else s for s in steps])] != []


def test_a_formula_that_cannot_be_read_is_found(steps: tuple[Step, ...]) -> None:
    broken = replace(_numbers(steps)[0], formula="__import__('os')")
    assert len(verify_steps([broken])) >= 1


def test_the_steps_behind_a_number_reach_down_to_the_form(steps: tuple[Step, ...]) -> None:
    behind = steps_behind(steps, "T5")
    names = {step.name for step in behind}
    assert names >= {"T5.value", "T5.score", "inventory.net_co2_energy"}
    assert "T4.value" not in names
    assert {item.kind for step in behind for item in step.inputs} >= {"field", "cell", "factor"}
    assert verify_steps(behind) == ()


def test_an_unknown_number_is_refused_with_examples(steps: tuple[Step, ...]) -> None:
    with pytest.raises(UnknownItem, match="no number called T99") as caught:
        steps_behind(steps, "T99")
    assert "inventory.net_co2" in str(caught.value.hint)
