"""Pages, fields, search and explanations as a window shows them."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.answers import State
from services.field_views import FieldView, PageReader, field_view, page_view
from services.park_sessions import ParkSession
from support.sessions import BEFORE, PRODUCT


def test_every_field_stands_on_its_page_once(session: ParkSession) -> None:
    pages = [page_view(session, number, "zh") for number in range(11)]
    shown = [field.code for page in pages for group in page.groups for field in group.fields]
    assert sorted(shown) == sorted(PRODUCT.catalogue.fields)
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


Act = Callable[[ParkSession], object]

ACTS: dict[str, Act] = {
    "a value": lambda s: s.set_field("industrial_output", "1186.4"),
    "no value": lambda s: s.erase_field("industrial_output"),
    "a state": lambda s: s.set_state("gdp", State.NO_DATA, "统计尚未完成，下月补报"),
    "a note": lambda s: s.set_reason("industrial_land", "按不动产登记面积填写"),
    "a quality": lambda s: s.set_quality("industrial_land", "B"),
    "a level": lambda s: s.set_field("T2_level", "1"),
    "no rows": lambda s: s.delete_rows("chp_plants", tuple(s.answers.rows("chp_plants"))),
    "skipped": lambda s: s.set_field("plant_energy_in", "0"),
    "evidence": lambda s: s.delete_rows("evidence", tuple(s.answers.rows("evidence"))[:1]),
    "wrong": lambda s: s.set_field("top3_industry_output", "99999"),
    "the year before": lambda s: s.choose_year(min(s.years)),
    "the newest year": lambda s: s.choose_year(max(s.years)),
    "another year": lambda s: s.add_year(max(s.years) + 1),
    "undo": lambda s: s.undo(),
    "redo": lambda s: s.redo(),
}


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=8))
def test_a_page_that_is_read_again_is_the_page_read_anew(
    session: ParkSession, names: list[str]
) -> None:
    readers = [PageReader(session, number) for number in range(11)]
    for name in names:
        ACTS[name](session)
        for number, reader in enumerate(readers):
            assert reader.read("zh") == page_view(session, number, "zh"), name
    assert [r.read("en") for r in readers] == [page_view(session, n, "en") for n in range(11)]


def test_a_field_that_is_as_before_is_the_very_same(session: ParkSession) -> None:
    reader = PageReader(session, PRODUCT.catalogue.fields["industrial_land"].page)
    before = _fields(reader)
    session.set_field("industrial_land", "31.25")
    after = _fields(reader)
    others = {code for code, view in after.items() if view is not before[code]}
    assert "industrial_land" in others
    assert len(others) < len(after) / 2


def _fields(reader: PageReader) -> dict[str, FieldView]:
    return {field.code: field for group in reader.read("zh").groups for field in group.fields}
