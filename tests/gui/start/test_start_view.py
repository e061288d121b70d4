"""The start page: keyboard, recent files, drops, language, sizes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.settings import RecentFile
from gui.start.recent_model import RecentModel
from gui.start.recent_rows import recent_rows, when_opened
from gui.start.start_view import StartView
from support.window import drop, tab_order

LONG = "江苏示例临港绿色石化与高端装备制造产业园区一期二期三期"


@pytest.fixture
def files(tmp_path: Path, context: Context) -> list[RecentFile]:
    """Three recent files, newest first; the second one is gone."""
    there, also = tmp_path / "a.parkdb", tmp_path / "c.db"
    for path in (there, also):
        path.touch()
    entries = [
        RecentFile(str(there), "park", "2026-04-01T05:00:00Z", "示例园区07", "2025", "71.3", "C"),
        RecentFile(str(tmp_path / "b.parkdb"), "park", "2026-03-31T05:00:00Z", LONG, "2024"),
        RecentFile(str(also), "store", "2024-05-28T05:00:00Z", "示例省"),
    ]
    for entry in reversed(entries):
        context.settings.remember(entry)
    return entries


@pytest.fixture
def view(qtbot: QtBot, context: Context) -> StartView:
    made = StartView(context)
    qtbot.addWidget(made)
    made.resize(1280, 660)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _press(qtbot: QtBot, view: StartView, key: Qt.Key) -> None:
    focused = view.focusWidget()
    qtbot.keyClick(focused, key)  # type: ignore[no-untyped-call]


def test_new_users_begin_with_a_new_file(view: StartView) -> None:
    view.take_focus()
    assert view.focusWidget() is view.button("new_park")
    assert view.recent_list.isHidden() or not view.recent_list.isVisible()


def test_large_buttons_are_pressed_by_key(qtbot: QtBot, view: StartView) -> None:
    chosen: list[str] = []
    view.action_chosen.connect(chosen.append)
    view.button("new_park").setFocus()
    for _ in range(4):
        _press(qtbot, view, Qt.Key.Key_Space)
        _press(qtbot, view, Qt.Key.Key_Tab)
    assert chosen == ["new_park", "open", "merge", "demonstration"]


@pytest.mark.usefixtures("files")
def test_tab_order_follows_reading(view: StartView) -> None:
    view.refresh()
    names = [widget.objectName() for widget in tab_order(view) if widget.objectName()]
    buttons = [f"start.{name}" for name in ("new_park", "open", "merge", "demonstration")]
    assert [name for name in names if name.startswith("start.")] == [*buttons, "start.recent"]


def test_recent_file_opens_by_key(qtbot: QtBot, view: StartView, files: list[RecentFile]) -> None:
    view.refresh()
    view.take_focus()
    chosen: list[RecentFile] = []
    view.recent_chosen.connect(chosen.append)
    _press(qtbot, view, Qt.Key.Key_Down)
    _press(qtbot, view, Qt.Key.Key_Return)
    assert chosen == [files[1]]


def test_recent_file_opens_by_pointer(
    qtbot: QtBot, view: StartView, files: list[RecentFile]
) -> None:
    view.refresh()
    index = view.recent_list.model().index(2, 0)
    place = view.recent_list.visualRect(index).center()
    with qtbot.waitSignal(view.recent_chosen) as chosen:
        qtbot.mouseClick(  # type: ignore[no-untyped-call]
            view.recent_list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place)
        )
    assert chosen.args == [files[2]]


def test_recent_file_is_forgotten_by_key(
    qtbot: QtBot, view: StartView, context: Context, files: list[RecentFile]
) -> None:
    view.refresh()
    view.take_focus()
    _press(qtbot, view, Qt.Key.Key_Delete)
    assert context.settings.recent == tuple(files[1:])
    assert view.recent_list.model().rowCount() == 2
    assert Path(files[0].location).exists(), "the file itself stays"


@pytest.mark.usefixtures("files")
def test_missing_file_is_marked(view: StartView) -> None:
    view.refresh()
    model = view.recent_list.model()
    spoken = [
        model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(3)
    ]
    assert ["找不到文件" in text for text in spoken] == [False, True, False]


def test_files_are_dropped_anywhere(qtbot: QtBot, view: StartView, tmp_path: Path) -> None:
    paths = (tmp_path / "a.parkdb", tmp_path / "folder")
    for widget in (view.drop_area, view):
        with qtbot.waitSignal(view.dropped) as dropped:
            assert drop(widget, *paths)
        assert dropped.args == [paths]


def test_a_drop_without_files_is_not_taken(view: StartView) -> None:
    assert not drop(view.drop_area)
    assert not drop(view)


def test_language_changes_everything_in_place(view: StartView, context: Context) -> None:
    def shown() -> list[str]:
        labels = [label.text() for label in view.findChildren(QLabel) if label.text()]
        return [*labels, *(view.button(name).text() for name in ("new_park", "open", "merge"))]

    chinese = shown()
    context.texts.set_language("en")
    english = shown()
    assert "最近的文件" in chinese
    assert "Recent files" in english
    assert len(english) == len(chinese)
    assert not set(chinese) & set(english)


@pytest.mark.usefixtures("files")
def test_model_keeps_the_rules_of_qt(context: Context, qtmodeltester: ModelTester) -> None:
    model = RecentModel()
    rows = recent_rows(context.settings.recent, set(), datetime.now(UTC), context.texts)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_rows(rows)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount() == 3


@pytest.mark.parametrize(
    "opened, said",
    [
        ("2026-04-01T06:00:00Z", "今天 06:00"),
        ("2026-03-31T17:20:00Z", "昨天 17:20"),
        ("2026-01-02T00:00:00Z", "1 月 2 日"),
        ("2025-12-31T23:00:00Z", "2025-12-31"),
        ("not a time", ""),
    ],
)
def test_time_is_said_as_people_do(context: Context, opened: str, said: str) -> None:
    now = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
    assert context.texts.tr(when_opened(opened, now)) == said


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1024, 600), (1280, 660), (1440, 840)])
def test_nothing_is_cut_off(
    view: StartView, context: Context, language: str, size: tuple[int, int]
) -> None:
    context.texts.set_language("en" if language == "en" else "zh")
    view.resize(*size)
    view.refresh()
    QApplication.processEvents()
    for label in view.findChildren(QLabel):
        needed = label.fontMetrics().horizontalAdvance(label.text())
        assert not label.isVisible() or label.width() >= needed, label.text()
    for name in ("new_park", "open", "merge", "demonstration"):
        button = view.button(name)
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width() - 60
