"""Profiles of the invented parks, read from `resources/demonstration`.

A profile holds what is chosen freely; everything that follows from it is computed by
`activity`, `register` and `documents`, so that the answers of a park fit together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

LAST_YEAR = 2025
"""Newest year of the demonstration; the profiles hold its values."""

YEARS = (2024, LAST_YEAR)
"""Years of every invented park."""

Table: TypeAlias = Mapping[str, Any]
"""A parsed TOML table of the product's own data."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A quantity of the newest year and how it changed.

    Attributes:
        value: of `LAST_YEAR`, in the unit of its field; its decimals are those of all years.
        change: change of one year, in % of the year before.
    """

    value: Decimal
    change: Decimal

    def at(self, year: int) -> Decimal:
        """The value of a year, rounded like that of the newest one.

        >>> Trend(Decimal("105.0"), Decimal("5")).at(2024)
        Decimal('100.0')
        """
        grown = (1 + self.change / 100) ** (LAST_YEAR - year)
        return (self.value / grown).quantize(self.value)


@dataclass(frozen=True, slots=True)
class Industry:
    """One division of GB/T 4754 in a park.

    Attributes:
        code: division.
        output: gross output, 10^8 yuan.
        value_added_rate: value added / output.
        energy_share: part of the energy of industry above scale.
        firms: number of firms above scale.
    """

    code: str
    output: Trend
    value_added_rate: Decimal
    energy_share: Decimal
    firms: int


@dataclass(frozen=True, slots=True)
class PlantProfile:
    """A power and heat plant inside the park.

    Attributes:
        fuel: code of its fuel; the amount is `energy["plant_fuel"]` of the park.
        power_efficiency, heat_efficiency: supplied energy / heat value of the fuel.
        power_sold, heat_sold: parts sent outside the park.
        status: where its CO2 figure comes from (`report_status` of the register).
    """

    name: str
    type: str
    fuel: str
    capacity: str
    power_efficiency: Decimal
    heat_efficiency: Decimal
    power_sold: Decimal
    heat_sold: Decimal
    status: str


@dataclass(frozen=True, slots=True)
class Process:
    """A process with CO2 of its own; `enterprise` is the place of its firm in the register."""

    code: str
    activity: Trend
    enterprise: int


@dataclass(frozen=True, slots=True)
class ParkProfile:
    """One invented park.

    Attributes:
        code, name, intro: who it is.
        enterprises: number of firms in the register.
        quality: letter of all its data.
        since_base: growth of energy-related CO2 from 2020 to the newest year, as a fraction.
        peak_rise: rise of the planned peak over 2020, as a fraction.
        coverage, estimated, monitored: parts of the territorial CO2 that firms report (P2), that
            is estimated for firms, and that is under dynamic control (P3, at least).
        answers: choices and texts that are the same in all years.
        fields: numeric answers by field code.
        energy: amounts by name, in the units of the energy tables.
        carriers: further energy carriers.
        sinks: sinks, or sources, of land.
        levels: marks of graded indicators: self, assessor a, assessor b, perhaps reconciled.
        raised: graded indicators that were one level lower in the year before.
        no_data: reasons by field that has no data.
    """

    code: str
    name: str
    intro: str
    enterprises: int
    quality: str
    since_base: Decimal
    peak_rise: Decimal
    coverage: Decimal
    estimated: Decimal
    monitored: Decimal
    areas: tuple[str, ...]
    answers: Mapping[str, str]
    fields: Mapping[str, Trend]
    industries: tuple[Industry, ...]
    energy: Mapping[str, Trend]
    plant: PlantProfile | None
    carriers: tuple[Table, ...]
    processes: tuple[Process, ...]
    sinks: tuple[Table, ...]
    levels: Mapping[str, tuple[int, ...]]
    raised: tuple[str, ...]
    no_data: Mapping[str, str]

    @property
    def number(self) -> str:
        """The two digits at the end of the code.

        Used in the names of firms, plants and documents.
        """
        return self.code[-2:]

    def peak_year(self) -> int:
        """Declared year of the peak."""
        return int(self.answers["peak_year"])


def load_profiles(files: Mapping[str, str]) -> tuple[ParkProfile, ...]:
    """The profiles among the texts of `resources/demonstration`, by code."""
    return tuple(
        read_profile(tomllib.loads(text))
        for path, text in sorted(files.items())
        if path.startswith("parks/")
    )


def read_profile(table: Table) -> ParkProfile:
    """A profile from its parsed file."""
    growth = table["industry_growth"]
    return ParkProfile(
        code=table["code"],
        name=table["name"],
        intro=table["intro"],
        enterprises=int(table["enterprises"]),
        quality=table["quality"],
        since_base=Decimal(table["since_base"]),
        peak_rise=Decimal(table["peak_rise"]),
        coverage=Decimal(table["coverage"]),
        estimated=Decimal(table["estimated"]),
        monitored=Decimal(table["monitored"]),
        areas=tuple(table["multi_areas"]),
        answers=table["answers"],
        fields=_trends(table["fields"]),
        industries=tuple(_industry(code, row, growth) for code, row in table["industries"].items()),
        energy=_trends(table["energy"]),
        plant=_plant(table["plant"]) if "plant" in table else None,
        carriers=tuple(table.get("carriers", ())),
        processes=tuple(
            Process(row["process"], read_trend(row["activity"]), int(row["enterprise"]))
            for row in table.get("processes", ())
        ),
        sinks=tuple(table.get("sinks", ())),
        levels={code: tuple(marks) for code, marks in table["levels"].items()},
        raised=tuple(table["raised"]),
        no_data=table["no_data"],
    )


def read_trend(pair: list[str]) -> Trend:
    """A value of the newest year and its change in %, as written in a profile."""
    value, change = pair
    return Trend(Decimal(value), Decimal(change))


def _trends(table: Table) -> dict[str, Trend]:
    return {code: read_trend(pair) for code, pair in table.items()}


def _industry(code: str, row: list[str], growth: str) -> Industry:
    output, rate, share, firms = row
    return Industry(
        code, read_trend([output, growth]), Decimal(rate) / 100, Decimal(share) / 100, int(firms)
    )


def _plant(row: Table) -> PlantProfile:
    return PlantProfile(
        name=row["name"],
        type=row["type"],
        fuel=row["fuel"],
        capacity=row["capacity"],
        power_efficiency=Decimal(row["power_efficiency"]),
        heat_efficiency=Decimal(row["heat_efficiency"]),
        power_sold=Decimal(row["power_sold"]),
        heat_sold=Decimal(row["heat_sold"]),
        status=row["status"],
    )
