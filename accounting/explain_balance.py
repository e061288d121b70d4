"""Steps of power and heat: plants, purchases, exports, losses (carbon-accounting.md 6 to 8)."""

from __future__ import annotations

from accounting.energy import EnergyEntry
from accounting.factor_library import Fuel
from accounting.fuel_factors import Factor
from accounting.plants import Plant
from accounting.power_heat import HEAT_FLOWS, BalanceEntry
from accounting.rows import amount, number, times
from accounting.step_list import StepList, cell, factor_input, row_name
from questionnaire.trace import Input

TABLE = "power_heat_balance"
PLANTS = "chp_plants"
_MASS_FORMULAS = {
    "enthalpy": "mass * (enthalpy - 83.74) / 1000",
    "temperature": "mass * (temperature - 20) * 4.1868 / 1000",
    "tonnes": "mass * heat_value",
}
_MASS_UNITS = {"mass": "t", "enthalpy": "kJ/kg", "temperature": "°C"}
_SHARES = {
    "energy": "heat / (heat + 3.6 * power)",
    "efficiency": "heat / 0.85 / (heat / 0.85 + 3.6 * power / 0.35)",
}
_LOSSES = {"power_loss": "electricity", "heat_loss": "heat"}


def explain_plants(steps: StepList) -> None:
    """CO2, heat, power, share and factors of each plant."""
    for plant in steps.account.plants.values():
        _supplied(steps, plant)
        if plant.co2 is not None:
            _plant_co2(steps, plant)
        _share(steps, plant)
        _plant_factors(steps, plant)


def _plant_co2(steps: StepList, plant: Plant) -> None:
    place = (PLANTS, plant.row_id, "fuel_co2")
    if not plant.fuels:
        typed = cell(PLANTS, plant.row_id, "plant_co2", plant.co2, "t")
        steps.add_row(place, plant.co2, "t", "plant_co2", [typed])
        return
    parts: list[str] = []
    inputs: list[Input] = []
    for count, entry in enumerate(plant.fuels, start=1):
        burnt = amount(entry.row, "transformation_input")
        if burnt == 0 or entry.fuel is None:
            continue
        column = f"energy_carriers[{entry.row_id}].transformation_input"
        inputs.append(Input(f"input_{count}", burnt, entry.fuel.unit, "cell", column))
        inputs.append(_fuel_factor(steps, f"factor_{count}", entry, entry.fuel))
        parts.append(f"input_{count} * factor_{count}")
    steps.add_row(place, plant.co2, "t", " + ".join(parts) or "0", inputs)


def _fuel_factor(steps: StepList, name: str, entry: EnergyEntry, fuel: Fuel) -> Input:
    """The CO2 factor of an energy row, as its own CO2 step uses it."""
    factor, unit = entry.factor, f"tCO2/{fuel.unit}"
    computed = row_name("energy_carriers", entry.row_id, "used_factor")
    if steps.has(computed):
        return steps.input(name, computed)
    if factor.basis == "own":
        reference = f"energy_carriers[{entry.row_id}].co2_factor"
        return Input(name, factor.value, unit, "cell", reference)
    reference, provenance = f"{factor.factor_set}/{fuel.code}", (factor.source, factor.state)
    return factor_input(name, factor.value, unit, reference, provenance)


def _supplied(steps: StepList, plant: Plant) -> None:
    row, row_id = plant.row, plant.row_id
    if plant.heat is not None:
        inputs = [cell(PLANTS, row_id, "heat_out", number(row, "heat_out"), "10^4 GJ")]
        if "cold_out" in row:
            inputs.append(cell(PLANTS, row_id, "cold_out", number(row, "cold_out"), "10^4 GJ"))
        formula = f"({' + '.join(item.name for item in inputs)}) * 10000"
        steps.add_row((PLANTS, row_id, "heat_supplied"), plant.heat, "GJ", formula, inputs)
    if plant.power is not None:
        inputs = [cell(PLANTS, row_id, "power_out", number(row, "power_out"), "10^4 kWh")]
        place = (PLANTS, row_id, "power_supplied")
        steps.add_row(place, plant.power, "MWh", "power_out * 10", inputs)


def _share(steps: StepList, plant: Plant) -> None:
    share, row_id = plant.share_heat, plant.row_id
    if share is None:
        return
    place = (PLANTS, row_id, "share_heat")
    if plant.heat == 0 or plant.power == 0:
        steps.add_row(place, share, "", "0" if plant.heat == 0 else "1", [])
        return
    if plant.allocation == "heat_ratio":
        typed = cell(PLANTS, row_id, "heat_share", share)
        steps.add_row(place, share, "", "heat_share", [typed])
        return
    steps.add_row(place, share, "", _SHARES[plant.allocation], _supply(steps, plant))


def _supply(steps: StepList, plant: Plant) -> list[Input]:
    return [
        steps.input("heat", row_name(PLANTS, plant.row_id, "heat_supplied")),
        steps.input("power", row_name(PLANTS, plant.row_id, "power_supplied")),
    ]


