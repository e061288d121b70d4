"""What checks see of answers: names, earlier years, rows by key, evidence (rubric.md 14)."""

from decimal import Decimal

import pytest

from questionnaire.answers import AnswerSet, Row, Value
from questionnaire.formula import parse_formula
from support.checked_park import TODAY, park, scope_of, with_cells, with_rows, with_values

E01: Row = {"evidence_id": "E01", "supports": "T1；gdp; sinks"}
E02: Row = {"evidence_id": "E02", "supports": "T1_level；T1"}
SMALL = with_rows(
    with_values(AnswerSet(2025), assessment_year=Decimal(2025), gdp=Decimal(680), base_year=None),
    "evidence",
    {"a": E01, "b": E02, "c": {"evidence_id": "E01"}},
)


def plan_row(year: int, co2: int) -> Row:
    return {"year": Decimal(year), "co2_plan": Decimal(co2)}


def evaluate(text: str, answers: AnswerSet = SMALL, code: str = "gdp") -> Value | None:
    return parse_formula(text).evaluate(scope_of(answers).for_field(code))


@pytest.mark.parametrize(
    "text, value",
    [
        ("x", Decimal(680)),
        ("gdp", Decimal(680)),
        ("base_year", None),
        ("inventory.total_tce", Decimal("675848.7200")),
        ("inventory.control_tce", None),
        ("enterprises.co2_reported", Decimal("2081000.0000")),
        ("no_process_confirmed == true", False),
        ("today()", TODAY),
        ('"E02" in evidence.evidence_id', True),
        ('"E03" in evidence.evidence_id', False),
        ("evidence_count(x)", Decimal(1)),
        ("evidence_count(T1_level)", Decimal(2)),
        ("evidence_count(sinks)", Decimal(1)),
        ("evidence_count(base_co2)", Decimal(0)),
        ("unique(x)", None),
    ],
)
def test_names_and_functions_of_a_field(text: str, value: Value | None) -> None:
    assert evaluate(text) == value


@pytest.mark.parametrize(
    "text, known",
    [
        ("gdp；T5；E6；sinks", True),
        ("T1；T1_level", True),
        ("gdp；nonsense", False),
        ("Z9", False),
        ("inventory.total_tce", False),
    ],
)
def test_all_codes_are_fields_tables_and_indicators(text: str, known: bool) -> None:
    answers = with_values(SMALL, remarks=text)
    assert evaluate("all_codes(x)", answers, "remarks") is known


class TestCells:
    def cell(self, answers: AnswerSet, table: str, row: str, column: str, text: str) -> object:
        return parse_formula(text).evaluate(scope_of(answers).for_cell(table, row, column))

    def test_bare_names_are_the_row_first_then_the_form(self) -> None:
        target: Row = {"base_year": Decimal(2020), "target_year": Decimal(2025)}
        answers = with_values(with_rows(SMALL, "dual_targets", {"t": target}), base_year=Decimal(1))
        assert self.cell(answers, "dual_targets", "t", "target_year", "x > base_year") is True
        assert self.cell(answers, "dual_targets", "t", "target_year", "base_year") == 2020
        assert self.cell(answers, "dual_targets", "t", "target_year", "gdp") == 680

    def test_a_blank_cell_never_falls_through_to_the_form(self) -> None:
        target: Row = {"target_year": Decimal(2025)}
        answers = with_values(with_rows(SMALL, "dual_targets", {"t": target}), base_year=Decimal(1))
        assert self.cell(answers, "dual_targets", "t", "target_year", "base_year") is None

    def test_category_is_the_column_where_there_is_one_else_that_of_the_chosen_item(self) -> None:
        answers = with_rows(SMALL, "energy_carriers", {"e": {"carrier": "diesel"}})
        answers = with_rows(answers, "action_projects", {"p": {"category": "ccus"}})
        assert self.cell(answers, "energy_carriers", "e", "consumption", "category") == "oil"
        assert self.cell(answers, "action_projects", "p", "status", "category") == "ccus"
        assert self.cell(answers, "energy_carriers", "e", "consumption", "default_factor") is None

    def test_unique_counts_all_rows_unique_in_year_those_of_the_year(self) -> None:
        rows: dict[str, Row] = {
            "a": {"year": Decimal(2024), "pollutant": "so2"},
            "b": {"year": Decimal(2025), "pollutant": "so2"},
            "c": {"year": Decimal(2025), "pollutant": "nox"},
            "d": {"year": Decimal(2025)},
        }
        answers = with_rows(SMALL, "pollutants", rows)
        place = ("pollutants", "b", "pollutant")
        assert self.cell(answers, *place, "unique(x)") is False
        assert self.cell(answers, *place, "unique_in_year(x)") is True
        assert self.cell(answers, "pollutants", "d", "pollutant", "unique(x)") is None
        twice = with_cells(answers, "pollutants", "c", pollutant="so2")
        assert self.cell(twice, *place, "unique_in_year(x)") is False

    def test_evidence_of_a_cell_is_that_of_its_table(self) -> None:
        answers = with_rows(SMALL, "sinks", {"s": {"amount": Decimal(1)}})
        assert self.cell(answers, "sinks", "s", "amount", "evidence_count(x)") == 1


