"""The worked example of the design as the benchmarks use it, and a fixed amount of arithmetic."""

import datetime
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from accounting.compute import compute_inventory
from accounting.inventory import Inventory
from accounting.settings import scoring_settings
from questionnaire.answers import Answer, AnswerSet, History, State
from questionnaire.checks import invalid_fields
from questionnaire.fill_shape import read_fill
from questionnaire.numbers import exact
from scoring.edition import Edition
from scoring.score import score
from scoring.scorecard import Benchmark, Scorecard
from services.bootstrap import Product, load_product
from services.evaluation import basis_of

YEAR = 2025
TODAY = datetime.date(2026, 4, 1)
ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "data" / "worked_example.json"

LOOP = "10 000 Decimal products and sums, precision 50"
"""What `decimal_loop` does, for the column of yardsticks."""


@dataclass(frozen=True)
class Sample:
    """A park and what its evaluation rests on."""

    product: Product
    edition: Edition
    history: History
    means: Mapping[str, Benchmark]

    @property
    def answers(self) -> AnswerSet:
        """The answers of the assessed year."""
        return self.history[YEAR]

    def with_number(self, field: str, number: Decimal) -> "Sample":
        """The same park with another number in one field: one keystroke later."""
        changed = {**self.answers.answers, field: Answer(State.VALUE, number)}
        return replace(self, history={YEAR: replace(self.answers, answers=changed)})

    def inventory(self) -> Inventory:
        """The inventory that scores rest on."""
        product = self.product
        return compute_inventory(
            product.catalogue, self.history, YEAR, scoring_settings(), product.factors
        )

    def invalid(self, inventory: Inventory) -> frozenset[str]:
        """Fields that fail their own checks."""
        plan, references = self.product.check_plan, self.product.references
        return invalid_fields(plan, self.history, YEAR, inventory.values, references, TODAY)

    def card(self, inventory: Inventory, invalid: frozenset[str] = frozenset()) -> Scorecard:
        """The result."""
        return score(
            self.edition,
            self.product.catalogue,
            self.history,
            YEAR,
            basis_of(inventory),
            invalid_fields=invalid,
            industry_means=self.means,
        )


def read_sample() -> Sample:
    """Read the worked example."""
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    product = load_product()
    numbers = itertools.count(1)
    answers = read_fill(
        product.catalogue,
        document["inputs"],
        AnswerSet(YEAR),
        product.references,
        lambda: f"r{next(numbers)}",
    )
    means = {
        code: Benchmark(code, Decimal(value), "tCO₂/万元", "2024", "made up")
        for code, value in document["parameters"]["industry_means"].items()
    }
    return Sample(product, product.edition(None, YEAR), {YEAR: answers}, means)


def decimal_loop() -> Decimal:
    """A yardstick for pure computing that no change of ours makes quicker or slower."""
    total, factor = Decimal(0), Decimal("1.000001")
    with exact():
        for number in range(10_000):
            total += factor * number
    return total
