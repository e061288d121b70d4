"""Pages are made when they are wanted, or ahead, and are the same either way."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.fill.page_stack import MOST_ROWS_AHEAD, PageStack
from gui.fill.page_view import PageView
from gui.fill.park_workspace import ParkWorkspace
from support.sessions import copy_of

ENERGY = 3


def _stack(workspace: ParkWorkspace) -> PageStack:
    found = workspace.findChild(PageStack)
    assert found is not None
    return found


def test_a_page_made_ahead_is_the_page_made_when_wanted(
    open_file: Callable[..., ParkWorkspace], made_park: Path, tmp_path: Path
) -> None:
    pictures = []
    for name, is_ahead in (("wanted", False), ("ahead", True)):
        (tmp_path / name).mkdir()
        workspace = open_file(copy_of(made_park, tmp_path / name))
        while is_ahead and _stack(workspace).make_part():
            pass
        workspace.show_page(ENERGY)
        QApplication.processEvents()
        pictures.append(workspace.page.grab().toImage())
    assert pictures[0] == pictures[1]


def test_a_page_of_which_a_part_was_made_is_completed(workspace: ParkWorkspace) -> None:
    stack = _stack(workspace)
    begun: list[PageView] = []
    stack.begun.connect(begun.append)
    assert stack.make_part()
    assert stack.make_part()
    assert [page.model.number for page in begun] == [1]
    workspace.show_page(1)
    page = workspace.page
    assert page is begun[0]
    assert all(page.row(code) or page.block(code) for code in page.model.codes())
    assert not page.make_next()


def test_pages_are_made_ahead_while_nothing_happens(workspace: ParkWorkspace, qtbot: QtBot) -> None:
    begun: list[PageView] = []
    _stack(workspace).begun.connect(begun.append)
    qtbot.waitUntil(lambda: bool(begun), timeout=20_000)
    assert begun[0].model.number == 1
    assert workspace.page.model.number == 0, "what is shown stays"


def test_nothing_is_made_ahead_beside_other_work(workspace: ParkWorkspace) -> None:
    begun: list[PageView] = []
    stack = _stack(workspace)
    stack.stop()
    stack.begun.connect(begun.append)
    workspace.session.set_field("green_firms", "62")
    stack._make_ahead()
    assert not begun, "the edit is being written"
    workspace.session.wait_saved()
    workspace._context.jobs.run(lambda _progress: stack._make_ahead(), "reading").start()
    assert not begun, "a job is running"
    stack._make_ahead()
    assert begun


def test_nothing_is_made_ahead_of_a_large_ledger(workspace: ParkWorkspace) -> None:
    workspace.session.paste("pollutants", None, "year", [["2025"]] * (MOST_ROWS_AHEAD + 1))
    stack = _stack(workspace)
    begun: list[PageView] = []
    stack.begun.connect(begun.append)
    assert stack.make_part()
    assert 1 not in {page.model.number for page in begun}


def test_a_page_is_turned_to_once(workspace: ParkWorkspace) -> None:
    """Marking it in the list of pages does not choose it once more."""
    chosen: list[int] = []
    workspace.pages.page_chosen.connect(chosen.append)
    workspace.show_page(ENERGY)
    assert (chosen, workspace.pages.list.currentIndex().row()) == ([], ENERGY)
    workspace.pages.list.setCurrentIndex(workspace.pages.list.model().index(1, 0))
    assert (chosen, workspace.page.model.number) == ([1], 1)
