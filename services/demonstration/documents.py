"""The answers of a demonstration park by year, in the shape of `fill` (interface.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import exact, round_to, to_text
from services.demonstration.activity import ParkActivity
from services.demonstration.energy_tables import Rows, energy_tables
from services.demonstration.identities import credit_code
from services.demonstration.machine import row_id
from services.demonstration.material import Material
from services.demonstration.plan_tables import base_co2, peak_co2, plan_tables, target_fields
from services.demonstration.profiles import BASE_YEAR, YEARS, ParkProfile
from services.demonstration.province import ENERGY_INTENSIVE
from services.demonstration.register import Firm, key_firms, make_firms, register_rows

Document = dict[str, object]

FIRST_PUBLISHED_GRID_YEAR = 2021
"""The years before have no published factor and need a choice (carbon-accounting.md 6.1)."""

CHOSEN_GRID_YEAR = 2018
"""Data year of the factor 0.6829 that the parks choose for the years before."""

_PRICE_BASE_YEAR = 2015
_PEAK_INPUTS = 5
_LEADING = 3
_NOTABLE = Decimal("0.3")
_GJ_OF_POWER = Decimal("0.0036")
"""10^4 GJ in 10^4 kWh."""

_OWN_YEARS = frozenset({"peak_plan", "pollutants"})
"""Tables whose rows are of other years than the answers."""


@dataclass(frozen=True, slots=True)
class IndustryYear:
    """A division in a year; money in 10^8 yuan."""

    code: str
    output: Decimal
    value_added: Decimal
    energy_share: Decimal
    firms: int


@dataclass(frozen=True, slots=True)
class ParkRecord:
    """What a park did in all years: the source of its documents.

    Attributes:
        activities: by year, five years before the first one included (`coal_base`).
        firms: the register by year.
    """

    profile: ParkProfile
    activities: Mapping[int, ParkActivity]
    firms: Mapping[int, tuple[Firm, ...]]


def park_documents(material: Material, profile: ParkProfile, seed: int) -> dict[int, Document]:
    """The complete answers of an invented park, by year.

    Args:
        material: data of the demonstration.
        profile: the park.
        seed: the same seed gives the same answers on every machine.
    """
    with exact():
        years = range(YEARS[0] - _PEAK_INPUTS, YEARS[-1] + 1)
        activities = {year: ParkActivity(profile, year, material.nominal) for year in years}
        firms = {year: make_firms(activities[year], seed) for year in YEARS}
        record = ParkRecord(profile, activities, firms)
        return {year: _document(material, record, year, seed) for year in YEARS}


def _document(material: Material, record: ParkRecord, year: int, seed: int) -> Document:
    profile, activity = record.profile, record.activities[year]
    firms = record.firms[year]
    industries = industries_of(profile, year)
    tables: dict[str, Rows] = {
        **energy_tables(activity, firms),
        **plan_tables(record.activities, year, firms, seed),
        "enterprises": [dict(row) for row in register_rows(activity, firms)],
        "industries": _industry_rows(activity, industries),
        "evidence": evidence_rows(material, profile, year),
    }
    if profile.areas:
        tables["boundary_areas"] = _areas(profile, year)
    return {
        "fields": {
            **_profile_fields(material, profile, year),
            **_grid_fields(year),
            **_industry_fields(material, industries),
            **_energy_fields(record, year),
            **_peak_fields(record, year),
            **target_fields(record.activities, year),
            **_firm_fields(firms),
        },
        "tables": {
            name: _with_ids(material, profile, name, rows, seed)
            for name, rows in tables.items()
            if rows
        },
        "marks": {code: {"self": str(level)} for code, level in self_levels(profile, year)},
        "status": _statuses(material, profile, year),
        "quality": {"*": profile.quality},
        "confirmations": _confirmations(material, record, year),
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
    """The park's own marks: code of the indicator and level, lower in earlier years."""
    earlier = (year < YEARS[-1]) + (year < BASE_YEAR)
    found = [(code, max(0, levels[0] - earlier)) for code, levels in profile.levels.items()]
    planned = profile.plan_in(year) is not None
    return [(code, level if planned or code != "T2" else 0) for code, level in found]


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
        issued = str(min(year, int(item.get("year", year))) + int(item.get("years_after", 0)))
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
        **{
            code: to_text(trend.at(year))
            for code, trend in profile.fields.items()
            if code not in profile.no_data
        },
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


