"""The workspace of a park file, by keyboard."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.editors import LineEditor
from gui.fill.field_row import FieldRow
from gui.fill.park_workspace import ParkWorkspace
from gui.fill.table_block import TableBlock
from questionnaire.answers import State
from questionnaire.catalogue import FieldType
from services.park_sessions import ParkSession
from support.typing_text import click, press, type_text
from support.window import drop, fake, tab_order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no popups offscreen


def row_of(workspace: ParkWorkspace, code: str) -> FieldRow:
    workspace.go_to(code)
    row = workspace.page.row(code)
    assert row is not None
    return row


def block_of(workspace: ParkWorkspace, code: str) -> TableBlock:
    workspace.go_to(code)
    block = workspace.page.block(code)
    assert block is not None
    return block


def type_into(workspace: ParkWorkspace, code: str, text: str) -> FieldRow:
    row = row_of(workspace, code)
    editor = row.editor
    assert isinstance(editor, LineEditor)
    editor.selectAll()
    type_text(editor, text)
    press(editor, Qt.Key.Key_Return)
    return row


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


def test_typed_value_reaches_the_file(workspace: ParkWorkspace) -> None:
    type_into(workspace, "gdp", "701.5")
    assert workspace.session.answers.value("gdp") == Decimal("701.5")


def test_saved_is_told_only_when_the_file_has_it(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    told: list[str] = []
    workspace.saved.connect(told.append)
    type_into(workspace, "gdp", "702")
    assert told
    assert told[0] == "", "on its way"
    qtbot.waitUntil(lambda: told[-1] != "")
    assert workspace.session.save_state.pending == 0
    assert not workspace.has_unsaved()
    assert told[-1].count(":") == 2


def test_refused_text_shows_its_message_under_the_field(workspace: ParkWorkspace) -> None:
    row = type_into(workspace, "gdp", "许多")
    assert isinstance(row.editor, LineEditor)
    assert row.editor.text() == "许多"
    assert row.editor.property("problem") == "error"
    assert any("许多" in text for text in row.messages().texts())
    height = row.height()
    type_into(workspace, "gdp", "680")
    assert row.editor.text() == "680"
    assert row.editor.property("problem") == ""
    assert row.height() < height


def test_proposal_is_taken_by_its_link(workspace: ParkWorkspace) -> None:
    row = type_into(workspace, "gdp", "约680")
    (link,) = row.messages().links()
    click(link)
    assert workspace.session.answers.value("gdp") == Decimal(680)
    assert row.messages().texts() == ()


def test_hard_problem_links_to_the_other_field(workspace: ParkWorkspace) -> None:
    row = type_into(workspace, "top3_industry_output", "99999")
    link = next(item for item in row.messages().links() if "总产值" in item.text())
    click(link)
    assert workspace.page.model.number == 0
    assert workspace.page.current == "industrial_output"


def test_focused_field_stays_where_it_is_when_a_message_appears_above(
    workspace: ParkWorkspace,
) -> None:
    row_of(workspace, "obsolete_process_in_use")
    row = workspace.page.row("gdp")
    assert row is not None
    assert isinstance(row.editor, LineEditor)
    row.focus_editor()
    type_text(row.editor, "许多")
    below = workspace.page.row("industrial_output")
    assert below is not None
    QApplication.processEvents()
    before = below.mapTo(workspace, below.rect().topLeft()).y()
    below.focus_editor()
    QApplication.processEvents()
    assert row.messages().texts()
    assert below.mapTo(workspace, below.rect().topLeft()).y() == before


@pytest.mark.parametrize("action,state", [("state_na", State.NA), ("state_no_data", State.NO_DATA)])
def test_states_with_their_reason_by_keyboard(
    workspace: ParkWorkspace, action: str, state: State
) -> None:
    row = row_of(workspace, "wind_capacity")
    workspace.actions()[action]()
    type_text(row.reason_line(), "园区内没有风电")
    press(row.reason_line(), Qt.Key.Key_Return)
    answer = workspace.session.answers.answers["wind_capacity"]
    assert (answer.state, answer.reason) == (state, "园区内没有风电")
    assert isinstance(row.editor, LineEditor)
    assert (row.editor.text(), row.editor.placeholderText()) == ("", "—")
    assert any("园区内没有风电" in text for text in row.messages().texts())


def test_a_state_without_reason_is_dropped(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    workspace.actions()["state_na"]()
    type_text(row.reason_line(), "不")
    press(row.reason_line(), Qt.Key.Key_Escape)
    assert row.reason_line().isHidden()
    assert workspace.session.answers.state("gdp") is State.VALUE


def test_state_menu_gives_quality(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    menu = row.state_button().menu()
    menu.aboutToShow.emit()
    next(item for item in menu.actions() if item.text().startswith("质量 A")).trigger()
    assert workspace.session.answers.answers["gdp"].quality == "A"
    assert "A" in row.state_button().text()


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


def test_find_in_a_table_goes_to_its_cells(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    block.grid.choose(0, 0)
    block.grid.setFocus()
    workspace.actions()["find"]()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    type_text(line, "企业三")
    column = block.model.column_position("enterprise_name")
    assert block.grid.currentIndex().column() == column
    assert "企业三" in block.model.text(block.grid.currentIndex().row(), column)
    press(line, Qt.Key.Key_Escape)
    assert block.grid.hasFocus()


def test_problems_are_listed_and_lead_to_their_place(workspace: ParkWorkspace) -> None:
    type_into(workspace, "top3_industry_output", "99999")
    workspace.show_page(9)
    workspace.actions()["next_problem"]()
    assert workspace.page.current == "top3_industry_output", "hard problems come first"
    workspace.actions()["problems"]()
    listed = workspace.problems.model.problems
    assert [item.severity.value for item in listed] == sorted(
        item.severity.value for item in listed
    )
    workspace.problems.list.setCurrentIndex(workspace.problems.model.index(len(listed) - 1))
    workspace.show_page(0)
    workspace.problems.list.doubleClicked.emit(workspace.problems.list.currentIndex())
    assert workspace.page.model.number == workspace.model.page_of(
        workspace.model.code_of(listed[-1])
    )


def test_problem_steps_go_round(workspace: ParkWorkspace) -> None:
    found = [item for item in workspace.model.problems() if item.open]
    for _ in range(len(found)):
        workspace.actions()["next_problem"]()
    first = workspace.page.current
    workspace.actions()["next_problem"]()
    workspace.actions()["previous_problem"]()
    assert workspace.page.current == first


def test_soft_problem_is_explained_in_the_list(workspace: ParkWorkspace) -> None:
    workspace.actions()["problems"]()
    view = workspace.problems
    soft = next(item for item in view.model.problems if item.open and item.severity.value == "soft")
    view.choose(soft.id)
    view.explain()
    type_text(view.reason_line(), "不错")
    press(view.reason_line(), Qt.Key.Key_Return)
    assert soft.id not in workspace.session.answers.confirmed
    assert view.reason_line().isVisible(), "too short: it can be corrected"
    view.reason_line().setText("与统计局核对无误")
    press(view.reason_line(), Qt.Key.Key_Return)
    assert workspace.session.answers.confirmed[soft.id] == "与统计局核对无误"


def test_soft_problem_is_explained_under_its_field(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "park_code")
    link = row.messages().links()[-1]
    click(link)
    row.reason_line().setText("演示园区，代码未公布")
    press(row.reason_line(), Qt.Key.Key_Return)
    assert "演示园区，代码未公布" in workspace.session.answers.confirmed.values()


def test_counts_are_told(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.problems_changed) as told:
        type_into(workspace, "top3_industry_output", "99999")
    assert told.args is not None
    assert told.args[0].hard >= 1


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


def test_second_opener_reads_only(open_file: object, park: Path) -> None:
    second = open_file(park, read_only=True)  # type: ignore[operator]
    assert second.note_text()
    assert not {"submit", "undo", "new_year", "state_na"} & second.actions().keys()
    row = type_into(second, "gdp", "1")
    assert isinstance(row.editor, LineEditor)
    assert row.editor.text() == "680"
    assert second.session.answers.value("gdp") == Decimal(680)
    block = block_of(second, "enterprises")
    assert not block.model.flags(block.model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_a_crash_is_told_once_the_file_is_open(
    park: Path, context: Context, open_file: object
) -> None:
    crashed = ParkSession.open(context.product, context.environment, park)
    crashed.set_field("gdp", "705")
    crashed.wait_saved()
    copied = park.with_name("crashed.parkdb")
    copied.write_bytes(park.read_bytes())
    crashed.close()
    workspace = open_file(copied)  # type: ignore[operator]
    assert workspace.note_text()
    assert workspace.session.answers.value("gdp") == Decimal(705)
    understood = workspace.findChild(QWidget, "note").findChild(QPushButton)
    understood.click()
    assert workspace.note_text() == ""


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


def test_dropped_file_becomes_evidence(
    workspace: ParkWorkspace, context: Context, tmp_path: Path
) -> None:
    document = tmp_path / "统计年报.pdf"
    document.write_bytes(b"%PDF-1.4 made up")
    row = row_of(workspace, "gdp")

    def fill(dialog: object) -> None:
        dialog.issuer.setText("统计局")  # type: ignore[attr-defined]  # an evidence dialog
        dialog.date.setText("2026-03-01")  # type: ignore[attr-defined]
        kinds = dialog.kind  # type: ignore[attr-defined]
        kinds.setCurrentIndex(1)
        dialog.accept()  # type: ignore[attr-defined]

    fake(context).will_answer(fill)
    known = len(workspace.session.answers.rows("evidence"))
    assert drop(row, document)
    rows = list(workspace.session.answers.rows("evidence").values())
    assert len(rows) == known + 1
    assert (rows[-1]["supports"], rows[-1]["title"]) == ("gdp", "统计年报")
    assert rows[-1]["file_name"] == "统计年报.pdf"
    assert rows[-1]["evidence_id"] in workspace.page.model.field("gdp").evidence


def test_evidence_that_cannot_be_used_says_why(
    workspace: ParkWorkspace, context: Context, tmp_path: Path
) -> None:
    document = tmp_path / "空.pdf"
    document.write_bytes(b"")
    said: list[str] = []

    def accept(dialog: object) -> None:
        dialog.accept()  # type: ignore[attr-defined]

    def give_up(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLineEdit))
        said.append(dialog._message.text())  # type: ignore[attr-defined]
        dialog.reject()  # type: ignore[attr-defined]

    def add(dialog: QWidget) -> None:
        button = dialog.findChild(QPushButton, "evidence.add")
        assert button is not None
        click(button)
        dialog.reject()  # type: ignore[attr-defined]

    fake(context).will_answer(add, (document,), accept, give_up)
    row_of(workspace, "gdp")
    workspace.actions()["evidence"]()
    assert said[-1]
    assert len(workspace.session.answers.rows("evidence")) == 42


def test_history_of_a_field(workspace: ParkWorkspace, context: Context) -> None:
    type_into(workspace, "gdp", "707")
    shown: list[str] = []

    def look(dialog: object) -> None:
        model = dialog.table.model()  # type: ignore[attr-defined]  # a history dialog
        shown.extend(str(model.index(0, column).data()) for column in range(6))

    fake(context).will_answer(look)
    workspace.actions()["history"]()
    assert shown[2:] == ["填入", "680 亿元 · 质量 B", "707 亿元 · 质量 B", ""]


def test_a_note_on_the_value_is_written_and_shown(workspace: ParkWorkspace) -> None:
    row = row_of(workspace, "gdp")
    row.write_note()
    type_text(row.reason_line(), "取自园区统计公报")
    press(row.reason_line(), Qt.Key.Key_Return)
    assert workspace.session.answers.answers["gdp"].reason == "取自园区统计公报"
    assert any("取自园区统计公报" in text for text in row.messages().texts())


def test_scorecard_is_shown(workspace: ParkWorkspace, context: Context) -> None:
    seen: list[str] = []
    fake(context).will_answer(lambda dialog: seen.append(dialog.objectName()))
    workspace.actions()["preview"]()
    assert seen == ["preview"]


def test_submitting_leads_to_the_chosen_problem(workspace: ParkWorkspace, context: Context) -> None:
    problem = next(item for item in workspace.session.problems if item.open)

    def choose(dialog: object) -> None:
        dialog.problem_chosen.emit(problem.id)  # type: ignore[attr-defined]  # the assistant

    fake(context).will_answer(choose)
    workspace.actions()["submit"]()
    assert workspace.page.model.number == workspace.model.page_of(workspace.model.code_of(problem))


def test_closing_waits_for_the_file_and_is_done_once(
    workspace: ParkWorkspace, context: Context
) -> None:
    done: list[str] = []
    type_into(workspace, "gdp", "709")
    path = workspace.session.path
    workspace.close_request(lambda: done.append("first"))
    workspace.close_request(lambda: done.append("second"))
    assert done == ["first", "second"]
    opened = ParkSession.open(context.product, context.environment, path)
    assert opened.answers.value("gdp") == Decimal(709)
    assert opened.recovered is None
    opened.close()


def test_file_that_cannot_be_written_is_saved_elsewhere(
    workspace: ParkWorkspace, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    path = workspace.session.path
    qtbot.waitUntil(lambda: not workspace.has_unsaved())
    path.rename(path.with_name("gone.parkdb"))
    type_into(workspace, "gdp", "710")
    qtbot.waitUntil(lambda: workspace.failure_text() != "")
    assert workspace.has_unsaved()
    target = tmp_path / "elsewhere.parkdb"
    fake(context).will_answer("elsewhere", target)
    done: list[str] = []
    workspace.close_request(lambda: done.append("closed"))
    assert done == ["closed"]
    opened = ParkSession.open(context.product, context.environment, target)
    assert opened.answers.value("gdp") == Decimal(710)
    opened.close()


def test_copy_is_whole(workspace: ParkWorkspace, context: Context) -> None:
    type_into(workspace, "gdp", "708")
    target = workspace.session.path.with_name("copy.parkdb")
    fake(context).will_answer(target)
    workspace.actions()["save_copy"]()
    opened = ParkSession.open(context.product, context.environment, target)
    assert opened.answers.value("gdp") == Decimal(708)
    opened.close()


def test_typing_in_a_grid_moves_down(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    block = block_of(workspace, "enterprises")
    column = block.model.column_position("output")
    block.grid.setCurrentIndex(block.model.index(0, column))
    type_text(block.grid, "5")
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    type_text(editor, "00")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: block.model.text(0, column) == "500")
    assert block.grid.currentIndex().row() == 1


def test_block_from_the_clipboard_and_back(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    column = block.model.column_position("output")
    block.grid.setCurrentIndex(block.model.index(0, column))
    QApplication.clipboard().setText("1\t2\r\n3\t很多\r\n")
    block.grid.setFocus()
    press(block.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [block.model.text(1, column + at) for at in range(2)] == ["3", "很多"]
    assert block.cell_message()
    press(block.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "1\t2\r\n3\t很多\r\n"
    workspace.actions()["undo"]()
    assert block.model.text(0, column) == "2,350,000"


def test_rows_are_added_and_deleted_by_actions(workspace: ParkWorkspace) -> None:
    block = block_of(workspace, "enterprises")
    workspace.actions()["add_row"]()
    assert block.model.rowCount() == 8
    assert [block.model.position(row) for row in block.grid.selection.row_ids()] == [1]
    workspace.actions()["delete_rows"]()
    assert block.model.rowCount() == 7


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


def test_opening_the_list_of_problems_keeps_the_field_in_view(
    workspace: ParkWorkspace, qtbot: QtBot
) -> None:
    workspace.resize(1280, 560)
    row = row_of(workspace, "gdp")
    workspace.show_problems()

    def is_in_view() -> bool:
        place = row.mapTo(workspace, row.rect().bottomLeft())
        return place.y() <= workspace.problems.mapTo(workspace, QPoint(0, 0)).y()

    qtbot.waitUntil(is_in_view)


def test_an_input_with_a_problem_still_shows_its_focus(
    workspace: ParkWorkspace, context: Context
) -> None:
    row = type_into(workspace, "gdp", "许多")
    accent, error = context.theme.tokens.accent, context.theme.tokens.error
    assert edge_of(row.editor) == accent.lower()
    row_of(workspace, "industrial_output")
    assert edge_of(row.editor) == error.lower()


def edge_of(editor: QWidget) -> str:
    """Colour of the left edge of an input."""
    QApplication.processEvents()
    return editor.grab().toImage().pixelColor(1, editor.height() // 2).name()


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
