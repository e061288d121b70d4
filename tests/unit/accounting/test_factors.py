"""The factor tables: what is shipped, and that every broken rule is named with its place."""

from decimal import Decimal

import pytest

from accounting.errors import FactorError
from accounting.factor_library import FUEL_CATEGORIES, FactorLibrary, Fuel, Gas, Process
from accounting.factors import load_factors
from questionnaire.errors import Defect

RAW_COAL = 'code = "raw_coal"'


def defects_of(files: dict[str, str]) -> tuple[Defect, ...]:
    with pytest.raises(FactorError) as raised:
        load_factors(files)
    return raised.value.defects


def with_change(files: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert old in files[file]
    return files | {file: files[file].replace(old, new, 1)}


def test_counts_of_the_shipped_tables(library: FactorLibrary) -> None:
    counts = {code: len(factor_set.factors) for code, factor_set in library.sets.items()}
    assert counts == {
        "DEFAULT": 47,
        "WRI_2_1": 8,
        "SECTOR_GUIDE": 22,
        "STEEL_GUIDE": 8,
        "PROV_2025": 3,
        "YEARBOOK_TABLE": 2,
        "CEADS": 9,
    }
    assert len(library.grid_rows) == 46
    assert (len(library.gases), len(library.processes), len(library.sinks)) == (28, 61, 14)
    assert (len(library.equivalents), len(library.scopes)) == (14, 4)
    assert len(library.heat_values) == 31


def test_sets_that_are_offered(library: FactorLibrary) -> None:
    offered = {code: item.offered for code, item in library.sets.items() if item.offered != "no"}
    assert offered == {
        "DEFAULT": "yes",
        "WRI_2_1": "yes",
        "SECTOR_GUIDE": "yes",
        "STEEL_GUIDE": "steel",
    }


def test_no_shipped_row_claims_to_be_checked(library: FactorLibrary) -> None:
    rows: list[Fuel | Process | Gas] = [
        *library.fuels.values(),
        *library.processes.values(),
        *library.gases.values(),
    ]
    assert all(row.provenance.state != "official text checked" for row in rows)
    assert all(row.provenance.source for row in rows)
    assert all(row.label.zh and row.label.en for row in rows)


def test_stored_factors_agree_with_their_components(library: FactorLibrary) -> None:
    """carbon-accounting.md 4: methanol and raw coal of WRI_2_1 are the known exceptions."""
    differing = {
        (factor_set.code, row.code)
        for factor_set in library.sets.values()
        for row in factor_set.factors.values()
        if row.co2 is not None
        and row.ncv is not None
        and row.carbon_content is not None
        and row.oxidation is not None
        and (row.code in library.fuels and library.fuels[row.code].category in FUEL_CATEGORIES)
        and abs(row.ncv * row.carbon_content / 1000 * row.oxidation * 44 / 12 - row.co2)
        > Decimal("0.00006")
    }
    assert differing == {("DEFAULT", "methanol_fuel"), ("WRI_2_1", "raw_coal")}


def test_references_for_the_form(library: FactorLibrary) -> None:
    references = library.references()
    coal = references["fuels"]["raw_coal"]
    assert coal.unit == "t"
    assert coal.attributes == {
        "default_ncv": Decimal("20.908"),
        "default_tce": Decimal("0.7143"),
        "default_co2": Decimal("1.9003"),
        "category": "coal",
        "ncv_unit": "GJ/t",
    }
    assert "default_co2" not in references["fuels"]["industrial_waste"].attributes
    clinker = references["processes"]["cement_clinker"]
    assert (clinker.unit, clinker.attributes["gas"]) == ("t clinker", "CO2")
    assert "default_factor" not in references["processes"]["ammonia_ng"].attributes
    assert not references["sinks"]["forest_range"].selectable
    assert references["sinks"]["forest_gd"].attributes["default_factor"] == Decimal("3.9")
    years = ["2010", "2011", "2012", "2018", "2021", "2022", "2023"]
    assert list(references["grid_years"]) == years


def test_hash_follows_the_values_alone(factor_files: dict[str, str]) -> None:
    commented = factor_files | {"fuels.toml": "# a comment\n" + factor_files["fuels.toml"]}
    changed = with_change(factor_files, "fuels.toml", '"1.9003"', '"1.9004"')
    shipped = load_factors(factor_files).hash
    assert load_factors(commented).hash == shipped
    assert load_factors(changed).hash != shipped


@pytest.mark.parametrize(
    "file, old, new, place, rule",
    [
        (
            "fuels.toml",
            RAW_COAL,
            RAW_COAL + "\ncolour = 'x'",
            "fuel.raw_coal.colour",
            "unknown-key",
        ),
        ("fuels.toml", 'tce = "0.7143"\n', "", "fuel.raw_coal.tce", "missing-key"),
        ("fuels.toml", 'ncv = "20.908"', 'ncv = "20,908"', "fuel.raw_coal.ncv", "bad-number"),
        ("fuels.toml", 'ncv = "20.908"', "ncv = 20.908", "fuel.raw_coal.ncv", "not-text"),
        ("fuels.toml", 'ncv = "20.908"', 'ncv = ""', "fuel.raw_coal.ncv", "empty"),
        ("fuels.toml", '"anthracite"', '"raw_coal"', "fuel.raw_coal.code", "duplicate"),
        (
            "fuels.toml",
            'state = "to check"',
            'state = "ok"',
            "fuel.raw_coal.state",
            "unknown-state",
        ),
        ("fuels.toml", 'unit = "t"', 'unit = "kg"', "fuel.raw_coal.unit", "unknown-unit"),
        ("fuels.toml", '"GJ/t"', '"GJ/tce"', "fuel.raw_coal.ncv_unit", "unit-mismatch"),
        ("fuels.toml", "[[fuel]]", "[[fuel", "", "bad-toml"),
        ("fuels.toml", 'en = "Raw coal"', 'en = ""', "fuel.raw_coal.label", "bad-label"),
        (
            "fuels.toml",
            'verified_on = ""',
            'verified_on = "soon"',
            "fuel.raw_coal.verified_on",
            "bad-date",
        ),
        (
            "fuels.toml",
            'oxidation = "0.94"',
            'oxidation = "94"',
            "fuel.raw_coal.oxidation",
            "CA-E12",
        ),
        ("fuels.toml", '"26.37"', '"0.02637"', "fuel.raw_coal.carbon_content", "CA-E13"),
        (
            "fuels.toml",
            'ncv = "41.816"',
            'ncv = "51.816"',
            "fuel.crude_benzol.carbon_content",
            "CA-E14",
        ),
        ("fuels.toml", '"1.7143"', '"0.7143"', "fuel.lpg.tce", "CA-E15"),
        ("fuels.toml", 'co2 = "0.1100"', 'co2 = "0.2100"', "fuel.heat.co2", "CA-E19"),
        ("grid.toml", 'value = "0.5827"', 'value = "582.7"', "factor.CN-JS.value", "CA-E18"),
        ("grid.toml", 'year = "2021"', 'year = "1021"', "factor.CN.year", "bad-year"),
        ("electricity_equivalent.toml", '"0.404"', '"4.04"', "scope.gbt2589_2008.supply", "CA-E15"),
        (
            "processes.toml",
            'gas = "CO2"',
            'gas = "CO9"',
            "process.cement_clinker.gas",
            "unknown-gas",
        ),
        ("sinks.toml", '"tCO2/t"', '"tCO2"', "sink.ccus.unit", "unknown-unit"),
        ("sinks.toml", 'value = "3.9"', 'value = "much"', "sink.forest_gd.value", "bad-number"),
        ("sets/CEADS.toml", 'fallback = ["DEFAULT"]', "fallback = []", "fallback", "bad-fallback"),
        ("sets/CEADS.toml", 'offered = "no"', 'offered = "maybe"', "offered", "unknown-offered"),
        ("sets/CEADS.toml", 'set = "CEADS"', 'set = "X"', "set", "wrong-set"),
        ("sets.toml", 'code = "DEFAULT"', 'code = "OTHER"', "set", "missing-set"),
        ("sets.toml", "sets/CEADS.toml", "sets/CEAD.toml", "", "missing-file"),
        ("gwp.toml", "[[gas]]", "[[gaz]]", "gaz", "unknown-key"),
    ],
)
def test_refuses(
    factor_files: dict[str, str], file: str, old: str, new: str, place: str, rule: str
) -> None:
    defects = defects_of(with_change(factor_files, file, old, new))
    found = [defect for defect in defects if (defect.place, defect.rule) == (place, rule)]
    assert found, [(defect.file, defect.place, defect.rule) for defect in defects]
    named = file if rule != "missing-file" else "sets/CEAD.toml"
    assert found[0].file == named
    assert len(str(found[0].message)) > 20


def test_refuses_a_row_without_source(factor_files: dict[str, str]) -> None:
    text = factor_files["sinks.toml"]
    start = text.index("source = ")
    end = text.index("\n", start)
    for wrong in ('"table 7"', '{ zh = "表7", en = " " }', '{ zh = "表7" }', "{ zh = 7, en = 7 }"):
        defects = defects_of(
            factor_files | {"sinks.toml": f"{text[:start]}source = {wrong}{text[end:]}"}
        )
        assert [(d.place, d.rule) for d in defects] == [("sink.forest_gd.source", "bad-source")]


def test_refuses_missing_and_unknown_files(factor_files: dict[str, str]) -> None:
    files = {name: text for name, text in factor_files.items() if name != "sinks.toml"}
    rules = {(defect.file, defect.rule) for defect in defects_of(files | {"notes.toml": ""})}
    assert {("sinks.toml", "missing-file"), ("notes.toml", "unknown-file")} <= rules


def test_lists_all_defects_at_once(factor_files: dict[str, str]) -> None:
    files = with_change(factor_files, "fuels.toml", 'oxidation = "0.94"', 'oxidation = "94"')
    files = with_change(files, "grid.toml", 'value = "0.5827"', 'value = "582.7"')
    defects = defects_of(files)
    assert {(defect.file, defect.rule) for defect in defects} == {
        ("fuels.toml", "CA-E12"),
        ("grid.toml", "CA-E18"),
    }
    assert "0.94" in str(defects[0].message)
    assert "0.5827" in str(defects[1].message)
