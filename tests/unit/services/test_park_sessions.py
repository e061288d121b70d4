"""Edits through a session: what is stored, what is refused, what follows from it."""

from decimal import Decimal
from pathlib import Path

import pytest

from questionnaire.answers import Answer, State
from questionnaire.errors import GreenparkError
from questionnaire.problems import Severity
from services.evidence import EvidenceDetails
from services.park_sessions import ParkSession
from services.parks import fill_park, roll_year
from services.session_values import Change
from support.sessions import (
    BEFORE,
    PRODUCT,
    YEAR,
    copy_of,
    environment,
    evaluation_of,
    example_document,
)

REASON = "没有统计口径，无法取得数据"


def ids(session: ParkSession, severity: Severity = Severity.HARD) -> set[str]:
    """Ids of the open problems."""
    return {item.id for item in session.problems if item.severity is severity and item.open}


def first_row(session: ParkSession, table: str) -> str:
    """Id of the first row of a table."""
    return next(iter(session.answers.rows(table)))


def test_a_session_shows_the_newest_year_and_the_one_before(session: ParkSession) -> None:
    assert session.years == (BEFORE, YEAR)
    assert session.year == YEAR
    assert session.previous is not None
    assert session.previous.year == BEFORE
    assert session.park_name == session.answers.value("park_name")
    assert session.edition.id == session.scorecard.edition_id
    assert session.recovered is None


def test_what_is_typed_is_read_as_people_write_numbers(session: ParkSession) -> None:
    assert session.set_field("gdp", " １，７００.50 ").changed
    assert session.answers.value("gdp") == Decimal("1700.5")
    assert session.scorecard == evaluation_of(session).scorecard


@pytest.mark.parametrize(
    "code, typed, refusal, proposal",
    [
        ("gdp", "700亿", "700亿", "700"),
        ("gdp", "many", "many is not a number", None),
        ("firms_above_scale", "1.5", "1.5 is not a whole number", None),
        ("boundary_type", "nothing", "not among the choices", None),
        ("assessment_year", "2024", "must be 2025", None),
    ],
)
def test_what_cannot_be_read_is_not_stored(
    session: ParkSession, code: str, typed: str, refusal: str, proposal: str | None
) -> None:
    before = session.answers
    result = session.set_field(code, typed)
    assert not result.changed
    assert refusal in str(result.refused)
    if proposal is not None:
        assert result.proposal is not None
        assert session.set_field(code, result.proposal).refused is None
    else:
        assert session.answers == before


def test_the_label_of_a_choice_stands_for_its_code(session: ParkSession) -> None:
    field = PRODUCT.catalogue.fields["boundary_type"]
    other = next(c for c in field.choices if c.code != session.answers.value("boundary_type"))
    assert session.set_field("boundary_type", other.label.zh).changed
    assert session.answers.value("boundary_type") == other.code


def test_a_value_that_fails_its_check_is_kept_and_marked(session: ParkSession) -> None:
    total = session.answers.value("industrial_output")
    assert session.set_field("top3_industry_output", str(Decimal(str(total)) + 1)).changed
    assert "field:top3_industry_output" in ids(session)
    assert session.problems_at("top3_industry_output")[0].id == "field:top3_industry_output"
    assert session.problem_counts(2)[0] == evaluation_counts(session, 2)
    assert session.undo()
    assert "field:top3_industry_output" not in ids(session)


def evaluation_counts(session: ParkSession, page: int) -> int:
    """Hard problems of a page as the plain evaluation has them."""
    fields = PRODUCT.catalogue.fields
    return sum(
        item.severity is Severity.HARD and fields[item.fields[0]].page == page
        for item in evaluation_of(session).problems
    )


def test_an_unchanged_value_is_no_step(session: ParkSession) -> None:
    before = session.undo_text
    result = session.set_field("gdp", str(session.answers.value("gdp")))
    assert (result.changed, result.refused) == (False, None)
    assert session.undo_text == before


