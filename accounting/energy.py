"""The energy carriers of a park: net and burnt amounts, tce and CO2 of each row.

Source: carbon-accounting.md 3, 4, 5; derived_values.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.factor_library import (
    COAL_CODES,
    FUEL_CATEGORIES,
    FactorLibrary,
    Fuel,
    SetFactor,
)
from accounting.fuel_factors import (
    Basis,
    Factor,
    co2_factor,
    coal_equivalent,
    has_own_co2,
    stored_factor,
)
from accounting.inventory import InventorySettings
from accounting.rows import ZERO, TableRows, amount, number, times, word
from questionnaire.answers import Row

WRI_SET = "WRI_2_1"
WRI_COAL = "raw_coal"
_NONE = Factor(None, "none", "", "", "")


@dataclass(frozen=True, slots=True)
class EnergyEntry:
    """One row of `energy_carriers` with what follows from it.

    Attributes:
        fuel: None when the carrier is blank or unknown.
        consumption: entered amount; None when blank, then everything below is unknown.
        net: consumption - transformation_output - recovered, in the unit of the carrier.
        burnt: net - non_energy.
        tce_factor: tce/unit.
        tce: net energy, tce.
        factor: CO2 factor; only for fuels.
        activity: the amount that meets the factor: `burnt`, or `net` of coal in WRI mode.
        by_net: in WRI mode, where the net amount meets the factor.
        co2: fossil CO2, t; None when unknown, 0 for carriers without fossil carbon of their own.
    """

    row_id: str
    row: Row
    sector: str
    fuel: Fuel | None
    consumption: Decimal | None
    net: Decimal | None
    burnt: Decimal | None
    tce_factor: Decimal
    tce_basis: Basis
    tce: Decimal | None
    factor: Factor
    activity: Decimal | None
    co2: Decimal | None
    by_net: bool = False

    @property
    def category(self) -> str:
        """Category of the carrier; empty when unknown."""
        return "" if self.fuel is None else self.fuel.category

    @property
    def is_fuel(self) -> bool:
        """Whether burning the carrier gives fossil CO2."""
        return self.fuel is not None and self.fuel.category in FUEL_CATEGORIES


def measure_energy(
    table: TableRows, settings: InventorySettings, library: FactorLibrary
) -> tuple[EnergyEntry, ...]:
    """All rows of `energy_carriers` of the year, measured.

    With set WRI_2_1 (WRI mode) coal counts net × the raw coal value of the set whatever the coal,
    and coke and coal gases count only when more of them is used than made inside.

    Raises:
        FactorError: the factor set of the settings cannot be chosen.
    """
    chain = library.chain(settings.factor_set)
    entries = tuple(
        _measure(row_id, row, settings.factor_set, chain, library.fuels)
        for row_id, row in table.rows.items()
    )
    return _as_wri(entries, chain) if settings.factor_set == WRI_SET else entries


def _measure(
    row_id: str,
    row: Row,
    chosen: str,
    chain: Mapping[str, SetFactor],
    fuels: Mapping[str, Fuel],
) -> EnergyEntry:
    fuel = fuels.get(word(row, "carrier"))
    sector = word(row, "sector")
    consumption = number(row, "consumption")
    if fuel is None:
        return EnergyEntry(
            row_id,
            row,
            sector,
            None,
            consumption,
            None,
            None,
            ZERO,
            "none",
            None,
            _NONE,
            None,
            None,
        )
    net = burnt = tce = None
    factor_tce, basis = coal_equivalent(fuel, row)
    if consumption is not None:
        net = consumption - amount(row, "transformation_output") - amount(row, "recovered")
        burnt = net - amount(row, "non_energy")
        tce = net * factor_tce
    burns = fuel.category in FUEL_CATEGORIES
    factor = co2_factor(fuel, row, chain, chosen) if burns else _NONE
    co2 = times(burnt, factor.value) if burns else ZERO
    return EnergyEntry(
        row_id,
        row,
        sector,
        fuel,
        consumption,
        net,
        burnt,
        factor_tce,
        basis,
        tce,
        factor,
        burnt,
        co2,
    )


def _as_wri(
    entries: tuple[EnergyEntry, ...], chain: Mapping[str, SetFactor]
) -> tuple[EnergyEntry, ...]:
    """The same rows in WRI mode (carbon-accounting.md 4)."""
    made_inside = _made_inside(entries)
    return tuple(_wri_entry(entry, chain, made_inside) for entry in entries)


def _made_inside(entries: tuple[EnergyEntry, ...]) -> frozenset[str]:
    """Coke and coal gases of which the park makes at least as much as it uses."""
    nets: dict[str, Decimal] = {}
    for entry in entries:
        if entry.fuel is not None and entry.category == "coal" and entry.net is not None:
            nets[entry.fuel.code] = nets.get(entry.fuel.code, ZERO) + entry.net
    return frozenset(code for code, net in nets.items() if net <= 0 and code not in COAL_CODES)


def _wri_entry(
    entry: EnergyEntry, chain: Mapping[str, SetFactor], made_inside: frozenset[str]
) -> EnergyEntry:
    fuel = entry.fuel
    if fuel is None or fuel.category != "coal" or has_own_co2(entry.row):
        return entry
    factor = entry.factor
    if fuel.code in COAL_CODES:
        factor = stored_factor(chain[WRI_COAL], fuel, WRI_SET)
    elif fuel.code in made_inside:
        factor = Factor(ZERO, "held", factor.factor_set, factor.source, factor.state)
    return EnergyEntry(
        entry.row_id,
        entry.row,
        entry.sector,
        fuel,
        entry.consumption,
        entry.net,
        entry.burnt,
        entry.tce_factor,
        entry.tce_basis,
        entry.tce,
        factor,
        entry.net,
        times(entry.net, factor.value),
        by_net=True,
    )
