"""A park file of two years, open in its workspace.

Fixtures:
    park: the worked example as the newer year of a file.
    session, signals: the file open without a window.
    workspace: the file open in a shown workspace.
    empty: the same for a file in which nothing is filled in.
    place_table: shows a table of a page alone in a window.
    block: the ledger of enterprises alone in a window.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fill.page_view_model import PageViewModel
from gui.fill.park_workspace import ParkWorkspace, open_park
from gui.fill.session_signals import SessionSignals
from gui.fill.table_block import TableBlock
from gui.fill.table_model import TableModel
from gui.workspaces import OpenRequest
from services.park_sessions import ParkSession
from support.sessions import copy_of, make_park
from support.tables import PlaceTable
from support.window import make_park as make_empty_park

Open = Callable[..., ParkWorkspace]


@pytest.fixture(scope="session")
def made_park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fill")
    return make_park(folder / "made.parkdb", folder)


@pytest.fixture
def park(made_park: Path, tmp_path: Path) -> Path:
    return copy_of(made_park, tmp_path)


@pytest.fixture
def session(park: Path, context: Context) -> Iterator[ParkSession]:
    opened = ParkSession.open(context.product, context.environment, park)
    yield opened
    opened.close()


@pytest.fixture
def signals(session: ParkSession) -> Iterator[SessionSignals]:
    made = SessionSignals(session)
    yield made
    made.close()


@pytest.fixture
def open_file(context: Context, qtbot: QtBot) -> Iterator[Open]:
    """Opens a file in a shown workspace that is closed after the test."""
    opened: list[ParkWorkspace] = []

    def open_in_window(path: Path, *, read_only: bool = False) -> ParkWorkspace:
        workspace = open_park(OpenRequest(str(path), read_only), context)
        assert isinstance(workspace, ParkWorkspace)
        qtbot.addWidget(workspace)
        workspace.resize(1440, 820)
        with qtbot.waitExposed(workspace):
            workspace.show()
        workspace.activateWindow()
        for widget in (*workspace.tool_bar().start, *workspace.tool_bar().end):
            qtbot.addWidget(widget)
        opened.append(workspace)
        return workspace

    yield open_in_window
    for workspace in opened:
        workspace.close_request(lambda: None)


@pytest.fixture
def workspace(park: Path, open_file: Open) -> ParkWorkspace:
    return open_file(park)


@pytest.fixture
def empty(context: Context, tmp_path: Path, open_file: Open) -> ParkWorkspace:
    return open_file(make_empty_park(context, tmp_path / "empty.parkdb"))


@pytest.fixture
def place_table(
    session: ParkSession, signals: SessionSignals, context: Context, qtbot: QtBot
) -> Iterator[PlaceTable]:
    windows: list[QWidget] = []

    def show(code: str, page: int) -> TableBlock:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        model = TableModel(session, signals, context.texts, code, window)
        pages = PageViewModel(session, signals, context.texts, page, window)
        block = TableBlock(context, pages, model, window, is_whole=True)
        QVBoxLayout(window).addWidget(block)
        window.resize(1180, 560)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        block.focus_editor()
        return block

    yield show
    windows.clear()


@pytest.fixture
def block(place_table: PlaceTable) -> TableBlock:
    return place_table("enterprises", 8)
