"""The data of the demonstration, read once: profiles, common answers, evidence, synthetic means."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.catalogue import Catalogue, References
from scoring.scorecard import Benchmark
from services.demonstration.nominal import Nominal
from services.demonstration.profiles import ParkProfile, Table, load_profiles


@dataclass(frozen=True, slots=True)
class Material:
    """What the documents of the demonstration are made from.

    Attributes:
        common: answers of every park.
        evidence: templates of the evidence list.
        profiles: the invented parks, by code.
        worked_example: the park of rubric.md 16.
        means: synthetic benchmarks of the carbon-efficiency code.
        nominal: factors that size amounts.
        industries: Chinese names of divisions.
    """

    common: Table
    evidence: tuple[Table, ...]
    profiles: tuple[ParkProfile, ...]
    worked_example: Table
    means: Mapping[str, Benchmark]
    nominal: Nominal
    industries: Mapping[str, str]


def read_material(
    files: Mapping[str, str], catalogue: Catalogue, references: References
) -> Material:
    """Read the texts of `resources/demonstration` (path -> text)."""
    common = tomllib.loads(files["common.toml"])
    return Material(
        common=common,
        evidence=tuple(tomllib.loads(files["evidence.toml"])["evidence"]),
        profiles=load_profiles(files),
        worked_example=tomllib.loads(files["worked_example.toml"]),
        means=_means(tomllib.loads(files["industry_means.toml"])),
        nominal=Nominal.of(references, common),
        industries={code: item.label.zh for code, item in catalogue.industries.items()},
    )


def _means(table: Table) -> dict[str, Benchmark]:
    return {
        code: Benchmark(
            industry=code,
            value=Decimal(value),
            unit=table["unit"],
            year=table["year"],
            source=table["source"],
        )
        for code, value in table["means"].items()
    }
