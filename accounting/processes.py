"""Processes, waste and other gases (carbon-accounting.md 10, 11)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounting.factor_library import USER_SOURCE, USER_VALUE, FactorLibrary, Process
from accounting.findings import Finding, cell_rule, hard
from accounting.fuel_factors import Basis, Factor, own_factor
from accounting.inventory import InventorySettings
from accounting.rows import ZERO, TableRows, amount, number, times, word
from questionnaire.answers import Row
from questionnaire.messages import msg
from questionnaire.numbers import to_text

CLINKER = "cement_clinker"
CAO_CO2 = Decimal("0.785")
"""tCO2 per tonne of CaO from carbonate."""
MGO_CO2 = Decimal("1.092")
"""tCO2 per tonne of MgO from carbonate."""
WASTE = "msw_incineration"
WET_BASIS = ("PROV_2025", "msw")
"""Factor set and fuel of the factor for waste that is weighed wet."""
_NO_FACTOR = Factor(None, "none", "", "", "")


@dataclass(frozen=True, slots=True)
class ProcessEntry:
    """One row of `process_activities`.

    Attributes:
        process: None when the process is blank or unknown.
        factor: tonnes of gas per unit; basis `components` is the clinker analysis.
        produced: gas before recovery and destruction, t.
        warming: tCO2e/t of the gas in the chosen GWP set; 1 for CO2; None refuses the conversion.
        co2e: tCO2, or tCO2e of another gas; None when unknown.
        applied: False for a deduction without its carbon balance; it counts 0.
        biogenic: t, memo.
    """

    row_id: str
    row: Row
    process: Process | None
    activity: Decimal | None
    factor: Factor
    produced: Decimal | None
    warming: Decimal | None
    co2e: Decimal | None
    applied: bool
    biogenic: Decimal | None

    @property
    def gas(self) -> str:
        """Code of the gas; empty when the process is unknown."""
        return "" if self.process is None else self.process.gas


def measure_processes(
    table: TableRows, settings: InventorySettings, library: FactorLibrary
) -> tuple[ProcessEntry, ...]:
    """All rows of `process_activities` of the year, measured."""
    return tuple(
        _measure(row_id, row, settings.gwp_set, library) for row_id, row in table.rows.items()
    )


def _measure(row_id: str, row: Row, gwp_set: str, library: FactorLibrary) -> ProcessEntry:
    process = library.processes.get(word(row, "process"))
    activity = number(row, "activity")
    if process is None:
        return ProcessEntry(
            row_id, row, None, activity, _NO_FACTOR, None, None, None, applied=True, biogenic=None
        )
    factor = process_factor(process, row, library)
    produced = times(activity, factor.value)
    warming = library.gases[process.gas].warming.get(gwp_set)
    applied = factor.value is None or factor.value >= 0 or _has_balance(row)
    if process.gas == "CO2":
        warming = Decimal(1)
        co2e = produced if applied else ZERO
    else:
        co2e = times(_released(row, produced), warming)
    biogenic = ZERO if process.biogenic_co2 is None else times(activity, process.biogenic_co2)
    return ProcessEntry(
        row_id, row, process, activity, factor, produced, warming, co2e, applied, biogenic
    )


def _has_balance(row: Row) -> bool:
    """Whether a deduction has its carbon balance and the evidence of it."""
    return row.get("carbon_balance") == "yes" and bool(row.get("evidence_id"))


def _released(row: Row, produced: Decimal | None) -> Decimal | None:
    """Gas set free: what is left after recovery, less the destroyed share; None when refused."""
    recovered = amount(row, "recovered")
    if produced is None or recovered > produced:
        return None
    return (produced - recovered) * (1 - amount(row, "destroyed_share") / 100)


def process_factor(process: Process, row: Row, library: FactorLibrary) -> Factor:
    """Factor of a row: measured, by clinker analysis, confirmed wet basis, or the table's.

    Clinker: 0.785 ΔCaO + 1.092 ΔMgO; both must be given, else the factor is unknown.
    """
    own = number(row, "factor")
    if own is not None:
        return own_factor(own)
    if process.code == CLINKER and ("delta_cao" in row or "delta_mgo" in row):
        cao, mgo = number(row, "delta_cao"), number(row, "delta_mgo")
        if cao is None or mgo is None:
            return _NO_FACTOR
        value = CAO_CO2 * cao + MGO_CO2 * mgo
        return Factor(value, "components", "", USER_SOURCE, USER_VALUE, ("computed",))
    if process.code == WASTE and row.get("wet_basis") == "yes":
        name, code = WET_BASIS
        held = library.sets[name].factors[code]
        return Factor(held.co2, "stored", name, held.provenance.source, held.provenance.state)
    source = process.provenance
    basis: Basis = "none" if process.factor is None else "stored"
    return Factor(process.factor, basis, "processes", source.source, source.state)


def process_findings(entries: tuple[ProcessEntry, ...], gwp_set: str) -> list[Finding]:
    """CA-E07, CA-E43, half an analysis, and gases without a value in the GWP set."""
    return [finding for entry in entries for finding in _findings(entry, gwp_set)]


def _findings(entry: ProcessEntry, gwp_set: str) -> list[Finding]:
    found: list[Finding] = []
    table, row = "process_activities", entry.row
    if entry.gas != "CO2" and entry.produced is not None:
        recovered = amount(row, "recovered")
        if recovered > entry.produced:
            text = msg(
                "Recovered gas ({part} t) exceeds the gas produced ({whole} t); correct one of "
                "the two.",
                part=to_text(recovered),
                whole=to_text(entry.produced),
            )
            found.append(hard("CA-E07", table, entry.row_id, text))
    if not entry.applied:
        text = msg(
            "A deduction counts only with the carbon balance of the works and its evidence; attach "
            "both or remove the row."
        )
        found.append(hard("CA-E43", table, entry.row_id, text))
    if ("delta_cao" in row) != ("delta_mgo" in row) and entry.factor.value is None:
        missing = "delta_mgo" if "delta_cao" in row else "delta_cao"
        text = msg("The clinker analysis needs both CaO and MgO; fill in the other one.")
        found.append(hard(cell_rule(table, missing, entry.row_id), table, entry.row_id, text))
    if entry.process is not None and entry.warming is None:
        text = msg(
            "Set {gwp_set} has no value for {gas}; choose another GWP set.",
            gwp_set=gwp_set,
            gas=entry.gas,
        )
        found.append(hard("field:gwp_set", table, entry.row_id, text, "gwp_set"))
    return found
