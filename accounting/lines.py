"""Lines of the inventory: each activity with its factor and its tonnes (interface.md)."""

from __future__ import annotations

from dataclasses import replace

from accounting.account import Account
from accounting.energy import EnergyEntry
from accounting.factor_library import Fuel, Process, Sink
from accounting.findings import choice_label
from accounting.grid import excluding_market_factor
from accounting.instruments import TABLE, certified_rows
from accounting.inventory import InventoryLine
from accounting.power_heat import HEAT_FLOWS, BalanceEntry
from accounting.processes import ProcessEntry
from accounting.rows import ZERO, number, times, word
from accounting.sinks import SinkEntry
from questionnaire.answers import QUALITIES, Quality, Row
from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText

_SOLD = frozenset({"power_sold", "heat_sold"})
_LINE_FLOWS = _SOLD | {"grid_bought", "direct_green", "heat_bought"}
_INSTRUMENTS = LocalText("绿电绿证及抵消", "Green power, certificates and offsets")


def lines_of(account: Account, catalogue: Catalogue) -> tuple[InventoryLine, ...]:
    """All lines of an account, in the order of the form tables."""
    lines: list[InventoryLine] = []
    for energy in account.energy:
        fuel = energy.fuel
        if energy.is_fuel:
            lines.append(_fuel_line(energy, catalogue))
        if fuel is not None and fuel.biogenic_co2 is not None:
            lines.append(_biogenic_line(energy, fuel, catalogue))
    letter = table_quality(account, "power_heat_balance")
    lines += [
        _balance_line(entry, catalogue, letter)
        for entry in account.balance
        if entry.flow in _LINE_FLOWS
    ]
    letter = table_quality(account, "process_activities")
    for process in account.processes:
        if process.process is not None:
            lines += _process_lines(process, process.process, letter)
    letter = table_quality(account, "sinks")
    lines += [_sink_line(sink, sink.sink, letter) for sink in account.sinks if sink.sink]
    if account.certified != ZERO:
        lines.append(_instrument_line(account))
    return tuple(lines)


def table_quality(account: Account, table: str) -> Quality:
    """Quality letter of a whole table; unmarked counts as C (rubric.md 9)."""
    answer = account.answers.answers.get(table)
    return "C" if answer is None or answer.quality is None else answer.quality


def row_quality(row: Row) -> Quality:
    """Quality letter of a row; unmarked counts as C.

    >>> row_quality({"quality": "A"}), row_quality({})
    ('A', 'C')
    """
    return next((letter for letter in QUALITIES if letter == row.get("quality")), "C")


def _energy_source(entry: EnergyEntry) -> str:
    owner = word(entry.row, "owner")
    code = "" if entry.fuel is None else entry.fuel.code
    return f"{entry.sector}/{code}/{owner}" if owner else f"{entry.sector}/{code}"


def _energy_label(entry: EnergyEntry, catalogue: Catalogue) -> LocalText:
    fuel = LocalText("") if entry.fuel is None else entry.fuel.label
    sector = choice_label(catalogue, "energy_carriers", "sector", entry.sector)
    owner = word(entry.row, "owner")
    tail = f" {owner}" if owner else ""
    return LocalText(f"{fuel.zh}（{sector.zh}）{tail}", f"{fuel.en} ({sector.en}){tail}")


def _fuel_line(entry: EnergyEntry, catalogue: Catalogue) -> InventoryLine:
    factor = entry.factor
    unit = "" if entry.fuel is None else entry.fuel.unit
    return InventoryLine(
        source=_energy_source(entry),
        label=_energy_label(entry, catalogue),
        scope="scope1",
        gas="CO2",
        category=entry.category,
        activity=entry.activity,
        unit=unit,
        factor=factor.value,
        factor_unit=f"tCO2/{unit}",
        factor_source=factor.source,
        factor_set=factor.factor_set,
        state=factor.state,
        co2_t=entry.co2,
        rows=(f"energy_carriers[{entry.row_id}]",),
        flags=factor.flags,
        quality=row_quality(entry.row),
    )


