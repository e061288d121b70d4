"""Emissions by carrier, from the lines of an inventory.

Source: carbon-accounting.md 1 (territorial emissions) and 8 (scopes).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from accounting.inventory import Inventory, InventoryLine, LineScope
from questionnaire.messages import Message, msg
from questionnaire.numbers import exact
from reports.card_input import CardInput

CARRIERS: Mapping[str, Message] = MappingProxyType(
    {
        "coal": msg("Coal"),
        "oil": msg("Oil"),
        "gas": msg("Gas"),
        "other": msg("Other fuels"),
        "process": msg("Processes"),
        "electricity": msg("Bought power"),
        "heat": msg("Bought heat"),
    }
)
"""By carrier, scope 1 first."""
SCOPE_2 = frozenset({"electricity", "heat"})
_TERRITORIAL: frozenset[LineScope] = frozenset({"scope1", "scope2", "process"})


def emissions_by_carrier(inventory: Inventory) -> dict[str, Decimal | None]:
    """Territorial CO2 by carrier in t; None where a line is unknown, left out where there is none.

    Together they are `inventory.territorial_co2`.
    """
    found: dict[str, Decimal | None] = {}
    with exact():
        for line in inventory.lines:
            if line.scope in _TERRITORIAL and line.gas == "CO2":
                carrier = _carrier(line)
                before = found.get(carrier, Decimal(0))
                known = before is not None and line.co2_t is not None
                found[carrier] = before + line.co2_t if known else None  # type: ignore[operator]
    return {carrier: found[carrier] for carrier in CARRIERS if carrier in found}


def comparable(given: CardInput) -> bool:
    """Whether last year has the same boundary, so that a change of emissions may be printed.

    Source: carbon-accounting.md 2 (2).
    """
    year = given.scorecard.year
    versions = {given.boundaries[y] for y in (year - 1, year) if y in given.boundaries}
    return len(versions) < 2


def _carrier(line: InventoryLine) -> str:
    """Carrier group of a line."""
    if line.scope == "process":
        return "process"
    return line.category if line.category in CARRIERS else "other"
