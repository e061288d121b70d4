"""What an invented park is: the values and rates that all its answers follow from.

A profile holds what is chosen freely; what follows from it is computed by `activity`, `register`
and `documents`, so that the answers of a park fit together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

BASE_YEAR = 2020
"""Year of the margins; the profiles hold its values."""

YEARS = tuple(range(2016, 2025))
"""Years of every invented park."""

LAST_YEAR = YEARS[-1]
"""Year that is assessed, ranked and printed."""

Table: TypeAlias = Mapping[str, Any]
"""A parsed TOML table of the product's own data."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A quantity of 2020 and how it changes.

    Attributes:
        value: of `BASE_YEAR`, in the unit of its field; its decimals are those of all years.
        before, after: change of one year up to 2020 and from then on, in % of the year before.
        since: first year in which there is any.
    """

    value: Decimal
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)
    since: int = 0

    def at(self, year: int) -> Decimal:
        """The value of a year, rounded like that of 2020.

        >>> Trend(Decimal("100.0"), Decimal(10), Decimal(-5)).at(2021)
        Decimal('95.0')
        >>> Trend(Decimal("110.0"), Decimal(10)).at(2019)
        Decimal('100.0')
        """
        if year < self.since:
            return Decimal(0)
        change = self.before if year < BASE_YEAR else self.after
        return (self.value * (1 + change / 100) ** (year - BASE_YEAR)).quantize(self.value)


def ending_at(value: Decimal, places: int, before: Decimal, after: Decimal) -> Trend:
    """The trend that reaches a value in the newest year.

    Args:
        value: of `LAST_YEAR`.
        places: decimals of all years.
        before: change of one year up to 2020, %.
        after: change of one year from then on, %.

    >>> ending_at(Decimal("12.15"), 1, Decimal(0), Decimal(5)).value
    Decimal('10.0')
    """
    start = value / (1 + after / 100) ** (LAST_YEAR - BASE_YEAR)
    return Trend(start.quantize(Decimal(1).scaleb(-places)), before, after)


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
        capacity: MW.
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
class Carrier:
    """A further energy carrier of industry above scale; feedstock is not burnt."""

    code: str
    consumption: Trend
    is_feedstock: bool


@dataclass(frozen=True, slots=True)
class Process:
    """A process with CO2 of its own; `enterprise` is the place of its firm in the register."""

    code: str
    activity: Trend
    enterprise: int


@dataclass(frozen=True, slots=True)
class Sink:
    """A sink, or a source, of land: amount in ha."""

    code: str
    amount: Decimal
    accepted: bool


@dataclass(frozen=True, slots=True)
class PeakPlan:
    """What a park plans: the year of its peak, and the rise over 2020 as a fraction."""

    year: int
    rise: Decimal


@dataclass(frozen=True, slots=True)
class ParkProfile:
    """One invented park.

    Attributes:
        code, name, intro: who it is.
        enterprises: number of firms in the register.
        quality: letter of all its data.
        coverage, estimated, monitored: parts of the territorial CO2 that firms report (P2), that
            is estimated for firms, and that is under dynamic control (P3, at least).
        areas: names of the areas of a zone; empty for a park of one area.
        plan: None for a park without a peak plan.
        answers: choices and texts that are the same in all years.
        fields: numeric answers by field code.
        energy: amounts by name, in the units of the energy tables.
        levels: marks of graded indicators: self, assessor a, assessor b, perhaps reconciled.
        no_data: reasons by field that has no data.
    """

    code: str
    name: str
    intro: str
    enterprises: int
    quality: str
    coverage: Decimal
    estimated: Decimal
    monitored: Decimal
    areas: tuple[str, ...]
    plan: PeakPlan | None
    answers: Mapping[str, str]
    fields: Mapping[str, Trend]
    industries: tuple[Industry, ...]
    energy: Mapping[str, Trend]
    plant: PlantProfile | None
    carriers: tuple[Carrier, ...]
    processes: tuple[Process, ...]
    sinks: tuple[Sink, ...]
    levels: Mapping[str, tuple[int, ...]]
    no_data: Mapping[str, str]

    @property
    def number(self) -> str:
        """The two digits at the end of the code, in names of firms, plants and documents."""
        return self.code[-2:]

    def plan_in(self, year: int) -> PeakPlan | None:
        """The plan as far as it stands in a year: none before the base year."""
        return self.plan if year >= BASE_YEAR else None
