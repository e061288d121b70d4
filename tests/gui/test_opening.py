"""What is chosen or dropped finds its workspace."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.jobs import Job, Jobs
from gui.main_window import MainWindow
from gui.settings import RecentFile
from gui.start.new_park_dialog import NewParkDialog
from gui.workspaces import OpenRequest
from support.project import ROOT
from support.window import (
    AskedStore,
    PlainWorkspace,
    drop,
    fake,
    find_plain_maker,
    make_context,
    make_park,
)

LEGACY = ROOT / "tests" / "data" / "legacy"


@pytest.fixture
def window(qtbot: QtBot, context: Context) -> MainWindow:
    made = MainWindow(context, find_plain_maker)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def submissions(tmp_path: Path) -> list[Path]:
    """Two submissions in a folder of a folder."""
    folder = tmp_path / "received" / "south"
    folder.mkdir(parents=True)
    paths = [folder / "a.parkdb", folder / "b.parkdb"]
    for path in paths:
        shutil.copy(LEGACY / "submission-1.parkdb", path)
    return paths


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copy(LEGACY / "store-1.db", tmp_path / "province.db"))


def _request(window: MainWindow) -> OpenRequest:
    assert isinstance(window.workspace, AskedStore)
    return window.workspace.request


def test_dropped_park_file_opens(window: MainWindow, context: Context, tmp_path: Path) -> None:
    park = make_park(context, tmp_path / "park.parkdb")
    assert drop(window.start_view.drop_area, park)
    assert isinstance(window.workspace, PlainWorkspace)
    window.close()


def test_dropped_folder_goes_to_the_merge_preview(
    window: MainWindow, context: Context, submissions: list[Path], store: Path, tmp_path: Path
) -> None:
    fake(context).will_answer("existing", store)
    drop(window.start_view, tmp_path / "received")
    assert list(_request(window).submissions) == submissions
    assert _request(window).location == str(store)
    window.close()


def test_submissions_dropped_with_their_store_need_no_question(
    window: MainWindow, submissions: list[Path], store: Path
) -> None:
    drop(window.start_view, *submissions, store)
    assert _request(window) == OpenRequest(str(store), submissions=tuple(submissions))
    window.close()


def test_submissions_can_found_a_new_store(
    window: MainWindow, context: Context, submissions: list[Path], tmp_path: Path
) -> None:
    new = tmp_path / "new.db"
    fake(context).will_answer(tuple(submissions), "new", new)
    window.window_actions.action("merge").trigger()
    assert _request(window) == OpenRequest(str(new), submissions=tuple(submissions), create=True)
    window.close()


def test_refused_files_go_along_to_the_preview(
    window: MainWindow, submissions: list[Path], store: Path, tmp_path: Path
) -> None:
    foreign = tmp_path / "notes.parkdb"
    foreign.write_text("not a file of ours", encoding="utf-8")
    drop(window.start_view, submissions[0], foreign, store)
    assert _request(window).submissions == (submissions[0], foreign)
    window.close()


def test_store_opens(window: MainWindow, context: Context, store: Path) -> None:
    fake(context).will_answer(store)
    window.window_actions.action("open").trigger()
    assert _request(window) == OpenRequest(str(store))
    window.close()


def test_empty_folder_is_told(window: MainWindow, context: Context, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    drop(window.start_view, tmp_path / "empty")
    assert fake(context).told == ["文件夹中没有园区文件或上报文件。"]
    assert window.current_page() == "start"


def test_several_parks_open_in_windows_of_their_own(
    qtbot: QtBot, window: MainWindow, context: Context, tmp_path: Path
) -> None:
    parks = [make_park(context, tmp_path / f"{name}.parkdb") for name in "ab"]
    with qtbot.waitSignal(window.another_requested) as asked:
        drop(window.start_view, *parks)
    assert isinstance(window.workspace, PlainWorkspace)
    assert window.workspace.request.location == str(parks[0])
    assert asked.args == ["park", OpenRequest(str(parks[1]))]
    window.close()


def test_recent_store_by_address_is_opened_as_it_is(window: MainWindow) -> None:
    window.start_view.recent_chosen.emit(RecentFile("postgresql://host/db", "store", ""))
    assert _request(window) == OpenRequest("postgresql://host/db")
    window.close()


def test_cancelled_choices_change_nothing(window: MainWindow, context: Context) -> None:
    fake(context).will_answer(None, None, None)
    for name in ("open", "merge", "demonstration"):
        window.window_actions.action(name).trigger()
    assert window.current_page() == "start"


@pytest.mark.slow
def test_demonstration_is_cancelled_without_a_trace(qtbot: QtBot, tmp_path: Path) -> None:
    context = make_context(jobs=Jobs())
    window = MainWindow(context, find_plain_maker)
    qtbot.addWidget(window)
    fake(context).will_answer(tmp_path / "chosen")
    (tmp_path / "chosen").mkdir()
    steps: list[str] = []

    def cancel(job: Job[object]) -> None:
        steps.append(context.texts.tr(job.stage.text))
        job.cancel()

    context.jobs.progressed.connect(cancel)
    with qtbot.waitSignal(context.jobs.ended, timeout=60_000):
        window.window_actions.action("demonstration").trigger()
    context.jobs.close()
    assert steps, "progress was shown"
    assert list((tmp_path / "chosen").iterdir()) == []
    assert window.current_page() == "start"
    assert fake(context).told == []


def _fill(dialog: NewParkDialog, code: str, name: str) -> None:
    for key, text in (("park_code", code), ("park_name", name)):
        line = dialog.findChild(QLineEdit, f"new_park.{key}")
        assert line is not None
        line.setText(text)


def test_new_park_file_is_made_and_opened(
    window: MainWindow, context: Context, tmp_path: Path
) -> None:
    target = tmp_path / "new.parkdb"

    def answer(dialog: NewParkDialog) -> None:
        year = dialog.findChild(QSpinBox)
        assert year is not None
        assert year.value() == 2025, "the year before the present one"
        _fill(dialog, "TEST0001", "示例园区07")
        fake(context).will_answer(target)
        dialog.accept()

    fake(context).will_answer(answer)
    window.window_actions.action("new_park").trigger()
    assert isinstance(window.workspace, PlainWorkspace)
    assert window.workspace.park.years() == (2025,)
    window.close()


def test_new_park_file_shows_what_is_wrong_and_stays_open(
    window: MainWindow, context: Context, tmp_path: Path
) -> None:
    context.settings.last_folder = str(tmp_path)

    def answer(dialog: NewParkDialog) -> None:
        _fill(dialog, "x", "")
        dialog.accept()
        assert dialog.isVisible()
        wrong = dialog.problem("park_code")
        _fill(dialog, "", "示例园区甲")
        dialog.accept()
        assert dialog.problem("park_code") not in {wrong, ""}
        assert "“" not in dialog.problem("park_code"), "nothing is quoted that is not there"
        assert dialog.path is None
        dialog.reject()

    fake(context).will_answer(answer)
    window.window_actions.action("new_park").trigger()
    assert window.current_page() == "start"
    assert not list(tmp_path.glob("*.parkdb"))


def test_new_park_file_never_overwrites(
    window: MainWindow, context: Context, tmp_path: Path
) -> None:
    context.settings.last_folder = str(tmp_path)
    (tmp_path / "示例园区甲.parkdb").write_bytes(b"mine")

    def answer(dialog: NewParkDialog) -> None:
        _fill(dialog, "TEST0001", "示例园区甲")
        dialog.accept()
        assert "示例园区甲.parkdb" in dialog.problem("place")
        dialog.reject()

    fake(context).will_answer(answer)
    window.window_actions.action("new_park").trigger()
    assert (tmp_path / "示例园区甲.parkdb").read_bytes() == b"mine"
