"""The answers of a demonstration park and year, in the shape of `fill` (interface.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import exact, round_to, to_text
from services.demonstration.activity import ParkActivity
from services.demonstration.energy_tables import Rows, energy_tables
from services.demonstration.identities import credit_code
from services.demonstration.material import Material
from services.demonstration.plan_tables import base_co2, peak_co2, plan_tables
from services.demonstration.profiles import LAST_YEAR, YEARS, ParkProfile
from services.demonstration.register import Firm, key_firms, make_firms, register_rows

Document = dict[str, object]

ENERGY_INTENSIVE = frozenset({"25", "26", "30", "31", "32", "44"})
"""Divisions that count as energy-intensive (fields.csv, energy_intensive_output)."""

_PRICE_BASE_YEAR = 2020
_LEADING = 3
_GJ_OF_POWER = Decimal("0.0036")
"""10^4 GJ in 10^4 kWh."""


@dataclass(frozen=True, slots=True)
class IndustryYear:
    """A division in a year; money in 10^8 yuan."""

    code: str
    output: Decimal
    value_added: Decimal
    energy_share: Decimal
    firms: int


def park_document(material: Material, profile: ParkProfile, year: int, seed: int) -> Document:
    """The complete answers of an invented park for one year.

    Args:
        material: data of the demonstration.
        profile: the park.
        year: one of `YEARS`.
        seed: the same seed gives the same answers on every machine.
    """
    with exact():
        activities = {item: ParkActivity(profile, item, material.nominal) for item in YEARS}
        firms = make_firms(activities[year], seed)
        industries = industries_of(profile, year)
        tables: dict[str, Rows] = {
            **energy_tables(activities[year], firms),
            **plan_tables(activities, year, firms, seed),
            "enterprises": [dict(row) for row in register_rows(activities[year], firms)],
            "industries": _industry_rows(activities[year], industries),
            "evidence": evidence_rows(material, profile, year),
        }
        if profile.areas:
            tables["boundary_areas"] = _areas(profile, year)
        return {
            "fields": {
                **_profile_fields(material, profile, year),
                **_industry_fields(material, industries),
                **_energy_fields(activities[year]),
                **_peak_fields(activities[LAST_YEAR]),
                **_firm_fields(firms),
            },
            "tables": tables,
            "marks": {code: {"self": str(level)} for code, level in self_levels(profile, year)},
            "status": {
                code: {"status": "no_data", "reason": reason}
                for code, reason in profile.no_data.items()
            },
            "quality": {"*": profile.quality},
            "confirmations": dict(material.common["confirmations"]),
        }


def worked_example_document(material: Material) -> Document:
    """The answers of the worked example (rubric.md 16), the park's own marks only."""
    example = material.worked_example
    return {
        "fields": example["fields"],
        "tables": example["tables"],
        "marks": {code: {"self": marks["self"]} for code, marks in example["marks"].items()},
        "status": example["status"],
        "quality": example["quality"],
        "confirmations": example["confirmations"],
    }


def self_levels(profile: ParkProfile, year: int) -> list[tuple[str, int]]:
    """The park's own marks: code of the indicator and level."""
    return [
        (code, levels[0] - lowered(profile, code, year)) for code, levels in profile.levels.items()
    ]


def lowered(profile: ParkProfile, code: str, year: int) -> int:
    """How many levels lower a graded indicator stood in a year than in the newest one."""
    return int(year < LAST_YEAR and code in profile.raised)


def industries_of(profile: ParkProfile, year: int) -> tuple[IndustryYear, ...]:
    """The divisions of a park in a year, largest output first."""
    found = [
        IndustryYear(
            code=item.code,
            output=item.output.at(year),
            value_added=round_to(item.output.at(year) * item.value_added_rate, 2),
            energy_share=item.energy_share,
            firms=item.firms,
        )
        for item in profile.industries
    ]
    return tuple(sorted(found, key=lambda item: (-item.output, item.code)))


