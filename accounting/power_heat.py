"""Power and heat across the boundary: purchases, exports, losses (carbon-accounting.md 6, 7, 8).

Power stands in 万kWh (10 MWh), heat in GJ; steam and water by mass are converted to heat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from accounting.factor_library import FactorLibrary, Fuel
from accounting.findings import Finding, cell_rule, hard
from accounting.fuel_factors import Factor, own_factor
from accounting.inventory import GridFactor
from accounting.plants import Plant
from accounting.rows import ZERO, TableRows, number, times, word
from questionnaire.answers import Row
from questionnaire.messages import msg
from questionnaire.numbers import to_text

HEAT_FLOWS = frozenset({"heat_bought", "heat_generated", "heat_sold", "heat_loss"})
FEED_WATER = Decimal("83.74")
"""Enthalpy of feed water at 20 °C, kJ/kg."""
WATER_HEAT = Decimal("4.1868")
"""Specific heat of water, kJ/(kg K)."""
MWH_PER_UNIT = 10
"""1 万kWh = 10 MWh."""

QuantityBasis: TypeAlias = Literal["cell", "enthalpy", "temperature", "tonnes", "unknown"]

_NO_FACTOR = Factor(None, "none", "", "", "")
_ONE_PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class BalanceEntry:
    """One row of `power_heat_balance`.

    Attributes:
        quantity: 万kWh or GJ; None when unknown.
        basis: the cell, or the formula that gave the heat.
        factor: tCO2/MWh or tCO2/GJ; tCO2/t of steam when `by_tonne`.
        by_tonne: steam by the tonne without a supplier's factor: CO2 = mass × factor.
        plant: the plant that an export leaves from.
        co2: t; purchases and exports only, else 0; None when unknown.
    """

    row_id: str
    row: Row
    flow: str
    quantity: Decimal | None
    basis: QuantityBasis
    factor: Factor = _NO_FACTOR
    by_tonne: bool = False
    plant: Plant | None = None
    co2: Decimal | None = ZERO


@dataclass(frozen=True, slots=True)
class Tariffs:
    """Factors that purchases and exports take."""

    grid: GridFactor | None
    heat: Fuel
    steam: Fuel
    plants: Mapping[str, Plant]
    green: Factor


def heat_of_steam(mass: Decimal, enthalpy: Decimal) -> Decimal:
    """Heat of steam in GJ: m [t] × (h [kJ/kg] − 83.74) × 1e-3 (carbon-accounting.md 7).

    >>> heat_of_steam(Decimal(10000), Decimal("2768.9")) == Decimal("26851.6")
    True
    """
    return mass * (enthalpy - FEED_WATER) / 1000


def heat_of_water(mass: Decimal, temperature: Decimal) -> Decimal:
    """Heat of hot water in GJ: m [t] × (t [°C] − 20) × 4.1868 × 1e-3.

    >>> heat_of_water(Decimal(10000), Decimal(70)) == Decimal("2093.4")
    True
    """
    return mass * (temperature - 20) * WATER_HEAT / 1000


def heat_by_mass(row: Row, steam: Fuel) -> tuple[Decimal | None, QuantityBasis]:
    """Heat in GJ of a row that is entered by mass, and the formula used."""
    mass = number(row, "mass")
    if mass is None:
        return None, "unknown"
    enthalpy, temperature = number(row, "enthalpy"), number(row, "temperature")
    if enthalpy is not None:
        return heat_of_steam(mass, enthalpy), "enthalpy"
    if temperature is not None:
        return heat_of_water(mass, temperature), "temperature"
    return mass * steam.ncv, "tonnes"


def measure_balance(
    table: TableRows, grid: GridFactor | None, library: FactorLibrary, plants: Mapping[str, Plant]
) -> tuple[BalanceEntry, ...]:
    """All rows of `power_heat_balance` of the year, measured.

    Exports leave at the factor of their plant; what is bought and resold leaves at the factor at
    which it was bought (heat: the mean of the heat purchases).
    """
    tariffs = Tariffs(
        grid, library.fuels["heat"], library.fuels["steam"], plants, _green_factor(library)
    )
    entries = [_measure(row_id, row, tariffs) for row_id, row in table.rows.items()]
    if not any(entry.row.get("resold") == "yes" for entry in entries):
        return tuple(entries)
    resale = _resale_factor(entries)
    return tuple(
        _with_factor(entry, resale)
        if entry.flow == "heat_sold" and entry.row.get("resold") == "yes"
        else entry
        for entry in entries
    )


def _measure(row_id: str, row: Row, tariffs: Tariffs) -> BalanceEntry:
    flow = word(row, "flow")
    quantity = number(row, "quantity")
    basis: QuantityBasis = "unknown" if quantity is None else "cell"
    if quantity is None and flow in HEAT_FLOWS:
        quantity, basis = heat_by_mass(row, tariffs.steam)
    entry = BalanceEntry(row_id, row, flow, quantity, basis)
    if flow == "grid_bought":
        return _with_factor(entry, _grid_factor(tariffs.grid))
    if flow == "direct_green":
        return _with_factor(entry, tariffs.green)
    if flow == "heat_bought":
        return _heat_bought(entry, tariffs)
    if flow in ("power_sold", "heat_sold"):
        return _sold(entry, tariffs)
    return entry


def _with_factor(
    entry: BalanceEntry, factor: Factor, plant: Plant | None = None, *, by_tonne: bool = False
) -> BalanceEntry:
    if by_tonne:
        co2 = times(number(entry.row, "mass"), factor.value)
    elif entry.flow in HEAT_FLOWS:
        co2 = times(entry.quantity, factor.value)
    else:
        energy = None if entry.quantity is None else entry.quantity * MWH_PER_UNIT
        co2 = times(energy, factor.value)
    return BalanceEntry(
        entry.row_id,
        entry.row,
        entry.flow,
        entry.quantity,
        entry.basis,
        factor,
        by_tonne,
        plant,
        co2,
    )


def _grid_factor(grid: GridFactor | None) -> Factor:
    if grid is None:
        return _NO_FACTOR
    flags = ("provisional",) if grid.lag > 0 else ()
    key = f"{grid.region}/{grid.data_year or ''}/{grid.kind}"
    return Factor(grid.value, "stored", key, grid.source, grid.state, flags)


def _green_factor(library: FactorLibrary) -> Factor:
    """Power over a direct green line: 0 with proof, whatever the year."""
    row = library.series[("CN", "nonfossil_certified")][0]
    key = f"{row.region}/{row.year}/{row.kind}"
    return Factor(row.value, "stored", key, row.provenance.source, row.provenance.state)


def _heat_bought(entry: BalanceEntry, tariffs: Tariffs) -> BalanceEntry:
    own = number(entry.row, "factor")
    if own is not None:
        return _with_factor(entry, own_factor(own))
    by_tonne = entry.basis == "tonnes"
    fuel = tariffs.steam if by_tonne else tariffs.heat
    flags = ("fallback",) if by_tonne else ()
    source, state = fuel.provenance.source, fuel.provenance.state
    factor = Factor(fuel.co2, "stored", "DEFAULT", source, state, flags)
    return _with_factor(entry, factor, by_tonne=by_tonne)


def _sold(entry: BalanceEntry, tariffs: Tariffs) -> BalanceEntry:
    if entry.row.get("resold") == "yes":
        return _with_factor(entry, _grid_factor(tariffs.grid))
    plant = tariffs.plants.get(word(entry.row, "plant_name"))
    if plant is None:
        return _with_factor(entry, _NO_FACTOR)
    value = plant.power_factor if entry.flow == "power_sold" else plant.heat_factor
    state = "user value" if "plant_co2" in plant.row else plant_state(plant)
    factor = Factor(value, "plant", plant.name, plant.allocation, state, ("computed",))
    return _with_factor(entry, factor, plant)


def plant_state(plant: Plant) -> str:
    """State of a plant's factor: that of its least certain fuel factor."""
    states = {entry.factor.state for entry in plant.fuels}
    for state in ("to check", "user value", "published copy"):
        if state in states:
            return state
    return "official text checked" if states else "user value"


