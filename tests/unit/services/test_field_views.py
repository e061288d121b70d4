"""Pages, fields, tables, search and explanations as a window shows them."""

from decimal import Decimal

import pytest

from questionnaire.answers import State
from questionnaire.catalogue import FieldType
from services.field_explanations import explain_field
from services.field_search import FieldSearch, initials
from services.field_views import field_view, page_view
from services.number_words import change_text, value_text
from services.park_sessions import ParkSession
from services.table_views import cell_text, cell_typed, cell_unit, table_totals, table_view
from support.sessions import BEFORE, PRODUCT


def test_every_field_stands_on_its_page_once(session: ParkSession) -> None:
    pages = [page_view(session, number, "zh") for number in range(11)]
    shown = [field.code for page in pages for group in page.groups for field in group.fields]
    assert sorted(shown) == sorted(PRODUCT.catalogue.fields)
    tables = {code for page in pages for group in page.groups for code in group.tables}
    assert tables == set(PRODUCT.catalogue.tables)
    assert [page.label for page in pages[:2]] == ["基本信息", "顶层设计"]
    assert [(p.filled, p.asked) for p in pages] == [session.progress(n) for n in range(11)]
    assert [(p.hard, p.soft) for p in pages] == [session.problem_counts(n) for n in range(11)]


def test_a_field_shows_its_value_last_year_and_the_change(session: ParkSession) -> None:
    session.set_field("industrial_output", "1186.4")
    session.choose_year(BEFORE)
    session.set_field("industrial_output", "1102.7")
    session.choose_year(2025)
    view = field_view(session, "industrial_output", "en")
    assert (view.text, view.typed, view.unit) == ("1,186.4", "1186.4", "10⁸ yuan")
    assert (view.previous, view.previous_year, view.change) == ("1,102.7", BEFORE, "+7.6 %")
    assert view.state is State.VALUE
    assert view.asked
    assert view.required
    assert view.source
    assert view.help
    session.set_state("industrial_output", State.NO_DATA, "统计尚未完成，下月补报")
    view = field_view(session, "industrial_output", "zh")
    assert (view.text, view.change) == ("", "")
    assert (view.state, view.reason) == (State.NO_DATA, "统计尚未完成，下月补报")


def test_a_level_offers_the_words_of_the_edition(session: ParkSession) -> None:
    session.set_field("T2_level", "3")
    view = field_view(session, "T2_level", "zh")
    assert view.indicator == "T2"
    assert [choice.code for choice in view.choices] == ["0", "1", "2", "3", "4"]
    assert view.choices[1].label == "仅明确达峰年份"
    assert view.text == "3"
    assert view.evidence
    session.set_state("T2_level", State.NA, "本园区不适用此项评价")
    assert field_view(session, "T2_level", "zh").state is State.NA


def test_choices_and_yes_and_no_are_words(session: ParkSession) -> None:
    view = field_view(session, "boundary_type", "en")
    labels = {choice.code: choice.label for choice in view.choices}
    assert view.text == labels[view.typed]
    session.set_field("no_process_confirmed", "true")
    assert field_view(session, "no_process_confirmed", "en").text == "Yes"
    assert field_view(session, "assessment_year", "en").text == "2025"
    assert field_view(session, "assessment_year", "en").computed


def test_problems_and_skip_logic_are_in_the_view(session: ParkSession) -> None:
    session.set_field("top3_industry_output", "99999")
    view = field_view(session, "top3_industry_output", "zh")
    assert [item.id for item in view.problems] == ["field:top3_industry_output"] * len(
        view.problems
    )
    session.delete_rows("chp_plants", tuple(session.answers.rows("chp_plants")))
    session.set_field("plant_energy_in", "0")
    assert not field_view(session, "chp_plants", "zh").asked


