"""What an audit workbook is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounting.factor_library import FactorLibrary
from accounting.inventory import Inventory
from exchange.form import Form
from scoring.edition import Edition, WeightSet
from scoring.scorecard import Benchmark, Scorecard


@dataclass(frozen=True)
class AuditCase:
    """One park and year with the rules it is judged by and the results of the program.

    Attributes:
        form: the answers as they are exported.
        edition: the rubric.
        weights: the weight set used.
        library: the factor tables.
        inventory: by the fixed settings of scores.
        scorecard: the program's result.
        invalid: `table.column` of cells that failed a check of their values.
        years_without_data: indicator -> years running before this one in which it had no data.
        means: benchmarks of industries for K that the edition lacks.
    """

    form: Form
    edition: Edition
    weights: WeightSet
    library: FactorLibrary
    inventory: Inventory
    scorecard: Scorecard
    invalid: frozenset[str] = frozenset()
    years_without_data: Mapping[str, int] = field(default_factory=dict)
    means: Mapping[str, Benchmark] = field(default_factory=dict)

    @property
    def benchmarks(self) -> Mapping[str, Benchmark]:
        """Benchmarks of industries in force: those of the edition stand above the others."""
        return {**self.means, **self.edition.benchmarks}
