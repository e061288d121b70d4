"""Targets, peak plan, pollutants and projects of a demonstration park and year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from questionnaire.numbers import round_to, to_text
from services.demonstration.activity import ParkActivity
from services.demonstration.draws import Draws
from services.demonstration.energy_tables import Rows
from services.demonstration.profiles import LAST_YEAR, YEARS
from services.demonstration.register import Firm

BASE_YEAR = 2020

_TEN_THOUSAND = Decimal(10000)
_POLLUTANTS = {
    "so2": Decimal("0.36"),
    "nox": Decimal("1.5"),
    "pm": Decimal("0.25"),
    "vocs": Decimal("1.1"),
    "cod": Decimal("0.8"),
    "nh3n": Decimal("0.08"),
}
"""Tonnes for 1000 tce of industrial energy; invented."""

_POLLUTANT_CUT = Decimal("1.022")
_AFTER_PEAK = Decimal("0.995")
_CATEGORIES = ("efficiency", "renewable", "process", "storage", "circular", "platform")
_FINANCE = ("loan", "bond", "fund", "subsidy")
_PLANNED = 3
_DOCUMENT = "示例双控目标文件（虚构），2020年可比价"


def base_co2(newest: ParkActivity) -> Decimal:
    """Declared CO2 of the base year, 10^4 t, from the activity of the newest year."""
    return round_to(newest.net_energy_co2 / _TEN_THOUSAND / (1 + newest.profile.since_base), 1)


def peak_co2(newest: ParkActivity) -> Decimal:
    """Declared CO2 of the peak, 10^4 t."""
    return round_to(base_co2(newest) * (1 + newest.profile.peak_rise), 1)


def plan_tables(
    activities: dict[int, ParkActivity], year: int, firms: Sequence[Firm], seed: int
) -> dict[str, Rows]:
    """Rows by table for one year.

    Args:
        activities: those of all years of the demonstration.
        year: the year of the answer set.
        firms: the register of that year.
        seed: of the demonstration.
    """
    return {
        "peak_plan": _peak_plan(activities, year),
        "dual_targets": _dual_targets(activities[LAST_YEAR]),
        "pollutants": _pollutants(activities[LAST_YEAR], year),
        "action_projects": _projects(activities[year], firms, seed),
    }


def _peak_plan(activities: dict[int, ParkActivity], year: int) -> Rows:
    newest = activities[LAST_YEAR]
    peak_year = newest.profile.peak_year()
    base_energy = newest.total_tce / _TEN_THOUSAND / (1 + newest.profile.since_base)
    rise = newest.profile.peak_rise
    rows: Rows = []
    for planned in range(BASE_YEAR, max(peak_year, LAST_YEAR) + 2):
        share = _way_to_peak(planned, peak_year) * rise + 1
        fall = _AFTER_PEAK ** max(planned - peak_year, 0)
        co2 = peak_co2(newest) if planned == peak_year else base_co2(newest) * share * fall
        cells: dict[str, object] = {
            "year": str(planned),
            "co2_plan": to_text(round_to(co2, 2)),
            "energy_plan": to_text(round_to(base_energy * share * fall, 2)),
        }
        if planned <= year:
            cells["co2_actual"] = to_text(_actual_co2(activities, planned))
            cells["energy_actual"] = to_text(_actual_energy(activities, planned))
        else:
            cells["measures"] = f"示例项目{planned - LAST_YEAR + 1:02}等（虚构），减排3000吨"
        rows.append(cells)
    return rows


def _way_to_peak(year: int, peak_year: int) -> Decimal:
    return Decimal(min(year, peak_year) - BASE_YEAR) / (peak_year - BASE_YEAR)


def _actual_co2(activities: dict[int, ParkActivity], year: int) -> Decimal:
    """Energy-related CO2, 10^4 t; before the demonstration on a line from the base year."""
    values = {item: activity.net_energy_co2 for item, activity in activities.items()}
    return _on_line(values, base_co2(activities[LAST_YEAR]), year)


def _actual_energy(activities: dict[int, ParkActivity], year: int) -> Decimal:
    newest = activities[LAST_YEAR]
    base = newest.total_tce / _TEN_THOUSAND / (1 + newest.profile.since_base)
    return _on_line({item: activity.total_tce for item, activity in activities.items()}, base, year)


def _on_line(tonnes: dict[int, Decimal], base: Decimal, year: int) -> Decimal:
    if year in tonnes:
        return round_to(tonnes[year] / _TEN_THOUSAND, 2)
    first = tonnes[YEARS[0]] / _TEN_THOUSAND
    return round_to(base + (first - base) * (year - BASE_YEAR) / (YEARS[0] - BASE_YEAR), 2)


def _dual_targets(newest: ParkActivity) -> Rows:
    """Targets of the intensity fields, and caps of the totals."""
    profile = newest.profile
    energy = newest.total_tce / _TEN_THOUSAND
    gdp = profile.fields["gdp_constant"].at(LAST_YEAR)
    co2 = newest.net_energy_co2 / _TEN_THOUSAND
    rows: Rows = []
    if "energy_target_value" in profile.fields:
        cut = profile.fields["energy_target_value"].at(LAST_YEAR)
        reached = profile.fields["energy_target_actual"].at(LAST_YEAR)
        base = energy / gdp / (1 - reached / 100)
        rows.append(_target("energy_intensity", round_to(base, 4), "rate", -cut, "E38"))
        cap = round_to(energy * Decimal("1.06"), 1)
        rows.append(_target("energy_total", round_to(energy, 2), "cap", cap, "E38"))
    if "carbon_target_value" in profile.fields:
        cut = profile.fields["carbon_target_value"].at(LAST_YEAR)
        reached = profile.fields["carbon_target_actual"].at(LAST_YEAR)
        base = co2 / gdp / (1 - reached / 100)
        rows.append(_target("carbon_intensity", round_to(base, 4), "rate", -cut, "E39"))
        rows.append(_target("carbon_total", base_co2(newest), "cap", peak_co2(newest), "E39"))
    return rows


def _target(
    quantity: str, base: Decimal, kind: str, target: Decimal, evidence: str
) -> dict[str, object]:
    return {
        "quantity": quantity,
        "base_year": str(BASE_YEAR),
        "base_value": to_text(base),
        "target_year": str(LAST_YEAR),
        "kind": kind,
        "target": to_text(target),
        "document": _DOCUMENT,
        "evidence_id": evidence,
    }


def _pollutants(newest: ParkActivity, year: int) -> Rows:
    return [
        {
            "year": str(item),
            "pollutant": code,
            "amount": to_text(
                round_to(
                    newest.industry_tce / 1000 * rate * _POLLUTANT_CUT ** (LAST_YEAR - item), 0
                )
            ),
            "evidence_id": "E12",
        }
        for code, rate in _POLLUTANTS.items()
        for item in range(year - 3, year + 1)
    ]


def _projects(activity: ParkActivity, firms: Sequence[Firm], seed: int) -> Rows:
    """As many running or finished projects as the form says, and some planned ones (X18)."""
    fields = activity.profile.fields
    running = int(fields["carbon_projects"].at(activity.year))
    financed = int(fields["financed_projects"].at(activity.year))
    draws = Draws(f"{seed} {activity.profile.code} projects")
    rows: Rows = []
    for place in range(running + _PLANNED):
        cells: dict[str, object] = {
            "project_name": f"示例项目{activity.profile.number}-{place + 1:02}（虚构）",
            "enterprise_uscc": firms[place % len(firms)].uscc,
            "category": _CATEGORIES[place % len(_CATEGORIES)],
            **_schedule(activity.year, place, planned=place >= running),
            "investment": str(draws.between(60, 480) * 10),
            "co2_reduction": str(draws.between(20, 240) * 10),
            "energy_saving": str(draws.between(8, 90) * 10),
            "green_finance": "none",
        }
        if place < financed:
            cells["green_finance"] = _FINANCE[place % len(_FINANCE)]
            cells["finance_contract"] = f"{activity.profile.code}-FIN-{place + 1:02}"
            cells["evidence_id"] = "E26"
        rows.append(cells)
    return rows


def _schedule(year: int, place: int, *, planned: bool) -> dict[str, object]:
    if planned:
        return {"start_year": str(year + 1), "finish_year": str(year + 3), "status": "planned"}
    if place % 3 == 0:
        return {"start_year": str(year - 1), "finish_year": str(year), "status": "done"}
    return {"start_year": str(year - place % 2), "finish_year": str(year + 1), "status": "building"}
