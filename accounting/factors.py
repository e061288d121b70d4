"""Loading of the factor tables (carbon-accounting.md 4; files of `resources/factors/`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from accounting.errors import FactorError
from accounting.factor_library import (
    FactorLibrary,
    FactorSet,
    Fuel,
    GridRow,
    Offer,
    SetFactor,
)
from accounting.factor_rows import (
    Content,
    read_equivalents,
    read_fuels,
    read_gases,
    read_grid,
    read_heat_values,
    read_processes,
    read_set_factors,
    read_sinks,
)
from accounting.table_reader import DefectList, parse_file, read_rows, refuse_unknown_keys
from questionnaire.canonical_json import folder_hash
from questionnaire.errors import Defect
from questionnaire.messages import LocalText, msg
from questionnaire.numbers import exact

DEFAULT_SET = "DEFAULT"


@dataclass(slots=True)
class _Folder:
    """Texts of the folder, and content and defects of all files read so far."""

    files: Mapping[str, str]
    defects: list[Defect] = field(default_factory=list)
    read: dict[str, Content] = field(default_factory=dict)

    def open(self, file: str) -> tuple[Content, DefectList]:
        """Parsed content of a file and the list that its defects go to."""
        found = DefectList(file, self.defects)
        text = self.files.get(file)
        if text is None:
            found.add("", "missing-file", msg("The file {file} is missing; add it.", file=file))
            return {}, found
        self.read[file] = parse_file(text, found)
        return self.read[file], found


def load_factors(files: Mapping[str, str]) -> FactorLibrary:
    """Read all factor tables strictly.

    Args:
        files: path relative to the factor folder, with `/` -> text of the TOML file.

    Raises:
        FactorError: with every defect of all files: file, key, rule, and what to do.
    """
    folder = _Folder(files)
    with exact():
        library = _read(folder)
    _refuse_extra_files(folder)
    if folder.defects:
        raise FactorError(
            msg(
                "The factor tables have {count} {count|defect|defects}.", count=len(folder.defects)
            ),
            msg("Correct the places named and load the tables again."),
            folder.defects,
        )
    return library


def _read(folder: _Folder) -> FactorLibrary:
    fuels = read_fuels(*folder.open("fuels.toml"))
    sets = _read_sets(folder, fuels)
    regions, kinds, grid_rows = read_grid(*folder.open("grid.toml"))
    equivalents, scopes = read_equivalents(*folder.open("electricity_equivalent.toml"))
    gases = read_gases(*folder.open("gwp.toml"))
    content, defects = folder.open("processes.toml")
    processes = read_processes(content, gases, defects)
    sinks = read_sinks(*folder.open("sinks.toml"))
    heat_values = read_heat_values(*folder.open("ncv_gbt2589.toml"))
    return FactorLibrary(
        hash="" if folder.defects else folder_hash(folder.read),  # every file has been read
        fuels=fuels,
        sets=sets,
        chains={code: _chain(code, sets) for code in sets},
        regions=regions,
        grid_rows=grid_rows,
        series=_series(grid_rows),
        equivalents=equivalents,
        scopes=scopes,
        gases=gases,
        processes=processes,
        sinks=sinks,
        heat_values=heat_values,
        kinds=kinds,
    )


def _read_sets(folder: _Folder, fuels: Mapping[str, Fuel]) -> dict[str, FactorSet]:
    content, defects = folder.open("sets.toml")
    refuse_unknown_keys(content, frozenset({"set"}), "", defects)
    found: dict[str, FactorSet] = {}
    files: dict[str, str] = {}
    for row in read_rows(content, "set", defects):
        code, label, file = row.name("code"), row.label(), row.name("file")
        row.finish()
        if code in found:
            row.refuse("code", "duplicate", msg("The row occurs twice; remove one of the two."))
        elif code == DEFAULT_SET:
            factors = {fuel.code: _default_factor(fuel) for fuel in fuels.values()}
            found[code] = FactorSet(code, label, (), "yes", factors)
        else:
            found[code] = _read_set(folder, code, label, file)
            files[code] = file
    if found and DEFAULT_SET not in found:
        defects.add("set", "missing-set", msg("The set DEFAULT is missing; add its row."))
    for code, file in files.items():
        _check_fallback(found[code], found, DefectList(file, folder.defects))
    return found


def _read_set(folder: _Folder, code: str, label: LocalText, file: str) -> FactorSet:
    content, defects = folder.open(file)
    known = frozenset({"set", "fallback", "offered", "factor"})
    refuse_unknown_keys(content, known, "", defects)
    if content and content.get("set") != code:
        defects.add(
            "set", "wrong-set", msg("set must be {code}, as the index of sets names it.", code=code)
        )
    offered = content.get("offered")
    if content and offered not in ("yes", "steel", "no"):
        defects.add("offered", "unknown-offered", msg('offered must be "yes", "steel" or "no".'))
    fallback = content.get("fallback", [])
    return FactorSet(
        code,
        label,
        tuple(str(item) for item in fallback) if isinstance(fallback, list) else (),
        cast(Offer, offered),
        read_set_factors(code, content, defects),
    )


def _check_fallback(
    factor_set: FactorSet, sets: Mapping[str, FactorSet], defects: DefectList
) -> None:
    chain = factor_set.fallback
    if not chain or chain[-1] != DEFAULT_SET or any(code not in sets for code in chain):
        defects.add(
            "fallback",
            "bad-fallback",
            msg(
                "fallback must name known sets and end with DEFAULT; known are {known}.",
                known=", ".join(sets),
            ),
        )


def _default_factor(fuel: Fuel) -> SetFactor:
    return SetFactor(
        DEFAULT_SET,
        fuel.code,
        fuel.ncv,
        fuel.carbon_content,
        fuel.oxidation,
        fuel.co2,
        fuel.provenance,
    )


def _chain(code: str, sets: Mapping[str, FactorSet]) -> dict[str, SetFactor]:
    """Rows that hold in a set: its own first, then those of its fallback sets."""
    rows: dict[str, SetFactor] = {}
    for name in reversed((code, *sets[code].fallback)):
        if name in sets:
            rows.update(sets[name].factors)
    return rows


def _series(rows: tuple[GridRow, ...]) -> dict[tuple[str, str], tuple[GridRow, ...]]:
    series: dict[tuple[str, str], tuple[GridRow, ...]] = {}
    for row in sorted(rows, key=lambda row: row.year, reverse=True):
        if row.value is not None:
            key = (row.region, row.kind)
            series[key] = (*series.get(key, ()), row)
    return series


def _refuse_extra_files(folder: _Folder) -> None:
    for file in sorted(folder.files.keys() - folder.read.keys()):
        DefectList(file, folder.defects).add(
            "",
            "unknown-file",
            msg(
                "The file {file} belongs to no table; remove it or name it in sets.toml.", file=file
            ),
        )
