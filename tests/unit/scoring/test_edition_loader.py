"""What a rubric edition is refused for: each time file, key, rule and remedy (rubric.md 13)."""

import re
from collections.abc import Mapping

import pytest

from questionnaire.errors import Defect
from scoring.edition_loader import load_edition
from scoring.errors import RubricError
from support.catalogue_files import shipped_catalogue
from support.scored_park import edition_files

T7 = "indicators/T7.toml"
T1 = "indicators/T1.toml"
T3 = "indicators/T3.toml"
S5 = "indicators/S5.toml"
E6 = "indicators/E6.toml"
DESIGN = "weights/design-2026.toml"
MEANS = "benchmarks/industry_means.toml"
ONE_MEAN = """unit = "tCO₂/万元"
[[means]]
industry = "26"
value = "3.20"
unit = "tCO₂/万元"
year = "2024"
source = "table"
"""


def defects_of(files: Mapping[str, str]) -> tuple[Defect, ...]:
    with pytest.raises(RubricError) as raised:
        load_edition(files, shipped_catalogue())
    assert raised.value.hint is not None
    assert raised.value.defects
    return raised.value.defects


def spoiled(file: str, old: str, new: str) -> dict[str, str]:
    files = edition_files()
    assert old in files[file], f"{file} holds no {old}"
    return {**files, file: files[file].replace(old, new, 1)}


