"""What the inventory hands to the evaluation (rubric.md 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Basis:
    """The derived values of one park and year, computed with the fixed settings of scores.

    Attributes:
        values: `inventory.*` and `enterprises.*`; None or absent = incomplete.
        grid_factor: tCO2/MWh of the provincial average; None when no factor may be taken.
        grid_year: data year of the grid factor.
        factor_set: id of the factor set, `DEFAULT`.
        factors_hash: hash of the factor library.
    """

    values: Mapping[str, Decimal | None]
    grid_factor: Decimal | None
    grid_year: int | None
    factor_set: str
    factors_hash: str
