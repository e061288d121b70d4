"""A number typed with its unit, read in the unit of the field: 3000万元 is 0.3 亿元.

Only a proposal comes out of it; nothing is converted silently.

Source: carbon-accounting.md 17 (CA-E02) and 18 (stored units); rubric.md 1 (units of the form).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from questionnaire.numbers import exact, to_text
from questionnaire.units import UnitError, parse_unit

_NUMBER_WITH_UNIT = re.compile(r"(?P<number>[+-]?[0-9][0-9,]*(\.[0-9]+)?)\s*(?P<unit>[^\s0-9.,].*)")
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "人民币": "",
        "吨标准煤": "tce",
        "吨标煤": "tce",
        "吨二氧化碳当量": "tCO2e",
        "吨二氧化碳": "tCO2",
        "千克": "kg",
        "公斤": "kg",
        "吨": "t",
        "兆瓦时": "MWh",
        "千瓦时": "kWh",
        "度": "kWh",
        "兆瓦": "MW",
        "千瓦": "kW",
        "吉焦": "GJ",
        "平方公里": "km²",
        "平方千米": "km²",
        "平方米": "m²",
        "立方米": "m³",
        "公顷": "ha",
        "KWh": "kWh",
        "KWH": "kWh",
        "kwh": "kWh",
        "mwh": "MWh",
        "MWH": "MWh",
    }
)
_NAME = re.compile("|".join(sorted(_NAMES, key=len, reverse=True)))


def converted(typed: str, unit: str) -> Decimal | None:
    """The number in the unit of the field; None when the units do not fit each other.

    Args:
        typed: number and unit, half-width, e.g. `3000万元`, `12000 kWh`.
        unit: of the field; a unit that only counts takes no other.

    >>> converted("3000万元", "亿元"), converted("12000 度", "万kWh"), converted("5 t", "亿元")
    (Decimal('0.3'), Decimal('1.2'), None)
    """
    found = _NUMBER_WITH_UNIT.fullmatch(typed)
    if found is None:
        return None
    try:
        written = unicodedata.normalize("NFKC", found["unit"])
        given = parse_unit(_NAME.sub(lambda name: _NAMES[name[0]], written))
        wanted = parse_unit(unit)
    except UnitError:
        return None
    if not wanted.dimension or given.dimension != wanted.dimension:
        return None
    with exact():
        number = Decimal(found["number"].replace(",", "")) * given.scale / wanted.scale
    return Decimal(to_text(number))
