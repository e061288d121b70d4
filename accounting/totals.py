"""The values of the result record from the sums of an account (derived_values.csv).

`explain.py` writes the same down in the formula language; a test holds the two equal.
"""

from __future__ import annotations

from decimal import Decimal

from accounting.account import Account
from accounting.grid import equivalent_factor
from accounting.instruments import certified_power
from accounting.rows import ZERO, number, rows_of_year, total
from accounting.sums import CARRIERS
from questionnaire.answers import AnswerSet, History

CONTROL_BASE_YEAR = 2020
"""Year whose renewable power is the base of the control total (S002 (十一))."""

Values = dict[str, Decimal | None]


def plus(*parts: Decimal | None) -> Decimal | None:
    """Sum from left to right; unknown as soon as one part is."""
    result = ZERO
    for part in parts:
        if part is None:
            return None
        result += part
    return result


def minus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    """Difference; unknown when one side is."""
    return None if left is None or right is None else left - right


def share_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Part of a whole; 1 when the whole is 0, unknown when one of them is."""
    if whole == ZERO:
        return Decimal(1)
    return None if part is None or whole is None else part / whole


def totals_of(account: Account, history: History) -> Values:
    """All values of the record, with their prefix; None = incomplete."""
    value = account.sums.value
    values = _energy_values(account, history)
    scope1_energy, process = value("scope1_energy_co2"), value("process_co2")
    power, heat = value("scope2_power_co2"), value("scope2_heat_co2")
    power_out, heat_out = value("export_power_co2"), value("export_heat_co2")
    scope1, scope2 = plus(scope1_energy, process), plus(power, heat)
    export, territorial = plus(power_out, heat_out), plus(scope1, scope2)
    other_gases, removals = value("non_co2_co2e"), value("removals")
    industry = _industry_co2(account, power, heat, export)
    gross = plus(territorial, other_gases)
    values |= {
        "inventory.process_co2": process,
        "inventory.scope1_energy_co2": scope1_energy,
        "inventory.scope1_co2": scope1,
        "inventory.scope2_power_co2": power,
        "inventory.scope2_heat_co2": heat,
        "inventory.scope2_co2": scope2,
        "inventory.export_co2": export,
        "inventory.territorial_co2": territorial,
        "inventory.net_co2": minus(territorial, export),
        "inventory.net_co2_energy": minus(plus(scope1_energy, scope2), export),
        **{
            f"inventory.carrier_co2_{name}": value(f"carrier_co2_{name}")
            for name in ("coal", "oil", "gas")
        },
        "inventory.carrier_co2_electricity": minus(power, power_out),
        "inventory.carrier_co2_heat": minus(heat, heat_out),
        "inventory.carrier_co2_other": value("carrier_co2_other"),
        "inventory.non_co2_co2e": other_gases,
        "inventory.biogenic_co2": plus(value("burnt_biogenic_co2"), value("process_biogenic_co2")),
        "inventory.industry_co2_energy": industry,
        "inventory.removals": removals,
        "inventory.code_co2": minus(industry, removals),
        "inventory.instruments_co2": account.instruments,
        "inventory.balance_co2e": minus(minus(minus(gross, export), removals), account.instruments),
    }
    return values | _ledger_values(account, territorial)


def _energy_values(account: Account, history: History) -> Values:
    value = account.sums.value
    total_tce = plus(value("energy_tce"), value("power_loss_tce"), value("heat_loss_tce"))
    carriers = {f"inventory.carrier_tce_{name}": value(f"carrier_tce_{name}") for name in CARRIERS}
    coal_products = carriers.pop("inventory.carrier_tce_coal")
    return {
        "inventory.total_tce": total_tce,
        "inventory.total_tce_equivalent": _equivalent(account, total_tce),
        "inventory.control_tce": _control(account, history, total_tce),
        "inventory.industry_tce": value("industry_tce"),
        "inventory.coal_tonnes": value("coal_tonnes"),
        "inventory.coal_tce": value("coal_tce"),
        "inventory.industry_coal_tce": value("industry_coal_tce"),
        "inventory.coal_products_tce": coal_products,
        **carriers,
        "inventory.final_tce": value("final_tce"),
        "inventory.final_electricity_tce": value("final_electricity_tce"),
    }


def _equivalent(account: Account, total_tce: Decimal | None) -> Decimal | None:
    """Total at 等价值: only electricity changes (carbon-accounting.md 6.3)."""
    coefficient, _ = equivalent_factor(account.settings, account.library, account.year)
    power = account.sums.value("power_net")
    if total_tce is None or power is None or coefficient is None:
        return None
    return total_tce + power * (coefficient * 10 - account.library.fuels["electricity"].tce)


def _control(account: Account, history: History, total_tce: Decimal | None) -> Decimal | None:
    """Control total: feedstock and renewable power added since 2020 do not count."""
    feedstock, now = account.sums.value("non_energy_tce"), renewable_power(account)
    if total_tce is None or feedstock is None or now is None:
        return None
    added = added_renewable(account, history, now)
    if added is None:
        return None
    return total_tce - feedstock - added * account.library.fuels["electricity"].tce


def renewable_power(account: Account) -> Decimal | None:
    """R of the year: own renewable power, direct green power and certified power, 万kWh."""
    value = account.sums.value
    return plus(value("own_renewable_power"), value("direct_green"), account.certified)


def added_renewable(account: Account, history: History, now: Decimal) -> Decimal | None:
    """max(0, R - R of 2020); 0 when R is 0; None when 2020 is not known."""
    if now == 0 or account.year == CONTROL_BASE_YEAR:
        return ZERO
    base_set = history.get(CONTROL_BASE_YEAR)
    base = None if base_set is None else base_renewable(base_set)
    return None if base is None else max(ZERO, now - base)


def base_renewable(answers: AnswerSet) -> Decimal | None:
    """R of 2020 from its answer set; None when a table is missing or a quantity blank."""
    year = CONTROL_BASE_YEAR
    energy = rows_of_year(answers, "energy_carriers", year)
    balance = rows_of_year(answers, "power_heat_balance", year)
    if "unknown" in (energy.presence, balance.presence):
        return None
    own = total(
        number(row, "consumption")
        for row in energy.rows.values()
        if row.get("carrier") == "self_pv_wind"
    )
    direct = total(
        number(row, "quantity")
        for row in balance.rows.values()
        if row.get("flow") == "direct_green"
    )
    return plus(own, direct, certified_power(answers, year))


def _industry_co2(
    account: Account, power: Decimal | None, heat: Decimal | None, export: Decimal | None
) -> Decimal | None:
    """规上工业: own fuel, its shares of purchased power and heat, less exports."""
    value = account.sums.value
    own = value("industry_scope1_co2")
    a = share_of(value("industry_electricity_used"), value("electricity_used"))
    b = share_of(value("industry_heat_used"), value("heat_used"))
    if own is None or power is None or heat is None or export is None or a is None or b is None:
        return None
    return own + power * a + heat * b - export


def _ledger_values(account: Account, territorial: Decimal | None) -> Values:
    ledger = account.ledger
    top10 = ledger.top10_co2
    share = None if top10 is None or not territorial else top10 / territorial * 100
    return {
        "enterprises.co2_reported": ledger.co2_reported,
        "enterprises.co2_monitored": ledger.co2_monitored,
        "enterprises.top10_share": share,
        "enterprises.energy_sum": ledger.energy_sum,
    }
