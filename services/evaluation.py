"""One park and year, evaluated: inventories, problems, scorecard.

Scores, cross checks and 碳效码 rest on the fixed settings of rubric.md 8; the inventory that is
reported rests on the settings of page 7.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from accounting.compute import compute_inventory
from accounting.entry_checks import check_entries
from accounting.inventory import Inventory, InventorySettings
from accounting.settings import scoring_settings, settings_of
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import References
from questionnaire.checks import check_fields, check_values
from questionnaire.messages import msg
from questionnaire.problems import Problem, Severity
from scoring.basis import Basis
from scoring.edition import Edition
from scoring.score import score
from scoring.scorecard import Benchmark, Scorecard
from services.bootstrap import DEFAULT_WEIGHT_SET, Product
from services.errors import UnknownItem

IndustryMeans = Mapping[str, Benchmark]


@dataclass(frozen=True)
class Evaluation:
    """Results for one park and year, computed when first asked for.

    Attributes:
        history: the park's answer sets by year; that of `year` may hold an assessor's marks.
        today: date of the check.
        rubric: edition asked for; None takes that of the answers.
        weight_set: weight set asked for; None takes that of the answers.
        industry_means: benchmarks for K when the edition has none.
    """

    product: Product
    history: History
    year: int
    today: datetime.date
    rubric: str | None = None
    weight_set: str | None = None
    industry_means: IndustryMeans | None = None

    @property
    def answers(self) -> AnswerSet:
        """The answers of the evaluated year."""
        return self.history[self.year]

    @cached_property
    def edition(self) -> Edition:
        """The rubric edition used.

        Raises:
            UnknownItem: it is not installed.
        """
        named = self.rubric or _text(self.answers, "rubric_edition")
        return self.product.edition(named, self.year)

    @cached_property
    def used_weight_set(self) -> str:
        """Name of the weight set used.

        Raises:
            UnknownItem: the edition has no such set.
        """
        name = self.weight_set or _text(self.answers, "weight_set") or DEFAULT_WEIGHT_SET
        if name not in self.edition.weight_sets:
            raise UnknownItem(
                msg(
                    "Edition {edition} has no weight set {name}.",
                    edition=self.edition.id,
                    name=name,
                ),
                msg("It has: {names}.", names=", ".join(sorted(self.edition.weight_sets))),
            )
        return name

    @cached_property
    def scoring_inventory(self) -> Inventory:
        """Inventory by the fixed settings of scores and code."""
        return self._inventory(scoring_settings())

    @cached_property
    def inventory(self) -> Inventory:
        """Inventory by the settings of page 7."""
        return self._inventory(settings_of(self.answers))

    def inventory_with(self, factor_set: str) -> Inventory:
        """Inventory by the settings of page 7 with another factor set.

        Raises:
            UnknownItem: the set cannot be chosen.
        """
        if factor_set not in self._offered_sets:
            raise UnknownItem(
                msg("There is no factor set {name}.", name=factor_set),
                msg("Choose one of: {names}.", names=", ".join(self._offered_sets)),
            )
        return self._inventory(replace(settings_of(self.answers), factor_set=factor_set))

    @cached_property
    def value_problems(self) -> tuple[Problem, ...]:
        """Failed types, ranges and hard checks of fields and cells."""
        return check_values(self.product.check_plan, *self._check_inputs())

    @cached_property
    def invalid_fields(self) -> frozenset[str]:
        """Fields whose own type, range or hard check fails; their indicators are 未填."""
        return frozenset(problem.fields[0] for problem in self.value_problems)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, hard ones first, confirmations applied."""
        found = [*check_fields(self.product.check_plan, *self._check_inputs()), *self._entries()]
        return tuple(sorted(found, key=lambda item: item.severity is not Severity.HARD))

    @cached_property
    def scorecard(self) -> Scorecard:
        """The complete result."""
        return score(
            self.edition,
            self.product.catalogue,
            self.history,
            self.year,
            basis_of(self.scoring_inventory),
            invalid_fields=self.invalid_fields,
            weight_set=self.used_weight_set,
            industry_means=self.industry_means,
        )

    @property
    def _offered_sets(self) -> tuple[str, ...]:
        sets = self.product.factors.sets
        return tuple(name for name, item in sets.items() if item.offered != "no")

    def _inventory(self, settings: InventorySettings) -> Inventory:
        return compute_inventory(
            self.product.catalogue, self.history, self.year, settings, self.product.factors
        )

    def _check_inputs(
        self,
    ) -> tuple[History, int, Mapping[str, Decimal | None], References, datetime.date]:
        return (
            self.history,
            self.year,
            self.scoring_inventory.values,
            self.product.references,
            self.today,
        )

    def _entries(self) -> tuple[Problem, ...]:
        return check_entries(
            self.product.catalogue,
            self.history,
            self.year,
            settings_of(self.answers),
            self.product.factors,
            self.today,
        )


def basis_of(inventory: Inventory) -> Basis:
    """What the rubric reads of an inventory."""
    grid = inventory.grid
    return Basis(
        values=inventory.values,
        grid_factor=grid.value if grid else None,
        grid_year=grid.data_year if grid else None,
        factor_set=inventory.settings.factor_set,
        factors_hash=inventory.factors_hash,
    )


def _text(answers: AnswerSet, code: str) -> str:
    value = answers.value(code)
    return value if isinstance(value, str) else ""