def test_a_table_has_units_choices_and_totals(session: ParkSession) -> None:
    view = table_view(session, "energy_carriers", "zh")
    columns = {column.code: column for column in view.columns}
    assert view.rows == len(session.answers.rows("energy_carriers"))
    assert columns["consumption"].unit_by_row
    assert not columns["consumption"].totalled
    assert columns["carrier"].choices["raw_coal"] == "原煤"
    row_id = next(
        name
        for name, row in session.answers.rows("energy_carriers").items()
        if row["carrier"] == "natural_gas"
    )
    assert cell_unit(session, "energy_carriers", row_id, "consumption") == "10^4 Nm3"
    assert cell_text(session, "energy_carriers", row_id, "carrier", "zh") == "天然气"
    session.set_cell("energy_carriers", row_id, "consumption", "12,345.5")
    assert cell_text(session, "energy_carriers", row_id, "consumption", "zh") == "12,345.5"
    assert cell_typed(session, "energy_carriers", row_id, "consumption") == "12345.5"


def test_totals_add_up_the_rows_that_count(session: ParkSession) -> None:
    rows = session.answers.rows("industries")
    first, second = list(rows)[:2]
    session.set_cell("industries", first, "output", "1000.5")
    session.set_cell("industries", second, "output", "2000")
    assert table_totals(session, "industries", [first, second])["output"] == "3,000.5"
    everything = sum(
        Decimal(str(row["output"])) for row in session.answers.rows("industries").values()
    )
    assert table_totals(session, "industries")["output"].replace(",", "") == str(everything)
    assert "year" not in table_totals(session, "industries")


@pytest.mark.parametrize(
    "typed, code",
    [
        ("gdp", "gdp"),
        ("规上工业增加值", "industrial_value_added"),
        ("gsgyzjz", "industrial_value_added"),
        ("wages", ""),
        ("GDP_constant", "gdp_constant"),
        ("T1_level", "T1_level"),
        ("energy-intensive", "energy_intensive_output"),
        ("ｇｄｐ", "gdp"),
        ("nytx", ""),
    ],
)
def test_a_field_is_found_by_code_name_and_initials(typed: str, code: str) -> None:
    found = [hit.code for hit in FieldSearch(PRODUCT.catalogue).find(typed)]
    assert (found[0] if found else "") == code


def test_the_best_hit_comes_first_and_a_blank_finds_nothing() -> None:
    search = FieldSearch(PRODUCT.catalogue)
    hits = search.find("水")
    assert hits
    assert all("水" in hit.label.zh or "水" in hit.label.en for hit in hits[:2])
    assert len(search.find("a", most=3)) == 3
    assert search.find("  ") == ()


def test_every_character_of_a_name_has_an_initial() -> None:
    names = [field.label.zh for field in PRODUCT.catalogue.fields.values()]
    letters = {character for name in names for character in name if character.isalpha()}
    assert {character for character in letters if not initials(character)} == set()


def test_a_field_is_explained_by_what_it_does_to_the_score(session: ParkSession) -> None:
    session.set_field("industrial_value_added", "335")
    session.set_field("industrial_land", "28.5")
    found = {item.code: item for item in explain_field(session, "industrial_land")}
    item = found["T4"]
    # 335 / 28.5 = 11.7544; score 60 + 40 × (11.7544 − 9) / (15 − 9) = 78.36 (rubric.md 4.1)
    assert (item.value, item.score, item.substituted) == ("11.75", "78.4", "335 ÷ 28.5")
    assert item.passing is not None
    assert (item.passing.value, item.passing.mark) == ("9", "to check")
    assert item.formula.zh == "规上工业增加值 ÷ 工业用地面积（已供应）"
    assert explain_field(session, "contact_name") == ()


def test_words_of_values() -> None:
    fields = PRODUCT.catalogue.fields
    date = next(item for item in fields.values() if item.type is FieldType.DATE)
    assert value_text(fields["gdp"], Decimal("-1234.50"), {}, "zh") == "−1,234.5"
    assert value_text(date, None, {}, "zh") == ""
    assert value_text(fields["boundary_type"], "gone", {}, "zh") == "gone"
    assert change_text(Decimal(1), Decimal(0)) == ""
    assert change_text(Decimal(-1), Decimal(-2)) == "+50.0 %"
    assert change_text(Decimal("93.3"), Decimal(100)) == "−6.7 %"
