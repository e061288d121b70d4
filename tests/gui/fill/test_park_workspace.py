"""The pages of the workspace of a park file, by keyboard: order, turning, finding, undo."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTableView, QWidget

from gui.context import Context
from gui.fill.editors import LineEditor
from gui.fill.park_workspace import ParkWorkspace
from questionnaire.catalogue import FieldType
from support.typing_text import press, type_text
from support.window import fake, tab_order
from support.workspaces import row_of, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


def test_every_page_shows_its_fields(workspace: ParkWorkspace) -> None:
    for page in workspace.session.catalogue.pages:
        workspace.show_page(page.number)
        shown = [
            code for code in workspace.page.model.codes() if workspace.page.model.is_visible(code)
        ]
        for code in shown:
            part = workspace.page.row(code) or workspace.page.block(code)
            assert part is not None
            assert workspace.page.is_ledger or part.isVisible(), code


@pytest.mark.parametrize("number", range(11))
def test_tab_order_follows_reading_order(workspace: ParkWorkspace, number: int) -> None:
    workspace.show_page(number)
    QApplication.processEvents()
    page = workspace.page
    named = [
        widget.objectName().removeprefix("field.")
        for widget in tab_order(workspace)
        if page.isAncestorOf(widget) and widget.objectName().startswith("field.")
    ]
    read = [
        code
        for code in page.model.codes()
        if page.model.is_visible(code) and (not page.is_ledger or _is_shown(page, code))
    ]
    if page.is_ledger:
        read.sort(key=lambda code: page.block(code) is not None)
    assert named == read


def _is_shown(page: object, code: str) -> bool:
    part = page.row(code) or page.block(code)  # type: ignore[attr-defined]  # a page view
    return bool(part.isVisible())


def test_every_input_has_an_accessible_name(workspace: ParkWorkspace) -> None:
    for number in range(11):
        workspace.show_page(number)
        for widget in workspace.page.findChildren(QWidget):
            if widget.objectName().startswith("field."):
                assert widget.accessibleName(), widget.objectName()


def test_tab_reaches_the_next_field(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "industrial_output")
    press(row.editor, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "field.industrial_value_added"
    assert workspace.page.current == "industrial_value_added"


def test_undo_and_redo_across_pages(workspace: ParkWorkspace) -> None:
    told: list[str] = []
    workspace.status_changed.connect(told.append)
    type_into(workspace, "gdp", "703")
    type_into(workspace, "rd_expenditure", "21")
    workspace.show_page(9)
    workspace.actions()["undo"]()
    assert workspace.page.model.number == 4, "the page of what was taken back"
    workspace.actions()["undo"]()
    assert workspace.page.model.number == 0
    assert "地区生产总值" in told[-1]
    assert workspace.session.answers.value("gdp") == Decimal(680)
    workspace.actions()["redo"]()
    workspace.actions()["redo"]()
    assert workspace.session.answers.value("rd_expenditure") == Decimal(21)
    assert "redo" not in workspace.actions()


def test_half_typed_text_is_taken_before_another_page_is_shown(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    assert isinstance(row.editor, LineEditor)
    row.editor.selectAll()
    type_text(row.editor, "704")
    workspace.actions()["next_page"]()
    assert workspace.page.model.number == 1
    assert workspace.session.answers.value("gdp") == Decimal(704)


def test_pages_turn_and_stop_at_the_ends(workspace: ParkWorkspace) -> None:
    workspace.actions()["previous_page"]()
    assert workspace.page.model.number == 0
    for _ in range(12):
        workspace.actions()["next_page"]()
    assert workspace.page.model.number == 10


def test_page_list_leads_to_pages_by_keys(workspace: ParkWorkspace) -> None:
    workspace.actions()["page_list"]()
    press(workspace.pages.list, Qt.Key.Key_Down)
    press(workspace.pages.list, Qt.Key.Key_Down)
    assert workspace.page.model.number == 2


def test_ledger_pages_fold_the_list_and_hide_the_panel(workspace: ParkWorkspace) -> None:
    wide = workspace.pages.width()
    workspace.show_page(8)
    assert workspace.pages.width() < wide
    assert workspace.live.isHidden()
    workspace.show_page(0)
    assert workspace.pages.width() == wide
    assert workspace.live.isVisible()


@pytest.mark.parametrize("typed", ["gyxxs", "工业新鲜水", "industrial_freshwater"])
def test_fields_are_found_by_pinyin_name_and_code(workspace: ParkWorkspace, typed: str) -> None:
    workspace.actions()["find"]()
    type_text(workspace.search, typed)
    hits = [
        workspace.search.hits.index(row).data(Qt.ItemDataRole.UserRole)
        for row in range(workspace.search.hits.rowCount())
    ]
    assert "industrial_freshwater" in hits
    for _ in range(hits.index("industrial_freshwater")):
        press(workspace.search, Qt.Key.Key_Down)
    press(workspace.search, Qt.Key.Key_Return)
    assert workspace.page.model.number == 1
    assert workspace.page.current == "industrial_freshwater"


def test_years_are_chosen_and_begun(workspace: ParkWorkspace, context: Context) -> None:
    (years,) = workspace.tool_bar().start
    assert isinstance(years, QComboBox)
    assert [years.itemData(at) for at in range(years.count())] == [2025, 2024]
    years.setCurrentIndex(1)
    years.activated.emit(1)
    assert workspace.session.year == 2024
    fake(context).will_answer("begin")
    workspace.actions()["new_year"]()
    assert workspace.session.year == 2026
    assert workspace.session.answers.value("park_name") == "合成园区甲"
    assert workspace.session.answers.value("gdp") is None
    row = row_of(workspace, "gdp")
    assert workspace.page.model.field("gdp").previous == "680"
    assert row.editor.accessibleName().startswith("地区生产总值")
    assert years.currentData() == 2026


def test_language_and_scheme_keep_everything(workspace: ParkWorkspace, context: Context) -> None:
    row = row_of(workspace, "gdp")
    assert isinstance(row.editor, LineEditor)
    row.editor.selectAll()
    type_text(row.editor, "70")
    context.texts.set_language("en")
    context.theme.set_scheme("dark")
    assert row.editor.text() == "70"
    assert workspace.page.current == "gdp"
    assert "Gross" in row.editor.accessibleName() or "GDP" in row.editor.accessibleName()
    type_text(row.editor, "6")
    press(row.editor, Qt.Key.Key_Return)
    assert workspace.session.answers.value("gdp") == Decimal(706)
    context.texts.set_language("zh")


def test_scorecard_is_shown(workspace: ParkWorkspace, context: Context) -> None:
    seen: list[str] = []
    fake(context).will_answer(lambda dialog: seen.append(dialog.objectName()))
    workspace.actions()["preview"]()
    assert seen == ["preview"]


def test_empty_file_shows_every_page(empty: ParkWorkspace) -> None:
    for number in range(11):
        empty.show_page(number)
    assert empty.model.filled < empty.model.asked
    assert empty.recent_entry() is not None


def test_title_names_file_park_and_year(workspace: ParkWorkspace) -> None:
    assert "park.parkdb" in workspace.title()
    assert "合成园区甲" in workspace.title()
    assert "2025" in workspace.title()


def test_kinds_of_editors_cover_the_catalogue(workspace: ParkWorkspace) -> None:
    kinds = {field.type for field in workspace.session.catalogue.fields.values()}
    assert kinds == set(FieldType)


def test_the_page_over_the_years_leads_to_a_field(
    workspace: ParkWorkspace, context: Context
) -> None:
    row_of(workspace, "gdp")

    def choose(dialog: QWidget) -> None:
        table = dialog.findChild(QTableView)
        assert table is not None
        codes = [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]
        label = context.texts.tr(workspace.session.catalogue.fields["area_built"].label)
        table.activated.emit(table.model().index(codes.index(label), 0))

    fake(context).will_answer(choose)
    workspace.actions()["page_years"]()
    assert workspace.page.current == "area_built"