CASES = [
    # file, text, its replacement; place, rule, part of the remedy
    (T7, 'unit = "元/m³"', 'unit = "元/m³"\nunits = "x"', "units", "unknown-key", "remove"),
    (T7, 'better = "higher"\n', "", "better", "missing-key", "add"),
    (T7, 'better = "higher"', 'better = "lower"', "bounds[0].target", "direction", "better"),
    (T7, 'better = "higher"', 'better = "more"', "better", "unknown-word", "higher, lower"),
    (T7, 'value = "1250"', 'value = "1600"', "bounds[0].target", "monotonic", "correct"),
    (T7, 'value = "1250"', 'value = "1500"', "bounds[0].target", "monotonic", "correct"),
    (T7, 'value = "1250"', "value = 1250", "bounds[0].passing.value", "not-a-number", "quotes"),
    (T7, 'mark = "derived"', 'mark = "guess"', "bounds[0].floor.mark", "unknown-word", "published"),
    (T7, 'checked_by = ""', 'seen_by = ""', "bounds[0].floor.checked_by", "missing-key", "add"),
    (T7, "/ industrial_freshwater", "/ freshwater", "formula", "unknown-name", "correct"),
    (
        T7,
        "/ industrial_freshwater",
        "/ (industrial_freshwater",
        "formula",
        "bad-formula",
        "Correct",
    ),
    (T7, "* 10000", "* 1000", "unit", "formula-unit", "powers of ten"),
    (T7, "/ industrial_freshwater *", "/ managing_body *", "formula", "formula-type", "Correct"),
    (T7, 'lever = "industrial_freshwater"', 'lever = "gdp"', "lever", "foreign-lever", "formula"),
    (T7, 'decimals = "0"', 'decimals = "0.5"', "decimals", "not-whole", "whole"),
    (T7, 'na_rule = "never"', 'na_rule = "sometimes"', "na_rule", "na-rule", "never"),
    (T7, 'na_rule = "never"', 'na_rule = "auto: gdp ="', "na_rule", "bad-formula", "Correct"),
    (T7, 'na_rule = "never"', 'na_rule = "auto: gdp + 1"', "na_rule", "formula-type", "Correct"),
    (T7, "no_data_shared = false", 'no_data_shared = "no"', "no_data_shared", "not-a-flag", "true"),
    (T7, "2016-01-01", '"2016-01-01"', "bounds[0].valid_from", "not-a-date", "2016-01-01"),
    (
        T7,
        "2016-01-01",
        "2016-01-01\nvalid_to = 2015-01-01",
        "bounds[0].valid_to",
        "period",
        "begins",
    ),
    (T7, '["IC", "IE", "CC", "CE"]', '["IC", "IE", "CC"]', "bounds", "no-bounds", "add a block"),
    (T7, '["IC", "IE", "CC", "CE"]', '["IC", "XX"]', "bounds[0].classes", "unknown-word", "CE"),
    (T7, '["IC", "IE", "CC", "CE"]', '["IC", "IC"]', "bounds[0].classes", "not-a-list", "list"),
    (T7, 'code = "T7"', 'code = "T8"', "code", "duplicate-code", "its own"),
    (T7, 'code = "T7"', 'code = "T77"', "code", "file-name", "rename"),
    (T7, 'code = "T7"', 'code = "t7"', "code", "bad-code", "letter"),
    (T7, 'dimension = "T"', 'dimension = "X"', "dimension", "unknown-dimension", "T, I, E"),
    (T3, "value 0 (peak already passed)", "value 5", "zero_rule", "zero-rule", "value 0"),
    (T3, "peak_year <= base_year", "peak_year < first", "zero_rule", "unknown-name", "correct"),
    (T1, '[[levels]]\nzh = "无"', '[[levels]]\nzh = ""', "levels[0].zh", "not-a-text", "text"),
    (T1, '[[levels]]\nzh = "无"\nen = "none"\n', "", "levels", "level-texts", "five"),
    (T1, 'formula = "T1_level"', 'formula = "T2_level"', "formula", "graded-formula", "T1_level"),
    (S5, "[na_declared]", "[na_known]", "na_declared", "na-rule", "both"),
    (
        E6,
        "inventory.total_tce >= 1000000",
        "total >= 1",
        "bounds[0].condition",
        "unknown-name",
        "cor",
    ),
    (E6, 'condition = "inventory.total_tce < 200000"\n', "", "bounds", "periods", "day after"),
    (DESIGN, 'T = "12"', 'T = "12.01"', "dimensions.IC.IC", "sum-100", "100 exactly"),
    (DESIGN, 'T1 = "12"', 'T1 = "11.99"', "inside.IC.T", "sum-100", "100 exactly"),
    (DESIGN, 'T1 = "12"', 'T1 = "-12"', "inside.IC.T1", "negative-weight", "correct"),
    (DESIGN, 'T1 = "12"', 'T99 = "12"', "inside.IC.T99", "unknown-key", "remove"),
    (DESIGN, 'name = "design-2026"', 'name = "other"', "name", "file-name", "other.toml"),
    ("gates.toml", 'code = "G2"', 'code = "G9"', "gates", "gates", "G1, G2"),
    (
        "gates.toml",
        'effect = "cap C"',
        'effect = "cap D"',
        "gates[1].effect",
        "unknown-word",
        "cap C",
    ),
    ("gates.toml", '"major_event_3y"]', '"gdp"]', "gates[0].fails", "gate-fields", "fields of"),
    ("bands.toml", 'hex = "#09372E"', 'hex = "green"', "efficiency[0].hex", "colour", "#87C57A"),
    ("bands.toml", 'lower = "75"', 'lower = "85"', "grades", "ladder", "order"),
    ("bands.toml", 'upper = "0.8"', 'upper = ""', "efficiency", "ladder", "last one open"),
    ("bands.toml", 'letter = "B"', 'letter = "A"', "grades", "grades", "A, B, C"),
    ("bands.toml", 'grade = "2"', 'grade = "7"', "efficiency", "efficiency", "1 to 5"),
    ("edition.toml", '"60", "80", "100"]', '"60", "100"]', "level_scores", "level-scores", "Five"),
    (
        "edition.toml",
        '"design-2026"',
        '"none-such"',
        "default_weights",
        "unknown-weights",
        "weights/",
    ),
    ("edition.toml", 'code = "I"', 'code = "T"', "dimensions[1].code", "duplicate-code", "its own"),
    ("edition.toml", 'D = "0.2"', 'D = "low"', "quality.D", "not-a-number", "0.80"),
    ("edition.toml", "[classes]", "[class]", "classes", "missing-key", "add"),
    (MEANS, "means = []", 'means = ["26"]', "means", "not-a-table", "tables"),
]


