"""Each check across pages and tables at its limit and just beyond.

Source of the limits: cross_checks of the catalogue; carbon-accounting.md 20, V27 for X03 and X04.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from questionnaire.answers import AnswerSet, Row, Value
from support.catalogue_files import shipped_catalogue
from support.checked_park import YEAR, park, problems_of, with_rows, with_values

Change = Callable[[AnswerSet], AnswerSet]
Case = tuple[Change, Mapping[str, str | None]]


def computed(**values: str | None) -> Case:
    """Nothing but other computed values; `__` stands for a point."""
    return (lambda answers: answers), values


def values(**given: str | Value) -> Case:
    """Other values of fields; a text is a number."""
    read = {code: _read(item) for code, item in given.items()}
    return (lambda answers: with_values(answers, **read)), {}


def rows(table: str, *cells: Mapping[str, str | bool], **fields: str | Value) -> Case:
    """Other rows of a table, of the assessed year where it has a year, and other fields."""
    named = {f"n{number}": _row(table, given) for number, given in enumerate(cells)}
    read = {code: _read(item) for code, item in fields.items()}
    return (lambda answers: with_values(with_rows(answers, table, named), **read)), {}


def _row(table: str, cells: Mapping[str, str | bool]) -> Row:
    columns = shipped_catalogue().tables[table].columns
    year: Mapping[str, str | bool] = {"year": str(YEAR)} if "year" in columns else {}
    return {
        column: _read(value) if columns[column].type in {"decimal", "integer"} else value
        for column, value in {**year, **cells}.items()
    }


def _read(value: str | Value) -> Value:
    if isinstance(value, str) and value.lstrip("-").replace(".", "").isdigit():
        return Decimal(value)
    return value


def energy(carrier: str, amount: str) -> Mapping[str, str]:
    """A row of energy_carriers."""
    return {"carrier": carrier, "consumption": amount}


def flow(kind: str, amount: str) -> Mapping[str, str]:
    """A row of power_heat_balance."""
    return {"flow": kind, "quantity": amount}


def firm(**cells: str) -> Mapping[str, str]:
    """A firm above the designated size."""
    return {"above_scale": "yes", **cells}


BORDERS: tuple[tuple[str, Case, Case], ...] = (
    (
        "X01",
        computed(enterprises__energy_sum="105", inventory__total_tce="100"),
        computed(enterprises__energy_sum="105.01", inventory__total_tce="100"),
    ),
    (
        "X02",
        computed(enterprises__energy_sum="50", inventory__industry_tce="100"),
        computed(enterprises__energy_sum="49.99", inventory__industry_tce="100"),
    ),
    (
        "X03",
        computed(enterprises__co2_reported="105", inventory__territorial_co2="100"),
        computed(enterprises__co2_reported="106", inventory__territorial_co2="100"),
    ),
    (
        "X04",
        computed(enterprises__co2_reported="100", inventory__territorial_co2="100"),
        computed(enterprises__co2_reported="104", inventory__territorial_co2="100"),
    ),
    (
        "X05",
        computed(enterprises__top10_share="105"),
        computed(enterprises__top10_share="105.1"),
    ),
    (
        "X06",
        rows("green_certificate_list", {"kind": "direct", "quantity": "99"},
             power_green_purchased="100"),
        rows("green_certificate_list", {"kind": "direct", "quantity": "98.9"},
             power_green_purchased="100"),
    ),
    (
        "X07",
        rows("green_certificate_list", {"kind": "gec", "cancelled": "yes", "quantity": "9.95"},
             green_certificates="10"),
        rows("green_certificate_list", {"kind": "gec", "cancelled": "no", "quantity": "10"},
             green_certificates="10"),
    ),
    (
        "X08",
        rows("energy_carriers", energy("electricity", "90"), energy("self_pv_wind", "12"),
             power_consumed="100"),
        rows("energy_carriers", energy("electricity", "90"), energy("self_pv_wind", "12.1"),
             power_consumed="100"),
    ),
    (
        "X09",
        rows("power_heat_balance", flow("grid_bought", "110"), flow("power_loss", "8"),
             power_consumed="100"),
        rows("power_heat_balance", flow("grid_bought", "110"), flow("power_loss", "7.9"),
             power_consumed="100"),
    ),
    (
        "X12",
        rows("industries", {"output": "101"}, industrial_output="100"),
        rows("industries", {"output": "101.1"}, industrial_output="100"),
    ),
    (
        "X13",
        rows("industries", {"value_added": "95"}, industrial_value_added="100"),
        rows("industries", {"value_added": "94.9"}, industrial_value_added="100"),
    ),
    (
        "X14",
        rows("industries", {"output": "102", "energy_intensive": "yes"},
             {"output": "900", "energy_intensive": "no"}, energy_intensive_output="100"),
        rows("industries", {"output": "102.1", "energy_intensive": "yes"},
             energy_intensive_output="100"),
    ),
    (
        "X15",
        rows("enterprises", firm(), firm(), {"above_scale": "no"}, firms_above_scale="2"),
        rows("enterprises", firm(), firm(), firm(), firms_above_scale="2"),
    ),
    (
        "X16",
        rows("enterprises", firm(cp_audit="done"), cleaner_production_firms="1"),
        rows("enterprises", firm(cp_audit="done"), cleaner_production_firms="0"),
    ),
    (
        "X16",
        rows("enterprises", firm(green_label="none"), green_firms="0"),
        rows("enterprises", firm(green_label="national"), green_firms="0"),
    ),
    (
        "X17",
        rows("enterprises", {"ets_unit": "yes", "ets_compliant": "yes"}, covered_units="1",
             compliant_units="1"),
        rows("enterprises", {"ets_unit": "yes", "ets_compliant": "yes"}, covered_units="1",
             compliant_units="0"),
    ),
    (
        "X18",
        rows("action_projects",
             {"status": "building", "start_year": "2024", "green_finance": "none"},
             {"status": "done", "start_year": "2020", "finish_year": "2024"},
             carbon_projects="1", financed_projects="0"),
        rows("action_projects",
             {"status": "building", "start_year": "2024", "green_finance": "loan"},
             carbon_projects="1", financed_projects="0"),
    ),
    (
        "X19",
        rows("peak_plan", {"year": "2028", "co2_plan": "276"}, peak_year="2028", peak_co2="276"),
        rows("peak_plan", {"year": "2028", "co2_plan": "276"}, {"year": "2029", "co2_plan": "277"},
             peak_year="2028", peak_co2="276"),
    ),
    (
        "X20",
        computed(inventory__industry_coal_tce="1", inventory__industry_tce="100"),
        computed(inventory__industry_coal_tce="1.01", inventory__industry_tce="100"),
    ),
    (
        "X21",
        computed(inventory__net_co2_energy="5", inventory__total_tce="100"),
        computed(inventory__net_co2_energy="4.9", inventory__total_tce="100"),
    ),
    (
        "X21",
        computed(inventory__net_co2_energy="560", inventory__total_tce="100"),
        computed(inventory__net_co2_energy="561", inventory__total_tce="100"),
    ),
    (
        "X22",
        rows("process_activities", no_process_confirmed=True),
        rows("process_activities", no_process_confirmed=False),
    ),
    (
        "X25",
        values(peak_year=str(YEAR + 1), peak_co2="1"),
        values(peak_year=str(YEAR), peak_co2="1"),
    ),
    (
        "X26",
        rows("peak_plan", {"year": "2028", "co2_plan": "276"}, peak_year="2028"),
        rows("peak_plan", {"year": "2028", "co2_plan": "276"}, peak_year="2029"),
    ),
    (
        "X27",
        rows("energy_carriers", energy("self_pv_wind", "98"), power_self_renewable="100"),
        rows("energy_carriers", energy("self_pv_wind", "97.9"), power_self_renewable="100"),
    ),
    (
        "X28",
        rows("enterprises", {"co2_process": "0"}),
        rows("enterprises", {"co2_process": "999999999"}),
    ),
)  # fmt: skip


def _ids(case: Case) -> set[str]:
    change, given = case
    numbers = {code: None if text is None else Decimal(text) for code, text in given.items()}
    return {problem.id for problem in problems_of(change(park()), **numbers)}


@pytest.mark.parametrize(
    "check, at_limit, beyond", BORDERS, ids=[f"{n}-{item[0]}" for n, item in enumerate(BORDERS)]
)
def test_a_check_speaks_only_beyond_its_limit(check: str, at_limit: Case, beyond: Case) -> None:
    assert check not in _ids(at_limit)
    assert check in _ids(beyond)