def _resale_factor(entries: Sequence[BalanceEntry]) -> Factor:
    """Mean factor of the heat purchases, tCO2/GJ; unknown when nothing was bought."""
    bought = [entry for entry in entries if entry.flow == "heat_bought"]
    heat = co2 = ZERO
    for entry in bought:
        if entry.quantity is None or entry.co2 is None:
            return _NO_FACTOR
        heat += entry.quantity
        co2 += entry.co2
    if heat == 0:
        return _NO_FACTOR
    first = bought[0].factor
    return Factor(co2 / heat, "held", first.factor_set, first.source, first.state, ("computed",))


def balance_findings(entries: Sequence[BalanceEntry], steam: Fuel) -> list[Finding]:
    """Rows whose mass contradicts their quantity, or whose factor contradicts their plant.

    Both may differ by at most 1 % (carbon-accounting.md 7, 8).
    """
    findings: list[Finding] = []
    for entry in entries:
        row = entry.row
        if entry.basis == "cell" and "mass" in row and entry.flow in HEAT_FLOWS:
            findings += _mass_finding(entry, steam)
        if entry.flow in ("power_sold", "heat_sold"):
            findings += _export_finding(entry)
    return findings


def _mass_finding(entry: BalanceEntry, steam: Fuel) -> list[Finding]:
    heat, basis = heat_by_mass(entry.row, steam)
    if heat is None or basis == "tonnes" or entry.quantity is None:
        return []
    if abs(heat - entry.quantity) <= abs(entry.quantity) * _ONE_PERCENT:
        return []
    return [
        hard(
            cell_rule("power_heat_balance", "quantity", entry.row_id),
            "power_heat_balance",
            entry.row_id,
            msg(
                "Quantity {quantity} GJ and mass give different heat ({heat} GJ, more than 1 % "
                "apart); keep one of the two.",
                quantity=to_text(entry.quantity),
                heat=to_text(heat),
            ),
        )
    ]


def _export_finding(entry: BalanceEntry) -> list[Finding]:
    typed, value = number(entry.row, "factor"), entry.factor.value
    if typed is None or value is None or abs(typed - value) <= abs(value) * _ONE_PERCENT:
        return []
    return [
        hard(
            cell_rule("power_heat_balance", "factor", entry.row_id),
            "power_heat_balance",
            entry.row_id,
            msg(
                "Factor {typed} differs by more than 1 % from {value}, the factor of the plant or "
                "of the purchase; clear the cell or correct the plant.",
                typed=to_text(typed),
                value=to_text(value.quantize(Decimal("0.000001"))),
            ),
            "chp_plants",
        )
    ]
