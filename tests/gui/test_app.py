"""Starting: where no window can open it says why; the first page stays light; slips are told."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Windows, WindowUnavailable, check_screen, input_method
from gui.workspaces import OpenRequest
from services.environment import local_environment

IBUS = {"libibusplatforminputcontextplugin.so", "libcomposeplatforminputcontextplugin.so"}


@pytest.fixture
def windows(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = Windows(qapp, local_environment())
    yield made
    for window in [*made._windows]:
        window.close()
    made.end()


def test_without_a_display_it_says_so() -> None:
    with pytest.raises(WindowUnavailable) as raised:
        check_screen({}, "linux")
    assert "display" in str(raised.value)
    assert raised.value.hint is not None


@pytest.mark.parametrize(
    "environ, platform",
    [
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux"),
        ({}, "win32"),
        ({}, "darwin"),
    ],
)
def test_other_screens_are_left_to_qt(environ: dict[str, str], platform: str) -> None:
    check_screen(environ, platform)


@pytest.mark.parametrize(
    "environ, plugins, changed",
    [
        ({"QT_IM_MODULE": "fcitx"}, IBUS, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx5"}, IBUS, {"QT_IM_MODULE": "ibus"}),
        ({"XMODIFIERS": "@im=fcitx"}, IBUS, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "ibus"}, IBUS, {}),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, IBUS, {}),
        ({}, IBUS, {}),
        ({"QT_IM_MODULE": "fcitx"}, {*IBUS, "libfcitx5platforminputcontextplugin.so"}, {}),
        ({"QT_IM_MODULE": "fcitx"}, set(), {}),
    ],
)
def test_fcitx_speaks_ibus(
    environ: dict[str, str], plugins: set[str], changed: dict[str, str]
) -> None:
    assert input_method(environ, plugins) == changed


def test_greenpark_alone_says_why_no_window_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    command = [Path(sys.executable).with_name("greenpark")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 3
    assert result.stdout == ""
    assert "没有显示器" in result.stderr
    assert "Traceback" not in result.stderr


def test_start_page_brings_no_heavy_modules(tmp_path: Path) -> None:
    program = """
import sys
from PySide6.QtWidgets import QApplication
from gui.app import Windows
from services.environment import local_environment
application = QApplication(["greenpark", "-platform", "offscreen"])
windows = Windows(application, local_environment())
window = windows.open_window()
application.processEvents()
heavy = ["numpy", "reportlab", "sqlalchemy", "sqlmodel", "pydantic", "alembic", "psycopg",
         "typer", "pypdfium2", "services.bootstrap", "PySide6.QtNetwork", "PySide6.QtQml"]
print([name for name in heavy if name in sys.modules])
window.close()
windows.end()
"""
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"


def test_second_file_opens_in_a_window_of_its_own(windows: Windows, tmp_path: Path) -> None:
    first = windows.open_window()
    first.another_requested.emit("park", OpenRequest(str(tmp_path / "missing.parkdb")))
    assert len(windows._windows) == 2
    assert first.current_page() == "start"


def test_closed_window_is_given_back(windows: Windows) -> None:
    window = windows.open_window()
    window.close()
    assert windows._windows == []


def test_edition_is_named_after_the_data_was_read(qtbot: QtBot, windows: Windows) -> None:
    windows.open_first(())
    window = windows._windows[0]
    qtbot.waitUntil(lambda: "js-2026.1" in window.status_bar._basis.text(), timeout=20_000)


def test_qt_speaks_the_language_of_the_window(windows: Windows, qapp: QApplication) -> None:
    windows.context.texts.set_language("en")
    assert windows._translator.isEmpty() or qapp.translate("QPlatformTheme", "Cancel") == "Cancel"
    windows.context.texts.set_language("zh")
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
    qapp.removeTranslator(windows._translator)


def test_a_slip_is_written_down_and_told(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        windows.context.dialogs,
        "note",
        lambda _parent, text, detail: told.append(
            f"{windows.context.texts.tr(text)} {windows.context.texts.tr(detail)}"
        ),
    )
    sys.excepthook(ValueError, ValueError("a slip of ours"), None)
    report = windows.context.environment.home / "last_error.txt"
    assert "a slip of ours" in report.read_text(encoding="utf-8")
    assert str(report) in told[0]
    assert "slip of ours" not in told[0], "no traceback reaches a user"
