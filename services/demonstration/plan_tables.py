"""Targets, peak plan, pollutants and projects of a demonstration park and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import round_to, to_text
from services.demonstration.activity import ParkActivity
from services.demonstration.draws import Draws
from services.demonstration.energy_tables import Rows
from services.demonstration.profiles import BASE_YEAR, LAST_YEAR, PeakPlan
from services.demonstration.register import Firm

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
_YEARLY_CUTS = {
    "energy": (Decimal("2.0"), Decimal("2.0")),
    "carbon": (Decimal("2.4"), Decimal("3.0")),
}
"""Cut of energy and CO2 per GDP asked for each year, up to 2020 and since, % points; invented."""

_AFTER_PEAK = Decimal("0.995")
_CATEGORIES = ("efficiency", "renewable", "process", "storage", "circular", "platform")
_FINANCE = ("loan", "bond", "fund", "subsidy")
_PLANNED = 3
_DOCUMENT = "示例双控目标文件（虚构），2015年可比价"


def base_co2(base: ParkActivity) -> Decimal:
    """Declared CO2 of the base year, 10^4 t."""
    return round_to(base.net_energy_co2 / _TEN_THOUSAND, 2)


def peak_co2(base: ParkActivity, plan: PeakPlan) -> Decimal:
    """Declared CO2 of the peak, 10^4 t."""
    return round_to(base_co2(base) * (1 + plan.rise), 2)


def plan_tables(
    activities: Mapping[int, ParkActivity], year: int, firms: Sequence[Firm], seed: int
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
        "dual_targets": _dual_targets(activities, year),
        "pollutants": _pollutants(activities, year),
        "action_projects": _projects(activities[year], firms, seed),
    }


def target_fields(activities: Mapping[int, ParkActivity], year: int) -> dict[str, object]:
    """Targets of energy and CO2 per GDP up to the year, what was reached, and whether it is met."""
    found: dict[str, object] = {}
    for name, target in _targets(activities, year).items():
        found |= {
            f"{name}_target_value": to_text(target.cut),
            f"{name}_target_actual": to_text(target.reached),
            f"{name}_target_result": "met" if target.reached >= target.cut else "missed",
        }
    return found


@dataclass(frozen=True, slots=True)
class _Cut:
    """A cut of an intensity since the start of a five-year plan.

    Attributes:
        start: base year.
        base: intensity of the base year, per 10^4 yuan of GDP.
        cut, reached: %.
    """

    start: int
    base: Decimal
    cut: Decimal
    reached: Decimal


def _targets(activities: Mapping[int, ParkActivity], year: int) -> dict[str, _Cut]:
    """Progress targets: an equal part of the cut of the five years for every year of the plan."""
    start = BASE_YEAR if year > BASE_YEAR else BASE_YEAR - 5
    found = {}
    for name, (earlier, later) in _YEARLY_CUTS.items():
        base = _intensity(activities[start], name)
        reached = (1 - _intensity(activities[year], name) / base) * 100
        cut = (later if year > BASE_YEAR else earlier) * (year - start)
        found[name] = _Cut(start, base, cut, round_to(reached, 2))
    return found


def _intensity(activity: ParkActivity, name: str) -> Decimal:
    gdp = activity.profile.fields["gdp_constant"].at(activity.year)
    amount = activity.total_tce if name == "energy" else activity.net_energy_co2
    return amount / _TEN_THOUSAND / gdp


def _peak_plan(activities: Mapping[int, ParkActivity], year: int) -> Rows:
    base = activities[BASE_YEAR]
    plan = base.profile.plan_in(year)
    if plan is None:
        return []
    base_energy = base.total_tce / _TEN_THOUSAND
    rows: Rows = []
    for planned in range(BASE_YEAR, max(plan.year, LAST_YEAR) + 2):
        share = _way_to_peak(planned, plan.year) * plan.rise + 1
        fall = _AFTER_PEAK ** max(planned - plan.year, 0)
        co2 = peak_co2(base, plan) if planned == plan.year else base_co2(base) * share * fall
        cells: dict[str, object] = {
            "year": str(planned),
            "co2_plan": to_text(round_to(co2, 2)),
            "energy_plan": to_text(round_to(base_energy * share * fall, 2)),
        }
        if planned <= year:
            done = activities[planned]
            cells["co2_actual"] = to_text(round_to(done.net_energy_co2 / _TEN_THOUSAND, 2))
            cells["energy_actual"] = to_text(round_to(done.total_tce / _TEN_THOUSAND, 2))
        else:
            cells["measures"] = f"示例项目{planned - BASE_YEAR:02}等（虚构），减排3000吨"
        rows.append(cells)
    return rows


def _way_to_peak(year: int, peak_year: int) -> Decimal:
    return Decimal(min(year, peak_year) - BASE_YEAR) / (peak_year - BASE_YEAR)


def _dual_targets(activities: Mapping[int, ParkActivity], year: int) -> Rows:
    """Targets of the intensities up to the year, and caps of the totals of a park with a plan."""
    rows: Rows = []
    for name, target in _targets(activities, year).items():
        span = (target.start, year)
        quantity = f"{name}_intensity"
        rows.append(_target(quantity, span, round_to(target.base, 4), "rate", -target.cut))
    base = activities[BASE_YEAR]
    plan = base.profile.plan_in(year)
    if plan is not None:
        energy = round_to(base.total_tce / _TEN_THOUSAND, 2)
        cap = round_to(energy * (1 + plan.rise / 2), 2)
        rows.append(_target("energy_total", (BASE_YEAR, 2025), energy, "cap", cap))
        co2 = base_co2(base), peak_co2(base, plan)
        rows.append(_target("carbon_total", (BASE_YEAR, plan.year), co2[0], "cap", co2[1]))
    return rows


def _target(
    quantity: str, span: tuple[int, int], base: Decimal, kind: str, target: Decimal
) -> dict[str, object]:
    return {
        "quantity": quantity,
        "base_year": str(span[0]),
        "base_value": to_text(base),
        "target_year": str(span[1]),
        "kind": kind,
        "target": to_text(target),
        "document": _DOCUMENT,
        "evidence_id": "E38" if quantity.startswith("energy") else "E39",
    }


def _pollutants(activities: Mapping[int, ParkActivity], year: int) -> Rows:
    """Four years of emissions, less by industrial energy each year."""
    rows: Rows = []
    for code, rate in _POLLUTANTS.items():
        for item in range(year - 3, year + 1):
            cut = _POLLUTANT_CUT ** (BASE_YEAR - item)
            amount = activities[item].industry_tce / 1000 * rate * cut
            cells = {"year": str(item), "pollutant": code, "amount": to_text(round_to(amount, 2))}
            rows.append({**cells, "evidence_id": "E12"})
    return rows


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
