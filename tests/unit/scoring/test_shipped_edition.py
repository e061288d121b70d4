"""The edition that the product ships (rubric.md 1, 3, 13)."""

import tomllib
from decimal import Decimal

import pytest

from scoring.edition import CLASSES
from scoring.edition_loader import load_edition
from support.catalogue_files import shipped_catalogue
from support.scored_park import edition_files, shipped_edition

EDITION = shipped_edition()


def test_it_holds_53_indicators_in_the_order_of_the_table() -> None:
    codes = list(EDITION.indicators)
    assert [code for code in codes if code[0] == "T"] == [f"T{n}" for n in range(1, 10)]
    counts = {d: sum(i.dimension == d for i in EDITION.indicators.values()) for d in "TIESFP"}
    assert counts == {"T": 9, "I": 10, "E": 10, "S": 8, "F": 7, "P": 9}
    assert sum(i.kind == "G" for i in EDITION.indicators.values()) == 19
    assert codes == sorted(codes, key=lambda code: ("TIESFP".index(code[0]), int(code[1:])))


@pytest.mark.parametrize("name", ["design-2026", "equal"])
@pytest.mark.parametrize("park_class", CLASSES)
def test_weights_sum_to_100_exactly(name: str, park_class: str) -> None:
    weights = EDITION.weight_sets[name]
    one = next(known for known in CLASSES if known == park_class)
    assert sum(weights.dimensions[one].values()) == 100
    for dimension in EDITION.dimensions:
        inside = (w for code, w in weights.inside[one].items() if code[0] == dimension)
        assert sum(inside) == 100


def test_overlapping_carbon_indicators_weigh_what_the_design_says() -> None:
    # rubric.md 18: T5, E1, E5, E6 together 14.2 / 9.7 / 14.5 / 9.9 of 100.
    weights = EDITION.weight_sets["design-2026"]
    found = [
        sum(
            weights.dimensions[park_class][code[0]] * weights.inside[park_class][code] / 100
            for code in ("T5", "E1", "E5", "E6")
        )
        for park_class in ("IC", "IE", "CC", "CE")
    ]
    assert [round(Decimal(total), 1) for total in found] == [
        Decimal(text) for text in ("14.2", "9.7", "14.5", "9.9")
    ]


def test_the_hash_changes_with_any_value_and_not_with_comments() -> None:
    files = edition_files()
    commented = {**files, "gates.toml": "# a remark\n" + files["gates.toml"]}
    assert load_edition(commented, shipped_catalogue()).hash == EDITION.hash
    other = {**files, "edition.toml": files["edition.toml"].replace('"80" ', '"81" ')}
    assert load_edition(other, shipped_catalogue()).hash != EDITION.hash


def test_no_industry_mean_is_shipped() -> None:
    assert dict(EDITION.benchmarks) == {}


def test_text_on_the_code_colours_can_be_read() -> None:
    # rubric.md 7: WCAG contrast at least 5.3 : 1.
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])

    for band in EDITION.efficiency:
        light, dark = sorted((luminance(band.hex), luminance(band.text_hex)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 5.3


def test_numbers_are_written_as_texts() -> None:
    def bare(value: object) -> bool:
        if isinstance(value, dict):
            return any(bare(item) for item in value.values())
        if isinstance(value, list):
            return any(bare(item) for item in value)
        return isinstance(value, int | float) and not isinstance(value, bool)

    assert [path for path, text in edition_files().items() if bare(tomllib.loads(text))] == []


def test_the_target_of_e6_depends_on_the_size_of_the_park() -> None:
    targets = {
        (rule.condition.text if rule.condition else "", rule.bounds.target.value)
        for rule in EDITION.indicators["E6"].bounds
        if "CE" in rule.classes
    }
    assert {value for text, value in targets if ">= 1000000" in text} == {Decimal("0.3")}
    assert {value for text, value in targets if ">= 1000000" not in text} == {Decimal("0.2")}
