"""碳效码: carbon level L, carbon efficiency K, neutrality rate N and how far they are valid.

All functions are called within `numbers.exact()`.

Source: rubric.md 7.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.numbers import settle
from scoring.edition import CODE_INPUTS, Edition
from scoring.park_year import ParkYear
from scoring.scorecard import (
    Benchmark,
    CarbonCode,
    CodeStatus,
    Colour,
    IndustryValue,
    RatingStatus,
)

TONNES = Decimal(10000)
"""t / 10000 / 亿元 = t/万元."""

MWH = Decimal(10)
"""MWh of 1 万kWh."""

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Efficiency:
    """K with the way it was computed.

    Attributes:
        mean: M, or R of the simplified way; None when there is none.
        covered: c, 0 to 1.
        industries: rows of the industry mix, those without a benchmark left out.
    """

    k: Decimal | None
    simplified: bool
    mean: Decimal | None
    covered: Decimal | None
    industries: tuple[IndustryValue, ...]


def carbon_code(
    edition: Edition,
    park: ParkYear,
    benchmarks: Mapping[str, Benchmark],
    simplified_mean: Decimal | None,
    p2: Decimal | None,
    rating: RatingStatus,
) -> CarbonCode:
    """The code of the park.

    Args:
        edition: bands and limits.
        park: answers and derived values.
        benchmarks: industry -> mean.
        simplified_mean: R, the passing value of T5 for the class; None when unclassified.
        p2: value of P2, percent; None when it cannot be computed.
        rating: no rating and a withdrawn one have no code.
    """
    efficiency = _efficiency(edition, park, benchmarks, simplified_mean)
    status = _status(edition, efficiency, p2, rating)
    grade, colour = _band(edition, efficiency.k) if status != "none" else (None, "none")
    level = _per_value_added(park)
    return CarbonCode(
        status=status,
        k=efficiency.k,
        k_grade=grade,
        colour=colour,
        l=level,
        l_band=None
        if level is None
        else next(b.band for b in edition.levels if b.upper is None or settle(level) <= b.upper),
        n=_neutrality(park),
        p2=p2,
        method="simplified" if efficiency.simplified else "industry mix",
        value_added_covered=efficiency.covered,
        benchmarks=tuple(benchmarks[i.industry] for i in _distinct(efficiency.industries)),
        valid_until=datetime.date(park.year + edition.code_rules.valid_years, 12, 31),
        mean=efficiency.mean,
        industries=efficiency.industries,
        inputs=_inputs(park),
    )


def _distinct(industries: tuple[IndustryValue, ...]) -> tuple[IndustryValue, ...]:
    return tuple({value.industry: value for value in industries}.values())


def _inputs(park: ParkYear) -> dict[str, Value | None]:
    inputs: dict[str, Value | None] = {name: park.values[name] for name in CODE_INPUTS}
    return inputs | {"grid_factor": park.basis.grid_factor}


def _per_value_added(park: ParkYear) -> Decimal | None:
    co2, value_added = park.number("inventory.code_co2"), park.number("industrial_value_added")
    return co2 / TONNES / value_added if co2 is not None and value_added else None


def _efficiency(
    edition: Edition,
    park: ParkYear,
    benchmarks: Mapping[str, Benchmark],
    simplified_mean: Decimal | None,
) -> Efficiency:
    industries = _industries(park, benchmarks)
    value_added = park.number("industrial_value_added")
    known = sum((i.value_added for i in industries), _ZERO)
    covered = known / value_added if value_added else None
    limit = edition.code_rules.value_added_covered
    if covered is not None and known > 0 and settle(covered) >= limit:
        mean = (
            sum((i.value_added * benchmarks[i.industry].value for i in industries), _ZERO) / known
        )
        level = _per_value_added(park)
        k = level / mean if level is not None and mean else None
        return Efficiency(k, simplified=False, mean=mean, covered=covered, industries=industries)
    co2, gdp = park.number("inventory.net_co2_energy"), park.number("gdp")
    k = None
    if co2 is not None and gdp and simplified_mean:
        k = co2 / TONNES / gdp / simplified_mean
    return Efficiency(
        k, simplified=True, mean=simplified_mean, covered=covered, industries=industries
    )


def _industries(park: ParkYear, benchmarks: Mapping[str, Benchmark]) -> tuple[IndustryValue, ...]:
    if "industries" in park.invalid:
        return ()
    found = []
    for row_id, row in park.rows_of_year("industries"):
        industry, value_added = row.get("industry"), row.get("value_added")
        if (
            isinstance(industry, str)
            and isinstance(value_added, Decimal)
            and industry in benchmarks
        ):
            found.append(IndustryValue(row_id, industry, value_added))
    return tuple(found)


def _status(
    edition: Edition, efficiency: Efficiency, p2: Decimal | None, rating: RatingStatus
) -> CodeStatus:
    limits = edition.code_rules
    if rating != "rated" or efficiency.k is None or p2 is None:
        return "none"
    if settle(p2) < limits.coverage_provisional:
        return "none"
    final = settle(p2) >= limits.coverage_final and not efficiency.simplified
    return "final" if final else "provisional"


def _band(edition: Edition, k: Decimal | None) -> tuple[int | None, Colour]:
    if k is None:
        return None, "none"
    band = next(b for b in edition.efficiency if b.upper is None or settle(k) <= b.upper)
    return band.grade, band.colour


def _neutrality(park: ParkYear) -> Decimal | None:
    """N, percent, not capped; None when an input is unknown or the denominator not positive."""
    own, bought = park.number("power_self_renewable"), park.number("power_green_purchased")
    certified, removals = park.number("green_certificates"), park.number("inventory.removals")
    net, grid = park.number("inventory.net_co2"), park.basis.grid_factor
    if own is None or bought is None or certified is None or removals is None:
        return None
    if net is None or grid is None or net + own * MWH * grid <= 0:
        return None
    covered = (own + bought + certified) * MWH * grid + removals
    return covered / (net + own * MWH * grid) * 100
