"""Factors that the amounts of a demonstration park are sized with; results never rest on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.catalogue import Reference, References
from services.demonstration.profiles import Table


@dataclass(frozen=True, slots=True)
class Nominal:
    """Factors that the amounts of a demonstration park are sized with.

    Attributes:
        fuels, processes: reference lists with default values.
        grid_by_year: tCO2/MWh by year; the years up to 2020 share the constant of the inventory.
        heat: tCO2/GJ of heat bought.
    """

    fuels: Mapping[str, Reference]
    processes: Mapping[str, Reference]
    grid_by_year: Mapping[int, Decimal]
    heat: Decimal

    @classmethod
    def of(cls, references: References, common: Table) -> Nominal:
        """Take the defaults of the reference lists and the factors of `common.toml`."""
        return cls(
            references["fuels"],
            references["processes"],
            {int(year): Decimal(factor) for year, factor in common["grid_factors"].items()},
            Decimal(common["heat_factor"]),
        )

    def grid(self, year: int) -> Decimal:
        """Grid factor of a year, tCO2/MWh: that of the newest year of the list up to it."""
        known = [item for item in self.grid_by_year if item <= year]
        return self.grid_by_year[max(known, default=min(self.grid_by_year))]

    def tce(self, carrier: str) -> Decimal:
        """Coal equivalent of a carrier, tce per unit."""
        return _number(self.fuels[carrier], "default_tce")

    def co2(self, carrier: str) -> Decimal:
        """tCO2 per unit of a carrier; 0 where none is burnt."""
        return _number(self.fuels[carrier], "default_co2")

    def ncv(self, carrier: str) -> Decimal:
        """GJ per unit of a carrier."""
        return _number(self.fuels[carrier], "default_ncv")

    def process(self, code: str) -> Decimal:
        """tCO2 per unit of a process."""
        return _number(self.processes[code], "default_factor")


def _number(item: Reference, name: str) -> Decimal:
    value = item.attributes.get(name, Decimal(0))
    return value if isinstance(value, Decimal) else Decimal(0)
