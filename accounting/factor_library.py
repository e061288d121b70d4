"""The factor tables as frozen values (carbon-accounting.md 4, 6, 10, 12, 19).

Every row keeps the source text of the table, its state and who compared it with the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from accounting.errors import FactorError
from accounting.references import grid_years
from questionnaire.catalogue import Reference, References
from questionnaire.messages import LocalText, msg

STATES = ("official text checked", "published copy", "to check", "user value")
"""States of a factor (carbon-accounting.md 19)."""

USER_VALUE = "user value"
USER_SOURCE = LocalText("用户填写", "user value")

Category: TypeAlias = Literal["coal", "oil", "gas", "other", "renewable", "electricity", "heat"]
Offer: TypeAlias = Literal["yes", "steel", "no"]

CATEGORIES: tuple[Category, ...] = (
    "coal",
    "oil",
    "gas",
    "electricity",
    "heat",
    "renewable",
    "other",
)
FUEL_CATEGORIES: frozenset[Category] = frozenset({"coal", "oil", "gas", "other"})
"""Categories whose burnt amount gives fossil CO2."""

COAL_CODES = frozenset(
    {
        "raw_coal",
        "anthracite",
        "coking_coal",
        "bituminous",
        "lignite",
        "cleaned_coal",
        "other_washed",
        "coal_slime",
        "gangue",
        "briquette",
    }
)
"""Coal without coke and gases (derived_values.csv, inventory.coal_tonnes)."""

OFFICIAL_GRID_START = 2021
"""First data year of the yearly official grid series (carbon-accounting.md 6.1)."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a factor comes from.

    Attributes:
        source: document, table and year, in both languages.
        state: one of `STATES`.
        verified_by, verified_on, document, clause: filled by the administrator, else empty.
    """

    source: LocalText
    state: str
    verified_by: str = ""
    verified_on: str = ""
    document: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Fuel:
    """An energy carrier with its default factors.

    Attributes:
        unit: unit of the entered amount; `t`, `10^4 Nm3`, `10^4 kWh`, `GJ` or `tce`.
        ncv: net calorific value in `ncv_unit`.
        tce: coal equivalent, tce/unit.
        carbon_content: tC/TJ; None when unknown.
        oxidation: 0 to 1; None when unknown.
        co2: fossil tCO2/unit as printed; None: the user must enter it.
        biogenic_co2: tCO2/unit, memo; None = none.
    """

    code: str
    label: LocalText
    category: Category
    unit: str
    ncv: Decimal
    ncv_unit: str
    tce: Decimal
    carbon_content: Decimal | None
    oxidation: Decimal | None
    co2: Decimal | None
    biogenic_co2: Decimal | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SetFactor:
    """The row of one carrier in one factor set; units as in `Fuel`."""

    factor_set: str
    code: str
    ncv: Decimal | None
    carbon_content: Decimal | None
    oxidation: Decimal | None
    co2: Decimal | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FactorSet:
    """A named factor set.

    Attributes:
        fallback: sets to look in, in order, for a code that this one lacks.
        offered: `yes`, `steel` (once a steel works is entered) or `no` (single values).
        factors: rows by carrier code.
    """

    code: str
    label: LocalText
    fallback: tuple[str, ...]
    offered: Offer
    factors: Mapping[str, SetFactor]


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the grid table and the kind of factor that its inventories take."""

    code: str
    label: LocalText
    kind: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One grid factor, tCO2/MWh; None = no published value."""

    region: str
    year: int
    kind: str
    value: Decimal | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Coal consumption of power supply and generation, kgce/kWh.

    Attributes:
        key: the year as text, or the code of a value of limited scope.
        generation: None when unknown.
    """

    key: str
    label: LocalText
    supply: Decimal
    generation: Decimal | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Gas:
    """A greenhouse gas; `warming` holds tCO2e/t by GWP set, without the empty cells."""

    code: str
    label: LocalText
    formula: str
    warming: Mapping[str, Decimal]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Process:
    """A process, waste or leakage row; `factor` None: a measured value is required."""

    code: str
    label: LocalText
    activity_unit: str
    gas: str
    factor: Decimal | None
    factor_unit: str
    biogenic_co2: Decimal | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Sink:
    """A sink; `value` None: the table prints a range (`printed`), which cannot be selected."""

    code: str
    label: LocalText
    value: Decimal | None
    printed: str
    unit: str
    amount_unit: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class HeatValue:
    """A printed pair of GB/T 2589-2020, for comparison only; values may be ranges."""

    code: str
    label: LocalText
    heat_value: str
    unit: str
    kgce: str
    recomputed: str
    pair_agrees: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FactorLibrary:
    """All factor tables of one edition.

    Attributes:
        hash: folder hash, lower-case hex.
        chains: set code -> carrier code -> the row that holds in that set, fallback applied.
        series: (region, kind) -> rows with a value, newest first.
        equivalents: yearly national series by year.
        scopes: values of limited scope by code.
    """

    hash: str
    fuels: Mapping[str, Fuel]
    sets: Mapping[str, FactorSet]
    chains: Mapping[str, Mapping[str, SetFactor]]
    regions: Mapping[str, Region]
    grid_rows: tuple[GridRow, ...]
    series: Mapping[tuple[str, str], tuple[GridRow, ...]]
    equivalents: Mapping[int, Equivalent]
    scopes: Mapping[str, Equivalent]
    gases: Mapping[str, Gas]
    processes: Mapping[str, Process]
    sinks: Mapping[str, Sink]
    heat_values: Mapping[str, HeatValue]
    kinds: Mapping[str, LocalText] = field(default_factory=dict)

    def chain(self, factor_set: str) -> Mapping[str, SetFactor]:
        """Rows that hold in a set, fallback applied.

        Raises:
            FactorError: the set is not known, or holds single values only and cannot be chosen.
        """
        chosen = self.sets.get(factor_set)
        if chosen is None or chosen.offered == "no":
            raise FactorError(
                msg("The factor set {code} cannot be chosen.", code=factor_set),
                msg(
                    "Choose one of {known}.",
                    known=", ".join(code for code, row in self.sets.items() if row.offered != "no"),
                ),
            )
        return self.chains[factor_set]

    def references(self) -> References:
        """The lists `fuels`, `processes`, `sinks` and `grid_years` for the form."""
        return {
            "fuels": {fuel.code: _fuel_reference(fuel) for fuel in self.fuels.values()},
            "processes": {
                row.code: Reference(
                    row.code,
                    row.label,
                    row.activity_unit,
                    _present(default_factor=row.factor, factor_unit=row.factor_unit, gas=row.gas),
                )
                for row in self.processes.values()
            },
            "sinks": {
                row.code: Reference(
                    row.code,
                    row.label,
                    row.amount_unit,
                    _present(default_factor=row.value, factor_unit=row.unit),
                    selectable=row.value is not None,
                )
                for row in self.sinks.values()
            },
            "grid_years": grid_years(self._grid_values()),
        }

    def _grid_values(self) -> dict[int, list[tuple[LocalText, Decimal]]]:
        """Values that a park of a form region may take, by data year."""
        found: dict[int, list[tuple[LocalText, Decimal]]] = {}
        for code in ("CN-JS", "CN-EAST", "CN"):
            region = self.regions[code]
            for row in self.series.get((code, region.kind), ()):
                if row.value is not None:
                    found.setdefault(row.year, []).append((region.label, row.value))
        return found


def _fuel_reference(fuel: Fuel) -> Reference:
    return Reference(
        fuel.code,
        fuel.label,
        fuel.unit,
        _present(
            default_ncv=fuel.ncv,
            default_tce=fuel.tce,
            default_co2=fuel.co2,
            category=fuel.category,
            ncv_unit=fuel.ncv_unit,
        ),
    )


def _present(**attributes: Decimal | str | None) -> dict[str, Decimal | str]:
    return {name: value for name, value in attributes.items() if value is not None}
