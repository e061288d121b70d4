"""The invented parks of the province: what is fixed for 2020, and what the seed draws around it.

`province.toml` fixes GDP, CO2, coal and peak plan of 2020 for every park, so that their sums and
groups agree with the sample of the main report whatever the seed; `kinds.toml` says what a kind of
park makes, `scales.toml` how the further answers follow from size and tier.

Source: 001_71cd6ce8beee99ec.txt, sections 3.2 and 4.2.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import exact, round_to
from services.demonstration.calibration import close_feedstock, close_park
from services.demonstration.draws import Draws
from services.demonstration.nominal import Nominal
from services.demonstration.profiles import (
    BASE_YEAR,
    Industry,
    ParkProfile,
    PeakPlan,
    Process,
    Sink,
    Table,
    Trend,
)
from services.demonstration.scales import draw_fields, draw_levels, standing
from services.demonstration.supply import draw_energy, draw_plant, fixed_carriers

ENERGY_INTENSIVE = frozenset({"25", "26", "30", "31", "32", "44"})
"""Divisions that count as energy-intensive (fields.csv, energy_intensive_output)."""

_HUNDRED = Decimal(100)
_SLOWER = Decimal(2)
"""Growth of energy-intensive divisions below that of the others, % a year."""

_OUTPUT_OF_A_FIRM = Decimal(4)
_NO_DATA = {
    "loans": dict.fromkeys(("all_loans", "green_loans"), "示例：辖区银行未按园区口径统计贷款余额"),
    "disclosure": {"disclosing_firms": "示例：披露系统尚未按园区汇总，正在核对企业名单"},
    "waste_heat": {"waste_heat_available": "示例：尚未开展余热资源调查，计划明年委托调查"},
}


@dataclass(frozen=True, slots=True)
class ProvinceData:
    """The parsed tables of the province.

    Attributes:
        parks: one table a park.
        kinds: what a kind of park makes and uses, by name.
        scales: how answers follow from size and tier.
    """

    parks: Sequence[Table]
    kinds: Mapping[str, Table]
    scales: Table

    @classmethod
    def read(cls, files: Mapping[str, str]) -> ProvinceData:
        """Read the texts of `resources/demonstration` (path -> text)."""
        return cls(
            parks=tomllib.loads(files["province.toml"])["parks"],
            kinds=tomllib.loads(files["kinds.toml"]),
            scales=tomllib.loads(files["scales.toml"]),
        )


def make_profiles(data: ProvinceData, nominal: Nominal, seed: int) -> tuple[ParkProfile, ...]:
    """The parks of the province, by code.

    Bought power and gas of each park are set so that its energy-related CO2 of 2020 is that of the
    table; feedstock, so that the energy of all parks adds up to that of the sample.

    Args:
        data: the tables.
        nominal: factors that size amounts.
        seed: everything that is drawn follows from it.
    """
    with exact():
        open_profiles = [_profile(data, nominal, park, seed) for park in data.parks]
        closed = [
            close_park(
                profile,
                nominal,
                co2=Decimal(park["co2"]) * 10000,
                power_share=Decimal(data.kinds[park["kind"]]["power_share"]),
            )
            for profile, park in zip(open_profiles, data.parks, strict=True)
        ]
        return close_feedstock(closed, nominal)


def _profile(data: ProvinceData, nominal: Nominal, park: Table, seed: int) -> ParkProfile:
    code = f"DEMO-{park['number']}"
    kind = data.kinds[park["kind"]]
    draws = Draws(f"{seed} {code} profile")
    growth = [draws.around(Decimal(rate), Decimal("0.4")) for rate in kind["growth"]]
    gdp = _gdp(park, growth)
    industries = _industries(kind, gdp, growth)
    coverage = data.scales["coverage"][park["tier"]]
    plan = None
    if "peak_year" in park:
        plan = PeakPlan(int(park["peak_year"]), Decimal(park["rise"]) / _HUNDRED)
    roofs, fields = draw_fields(data.scales, park, gdp, industries, draws)
    return ParkProfile(
        code=code,
        name=f"示例园区{park['number']}{park.get('name_end', '')}",
        intro=f"演示用虚构园区：{kind['intro']}。",
        enterprises=int(park.get("enterprises", 9 + int(park["number"]) % 5)),
        quality=data.scales["quality"][park["tier"]],
        coverage=Decimal(park.get("coverage", coverage[0])),
        estimated=Decimal(park.get("estimated", coverage[1])),
        monitored=Decimal(coverage[2]),
        areas=tuple(park.get("areas", ())),
        plan=plan,
        answers=_answers(park),
        fields={"gdp": gdp, "gdp_constant": _at_constant_prices(gdp), **fields},
        industries=industries,
        energy=draw_energy(park, kind, nominal, standing(data.scales, park), draws) | roofs,
        plant=draw_plant(park, draws),
        carriers=fixed_carriers(park),
        processes=_processes(park, kind),
        sinks=_sinks(park),
        levels=draw_levels(data.scales, park, draws),
        no_data={
            field: reason
            for name in park.get("no_data", ())
            for field, reason in _NO_DATA[name].items()
        },
    )


def _gdp(park: Table, growth: Sequence[Decimal]) -> Trend:
    return Trend(Decimal(park["gdp"]).quantize(Decimal("0.1")), growth[0], growth[1])


def _at_constant_prices(gdp: Trend) -> Trend:
    """GDP at prices of 2015, on which prices rise by 1 % a year."""
    prices = Decimal("1.01") ** (BASE_YEAR - 2015)
    return Trend(round_to(gdp.value / prices, 1), gdp.before - 1, gdp.after - 1)


def _industries(kind: Table, gdp: Trend, growth: Sequence[Decimal]) -> tuple[Industry, ...]:
    output = gdp.value * Decimal(kind["output_per_gdp"])
    found = []
    for code, (share, rate, energy) in kind["industries"].items():
        slower = _SLOWER if code in ENERGY_INTENSIVE else Decimal(0)
        value = round_to(output * Decimal(share) / _HUNDRED, 1)
        found.append(
            Industry(
                code=code,
                output=Trend(value, growth[0] - slower, growth[1] - slower),
                value_added_rate=Decimal(rate) / _HUNDRED,
                energy_share=Decimal(energy) / _HUNDRED,
                firms=int(value / _OUTPUT_OF_A_FIRM) + 2,
            )
        )
    return tuple(found)


def _answers(park: Table) -> dict[str, str]:
    return {
        "park_level": park["level"],
        "park_type": park["type"],
        "park_city": park["city"],
        "boundary_type": "multi" if "areas" in park else "approved",
        "major_event_3y": "no",
        "obsolete_process_in_use": "no",
        "managing_body": "yes",
    }


def _processes(park: Table, kind: Table) -> tuple[Process, ...]:
    """Processes of the kind, in proportion to the CO2 of the park."""
    co2 = Decimal(park["co2"])
    return tuple(
        Process(code, Trend(round_to(co2 * Decimal(amount), 0), Decimal(1)), int(enterprise))
        for code, (amount, enterprise) in kind.get("processes", {}).items()
    )


def _sinks(park: Table) -> tuple[Sink, ...]:
    """Woodland of every park, trees that are not accepted of some, cropland where given."""
    size = round_to(Decimal(park["gdp"]) / 5, 0)
    found = [Sink("forest_gd", size + 20, accepted=True)]
    if park["tier"] == "A":
        found.append(Sink("urban_tree", size + 5, accepted=False))
    if "cropland" in park:
        found.append(Sink("cropland_gd", Decimal(park["cropland"]), accepted=False))
    return tuple(found)
