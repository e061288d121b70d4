"""Pages, problems and years around the form, without widgets."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt

from gui.context import Context
from gui.fill.blanks import is_blank_problem
from gui.fill.find_field import FieldHitsModel
from gui.fill.history_model import HistoryModel
from gui.fill.page_list_model import ENTRY_ROLE, PageEntry, PageListModel
from gui.fill.page_view_model import PageViewModel
from gui.fill.park_view_model import ParkViewModel
from gui.fill.problems_model import KIND_ROLE, PLACE_ROLE, ProblemsModel
from gui.fill.session_signals import SessionSignals
from questionnaire.messages import LocalText
from questionnaire.problems import Severity
from services.field_history import field_history
from services.field_search import FieldSearch
from services.park_sessions import ParkSession


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def park_model(session: ParkSession, signals: SessionSignals, context: Context) -> ParkViewModel:
    return ParkViewModel(session, signals, context.texts)


@pytest.fixture
def problems(
    park_model: ParkViewModel, session: ParkSession, context: Context, parent: QObject
) -> ProblemsModel:
    return ProblemsModel(park_model, session.catalogue, context.texts, parent)


def _kinds(model: ProblemsModel) -> list[object]:
    return [model.index(row).data(KIND_ROLE) for row in range(model.rowCount())]


def test_blank_field_is_no_error_until_it_was_left(
    session: ParkSession, signals: SessionSignals, context: Context, park_model: ParkViewModel
) -> None:
    page = PageViewModel(session, signals, context.texts, 0)
    page.show()
    session.erase_field("gdp")
    assert page.problem("gdp") == ""
    assert page.messages("gdp") == ()
    assert park_model.entries()[0].hard == 0
    assert park_model.entries()[0].filled == park_model.entries()[0].asked - 1
    page.leave("gdp")
    assert page.problem("gdp") == "error"


def test_wrong_value_is_an_error_at_once(session: ParkSession, park_model: ParkViewModel) -> None:
    session.set_field("top3_industry_output", "99999")
    assert park_model.entries()[2].worst[0] == "error"
    assert not any(
        is_blank_problem(session, item) for item in session.problems_at("top3_industry_output")
    )


def test_counts_are_those_of_the_pages(session: ParkSession, park_model: ParkViewModel) -> None:
    session.set_field("top3_industry_output", "99999")
    entries = park_model.entries()
    assert park_model.counts.hard == sum(entry.hard for entry in entries) > 0
    assert park_model.counts.soft == sum(entry.soft for entry in entries)


def test_problems_are_ordered_by_what_they_ask_for(
    session: ParkSession, problems: ProblemsModel
) -> None:
    problems.follow(shown=True)
    session.set_field("top3_industry_output", "99999")
    session.erase_field("gdp")
    order = ["error", "warn", "blank", "note"]
    kinds = _kinds(problems)
    assert set(kinds) == set(order)
    assert kinds == sorted(kinds, key=lambda kind: order.index(str(kind)))


def test_problems_are_filtered_by_kind_and_text(
    session: ParkSession, problems: ProblemsModel
) -> None:
    session.set_field("top3_industry_output", "99999")
    problems.set_filter("主导产业产值", "error")
    assert problems.rowCount() > 0
    assert set(_kinds(problems)) == {"error"}
    assert all(
        "2 " in str(problems.index(row).data(PLACE_ROLE)) for row in range(problems.rowCount())
    )
    problems.set_filter("没有这样的问题")
    assert problems.rowCount() == 0


def test_explained_problem_tells_its_reason(session: ParkSession, problems: ProblemsModel) -> None:
    problems.follow(shown=True)
    soft = next(item for item in session.problems if item.severity is Severity.SOFT and item.open)
    session.confirm(soft.id, "与统计局核对无误")
    row = problems.row_of(soft.id)
    assert problems.index(row).data(KIND_ROLE) == "note"
    assert "与统计局核对无误" in str(problems.index(row).data(Qt.ItemDataRole.ToolTipRole))


def test_item_models_are_sound(
    problems: ProblemsModel,
    park_model: ParkViewModel,
    session: ParkSession,
    context: Context,
    parent: QObject,
    qtmodeltester: Any,
) -> None:
    pages = PageListModel(context.texts, parent)
    pages.show_entries(park_model.entries())
    hits = FieldHitsModel(FieldSearch(session.catalogue), session.catalogue, context.texts, parent)
    hits.find("产值")
    session.set_field("gdp", "681")
    history = HistoryModel(field_history(session, "gdp"), context.texts, parent)
    for model in (problems, pages, hits, history):
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_pages_tell_how_far_they_are(context: Context, parent: QObject) -> None:
    model = PageListModel(context.texts, parent)
    label = LocalText("顶层设计", "Top-level design")
    short = LocalText("顶层", "1")
    entries = [PageEntry(1, label, short, 7, 9, hard=2, soft=1), PageEntry(2, label, short, 9, 9)]
    model.show_entries(entries)
    first, second = model.entry(0), model.entry(1)
    assert (first.worst, first.is_complete, first.progress()) == (("error", 2), False, "7/9")
    assert (second.worst, second.is_complete, second.progress()) == (("", 0), True, "")
    assert model.index(0).data(ENTRY_ROLE) is first
    spoken = str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert all(part in spoken for part in ("顶层设计", "7", "9", "2"))


def test_unchanged_pages_are_not_drawn_anew(
    context: Context, park_model: ParkViewModel, session: ParkSession, parent: QObject
) -> None:
    model = PageListModel(context.texts, parent)
    model.show_entries(park_model.entries())
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    session.erase_field("rd_expenditure")
    model.show_entries(park_model.entries())
    assert 4 in changed
    assert 1 not in changed


def test_undo_tells_what_and_where(session: ParkSession, park_model: ParkViewModel) -> None:
    session.set_field("gdp", "681")
    text, code = park_model.undo()
    assert str(text) == "“Gross domestic product”"
    assert code == "gdp"
    assert park_model.redo()[1] == "gdp"
    assert park_model.can_undo


def test_no_two_pages_share_a_short_name(park_model: ParkViewModel) -> None:
    names = [entry.short for entry in park_model.entries()]
    assert len({name.zh for name in names}) == len({name.en for name in names}) == len(names)
    assert all(len(name.zh) == 2 for name in names)
