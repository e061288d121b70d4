"""Units are printed in the language of the reader, the same everywhere."""

import re
from collections.abc import Iterator

import pytest

from questionnaire.messages import Language
from services.bootstrap import load_product
from support.catalogue_files import shipped_catalogue

CATALOGUE = shipped_catalogue()
CHINESE = re.compile("[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"[a-z_]+:[a-z_]+")


def units_of_the_product() -> Iterator[str]:
    """Every unit of fields, columns, choices, computed values, indicators and lists."""
    product = load_product()
    for field in CATALOGUE.fields.values():
        yield field.unit
    for table in CATALOGUE.tables.values():
        for column in table.columns.values():
            yield column.unit
            for choice in column.choices:
                yield from choice.attributes.values()
    for derived in CATALOGUE.derived.values():
        yield derived.unit
    for edition in product.editions.values():
        for indicator in edition.indicators.values():
            yield indicator.unit
    for items in product.references.values():
        for item in items.values():
            yield item.unit


def test_no_unit_stays_chinese_in_english() -> None:
    left = {
        unit
        for unit in units_of_the_product()
        if not PLACEHOLDER.search(unit) and CHINESE.search(CATALOGUE.unit_text(unit, "en"))
    }
    assert left == set()


@pytest.mark.parametrize(
    "unit, language, printed",
    [
        ("亿元", "zh", "亿元"),
        ("亿元", "en", "10⁸ yuan"),
        ("万元/人", "en", "10⁴ yuan/person"),
        ("亿元/km²", "en", "10⁸ yuan/km²"),
        ("tCO₂/万元", "en", "tCO₂/10⁴ yuan"),
        ("万kWh", "en", "10⁴ kWh"),
        ("10^4 Nm3", "zh", "万Nm³"),
        ("tce/10^4 kWh", "en", "tce/10⁴ kWh"),
        ("tCO2/10^4 m3", "en", "tCO₂/10⁴ m³"),
        ("tCO2/MWh", "zh", "tCO₂/MWh"),
        ("家", "en", "firms"),
        ("年", "en", ""),
        ("km²", "en", "km²"),
        ("", "en", ""),
    ],
)
def test_units_are_printed_in_the_language_of_the_reader(
    unit: str, language: Language, printed: str
) -> None:
    assert CATALOGUE.unit_text(unit, language) == printed


@pytest.mark.parametrize(
    "unit, chinese, english",
    [
        ("亿元", "430 亿元", "430 × 10⁸ yuan"),
        ("km²", "430 km²", "430 km²"),
        ("个", "430 个", "430"),
        ("", "430", "430"),
    ],
)
def test_an_amount_has_its_power_of_ten_as_a_factor(unit: str, chinese: str, english: str) -> None:
    amount = CATALOGUE.amount("430", unit)
    assert (amount.zh, amount.en) == (chinese, english)
