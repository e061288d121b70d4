"""Typed factors that cannot be right (carbon-accounting.md 17).

CA-E12 to CA-E15, CA-W16, CA-W17, CA-E18, CA-E19, CA-W21, CA-E31, typed factors that no formula
uses, typed plant factors and plants whose fuel is not said to be turned into power or heat.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from accounting.account import Account
from accounting.energy import EnergyEntry
from accounting.factor_library import Fuel
from accounting.findings import Finding, cell_rule, hard, soft
from accounting.fuel_factors import (
    FIXED_TCE,
    GJ_PER_TCE,
    components_of,
    is_typed,
    unused_columns,
)
from accounting.plants import Plant
from accounting.plausibility import (
    carbon_slip,
    equivalent_slip,
    grid_slip,
    heat_slip,
    mass_carbon_slip,
    oxidation_slip,
    tce_slip,
)
from accounting.rows import ZERO, number
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text

UNPAIRED = frozenset({"briquette", "blast_furnace_gas", "converter_gas"})
"""Carriers whose tables of energy and of carbon disagree (carbon-accounting.md 5)."""
COAL_GASES = frozenset({"coke_oven_gas", "blast_furnace_gas", "converter_gas", "other_gas"})
YEARBOOK_GJ_PER_TCE = Decimal("29.271")
"""Heat of a tonne of coal equivalent in the yearbook family."""
_INTENSITY = {
    "coal": (Decimal("2.3"), Decimal("3.1")),
    "oil": (Decimal("1.7"), Decimal("3.0")),
    "natural_gas": (Decimal("1.5"), Decimal("1.7")),
}
_ONE_PERCENT = Decimal("0.01")


def factor_findings(account: Account) -> Iterator[Finding]:
    """All findings about typed factors of the accounting year."""
    yield from _settings(account)
    for entry in account.energy:
        if entry.fuel is not None and is_typed(entry.row):
            yield from _energy_limits(entry, entry.fuel, account)
            yield from _energy_pairs(entry, entry.fuel, account)
            yield from _unused(entry, entry.fuel)
    yield from _purchases(account)
    for plant in account.plants.values():
        yield from _plant(plant)
        yield from _plant_fuel(plant)


def _settings(account: Account) -> Iterator[Finding]:
    settings = account.settings
    own_series = settings.grid_policy == "own_series"
    slip = grid_slip(settings.grid_value) if own_series else None
    if slip is not None:
        yield hard("CA-E18", "grid_factor_value", "", slip)
    slip = equivalent_slip(settings.electricity_equivalent)
    if slip is not None:
        yield hard("CA-E15", "electricity_equivalent", "", slip)


def _energy_limits(entry: EnergyEntry, fuel: Fuel, account: Account) -> Iterator[Finding]:
    row = entry.row
    held = account.library.chain(account.settings.factor_set)[fuel.code]
    ncv, carbon = components_of(row, held)
    tce = number(row, "tce_factor")
    measured = "ncv_measured" in row or "carbon_content" in row
    slips = [
        ("CA-E12", oxidation_slip(number(row, "oxidation"))),
        ("CA-E13", carbon_slip(fuel.code, number(row, "carbon_content"), ncv)),
        ("CA-E14", mass_carbon_slip(fuel.unit, ncv, carbon) if measured else None),
        ("CA-E15", tce_slip(fuel.code, tce)),
    ]
    if fuel.code in FIXED_TCE and tce is not None and tce != fuel.tce:
        slips.append(("CA-E31", _label_slip(fuel, tce)))
    for rule, slip in slips:
        if slip is not None:
            yield hard(rule, "energy_carriers", entry.row_id, slip)


def _label_slip(fuel: Fuel, tce: Decimal) -> Message:
    return msg(
        "Coal equivalent {typed} tce/{unit} is not the calorific value {fixed}; calorific and "
        "equivalent figures are never mixed. Clear the cell.",
        typed=to_text(tce),
        unit=fuel.unit,
        fixed=to_text(fuel.tce),
    )


def _energy_pairs(entry: EnergyEntry, fuel: Fuel, account: Account) -> Iterator[Finding]:
    """CA-W16: heat value against coal equivalent; CA-W17: CO2 against coal equivalent."""
    if fuel.category not in ("coal", "oil", "gas", "other") or entry.tce_factor == 0:
        return
    held = account.library.chain(account.settings.factor_set)[fuel.code]
    ncv, _ = components_of(entry.row, held)
    if ncv is not None and fuel.code not in UNPAIRED and not _pair_agrees(ncv, entry.tce_factor):
        text = msg(
            "Heat value {ncv} {unit} and coal equivalent {tce} give {ratio} GJ/tce instead of "
            "29.271 to 29.3076; check both values.",
            ncv=to_text(ncv),
            unit=fuel.ncv_unit,
            tce=_short(entry.tce_factor),
            ratio=_short(ncv / entry.tce_factor),
        )
        yield soft("CA-W16", "energy_carriers", entry.row_id, text)
    limits = None
    if fuel.code not in COAL_GASES and fuel.code != "briquette":
        limits = _INTENSITY.get(fuel.code) or _INTENSITY.get(fuel.category)
    if limits is None or entry.factor.value is None:
        return
    ratio = entry.factor.value / entry.tce_factor
    if not limits[0] <= ratio <= limits[1]:
        text = msg(
            "{ratio} tCO2 per tce lies outside {low} to {high}; check CO2 factor and coal "
            "equivalent.",
            ratio=_short(ratio),
            low=limits[0],
            high=limits[1],
        )
        yield soft("CA-W17", "energy_carriers", entry.row_id, text)


def _unused(entry: EnergyEntry, fuel: Fuel) -> Iterator[Finding]:
    """A typed value that no formula of its carrier uses, so that nobody believes it counts."""
    for column in unused_columns(fuel):
        value = number(entry.row, column)
        if value is not None:
            text = msg(
                "{typed} is not used: {carrier} has no such value of its own in the inventory. "
                "Clear the cell, or confirm with a reason why it stands here.",
                typed=to_text(value),
                carrier=fuel.label,
            )
            rule = cell_rule("energy_carriers", column, entry.row_id)
            yield soft(rule, "energy_carriers", entry.row_id, text)


def _pair_agrees(ncv: Decimal, tce: Decimal) -> bool:
    low = YEARBOOK_GJ_PER_TCE * (1 - _ONE_PERCENT)
    high = GJ_PER_TCE * (1 + _ONE_PERCENT)
    return low <= ncv / tce <= high


def _short(value: Decimal) -> str:
    return to_text(value.quantize(Decimal("0.0001")))


def _purchases(account: Account) -> Iterator[Finding]:
    """CA-E19 for heat bought; CA-E18 and CA-W21 for factors typed on grid power."""
    mixed = headline = ZERO
    own: list[str] = []
    grid = account.factor
    for entry in account.balance:
        typed = number(entry.row, "factor")
        if entry.flow == "heat_bought":
            slip = heat_slip(typed, evidence=bool(entry.row.get("evidence_id")))
            if slip is not None:
                yield hard("CA-E19", "power_heat_balance", entry.row_id, slip)
        if entry.flow != "grid_bought" or grid is None or entry.quantity is None:
            continue
        headline += entry.quantity * 10 * grid.value
        mixed += entry.quantity * 10 * (grid.value if typed is None else typed)
        if typed is not None and typed != grid.value:
            own.append(entry.row_id)
            slip = grid_slip(typed, zero_allowed=True)
            if slip is not None:
                yield hard("CA-E18", "power_heat_balance", entry.row_id, slip)
    if own:
        text = msg(
            "A factor is typed for grid power. Deducting green power and taking the average factor "
            "for the rest counts the same power twice: it would give {mixed} t, not by the "
            "standard, instead of {headline} t. The typed factor is not used.",
            mixed=to_text(mixed.quantize(Decimal("0.01"))),
            headline=to_text(headline.quantize(Decimal("0.01"))),
        )
        yield soft("CA-W21", "power_heat_balance", own[0], text)


def _plant(plant: Plant) -> Iterator[Finding]:
    """A typed plant factor that differs by more than 1 % from the computed one."""
    for column, value in (
        ("power_factor", plant.power_factor),
        ("heat_factor", plant.heat_factor),
    ):
        typed = number(plant.row, column)
        if typed is None or value is None or plant.exempt:
            continue
        if abs(typed - value) > abs(value) * _ONE_PERCENT:
            text = msg(
                "Typed factor {typed} differs by more than 1 % from the computed {value}; the "
                "computed one is used.",
                typed=to_text(typed),
                value=to_text(value.quantize(Decimal("0.000001"))),
            )
            rule = cell_rule("chp_plants", column, plant.row_id)
            yield soft(rule, "chp_plants", plant.row_id, text)


def _plant_fuel(plant: Plant) -> Iterator[Finding]:
    """Fuel without transformation input: the plant would send out power and heat without CO2."""
    if not (plant.power or plant.heat) or plant.co2 != 0:
        return
    if any(entry.burnt and entry.burnt > 0 for entry in plant.fuels):
        text = msg(
            "Fuel is entered for the plant, but no transformation input: its power and heat count "
            "without CO2, also where they are sent out. Enter in the energy table how much of the "
            "fuel was turned into power and heat."
        )
        rule = cell_rule("chp_plants", "plant_co2", plant.row_id)
        yield soft(rule, "chp_plants", plant.row_id, text, "energy_carriers")
