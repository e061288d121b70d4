"""A file that cannot be opened: what is said and offered, with real files in every state."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.errors import DiskFull, PermissionLost, StorageFailed
from db.park_file import ParkFile
from gui.context import Context
from gui.main_window import MainWindow
from gui.repair.repair_view_model import REMEDY_WORDS, trouble_of
from gui.workspaces import OpenRequest
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from support.window import PlainWorkspace, fake, find_plain_maker, make_park, tab_order


@pytest.fixture
def window(qtbot: QtBot, context: Context) -> MainWindow:
    made = MainWindow(context, find_plain_maker)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def park(context: Context, tmp_path: Path) -> Path:
    return make_park(context, tmp_path / "park.parkdb")


def _heading(window: MainWindow) -> str:
    return window.repair_view._heading.text()


def _said(window: MainWindow) -> str:
    view = window.repair_view
    return f"{view._message.text()} {view._hint.text()}"


def test_locked_file_opens_read_only(window: MainWindow, context: Context, park: Path) -> None:
    with ParkFile.open(park, context.product.catalogue):
        window.open("park", OpenRequest(str(park)))
        assert window.current_page() == "repair"
        assert "park.parkdb" in _said(window)
        assert window.repair_view.offered() == ("read_only", "retry", "copy", "other")
        window.repair_view.button("read_only").click()
        assert isinstance(window.workspace, PlainWorkspace)
        assert window.workspace.park.read_only
        assert "只读" in window.windowTitle()
    window.close()


def test_locked_file_opens_after_it_was_freed(
    window: MainWindow, context: Context, park: Path
) -> None:
    with ParkFile.open(park, context.product.catalogue):
        window.open("park", OpenRequest(str(park)))
    window.repair_view.button("retry").click()
    assert window.current_page() == "workspace"
    window.close()


def test_damaged_file_can_be_copied(window: MainWindow, park: Path, context: Context) -> None:
    content = bytearray(park.read_bytes())
    content[4096:12288] = bytes(8192)
    park.write_bytes(content)
    window.open("park", OpenRequest(str(park)))
    assert _heading(window) == "文件已损坏"
    assert "***" not in _said(window), "names the page, not the database"
    target = park.with_name("copy.parkdb")
    fake(context).will_answer(target)
    window.repair_view.button("copy").click()
    assert target.read_bytes() == bytes(content)
    assert park.read_bytes() == bytes(content), "the file itself stays as it is"
    assert str(target) in fake(context).told[0]


def test_copy_overwrites_nothing(window: MainWindow, park: Path, context: Context) -> None:
    content = park.read_bytes()
    park.write_bytes(content[:5000])
    window.open("park", OpenRequest(str(park)))
    taken = park.with_name("taken.parkdb")
    taken.write_bytes(b"mine")
    fake(context).will_answer(taken)
    window.repair_view.button("copy").click()
    assert taken.read_bytes() == b"mine"
    assert "taken.parkdb" in fake(context).told[0]


def test_newer_file_names_the_version(window: MainWindow, park: Path) -> None:
    content = bytearray(park.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    park.write_bytes(content)
    window.open("park", OpenRequest(str(park)))
    assert _heading(window) == "文件需要更新版本的程序"
    assert "99" in _said(window)
    assert "retry" not in window.repair_view.offered()


def test_foreign_file_is_named(window: MainWindow, tmp_path: Path) -> None:
    picture = tmp_path / "picture.parkdb"
    picture.write_bytes(b"\x89PNG" + bytes(200))
    window.open_paths((picture,))
    assert window.current_page() == "repair"
    assert "picture.parkdb" in _said(window)
    assert window.repair_view.offered() == ("other",)


def test_missing_file_can_be_forgotten(window: MainWindow, park: Path, context: Context) -> None:
    window.open("park", OpenRequest(str(park)))
    window.window_actions.action("close_file").trigger()
    park.unlink()
    window.start_view.recent_chosen.emit(context.settings.recent[0])
    assert window.current_page() == "repair"
    assert window.repair_view.offered()[0] == "retry"
    said = _said(window)
    gone = msg("It was moved, renamed or deleted, or its drive is not connected.")
    assert context.texts.tr(gone) in said
    assert window.repair_view._promise.isHidden(), "there is no file that could be as it was"
    assert "`" not in said, "no command is named in the window"
    window.repair_view.button("forget").click()
    assert window.current_page() == "start"
    assert list(context.settings.recent) == []


def test_another_file_can_be_opened(window: MainWindow, park: Path, context: Context) -> None:
    missing = park.with_name("missing.parkdb")
    window.open("park", OpenRequest(str(missing)))
    fake(context).will_answer(park)
    window.repair_view.button("other").click()
    assert window.current_page() == "workspace"
    window.close()


def test_the_way_back_leads_to_the_start_page(window: MainWindow, tmp_path: Path) -> None:
    window.open("park", OpenRequest(str(tmp_path / "missing.parkdb")))
    window.repair_view._back.click()
    assert window.current_page() == "start"


def test_every_remedy_is_reached_by_key(window: MainWindow, park: Path, context: Context) -> None:
    with ParkFile.open(park, context.product.catalogue):
        window.open("park", OpenRequest(str(park)))
    names = [widget.objectName() for widget in tab_order(window)]
    offered = [f"repair.{name}" for name in window.repair_view.offered()]
    assert [name for name in names if name.startswith("repair.")] == [*offered, "repair.back"]
    assert window.focusWidget().objectName() == offered[0]


def test_language_changes_in_place(window: MainWindow, tmp_path: Path, context: Context) -> None:
    window.open("park", OpenRequest(str(tmp_path / "missing.parkdb")))
    context.texts.set_language("en")
    assert _heading(window) == "The file is not there"
    assert window.repair_view.button("retry").text() == "Try again"


@pytest.mark.parametrize(
    "error, best",
    [
        (PermissionLost(msg("No.")), "read_only"),
        (DiskFull(msg("No.")), "read_only"),
        (StorageFailed(msg("No.")), "retry"),
        (GreenparkError(msg("No.")), "retry"),
    ],
)
def test_best_remedy_stands_first(error: GreenparkError, best: str) -> None:
    trouble = trouble_of("a.parkdb", error)
    assert trouble.remedies[0] == best
    order = list(REMEDY_WORDS)
    assert list(trouble.remedies) == sorted(trouble.remedies, key=order.index)


def test_a_shared_database_is_not_copied() -> None:
    error = StorageFailed(msg("The server does not answer."))
    assert "copy" not in trouble_of("postgresql://host/db", error).remedies


def test_details_are_all_listed(window: MainWindow, tmp_path: Path, park: Path) -> None:
    shutil.copy(park, tmp_path / "b.parkdb")
    window.open_paths((tmp_path / "nothing",))
    assert window.current_page() == "repair"
    assert "nothing" in _said(window)