def _grid_fields(year: int) -> dict[str, object]:
    if year >= FIRST_PUBLISHED_GRID_YEAR:
        return {"grid_factor_policy": "year_matched"}
    return {"grid_factor_policy": "constant", "grid_factor_year": str(CHOSEN_GRID_YEAR)}


def _energy_fields(record: ParkRecord, year: int) -> dict[str, object]:
    activity = record.activities[year]
    plant = activity.plant
    supplied = plant.power_out * _GJ_OF_POWER + plant.heat_out if plant else Decimal(0)
    bought = activity.amount("contract") + activity.amount("direct_green")
    coal_base = record.activities[year - 5].coal_tonnes / 10000
    fields: dict[str, object] = {
        "coal_base": to_text(round_to(coal_base, 4)),
        "plant_energy_in": to_text(plant.fuel_input if plant else Decimal(0)),
        "plant_energy_out": to_text(round_to(supplied, 4)),
        "power_consumed": to_text(activity.power_consumed),
        "power_self_renewable": to_text(activity.amount("self_renewable")),
        "power_green_purchased": to_text(bought),
        "green_certificates": to_text(activity.amount("certificates")),
    }
    return fields if activity.profile.processes else {**fields, "no_process_confirmed": True}


def _peak_fields(record: ParkRecord, year: int) -> dict[str, object]:
    plan = record.profile.plan_in(year)
    if plan is None:
        return {}
    base = record.activities[BASE_YEAR]
    return {
        "peak_year": str(plan.year),
        "base_co2": to_text(base_co2(base)),
        "peak_co2": to_text(peak_co2(base, plan)),
    }


def _statuses(material: Material, profile: ParkProfile, year: int) -> dict[str, object]:
    found: dict[str, object] = {
        code: {"status": "no_data", "reason": reason} for code, reason in profile.no_data.items()
    }
    if profile.plan_in(year) is None:
        rule = material.common["no_plan"]
        reason = rule["none"] if profile.plan is None else rule["before"]
        found |= {code: {"status": "na", "reason": reason} for code in rule["fields"]}
    return found


def _confirmations(material: Material, record: ParkRecord, year: int) -> dict[str, object]:
    """Reasons for the soft problems that the data raise on purpose."""
    found: dict[str, object] = dict(material.common["confirmations"])
    arising = {
        "yearly": year < YEARS[0] + 2,
        "field:key_firms_total": year > YEARS[0]
        and _changes_notably(*(key_firms(record.firms[item]) for item in (year - 1, year))),
    }
    reasons = material.common["reasons"]
    return found | {name: reasons[name] for name, arises in arising.items() if arises}


def _changes_notably(before: int, now: int) -> bool:
    return bool(before) and abs(Decimal(now - before)) / before > _NOTABLE


def _with_ids(material: Material, profile: ParkProfile, table: str, rows: Rows, seed: int) -> Rows:
    """Rows with an id that follows from their natural key, so that it is the same in all years."""
    names = material.natural_keys[table]
    if table in _OWN_YEARS:
        names = ("year", *names)
    seen: dict[tuple[object, ...], int] = {}
    found: Rows = []
    for row in rows:
        key = tuple(row.get(name) for name in names)
        seen[key] = seen.get(key, 0) + 1
        words = (profile.code, table, *key, seen[key])
        found.append({"row_id": row_id(seed, " ".join(map(str, words))), **row})
    return found


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
