"""Power and heat plants: their CO2 and its allocation to power and heat (carbon-accounting.md 8).

C is the CO2 of the plant's fuel; Q = heat and cold supplied in GJ; W = power supplied in MWh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounting.energy import WRI_SET, EnergyEntry
from accounting.factor_library import FactorLibrary
from accounting.findings import Finding, hard
from accounting.inventory import Allocation, InventorySettings, PlantFactors
from accounting.rows import ZERO, TableRows, amount, number, times, total, word
from questionnaire.answers import Row
from questionnaire.messages import msg

ALLOCATIONS: tuple[Allocation, ...] = ("energy", "efficiency", "heat_ratio")
HEAT_EFFICIENCY = Decimal("0.85")
POWER_EFFICIENCY = Decimal("0.35")
GJ_PER_MWH = Decimal("3.6")
_TEN_THOUSAND = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Plant:
    """One row of `chp_plants` with its factors.

    Attributes:
        fuels: energy rows of the plant that make up its CO2; empty when `plant_co2` is typed.
        co2: C, t; None when neither typed nor owned fuel rows exist.
        heat: Q, GJ; power: W, MWh; None when a required cell is blank.
        share_heat: part of C that heat carries; None when unknown.
        exempt: a coal plant in WRI mode, whose exports carry no CO2.
    """

    row_id: str
    row: Row
    name: str
    fuels: tuple[EnergyEntry, ...]
    co2: Decimal | None
    heat: Decimal | None
    power: Decimal | None
    allocation: Allocation
    share_heat: Decimal | None
    power_factor: Decimal | None
    heat_factor: Decimal | None
    exempt: bool

    @property
    def factors(self) -> PlantFactors:
        """The public figures of the plant."""
        return PlantFactors(
            self.name,
            self.allocation,
            self.co2,
            self.share_heat,
            self.power_factor,
            self.heat_factor,
        )


def measure_plants(
    table: TableRows,
    energy: Sequence[EnergyEntry],
    settings: InventorySettings,
    library: FactorLibrary,
) -> dict[str, Plant]:
    """Plants of the year by name; a second row of the same name is left to CA-E05."""
    plants: dict[str, Plant] = {}
    for row_id, row in table.rows.items():
        plant = _measure(row_id, row, energy, settings, library)
        plants.setdefault(plant.name, plant)
    return plants


def _measure(
    row_id: str,
    row: Row,
    energy: Sequence[EnergyEntry],
    settings: InventorySettings,
    library: FactorLibrary,
) -> Plant:
    name = word(row, "plant_name")
    co2 = number(row, "plant_co2")
    fuels: tuple[EnergyEntry, ...] = ()
    if co2 is None:
        fuels = tuple(
            entry for entry in energy if entry.is_fuel and name and word(entry.row, "owner") == name
        )
        co2 = total(_input_co2(entry) for entry in fuels) if fuels else None
    heat, power = supplied(row)
    chosen = word(row, "allocation")
    allocation: Allocation = next((code for code in ALLOCATIONS if code == chosen), "energy")
    exempt = settings.factor_set == WRI_SET and _burns_coal(row, library)
    share = share_of_heat(allocation, heat, power, number(row, "heat_share"))
    power_factor, heat_factor = _factors(ZERO if exempt else co2, share, heat, power)
    return Plant(
        row_id,
        row,
        name,
        fuels,
        co2,
        heat,
        power,
        allocation,
        share,
        power_factor,
        heat_factor,
        exempt,
    )


def _input_co2(entry: EnergyEntry) -> Decimal | None:
    """CO2 of the fuel that a plant turns into power and heat."""
    return times(amount(entry.row, "transformation_input"), entry.factor.value)


def _burns_coal(row: Row, library: FactorLibrary) -> bool:
    fuel = library.fuels.get(word(row, "fuel_main"))
    return word(row, "plant_type") == "coal_chp" or (fuel is not None and fuel.category == "coal")


def supplied(row: Row) -> tuple[Decimal | None, Decimal | None]:
    """Heat and cold [GJ] and power [MWh] that a plant supplied; None when its cell is blank.

    >>> supplied({"heat_out": Decimal(12), "power_out": Decimal(300)})
    (Decimal('120000'), Decimal('3000'))
    """
    heat, power = number(row, "heat_out"), number(row, "power_out")
    return (
        None if heat is None else (heat + amount(row, "cold_out")) * _TEN_THOUSAND,
        None if power is None else power * 10,
    )


def share_of_heat(
    allocation: Allocation,
    heat: Decimal | None,
    power: Decimal | None,
    measured: Decimal | None = None,
) -> Decimal | None:
    """Part of a plant's CO2 that its heat carries, 0 to 1.

    Args:
        allocation: energy (热量法), efficiency (效率法) or heat_ratio (供热比).
        heat: Q, GJ.
        power: W, MWh.
        measured: 供热比 of the plant, for heat_ratio.

    Returns:
        None when an operand is unknown or the plant supplies neither.

    >>> share_of_heat("energy", Decimal(36), Decimal(10))
    Decimal('0.5')
    """
    if heat is None or power is None or (heat == 0 and power == 0):
        return None
    if heat == 0 or power == 0:
        return ZERO if heat == 0 else Decimal(1)
    if allocation == "heat_ratio":
        return measured
    if allocation == "energy":
        return heat / (heat + GJ_PER_MWH * power)
    useful = heat / HEAT_EFFICIENCY
    return useful / (useful + GJ_PER_MWH * power / POWER_EFFICIENCY)


def _factors(
    co2: Decimal | None, share: Decimal | None, heat: Decimal | None, power: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Factors of power [tCO2/MWh] and heat [tCO2/GJ]; None for what is not supplied."""
    if co2 is None or share is None:
        return None, None
    return (
        co2 * (1 - share) / power if power else None,
        co2 * share / heat if heat else None,
    )


def plant_findings(plants: Sequence[Plant]) -> list[Finding]:
    """CA-E41: a plant that emits but supplies neither power nor heat."""
    return [
        hard(
            "CA-E41",
            "chp_plants",
            plant.row_id,
            msg(
                "The plant emits {co2} t CO2 but supplies neither power nor heat; enter what it "
                "supplied.",
                co2=plant.co2,
            ),
            "energy_carriers",
        )
        for plant in plants
        if plant.co2 and plant.heat == 0 and plant.power == 0
    ]
