"""The CO2 inventory of one park and year, as a frozen value (carbon-accounting.md 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from questionnaire.answers import Quality
from questionnaire.messages import LocalText, Text
from questionnaire.problems import Problem

GridPolicy: TypeAlias = Literal["year_matched", "constant", "own_series"]
Allocation: TypeAlias = Literal["energy", "efficiency", "heat_ratio"]
LineScope: TypeAlias = Literal[
    "scope1", "scope2", "export", "process", "non_co2", "biogenic", "removal", "instrument"
]


@dataclass(frozen=True, slots=True)
class InventorySettings:
    """The settings of page 7.

    Attributes:
        factor_set: DEFAULT, WRI_2_1, SECTOR_GUIDE or STEEL_GUIDE.
        grid_region: CN-JS, CN-EAST or CN.
        grid_year: data year for policy constant.
        grid_value: tCO2/MWh for policy own_series, with grid_source.
        electricity_equivalent: kgce/kWh of the user; None = national series.
        scoring: True for the fixed settings of scores and code (rubric.md 8): before 2021 the
            2021 grid value is used and printed as such.
    """

    factor_set: str = "DEFAULT"
    grid_region: str = "CN-JS"
    grid_policy: GridPolicy = "year_matched"
    grid_year: int | None = None
    grid_value: Decimal | None = None
    grid_source: str = ""
    gwp_set: str = "ar5_100"
    electricity_equivalent: Decimal | None = None
    scoring: bool = False


@dataclass(frozen=True, slots=True)
class GridFactor:
    """The grid factor used, tCO2/MWh; lag = accounting year - data year (> 0: provisional)."""

    region: str
    data_year: int | None
    kind: str
    value: Decimal
    lag: int
    source: Text
    state: str


@dataclass(frozen=True, slots=True)
class InventoryLine:
    """One line: an activity, its factor and its tonnes.

    Attributes:
        source: stable key, e.g. `industry_above/raw_coal`, `grid_bought`, `lime`.
        label: name of the line.
        scope: which total it belongs to.
        gas: CO2, CH4 ...
        category: coal, oil, gas, electricity, heat, other, process, renewable, sink, instrument.
        activity, unit: amount that meets the factor (burnt fuel, bought power, area).
        factor, factor_unit: None when unknown.
        factor_source: source of the factor table, or that the user typed it; empty for none.
        factor_set: set that gave it; another than the chosen one is a fallback.
        state: official text checked, published copy, to check, user value.
        co2_t: tonnes (CO2e for other gases, negative for exports); None when unknown.
        rows: `table[row_id]` of the rows it comes from.
        flags: `fallback`, `computed`, `estimated`, `provisional`, `not accepted` ...
        quality: letter of the activity data; unmarked is C.
    """

    source: str
    label: LocalText
    scope: LineScope
    gas: str
    category: str
    activity: Decimal | None
    unit: str
    factor: Decimal | None
    factor_unit: str
    factor_source: Text
    factor_set: str
    state: str
    co2_t: Decimal | None
    rows: tuple[str, ...]
    flags: tuple[str, ...] = ()
    quality: Quality = "C"


@dataclass(frozen=True, slots=True)
class PlantFactors:
    """Power and heat factors of one plant inside the park (carbon-accounting.md 8).

    Attributes:
        co2: CO2 of its fuel, t.
        share_heat: part of it that heat carries, 0 to 1.
        power_factor: tCO2/MWh supplied.
        heat_factor: tCO2/GJ supplied.
    """

    name: str
    allocation: Allocation
    co2: Decimal | None
    share_heat: Decimal | None
    power_factor: Decimal | None
    heat_factor: Decimal | None


@dataclass(frozen=True, slots=True)
class Inventory:
    """The result record.

    Attributes:
        values: every `inventory.*` and `enterprises.*` value of `derived_values.csv` and every
            value marked + in carbon-accounting.md 1 (keys with their prefix); None = incomplete.
        grid: None when no factor may be taken (the problems say why).
        incomplete: tables, rows `table[row_id]` and settings that are unknown and make totals
            incomplete.
        uncertainty_percent: half width of net_co2 in % (section 16); None when incomplete.
        quality_share: tce of rows of quality A or B / total, 0 to 1.
        problems: what the account refused or did not accept; `entry_checks` gives all problems.
        plants: factors of the plants inside, for the cards of their users.
    """

    year: int
    settings: InventorySettings
    factors_hash: str
    grid: GridFactor | None
    lines: tuple[InventoryLine, ...]
    values: Mapping[str, Decimal | None]
    incomplete: tuple[str, ...]
    uncertainty_percent: Decimal | None
    quality_share: Decimal | None
    problems: tuple[Problem, ...]
    plants: tuple[PlantFactors, ...] = ()