def test_states_take_the_place_of_values_and_rows(session: ParkSession) -> None:
    assert session.set_state("gdp", State.NO_DATA, REASON).changed
    assert session.answers.answers["gdp"].state is State.NO_DATA
    assert session.answers.answers["gdp"].reason == REASON
    rows = session.answers.rows("sinks")
    assert session.set_state("sinks", State.NA, REASON).changed
    assert session.answers.rows("sinks") == {}
    assert session.add_row("sinks").changed
    assert session.answers.state("sinks") is not State.NA
    assert session.undo()
    assert session.undo()
    assert session.answers.rows("sinks") == rows
    assert session.set_state("gdp", None).changed
    assert session.answers.state("gdp") is None


def test_a_short_reason_is_a_problem_not_a_refusal(session: ParkSession) -> None:
    assert session.set_state("gdp", State.NA, "无").changed
    assert "field:gdp" in ids(session)
    assert session.set_reason("gdp", REASON).changed
    assert session.answers.answers["gdp"].reason == REASON


def test_a_level_is_its_indicators_own_mark(session: ParkSession) -> None:
    assert session.set_field("T1_level", "2").changed
    assert session.answers.marks["T1"]["self"].level == 2
    assert "level takes no status" in str(
        session.set_state("T1_level", State.NO_DATA, REASON).refused
    )
    assert session.set_state("T1_level", State.NA, REASON).changed
    assert "self" not in session.answers.marks["T1"]
    assert session.answers.answers["T1"] == Answer(State.NA, None, REASON)
    assert session.set_mark("T1_level", 3).changed
    assert "T1" not in session.answers.answers
    assert session.erase_field("T1_level").changed
    assert session.answers.value("T1_level") is None


def test_quality_and_reason_need_an_answer(session: ParkSession) -> None:
    assert session.set_quality("gdp", "A").changed
    assert session.answers.answers["gdp"].quality == "A"
    assert session.set_quality("energy_carriers", "D").changed
    assert session.answers.answers["energy_carriers"].quality == "D"
    assert session.set_quality("energy_carriers", None).changed
    assert "energy_carriers" not in session.answers.answers
    assert session.erase_field("gdp").changed
    assert "enter it first" in str(session.set_quality("gdp", "A").refused)
    assert "enter it first" in str(session.set_reason("gdp", "x").refused)


def test_a_new_row_has_its_year_and_a_feedstock_its_material_use(session: ParkSession) -> None:
    made = session.add_row("energy_carriers", None, {"carrier": "naphtha", "consumption": "5"})
    row = session.answers.rows("energy_carriers")[made.rows[0]]
    assert row["year"] == YEAR
    assert row["non_energy"] == 5
    later = session.add_row("energy_carriers", "").rows[0]
    assert next(iter(session.answers.rows("energy_carriers"))) == later
    session.set_cell("energy_carriers", later, "consumption", "8")
    session.set_cell("energy_carriers", later, "carrier", "bitumen")
    assert session.answers.rows("energy_carriers")[later]["non_energy"] == 8
    session.set_cell("energy_carriers", later, "non_energy", "")
    session.set_cell("energy_carriers", later, "consumption", "9")
    assert "non_energy" not in session.answers.rows("energy_carriers")[later]


def test_a_row_of_the_plan_starts_with_the_year_after_the_last(session: ParkSession) -> None:
    years = [int(str(row["year"])) for row in session.answers.rows("peak_plan").values()]
    made = session.add_row("peak_plan").rows[0]
    assert session.answers.rows("peak_plan")[made]["year"] == max(years) + 1


def test_a_row_that_cannot_be_read_is_not_made(session: ParkSession) -> None:
    result = session.add_row("energy_carriers", None, {"consumption": "much"})
    assert result.rows == ()
    assert "much" in str(result.refused)