def _plant_factors(steps: StepList, plant: Plant) -> None:
    row_id = plant.row_id
    for attribute, value, formula, unit in (
        ("power", plant.power_factor, "co2 * (1 - share_heat) / power", "tCO2/MWh"),
        ("heat", plant.heat_factor, "co2 * share_heat / heat", "tCO2/GJ"),
    ):
        if value is None:
            continue
        place = (PLANTS, row_id, f"computed_{attribute}_factor")
        if plant.exempt:
            steps.add_row(place, value, unit, "0", [])
            continue
        inputs = [
            steps.input("co2", row_name(PLANTS, row_id, "fuel_co2")),
            steps.input("share_heat", row_name(PLANTS, row_id, "share_heat")),
            steps.input(attribute, row_name(PLANTS, row_id, f"{attribute}_supplied")),
        ]
        steps.add_row(place, value, unit, formula, inputs)


def explain_balance(steps: StepList) -> None:
    """Heat by mass, CO2 of purchases and exports, and losses in tce."""
    entries = steps.account.balance
    for entry in entries:
        if entry.basis in _MASS_FORMULAS:
            _heat_by_mass(steps, entry)
    for entry in sorted(entries, key=lambda item: item.flow == "heat_sold"):
        if entry.flow in _LOSSES and entry.quantity is not None:
            _loss(steps, entry)
        elif entry.factor.basis != "none" and entry.co2 is not None:
            _co2(steps, entry)


def _heat_by_mass(steps: StepList, entry: BalanceEntry) -> None:
    inputs = [
        cell(TABLE, entry.row_id, column, number(entry.row, column), unit)
        for column, unit in _MASS_UNITS.items()
        if column in ("mass", entry.basis)
    ]
    if entry.basis == "tonnes":
        steam = steps.account.library.fuels["steam"]
        provenance = (steam.provenance.source, steam.provenance.state)
        inputs.append(
            factor_input("heat_value", steam.ncv, steam.ncv_unit, "fuels/steam.ncv", provenance)
        )
    place = (TABLE, entry.row_id, "heat")
    steps.add_row(place, entry.quantity, "GJ", _MASS_FORMULAS[entry.basis], inputs)


def _quantity(steps: StepList, entry: BalanceEntry, name: str = "quantity") -> Input:
    unit = "GJ" if entry.flow in HEAT_FLOWS else "10^4 kWh"
    if entry.basis != "cell":
        return steps.input(name, row_name(TABLE, entry.row_id, "heat"))
    reference = f"{TABLE}[{entry.row_id}].quantity"
    return Input(name, entry.quantity, unit, "cell", reference)


def _loss(steps: StepList, entry: BalanceEntry) -> None:
    fuel = steps.account.library.fuels[_LOSSES[entry.flow]]
    provenance = (fuel.provenance.source, fuel.provenance.state)
    unit = f"tce/{fuel.unit}"
    factor = factor_input("tce_factor", fuel.tce, unit, f"fuels/{fuel.code}.tce", provenance)
    steps.add_row(
        (TABLE, entry.row_id, "tce"),
        times(entry.quantity, fuel.tce),
        "tce",
        "quantity * tce_factor",
        [_quantity(steps, entry), factor],
    )


def _co2(steps: StepList, entry: BalanceEntry) -> None:
    place = (TABLE, entry.row_id, "co2")
    if entry.factor.value is None:  # nothing flows, so that no factor is needed
        steps.add_row(place, entry.co2, "t", "quantity", [_quantity(steps, entry)])
        return
    factor = _factor(steps, entry)
    if entry.by_tonne:
        mass = cell(TABLE, entry.row_id, "mass", number(entry.row, "mass"), "t")
        steps.add_row(place, entry.co2, "t", "mass * factor", [mass, factor])
        return
    formula = "quantity * factor" if entry.flow in HEAT_FLOWS else "quantity * 10 * factor"
    steps.add_row(place, entry.co2, "t", formula, [_quantity(steps, entry), factor])


def _factor(steps: StepList, entry: BalanceEntry) -> Input:
    factor, heat = entry.factor, entry.flow in HEAT_FLOWS
    unit = "tCO2/t" if entry.by_tonne else "tCO2/GJ" if heat else "tCO2/MWh"
    if factor.basis == "own":
        return cell(TABLE, entry.row_id, "factor", factor.value, unit)
    if entry.plant is not None:
        name = "computed_heat_factor" if heat else "computed_power_factor"
        return steps.input("factor", row_name(PLANTS, entry.plant.row_id, name))
    if factor.basis == "held":
        _resale(steps, factor)
        return steps.input("factor", "resale_factor")
    reference = factor.factor_set
    if heat:
        reference = "fuels/steam.co2" if entry.by_tonne else "fuels/heat.co2"
    return factor_input("factor", factor.value, unit, reference, (factor.source, factor.state))


def _resale(steps: StepList, factor: Factor) -> None:
    """Mean factor of the heat purchases: what they emitted over what was bought."""
    bought = [entry for entry in steps.account.balance if entry.flow == "heat_bought"]
    co2 = [
        steps.input(f"co2_{count}", row_name(TABLE, entry.row_id, "co2"))
        for count, entry in enumerate(bought, start=1)
    ]
    heat = [_quantity(steps, entry, f"heat_{n}") for n, entry in enumerate(bought, start=1)]
    above, below = (" + ".join(item.name for item in items) for items in (co2, heat))
    steps.add("resale_factor", factor.value, f"({above}) / ({below})", [*co2, *heat])
