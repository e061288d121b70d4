"""How sure the totals are: half width, quality share, factors still to check.

Source: carbon-accounting.md 16 (Choice) and 19.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.account import Account
from accounting.inventory import Inventory, InventoryLine
from accounting.lines import row_quality, table_quality
from accounting.rows import ZERO
from questionnaire.answers import Quality
from questionnaire.numbers import exact

ACTIVITY_PERCENT: Mapping[Quality, Decimal] = {
    "A": Decimal(2),
    "B": Decimal(5),
    "C": Decimal(10),
    "D": Decimal(20),
}
PUBLISHED_PERCENT = Decimal(5)
OTHER_PERCENT = Decimal(10)
_PUBLISHED = frozenset({"published copy", "official text checked"})
_NET_SCOPES = frozenset({"scope1", "scope2", "export", "process"})
_GOOD = frozenset({"A", "B"})


@dataclass(frozen=True, slots=True)
class FactorReview:
    """Factors that nobody has compared with the official text.

    Attributes:
        to_check: number of different factors in state `to check`.
        total: number of different factors used.
        co2_share: part of the CO2 that they touch, 0 to 1; None when there is no CO2.
    """

    to_check: int
    total: int
    co2_share: Decimal | None


def variance(line: InventoryLine) -> Decimal:
    """Square of the half width of a line, t²: activity and factor by root of the sum of squares."""
    co2 = line.co2_t
    if co2 is None:
        return ZERO
    activity = ACTIVITY_PERCENT[line.quality]
    factor = PUBLISHED_PERCENT if line.state in _PUBLISHED else OTHER_PERCENT
    return co2 * co2 * (activity * activity + factor * factor) / 10000


def uncertainty_percent(lines: Iterable[InventoryLine], net: Decimal | None) -> Decimal | None:
    """Half width of `net_co2` in %; None when it is incomplete or 0.

    Activity ± 2 / 5 / 10 / 20 % by quality A to D, factor ± 5 % (published) or ± 10 % (to check and
    user values), lines combined by root of the sum of squares. Called within `exact()`.
    """
    if not net:
        return None
    squares = sum((variance(line) for line in lines if line.scope in _NET_SCOPES), ZERO)
    return squares.sqrt() / abs(net) * 100


def largest_contributors(
    inventory: Inventory, count: int = 3
) -> tuple[tuple[InventoryLine, Decimal], ...]:
    """The lines that widen `net_co2` most, with their half width in t, largest first."""
    with exact():
        widths = [
            (line, variance(line).sqrt()) for line in inventory.lines if line.scope in _NET_SCOPES
        ]
    widths.sort(key=lambda item: item[1], reverse=True)
    return tuple(item for item in widths[:count] if item[1] > 0)


def quality_share(account: Account) -> Decimal | None:
    """Energy (tce, amounts without sign) of rows with quality A or B in the total, 0 to 1.

    Losses carry the letter of the balance table. None when something is unknown or the total is 0.
    """
    good = whole = ZERO
    if {"energy_tce", "power_loss_tce", "heat_loss_tce"} & account.sums.unknown:
        return None
    for entry in account.energy:
        if entry.fuel is not None and entry.fuel.code == "waste_heat":
            continue
        if entry.tce is None:
            return None
        whole += abs(entry.tce)
        if row_quality(entry.row) in _GOOD:
            good += abs(entry.tce)
    losses = [
        term[3]
        for name in ("power_loss_tce", "heat_loss_tce")
        for term in account.sums.terms.get(name, ())
    ]
    measured = table_quality(account, "power_heat_balance") in _GOOD
    for loss in losses:
        if loss is None:
            return None
        whole += loss
        good += loss if measured else ZERO
    return good / whole if whole else None


def review_factors(inventory: Inventory) -> FactorReview:
    """How many factors are still to check, and the CO2 that they cover (section 19)."""
    states: dict[tuple[str, str, Decimal | None], str] = {}
    touched = whole = ZERO
    with exact():
        for line in inventory.lines:
            states[(line.source.split("/")[-1], line.factor_set, line.factor)] = line.state
            if line.scope in _NET_SCOPES and line.co2_t is not None:
                whole += abs(line.co2_t)
                touched += abs(line.co2_t) if line.state == "to check" else ZERO
        share = touched / whole if whole else None
    return FactorReview(sum(state == "to check" for state in states.values()), len(states), share)