def test_an_edited_cell_leaves_all_other_rows_as_they_are(session: ParkSession) -> None:
    table, row_id = "energy_carriers", first_row(session, "energy_carriers")
    before = session.answers.rows(table)
    heard: list[Change] = []
    session.subscribe(heard.append)
    assert session.set_cell(table, row_id, "consumption", "5000", initiator="grid").changed
    after = session.answers.rows(table)
    assert all(after[other] is before[other] for other in before if other != row_id)
    assert "cannot" not in str(session.set_cell(table, row_id, "consumption", "x").proposal)
    (change,) = heard
    assert change.initiator == "grid"
    assert change.tables == {table}
    assert change.rows == {table: frozenset({row_id})}


def test_a_block_is_one_step_and_its_bad_cells_are_listed(session: ParkSession) -> None:
    table = "industries"
    rows = tuple(session.answers.rows(table))
    before = session.answers
    block = [["1", "x", "3"], ["4", "5", ""], ["", "", ""], ["7", "8", "9"]]
    result = session.paste(table, rows[-1], "output", block)
    assert result.changed
    assert [(c.line, c.position, c.row_id, c.typed) for c in result.refusals] == [
        (0, 1, rows[-1], "x")
    ]
    columns = list(PRODUCT.catalogue.tables[table].columns)
    second = columns[columns.index("output") + 1]
    after = session.answers.rows(table)
    assert after[rows[-1]]["output"] == 1
    assert after[rows[-1]][second] == before.rows(table)[rows[-1]][second]
    assert [after[name]["output"] for name in result.rows] == [4, 7]
    assert [after[name]["year"] for name in result.rows] == [YEAR, YEAR]
    assert session.undo()
    assert session.answers == before


def test_a_block_follows_the_order_on_the_screen(session: ParkSession) -> None:
    table = "industries"
    shown = tuple(session.answers.rows(table))[::-1]
    result = session.paste(
        table,
        shown[0],
        "value_added",
        [["1", "2"], ["3", "4"]],
        rows=shown[:2],
        columns=("value_added", "output"),
    )
    after = session.answers.rows(table)
    assert result.rows == ()
    assert [(after[r]["value_added"], after[r]["output"]) for r in shown[:2]] == [(1, 2), (3, 4)]
    wide = session.paste(table, shown[0], "output", [["5", "6"]], columns=("value_added", "output"))
    assert "wider than the table" in str(wide.refusals[0].message)


def test_rows_are_doubled_and_deleted(session: ParkSession) -> None:
    table = "evidence"
    row_id = first_row(session, table)
    made = session.duplicate_row(table, row_id).rows[0]
    assert list(session.answers.rows(table))[1] == made
    assert f"table:evidence.evidence_id:{row_id}" in ids(session)
    assert session.remove_evidence_row(row_id).changed
    assert not {name for name in ids(session) if name.startswith("table:evidence.evidence_id")}
    assert first_row(session, table) == made


def test_confirmations_need_a_reason_and_lapse_with_their_values(session: ParkSession) -> None:
    session.set_field("gdp", "9000")
    assert "field:gdp" in ids(session, Severity.SOFT)
    assert "fewer than 5" in str(session.confirm("field:gdp", "ok").refused)
    assert "no soft problem" in str(session.confirm("field:park_name", REASON).refused)
    assert session.confirm("field:gdp", REASON).changed
    assert "field:gdp" not in ids(session, Severity.SOFT)
    session.set_field("gdp", "9001")
    assert "field:gdp" in ids(session, Severity.SOFT)
    assert session.undo()
    assert session.answers.confirmed["field:gdp"] == REASON
    assert session.confirm("field:gdp", None).changed
    assert "field:gdp" in ids(session, Severity.SOFT)


def test_evidence_is_stored_with_its_row(session: ParkSession, tmp_path: Path) -> None:
    document = tmp_path / "scan.pdf"
    document.write_bytes(b"%PDF-1.7 text")
    details = EvidenceDetails(("gdp", "T1"), "年鉴", "统计局", "2026-01-31", "statistics")
    result = session.add_evidence(document, details)
    row = session.answers.rows("evidence")[result.rows[0]]
    assert row["supports"] == "gdp；T1"
    assert session.evidence_content(str(row["sha256"])) == b"%PDF-1.7 text"
    assert session.undo()
    assert session.redo()
    bad = EvidenceDetails((), "年鉴", "统计局", "yesterday", "statistics")
    with pytest.raises(GreenparkError) as refused:
        session.add_evidence(document, bad)
    assert [defect.place for defect in refused.value.defects] == ["doc_date"]
    document.write_bytes(b"")
    with pytest.raises(GreenparkError, match=r"scan\.pdf is empty"):
        session.add_evidence(document, details)


