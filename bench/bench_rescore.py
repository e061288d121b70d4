"""What must be done again after one keystroke in a form."""

from decimal import Decimal

from accounting.inventory import Inventory
from bench import Row, medians_of
from bench.sample import LOOP, TODAY, YEAR, Sample, decimal_loop, read_sample
from questionnaire.answer_scope import AnswerScope
from questionnaire.checks import recheck
from questionnaire.problems import Problem
from scoring.scorecard import Scorecard

EDITED = "industrial_land"
"""A field that four indicators and several checks read."""


def run() -> list[Row]:
    """The parts of a re-score, and their sum."""
    edited = read_sample().with_number(EDITED, Decimal("29.5"))
    inventory = edited.inventory()
    invalid = edited.invalid(inventory)
    works = (
        edited.inventory,
        lambda: edited.invalid(inventory),
        lambda: edited.card(inventory, invalid),
        lambda: affected_problems(edited, inventory),
        lambda: rescore(edited),
        decimal_loop,
    )
    *parts, whole, loop = medians_of(101, *works)
    names = ("inventory", "invalid fields", "score", "affected checks")
    rows = [
        Row(f"re-score: {name}", taken, "", loop, LOOP)
        for name, taken in zip(names, parts, strict=True)
    ]
    return [*rows, Row("re-score after one edit", whole, "≤ 2 ms", loop, LOOP, whole <= 0.002)]


def rescore(edited: Sample) -> tuple[Scorecard, tuple[Problem, ...]]:
    """Everything that a window shows of the edited park."""
    inventory = edited.inventory()
    card = edited.card(inventory, edited.invalid(inventory))
    return card, affected_problems(edited, inventory)


def affected_problems(edited: Sample, inventory: Inventory) -> tuple[Problem, ...]:
    """The problems of the checks that read the edited field."""
    product = edited.product
    scope = AnswerScope(
        product.catalogue, edited.history, YEAR, inventory.values, product.references, TODAY
    )
    plan = product.check_plan
    return recheck(plan, scope, sorted(plan.affected([EDITED])))
