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
        grid: tCO2/MWh.
        heat: tCO2/GJ of heat bought.
    """

    fuels: Mapping[str, Reference]
    processes: Mapping[str, Reference]
    grid: Decimal
    heat: Decimal

    @classmethod
    def of(cls, references: References, common: Table) -> Nominal:
        """Take the defaults of the reference lists and the two factors of `common.toml`."""
        return cls(
            references["fuels"],
            references["processes"],
            Decimal(common["grid_factor"]),
            Decimal(common["heat_factor"]),
        )

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
