"""The register of firms of a demonstration park, split out of its activity data.

Reported CO2 meets the coverage of the profile (P2), control the share under dynamic control (P3);
the firms' energy and output stay inside the totals (X01, X12, X15 to X17 of the cross-checks).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import round_to, to_text
from services.demonstration.activity import ParkActivity, PlantYear
from services.demonstration.draws import Draws
from services.demonstration.identities import credit_code
from services.demonstration.profiles import YEARS, Industry

PLANT_INDUSTRY = "44"
KEY_FIRM_TCE = Decimal(5000)
KEY_FIRM_CO2 = Decimal(13000)
"""Lines of the duty to report (carbon-accounting.md 14), tce and tCO2."""

MARKET_CO2 = Decimal(26000)
"""Line of the national market (carbon-accounting.md 14), tCO2."""

_MARKET_INDUSTRIES = frozenset({"30", "31", "32", PLANT_INDUSTRY})
_TEN_THOUSAND = Decimal(10000)
_FIRM_OUTPUT = Decimal("0.75")
"""Part of the output of a division that its firms in the register make."""

_POWER_PRICE = Decimal("0.42")
_HEAT_PRICE = Decimal(62)
"""Sales of a plant, 10^4 yuan per 10^4 kWh and per 10^4 GJ."""


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm of the register; energy in tce, CO2 in t, money in 10^4 yuan."""

    place: int
    uscc: str
    name: str
    industry: str
    status: str
    output: Decimal
    value_added: Decimal
    energy: Decimal
    electricity: Decimal
    own_power: Decimal
    green_power: Decimal
    fuel_co2: Decimal
    process_co2: Decimal
    bought_co2: Decimal

    @property
    def own_co2(self) -> Decimal:
        """What counts for P2 and P3."""
        return self.fuel_co2 + self.process_co2 + self.bought_co2

    @property
    def in_market(self) -> bool:
        """Whether the national carbon market covers it."""
        return self.industry in _MARKET_INDUSTRIES and self.own_co2 >= MARKET_CO2

    @property
    def reports(self) -> bool:
        """Whether its CO2 counts as firm-level data."""
        return self.status in {"verified", "self_reported"}


def make_firms(activity: ParkActivity, seed: int) -> tuple[Firm, ...]:
    """The firms of the register, the plant first."""
    profile = activity.profile
    draws = Draws(f"{seed} {profile.code} register")
    count = profile.enterprises - (activity.plant is not None)
    shares = _emission_shares(activity, draws, count)
    kinds = _industries_of(activity, count)
    weights = _shares_in_industry(draws, kinds)
    firms = [_plant_firm(activity, activity.plant)] if activity.plant else []
    first = len(firms)
    for place, (co2, status) in enumerate(shares):
        firms.append(_firm(activity, first + place, kinds[place], weights[place], co2, status))
    return tuple(firms)


def register_rows(activity: ParkActivity, firms: Iterable[Firm]) -> list[dict[str, str]]:
    """The rows of table `enterprises`."""
    listed = list(firms)
    controlled = _controlled(activity, listed)
    return [
        _row(activity, firm, len(listed), controlled=firm.place in controlled) for firm in listed
    ]


def key_firms(firms: Iterable[Firm]) -> int:
    """Number of firms above the line of the duty to report."""
    return sum(firm.energy >= KEY_FIRM_TCE or firm.own_co2 >= KEY_FIRM_CO2 for firm in firms)


