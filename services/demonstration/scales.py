"""Answers of an invented park that follow from its size and its tier, drawn around them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from services.demonstration.draws import Draws
from services.demonstration.profiles import (
    LAST_YEAR,
    YEARS,
    Industry,
    Table,
    Trend,
    ending_at,
)

GRADED = (
    *("T1", "T2", "T6", "T8", "T9", "I7", "I10", "S2", "S4", "S5", "S8"),
    *("F5", "F6", "F7", "P1", "P4", "P5", "P7", "P9"),
)
"""Indicators with levels, in the order of the rubric."""

_SPREAD = Decimal("0.07")
_LEAST_MANAGERS = Decimal(14)
_WIND_PART = Decimal("0.4")
_PLANNED_LEVEL = 2


def standing(scales: Table, park: Table) -> Decimal:
    """Place of a park between the weakest (0) and the strongest (1)."""
    return Decimal(scales["tiers"][park["tier"]])


def draw_fields(
    scales: Table, park: Table, gdp: Trend, industries: Sequence[Industry], draws: Draws
) -> tuple[dict[str, Trend], dict[str, Trend]]:
    """Energy from roofs, and numeric answers by field code.

    Amounts are drawn for the newest year and carried back by the rates of `scales.toml`.
    """
    outputs = [item.output.at(LAST_YEAR) for item in industries]
    added = [value * item.value_added_rate for value, item in zip(outputs, industries, strict=True)]
    bases = {
        "gdp": gdp.at(LAST_YEAR),
        "output": sum(outputs, Decimal(0)),
        "va": sum(added, Decimal(0)),
        "co2": Decimal(park["co2"]),
        "one": Decimal(1),
    }
    level = standing(scales, park)
    found: dict[str, Trend] = {}
    roofs: dict[str, Trend] = {}
    for name, rows in ((found, scales["fields"]), (roofs, scales["roofs"])):
        for code, row in rows.items():
            name[code] = _draw(row, bases, level, draws)
            bases[code] = name[code].at(LAST_YEAR)
    if not park.get("pv", True):
        roofs = dict.fromkeys(roofs, Trend(Decimal(0)))
    own_power = {"self_renewable": roofs.pop("self_renewable")}
    roofs["wind_capacity"] = _wind(park, roofs["renewable_capacity"])
    waste = _waste(park, bases["output"], level)
    return own_power, found | roofs | waste | _areas(found) | _management(park, found)


def draw_levels(scales: Table, park: Table, draws: Draws) -> dict[str, tuple[int, ...]]:
    """Marks of the graded indicators: self, assessor a, assessor b, perhaps reconciled."""
    level = standing(scales, park)
    found: dict[str, tuple[int, ...]] = {}
    for code in GRADED:
        own = min(4, int(level * 4 + Decimal(draws.between(0, 99)) / 100))
        if code == "T2":
            own = max(own, _PLANNED_LEVEL) if "peak_year" in park else 0
        first = max(0, own - (draws.between(1, 9) == 1))
        second = max(0, own - (draws.between(1, 11) == 1))
        found[code] = (own, first, second)
    for code in park.get("reconciled", ()):
        own = max(found[code][0], 2)
        found[code] = (own, own - 2, own, own - 1)
    if "open_mark" in park:
        own = max(found[park["open_mark"]][0], 2)
        found[park["open_mark"]] = (own, own - 2, own)
    return found


def _draw(row: Sequence[str], bases: dict[str, Decimal], level: Decimal, draws: Draws) -> Trend:
    """One quantity as a row of `scales.toml` says."""
    base, weakest, strongest, places, before, after = row
    part = min(max(draws.around(level, _SPREAD), Decimal(0)), Decimal(1))
    factor = Decimal(weakest) + (Decimal(strongest) - Decimal(weakest)) * part
    return ending_at(bases[base] * factor, int(places), Decimal(before), Decimal(after))


def _wind(park: Table, capacity: Trend) -> Trend:
    """Wind of some parks: the same in all years, within what there was in the first one."""
    if not park.get("wind"):
        return Trend(Decimal(0))
    return Trend((capacity.at(YEARS[0]) * _WIND_PART).quantize(Decimal("0.01")))


def _waste(park: Table, output: Decimal, level: Decimal) -> dict[str, Trend]:
    """Industrial solid waste, 10^4 t, and what is used of it."""
    made = Decimal(park["coal"]) * Decimal("0.2") + output * Decimal("0.012")
    used = made * (Decimal("0.58") + Decimal("0.38") * level)
    return {
        "solid_waste_generated": ending_at(made, 2, Decimal("0.9"), Decimal("0.5")),
        "solid_waste_from_stock": Trend(Decimal(0)),
        "solid_waste_utilised": ending_at(used, 2, Decimal("1.6"), Decimal("1.2")),
    }


def _areas(found: dict[str, Trend]) -> dict[str, Trend]:
    land = found["industrial_land"].at(LAST_YEAR)
    return {
        "area_built": ending_at(land * Decimal("1.7"), 2, Decimal("0.9"), Decimal("0.6")),
        "area_approved": Trend((land * Decimal("2.1")).quantize(Decimal("0.1"))),
    }


def _management(park: Table, found: dict[str, Trend]) -> dict[str, Trend]:
    """Key audits, staff and managers, some of them short of what is asked."""
    due = Trend((found["firms_above_scale"].value / 20 + 2).quantize(Decimal(1)))
    missing = Decimal(park.get("key_audits_missing", 0))
    managers = found["carbon_managers"]
    least = max(managers.value, _LEAST_MANAGERS)
    staff = found["fulltime_staff"]
    return {
        "key_cp_firms_due": due,
        "key_cp_firms_done": Trend(due.value - missing),
        "carbon_managers": Trend(least, managers.before, managers.after),
        "fulltime_staff": Trend(Decimal(park["staff"])) if "staff" in park else staff,
    }
