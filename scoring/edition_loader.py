"""Reads a rubric edition from the texts of its files and refuses it with every defect at once.

Source: rubric.md 13.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from questionnaire.canonical_json import folder_hash
from questionnaire.catalogue import Catalogue, DerivedValue, Field
from questionnaire.errors import Defect
from questionnaire.formula import Formula
from questionnaire.messages import msg
from scoring.band_reader import read_bands, read_benchmarks, read_gates
from scoring.edition import CLASS_INPUTS, CODE_INPUTS, Edition, Indicator, WeightSet
from scoring.edition_head import Head, read_head
from scoring.errors import RubricError
from scoring.indicator_reader import Names, read_indicator
from scoring.input_fields import fields_behind
from scoring.strict_table import StrictTable
from scoring.weight_reader import read_weights


@dataclass(slots=True)
class _Folder:
    """The files of an edition with their content and the defects found so far."""

    files: Mapping[str, str]
    read: dict[str, Mapping[str, object]] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)

    def table(self, path: str) -> StrictTable:
        """The top table of a file; empty after a defect."""
        parsed: Mapping[str, object] = {}
        if path not in self.files:
            message = msg("The file {file} is missing; add it.", file=path)
            self.defects.append(Defect(path, "", "missing-file", message))
        else:
            try:
                parsed = tomllib.loads(self.files[path])
            except tomllib.TOMLDecodeError as error:
                message = msg(
                    "{file} is not TOML ({why}); correct that line.", file=path, why=str(error)
                )
                self.defects.append(Defect(path, "", "bad-toml", message))
                return StrictTable({}, path, "", [])
            self.read[path] = parsed
        return StrictTable(parsed, path, "", self.defects if path in self.files else [])

    def under(self, folder: str) -> list[str]:
        """Paths of the files of a folder."""
        return sorted(path for path in self.files if path.startswith(f"{folder}/"))


def load_edition(files: Mapping[str, str], catalogue: Catalogue) -> Edition:
    """Read an edition.

    Args:
        files: path relative to the edition folder, with `/` -> text.
        catalogue: the field catalogue that the formulas refer to.

    Raises:
        RubricError: with every defect: file, key, rule and what to do.
    """
    folder = _Folder(files)
    names = Names(catalogue)
    head = read_head(folder.table("edition.toml"))
    indicators = _indicators(folder, names, head)
    weight_sets = _weight_sets(folder, head, indicators)
    gates = read_gates(folder.table("gates.toml"), names)
    bands = read_bands(folder.table("bands.toml"))
    benchmarks = read_benchmarks(folder.table("benchmarks/industry_means.toml"), catalogue)
    _refuse_unknown_files(folder)
    if folder.defects:
        raise RubricError(
            msg(
                "The rubric edition {id} has {count} {count|defect|defects} and cannot be used.",
                id=head.id,
                count=len(folder.defects),
            ),
            msg("Correct each listed key in its file, then load the edition again."),
            folder.defects,
        )
    used = _names_used(indicators.values(), [g.fails for g in gates if g.fails])
    derived = [name for name in used if name in catalogue.derived]
    return Edition(
        id=head.id,
        hash=folder_hash(folder.read),
        catalogue_hash=catalogue.hash,
        label=head.label,
        valid_from_year=head.valid_from_year,
        retrospective_before=head.retrospective_before,
        default_weights=head.default_weights,
        coverage_limit=head.coverage_limit,
        level_scores=head.level_scores,
        no_data_shared_years=head.no_data_shared_years,
        quality_weights=head.quality_weights,
        class_rules=head.class_rules,
        code_rules=bands.code_rules(head.value_added_covered_limit),
        dimensions=head.dimensions,
        indicators=indicators,
        weight_sets=weight_sets,
        gates=gates,
        grades=bands.grades,
        efficiency=bands.efficiency,
        levels=bands.levels,
        benchmarks=benchmarks,
        names=used,
        fields_of={name: fields_behind(catalogue, [name]) for name in derived},
        field_labels={name: _question(name, catalogue).label for name in used},
        field_units={name: _question(name, catalogue).unit for name in used},
    )


def _indicators(folder: _Folder, names: Names, head: Head) -> dict[str, Indicator]:
    """All indicators in the order of the table: by dimension, then by number."""
    found: list[Indicator] = []
    for path in folder.under("indicators"):
        table = folder.table(path)
        indicator = read_indicator(table, names)
        if indicator is None:
            continue
        _check_code(table, indicator, head, [known.code for known in found])
        found.append(indicator)
    order = list(head.dimensions)
    found.sort(
        key=lambda i: (order.index(i.dimension) if i.dimension in order else 0, i.code[1:].zfill(2))
    )
    return {indicator.code: indicator for indicator in found}


def _check_code(table: StrictTable, indicator: Indicator, head: Head, known: Sequence[str]) -> None:
    code = indicator.code
    if code in known:
        message = msg("The code {code} is given twice; give each its own.", code=code)
        table.refuse("code", "duplicate-code", message)
    elif table.file != f"indicators/{code}.toml":
        message = msg("The file of {code} must be called {code}.toml; rename it.", code=code)
        table.refuse("code", "file-name", message)
    if indicator.dimension not in head.dimensions:
        message = msg(
            "The dimension {name} is not in edition.toml; use one of: {allowed}.",
            name=indicator.dimension,
            allowed=", ".join(head.dimensions),
        )
        table.refuse("dimension", "unknown-dimension", message)


def _weight_sets(
    folder: _Folder, head: Head, indicators: Mapping[str, Indicator]
) -> dict[str, WeightSet]:
    sets: dict[str, WeightSet] = {}
    for path in folder.under("weights"):
        table = folder.table(path)
        weights = read_weights(table, tuple(head.dimensions), indicators)
        if path != f"weights/{weights.name}.toml":
            message = msg("The file of the set must be called {name}.toml.", name=weights.name)
            table.refuse("name", "file-name", message)
        sets[weights.name] = weights
    if head.default_weights not in sets:
        folder.defects.append(
            Defect(
                "edition.toml",
                "default_weights",
                "unknown-weights",
                msg("The weight set {name} has no file in weights/.", name=head.default_weights),
            )
        )
    return sets


def _refuse_unknown_files(folder: _Folder) -> None:
    known = {"edition.toml", "gates.toml", "bands.toml", "benchmarks/industry_means.toml"}
    known.update(folder.under("indicators"), folder.under("weights"))
    for path in sorted(set(folder.files) - known):
        message = msg("The file {file} is not part of an edition; remove it.", file=path)
        folder.defects.append(Defect(path, "", "unknown-file", message))


def _names_used(indicators: Iterable[Indicator], gates: Iterable[Formula]) -> frozenset[str]:
    """Every field and derived value that any rule of the edition reads."""
    names = {*CLASS_INPUTS, *CODE_INPUTS}
    for indicator in indicators:
        names.update(indicator.inputs)
        names.update(*(rule.condition.names for rule in indicator.bounds if rule.condition))
        if indicator.na_declared:
            names.add(indicator.na_declared.refusing_field)
    names.update(*(formula.names for formula in gates))
    return frozenset(names)


def _question(name: str, catalogue: Catalogue) -> Field | DerivedValue:
    """What the catalogue says of a name; the classes and the code rest on names it must have."""
    found = catalogue.fields.get(name) or catalogue.derived.get(name)
    if found is None:
        raise RubricError(
            msg("The field catalogue {id} has no {name}.", id=catalogue.id, name=name),
            msg("Use the catalogue that the edition was written for."),
        )
    return found