def _emission_shares(activity: ParkActivity, draws: Draws, count: int) -> list[tuple[Decimal, str]]:
    """CO2 without processes and source of the figure, for each firm but the plant."""
    profile, plant = activity.profile, activity.plant
    of_plant = activity.process_by_enterprise.get(0, Decimal(0)) if plant else Decimal(0)
    reported = activity.territorial_co2 * profile.coverage - (activity.process_co2 - of_plant)
    estimated = activity.territorial_co2 * profile.estimated
    if plant and plant.profile.status == "estimated":
        estimated -= plant.co2 + of_plant
    elif plant:
        reported -= plant.co2 + of_plant
    guessed = max(1, count // 6)
    known = [share * reported for share in draws.shares(count - guessed)]
    unknown = [share * estimated for share in draws.shares(guessed)]
    verified = max(2, len(known) // 2)
    return [
        *(
            (co2, "verified" if place < verified else "self_reported")
            for place, co2 in enumerate(known)
        ),
        *((co2, "estimated") for co2 in unknown),
    ]


def _industries_of(activity: ParkActivity, count: int) -> list[Industry]:
    """A division for each firm, those that use most energy first and again and again."""
    divisions = [item for item in activity.profile.industries if item.code != PLANT_INDUSTRY]
    divisions.sort(key=lambda item: (-item.energy_share, item.code))
    return [divisions[place % len(divisions)] for place in range(count)]


def _shares_in_industry(draws: Draws, kinds: list[Industry]) -> list[Decimal]:
    """Part of each firm in the output of the firms of its division."""
    shares: dict[str, list[Decimal]] = {}
    for code in dict.fromkeys(item.code for item in kinds):
        shares[code] = list(draws.shares(sum(item.code == code for item in kinds)))
    return [shares[item.code].pop(0) for item in kinds]


def _firm(
    activity: ParkActivity,
    place: int,
    industry: Industry,
    share: Decimal,
    co2: Decimal,
    status: str,
) -> Firm:
    profile, year = activity.profile, activity.year
    pool = activity.industry_fuel_co2 + activity.industry_purchased_co2
    part = co2 / pool
    output = round_to(industry.output.at(year) * _TEN_THOUSAND * _FIRM_OUTPUT * share, 0)
    electricity = round_to(activity.amount("industry_power") * part, 0)
    own = round_to(activity.amount("self_renewable") * part * Decimal("0.8"), 0)
    contract = activity.amount("contract") + activity.amount("direct_green")
    bought = co2 * activity.industry_purchased_co2 / pool
    return Firm(
        place=place,
        uscc=credit_code("91", profile.number, place + 1),
        name=f"示例企业{profile.number}-{place + 1:02}（虚构）",
        industry=industry.code,
        status=status,
        output=output,
        value_added=round_to(output * industry.value_added_rate, 0),
        energy=round_to(_pool_tce(activity) * part, 0),
        electricity=electricity,
        own_power=own,
        green_power=min(electricity, own + round_to(contract * part * Decimal("0.8"), 0)),
        fuel_co2=round_to(co2 - bought, 0),
        process_co2=round_to(activity.process_by_enterprise.get(place, Decimal(0)), 0),
        bought_co2=round_to(bought, 0),
    )


def _plant_firm(activity: ParkActivity, plant: PlantYear) -> Firm:
    output = round_to(plant.power_out * _POWER_PRICE + plant.heat_out * _HEAT_PRICE, 0)
    return Firm(
        place=0,
        uscc=credit_code("91", activity.profile.number, 1),
        name=plant.profile.name,
        industry=PLANT_INDUSTRY,
        status=plant.profile.status,
        output=output,
        value_added=round_to(output * Decimal("0.24"), 0),
        energy=round_to(_plant_tce(activity), 0),
        electricity=Decimal(0),
        own_power=Decimal(0),
        green_power=Decimal(0),
        fuel_co2=round_to(plant.co2, 0),
        process_co2=round_to(activity.process_by_enterprise.get(0, Decimal(0)), 0),
        bought_co2=Decimal(0),
    )


def _plant_tce(activity: ParkActivity) -> Decimal:
    """Energy that the plant uses up: fuel less power and heat supplied, tce."""
    if activity.plant is None:
        return Decimal(0)
    nominal = activity.nominal
    fuel = activity.plant.fuel * nominal.tce(activity.plant.profile.fuel)
    made = activity.power_made * nominal.tce("electricity")
    return fuel - made - activity.heat_made * nominal.tce("heat")


def _pool_tce(activity: ParkActivity) -> Decimal:
    return activity.industry_tce - _plant_tce(activity)


def _controlled(activity: ParkActivity, firms: list[Firm]) -> frozenset[int]:
    """Places of the firms under dynamic control: the largest that report, until P3 is met."""
    wanted = activity.territorial_co2 * activity.profile.monitored
    found: list[int] = []
    reached = Decimal(0)
    for firm in sorted(firms, key=lambda item: (-item.own_co2, item.place)):
        if firm.reports and reached < wanted:
            found.append(firm.place)
            reached += firm.own_co2
    return frozenset(found)


def _row(activity: ParkActivity, firm: Firm, count: int, *, controlled: bool) -> dict[str, str]:
    return {
        "year": str(activity.year),
        "enterprise_name": firm.name,
        "uscc": firm.uscc,
        "industry": firm.industry,
        "above_scale": "yes",
        "in_boundary": "yes",
        "output": to_text(firm.output),
        "value_added": to_text(firm.value_added),
        "energy_tce": to_text(firm.energy),
        "electricity": to_text(firm.electricity),
        "zero_carbon_power": to_text(firm.green_power),
        "zero_carbon_power_own": to_text(firm.own_power),
        "co2_scope1_energy": to_text(firm.fuel_co2),
        "co2_process": to_text(firm.process_co2),
        "co2_scope2_external": to_text(firm.bought_co2),
        "report_status": firm.status,
        "dynamic_control": "yes" if controlled else "no",
        **_market(firm),
        **_titles(activity, firm, count),
        "evidence_id": "E37",
    }


def _titles(activity: ParkActivity, firm: Firm, count: int) -> dict[str, str]:
    """Audits, titles and disclosure; fewer than the park has in all (X16)."""

    def has(code: str) -> bool:
        """Whether the firm is among the first of those that the park has of `code`."""
        total = int(activity.profile.fields[code].at(YEARS[0]))
        return firm.place < min(total // 2, count // 2)

    labels = ("national_factory", "provincial_factory", "supply_chain")
    return {
        "cp_audit": "done" if has("cleaner_production_firms") else "none",
        "green_label": labels[firm.place % 3] if has("green_firms") else "none",
        "efficiency_level": "benchmark" if has("benchmark_efficiency_firms") else "na",
        "discloses": "yes" if firm.status == "verified" and has("disclosing_firms") else "no",
    }


def _market(firm: Firm) -> dict[str, str]:
    if not firm.in_market:
        return {"ets_unit": "no"}
    return {"ets_unit": "yes", "ets_compliant": "yes" if firm.reports else "no"}
