"""How an invented park is supplied with energy in 2020, before bought power and gas are closed."""

from __future__ import annotations

from decimal import Decimal

from questionnaire.numbers import round_to
from services.demonstration.draws import Draws
from services.demonstration.nominal import Nominal
from services.demonstration.profiles import Carrier, PlantProfile, Table, Trend

_TEN_THOUSAND = Decimal(10000)
_HUNDRED = Decimal(100)
_PLANT_PART = Decimal("0.8")
"""Part of the coal that the plant burns."""

_GAS_PLANT_CO2 = Decimal("0.06")
"""CO2 of a gas-fired plant, part of that of the park."""

_PER_CO2 = {
    "industry_diesel": ("4", "-1", "-2"),
    "service_gas": ("0.8", "4", "2"),
    "residential_gas": ("0.5", "4", "2"),
    "transport_diesel": ("7", "1", "-2"),
    "transport_gasoline": ("3", "1", "-3"),
    "construction_diesel": ("1.2", "0.5", "-1"),
}
"""Amounts for 10^4 t of CO2 of the park, and their yearly change, %."""

_POWER_OF_OTHERS = {
    "below_power": ("0.15", "2.5", "1.2"),
    "service_power": ("0.55", "5", "2.6"),
    "residential_power": ("0.30", "4", "2.4"),
}
_GREEN_SINCE = 2021
_POWER_SINCE = {"A": "1.2", "B": "1.5", "C": "1.8", "D": "2.4", "E": "3.0"}
_GAS_SINCE = {"A": "0.4", "B": "0.9", "C": "1.4", "D": "2.2", "E": "2.8"}
_COAL_SINCE = {"A": "-6", "B": "-4.5", "C": "-3", "D": "-1.8", "E": "-0.6"}
"""Yearly change since 2020 by tier, %."""


def draw_energy(
    park: Table, kind: Table, nominal: Nominal, standing: Decimal, draws: Draws
) -> dict[str, Trend]:
    """Amounts of 2020 by name; power and gas of industry are nothing yet."""
    co2 = Decimal(park["co2"])
    coal = round_to(Decimal(park["coal"]) * _TEN_THOUSAND, 0)
    rates = coal_rates(park)
    half = Decimal("0.5")
    found = {
        "plant_fuel": Trend(round_to(coal * _PLANT_PART, 0), *rates),
        "industry_coal": Trend(coal - round_to(coal * _PLANT_PART, 0), *rates),
        "industry_power": Trend(
            Decimal(0),
            draws.around(Decimal("4.2"), half),
            draws.around(Decimal(_POWER_SINCE[park["tier"]]), half),
        ),
        "industry_gas": Trend(
            Decimal("0.0"),
            draws.around(Decimal("4.0"), half),
            draws.around(Decimal(_GAS_SINCE[park["tier"]]), half),
        ),
        "heat_bought": Trend(_heat(co2, kind, nominal), Decimal(2), Decimal(1)),
        **{
            name: Trend(round_to(co2 * Decimal(amount), 0), Decimal(before), Decimal(after))
            for name, (amount, before, after) in _PER_CO2.items()
        },
    }
    if park.get("gas_plant"):
        gas = round_to(co2 * _TEN_THOUSAND * _GAS_PLANT_CO2 / nominal.co2("natural_gas"), 0)
        found["plant_fuel"] = Trend(gas, Decimal(3), Decimal(2))
    return found | _power_of_others(co2, kind) | _green_power(park, co2, standing)


def coal_rates(park: Table) -> tuple[Decimal, Decimal]:
    """Yearly change of coal use up to 2020, from that of five years, and since, %."""
    cut = Decimal(park.get("coal_change", "0"))
    before = ((1 + cut / _HUNDRED) ** Decimal("0.2") - 1) * _HUNDRED
    return round_to(before, 6), Decimal(_COAL_SINCE[park["tier"]])


def draw_plant(park: Table, draws: Draws) -> PlantProfile | None:
    """The coal-fired plant of a park with coal, or a gas-fired one where there is one."""
    on_gas = bool(park.get("gas_plant"))
    coal = Decimal(park["coal"])
    if not coal and not on_gas:
        return None
    power, heat = ("0.36", "0.44") if on_gas else ("0.16", "0.54")
    spread = Decimal("0.02")
    return PlantProfile(
        name=f"示例{'能源站' if on_gas else '热电厂'}{park['number']}（虚构）",
        type="tri_generation" if on_gas else "coal_chp",
        fuel="natural_gas" if on_gas else "raw_coal",
        capacity=str(max(6, int(coal * 2))) if coal else "30",
        power_efficiency=draws.around(Decimal(power), spread),
        heat_efficiency=draws.around(Decimal(heat), spread),
        power_sold=Decimal(park.get("power_sold", "0")),
        heat_sold=Decimal(park.get("heat_sold", "0")),
        status=park.get("plant_status", "verified"),
    )


def fixed_carriers(park: Table) -> tuple[Carrier, ...]:
    """Coke that is bought; feedstock is added when the energy of the province is closed."""
    if "coke" not in park:
        return ()
    amount = Decimal(park["coke"]) * _TEN_THOUSAND
    return (Carrier("coke", Trend(amount, Decimal("1.5"), Decimal("-0.5")), is_feedstock=False),)


def _heat(co2: Decimal, kind: Table, nominal: Nominal) -> Decimal:
    """Heat bought, GJ."""
    return round_to(co2 * _TEN_THOUSAND * Decimal(kind["heat_share"]) / nominal.heat, -2)


def _power_of_others(co2: Decimal, kind: Table) -> dict[str, Trend]:
    power = co2 * Decimal(kind["others"])
    return {
        name: Trend(round_to(power * Decimal(part), 0), Decimal(before), Decimal(after))
        for name, (part, before, after) in _POWER_OF_OTHERS.items()
    }


def _green_power(park: Table, co2: Decimal, standing: Decimal) -> dict[str, Trend]:
    """Green power by contract, certificate and direct line since 2021."""
    power = co2 * 500  # 10^4 kWh that a park uses for 10^4 t of CO2, roughly
    growth = Decimal(22)
    shares = {
        "contract": standing * Decimal("0.10"),
        "certificates": standing * Decimal("0.04"),
        "direct_green": Decimal(park.get("direct_green", "0")),
    }
    return {
        name: Trend(round_to(power * share, -1), Decimal(0), growth, since=_GREEN_SINCE)
        for name, share in shares.items()
    }
