"""Sums over measured entries, term by term, so that each can be followed to its rows.

Source: derived_values.csv; carbon-accounting.md 16 for what is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from accounting.energy import EnergyEntry
from accounting.factor_library import COAL_CODES, FactorLibrary
from accounting.power_heat import BalanceEntry
from accounting.processes import ProcessEntry
from accounting.rows import TableRows, amount, times, total
from accounting.sinks import SinkEntry
from questionnaire.answers import AnswerSet, State

Term: TypeAlias = tuple[str, str, str, Decimal | None]
"""Part of a sum: table, row id, attribute of the row's entry, value."""

INDUSTRY = "industry_above"
POWER_CODES = frozenset({"electricity", "self_pv_wind"})
CARRIERS = ("coal", "oil", "gas", "electricity", "heat", "renewable", "other")

ENERGY_SUMS = (
    "energy_tce",
    "industry_tce",
    "coal_tonnes",
    "coal_tce",
    "industry_coal_tce",
    *(f"carrier_tce_{name}" for name in CARRIERS),
    "final_tce",
    "final_electricity_tce",
    "non_energy_tce",
    "scope1_energy_co2",
    *(f"carrier_co2_{name}" for name in ("coal", "oil", "gas", "other")),
    "industry_scope1_co2",
    "burnt_biogenic_co2",
    "electricity_used",
    "industry_electricity_used",
    "heat_used",
    "industry_heat_used",
    "power_net",
    "own_renewable_power",
)
BALANCE_SUMS = (
    "scope2_power_co2",
    "scope2_heat_co2",
    "export_power_co2",
    "export_heat_co2",
    "power_loss_tce",
    "heat_loss_tce",
    "grid_bought",
    "direct_green",
)
PROCESS_SUMS = ("process_co2", "non_co2_co2e", "process_biogenic_co2")
SINK_SUMS = ("removals",)

_FLOW_SUMS = {
    "grid_bought": "scope2_power_co2",
    "heat_bought": "scope2_heat_co2",
    "power_sold": "export_power_co2",
    "heat_sold": "export_heat_co2",
}
_LOSS_SUMS = {
    "power_loss": ("power_loss_tce", "electricity"),
    "heat_loss": ("heat_loss_tce", "heat"),
}


