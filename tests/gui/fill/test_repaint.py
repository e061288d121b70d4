"""Whatever was edited, left and undone, the window shows what a window opened just now shows.

Only what differs is painted anew; these tests hold the result against parts that were built for the
answers as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from gui.context import Context
from gui.fill.editors import LineEditor
from gui.fill.field_row import FieldRow
from gui.fill.page_list_model import ENTRY_ROLE
from gui.fill.page_list_view import PageListView
from gui.fill.page_view import PageView
from gui.fill.park_workspace import ParkWorkspace
from gui.fill.table_block import TableBlock
from gui.live.live_panel import LivePanel
from questionnaire.answers import State
from support.typing_text import press, type_text

LAND, WATER, LEVEL = "industrial_land", "industrial_freshwater", "T6_level"
Act = Callable[[ParkWorkspace], object]


def _typed(code: str, text: str) -> Act:
    def act(workspace: ParkWorkspace) -> None:
        workspace.go_to(code)
        row = workspace.page.row(code)
        assert row is not None
        type_text(row.editor, text)
        press(row.editor, Qt.Key.Key_Tab)

    return act


def _another_page_and_back(workspace: ParkWorkspace) -> None:
    workspace.show_page(0)
    workspace.show_page(1)


ACTS: dict[str, Act] = {
    "type another value": _typed(LAND, "31.25"),
    "type what cannot be read": _typed(LAND, "许多"),
    "type a slip of 1000": _typed(LAND, "28500"),
    "type a blank": _typed(WATER, " "),
    "type the same in other words": _typed(WATER, "2,980.0"),
    "choose a level": lambda w: w.session.set_field(LEVEL, 1),
    "no level": lambda w: w.session.set_field(LEVEL, ""),
    "declare a state": lambda w: w.session.set_state(LAND, State.NA, "园区内没有这样的土地和用途"),
    "lose the class": lambda w: w.session.erase_field("energy_intensive_output"),
    "give the class": lambda w: w.session.set_field("energy_intensive_output", "61.5"),
    "edit another page": lambda w: w.session.set_field("green_firms", "62"),
    "undo": lambda w: w.session.undo(),
    "redo": lambda w: w.session.redo(),
    "the year before": lambda w: w.session.choose_year(min(w.session.years)),
    "the newest year": lambda w: w.session.choose_year(max(w.session.years)),
    "begin another year": lambda w: w.session.add_year(2026),
    "another page and back": _another_page_and_back,
    "another page for some acts": lambda w: w.show_page(0),
    "leave by key": lambda w: press(QApplication.focusWidget() or w, Qt.Key.Key_Tab),
}


@contextmanager
def _beside(workspace: ParkWorkspace, part: QWidget, like: QWidget) -> Iterator[None]:
    """Show a part at the size of another one, for as long as it is looked at."""
    part.setParent(workspace)
    part.resize(like.size())
    part.show()
    QApplication.processEvents()
    QApplication.processEvents()
    try:
        yield
    finally:
        part.hide()
        part.setParent(None)
        part.deleteLater()


def _pixels(part: QWidget | None) -> bytes:
    assert part is not None
    image = part.grab().toImage()
    return bytes(image.constBits())


def _look(row: FieldRow) -> dict[str, object]:
    """What a row says and where, but for what only the focus and the pointer do."""
    buttons = [part.text() for part in row.findChildren(QToolButton)]
    return {
        "shown": not row.isHidden(),
        "height": row.height(),
        "messages": row.messages().texts(),
        "links": [link.text() for link in row.messages().links()],
        "buttons": buttons,
        "answer": row.editor.property("answer"),
        "problem": row.editor.property("problem"),
        "name": row.editor.accessibleName(),
        "words": row.editor.accessibleDescription(),
        "pixels": _pixels(row.editor),
    }


def _words(block: TableBlock | None) -> list[str]:
    """What stands above the cells of a table, and how many rows it has."""
    assert block is not None
    return [part.text() for part in block._bar.findChildren(QLabel)]


def _assert_panel_is_fresh(workspace: ParkWorkspace, context: Context) -> None:
    fresh = LivePanel(workspace.session, context)
    fresh.show_field(workspace.page.current)
    with _beside(workspace, fresh, workspace.live):
        assert _pixels(workspace.live.widget()) == _pixels(fresh.widget())
    fresh.close_panel()


def _assert_page_is_fresh(workspace: ParkWorkspace, context: Context) -> None:
    page = workspace.page
    blocks = [block for code in page.model.codes() if (block := page.block(code)) is not None]
    tables = {block.code: block.model for block in blocks}
    fresh = PageView(context, page.model, tables)
    fresh.complete()
    with _beside(workspace, fresh, page):
        rows = [(page.row(code), fresh.row(code)) for code in page.model.codes()]
        for shown, made in rows:
            if shown is not None and made is not None:
                assert _look(shown) == _look(made), shown.code
        for block in blocks:
            assert _words(block) == _words(fresh.block(block.code)), block.code
        assert _pixels(page.head) == _pixels(fresh.head)


def _assert_list_is_fresh(workspace: ParkWorkspace, context: Context) -> None:
    fresh = PageListView(context, workspace.model)
    with _beside(workspace, fresh, workspace.pages):
        shown, made = workspace.pages.list.model(), fresh.list.model()
        for row in range(made.rowCount()):
            entries = [model.index(row, 0).data(ENTRY_ROLE) for model in (shown, made)]
            assert entries[0] == entries[1]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=6))
def test_what_is_shown_does_not_depend_on_the_way_there(
    workspace: ParkWorkspace, context: Context, names: list[str]
) -> None:
    workspace.show_page(1)
    for name in names:
        ACTS[name](workspace)
        QApplication.processEvents()
    workspace.show_page(1)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    QApplication.processEvents()
    _assert_panel_is_fresh(workspace, context)
    _assert_page_is_fresh(workspace, context)
    _assert_list_is_fresh(workspace, context)


class _Paints(QObject):
    """Counts how often widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[str] = Counter()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.times[watched.objectName()] += 1
        return False


