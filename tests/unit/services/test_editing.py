"""Which confirmations an edit ends, and which it spreads."""

from decimal import Decimal

from questionnaire.answers import Answer, AnswerSet, Mark, State
from questionnaire.messages import LocalText
from questionnaire.problems import Problem, Severity
from services.editing import changed_codes, spread_confirmations, without_lapsed


def _answers(**values: str) -> dict[str, Answer]:
    return {code: Answer(State.VALUE, Decimal(value)) for code, value in values.items()}


def _problem(name: str, *fields: str, severity: Severity = Severity.SOFT) -> Problem:
    return Problem(severity, name, fields, LocalText("问题"))


def test_changed_codes_name_fields_tables_and_marks() -> None:
    before = AnswerSet(
        2025,
        _answers(gdp="1", staff="2", land="3"),
        {"sinks": {"r1": {"area": Decimal(1)}}, "industries": {}},
        {"T1": {"self": Mark(3)}},
    )
    after = AnswerSet(
        2025,
        _answers(gdp="1", staff="5"),
        {"sinks": {"r1": {"area": Decimal(2)}}, "industries": {}},
        {"T1": {"self": Mark(2)}},
    )
    assert changed_codes(before, after) == {"staff", "land", "sinks", "T1", "T1_level"}
    assert changed_codes(after, after) == frozenset()
    assert changed_codes(None, after) == {"gdp", "staff", "sinks", "industries", "T1", "T1_level"}


def test_a_confirmation_lapses_with_a_value_that_its_problem_rests_on() -> None:
    answers = AnswerSet(2025, confirmed={"X02": "一", "X04": "二", "X09": "三", "gone": "四"})
    problems = [_problem("X02", "gdp", "staff"), _problem("X04", "land"), _problem("X09", "gdp")]
    left = without_lapsed(answers, {"gdp"}, problems, given={"X09"})
    assert left.confirmed == {"X04": "二", "X09": "三", "gone": "四"}


def test_a_problem_before_the_edit_counts_as_well_as_one_after() -> None:
    answers = AnswerSet(2025, confirmed={"X02": "一"})
    both = [_problem("X02", "land"), _problem("X02", "gdp")]
    assert without_lapsed(answers, {"gdp"}, both, given=()).confirmed == {}


def test_a_column_spreads_to_its_soft_problems_and_leaves_no_trace() -> None:
    column = "table:sinks.area"
    answers = AnswerSet(2025, confirmed={column: "已核实", f"{column}:r2": "另有说明"})
    problems = [
        _problem(f"{column}:r1", "sinks"),
        _problem(f"{column}:r2", "sinks"),
        _problem(f"{column}:r3", "sinks", severity=Severity.HARD),
        _problem("table:sinks.kind:r1", "sinks"),
    ]
    assert spread_confirmations(answers, problems).confirmed == {
        f"{column}:r1": "已核实",
        f"{column}:r2": "另有说明",
    }