@dataclass(frozen=True, slots=True)
class Entries:
    """Measured entries of the tables that are summed."""

    energy: tuple[EnergyEntry, ...]
    balance: tuple[BalanceEntry, ...]
    processes: tuple[ProcessEntry, ...]
    sinks: tuple[SinkEntry, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Named sums; a name without terms sums to 0, a name in `unknown` to None."""

    terms: Mapping[str, list[Term]]
    unknown: frozenset[str]

    def value(self, name: str) -> Decimal | None:
        """The sum of the terms in their order; None when it cannot be known."""
        if name in self.unknown:
            return None
        return total(term[3] for term in self.terms.get(name, ()))


class _Terms:
    """Terms by name of their sum."""

    def __init__(self) -> None:
        self.found: dict[str, list[Term]] = {}

    def add(self, names: Iterable[str], term: Term) -> None:
        for name in names:
            self.found.setdefault(name, []).append(term)


def sum_entries(
    entries: Entries,
    tables: Mapping[str, TableRows],
    answers: AnswerSet,
    library: FactorLibrary,
) -> Sums:
    """All sums of a year.

    An absent table makes its sums unknown, unless it is declared 不适用; an absent process table is
    complete only when no process is confirmed, an absent sink table is 0 unless it is 暂无数据.
    """
    terms = _Terms()
    for energy in entries.energy:
        _add_energy(terms, energy)
    for balance in entries.balance:
        _add_balance(terms, balance, library)
    for process in entries.processes:
        _add_process(terms, process)
    for sink in entries.sinks:
        terms.add(SINK_SUMS, ("sinks", sink.row_id, "removal", sink.removal))
    return Sums(terms.found, _unknown(tables, answers))


def _unknown(tables: Mapping[str, TableRows], answers: AnswerSet) -> frozenset[str]:
    names: tuple[str, ...] = ()
    if tables["energy_carriers"].presence == "unknown":
        names += ENERGY_SUMS
    if tables["power_heat_balance"].presence == "unknown":
        names += BALANCE_SUMS
    if tables["process_activities"].presence == "unknown" and not no_process(answers):
        names += PROCESS_SUMS
    if tables["sinks"].presence == "unknown" and answers.state("sinks") is State.NO_DATA:
        names += SINK_SUMS
    return frozenset(names)


def no_process(answers: AnswerSet) -> bool:
    """Whether the park confirms that there are no process emissions."""
    return answers.value("no_process_confirmed") is True


def _add_energy(terms: _Terms, entry: EnergyEntry) -> None:
    fuel, row_id = entry.fuel, entry.row_id
    table = "energy_carriers"
    if fuel is None:
        terms.add(ENERGY_SUMS, (table, row_id, "carrier", None))
        return
    category, code = fuel.category, fuel.code
    industry, sector_known = entry.sector == INDUSTRY, entry.sector != ""
    if code != "waste_heat":
        names = ["energy_tce", f"carrier_tce_{category}"]
        if code in COAL_CODES:
            names.append("coal_tce")
            terms.add(("coal_tonnes",), (table, row_id, "net", entry.net))
        _add_by_sector(terms, names, (table, row_id, "tce", entry.tce), entry)
        _add_final(terms, entry)
    if entry.is_fuel:
        co2 = (table, row_id, "co2", entry.co2)
        terms.add(("scope1_energy_co2", f"carrier_co2_{category}"), co2)
        if industry or not sector_known:
            value = entry.co2 if sector_known else None
            terms.add(("industry_scope1_co2",), (table, row_id, "co2", value))
    if fuel.biogenic_co2 is not None:
        biogenic = times(entry.burnt, fuel.biogenic_co2)
        terms.add(("burnt_biogenic_co2",), (table, row_id, "biogenic", biogenic))
    if category in ("electricity", "heat") or code in POWER_CODES:
        _add_use(terms, entry)


def _add_by_sector(terms: _Terms, names: list[str], term: Term, entry: EnergyEntry) -> None:
    """Coal equivalent of a row, in the park's sums and in those of 规上工业."""
    terms.add(names, term)
    if entry.sector not in (INDUSTRY, ""):
        return
    industry = ["industry_tce"]
    if "coal_tce" in names:
        industry.append("industry_coal_tce")
    value = term[3] if entry.sector else None
    terms.add(industry, (*term[:3], value))


def _add_final(terms: _Terms, entry: EnergyEntry) -> None:
    """End use, its electricity, and feedstock in tce."""
    row, table, row_id = entry.row, "energy_carriers", entry.row_id
    if entry.consumption is None or entry.fuel is None:
        terms.add(("final_tce",), (table, row_id, "final_tce", None))
        if entry.fuel is not None and entry.fuel.code in POWER_CODES:
            terms.add(("final_electricity_tce",), (table, row_id, "end_use_tce", None))
        return
    used, feed = entry.consumption - amount(row, "transformation_input"), amount(row, "non_energy")
    final = (used - feed) * entry.tce_factor
    terms.add(("final_tce",), (table, row_id, "final_tce", final))
    if entry.fuel.code in POWER_CODES:
        end_use = used * entry.tce_factor
        terms.add(("final_electricity_tce",), (table, row_id, "end_use_tce", end_use))
    if feed:
        term = (table, row_id, "non_energy_tce", feed * entry.tce_factor)
        terms.add(("non_energy_tce",), term)


def _add_use(terms: _Terms, entry: EnergyEntry) -> None:
    """Consumption of electricity [万kWh] and of heat with steam [GJ], and net power."""
    fuel, table, row_id = entry.fuel, "energy_carriers", entry.row_id
    if fuel is None:
        return
    if fuel.code in POWER_CODES:
        terms.add(("power_net",), (table, row_id, "net", entry.net))
    if fuel.code == "self_pv_wind":
        terms.add(("own_renewable_power",), (table, row_id, "consumption", entry.consumption))
        return
    used, attribute = entry.consumption, "consumption"
    if fuel.code == "steam":
        used, attribute = times(used, fuel.ncv), "steam_heat"
    kind = "electricity" if fuel.category == "electricity" else "heat"
    terms.add((f"{kind}_used",), (table, row_id, attribute, used))
    if entry.sector in (INDUSTRY, ""):
        value = used if entry.sector else None
        terms.add((f"industry_{kind}_used",), (table, row_id, attribute, value))


def _add_balance(terms: _Terms, entry: BalanceEntry, library: FactorLibrary) -> None:
    table, row_id, flow = "power_heat_balance", entry.row_id, entry.flow
    if flow == "":
        terms.add(BALANCE_SUMS, (table, row_id, "flow", None))
    elif flow in _FLOW_SUMS:
        terms.add((_FLOW_SUMS[flow],), (table, row_id, "co2", entry.co2))
    elif flow in _LOSS_SUMS:
        name, code = _LOSS_SUMS[flow]
        lost = times(entry.quantity, library.fuels[code].tce)
        terms.add((name,), (table, row_id, "tce", lost))
    if flow in ("grid_bought", "direct_green"):
        terms.add((flow,), (table, row_id, "quantity", entry.quantity))


def _add_process(terms: _Terms, entry: ProcessEntry) -> None:
    table, row_id = "process_activities", entry.row_id
    if entry.process is None:
        terms.add(PROCESS_SUMS, (table, row_id, "process", None))
        return
    name = "process_co2" if entry.gas == "CO2" else "non_co2_co2e"
    terms.add((name,), (table, row_id, "co2e", entry.co2e))
    if entry.process.biogenic_co2 is not None:
        terms.add(("process_biogenic_co2",), (table, row_id, "biogenic", entry.biogenic))
