"""The energy, process and sink tables of a demonstration park and year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from questionnaire.numbers import to_text
from services.demonstration.activity import CarrierRow, ParkActivity
from services.demonstration.register import Firm

Rows = list[dict[str, object]]

_QUARTERS = ("03", "06", "09", "12")


def energy_tables(activity: ParkActivity, firms: Sequence[Firm]) -> dict[str, Rows]:
    """Rows by table; tables without rows are left out."""
    tables = {
        "energy_carriers": [_carrier(activity, row) for row in activity.carriers],
        "power_heat_balance": _balance(activity),
        "chp_plants": _plants(activity),
        "process_activities": _processes(activity, firms),
        "sinks": _sinks(activity),
        "green_certificate_list": _certificates(activity, firms),
    }
    return {name: rows for name, rows in tables.items() if rows}


def _carrier(activity: ParkActivity, row: CarrierRow) -> dict[str, object]:
    cells: dict[str, object] = {
        "year": str(activity.year),
        "sector": row.sector,
        "carrier": row.carrier,
        "consumption": to_text(row.consumption),
        "transformation_input": to_text(row.input),
        "transformation_output": to_text(row.output),
        "recovered": "0",
        "non_energy": to_text(row.non_energy),
        "quality": activity.profile.quality,
        "evidence_id": "E04",
    }
    return {**cells, "owner": row.owner} if row.owner else cells


def _balance(activity: ParkActivity) -> Rows:
    plant = activity.plant.profile.name if activity.plant else ""
    grid, heat = {"supplier": "示例供电公司（虚构）"}, {"supplier": "示例热力公司（虚构）"}
    owned = {"plant_name": plant}
    flows: list[tuple[str, Decimal, dict[str, str]]] = [
        ("grid_bought", activity.grid_bought, grid),
        ("direct_green", activity.amount("direct_green"), {"supplier": "示例风电场（虚构）"}),
        ("generated_fossil", activity.power_made, owned),
        ("generated_renewable", activity.amount("self_renewable"), {}),
        ("power_sold", activity.power_sold, owned),
        ("power_loss", activity.power_loss, {}),
        ("heat_bought", activity.amount("heat_bought"), heat),
        ("heat_generated", activity.heat_made, owned),
        ("heat_sold", activity.heat_sold, owned),
        ("heat_loss", activity.heat_loss, {}),
    ]
    return [
        {
            "year": str(activity.year),
            "flow": flow,
            "quantity": to_text(quantity),
            **further,
            "evidence_id": "E41" if "plant_name" in further else "E05",
        }
        for flow, quantity, further in flows
        if quantity
    ]


def _plants(activity: ParkActivity) -> Rows:
    plant = activity.plant
    if plant is None:
        return []
    return [
        {
            "year": str(activity.year),
            "plant_name": plant.profile.name,
            "plant_type": plant.profile.type,
            "capacity": plant.profile.capacity,
            "fuel_input": to_text(plant.fuel_input),
            "fuel_main": plant.profile.fuel,
            "power_out": to_text(plant.power_out),
            "heat_out": to_text(plant.heat_out),
            "allocation": "energy",
            "evidence_id": "E41",
        }
    ]


def _processes(activity: ParkActivity, firms: Sequence[Firm]) -> Rows:
    return [
        {
            "year": str(activity.year),
            "process": item.code,
            "activity": to_text(item.activity.at(activity.year)),
            "enterprise_uscc": firms[item.enterprise].uscc,
            "evidence_id": "E42",
        }
        for item in activity.profile.processes
    ]


def _sinks(activity: ParkActivity) -> Rows:
    rows: Rows = []
    for item in activity.profile.sinks:
        cells: dict[str, object] = {
            "year": str(activity.year),
            "sink": item.code,
            "amount": to_text(item.amount),
            "accepted": "yes" if item.accepted else "no",
        }
        rows.append({**cells, "evidence_id": "E36"} if item.accepted else cells)
    return rows


def _certificates(activity: ParkActivity, firms: Sequence[Firm]) -> Rows:
    rows: Rows = []
    code = activity.profile.code
    buyers = [firm.name for firm in firms if firm.electricity] or [activity.profile.name]
    kinds = (("contract", "contract"), ("direct", "direct_green"), ("gec", "certificates"))
    for kind, name in kinds:
        for place, quantity in enumerate(_quarters(activity.amount(name))):
            rows.append(
                {
                    "kind": kind,
                    "certificate_no": f"{code}-{kind}-{activity.year}-{place + 1:02}",
                    "quantity": to_text(quantity),
                    "generation_month": f"{activity.year}-{_QUARTERS[place]}",
                    "cancelled": "yes",
                    "owner": buyers[place % len(buyers)],
                    "evidence_id": "E19" if kind == "gec" else "E18",
                }
            )
    return rows


def _quarters(amount: Decimal) -> list[Decimal]:
    """Four whole parts of an amount; none of nothing.

    >>> _quarters(Decimal(10))
    [Decimal('2'), Decimal('2'), Decimal('2'), Decimal('4')]
    """
    if not amount:
        return []
    part = amount // 4
    return [part, part, part, amount - 3 * part]
