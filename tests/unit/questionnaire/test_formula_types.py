"""Types of formulas are held when they are loaded."""

import pytest

from questionnaire.catalogue_loader import load_catalogue
from questionnaire.check_plan import CheckPlan
from questionnaire.errors import CatalogueError
from questionnaire.formula import parse_formula, parse_requirement
from questionnaire.formula_compiler import Reference
from questionnaire.formula_types import Kind, type_defects
from support.catalogue_files import SMALL, shipped_catalogue, spoiled

NAMES = {
    "n": Kind.NUMBER,
    "t": Kind.TEXT,
    "b": Kind.TRUTH,
    "d": Kind.DATE,
    "table.n": Kind.NUMBER,
    "table.t": Kind.TEXT,
}


def kind_of(reference: Reference) -> Kind:
    return NAMES[reference.name]


@pytest.mark.parametrize(
    "text",
    [
        "n + 1 > 2 and t == \"a\" or not b",
        "d <= today() and year(d) > n",
        "t in (\"a\", \"b\") and n not in (1, 2)",
        "t in table.t",
        "sum(table.n, t == \"a\" and n > 1) + count(table, b) > max(table.n)",
        "get(table.n, n == 1) == n and get(table.t, b) == t",
        "b == true and unique(t) and evidence_count(t) == 0 and change(n) > 30",
        "n <= n <= n",
    ],
)  # fmt: skip
def test_fitting_types(text: str) -> None:
    assert type_defects(parse_formula(text), kind_of, Kind.TRUTH) == ()


@pytest.mark.parametrize(
    "text, parts",
    [
        ("t > 3", ["t"]),
        ("n > \"3\"", ["\"3\""]),
        ("n == \"3\"", ["\"3\""]),
        ("t == b", ["b"]),
        ("d > n", ["n"]),
        ("b > true", ["b", "true"]),
        ("n + t > -t", ["t", "t"]),
        ("n and t", ["n", "t"]),
        ("not n", ["n"]),
        ("n in (1, \"2\")", ["\"2\""]),
        ("n in table.t", ["table.t"]),
        ("len(n) > abs(t)", ["n", "t"]),
        ("sum(table.t, n) > 1", ["table.t", "n"]),
        ("change(t) > 1", ["t"]),
        ("n + 1", ["n + 1"]),
    ],
)  # fmt: skip
def test_every_mixture_is_named(text: str, parts: list[str]) -> None:
    defects = type_defects(parse_formula(text), kind_of, Kind.TRUTH)
    assert [str(defect.message).split(" is a ")[0] for defect in defects] == parts
    assert {defect.rule for defect in defects} == {"formula-type"}


def test_only_a_requirement_compares_any_kind_with_an_empty_text() -> None:
    assert type_defects(parse_requirement('n == "" or b != ""'), kind_of, Kind.TRUTH) == ()
    assert len(type_defects(parse_formula('n == "" or b != ""'), kind_of, Kind.TRUTH)) == 2
    assert len(type_defects(parse_requirement('n < ""'), kind_of, Kind.TRUTH)) == 1


def test_every_expression_of_the_shipped_catalogue_fits() -> None:
    assert CheckPlan(shipped_catalogue()).cross_checks.keys() >= {"X01", "X28"}


def test_a_catalogue_with_mixed_types_is_refused_with_place_and_rule() -> None:
    files = spoiled(
        "fields/00-profile.toml",
        'hard_check = "x > total.score',
        'hard_check = "kind > total.score',
    )
    with pytest.raises(CatalogueError) as raised:
        CheckPlan(load_catalogue(files))
    (defect,) = raised.value.defects
    assert defect.place == "fields.gdp.hard_check"
    assert defect.rule == "formula-type"
    assert "kind is a text, where a number is needed" in str(defect.message)
    assert "Correct" in str(raised.value.hint)
    assert CheckPlan(load_catalogue(SMALL)).fields.keys() >= {"gdp"}
