"""How every value of an inventory came about, down to cells and factors (questionnaire/trace.py).

The formula of a step, evaluated over its operands, gives exactly its value.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from decimal import Decimal

from accounting.account import Account, take_account
from accounting.explain_balance import explain_balance, explain_plants
from accounting.explain_energy import explain_energy
from accounting.explain_other import explain_processes, explain_sinks
from accounting.factor_library import FactorLibrary
from accounting.grid import equivalent_factor, excluding_market_factor
from accounting.instruments import TABLE as CERTIFICATES
from accounting.instruments import certified_rows
from accounting.inventory import InventorySettings
from accounting.ledger import CO2_COLUMNS, LARGEST, own_co2, rows_in_boundary
from accounting.ledger import TABLE as LEDGER
from accounting.rows import ZERO, number, rows_of_year
from accounting.step_list import StepList, cell, factor_input, row_name
from accounting.sums import CARRIERS
from accounting.totals import (
    CONTROL_BASE_YEAR,
    Values,
    added_renewable,
    base_renewable,
    renewable_power,
    share_of,
    totals_of,
)
from questionnaire.answers import AnswerSet, History, Row
from questionnaire.catalogue import Catalogue
from questionnaire.numbers import exact
from questionnaire.trace import Input, Step

_SUM_VALUES = (
    "industry_tce",
    "coal_tonnes",
    "coal_tce",
    "industry_coal_tce",
    *(f"carrier_tce_{name}" for name in CARRIERS if name != "coal"),
    "final_tce",
    "final_electricity_tce",
    "process_co2",
    "scope1_energy_co2",
    "scope2_power_co2",
    "scope2_heat_co2",
    *(f"carrier_co2_{name}" for name in ("coal", "oil", "gas", "other")),
    "non_co2_co2e",
    "removals",
)
"""Values that are sums themselves."""

_PLAIN_SUMS = (
    "energy_tce",
    "power_loss_tce",
    "heat_loss_tce",
    "non_energy_tce",
    "power_net",
    "export_power_co2",
    "export_heat_co2",
    "burnt_biogenic_co2",
    "process_biogenic_co2",
    "industry_scope1_co2",
    "electricity_used",
    "industry_electricity_used",
    "heat_used",
    "industry_heat_used",
    "grid_bought",
    "direct_green",
    "own_renewable_power",
)
"""Sums that other values rest on."""

COMBINED = (
    ("total_tce", "sum.energy_tce + sum.power_loss_tce + sum.heat_loss_tce"),
    ("scope1_co2", "scope1_energy_co2 + process_co2"),
    ("scope2_co2", "scope2_power_co2 + scope2_heat_co2"),
    ("export_co2", "sum.export_power_co2 + sum.export_heat_co2"),
    ("territorial_co2", "scope1_co2 + scope2_co2"),
    ("net_co2", "territorial_co2 - export_co2"),
    ("net_co2_energy", "scope1_energy_co2 + scope2_co2 - export_co2"),
    ("carrier_co2_electricity", "scope2_power_co2 - sum.export_power_co2"),
    ("carrier_co2_heat", "scope2_heat_co2 - sum.export_heat_co2"),
    ("biogenic_co2", "sum.burnt_biogenic_co2 + sum.process_biogenic_co2"),
    (
        "industry_co2_energy",
        "sum.industry_scope1_co2 + scope2_power_co2 * electricity_share"
        " + scope2_heat_co2 * heat_share - export_co2",
    ),
    ("code_co2", "industry_co2_energy - removals"),
    (
        "balance_co2e",
        "territorial_co2 + non_co2_co2e - export_co2 - removals - instruments_co2",
    ),
)
"""Values computed from other numbers: names of values, and of `NUMBERS` in `step_labels`."""
_PLAIN_NAMES = ("electricity_share", "heat_share")


def explain_inventory(
    catalogue: Catalogue,
    history: History,
    year: int,
    settings: InventorySettings,
    library: FactorLibrary,
) -> tuple[Step, ...]:
    """Steps of every value of `compute_inventory(...)` that is not None, inputs before results.

    Args:
        catalogue: labels, units and sources.
        history: answer sets by year.
        year: accounting year.
        settings: as given to `compute_inventory`.
        library: factor tables.
    """
    with exact():
        account = take_account(history, year, settings, library)
        values = totals_of(account, history)
        steps = StepList(account, catalogue)
        explain_energy(steps)
        explain_plants(steps)
        explain_balance(steps)
        explain_processes(steps)
        explain_sinks(steps)
        _sums(steps, values)
        _shares(steps)
        _instruments(steps)
        for name, formula in COMBINED:
            _combined(steps, values, name, formula)
        _equivalent(steps, values)
        _control(steps, values, history)
        _ledger(steps, values)
        return steps.steps()


def _sums(steps: StepList, values: Values) -> None:
    sums = steps.account.sums
    named = [(f"inventory.{name}", name) for name in _SUM_VALUES]
    named.append(("inventory.coal_products_tce", "carrier_tce_coal"))
    named += [(f"sum.{name}", name) for name in _PLAIN_SUMS]
    for step, name in named:
        value = values[step] if step in values else sums.value(name)
        if value is not None:
            terms = [_term(steps, *term) for term in sums.terms.get(name, ())]
            steps.add_sum(step, value, terms)


def _term(steps: StepList, table: str, row_id: str, attribute: str, value: Decimal | None) -> Input:
    """A term of a sum: the step of its row, or the cell itself."""
    name = row_name(table, row_id, attribute)
    if steps.has(name):
        return steps.input("term", name)
    return Input("term", value, "", "cell", name)


def _combined(steps: StepList, values: Values, name: str, formula: str) -> None:
    """A value from other numbers; left out when it is unknown."""
    value = values[f"inventory.{name}"]
    if value is None:
        return
    inputs: list[Input] = []
    for operand in dict.fromkeys(_operands(formula)):
        plain = operand in _PLAIN_NAMES or operand.startswith("sum.")
        step = operand if plain else f"inventory.{operand}"
        inputs.append(steps.input(operand.removeprefix("sum."), step))
    steps.add(f"inventory.{name}", value, formula.replace("sum.", ""), inputs)


def _operands(formula: str) -> Iterable[str]:
    return (word for word in formula.split() if word not in ("+", "-", "*"))


def _shares(steps: StepList) -> None:
    """Shares of industry in electricity and heat; 1 when nothing is used."""
    value = steps.account.sums.value
    for kind in ("electricity", "heat"):
        part, whole = value(f"industry_{kind}_used"), value(f"{kind}_used")
        share = share_of(part, whole)
        if share is None:
            continue
        if whole == ZERO:
            steps.add(f"{kind}_share", share, "1", [])
            continue
        inputs = [
            steps.input("industry", f"sum.industry_{kind}_used"),
            steps.input("park", f"sum.{kind}_used"),
        ]
        steps.add(f"{kind}_share", share, "industry / park", inputs)


def _certified(answers: AnswerSet, year: int, prefix: str = "") -> list[Input]:
    return [
        Input(
            "quantity",
            number(row, "quantity"),
            "10^4 kWh",
            "cell",
            f"{prefix}{CERTIFICATES}[{row_id}].quantity",
        )
        for row_id, row in certified_rows(answers, year).items()
    ]


def _instruments(steps: StepList) -> None:
    account, value = steps.account, steps.account.instruments
    if account.certified is not None:
        terms = _certified(account.answers, account.year)
        steps.add_sum("sum.certified", account.certified, terms)
    residual = excluding_market_factor(account.settings, account.library, account.year)
    if value is None:
        return
    if account.certified == ZERO or account.factor is None or residual is None:
        steps.add("inventory.instruments_co2", value, "0", [])
        return
    grid = account.factor
    key = f"{grid.region}/{grid.data_year or ''}/{grid.kind}"
    other = f"{residual.region}/{residual.year}/{residual.kind}"
    provenance = (residual.provenance.source, residual.provenance.state)
    inputs = [
        steps.input("bought", "sum.grid_bought"),
        steps.input("certified", "sum.certified"),
        factor_input("grid", grid.value, "tCO2/MWh", key, (grid.source, grid.state)),
        factor_input("residual", residual.value, "tCO2/MWh", other, provenance),
    ]
    formula = (
        "min(max(0, bought * 10 * grid - max(0, bought * 10 - certified * 10) * residual), "
        "certified * 10 * grid)"
    )
    steps.add("inventory.instruments_co2", value, formula, inputs)


def _power_tce(account: Account) -> Input:
    fuel = account.library.fuels["electricity"]
    provenance = (fuel.provenance.source, fuel.provenance.state)
    return factor_input("tce_factor", fuel.tce, "tce/10^4 kWh", "fuels/electricity.tce", provenance)


def _equivalent(steps: StepList, values: Values) -> None:
    account = steps.account
    value = values["inventory.total_tce_equivalent"]
    if value is None:
        return
    coefficient, year = equivalent_factor(account.settings, account.library, account.year)
    if year is None:
        used = Input("coefficient", coefficient, "kgce/kWh", "field", "electricity_equivalent")
    else:
        row = account.library.equivalents[year].provenance
        reference = f"electricity_equivalent/{year}"
        provenance = (row.source, row.state)
        used = factor_input("coefficient", coefficient, "kgce/kWh", reference, provenance)
    inputs = [
        steps.input("total_tce", "inventory.total_tce"),
        steps.input("power", "sum.power_net"),
        used,
        _power_tce(account),
    ]
    formula = "total_tce + power * (coefficient * 10 - tce_factor)"
    steps.add("inventory.total_tce_equivalent", value, formula, inputs)


def _control(steps: StepList, values: Values, history: History) -> None:
    account, value = steps.account, values["inventory.control_tce"]
    now = renewable_power(account)
    if value is None or now is None:
        return
    names = ("sum.own_renewable_power", "sum.direct_green", "sum.certified")
    inputs = [steps.input(f"part_{count}", name) for count, name in enumerate(names, start=1)]
    steps.add("renewable_power", now, "part_1 + part_2 + part_3", inputs)
    added = added_renewable(account, history, now)
    base = history.get(CONTROL_BASE_YEAR)
    if now == 0 or account.year == CONTROL_BASE_YEAR or base is None:
        steps.add("renewable_power_added", added, "0", [])
    else:
        steps.add_sum("renewable_power_2020", base_renewable(base), _base_cells(base))
        inputs = [
            steps.input("now", "renewable_power"),
            steps.input("base", "renewable_power_2020"),
        ]
        steps.add("renewable_power_added", added, "max(0, now - base)", inputs)
    inputs = [
        steps.input("total_tce", "inventory.total_tce"),
        steps.input("feedstock", "sum.non_energy_tce"),
        steps.input("added", "renewable_power_added"),
        _power_tce(account),
    ]
    formula = "total_tce - feedstock - added * tce_factor"
    steps.add("inventory.control_tce", value, formula, inputs)


def _base_cells(base: AnswerSet) -> list[Input]:
    """Cells of 2020; their references start with the year."""
    year, prefix = CONTROL_BASE_YEAR, f"{CONTROL_BASE_YEAR}/"
    cells = [
        Input(
            "quantity",
            number(row, column),
            "10^4 kWh",
            "cell",
            f"{prefix}{table}[{row_id}].{column}",
        )
        for table, key, code, column in (
            ("energy_carriers", "carrier", "self_pv_wind", "consumption"),
            ("power_heat_balance", "flow", "direct_green", "quantity"),
        )
        for row_id, row in rows_of_year(base, table, year).rows.items()
        if row.get(key) == code
    ]
    return cells + _certified(base, year, prefix)


def _ledger(steps: StepList, values: Values) -> None:
    rows = rows_in_boundary(steps.account.answers, steps.account.year)
    reported = {
        row_id: row
        for row_id, row in rows.items()
        if row.get("report_status") in ("verified", "self_reported")
    }
    monitored = {i: row for i, row in rows.items() if row.get("dynamic_control") == "yes"}
    for name, chosen, columns in (
        ("enterprises.co2_reported", reported, CO2_COLUMNS),
        ("enterprises.co2_monitored", monitored, CO2_COLUMNS),
        ("enterprises.energy_sum", rows, ("energy_tce",)),
    ):
        value = values[name]
        if value is not None:
            steps.add_sum(name, value, _ledger_cells(chosen.items(), columns))
    _top10(steps, values, list(rows.items()))


def _ledger_cells(rows: Iterable[tuple[str, Row]], columns: tuple[str, ...]) -> list[Input]:
    return [
        cell(LEDGER, row_id, column, number(row, column), "tce" if column == "energy_tce" else "t")
        for row_id, row in rows
        for column in columns
        if column in row
    ]


def _top10(steps: StepList, values: Values, rows: list[tuple[str, Row]]) -> None:
    value, top10 = values["enterprises.top10_share"], steps.account.ledger.top10_co2
    if value is None or top10 is None:
        return
    largest = heapq.nlargest(LARGEST, rows, key=lambda item: own_co2(item[1]) or ZERO)
    steps.add_sum("sum.top10_co2", top10, _ledger_cells(largest, CO2_COLUMNS))
    inputs = [
        steps.input("largest", "sum.top10_co2"),
        steps.input("territorial_co2", "inventory.territorial_co2"),
    ]
    formula = "largest / territorial_co2 * 100"
    steps.add("enterprises.top10_share", value, formula, inputs)