def evidence_rows(material: Material, profile: ParkProfile, year: int) -> Rows:
    """The evidence list of a park and year."""
    rows: Rows = []
    for item in material.evidence:
        issued = item.get("year") or str(year + int(item["years_after"]))
        rows.append(
            {
                "evidence_id": item["id"],
                "title": item["title"],
                "doc_no": f"示例园区{profile.number}〔{issued}〕{item['id'][1:]}号（虚构）",
                "issuer": item["issuer"],
                "doc_date": f"{issued}-{item['day']}",
                "supports": item["supports"],
                "page_ref": "第1页",
                "kind": item["kind"],
            }
        )
    return rows


def _profile_fields(material: Material, profile: ParkProfile, year: int) -> dict[str, object]:
    return {
        **material.common["answers"],
        **profile.answers,
        **{code: to_text(trend.at(year)) for code, trend in profile.fields.items()},
        "park_code": profile.code,
        "park_name": profile.name,
        "park_uscc": credit_code("12", profile.number, 0),
        "park_approval_no": f"示例批〔2006〕{int(profile.number)}号（虚构）",
        "park_intro": profile.intro,
        "assessment_year": str(year),
        "price_base_year": str(_PRICE_BASE_YEAR),
        "site_visit_date": f"{year + 1}-03-24",
        "declaration_date": f"{year + 1}-03-30",
    }


def _industry_fields(material: Material, industries: Sequence[IndustryYear]) -> dict[str, object]:
    leading = industries[:_LEADING]
    value_added = _total(item.value_added for item in industries)
    intensive = (item.output for item in industries if item.code in ENERGY_INTENSIVE)
    return {
        "park_leading_industries": "；".join(material.industries[item.code] for item in leading),
        "park_leading_codes": "；".join(item.code for item in leading),
        "industrial_output": to_text(_total(item.output for item in industries)),
        "industrial_value_added": to_text(value_added),
        "industrial_value_added_constant": to_text(round_to(value_added * Decimal("0.982"), 2)),
        "top3_industry_output": to_text(_total(item.output for item in leading)),
        "energy_intensive_output": to_text(_total(intensive)),
    }


def _energy_fields(activity: ParkActivity) -> dict[str, object]:
    plant = activity.plant
    supplied = plant.power_out * _GJ_OF_POWER + plant.heat_out if plant else Decimal(0)
    bought = activity.amount("contract") + activity.amount("direct_green")
    fields: dict[str, object] = {
        "plant_energy_in": to_text(plant.fuel_input if plant else Decimal(0)),
        "plant_energy_out": to_text(round_to(supplied, 4)),
        "power_consumed": to_text(activity.power_consumed),
        "power_self_renewable": to_text(activity.amount("self_renewable")),
        "power_green_purchased": to_text(bought),
        "green_certificates": to_text(activity.amount("certificates")),
    }
    return fields if activity.profile.processes else {**fields, "no_process_confirmed": True}


def _peak_fields(newest: ParkActivity) -> dict[str, object]:
    return {"base_co2": to_text(base_co2(newest)), "peak_co2": to_text(peak_co2(newest))}


def _firm_fields(firms: Sequence[Firm]) -> dict[str, object]:
    covered = [firm for firm in firms if firm.in_market]
    return {
        "key_firms_total": str(key_firms(firms)),
        "covered_units": str(len(covered)),
        "compliant_units": str(sum(firm.reports for firm in covered)),
    }


def _industry_rows(activity: ParkActivity, industries: Sequence[IndustryYear]) -> Rows:
    energy, co2 = activity.industry_tce / 10000, activity.industry_net_co2 / 10000
    return [
        {
            "year": str(activity.year),
            "industry": item.code,
            "firms": str(item.firms),
            "output": to_text(item.output),
            "value_added": to_text(item.value_added),
            "energy_tce": to_text(round_to(energy * item.energy_share, 4)),
            "co2": to_text(round_to(co2 * item.energy_share, 4)),
            "energy_intensive": "yes" if item.code in ENERGY_INTENSIVE else "no",
        }
        for item in industries
    ]


def _areas(profile: ParkProfile, year: int) -> Rows:
    """The areas of a zone; together they are the approved area (X24)."""
    approved = profile.fields["area_approved"].at(year)
    part = approved // len(profile.areas)
    sizes = [part] * (len(profile.areas) - 1)
    sizes.append(approved - _total(sizes))
    return [
        {"area_name": name, "area_km2": to_text(size), "note": "示例街道（虚构）"}
        for name, size in zip(profile.areas, sizes, strict=True)
    ]


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
