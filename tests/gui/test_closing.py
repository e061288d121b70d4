"""A closed file leaves nothing in the window; with a large ledger that would be hundreds of MB."""

import gc
import weakref
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.context import Context
from gui.fill.page_stack import PageStack
from gui.fill.park_workspace import ParkWorkspace
from gui.main_window import MainWindow
from gui.workspaces import OpenRequest, WorkspaceKind
from services.park_sessions import ParkSession
from support.window import make_park


@pytest.fixture
def window(qtbot: QtBot, context: Context) -> MainWindow:
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    return made


def _park(context: Context, folder: Path) -> Path:
    return make_park(context, folder / "park.parkdb")


def _store(_context: Context, folder: Path) -> Path:
    path = folder / "province.db"
    Store.open(path, create=True).close()
    return path


def _open_and_close(
    qtbot: QtBot, window: MainWindow, kind: WorkspaceKind, path: Path
) -> weakref.ref[ParkSession] | None:
    """Open a file, see all of its pages and close it; gives the session of a park file."""
    window.open(kind, OpenRequest(str(path)))
    workspace = window.workspace
    assert workspace is not None
    session = None
    if isinstance(workspace, ParkWorkspace):
        session = weakref.ref(workspace.session)
        stack = workspace.findChild(PageStack)
        assert stack is not None
        while stack.make_part():
            pass
    with qtbot.waitSignal(window.file_closed):
        window.window_actions.action("close_file").trigger()
    assert window.workspace is None
    return session


def _widgets() -> Counter[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return Counter(_named(widget) for widget in QApplication.allWidgets())


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"


@pytest.mark.parametrize("kind, make", [("park", _park), ("store", _store)])
def test_no_widget_and_no_session_stays(
    qtbot: QtBot,
    window: MainWindow,
    context: Context,
    tmp_path: Path,
    kind: WorkspaceKind,
    make: Callable[[Context, Path], Path],
) -> None:
    path = make(context, tmp_path)
    _open_and_close(qtbot, window, kind, path)
    before = _widgets()
    session = _open_and_close(qtbot, window, kind, path)
    assert not _widgets() - before
    assert session is None or session() is None