def test_undo_goes_on_in_the_edits_of_earlier_sessions(park: Path, tmp_path: Path) -> None:
    machine = environment(tmp_path)
    with ParkSession.open(PRODUCT, machine, park) as session:
        first = session.answers
        session.set_field("gdp", "701")
        session.set_field("industrial_land", "30")
        assert str(session.undo_text) == "“Industrial land”"
        last = session.answers
    with ParkSession.open(PRODUCT, machine, park) as session:
        assert str(session.undo_text).startswith("the edit of 2026-12-01T")
        assert session.undo()
        assert session.undo()
        assert session.answers == first
        assert session.redo()
        assert session.redo()
        assert session.answers == last
        assert not session.redo()


def test_undo_shows_the_year_of_the_edit_and_never_empties_the_file(session: ParkSession) -> None:
    first = session.history
    session.set_field("gdp", "701")
    session.choose_year(BEFORE)
    heard: list[Change] = []
    session.subscribe(heard.append)
    assert session.undo()
    assert session.year == YEAR
    assert heard[-1].year
    assert session.history == first
    while session.undo():
        pass
    assert session.years == (YEAR,)
    assert session.answers.value("park_code") is not None


def test_a_year_is_chosen_or_made(session: ParkSession, park: Path, tmp_path: Path) -> None:
    with pytest.raises(GreenparkError, match="no answers for 2030"):
        session.choose_year(2030)
    assert "already has answers" in str(session.add_year(YEAR).refused)
    (tmp_path / "other").mkdir()
    other = copy_of(park, tmp_path / "other")
    assert session.add_year(2026).changed
    assert session.year == 2026
    session.wait_saved(30)
    roll_year(PRODUCT, environment(tmp_path), other, 2026)
    with ParkSession.open(PRODUCT, environment(tmp_path), other) as rolled:
        assert rolled.answers == session.answers
        assert rolled.problems == session.problems
    assert session.undo()
    assert session.years == (BEFORE, YEAR)


def test_skip_logic_and_progress_follow_the_conditions(session: ParkSession) -> None:
    page = PRODUCT.catalogue.fields["chp_plants"].page
    filled, asked = session.progress(page)
    session.delete_rows("chp_plants", tuple(session.answers.rows("chp_plants")))
    assert session.is_asked("chp_plants")
    assert session.progress(page) == (filled - 1, asked)
    session.set_field("plant_energy_in", "0")
    assert not session.is_asked("chp_plants")
    assert session.progress(page) == (filled - 1, asked - 1)
    assert session.is_asked("gdp")


def test_keyed_in_answers_score_as_the_same_data_filled(tmp_path: Path, made_park: Path) -> None:
    """The worked example typed field by field gives the card of the worked example filled."""
    machine = environment(tmp_path)
    fields = example_document()["fields"]
    assert isinstance(fields, dict)
    path = copy_of(made_park, tmp_path)
    with ParkSession.open(PRODUCT, machine, path) as session:
        wanted = session.scorecard
        for code in fields:
            if code not in {"park_code", "park_name", "assessment_year"}:
                session.erase_field(code)
        assert session.scorecard.total != wanted.total
        for code, typed in fields.items():
            assert session.set_field(code, typed).refused is None
        qualities = example_document()["quality"]
        assert isinstance(qualities, dict)
    fill_park(PRODUCT, machine, path, {"quality": qualities}, year=YEAR)
    with ParkSession.open(PRODUCT, machine, path) as session:
        assert session.scorecard.total == wanted.total
        assert session.scorecard.code == wanted.code
        assert session.scorecard.grade == wanted.grade
