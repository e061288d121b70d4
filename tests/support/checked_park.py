"""The synthetic park of the design as answers, for tests of checks.

Computed values are the expected ones of the example; of the reference lists only the items that
the example uses, with the values of its factor tables.
"""

import datetime as dt
import itertools
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import Answer, AnswerSet, Mark, Row, State, Value
from questionnaire.catalogue import Reference, References
from questionnaire.check_plan import CheckPlan
from questionnaire.checks import check_fields
from questionnaire.fill_shape import read_fill
from questionnaire.messages import LocalText
from questionnaire.problems import Problem
from support.catalogue_files import shipped_catalogue
from support.project import ROOT

YEAR = 2025
TODAY = dt.date(2026, 4, 1)
_FUELS = (
    ("natural_gas", "389.31", "12.9", "21.6219", "gas"),
    ("diesel", "42.652", "1.4571", "3.0959", "oil"),
    ("gasoline", "43.07", "1.4714", "2.9251", "oil"),
    ("electricity", None, "1.229", None, "electricity"),
    ("self_pv_wind", None, "1.229", None, "renewable"),
    ("heat", None, "0.03412", None, "heat"),
    ("industrial_waste_fuel", None, None, None, "other"),
)


def _reference(code: str, **attributes: str | None) -> Reference:
    numbers = {
        name: text if name == "category" else Decimal(text)
        for name, text in attributes.items()
        if text is not None
    }
    return Reference(code, LocalText(code), attributes=numbers)


REFERENCES: References = MappingProxyType(
    {
        "fuels": {
            code: _reference(
                code, default_ncv=ncv, default_tce=tce, default_co2=co2, category=category
            )
            for code, ncv, tce, co2, category in _FUELS
        },
        "processes": {
            "hazardous_incineration": _reference("hazardous_incineration", default_factor="1.6417"),
            "own_factor_only": _reference("own_factor_only"),
        },
        "sinks": {
            "forest_gd": _reference("forest_gd", default_factor="3.9"),
            "urban_tree": _reference("urban_tree", default_factor="25"),
            "forest_range": Reference("forest_range", LocalText("林业"), selectable=False),
        },
    }
)


@cache
def plan() -> CheckPlan:
    """The checks of the shipped catalogue."""
    return CheckPlan(shipped_catalogue())


@cache
def _example() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = (ROOT / "tests" / "data" / "worked_example.json").read_text(encoding="utf-8")
    document: Mapping[str, Mapping[str, Mapping[str, str]]] = json.loads(text)
    return document


@cache
def park() -> AnswerSet:
    """The answers of the example; rows are called r1, r2 and so on."""
    numbers = itertools.count(1)
    base = AnswerSet(YEAR)
    return read_fill(shipped_catalogue(), _example(), base, REFERENCES, lambda: f"r{next(numbers)}")


def derived() -> dict[str, Decimal | None]:
    """The computed values that the example expects."""
    return {code: Decimal(text) for code, text in _example()["expected"]["derived"].items()}


def with_values(answers: AnswerSet, **values: Value | None) -> AnswerSet:
    """The answers with other values of fields; None makes a field blank."""
    fields = dict(answers.answers)
    for code, value in values.items():
        fields.pop(code, None)
        if value is not None:
            fields[code] = Answer(State.VALUE, value)
    return replace(answers, answers=fields)


def with_state(answers: AnswerSet, code: str, state: State, reason: str | None = None) -> AnswerSet:
    """The answers with a field that has no value."""
    return replace(answers, answers={**answers.answers, code: Answer(state, None, reason)})


def with_rows(answers: AnswerSet, table: str, rows: Mapping[str, Row]) -> AnswerSet:
    """The answers with other rows of a table."""
    return replace(answers, tables={**answers.tables, table: rows})


def with_cells(answers: AnswerSet, table: str, row: str, **cells: Value | None) -> AnswerSet:
    """The answers with other cells of one row; None makes a cell blank."""
    changed = {**answers.rows(table).get(row, {}), **cells}
    kept = {column: value for column, value in changed.items() if value is not None}
    return with_rows(answers, table, {**answers.rows(table), row: kept})


def with_level(answers: AnswerSet, indicator: str, level: int | None) -> AnswerSet:
    """The answers with another self mark; None takes the mark away."""
    marks = {code: given for code, given in answers.marks.items() if code != indicator}
    if level is not None:
        marks[indicator] = {"self": Mark(level)}
    return replace(answers, marks=marks)


def scope_of(answers: AnswerSet, *earlier: AnswerSet, **computed: Decimal | None) -> AnswerScope:
    """The scope of the answers, with earlier years and other computed values if given."""
    history = {given.year: given for given in (*earlier, answers)}
    values = {**derived(), **{code.replace("__", "."): value for code, value in computed.items()}}
    return AnswerScope(shipped_catalogue(), history, answers.year, values, REFERENCES, TODAY)


def problems_of(
    answers: AnswerSet, *earlier: AnswerSet, **computed: Decimal | None
) -> tuple[Problem, ...]:
    """What `check_fields` finds."""
    history = {given.year: given for given in (*earlier, answers)}
    values = {**derived(), **{code.replace("__", "."): value for code, value in computed.items()}}
    return check_fields(plan(), history, answers.year, values, REFERENCES, TODAY)