def _biogenic_line(entry: EnergyEntry, fuel: Fuel, catalogue: Catalogue) -> InventoryLine:
    return InventoryLine(
        source=_energy_source(entry),
        label=_energy_label(entry, catalogue),
        scope="biogenic",
        gas="CO2",
        category=fuel.category,
        activity=entry.burnt,
        unit=fuel.unit,
        factor=fuel.biogenic_co2,
        factor_unit=f"tCO2/{fuel.unit}",
        factor_source=fuel.provenance.source,
        factor_set="DEFAULT",
        state=fuel.provenance.state,
        co2_t=times(entry.burnt, fuel.biogenic_co2),
        rows=(f"energy_carriers[{entry.row_id}]",),
        quality=row_quality(entry.row),
    )


def _balance_line(entry: BalanceEntry, catalogue: Catalogue, letter: Quality) -> InventoryLine:
    sold, heat = entry.flow in _SOLD, entry.flow in HEAT_FLOWS
    factor = entry.factor
    activity = number(entry.row, "mass") if entry.by_tonne else entry.quantity
    if not heat and activity is not None:
        activity *= 10
    unit = "MWh" if not heat else "t" if entry.by_tonne else "GJ"
    plant = word(entry.row, "plant_name") if sold else ""
    label = choice_label(catalogue, "power_heat_balance", "flow", entry.flow)
    return InventoryLine(
        source=f"{entry.flow}/{plant}" if plant else entry.flow,
        label=label,
        scope="export" if sold else "scope2",
        gas="CO2",
        category="heat" if heat else "electricity",
        activity=activity,
        unit=unit,
        factor=factor.value,
        factor_unit=f"tCO2/{unit}",
        factor_source=factor.source,
        factor_set=factor.factor_set,
        state=factor.state,
        co2_t=-entry.co2 if sold and entry.co2 is not None else entry.co2,
        rows=(f"power_heat_balance[{entry.row_id}]",),
        flags=factor.flags,
        quality=letter,
    )


def _process_lines(entry: ProcessEntry, process: Process, letter: Quality) -> list[InventoryLine]:
    """The line of a process, and that of its biogenic CO2 if it has any."""
    factor = entry.factor
    line = InventoryLine(
        source=process.code,
        label=process.label,
        scope="process" if entry.gas == "CO2" else "non_co2",
        gas=entry.gas,
        category="process",
        activity=entry.activity,
        unit=process.activity_unit,
        factor=factor.value,
        factor_unit=process.factor_unit,
        factor_source=factor.source,
        factor_set=factor.factor_set,
        state=factor.state,
        co2_t=entry.co2e,
        rows=(f"process_activities[{entry.row_id}]",),
        flags=factor.flags if entry.applied else (*factor.flags, "not accepted"),
        quality=letter,
    )
    if process.biogenic_co2 is None:
        return [line]
    biogenic = replace(
        line,
        scope="biogenic",
        factor=process.biogenic_co2,
        factor_unit=f"tCO2/{process.activity_unit}",
        factor_source=process.provenance.source,
        factor_set="processes",
        state=process.provenance.state,
        co2_t=entry.biogenic,
        flags=(),
    )
    return [line, biogenic]


def _sink_line(entry: SinkEntry, sink: Sink, letter: Quality) -> InventoryLine:
    factor = entry.factor
    return InventoryLine(
        source=sink.code,
        label=sink.label,
        scope="removal",
        gas="CO2",
        category="sink",
        activity=entry.amount,
        unit=sink.amount_unit,
        factor=factor.value,
        factor_unit=sink.unit,
        factor_source=factor.source,
        factor_set=factor.factor_set,
        state=factor.state,
        co2_t=entry.removal,
        rows=(f"sinks[{entry.row_id}]",),
        flags=factor.flags if entry.counts else (*factor.flags, "not accepted"),
        quality=letter,
    )


def _instrument_line(account: Account) -> InventoryLine:
    """Certified green power: what it avoids, with the residual factor that the memo takes."""
    power = account.certified
    row = excluding_market_factor(account.settings, account.library, account.year)
    return InventoryLine(
        source="instruments",
        label=_INSTRUMENTS,
        scope="instrument",
        gas="CO2",
        category="instrument",
        activity=None if power is None else power * 10,
        unit="MWh",
        factor=None if row is None else row.value,
        factor_unit="tCO2/MWh",
        factor_source="" if row is None else row.provenance.source,
        factor_set="" if row is None else f"{row.region}/{row.year}/{row.kind}",
        state="to check" if row is None else row.provenance.state,
        co2_t=account.instruments,
        rows=tuple(
            f"{TABLE}[{row_id}]" for row_id in certified_rows(account.answers, account.year)
        ),
        quality=table_quality(account, TABLE),
    )
