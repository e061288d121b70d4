"""Which CO2 factor and which coal equivalent an energy row takes (carbon-accounting.md 4, 5).

Precedence: measured carbon > own factor of the row > measured heat value or oxidation > factor
set > fallback > refuse. A measured carbon content stands above an own factor only when evidence is
named. Without measured values the stored factor is used as printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from accounting.factor_library import FUEL_CATEGORIES, USER_SOURCE, USER_VALUE, Fuel, SetFactor
from accounting.rows import number
from questionnaire.answers import Row
from questionnaire.messages import Text

GJ_PER_TCE = Decimal("29.3076")
"""Heat of a tonne of coal equivalent in GB/T 2589-2020, GJ/tce (carbon-accounting.md 4)."""

FIXED_TCE = frozenset({"electricity", "self_pv_wind", "heat"})
"""Carriers whose coal equivalent is fixed: another value is an 等价 value (CA-E31)."""

_NO_HEAT_VALUE = FIXED_TCE | {"steam", "waste_heat"}
_MEASURED = ("carbon_ar", "carbon_content", "ncv_measured", "oxidation")

Basis: TypeAlias = Literal["stored", "own", "components", "carbon_ar", "held", "plant", "none"]


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor that meets an activity.

    Attributes:
        value: in the unit of the line; None = refused or unknown.
        basis: how it came about; `components` and `carbon_ar` are computed at full precision.
        factor_set: set or table that gave it.
        source: of the table, or that the user typed it.
        state: of the table, or `user value`.
        flags: `fallback`, `computed`, `heat value differs`, `provisional`.
    """

    value: Decimal | None
    basis: Basis
    factor_set: str
    source: Text
    state: str
    flags: tuple[str, ...] = ()


def own_factor(value: Decimal) -> Factor:
    """A factor typed in a row."""
    return Factor(value, "own", "", USER_SOURCE, USER_VALUE)


def stored_factor(row: SetFactor, fuel: Fuel, chosen: str) -> Factor:
    """The factor of a set as printed; marked when it comes from a fallback set."""
    return Factor(
        row.co2,
        "none" if row.co2 is None else "stored",
        row.factor_set,
        row.provenance.source,
        row.provenance.state,
        _set_flags(row, fuel, chosen),
    )


def _set_flags(row: SetFactor, fuel: Fuel, chosen: str) -> tuple[str, ...]:
    flags: tuple[str, ...] = ()
    if row.factor_set != chosen:
        flags = ("fallback",)
    if row.ncv is not None and abs(row.ncv - fuel.ncv) > fuel.ncv / 100:
        flags = (*flags, "heat value differs")
    return flags


def is_typed(row: Row) -> bool:
    """Whether any factor of an energy row was typed instead of taken from a table.

    >>> is_typed({"oxidation": Decimal("0.9")}), is_typed({"consumption": Decimal(1)})
    (True, False)
    """
    return "tce_factor" in row or has_own_co2(row)


def has_own_co2(row: Row) -> bool:
    """Whether a typed value decides the CO2 factor of an energy row.

    >>> has_own_co2({"co2_factor": Decimal(2)}), has_own_co2({"tce_factor": Decimal(2)})
    (True, False)
    """
    return "co2_factor" in row or any(column in row for column in _MEASURED)


def unused_columns(fuel: Fuel) -> tuple[str, ...]:
    """Columns of typed values that no formula uses for a carrier (carbon-accounting.md 4, 5, 6).

    Only fuels have a CO2 factor of their own, measured carbon as received is for fuels by the
    tonne, and the coal equivalent of electricity, heat and steam is no matter of a heat value.
    """
    if fuel.category in FUEL_CATEGORIES and fuel.code not in _NO_HEAT_VALUE:
        return () if fuel.unit == "t" else ("carbon_ar",)
    unused = ("co2_factor", "carbon_content", "carbon_ar", "oxidation")
    return ("ncv_measured", *unused) if fuel.code in _NO_HEAT_VALUE else unused


def co2_factor(fuel: Fuel, row: Row, chain: Mapping[str, SetFactor], chosen: str) -> Factor:
    """The CO2 factor of an energy row in tCO2/unit.

    Args:
        fuel: the carrier.
        row: the row of `energy_carriers`.
        chain: rows that hold in the chosen set, fallback applied.
        chosen: code of the chosen set.
    """
    held = chain[fuel.code]
    own = number(row, "co2_factor")
    if not any(column in row for column in _MEASURED):
        return stored_factor(held, fuel, chosen) if own is None else own_factor(own)
    carbon_measured = "carbon_content" in row or ("carbon_ar" in row and fuel.unit == "t")
    if own is not None and not (carbon_measured and row.get("evidence_id")):
        return own_factor(own)
    return _measured(fuel, row, held, chosen)


def _measured(fuel: Fuel, row: Row, held: SetFactor, chosen: str) -> Factor:
    """From measured components; missing ones come from the set, never from elsewhere."""
    flags = (*_set_flags(held, fuel, chosen), "computed")
    oxidation = number(row, "oxidation")
    oxidation = held.oxidation if oxidation is None else oxidation
    carbon_ar = number(row, "carbon_ar")
    if carbon_ar is not None and fuel.unit == "t":
        if oxidation is None:
            return Factor(None, "none", "", USER_SOURCE, USER_VALUE, flags)
        value = carbon_ar * oxidation * 44 / 12
        return Factor(value, "carbon_ar", held.factor_set, USER_SOURCE, USER_VALUE, flags)
    ncv, carbon = components_of(row, held)
    if ncv is None or carbon is None or oxidation is None:
        return stored_factor(held, fuel, chosen)
    value = ncv * carbon / 1000 * oxidation * 44 / 12
    return Factor(value, "components", held.factor_set, USER_SOURCE, USER_VALUE, flags)


def components_of(row: Row, held: SetFactor) -> tuple[Decimal | None, Decimal | None]:
    """Heat value [GJ/unit] and carbon content [tC/TJ] of a row: measured, else of the set."""
    ncv = number(row, "ncv_measured")
    carbon = number(row, "carbon_content")
    return (
        held.ncv if ncv is None else ncv,
        held.carbon_content if carbon is None else carbon,
    )


def coal_equivalent(fuel: Fuel, row: Row) -> tuple[Decimal, Basis]:
    """Coal equivalent of an energy row in tce/unit, and where it comes from.

    A typed value, else the measured heat value / 29.3076, else `fuels.toml`. Electricity and heat
    always take the table value (当量值).
    """
    if fuel.code in FIXED_TCE:
        return fuel.tce, "stored"
    own = number(row, "tce_factor")
    if own is not None:
        return own, "own"
    ncv = number(row, "ncv_measured")
    if ncv is not None and fuel.code not in _NO_HEAT_VALUE:
        return ncv / GJ_PER_TCE, "components"
    return fuel.tce, "stored"
