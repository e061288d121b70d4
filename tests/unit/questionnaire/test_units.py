"""Units of formulas: what fits is accepted, a slip of a power of ten is refused."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from questionnaire.formula import parse_formula
from questionnaire.units import UnitError, check_formula_unit, parse_unit, units_of
from support.catalogue_files import shipped_catalogue
from support.project import ROOT


def quantitative_indicators() -> Iterator[tuple[str, str]]:
    """Formula and unit of each indicator of the shipped edition that is computed."""
    for file in sorted((ROOT / "resources/rubrics/js-2026.1/indicators").glob("*.toml")):
        indicator = tomllib.loads(file.read_text(encoding="utf-8"))
        if indicator["type"] == "Q":
            yield indicator["formula"], indicator["unit"]


QUANTITATIVE = list(quantitative_indicators())
UNITS = units_of(shipped_catalogue())
OF = {"co2": "tCO2", "tce": "tce", "money": "亿元", "power": "万kWh", "mass": "t", "one": "家"}.get


def check(formula: str, declared: str) -> None:
    check_formula_unit(parse_formula(formula), lambda name: OF(name, ""), declared)


def test_the_edition_has_34_quantitative_indicators() -> None:
    assert len(QUANTITATIVE) == 34


@pytest.mark.parametrize("formula, unit", QUANTITATIVE)
def test_indicator_has_its_declared_unit(formula: str, unit: str) -> None:
    check_formula_unit(parse_formula(formula), UNITS, unit)


@pytest.mark.parametrize(
    "formula, unit",
    [
        (formula.replace(factor, "", 1), unit)
        for formula, unit in QUANTITATIVE
        for factor in (r" / 10000", r" * 10000", r" * 100")
        if re.search(re.escape(factor) + r"(?!0)", formula)
    ],
)
def test_a_forgotten_factor_is_refused(formula: str, unit: str) -> None:
    with pytest.raises(UnitError):
        check_formula_unit(parse_formula(formula), UNITS, unit)


@pytest.mark.parametrize(
    "formula, unit",
    [
        ("inventory.net_co2_energy / 10000 / gdp", "tCO₂/元"),
        ("inventory.net_co2_energy / 10000 / gdp", "tce/万元"),
        ("inventory.industry_tce / 10000 / industrial_workers", "tce/万元"),
        ("industrial_value_added / industrial_land", "万元/km²"),
        ("inventory.net_co2 / inventory.total_tce", "tce/tce"),
    ],
)
def test_another_unit_or_field_is_refused(formula: str, unit: str) -> None:
    with pytest.raises(UnitError) as raised:
        check_formula_unit(parse_formula(formula), UNITS, unit)
    assert formula in str(raised.value)
    assert raised.value.hint is not None


def test_sums_need_one_unit_and_scale() -> None:
    check("mass + mass / 2 * 2", "t")
    check("max(mass, 0) - 0", "t")
    check("abs(mass) - min(mass, mass)", "t")
    check("one + 1", "个")
    check("-money", "亿元")
    for formula in ("mass + co2", "co2 + tce", "mass + mass / 10000", "mass + 1", "max(mass, 5)"):
        with pytest.raises(UnitError, match="mixes the units"):
            check(formula, "t")


def test_what_has_no_unit_is_refused() -> None:
    for formula in ("mass > 1", '"a"', "mass * 0", "year(mass)"):
        with pytest.raises(UnitError):
            check(formula, "t")


@pytest.mark.parametrize(
    "one, other",
    [
        ("亿元", "万元"),
        ("万kWh", "kWh"),
        ("tCO2", "tce"),
        ("t", "tCO2"),
        ("万m²", "km²"),
        ("万kW", "万kWh"),
        ("人", "家"),
    ],
)
def test_units_that_differ(one: str, other: str) -> None:
    assert parse_unit(one) != parse_unit(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("tCO₂/万元", "tCO2/万元"),
        ("家", "个"),
        ("10^4 Nm3", "万m³"),
        ("kgce/kWh", "tce/MWh"),
        ("元/m³", "万元/万m³"),
    ],
)
def test_units_that_are_equal(one: str, other: str) -> None:
    assert parse_unit(one) == parse_unit(other)


@pytest.mark.parametrize(
    "large, small, factor",
    [("万kWh", "MWh", 10), ("km²", "ha", 100), ("亿元", "万元", 10000), ("万tce", "tce", 10000)],
)
def test_scales(large: str, small: str, factor: int) -> None:
    # rubric.md 1: 1 万kWh = 10 MWh; X23: 100 公顷 = 1 km²
    assert parse_unit(large).scale == parse_unit(small).scale * factor
    assert parse_unit(large).dimension == parse_unit(small).dimension


def test_every_unit_of_the_shipped_catalogue_is_known() -> None:
    catalogue = shipped_catalogue()
    fields = [field.unit for field in catalogue.fields.values()]
    for unit in (*fields, *(derived.unit for derived in catalogue.derived.values())):
        parse_unit(unit)


def test_an_unknown_unit_and_an_unknown_name_are_refused() -> None:
    with pytest.raises(UnitError, match="斤"):
        parse_unit("斤/人")
    with pytest.raises(UnitError, match="nothing"):
        UNITS("nothing")
