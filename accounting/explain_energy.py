"""Steps of the energy rows: from cells and factors to tce and CO2 (carbon-accounting.md 3 to 5)."""

from __future__ import annotations

from decimal import Decimal

from accounting.energy import WRI_COAL, EnergyEntry
from accounting.factor_library import COAL_CODES, Fuel, SetFactor
from accounting.fuel_factors import components_of
from accounting.rows import amount, number, times
from accounting.step_list import StepList, cell, factor_input, row_name
from questionnaire.trace import Input

TABLE = "energy_carriers"


def explain_energy(steps: StepList) -> None:
    """All steps of the energy rows of the account."""
    for entry in steps.account.energy:
        if entry.fuel is not None and entry.consumption is not None:
            _amounts(steps, entry, entry.fuel)
            _energy(steps, entry, entry.fuel)
            if entry.is_fuel:
                _co2(steps, entry, entry.fuel)


def _cells(entry: EnergyEntry, fuel: Fuel, *columns: str) -> list[Input]:
    """Operands for the cells that are filled in."""
    found = [(column, number(entry.row, column)) for column in columns]
    return [
        cell(TABLE, entry.row_id, column, value, fuel.unit)
        for column, value in found
        if value is not None
    ]


def _amounts(steps: StepList, entry: EnergyEntry, fuel: Fuel) -> None:
    row_id = entry.row_id
    inputs = _cells(entry, fuel, "consumption", "transformation_output", "recovered")
    formula = " - ".join(item.name for item in inputs)
    steps.add_row((TABLE, row_id, "net"), entry.net, fuel.unit, formula, inputs)
    inputs = [steps.input("net", row_name(TABLE, row_id, "net"))]
    inputs += _cells(entry, fuel, "non_energy")
    formula = " - ".join(item.name for item in inputs)
    steps.add_row((TABLE, row_id, "burnt"), entry.burnt, fuel.unit, formula, inputs)


def _energy(steps: StepList, entry: EnergyEntry, fuel: Fuel) -> None:
    row_id = entry.row_id
    factor = _tce_factor(steps, entry, fuel)
    net = steps.input("net", row_name(TABLE, row_id, "net"))
    place = (TABLE, row_id, "tce")
    steps.add_row(place, entry.tce, "tce", "net * tce_factor", [net, factor])
    parts = _cells(entry, fuel, "consumption", "transformation_input")
    used = amount(entry.row, "consumption") - amount(entry.row, "transformation_input")
    text = " - ".join(item.name for item in parts)
    place = (TABLE, row_id, "end_use_tce")
    steps.add_row(place, used * entry.tce_factor, "tce", f"({text}) * tce_factor", [*parts, factor])
    feed = amount(entry.row, "non_energy")
    parts += _cells(entry, fuel, "non_energy")
    text = " - ".join(item.name for item in parts)
    steps.add_row(
        (TABLE, row_id, "final_tce"),
        (used - feed) * entry.tce_factor,
        "tce",
        f"({text}) * tce_factor",
        [*parts, factor],
    )
    if feed:
        inputs = [*_cells(entry, fuel, "non_energy"), factor]
        place = (TABLE, row_id, "non_energy_tce")
        steps.add_row(place, feed * entry.tce_factor, "tce", "non_energy * tce_factor", inputs)
    _memo(steps, entry, fuel)


def _memo(steps: StepList, entry: EnergyEntry, fuel: Fuel) -> None:
    """Biogenic CO2, and the heat of steam entered by the tonne."""
    row_id, stored = entry.row_id, (fuel.provenance.source, fuel.provenance.state)
    if fuel.biogenic_co2 is not None:
        burnt = steps.input("burnt", row_name(TABLE, row_id, "burnt"))
        unit, reference = f"tCO2/{fuel.unit}", f"fuels/{fuel.code}.biogenic_co2"
        factor = factor_input("factor", fuel.biogenic_co2, unit, reference, stored)
        value = times(entry.burnt, fuel.biogenic_co2)
        place = (TABLE, row_id, "biogenic")
        steps.add_row(place, value, "t", "burnt * factor", [burnt, factor])
    if fuel.code == "steam":
        inputs = _cells(entry, fuel, "consumption")
        heat = factor_input("heat", fuel.ncv, fuel.ncv_unit, "fuels/steam.ncv", stored)
        value = times(entry.consumption, fuel.ncv)
        place = (TABLE, row_id, "steam_heat")
        steps.add_row(place, value, "GJ", "consumption * heat", [*inputs, heat])


