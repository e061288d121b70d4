"""The data of the demonstration, read once: profiles, common answers, evidence, synthetic means."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.catalogue import Catalogue, References
from scoring.scorecard import Benchmark
from services.demonstration.nominal import Nominal
from services.demonstration.profiles import Table
from services.demonstration.province import ProvinceData


@dataclass(frozen=True, slots=True)
class Material:
    """What the documents of the demonstration are made from.

    Attributes:
        common: answers of every park.
        evidence: templates of the evidence list.
        province: the tables from which the invented parks are made.
        worked_example: the park of rubric.md 16.
        means: synthetic benchmarks of the carbon-efficiency code.
        nominal: factors that size amounts.
        industries: Chinese names of divisions.
        natural_keys: columns that tell the rows of a table apart, by table.
    """

    common: Table
    evidence: tuple[Table, ...]
    province: ProvinceData
    worked_example: Table
    means: Mapping[str, Benchmark]
    nominal: Nominal
    industries: Mapping[str, str]
    natural_keys: Mapping[str, tuple[str, ...]]


def read_material(
    files: Mapping[str, str], catalogue: Catalogue, references: References
) -> Material:
    """Read the texts of `resources/demonstration` (path -> text)."""
    common = tomllib.loads(files["common.toml"])
    return Material(
        common=common,
        evidence=tuple(tomllib.loads(files["evidence.toml"])["evidence"]),
        province=ProvinceData.read(files),
        worked_example=tomllib.loads(files["worked_example.toml"]),
        means=_means(tomllib.loads(files["industry_means.toml"])),
        nominal=Nominal.of(references, common),
        industries={code: item.label.zh for code, item in catalogue.industries.items()},
        natural_keys={code: table.natural_key for code, table in catalogue.tables.items()},
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
