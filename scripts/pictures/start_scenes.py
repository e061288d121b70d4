"""Start page, files that cannot be opened, what the window itself shows."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit

from gui.workspaces import OpenRequest
from questionnaire.messages import LocalText, msg
from scripts.pictures.scene import Scene
from scripts.pictures.stage import Stage, part
from services.failures import system_failure
from services.park_sessions import ParkSession
from services.parks import new_park

_FILE = Path("填报/示例园区07.parkdb")


def _start(stage: Stage) -> None:
    stage.show(stage.window)


def _start_empty(stage: Stage) -> None:
    stage.context.settings.forget_all()
    stage.window.show_start()
    stage.show(stage.window)


def _menu(name: str) -> Callable[[Stage], None]:
    """The scene of an open menu of the window with a park, or with a store."""

    def play(stage: Stage) -> None:
        if name == "store":
            stage.store()
        else:
            stage.park().go_to("enterprises" if name == "table" else "gdp")
            stage.settle()
        bar, menu = stage.window.menuBar(), stage.window.window_actions.menu(name)
        place = bar.actionGeometry(menu.menuAction()).bottomLeft()
        menu.popup(bar.mapToGlobal(place))
        stage.show_menu()

    return play


def _new_park(stage: Stage) -> None:
    """With the refusal of a code that was not given."""

    def fill(dialog: QDialog) -> None:
        stage.context.settings.last_folder = "填报"
        part(dialog, QLineEdit, "new_park.park_name").setText("示例园区07")
        dialog.accept()

    stage.dialogs.prepare = fill
    stage.do("new_park")


def _made(stage: Stage) -> None:
    """A real park file at the place of the pictures."""
    context = stage.context
    _FILE.unlink(missing_ok=True)
    new_park(context.product, context.environment, _FILE, code="S32007", name=_FILE.stem, year=2025)


def _open(stage: Stage) -> None:
    stage.open("park", OpenRequest(str(_FILE)))
    assert stage.window.current_page() == "repair"  # noqa: S101 - the file does not open
    stage.show(stage.window)


def _locked(stage: Stage) -> None:
    _made(stage)
    with ParkSession.open(stage.context.product, stage.context.environment, _FILE):
        _open(stage)


def _damaged(stage: Stage) -> None:
    _made(stage)
    content = _FILE.read_bytes()
    _FILE.write_bytes(content[:5000] + bytes(len(content) - 5000))
    _open(stage)


def _newer(stage: Stage) -> None:
    _made(stage)
    with sqlite3.connect(_FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    _open(stage)


def _missing(stage: Stage) -> None:
    _FILE.unlink(missing_ok=True)
    _open(stage)


def _not_writable(stage: Stage) -> None:
    """Told, for an administrator may write everything."""
    error = system_failure(PermissionError(errno.EACCES, "", _FILE.name))
    error.code = "no-permission"
    stage.window.show_trouble(str(_FILE), error)
    stage.show(stage.window)


def _which_store(stage: Stage) -> None:
    stage.do("merge", stage.examples.submissions[0])


def _refused(stage: Stage) -> None:
    """Several files at once of which none can be opened."""
    letters = tuple(Path("填报", name) for name in ("说明.parkdb", "盖章扫描件.parkdb"))
    for letter in letters:
        letter.write_text("见附件", encoding="utf-8")
    stage.do("open", letters)


def _disk_full(stage: Stage) -> None:
    error = system_failure(OSError(errno.ENOSPC, "", "示例园区07 2025.xlsx"))
    stage.dialogs.show_error(stage.window, error)


def _told(stage: Stage) -> None:
    stage.dialogs.note(
        stage.window,
        msg("The program made a mistake; what was shown as saved is saved."),
        msg(
            "Send {file} to whoever looks after the program.",
            file=stage.context.environment.home / "last_error.txt",
        ),
    )


def _still_working(stage: Stage) -> None:
    stage.jobs.held = (3, 12)
    job = stage.jobs.run(lambda _progress: None, msg("Building the demonstration"))
    job.start()
    stage.show(stage.window)


def _close_while_working(stage: Stage) -> None:
    stage.jobs.held = (3, 12)
    stage.jobs.run(lambda _progress: None, msg("Building the demonstration")).start()
    stage.window.close()
    stage.jobs.let_go()


START_SCENES: tuple[Scene, ...] = (
    Scene("start", LocalText("开始页", "Start page"), _start),
    Scene("start-empty", LocalText("开始页：第一次打开", "Start page, first time"), _start_empty),
    Scene("start-working", LocalText("正在进行的工作", "Work going on"), _still_working),
    Scene("new-park", LocalText("新建园区文件", "New park file"), _new_park),
    Scene(
        "merge-which-store",
        LocalText("汇入哪个库", "Which store takes the files"),
        _which_store,
    ),
    Scene("repair-locked", LocalText("文件正在别处编辑", "File is edited elsewhere"), _locked),
    Scene("repair-damaged", LocalText("文件已损坏", "Damaged file"), _damaged),
    Scene("repair-newer", LocalText("较新版本的文件", "File of a newer version"), _newer),
    Scene("repair-missing", LocalText("文件不在了", "File that is not there"), _missing),
    Scene(
        "repair-read-only", LocalText("不能写入的文件", "File without permission"), _not_writable
    ),
    Scene("menu-file", LocalText("菜单：文件", "Menu: File"), _menu("file")),
    Scene("menu-edit", LocalText("菜单：编辑", "Menu: Edit"), _menu("edit")),
    Scene("menu-view", LocalText("菜单：视图", "Menu: View"), _menu("view")),
    Scene("menu-data", LocalText("菜单：数据", "Menu: Data"), _menu("data")),
    Scene("menu-table", LocalText("菜单：表格", "Menu: Table"), _menu("table")),
    Scene("menu-store", LocalText("菜单：汇总库", "Menu: Store"), _menu("store")),
    Scene("settings", LocalText("设置", "Settings"), lambda stage: stage.do("settings")),
    Scene("keyboard", LocalText("键盘", "Keyboard"), lambda stage: stage.do("shortcuts")),
    Scene("about", LocalText("关于与许可", "About and licences"), lambda stage: stage.do("about")),
    Scene("open-refused", LocalText("打不开的文件", "Files that cannot be opened"), _refused),
    Scene("error", LocalText("出错提示", "Error"), _disk_full),
    Scene("note", LocalText("程序出错的提示", "Slip of the program"), _told),
    Scene(
        "close-working",
        LocalText("关闭时工作还在进行", "Closing while work goes on"),
        _close_while_working,
    ),
)
