"""From rows of the factor files to values, one function a file (carbon-accounting.md 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar, cast

from accounting.factor_library import (
    CATEGORIES,
    Category,
    Equivalent,
    Fuel,
    Gas,
    GridRow,
    HeatValue,
    Process,
    Region,
    SetFactor,
    Sink,
)
from accounting.plausibility import (
    carbon_slip,
    equivalent_slip,
    grid_slip,
    heat_slip,
    mass_carbon_slip,
    oxidation_slip,
    tce_slip,
)
from accounting.table_reader import DefectList, RowReader, read_rows, refuse_unknown_keys
from questionnaire.messages import LocalText, Message, msg

Content = Mapping[str, object]
_Row = TypeVar("_Row")

FUEL_UNITS = ("t", "10^4 Nm3", "10^4 kWh", "GJ", "tce")
GWP_SETS = ("sar_100", "ar4_100", "ar5_100", "ar6_100")
_RANGE = re.compile(r"[0-9.]+ ?- ?[0-9.]+\Z")


def _keyed(
    rows: list[RowReader], make: Callable[[RowReader], _Row], key: Callable[[_Row], Any]
) -> dict[Any, _Row]:
    """Read rows by their key; a key that occurs twice is a defect."""
    found: dict[Any, _Row] = {}
    for row in rows:
        made = make(row)
        row.finish()
        if key(made) in found:
            row.refuse(
                "code",
                "duplicate",
                msg("The row occurs twice; remove one of the two."),
            )
        found[key(made)] = made
    return found


def _refuse(row: RowReader, key: str, rule: str, slip: Message | None) -> None:
    if slip is not None:
        row.refuse(key, rule, slip)


def _only(content: Content, defects: DefectList, *known: str) -> None:
    refuse_unknown_keys(content, frozenset(known), "", defects)


def read_fuels(content: Content, defects: DefectList) -> dict[str, Fuel]:
    """Carriers of `fuels.toml` by code."""
    _only(content, defects, "fuel")
    return _keyed(read_rows(content, "fuel", defects), _fuel, lambda fuel: fuel.code)


def _fuel(row: RowReader) -> Fuel:
    fuel = Fuel(
        code=row.name("code"),
        label=row.label(),
        category=cast(Category, row.choice("category", CATEGORIES)),
        unit=row.choice("unit", FUEL_UNITS),
        ncv=row.number("ncv"),
        ncv_unit=row.choice("ncv_unit", tuple(f"GJ/{unit}" for unit in FUEL_UNITS)),
        tce=row.number("tce"),
        carbon_content=row.optional("carbon_content"),
        oxidation=row.optional("oxidation"),
        co2=row.optional("co2"),
        biogenic_co2=row.optional("biogenic_co2"),
        provenance=row.provenance(),
    )
    _check_components(row, fuel)
    _check_ncv_unit(row, fuel.unit, fuel.ncv_unit)
    _refuse(row, "tce", "CA-E15", tce_slip(fuel.code, fuel.tce))
    if fuel.code == "heat":
        _refuse(row, "co2", "CA-E19", heat_slip(fuel.co2, evidence=False))
    return fuel


def _check_ncv_unit(row: RowReader, unit: str, ncv_unit: str) -> None:
    if ncv_unit and ncv_unit != f"GJ/{unit}":
        row.refuse(
            "ncv_unit",
            "unit-mismatch",
            msg("ncv_unit must be GJ/{unit}, as the unit of the amount is {unit}.", unit=unit),
        )


def _check_components(row: RowReader, factor: Fuel | SetFactor, unit: str = "") -> None:
    """CA-E12, CA-E13 and CA-E14."""
    unit = factor.unit if isinstance(factor, Fuel) else unit
    carbon = factor.carbon_content
    _refuse(row, "oxidation", "CA-E12", oxidation_slip(factor.oxidation))
    _refuse(row, "carbon_content", "CA-E13", carbon_slip(factor.code, carbon, factor.ncv))
    _refuse(row, "carbon_content", "CA-E14", mass_carbon_slip(unit, factor.ncv, carbon))


def read_set_factors(code: str, content: Content, defects: DefectList) -> dict[str, SetFactor]:
    """Rows of `sets/<SET>.toml` by carrier code."""

    def make(row: RowReader) -> SetFactor:
        factor = SetFactor(
            factor_set=code,
            code=row.name("code"),
            ncv=row.optional("ncv"),
            carbon_content=row.optional("carbon_content"),
            oxidation=row.optional("oxidation"),
            co2=row.optional("co2"),
            provenance=row.provenance(),
        )
        unit = row.choice("unit", FUEL_UNITS)
        ncv_unit = row.text("ncv_unit")
        if factor.ncv is not None:
            _check_ncv_unit(row, unit, ncv_unit)
        _check_components(row, factor, unit)
        return factor

    return _keyed(read_rows(content, "factor", defects), make, lambda factor: factor.code)


def read_grid(
    content: Content, defects: DefectList
) -> tuple[dict[str, Region], dict[str, LocalText], tuple[GridRow, ...]]:
    """Regions, kinds and factors of `grid.toml`."""
    _only(content, defects, "region", "kind", "factor")
    kind_rows = _keyed(
        read_rows(content, "kind", defects),
        lambda row: (row.name("code"), row.label()),
        lambda made: made[0],
    )
    kinds = tuple(kind_rows)
    regions = _keyed(
        read_rows(content, "region", defects),
        lambda row: Region(row.name("code"), row.label(), row.choice("kind", kinds)),
        lambda region: region.code,
    )

    def make(row: RowReader) -> GridRow:
        factor = GridRow(
            region=row.choice("region", tuple(regions)),
            year=_year(row),
            kind=row.choice("kind", kinds),
            value=row.optional("value"),
            provenance=row.provenance(),
        )
        certified = factor.kind == "nonfossil_certified"
        _refuse(row, "value", "CA-E18", grid_slip(factor.value, zero_allowed=certified))
        return factor

    rows = read_rows(content, "factor", defects, key="region")
    factors = _keyed(rows, make, lambda factor: (factor.region, factor.year, factor.kind))
    labels = dict(kind_rows.values())
    return regions, labels, tuple(factors.values())


def _year(row: RowReader) -> int:
    number = row.number("year")
    if number != 0 and (number != int(number) or not 1990 <= number <= 2100):
        row.refuse(
            "year",
            "bad-year",
            msg("year is {value}; write a year from 1990 to 2100.", value=number),
        )
    return int(number)


def read_equivalents(
    content: Content, defects: DefectList
) -> tuple[dict[int, Equivalent], dict[str, Equivalent]]:
    """Yearly series and values of limited scope of `electricity_equivalent.toml`."""
    _only(content, defects, "year", "scope")

    def make(row: RowReader, key: str, label: LocalText) -> Equivalent:
        equivalent = Equivalent(
            key, label, row.number("supply"), row.optional("generation"), row.provenance()
        )
        _refuse(row, "supply", "CA-E15", equivalent_slip(equivalent.supply))
        _refuse(row, "generation", "CA-E15", equivalent_slip(equivalent.generation))
        return equivalent

    def yearly(row: RowReader) -> Equivalent:
        year = str(_year(row))
        return make(row, year, LocalText(year, year))

    years = _keyed(
        read_rows(content, "year", defects, key="year"), yearly, lambda made: int(made.key)
    )
    scopes = _keyed(
        read_rows(content, "scope", defects),
        lambda row: make(row, row.name("code"), row.label()),
        lambda made: made.key,
    )
    return years, scopes


def read_gases(content: Content, defects: DefectList) -> dict[str, Gas]:
    """Gases of `gwp.toml` by code."""
    _only(content, defects, "gas")

    def make(row: RowReader) -> Gas:
        values = {name: row.optional(name) for name in GWP_SETS}
        return Gas(
            code=row.name("code"),
            label=row.label(),
            formula=row.name("formula"),
            warming={name: value for name, value in values.items() if value is not None},
            provenance=row.provenance(),
        )

    return _keyed(read_rows(content, "gas", defects), make, lambda gas: gas.code)


def read_processes(
    content: Content, gases: Mapping[str, Gas], defects: DefectList
) -> dict[str, Process]:
    """Processes of `processes.toml` by code; each names a gas of `gwp.toml`."""
    _only(content, defects, "process")

    def make(row: RowReader) -> Process:
        return Process(
            code=row.name("code"),
            label=row.label(),
            activity_unit=row.name("activity_unit"),
            gas=row.choice("gas", tuple(gases)),
            factor=row.optional("factor", signed=True),
            factor_unit=row.name("factor_unit"),
            biogenic_co2=row.optional("biogenic_co2"),
            provenance=row.provenance(),
        )

    return _keyed(read_rows(content, "process", defects), make, lambda process: process.code)


def read_sinks(content: Content, defects: DefectList) -> dict[str, Sink]:
    """Sinks of `sinks.toml` by code; a range has no value."""
    _only(content, defects, "sink")

    def make(row: RowReader) -> Sink:
        printed = row.name("value")
        value: Decimal | None = None
        if not _RANGE.match(printed):
            value = row.number("value", signed=True)
        return Sink(
            code=row.name("code"),
            label=row.label(),
            value=value,
            printed=printed,
            unit=row.choice("unit", ("tCO2/ha/yr", "tCO2/t")),
            amount_unit=row.choice("amount_unit", ("ha", "t")),
            provenance=row.provenance(),
        )

    return _keyed(read_rows(content, "sink", defects), make, lambda sink: sink.code)


def read_heat_values(content: Content, defects: DefectList) -> dict[str, HeatValue]:
    """Printed pairs of `ncv_gbt2589.toml` by code."""
    _only(content, defects, "row")

    def make(row: RowReader) -> HeatValue:
        return HeatValue(
            code=row.name("code"),
            label=row.label(),
            heat_value=row.name("heat_value"),
            unit=row.choice("unit", ("kJ/kg", "kJ/m3", "kJ/kWh", "MJ")),
            kgce=row.name("kgce"),
            recomputed=row.name("recomputed"),
            pair_agrees=row.choice("pair_agrees", ("yes", "no")) == "yes",
            provenance=row.provenance(),
        )

    return _keyed(read_rows(content, "row", defects), make, lambda value: value.code)
