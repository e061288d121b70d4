"""Reads a weight set; a group that does not sum to 100 exactly is refused, never rescaled.

Source: rubric.md 3 and 13.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from questionnaire.messages import msg
from questionnaire.numbers import to_text
from scoring.edition import CLASSES, Indicator, WeightSet
from scoring.scorecard import ParkClass
from scoring.strict_table import StrictTable

_WHOLE = Decimal(100)


def read_weights(
    table: StrictTable, dimensions: Sequence[str], indicators: Mapping[str, Indicator]
) -> WeightSet:
    """Read a file of `weights/`; defects are noted in the table."""
    of_dimensions: dict[ParkClass, Mapping[str, Decimal]] = {}
    inside: dict[ParkClass, Mapping[str, Decimal]] = {}
    groups = {
        dimension: [i.code for i in indicators.values() if i.dimension == dimension]
        for dimension in dimensions
    }
    outer_dimensions, outer_inside = table.table("dimensions"), table.table("inside")
    for park_class in CLASSES:
        one = outer_dimensions.table(park_class)
        of_dimensions[park_class] = {code: _weight(one, code) for code in dimensions}
        _check_sum(one, park_class, of_dimensions[park_class], dimensions)
        one.finish()
        one = outer_inside.table(park_class)
        inside[park_class] = {code: _weight(one, code) for code in indicators}
        for dimension, codes in groups.items():
            _check_sum(one, dimension, inside[park_class], codes)
        one.finish()
    outer_dimensions.finish()
    outer_inside.finish()
    weights = WeightSet(
        name=table.text("name"),
        author=table.text("author"),
        date=table.day("date"),
        method=table.text("method"),
        dimensions=of_dimensions,
        inside=inside,
    )
    table.finish()
    return weights


def _weight(table: StrictTable, code: str) -> Decimal:
    weight = table.number(code)
    if weight < 0:
        table.refuse(code, "negative-weight", msg("A weight cannot be negative; correct it."))
    return weight


def _check_sum(
    table: StrictTable, group: str, weights: Mapping[str, Decimal], codes: Sequence[str]
) -> None:
    total = sum((weights[code] for code in codes), Decimal(0))
    if total != _WHOLE:
        table.refuse(
            group,
            "sum-100",
            msg(
                "The weights of {group} sum to {total}; they must sum to 100 exactly.",
                group=group,
                total=to_text(total),
            ),
        )