class TestChange:
    """Rows of different years are matched by natural key; the same set is searched first."""

    def change(self, answers: AnswerSet, *earlier: AnswerSet, row: str = "now") -> object:
        scope = scope_of(answers, *earlier).for_cell("peak_plan", row, "co2_plan")
        return parse_formula("change(x)").evaluate(scope)

    def plan(self, year: int, **rows: Row) -> AnswerSet:
        return with_rows(AnswerSet(year), "peak_plan", rows)

    def test_from_the_same_set(self) -> None:
        answers = self.plan(2025, before=plan_row(2024, 200), now=plan_row(2025, 150))
        earlier = self.plan(2024, other=plan_row(2024, 1))
        assert self.change(answers, earlier) == 25

    def test_else_from_the_set_of_the_year_before(self) -> None:
        answers = self.plan(2025, now=plan_row(2025, 260))
        assert self.change(answers, self.plan(2024, other=plan_row(2024, 200))) == 30
        assert self.change(answers, self.plan(2024, other=plan_row(2023, 200))) is None
        assert self.change(answers, self.plan(2023, other=plan_row(2024, 200))) is None

    def test_unknown_from_zero_or_blank(self) -> None:
        answers = self.plan(2025, before=plan_row(2024, 0), now=plan_row(2025, 150))
        assert self.change(answers) is None
        blank: Row = {"year": Decimal(2024)}
        assert self.change(self.plan(2025, before=blank, now=plan_row(2025, 150))) is None
        undated: Row = {"co2_plan": Decimal(3)}
        assert self.change(self.plan(2025, before=plan_row(2024, 1), now=undated)) is None

    def test_of_a_negative_value_is_measured_against_its_size(self) -> None:
        answers = self.plan(2025, before=plan_row(2024, -200), now=plan_row(2025, -100))
        assert self.change(answers) == 50

    def test_of_a_table_without_years_is_against_the_set_of_the_year_before(self) -> None:
        now = with_rows(AnswerSet(2025), "action_projects", {"n": _project("甲", 3)})
        before = with_rows(
            AnswerSet(2024), "action_projects", {"a": _project("乙", 9), "b": _project("甲", 2)}
        )
        cell = scope_of(now, before).for_cell("action_projects", "n", "investment")
        assert parse_formula("change(x)").evaluate(cell) == 50

    def test_of_a_field(self) -> None:
        before = with_values(AnswerSet(2024), gdp=Decimal(850))
        field = scope_of(SMALL, before).for_field("gdp")
        assert parse_formula("change(x)").evaluate(field) == 20
        assert parse_formula("change(gdp)").evaluate(scope_of(SMALL, before)) == 20


def _project(name: str, investment: int) -> Row:
    return {"project_name": name, "investment": Decimal(investment)}


def test_names_of_columns_in_conditions_are_those_of_the_row() -> None:
    text = 'sum(energy_carriers.consumption, year == assessment_year and carrier == "diesel")'
    # rubric.md 16: diesel 4200 and 6000 t
    assert parse_formula(text).evaluate(scope_of(park())) == 10200