def _tce_factor(steps: StepList, entry: EnergyEntry, fuel: Fuel) -> Input:
    """The coal equivalent: typed, computed from the measured heat value, or of the table."""
    row_id, unit = entry.row_id, f"tce/{fuel.unit}"
    if entry.tce_basis == "own":
        return cell(TABLE, row_id, "tce_factor", entry.tce_factor, unit)
    if entry.tce_basis == "components":
        measured = number(entry.row, "ncv_measured")
        inputs = [cell(TABLE, row_id, "ncv_measured", measured, fuel.ncv_unit)]
        place = (TABLE, row_id, "used_tce_factor")
        steps.add_row(place, entry.tce_factor, unit, "ncv_measured / 29.3076", inputs)
        return steps.input("tce_factor", row_name(*place))
    provenance = (fuel.provenance.source, fuel.provenance.state)
    return factor_input("tce_factor", entry.tce_factor, unit, f"fuels/{fuel.code}.tce", provenance)


def _co2(steps: StepList, entry: EnergyEntry, fuel: Fuel) -> None:
    if entry.co2 is None:
        return
    name = row_name(TABLE, entry.row_id, "net" if entry.by_net else "burnt")
    activity = steps.input("amount", name)
    place = (TABLE, entry.row_id, "co2")
    if entry.factor.value is None:  # nothing was burnt, so that no factor is needed
        steps.add_row(place, entry.co2, "t", "amount", [activity])
        return
    factor = _co2_factor(steps, entry, fuel, entry.factor.value)
    steps.add_row(place, entry.co2, "t", "amount * factor", [activity, factor])


def _co2_factor(steps: StepList, entry: EnergyEntry, fuel: Fuel, value: Decimal) -> Input:
    """The CO2 factor: typed, computed from components, or of a set."""
    factor, row_id, unit = entry.factor, entry.row_id, f"tCO2/{fuel.unit}"
    if factor.basis == "own":
        found = cell(TABLE, row_id, "co2_factor", value, unit)
        return Input("factor", value, unit, found.kind, found.reference)
    place = (TABLE, row_id, "used_factor")
    if factor.basis in ("components", "carbon_ar"):
        held = steps.account.library.chain(steps.account.settings.factor_set)[fuel.code]
        inputs = _components(entry, fuel, held)
        names = [item.name for item in inputs]
        formula = (
            f"{names[0]} * {names[1]} * 44 / 12"
            if factor.basis == "carbon_ar"
            else f"{names[0]} * {names[1]} / 1000 * {names[2]} * 44 / 12"
        )
        steps.add_row(place, value, unit, formula, inputs)
        return steps.input("factor", row_name(*place))
    if factor.basis == "held":
        steps.add_row(place, value, unit, "0", [])
        return steps.input("factor", row_name(*place))
    code = WRI_COAL if entry.by_net and fuel.code in COAL_CODES else fuel.code
    reference = f"{factor.factor_set}/{code}"
    return factor_input("factor", value, unit, reference, (factor.source, factor.state))


def _components(entry: EnergyEntry, fuel: Fuel, held: SetFactor) -> list[Input]:
    """Operands of a computed factor, in the order of its formula."""
    row, row_id = entry.row, entry.row_id
    ncv, carbon = components_of(row, held)
    parts = [
        ("ncv_measured", ncv, fuel.ncv_unit),
        ("carbon_content", carbon, "tC/TJ"),
        ("oxidation", number(row, "oxidation") or held.oxidation, ""),
    ]
    if entry.factor.basis == "carbon_ar":
        parts = [("carbon_ar", number(row, "carbon_ar"), "tC/t"), parts[2]]
    stored = (held.provenance.source, held.provenance.state)
    return [
        cell(TABLE, row_id, column, value, unit)
        if column in row
        else factor_input(column, value, unit, f"{held.factor_set}/{held.code}.{column}", stored)
        for column, value, unit in parts
    ]
