"""Checks over many rows at once find what the same checks find cell by cell."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.answers import AnswerSet, Row, Value
from questionnaire.catalogue import Question
from questionnaire.formula import Formula, parse_formula, parse_requirement
from questionnaire.formula_columns import values_over
from questionnaire.numbers import exact
from support.checked_park import park, plan, scope_of, with_rows

CODES = ("91320594MA1TEXT06F", "91320594MA1TEXT06E", "E01", "E02", "yes", "no", "none", "1")
PLAN = plan()
values = st.one_of(
    st.integers(-3, 2030).map(lambda number: Decimal(number) / 2),
    st.sampled_from((Decimal(2024), Decimal(2025), Decimal("1E+999999"))),
    st.sampled_from(CODES),
    st.booleans(),
)
ENTERPRISES = PLAN.columns["enterprises"]
NAMES = tuple(column.question.code for column in ENTERPRISES)
rows = st.dictionaries(
    st.sampled_from("abcdef"), st.dictionaries(st.sampled_from(NAMES), values), max_size=6
)
CHECKS = [
    (table, column.question, formula)
    for table, columns in PLAN.columns.items()
    for column in columns
    for formula in (column.hard, column.soft, column.required)
    if isinstance(formula, Formula)
]


def one_by_one(formula: Formula, answers: AnswerSet, table: str, column: str) -> list[Value | None]:
    """The same check, cell by cell."""
    scope = scope_of(answers)
    cells = [scope.for_cell(table, row_id, column) for row_id in answers.rows(table)]
    with exact():
        return [formula.value_in_context(cell) for cell in cells]


def at_once(formula: Formula, answers: AnswerSet, table: str, column: str) -> list[Value | None]:
    """The check over all rows."""
    with exact():
        return list(values_over(formula, scope_of(answers).for_rows(table).of_column(column)))


@pytest.mark.parametrize(
    "table, question, formula", CHECKS, ids=[f"{t}.{q.code} {f.text}" for t, q, f in CHECKS]
)
def test_shipped_checks_of_the_worked_example(
    table: str, question: Question, formula: Formula
) -> None:
    answers = park()
    assert at_once(formula, answers, table, question.code) == one_by_one(
        formula, answers, table, question.code
    )


@given(rows)
@settings(max_examples=25)
def test_shipped_checks_of_the_ledger_whatever_its_cells_hold(table: dict[str, Row]) -> None:
    answers = with_rows(park(), "enterprises", table)
    for code, question, formula in CHECKS:
        if code == "enterprises":
            assert at_once(formula, answers, code, question.code) == one_by_one(
                formula, answers, code, question.code
            )


TEXTS = (
    "x + output > 3 and not (x < 2)",
    "x / output == 0.5",
    "x * x >= 1 or output - 1 > 0",
    "1 < x <= output",
    "-x < 1",
    'industry in ("26", "27")',
    "x in evidence.evidence_id",
    "abs(x) == 1 and len(enterprise_name) > 2",
    "min(x, output) > 0",
    "gdp > x",
    "inventory.total_tce > x",
    "count(enterprises, output > 1) > 2",
    "sum(enterprises.output, unique(uscc)) > 2",
    "unique(x) and unique_in_year(uscc)",
    "change(x) > 30",
    "evidence_count(x) > 0",
    "true",
)


@pytest.mark.parametrize("text", TEXTS)
@given(table=rows)
@settings(max_examples=10)
def test_other_formulas(text: str, table: dict[str, Row]) -> None:
    answers = with_rows(park(), "enterprises", table)
    for formula in (parse_formula(text), parse_requirement(text)):
        assert at_once(formula, answers, "enterprises", "output") == one_by_one(
            formula, answers, "enterprises", "output"
        )