@pytest.mark.parametrize("file, old, new, place, rule, remedy", CASES)
def test_refusal(file: str, old: str, new: str, place: str, rule: str, remedy: str) -> None:
    defects = defects_of(spoiled(file, old, new))
    found = {(defect.place, defect.rule): defect for defect in defects}
    assert (place, rule) in found
    assert found[place, rule].file.endswith(file.rpartition("/")[2]) or rule == "duplicate-code"
    assert remedy in str(found[place, rule].message)
    assert "{" not in str(found[place, rule].message)


@pytest.mark.parametrize(
    "old, new, place, rule",
    [
        ('"26"', '"99"', "means[0].industry", "industry"),
        ('"3.20"', '"0"', "means[0].value", "positive"),
        ('unit = "tCO₂/万元"\nyear', 'unit = "t/万元"\nyear', "means[0].unit", "unknown-word"),
    ],
)
def test_refused_industry_means(old: str, new: str, place: str, rule: str) -> None:
    files = {**edition_files(), MEANS: ONE_MEAN.replace(old, new)}
    assert {(d.file, d.place, d.rule) for d in defects_of(files)} == {(MEANS, place, rule)}


def test_industry_means_can_be_entered() -> None:
    edition = load_edition({**edition_files(), MEANS: ONE_MEAN}, shipped_catalogue())
    assert edition.benchmarks["26"].source == "table"


def test_all_defects_are_told_at_once() -> None:
    files = spoiled(T7, 'better = "higher"', 'better = "lower"')
    files[T1] = re.sub('zh = "无"', 'zh = ""', files[T1])
    files["bands.toml"] = files["bands.toml"].replace("#09372E", "#09372")
    assert {d.file for d in defects_of(files)} == {T7, T1, "bands.toml"}


@pytest.mark.parametrize("file", ["edition.toml", "gates.toml", "bands.toml", MEANS])
def test_a_missing_file(file: str) -> None:
    files = edition_files()
    del files[file]
    found = [d for d in defects_of(files) if d.rule == "missing-file"]
    assert [d.file for d in found] == [file]


def test_an_indicator_without_file_breaks_the_weights() -> None:
    files = edition_files()
    del files[T7]
    assert {"unknown-key", "sum-100"} == {defect.rule for defect in defects_of(files)}


def test_an_unknown_file() -> None:
    defect = defects_of({**edition_files(), "notes.toml": ""})[0]
    assert (defect.file, defect.rule) == ("notes.toml", "unknown-file")


def test_text_that_is_no_toml() -> None:
    defect = defects_of({**edition_files(), T7: "code = "})[0]
    assert (defect.file, defect.rule) == (T7, "bad-toml")


def second_period(start: str, end: str = "2019-12-31") -> dict[str, str]:
    text = edition_files()[T7]
    head, block = text.split("[[bounds]]")
    first = block.replace("valid_from = 2016-01-01", f"valid_from = 2016-01-01\nvalid_to = {end}")
    later = block.replace("2016-01-01", start)
    return {**edition_files(), T7: f"{head}[[bounds]]{first}\n[[bounds]]{later}"}


@pytest.mark.parametrize("start", ["2019-12-31", "2020-01-02", "2018-01-01"])
def test_periods_that_overlap_or_leave_a_gap(start: str) -> None:
    assert {d.rule for d in defects_of(second_period(start))} == {"periods"}


def test_periods_that_follow_each_other() -> None:
    edition = load_edition(second_period("2020-01-01"), shipped_catalogue())
    assert len(edition.indicators["T7"].bounds) == 2
