"""All checks on the synthetic park of the design and on what is done to it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import AnswerSet, State, Value
from questionnaire.catalogue import FieldType
from questionnaire.checks import check_values, failing_values, invalid_fields, recheck
from questionnaire.messages import render_text
from questionnaire.problems import Problem, Severity
from support.catalogue_files import shipped_catalogue
from support.checked_park import (
    REFERENCES,
    TODAY,
    YEAR,
    derived,
    park,
    plan,
    problems_of,
    scope_of,
    with_cells,
    with_level,
    with_rows,
    with_state,
    with_values,
)

CONFIRMED = {"field:park_code", "yearly"}
FIRST_ENTERPRISE = next(iter(park().rows("enterprises")))
FIRST_CARRIER = next(iter(park().rows("energy_carriers")))


def found(answers: AnswerSet, *earlier: AnswerSet) -> set[tuple[str, str]]:
    """Severity and id of everything but the two problems that the example always has."""
    return {
        (problem.severity.value, problem.id)
        for problem in problems_of(answers, *earlier)
        if problem.id not in CONFIRMED
    }


def the(identifier: str, problems: tuple[Problem, ...]) -> Problem:
    (problem,) = (problem for problem in problems if problem.id == identifier)
    return problem


def without_evidence_for(answers: AnswerSet, *codes: str) -> AnswerSet:
    """The answers with evidence rows that no longer name these codes."""
    rows = {
        row_id: {
            **row,
            "supports": "；".join(
                code for code in str(row["supports"]).split("；") if code not in codes
            ),
        }
        for row_id, row in answers.rows("evidence").items()
    }
    return with_rows(answers, "evidence", rows)


def test_worked_example_has_no_hard_problem_and_two_confirmed_soft_ones() -> None:
    # rubric.md 16: complete, submittable; interface.md: ids
    problems = problems_of(park())
    assert [(p.severity, p.id, p.open) for p in problems] == [
        (Severity.SOFT, "field:park_code", False),
        (Severity.SOFT, "yearly", False),
    ]
    assert problems[0].confirmed == "合成测试园区，不在开发区审核公告目录内"


@pytest.mark.parametrize(
    "change, expected",
    [
        (
            lambda p: with_values(p, high_tech_output=Decimal(1521)),
            {("hard", "field:high_tech_output")},
        ),
        (lambda p: with_values(p, fulltime_staff=Decimal(501)), {("hard", "field:fulltime_staff")}),
        (lambda p: with_values(p, fulltime_staff="4"), {("hard", "field:fulltime_staff")}),
        (
            lambda p: with_values(p, fulltime_staff=Decimal("4.5")),
            {("hard", "field:fulltime_staff")},
        ),
        (lambda p: with_values(p, park_type="village"), {("hard", "field:park_type")}),
        (
            lambda p: with_values(p, peak_year=Decimal(2031)),
            {("soft", "field:peak_year"), ("soft", "X26")},
        ),
        (lambda p: with_values(p, contact_phone=None), {("hard", "field:contact_phone")}),
        (lambda p: with_values(p, roof_pv_area=None), {("hard", "field:roof_pv_area")}),
        (
            lambda p: with_values(p, industrial_land=Decimal(83)),
            {("hard", "field:industrial_land")},
        ),
        (lambda p: with_level(p, "T1", None), {("hard", "field:T1_level")}),
        (lambda p: with_level(p, "T1", 5), {("hard", "field:T1_level")}),
        (
            lambda p: without_evidence_for(p, "T1", "T1_level"),
            {("hard", "evidence:T1_level"), ("soft", "field:T1_level")},
        ),
        (lambda p: with_level(without_evidence_for(p, "T1", "T1_level"), "T1", 0), set()),
        (lambda p: without_evidence_for(p, "sinks"), {("hard", "evidence:sinks")}),
        (
            lambda p: without_evidence_for(p, "power_green_purchased"),
            {("hard", "evidence:power_green_purchased")},
        ),
        (
            lambda p: with_rows(p, "process_activities", {}),
            {
                ("hard", "field:process_activities"),
                ("hard", "field:no_process_confirmed"),
                ("hard", "X22"),
            },
        ),
        (
            lambda p: with_values(
                with_rows(p, "process_activities", {}), no_process_confirmed=True
            ),
            set(),
        ),
        (
            lambda p: with_values(p, class_override="IC"),
            {("hard", "field:class_override_reason")},
        ),
        (
            lambda p: with_values(p, covered_units=Decimal(0)),
            {("hard", "field:compliant_units"), ("hard", "X17")},
        ),
        (
            lambda p: with_values(p, declaration_accepted=False),
            {("hard", "field:declaration_accepted")},
        ),
        (
            lambda p: with_values(p, energy_target_actual=Decimal(13)),
            {("hard", "field:energy_target_result")},
        ),
    ],
)  # fmt: skip
def test_problems_of_fields(
    change: Callable[[AnswerSet], AnswerSet], expected: set[tuple[str, str]]
) -> None:
    assert found(change(park())) == expected


class TestStates:
    REASON = "园区没有这类屋顶，已书面说明"

    def test_a_reason_of_ten_characters_answers_an_ordinary_field(self) -> None:
        for state in (State.NO_DATA, State.NA):
            answers = with_state(park(), "roof_suitable_area", state, self.REASON)
            assert found(answers) == set()

    @pytest.mark.parametrize("reason", [None, "", "没有这类屋顶", "没有 " + " " * 10])
    def test_a_shorter_reason_does_not(self, reason: str | None) -> None:
        answers = with_state(park(), "roof_suitable_area", State.NO_DATA, reason)
        assert found(answers) == {("hard", "field:roof_suitable_area")}

    @pytest.mark.parametrize("code", ["gdp", "park_name", "key_cp_firms_due", "T1_level"])
    def test_gate_level_and_scalar_profile_fields_take_a_value_only(self, code: str) -> None:
        answers = with_level(park(), "T1", None) if code == "T1_level" else park()
        answers = with_state(answers, code, State.NO_DATA, self.REASON)
        assert ("hard", f"field:{code}") in found(answers)

    def test_not_applicable_of_a_graded_item_counts_for_its_field(self) -> None:
        answers = with_state(with_level(park(), "S5", None), "S5", State.NA, self.REASON)
        assert found(answers) == set()
        no_data = with_state(with_level(park(), "S5", None), "S5", State.NO_DATA, self.REASON)
        assert found(no_data) == {("hard", "field:S5_level")}

    def test_a_table_needs_rows_or_a_reason(self) -> None:
        empty = with_rows(park(), "industries", {})
        assert found(empty) == {("hard", "field:industries"), ("soft", "X13"), ("soft", "X14")}
        stated = with_state(empty, "industries", State.NO_DATA, self.REASON)
        assert ("hard", "field:industries") not in found(stated)


class TestCells:
    def test_cell_problems_name_the_row(self) -> None:
        answers = with_cells(park(), "enterprises", FIRST_ENTERPRISE, uscc="91320594MA1TEXT06E")
        identifier = f"table:enterprises.uscc:{FIRST_ENTERPRISE}"
        problem = the(identifier, problems_of(answers))
        assert problem.severity is Severity.HARD
        assert problem.fields == ("enterprises",)
        assert "row 1" in str(problem.message)
        assert "91320594MA1TEXT06E" in str(problem.message)

    def test_a_code_twice_in_a_year_is_refused_in_both_rows(self) -> None:
        first, second, *_ = park().rows("enterprises")
        code = park().rows("enterprises")[first]["uscc"]
        answers = with_cells(park(), "enterprises", second, uscc=code)
        assert found(answers) == {
            ("hard", f"table:enterprises.uscc:{first}"),
            ("hard", f"table:enterprises.uscc:{second}"),
        }

    def test_required_cells_and_conditions_on_the_row(self) -> None:
        answers = with_cells(
            park(), "enterprises", FIRST_ENTERPRISE, industry=None, ets_compliant=None
        )
        assert found(answers) == {
            ("hard", f"table:enterprises.industry:{FIRST_ENTERPRISE}"),
            ("hard", f"table:enterprises.ets_compliant:{FIRST_ENTERPRISE}"),
        }

    def test_choices_of_a_reference_list(self) -> None:
        answers = with_cells(park(), "sinks", next(iter(park().rows("sinks"))), sink="forest_range")
        ((severity, identifier),) = found(answers)
        assert severity == "hard"
        assert identifier.startswith("table:sinks.sink:")

    def test_default_values_of_the_chosen_item(self) -> None:
        near = with_cells(park(), "energy_carriers", FIRST_CARRIER, ncv_measured=Decimal("400"))
        far = with_cells(park(), "energy_carriers", FIRST_CARRIER, ncv_measured=Decimal("38.931"))
        assert found(near) == set()
        assert found(far) == {("soft", f"table:energy_carriers.ncv_measured:{FIRST_CARRIER}")}

    def test_a_fuel_without_default_factor_needs_its_own(self) -> None:
        row = {**park().rows("energy_carriers")[FIRST_CARRIER], "carrier": "industrial_waste_fuel"}
        answers = with_rows(
            park(), "energy_carriers", {**park().rows("energy_carriers"), "new": row}
        )
        assert ("hard", "table:energy_carriers.co2_factor:new") in found(answers)

    def test_part_is_not_larger_than_the_whole(self) -> None:
        answers = with_cells(park(), "energy_carriers", FIRST_CARRIER, non_energy=Decimal(9801))
        assert found(answers) == {("hard", f"table:energy_carriers.non_energy:{FIRST_CARRIER}")}

    def test_unknown_evidence_is_refused(self) -> None:
        answers = with_cells(park(), "energy_carriers", FIRST_CARRIER, evidence_id="E99")
        assert found(answers) == {("hard", f"table:energy_carriers.evidence_id:{FIRST_CARRIER}")}


class TestEarlierYears:
    def earlier(self, year: int, **values: Decimal) -> AnswerSet:
        return with_values(AnswerSet(year), **values)

    def test_yearly_names_the_missing_years_only(self) -> None:
        message = str(the("yearly", problems_of(park(), self.earlier(2024))).message)
        assert "2023" in message
        assert "2024" not in message
        both = problems_of(park(), self.earlier(2024), self.earlier(2023))
        assert [problem.id for problem in both] == ["field:park_code"]

    def test_change_of_a_field_above_thirty_percent_is_a_soft_problem(self) -> None:
        assert found(park(), self.earlier(2024, gdp=Decimal(500))) == {("soft", "field:gdp")}
        assert found(park(), self.earlier(2024, gdp=Decimal(550))) == set()
        assert found(park(), self.earlier(2024, gdp=Decimal(0))) == set()
        assert found(park(), self.earlier(2023, gdp=Decimal(5))) == set()

    def test_change_of_a_cell_is_found_by_natural_key_in_the_earlier_set(self) -> None:
        row = park().rows("energy_carriers")[FIRST_CARRIER]
        before = {**row, "year": Decimal(2024), "consumption": Decimal(980)}
        other = {**before, "sector": "residential"}
        earlier = with_rows(self.earlier(2024), "energy_carriers", {"a": other, "b": before})
        assert found(park(), earlier) == {
            ("soft", f"table:energy_carriers.consumption:{FIRST_CARRIER}")
        }

    def test_change_is_first_looked_for_in_the_same_set(self) -> None:
        # the example holds pollutants of 2022 to 2025 in one set
        so2 = [r for r, row in park().rows("pollutants").items() if row["pollutant"] == "so2"]
        answers = with_cells(park(), "pollutants", so2[-1], amount=Decimal(10000))
        assert found(answers) == {("soft", f"table:pollutants.amount:{so2[-1]}")}


class TestCrossChecks:
    def test_skipped_while_a_computed_value_is_unknown(self) -> None:
        values = dict.fromkeys(
            ("enterprises__energy_sum", "enterprises__co2_reported", "enterprises__top10_share")
        )
        problems = problems_of(park(), **values)
        assert {problem.id for problem in problems} == CONFIRMED

    def test_false_is_a_problem_with_the_tables_behind_it(self) -> None:
        problem = the("X01", problems_of(park(), enterprises__energy_sum=Decimal(710000)))
        assert problem.severity is Severity.HARD
        assert {"energy_carriers", "power_heat_balance", "enterprises"} <= set(problem.fields)
        assert "710000 tce" in str(problem.message)
        assert "675848.72 tce" in str(problem.message)

    def test_limit_itself_is_allowed(self) -> None:
        # X01: 675848.72 x 1.05 = 709641.156
        limit = problems_of(park(), enterprises__energy_sum=Decimal("709641.156"))
        assert {problem.id for problem in limit} == CONFIRMED


class TestConfirmations:
    def confirmed(self, identifier: str, reason: str) -> Problem:
        rows = park().rows("pollutants")
        last = [r for r, row in rows.items() if row["pollutant"] == "so2"][-1]
        answers = with_cells(park(), "pollutants", last, amount=Decimal(10000))
        answers = replace(answers, confirmed={**answers.confirmed, identifier.format(last): reason})
        return the(f"table:pollutants.amount:{last}", problems_of(answers))

    def test_of_one_row_and_of_all_rows(self) -> None:
        reason = "监测口径变化，已核对"
        assert self.confirmed("table:pollutants.amount:{}", reason).confirmed == reason
        assert self.confirmed("table:pollutants.amount", reason).confirmed == reason
        assert self.confirmed("table:pollutants.amount:other", reason).open

    def test_needs_a_reason_of_five_characters(self) -> None:
        assert self.confirmed("table:pollutants.amount:{}", "已核对").open

    def test_a_hard_problem_is_never_confirmed(self) -> None:
        answers = with_values(park(), high_tech_output=Decimal(1521))
        answers = replace(answers, confirmed={"field:high_tech_output": "已与统计局核对无误"})
        problem = the("field:high_tech_output", problems_of(answers))
        assert problem.open
        assert problem.confirmed is None

    def test_hard_and_soft_of_one_field_are_both_reported(self) -> None:
        answers = with_values(park(), plant_energy_out=Decimal(304))
        problems = [p for p in problems_of(answers) if p.id == "field:plant_energy_out"]
        assert {p.severity for p in problems} == {Severity.HARD, Severity.SOFT}


class TestWording:
    def test_labels_and_values_in_both_languages(self) -> None:
        answers = with_values(park(), high_tech_output=Decimal(1521))
        message = the("field:high_tech_output", problems_of(answers)).message
        assert render_text(message, "en") == (
            "“Output of high-tech industries” must fulfil: Output of high-tech industries ≤ Gross "
            "output of industry above scale. Found here: Output of high-tech industries "
            "1521 × 10⁸ yuan; Gross output of industry above scale 1520 × 10⁸ yuan. Correct it."
        )
        assert "高新技术产业产值 ≤ 规上工业总产值" in render_text(message, "zh")

    def test_only_the_values_of_the_part_that_failed_are_named(self) -> None:
        answers = with_values(park(), industrial_value_added=Decimal(100))
        message = str(the("field:industrial_value_added", problems_of(answers)).message)
        assert "Gross output of industry above scale 1520 × 10⁸ yuan" in message
        assert "year before" not in message

    def test_a_long_text_is_repeated_by_its_beginning(self) -> None:
        answers = with_values(park(), park_intro="甲" * 50_000)
        message = render_text(the("field:park_intro", problems_of(answers)).message, "zh")
        assert f"“{'甲' * 60}…”" in message
        assert len(message) < 200

    def test_range_names_limits_and_unit(self) -> None:
        answers = with_values(park(), roof_suitable_area=Decimal(10001))
        message = str(the("field:roof_suitable_area", problems_of(answers)).message)
        assert "10001 × 10⁴ m²" in message
        assert "0 to 10000" in message


class TestValuesOnly:
    def values(self, answers: AnswerSet) -> tuple[Problem, ...]:
        return check_values(plan(), {YEAR: answers}, YEAR, {}, REFERENCES, TODAY)

    def test_finds_ranges_and_hard_checks_only(self) -> None:
        answers = with_values(park(), gdp=None, peak_year=Decimal(2031), fulltime_staff=Decimal(-1))
        assert [problem.id for problem in self.values(answers)] == ["field:fulltime_staff"]

    @pytest.mark.parametrize("wrong", [Decimal(-1), "？", True, dt.date(1900, 1, 1)], ids=str)
    def test_invalid_fields_are_those_that_a_problem_names_first(self, wrong: Value) -> None:
        for table, rows in park().tables.items():
            columns = shipped_catalogue().tables[table].columns
            for column in columns:
                answers = with_cells(park(), table, next(iter(rows)), **{column: wrong})
                named = {problem.fields[0] for problem in self.values(answers)}
                invalid = invalid_fields(plan(), {YEAR: answers}, YEAR, {}, REFERENCES, TODAY)
                assert invalid == named, (table, column)

    def test_invalid_fields_are_fields_and_tables_with_a_failing_cell(self) -> None:
        answers = with_values(park(), high_tech_output=Decimal(1521), contact_name=None)
        answers = with_cells(answers, "enterprises", FIRST_ENTERPRISE, uscc="1", industry=None)
        assert invalid_fields(plan(), {YEAR: answers}, YEAR, {}, REFERENCES, TODAY) == {
            "high_tech_output",
            "enterprises",
        }

    def test_takes_a_catalogue_as_well_as_its_plan(self) -> None:
        history = {YEAR: park()}
        catalogue = shipped_catalogue()
        assert check_values(catalogue, history, YEAR, {}, REFERENCES, TODAY) == ()


NUMBERS = sorted(
    code
    for code, field in shipped_catalogue().fields.items()
    if field.type in (FieldType.DECIMAL, FieldType.INTEGER)
)


class TestRecheck:
    @given(st.sampled_from(NUMBERS), st.none() | st.integers(-5, 3000).map(Decimal))
    def test_only_affected_checks_change_and_recheck_finds_them(
        self, code: str, value: Decimal | None
    ) -> None:
        changed = with_values(park(), **{code: value})
        affected = plan().affected([code])

        def is_affected(problem: Problem) -> bool:
            kind, _, rest = problem.id.partition(":")
            return problem.id in affected or f"{kind}:{rest.split(':')[0]}" in affected

        before, after = problems_of(park()), problems_of(changed)
        assert [p for p in before if not is_affected(p)] == [p for p in after if not is_affected(p)]
        again = recheck(plan(), scope_of(changed), affected)
        assert sorted(map(repr, again)) == sorted(repr(p) for p in after if is_affected(p))

    @given(st.sampled_from(NUMBERS), st.none() | st.integers(-5, 3000).map(Decimal))
    def test_after_an_edit_only_affected_values_fail_anew(
        self, code: str, value: Decimal | None
    ) -> None:
        before = with_values(park(), firms_above_scale=Decimal(1), area_approved=Decimal(-1))
        after = with_values(before, **{code: value})
        affected = plan().affected([code])
        failing = failing_values(plan(), scope_of(before), plan().value_checks)
        again = failing_values(plan(), scope_of(after), affected)
        assert {"field:area_approved", "field:green_firms"} <= failing
        assert failing - affected | again == failing_values(
            plan(), scope_of(after), plan().value_checks
        )

    def test_one_cell_can_be_checked_alone(self) -> None:
        first, second, *_ = park().rows("enterprises")
        answers = with_cells(park(), "enterprises", first, uscc="1")
        answers = with_cells(answers, "enterprises", second, uscc="2")
        problems = recheck(plan(), scope_of(answers), [f"table:enterprises.uscc:{second}"])
        assert [problem.id for problem in problems] == [f"table:enterprises.uscc:{second}"]
        assert "row 2" in str(problems[0].message)

    def test_a_computed_value_affects_the_checks_that_read_it(self) -> None:
        assert plan().affected(["enterprises.top10_share"]) == {"X05"}
        assert "X01" in plan().affected(["energy_carriers"])
        assert plan().affected(["T1"]) >= {"field:T1_level", "evidence:T1_level"}


VALUES = (
    st.none()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.integers(-3, 3000).map(Decimal)
    | st.sampled_from(["yes", "", "met", "E01", "9" * 3000, "；", "2025-06"])
    | st.booleans()
    | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
)


@given(st.data())
def test_no_answers_make_a_check_raise(data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.sampled_from(sorted(shipped_catalogue().fields)), max_size=8))
    scalar = [c for c in codes if shipped_catalogue().fields[c].type is not FieldType.TABLE]
    answers = with_values(park(), **{code: data.draw(VALUES) for code in scalar})
    table = data.draw(st.sampled_from(sorted(park().tables)))
    columns = st.sampled_from(sorted(shipped_catalogue().tables[table].columns))
    for row in (*park().rows(table), "new"):
        cells = data.draw(st.dictionaries(columns, VALUES, max_size=3))
        answers = with_cells(answers, table, row, **cells)
    computed = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
    values = {code.replace(".", "__"): data.draw(computed) for code in derived()}
    earlier = replace(answers, year=YEAR - 1)
    for problem in problems_of(answers, earlier, **values):
        assert problem.message
        str(problem.message)
