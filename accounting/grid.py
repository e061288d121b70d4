"""Which grid factor a year takes (carbon-accounting.md 6.1; rubric.md 8 for scores)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounting.factor_library import (
    OFFICIAL_GRID_START,
    USER_SOURCE,
    USER_VALUE,
    FactorLibrary,
    GridRow,
)
from accounting.findings import Finding, hard
from accounting.inventory import GridFactor, InventorySettings
from questionnaire.messages import msg

OWN_KIND = "own_series"


@dataclass(frozen=True, slots=True)
class GridChoice:
    """The factor taken, or why none may be taken."""

    factor: GridFactor | None
    findings: tuple[Finding, ...] = ()


def grid_factor(settings: InventorySettings, library: FactorLibrary, year: int) -> GridChoice:
    """The grid factor of an accounting year, tCO2/MWh.

    Policy `year_matched` takes the newest official data year that is not later than the accounting
    year; before 2021 there is none and the user must choose, except for scores, which hold the
    2021 value. `constant` takes any row of the table, `own_series` the value of the park. Nothing
    is interpolated.
    """
    if settings.grid_policy == "own_series":
        return _own(settings, year)
    region = library.regions.get(settings.grid_region)
    series = library.series.get((region.code, region.kind), ()) if region is not None else ()
    if settings.grid_policy == "constant":
        return _constant(settings, series, year)
    official = [row for row in series if row.year >= OFFICIAL_GRID_START]
    newest = next((row for row in official if row.year <= year), None)
    if newest is None and settings.scoring and official:
        newest = official[-1]
    if newest is None or newest.value is None:
        return GridChoice(None, (_choices(year, series),))
    return GridChoice(_taken(newest, newest.value, year))


def excluding_market_factor(
    settings: InventorySettings, library: FactorLibrary, year: int
) -> GridRow | None:
    """Residual factor after certified green power, national only (carbon-accounting.md 6.2).

    Returns None before 2021, except for scores, which hold the value of 2021.
    """
    series = library.series.get(("CN", "national_excl_market_nonfossil"), ())
    newest = next((row for row in series if row.year <= year), None)
    return series[-1] if newest is None and settings.scoring and series else newest


def equivalent_factor(
    settings: InventorySettings, library: FactorLibrary, year: int
) -> tuple[Decimal | None, int | None]:
    """等价 coefficient in kgce/kWh and its data year (None for the user's own value).

    Takes the newest year of the national series that is not later; (None, None) before it.
    """
    if settings.electricity_equivalent is not None:
        return settings.electricity_equivalent, None
    newest = max((known for known in library.equivalents if known <= year), default=None)
    return (None, None) if newest is None else (library.equivalents[newest].supply, newest)


def _taken(row: GridRow, value: Decimal, year: int) -> GridFactor:
    provenance = row.provenance
    return GridFactor(
        row.region,
        row.year,
        row.kind,
        value,
        year - row.year,
        provenance.source,
        provenance.state,
    )


def _own(settings: InventorySettings, year: int) -> GridChoice:
    if settings.grid_value is None:
        return GridChoice(
            None,
            (
                hard(
                    "field:grid_factor_value",
                    "grid_factor_value",
                    "",
                    msg(
                        "The grid factor of {year} is missing in the own series; enter its value "
                        "and source.",
                        year=year,
                    ),
                    "grid_factor_policy",
                ),
            ),
        )
    source = settings.grid_source or USER_SOURCE
    return GridChoice(
        GridFactor(settings.grid_region, None, OWN_KIND, settings.grid_value, 0, source, USER_VALUE)
    )


def _constant(settings: InventorySettings, series: tuple[GridRow, ...], year: int) -> GridChoice:
    row = next((row for row in series if row.year == settings.grid_year), None)
    if row is not None and row.value is not None:
        return GridChoice(_taken(row, row.value, year))
    return GridChoice(
        None,
        (
            hard(
                "field:grid_factor_year",
                "grid_factor_year",
                "",
                msg(
                    "There is no published grid factor of {region} for data year {year}; choose "
                    "one of {years}.",
                    region=settings.grid_region,
                    year=settings.grid_year or "-",
                    years=", ".join(str(row.year) for row in reversed(series)) or "-",
                ),
                "grid_factor_policy",
                "grid_factor_region",
            ),
        ),
    )


def _choices(year: int, series: tuple[GridRow, ...]) -> Finding:
    legacy = [
        f"{row.year}: {row.value}" for row in reversed(series) if row.year < OFFICIAL_GRID_START
    ]
    held = [f"{row.year}: {row.value}" for row in series if row.year == OFFICIAL_GRID_START]
    return hard(
        "field:grid_factor_policy",
        "grid_factor_policy",
        "",
        msg(
            "No yearly grid factor was published for {year}. Choose one: (a) a constant of an "
            "earlier list ({legacy}), (b) an own series with source, (c) the first yearly value "
            "held constant ({held}).",
            year=year,
            legacy=", ".join(legacy) or "-",
            held=", ".join(held) or "-",
        ),
        "grid_factor_year",
        "grid_factor_value",
    )
