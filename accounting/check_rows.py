"""Entries that contradict each other or are counted twice (carbon-accounting.md 9, 17).

CA-E04, CA-E05, CA-E07, CA-E42, CA-E44, and steam without a supply (section 7).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from accounting.account import Account
from accounting.findings import Finding, cell_rule, hard
from accounting.rows import ZERO, amount, number, rows_of_year, word
from questionnaire.answers import Row
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text

KEYED_TABLES = (
    "energy_carriers",
    "power_heat_balance",
    "process_activities",
    "enterprise_energy",
)
"""Tables whose rows must differ in their key. `enterprises`, `chp_plants`, `park_meters` have a
check of their own in the catalogue; several parcels of one sink are allowed."""

WORKS_GASES = ("coke_oven_gas", "blast_furnace_gas", "converter_gas")
_WASTE_FUELS = {"msw": "msw_incineration", "industrial_waste": "hazardous_incineration"}
_INCINERATION = frozenset({"msw_incineration", "hazardous_incineration", "sludge_incineration"})
_TOLERANCE = Decimal("0.99")


def row_findings(account: Account, catalogue: Catalogue, today: datetime.date) -> Iterator[Finding]:
    """All findings about rows of the accounting year.

    Args:
        account: the account of the year.
        catalogue: for the row keys.
        today: date of the check; actual data cannot be later.
    """
    yield from _future(account, today)
    yield from _duplicates(account, catalogue)
    yield from _parts(account)
    yield from _balance_parts(account)
    yield from _gases(account)
    yield from _waste(account)
    yield from _steam(account)
    yield from _missing_oxidation(account)


def _future(account: Account, today: datetime.date) -> Iterator[Finding]:
    if account.year <= today.year:
        return
    for table, rows in account.tables.items():
        for row_id in rows.rows:
            text = msg(
                "Actual data of {year} cannot exist yet ({today}); correct the year.",
                year=account.year,
                today=today.isoformat(),
            )
            yield hard("CA-E04", table, row_id, text)


def _duplicates(account: Account, catalogue: Catalogue) -> Iterator[Finding]:
    for table in KEYED_TABLES:
        shape = catalogue.tables.get(table)
        if shape is None:
            continue
        seen: set[tuple[object, ...]] = set()
        for row_id, row in _rows(account, table).items():
            key = tuple(row.get(column) or "" for column in shape.natural_key)
            if table == "enterprise_energy" and not row.get("enterprise_uscc"):
                continue
            if key in seen:
                text = msg("The same row occurs twice in the year; add them up or remove one.")
                yield hard("CA-E05", table, row_id, text)
            seen.add(key)


def _rows(account: Account, table: str) -> Mapping[str, Row]:
    known = account.tables.get(table) or rows_of_year(account.answers, table, account.year)
    return known.rows


def _parts(account: Account) -> Iterator[Finding]:
    for table in ("energy_carriers", "enterprise_energy"):
        for row_id, row in _rows(account, table).items():
            whole = number(row, "consumption")
            part = amount(row, "transformation_input") + amount(row, "non_energy")
            if whole is not None and part > whole:
                text = msg(
                    "Transformation input and non-energy use together ({part}) exceed the "
                    "consumption ({whole}); correct one of them.",
                    part=to_text(part),
                    whole=to_text(whole),
                )
                yield hard("CA-E07", table, row_id, text)


def _balance_parts(account: Account) -> Iterator[Finding]:
    made = ("generated_fossil", "generated_renewable", "generated_waste_heat")
    sold, supply = (
        _flow(account, "power_sold"),
        _flow(account, *made, "grid_bought", "direct_green"),
    )
    if sold > supply:
        yield _oversold(msg("power"), sold, supply, "10^4 kWh")
    sold, supply = _flow(account, "heat_sold"), _flow(account, "heat_generated", "heat_bought")
    if sold > supply:
        yield _oversold(msg("heat"), sold, supply, "GJ")
    for plant in account.plants.values():
        exports = [entry for entry in account.balance if entry.plant is plant]
        for flow, supplied in (("power_sold", plant.power), ("heat_sold", plant.heat)):
            quantities = [entry.quantity or ZERO for entry in exports if entry.flow == flow]
            part = sum(quantities, ZERO) * (10 if flow == "power_sold" else 1)
            if supplied is not None and part > supplied:
                text = msg(
                    "The plant sends out more ({part}) than it supplies ({whole}); correct one of "
                    "the two.",
                    part=to_text(part),
                    whole=to_text(supplied),
                )
                yield hard("CA-E07", "chp_plants", plant.row_id, text, "power_heat_balance")


def _flow(account: Account, *flows: str) -> Decimal:
    """Sum of the known quantities of some flows."""
    found = (entry.quantity or ZERO for entry in account.balance if entry.flow in flows)
    return sum(found, ZERO)


def _oversold(kind: Message, part: Decimal, whole: Decimal, unit: str) -> Finding:
    text = msg(
        "More {kind} is sent out ({part} {unit}) than generated and bought ({whole} {unit}); "
        "correct the balance.",
        kind=kind,
        part=to_text(part),
        whole=to_text(whole),
        unit=unit,
    )
    return hard("CA-E07", "power_heat_balance", "", text)


def _gases(account: Account) -> Iterator[Finding]:
    for code in WORKS_GASES:
        entries = [entry for entry in account.energy if entry.fuel and entry.fuel.code == code]
        net = sum((entry.net or ZERO for entry in entries), ZERO)
        if net > 0 and not _bought_outside(account, code):
            text = msg(
                "Net use of {gas} is {net} but no purchase is entered: enter the gas made inside "
                "as output or recovered, or the purchase as a row with origin outside in the "
                "energy table of the enterprises.",
                gas=account.library.fuels[code].label,
                net=to_text(net),
            )
            yield hard("CA-E42", "energy_carriers", entries[0].row_id, text, "enterprise_energy")


def _bought_outside(account: Account, code: str) -> bool:
    rows = rows_of_year(account.answers, "enterprise_energy", account.year).rows
    return any(
        row.get("carrier") == code
        and row.get("origin") == "outside"
        and amount(row, "consumption") > 0
        for row in rows.values()
    )


def _waste(account: Account) -> Iterator[Finding]:
    """Waste as fuel and as incineration by the same owner; without owner, of the same kind."""
    burnt = {
        (word(entry.row, "owner"), entry.fuel.code): entry
        for entry in account.energy
        if entry.fuel is not None and entry.fuel.code in _WASTE_FUELS and entry.consumption
    }
    for process in account.processes:
        if process.process is None or process.process.code not in _INCINERATION:
            continue
        owner, code = word(process.row, "enterprise_uscc"), process.process.code
        for (other, fuel), entry in burnt.items():
            if owner == other and (owner or _WASTE_FUELS[fuel] == code) and process.activity:
                text = msg(
                    "Waste of the same owner is entered as fuel and as incineration; enter each "
                    "tonne once, or name the owners of both rows."
                )
                yield hard("CA-E44", "energy_carriers", entry.row_id, text, "process_activities")


def _steam(account: Account) -> Iterator[Finding]:
    """Steam used by the tonne must be bought or come from a plant inside (section 7)."""
    used = [entry for entry in account.energy if entry.fuel and entry.fuel.code == "steam"]
    heat = sum((_heat_of(entry.net, account) for entry in used), ZERO)
    if heat <= 0:
        return
    supply = _flow(account, "heat_bought", "heat_generated")
    if supply == 0:
        supply = sum((plant.heat or ZERO for plant in account.plants.values()), ZERO)
    if supply < heat * _TOLERANCE:
        row_id = used[0].row_id
        text = msg(
            "Steam of {heat} GJ is used, but only {supply} GJ are bought or generated; enter it "
            "as heat bought in the balance table or name the plant inside.",
            heat=to_text(heat),
            supply=to_text(supply),
        )
        rule = cell_rule("energy_carriers", "carrier", row_id)
        yield hard(rule, "energy_carriers", row_id, text, "power_heat_balance", "chp_plants")


def _heat_of(tonnes: Decimal | None, account: Account) -> Decimal:
    return ZERO if tonnes is None else tonnes * account.library.fuels["steam"].ncv


def _missing_oxidation(account: Account) -> Iterator[Finding]:
    """Measured carbon of a fuel whose set has no oxidation: the factor cannot be computed."""
    for entry in account.energy:
        if entry.is_fuel and entry.factor.value is None and "carbon_ar" in entry.row:
            text = msg(
                "Measured carbon alone gives no CO2 factor, as no oxidation is known for this "
                "carrier; enter the oxidation as well."
            )
            rule = cell_rule("energy_carriers", "oxidation", entry.row_id)
            yield hard(rule, "energy_carriers", entry.row_id, text)
