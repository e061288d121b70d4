"""Closes the energy of 2020: bought power and gas by park, feedstock over the province.

The amounts are whole tonnes and 10^4 kWh and tenths of 10^4 Nm3, so that every cell looks like one
of a form; what rounding leaves is far below the digits in which the margins are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from questionnaire.numbers import round_to
from services.demonstration.activity import LOSS_OF_POWER, ParkActivity
from services.demonstration.nominal import Nominal
from services.demonstration.profiles import BASE_YEAR, Carrier, ParkProfile, Trend

ENERGY_TCE = Decimal(57_347_000)
"""Energy of the sample in 2020, tce (001_71cd6ce8beee99ec.txt, 3.2.1: 5734.7 万tce)."""

_FEEDSTOCK = "naphtha"
_FEEDSTOCK_PARTS = {"DEMO-05": Decimal("0.5"), "DEMO-01": Decimal("0.3"), "DEMO-02": Decimal("0.2")}


def close_park(
    profile: ParkProfile, nominal: Nominal, *, co2: Decimal, power_share: Decimal
) -> ParkProfile:
    """The park with power and gas of industry, so that its energy-related CO2 of 2020 is `co2`.

    Args:
        profile: without power and gas of industry.
        nominal: factors that size amounts.
        co2: net_co2_energy of 2020, t.
        power_share: part of what neither coal nor other fuels nor heat explain that is bought
            power; the rest is gas.
    """
    bare = ParkActivity(profile, BASE_YEAR, nominal)
    per_power = nominal.grid(BASE_YEAR) * 10
    wanted = power_share * (co2 - bare.net_energy_co2 + bare.grid_bought * per_power) / per_power
    power = round_to((wanted - bare.grid_bought) / (1 + LOSS_OF_POWER), 0)
    powered = _with_energy(profile, "industry_power", power)
    rest = co2 - ParkActivity(powered, BASE_YEAR, nominal).net_energy_co2
    return _with_energy(powered, "industry_gas", round_to(rest / nominal.co2("natural_gas"), 1))


def close_feedstock(
    profiles: Sequence[ParkProfile], nominal: Nominal, energy: Decimal = ENERGY_TCE
) -> tuple[ParkProfile, ...]:
    """The parks with feedstock, so that the energy of all in 2020 is `energy` tce."""
    used = (ParkActivity(item, BASE_YEAR, nominal).total_tce for item in profiles)
    tonnes = round_to((energy - sum(used, Decimal(0))) / nominal.tce(_FEEDSTOCK), 0)
    parts = {code: round_to(tonnes * part, -2) for code, part in _FEEDSTOCK_PARTS.items()}
    largest = next(iter(parts))
    parts[largest] += tonnes - sum(parts.values(), Decimal(0))
    return tuple(
        _with_feedstock(item, parts[item.code]) if item.code in parts else item for item in profiles
    )


def _with_energy(profile: ParkProfile, name: str, value: Decimal) -> ParkProfile:
    trend = replace(profile.energy[name], value=value)
    return replace(profile, energy={**profile.energy, name: trend})


def _with_feedstock(profile: ParkProfile, tonnes: Decimal) -> ParkProfile:
    trend = Trend(tonnes, Decimal("2.5"), Decimal("1.5"))
    carrier = Carrier(_FEEDSTOCK, trend, is_feedstock=True)
    return replace(profile, carriers=(*profile.carriers, carrier))
