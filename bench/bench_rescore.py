"""What must be done again after one keystroke in a form."""

import time
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from accounting.inventory import Inventory
from bench import Row, medians_of
from bench.sample import LOOP, TODAY, YEAR, Sample, decimal_loop, read_sample
from questionnaire.answer_scope import AnswerScope
from questionnaire.checks import check_fields, failing_values, fields_of, recheck
from questionnaire.problems import Problem
from scoring.scorecard import Scorecard

Values: TypeAlias = Mapping[str, Decimal | None]

EDITED = "industrial_land"
"""A field that four indicators and several checks read."""


def run() -> list[Row]:
    """The parts of a re-score, and their sum."""
    before = read_sample()
    desk = Desk(before)
    edited = before.with_number(EDITED, Decimal("29.5"))
    inventory = edited.inventory()
    invalid = edited.invalid(inventory)
    works = (
        edited.inventory,
        lambda: desk.failing_after(edited, inventory),
        lambda: edited.card(inventory, invalid),
        lambda: affected_problems(edited, inventory, desk.values),
        lambda: desk.rescore(edited),
        lambda: edited.invalid(inventory),
        lambda: all_problems(edited, inventory),
        decimal_loop,
    )
    *parts, whole, invalid_time, problems_time, loop = medians_of(
        101, *works, clock=time.process_time
    )
    names = ("inventory", "values checked again", "score", "affected checks")
    return [
        *(
            Row(f"re-score: {name}", taken, "", loop, LOOP)
            for name, taken in zip(names, parts, strict=True)
        ),
        Row("re-score after one edit", whole, "≤ 2 ms", loop, LOOP, whole <= 0.002),
        Row("all value checks", invalid_time, "", loop, LOOP),
        Row("all checks of the form", problems_time, "", loop, LOOP),
    ]


class Desk:
    """What a window keeps between two keystrokes."""

    def __init__(self, before: Sample) -> None:
        """Evaluate the park before the edit."""
        self.values = before.inventory().values
        plan = before.product.check_plan
        self.failing = failing_values(plan, _scope(before, self.values), plan.value_checks)

    def rescore(self, edited: Sample) -> tuple[Scorecard, tuple[Problem, ...]]:
        """Everything that the window shows after the edit."""
        inventory = edited.inventory()
        card = edited.card(inventory, fields_of(self.failing_after(edited, inventory)))
        return card, affected_problems(edited, inventory, self.values)

    def failing_after(self, edited: Sample, inventory: Inventory) -> frozenset[str]:
        """The checks in which a value fails after the edit."""
        plan = edited.product.check_plan
        affected = plan.affected(_changed(inventory.values, self.values))
        again = failing_values(plan, _scope(edited, inventory.values), affected)
        return self.failing - affected | again


def affected_problems(edited: Sample, inventory: Inventory, before: Values) -> tuple[Problem, ...]:
    """The problems of the checks that read the edited field, or a value computed from it."""
    plan = edited.product.check_plan
    affected = plan.affected(_changed(inventory.values, before))
    return recheck(plan, _scope(edited, inventory.values), sorted(affected))


def all_problems(edited: Sample, inventory: Inventory) -> tuple[Problem, ...]:
    """The problems of all checks of the form."""
    product = edited.product
    history, references = edited.history, product.references
    return check_fields(product.check_plan, history, YEAR, inventory.values, references, TODAY)


def _changed(after: Values, before: Values) -> list[str]:
    return [EDITED, *(code for code, value in after.items() if value != before.get(code))]


def _scope(park: Sample, values: Values) -> AnswerScope:
    product = park.product
    return AnswerScope(product.catalogue, park.history, YEAR, values, product.references, TODAY)
