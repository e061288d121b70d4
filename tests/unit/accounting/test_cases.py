"""Every case of tests/cases/accounting: entries, expected values, problems, with their source."""

import datetime
import tomllib
from decimal import Decimal
from typing import Any

import pytest

from accounting.compute import compute_inventory
from accounting.entry_checks import check_entries
from accounting.explain import explain_inventory
from accounting.factor_library import FactorLibrary
from accounting.settings import settings_of
from questionnaire.catalogue import Catalogue
from questionnaire.formula import parse_formula
from questionnaire.numbers import exact
from questionnaire.scope import Values
from support.project import ROOT

CASES = ROOT / "tests" / "cases" / "accounting"
TODAY = datetime.date(2026, 6, 1)


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}:{case['id']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


@pytest.fixture
def case_history(case: dict[str, Any], make_answers: Any) -> Any:
    history = {
        int(other["year"]): make_answers(
            int(other["year"]), other.get("fields", {}), other.get("tables", {})
        )
        for other in case.get("other_years", [])
    }
    year = int(case["year"])
    history[year] = make_answers(year, case.get("fields", {}), case.get("tables", {}))
    return history


@pytest.mark.parametrize("case", cases())
def test_case(
    case: dict[str, Any], case_history: Any, catalogue: Catalogue, library: FactorLibrary
) -> None:
    year = int(case["year"])
    settings = settings_of(case_history[year])
    inventory = compute_inventory(catalogue, case_history, year, settings, library)
    tolerance = Decimal(case.get("tolerance", "0.000000001"))
    expected = case.get("expected", {})
    for name, number in expected.items():
        value = inventory.values[name]
        if number == "unknown":
            assert value is None, name
        else:
            assert value is not None, (name, inventory.incomplete)
            assert abs(value - Decimal(number)) <= tolerance, (name, value)
    found = {}
    for line in inventory.lines:
        found[line.source] = sorted(line.flags)
    for source, flags in case.get("flags", {}).items():
        assert found[source] == sorted(flags)
    if "grid" in case:
        grid = inventory.grid
        assert grid is not None
        assert (str(grid.value), str(grid.lag)) == (case["grid"]["value"], case["grid"]["lag"])
    for name, factors in case.get("plants", {}).items():
        plant = next(plant for plant in inventory.plants if plant.name == name)
        for attribute, number in factors.items():
            assert abs(getattr(plant, attribute) - Decimal(number)) <= tolerance
    if "incomplete" in case:
        assert list(inventory.incomplete) == case["incomplete"]


@pytest.mark.parametrize("case", cases())
def test_problems_of_case(
    case: dict[str, Any], case_history: Any, catalogue: Catalogue, library: FactorLibrary
) -> None:
    year = int(case["year"])
    settings = settings_of(case_history[year])
    problems = check_entries(catalogue, case_history, year, settings, library, TODAY)
    assert [problem.id for problem in problems] == case.get("problems", [])
    message = " ".join(str(problem.message) for problem in problems)
    for words in case.get("message", []):
        assert words in message


@pytest.mark.parametrize("case", cases())
def test_derivation_of_case_gives_every_value_exactly(
    case: dict[str, Any], case_history: Any, catalogue: Catalogue, library: FactorLibrary
) -> None:
    year = int(case["year"])
    settings = settings_of(case_history[year])
    inventory = compute_inventory(catalogue, case_history, year, settings, library)
    steps = explain_inventory(catalogue, case_history, year, settings, library)
    by_name = {step.name: step for step in steps}
    assert len(by_name) == len(steps)
    for name, value in inventory.values.items():
        if value is not None:
            assert by_name[name].value == value
    with exact():
        for step in steps:
            scope = Values({item.name: item.value for item in step.inputs})
            assert parse_formula(step.formula).evaluate(scope) == step.value, step.name
            for item in step.inputs:
                assert item.kind != "step" or by_name[item.reference].value == item.value
                assert item.kind != "factor" or item.source, (step.name, item.name)
