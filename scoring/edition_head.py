"""Reads `edition.toml`: name, years, limits, classes and dimensions of an edition.

Source: rubric.md 2, 3, 4.2, 9, 11 and 13.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from questionnaire.answers import QUALITIES, Quality
from questionnaire.messages import LocalText, msg
from scoring.edition import CLASSES, ClassRules, Dimension
from scoring.strict_table import StrictTable


@dataclass(frozen=True, slots=True)
class Head:
    """What `edition.toml` holds; the attributes are those of `edition.Edition`."""

    id: str
    label: LocalText
    valid_from_year: int
    retrospective_before: int
    default_weights: str
    coverage_limit: Decimal
    value_added_covered_limit: Decimal
    level_scores: tuple[Decimal, ...]
    no_data_shared_years: int
    quality_weights: Mapping[Quality, Decimal]
    class_rules: ClassRules
    dimensions: Mapping[str, Dimension]


def read_head(table: StrictTable) -> Head:
    """Read the file; defects are noted in the table."""
    quality = table.table("quality")
    head = Head(
        id=table.text("id"),
        label=table.local_text("name"),
        valid_from_year=table.whole("valid_from_year"),
        retrospective_before=table.whole("retrospective_before"),
        default_weights=table.text("default_weights"),
        coverage_limit=table.number("coverage_limit"),
        value_added_covered_limit=table.number("value_added_covered_limit"),
        level_scores=_level_scores(table),
        no_data_shared_years=table.whole("no_data_shared_years"),
        quality_weights={letter: quality.number(letter) for letter in QUALITIES},
        class_rules=_class_rules(table.table("classes")),
        dimensions=_dimensions(table),
    )
    quality.finish()
    table.finish()
    return head


def _level_scores(table: StrictTable) -> tuple[Decimal, ...]:
    texts = table.texts("level_scores")
    scores = tuple(Decimal(text) for text in texts if text.isdecimal())
    rising = all(a < b for a, b in pairwise(scores))
    if len(scores) != 5 or not rising or scores[0] != 0 or scores[-1] != 100:
        table.refuse(
            "level_scores",
            "level-scores",
            msg("Five scores from 0 rising to 100 are needed, one for each level 0 to 4."),
        )
    return scores


def _class_rules(table: StrictTable) -> ClassRules:
    rules = ClassRules(
        energy_intensive_share=table.number("energy_intensive_share"),
        near_share_points=table.number("near_share_points"),
        near_carrier_percent=table.number("near_carrier_percent"),
        outside_sample=frozenset(table.words("outside_sample", CLASSES)),
    )
    table.finish()
    return rules


def _dimensions(table: StrictTable) -> dict[str, Dimension]:
    dimensions: dict[str, Dimension] = {}
    for inner in table.tables("dimensions"):
        name, source = inner.local_text("name"), inner.local_text("source")
        dimension = Dimension(inner.text("code"), name, source)
        if dimension.code in dimensions:
            inner.refuse(
                "code",
                "duplicate-code",
                msg("The code {code} is given twice; give each its own.", code=dimension.code),
            )
        dimensions[dimension.code] = dimension
        inner.finish()
    return dimensions