def test_only_what_a_value_changes_is_painted_anew(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    workspace.go_to(LAND)
    resting = {"live.tile", "live.grade", f"field.{LEVEL}", f"field.{WATER}", "add_row.pollutants"}
    touched = {"live.total", "live.radar", f"field.{LAND}"}
    paints = _Paints()
    for name in resting | touched:
        part = workspace.findChild(QWidget, name)
        assert part is not None, name
        part.installEventFilter(paints)
    qtbot.waitUntil(lambda: paints.times["live.tile"] > 0)
    workspace.session.wait_saved()
    QApplication.processEvents()
    paints.times.clear()
    workspace.session.set_field(LAND, "29.5")
    qtbot.waitUntil(lambda: paints.times["live.total"] > 0)
    assert set(paints.times) == touched


def test_what_changed_below_a_half_typed_text_is_shown_once_that_is_dropped(
    workspace: ParkWorkspace,
) -> None:
    workspace.go_to(LAND)
    row = workspace.page.row(LAND)
    assert row is not None
    assert isinstance(row.editor, LineEditor)
    type_text(row.editor, "12")
    workspace.session.set_field(LAND, "31.25")
    typed = row.editor.text()
    press(row.editor, Qt.Key.Key_Escape)
    workspace.session.set_field(WATER, "2990")
    assert (typed, row.editor.text()) == ("12", "31.25")


def test_a_page_that_was_seen_shows_another_year_as_soon_as_it_is_seen_again(
    workspace: ParkWorkspace, context: Context
) -> None:
    for page in (1, 7, 0):
        workspace.show_page(page)
    workspace.session.add_year(max(workspace.session.years) + 1)
    for page in (1, 7):
        workspace.show_page(page)
        QApplication.processEvents()
        _assert_page_is_fresh(workspace, context)
