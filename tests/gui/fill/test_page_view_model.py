"""A page without its widgets: what it shows and what becomes of what is typed."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.page_view_model import PageViewModel
from gui.fill.session_signals import SessionSignals
from questionnaire.answers import State
from services.park_sessions import ParkSession


@pytest.fixture
def pages(session: ParkSession, signals: SessionSignals, context: Context) -> list[PageViewModel]:
    made = [PageViewModel(session, signals, context.texts, page) for page in range(11)]
    for page in made:
        page.show()
    return made


def _words(page: PageViewModel, code: str, context: Context) -> list[str]:
    return [context.texts.tr(line.text) for line in page.messages(code)]


def test_every_field_of_the_catalogue_is_on_one_page(
    pages: list[PageViewModel], session: ParkSession
) -> None:
    codes = [code for page in pages for code in page.codes()]
    assert sorted(codes) == sorted(session.catalogue.fields)


def test_typed_value_is_stored(pages: list[PageViewModel], session: ParkSession) -> None:
    pages[0].enter("gdp", "１，200.50")
    assert session.answers.value("gdp") == Decimal("1200.5")
    assert pages[0].field("gdp").text == "1,200.5"


def test_refused_text_stays_with_its_message(
    pages: list[PageViewModel], session: ParkSession, context: Context
) -> None:
    before = session.answers.value("gdp")
    pages[0].enter("gdp", "许多")
    refused = pages[0].refused("gdp")
    assert refused is not None
    assert refused.typed == "许多"
    assert session.answers.value("gdp") == before
    assert pages[0].problem("gdp") == "error"
    assert "许多" in _words(pages[0], "gdp", context)[0]


def test_refused_text_goes_when_the_field_is_changed_elsewhere(
    pages: list[PageViewModel], session: ParkSession
) -> None:
    pages[0].enter("gdp", "许多")
    session.set_field("gdp", "700")
    assert pages[0].refused("gdp") is None


def test_a_proposal_can_be_taken(pages: list[PageViewModel], session: ParkSession) -> None:
    pages[0].enter("gdp", "约680")
    (link,) = pages[0].messages("gdp")[0].links
    assert link.action == "accept"
    pages[0].accept("gdp", link.argument)
    assert session.answers.value("gdp") == Decimal(680)
    assert pages[0].refused("gdp") is None


def test_a_value_that_fails_a_check_is_kept_and_marked(
    pages: list[PageViewModel], session: ParkSession
) -> None:
    pages[2].enter("top3_industry_output", "999999")
    assert session.answers.value("top3_industry_output") == Decimal(999999)
    assert pages[2].problem("top3_industry_output") == "error"
    jumps = [link for line in pages[2].messages("top3_industry_output") for link in line.links]
    assert "industrial_output" in [link.argument for link in jumps if link.action == "jump"]


@pytest.mark.parametrize("state", [State.NA, State.NO_DATA])
def test_states_carry_their_reason(
    pages: list[PageViewModel], session: ParkSession, context: Context, state: State
) -> None:
    pages[3].set_state("wind_capacity", state, "园区没有风电场址")
    answer = session.answers.answers["wind_capacity"]
    assert (answer.state, answer.value, answer.reason) == (state, None, "园区没有风电场址")
    assert any("园区没有风电场址" in text for text in _words(pages[3], "wind_capacity", context))


def test_reason_of_a_state_can_be_changed(pages: list[PageViewModel], session: ParkSession) -> None:
    pages[3].set_state("wind_capacity", State.NO_DATA, "统计尚未完成")
    pages[3].set_state("wind_capacity", State.NO_DATA, "统计将于五月完成")
    assert session.answers.answers["wind_capacity"].reason == "统计将于五月完成"


def test_not_filled_in_removes_the_answer(pages: list[PageViewModel], session: ParkSession) -> None:
    pages[0].set_state("gdp", None)
    assert session.answers.state("gdp") is None
    assert pages[0].field("gdp").text == ""


def test_level_not_applicable_is_held_at_its_indicator(
    pages: list[PageViewModel], session: ParkSession
) -> None:
    pages[1].set_state("T8_level", State.NA, "园区内没有这类企业")
    assert session.answers.answers["T8"].state is State.NA
    assert pages[1].field("T8_level").state is State.NA


def test_fields_that_do_not_apply_are_hidden_and_keep_their_value(
    pages: list[PageViewModel], session: ParkSession
) -> None:
    page = pages[0]
    page.enter("major_event_3y", "no")
    page.set_state("major_event_detail", None)
    assert not page.is_visible("major_event_detail")
    page.enter("major_event_3y", "yes")
    assert page.is_visible("major_event_detail")
    page.enter("major_event_detail", "2024年3月事故，已结案。")
    page.enter("major_event_3y", "no")
    assert page.is_visible("major_event_detail"), "an answer is never hidden"
    assert session.answers.value("major_event_detail") == "2024年3月事故，已结案。"


def test_soft_problem_needs_a_reason_of_five_characters(
    pages: list[PageViewModel], session: ParkSession
) -> None:
    problem = next(item for item in session.problems if item.open and item.fields)
    page = pages[session.catalogue.fields[problem.fields[0]].page]
    assert page.confirm(problem.fields[0], problem.id, "对的") is not None
    assert page.confirm(problem.fields[0], problem.id, "已与统计局核对") is None
    assert session.answers.confirmed[problem.id] == "已与统计局核对"


def test_hidden_pages_are_read_when_they_are_shown_again(
    pages: list[PageViewModel], session: ParkSession, qtbot: QtBot
) -> None:
    pages[0].hide()
    with qtbot.assertNotEmitted(pages[0].refreshed):
        session.set_field("gdp", "701")
    with qtbot.waitSignal(pages[0].refreshed):
        pages[0].show()
    assert pages[0].field("gdp").text == "701"


def test_last_year_stands_beside(pages: list[PageViewModel]) -> None:
    pages[0].enter("gdp", "748")
    view = pages[0].field("gdp")
    assert (view.previous, view.change) == ("680", "+10.0 %")
    assert pages[0].previous_year == 2024


def test_another_year_forgets_refused_texts(
    pages: list[PageViewModel], session: ParkSession
) -> None:
    pages[0].enter("gdp", "许多")
    session.choose_year(2024)
    assert pages[0].refused("gdp") is None
    assert pages[0].year == 2024
    assert pages[0].previous_year is None


def test_language_changes_the_words_and_nothing_else(
    pages: list[PageViewModel], context: Context
) -> None:
    pages[0].enter("gdp", "许多")
    context.texts.set_language("en")
    assert pages[0].field("park_name").label == "Park name"
    refused = pages[0].refused("gdp")
    assert refused is not None
    assert refused.typed == "许多"
