"""A window with made-up surroundings, in which a scene is set up and looked at."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from typing_extensions import override

from gui.app import translate_qt
from gui.context import Context
from gui.dialogs import Choice, Dialogs, FileFilter
from gui.fill.park_workspace import ParkWorkspace
from gui.jobs import Job, SynchronousJobs
from gui.jobs import Stage as Progressed
from gui.main_window import MainWindow
from gui.province.store_workspace import StoreWorkspace
from gui.settings import RecentFile, Settings
from gui.texts import Texts
from gui.theme import Theme
from gui.workspaces import OpenRequest, WorkspaceKind
from questionnaire.messages import Text
from scripts.pictures.settings import Setting
from services.bootstrap import load_product
from services.environment import Environment
from services.keys import KeyRing

NOW = datetime(2026, 4, 1, 6, 36, tzinfo=UTC)
LONG_NAME = "江苏示例临港绿色石化与高端装备制造产业园区一期二期三期"
"""The longest name of a park in the demonstration."""
_ROUNDS = 5
"""How often layouts may ask each other for room before anybody looks."""

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Look = Callable[[QWidget, Sequence[QWidget]], None]
"""Looks at a window or dialog, with the lists and menus that stand open over it."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Files that scenes open copies of.

    Attributes:
        park: a filled park file of several years.
        long_named: one whose name is as long as any.
        store: a store with parks of a year.
        submissions: files to merge into it.
        keys: the folder of the keys that signed them.
    """

    park: Path
    long_named: Path
    store: Path
    submissions: tuple[Path, ...]
    keys: Path


def of_demonstration(folder: Path) -> Examples:
    """The files that `make demo` leaves in a folder."""
    parks, sent = folder / "parks", folder / "submissions"
    return Examples(
        parks / "DEMO-06.parkdb",
        parks / "DEMO-04.parkdb",
        folder / "province.db",
        (sent / "DEMO-06.parkdb", sent / "DEMO-07.parkdb"),
        folder / "keys",
    )


class StagedDialogs(Dialogs):
    """Boxes are shown to whoever looks, instead of waiting for an answer.

    Attributes:
        answers: given in order to questions, choosers of files and folders; then boxes are shown.
        prepare: what is done in the next dialog before it is looked at.
        look: looks at a dialog.
    """

    def __init__(
        self, texts: Texts, settings: Settings, theme: Theme, look: Callable[[QWidget], None]
    ) -> None:
        super().__init__(texts, settings, theme)
        self.answers: list[object] = []
        self.prepare: Callable[[QDialog], None] = _nothing
        self.look = look

    @override
    def run(self, dialog: QDialog) -> bool:
        prepare, self.prepare = self.prepare, _nothing
        dialog.show()
        prepare(dialog)
        self.look(dialog)
        dialog.hide()
        return False

    @override
    def open_files(
        self,
        parent: QWidget | None,
        title: Text,
        filters: Sequence[FileFilter],
        *,
        several: bool = False,
    ) -> tuple[Path, ...]:
        answer = self.answers.pop(0) if self.answers else ()
        chosen = answer if isinstance(answer, tuple) else (answer,)
        return tuple(Path(str(item)) for item in chosen)

    @override
    def save_file(
        self, parent: QWidget | None, title: Text, suggested: str, filters: Sequence[FileFilter]
    ) -> Path | None:
        return Path(str(self.answers.pop(0))) if self.answers else None

    @override
    def ask(
        self, parent: QWidget | None, question: Text, detail: Text, choices: Sequence[Choice]
    ) -> str | None:
        if self.answers:
            return str(self.answers.pop(0))
        return super().ask(parent, question, detail, choices)


class HeldJobs(SynchronousJobs):
    """Jobs that can be held: one is then shown as begun, and never ends.

    Attributes:
        held: how many steps of how many such a job has done; None to let jobs end.
        doing: what it says that it does.
    """

    held: tuple[int, int] | None = None
    doing: Text = ""

    @override
    def launch(self, job: Job[T]) -> None:
        if self.held is None:
            super().launch(job)
            return
        self._running.append(job)  # type: ignore[arg-type]  # as its base
        self.started.emit(job)
        job.stage = Progressed(*self.held, self.doing)
        self.progressed.emit(job)

    def let_go(self) -> None:
        """Forget the held jobs and let others end."""
        self.held, self.doing = None, ""
        self._running.clear()


class Stage:
    """A window of some size, language and scheme; files lie in the folder that is the present one.

    Args:
        setting: how it looks.
        examples: files that may be copied.
        look: looks at a widget and what stands open over it.

    Attributes:
        context: what views are given.
        window: the main window, shown.
    """

    def __init__(self, setting: Setting, examples: Examples, look: Look) -> None:
        self.setting = setting
        self.examples = examples
        self._look = look
        self._is_spoilt = False
        home = Path("greenpark")  # relative: pictures show no path of this machine
        home.mkdir()
        settings = Settings(Path("settings.ini").resolve())
        settings.language, settings.scheme = setting.language, setting.scheme
        texts = Texts(setting.language)
        theme = Theme(setting.scheme)
        self.dialogs = StagedDialogs(texts, settings, theme, self.show)
        self.jobs = HeldJobs()
        self.context = Context(
            Environment(home, lambda: NOW, lambda: str(uuid4()), KeyRing(home / "keys")),
            settings,
            texts,
            theme,
            self.dialogs,
            self.jobs,
        )
        self._translator = QTranslator()
        translate_qt(_application(), self._translator, setting.language)
        self._remember_some()
        self.window = MainWindow(self.context)
        self.window.show_product(load_product())
        self.window.resize(setting.width, setting.height)
        self.window.show()
        self.settle()  # only an active window has a focus

    def play(self, scene: Callable[[Stage], None]) -> None:
        """Set up a scene, whatever the scene before has left waiting."""
        self.jobs.let_go()
        self.dialogs.answers, self.dialogs.prepare = [], _nothing
        scene(self)

    def show(self, widget: QWidget, *over: QWidget) -> None:
        """Let a window or dialog find its places, then look at it."""
        widget.show()
        self.settle()
        self._look(widget, over)

    def show_menu(self) -> None:
        """Look at the window with the menu that is open over it, and close that."""
        menu = QApplication.activePopupWidget()
        assert menu is not None  # noqa: S101 - the scene has opened it
        place, room = menu.geometry(), self.window.geometry()
        place.moveBottom(min(place.bottom(), room.bottom()))  # as on a screen of that size
        place.moveRight(min(place.right(), room.right()))
        menu.move(place.topLeft())
        self.show(self.window, menu)
        menu.close()

    @staticmethod
    def settle() -> None:
        """Let layouts find their places, and what was put off happen."""
        for _ in range(_ROUNDS):
            QApplication.processEvents()

    def do(self, action: str, *answers: object) -> None:
        """Choose an action from the menus; `answers` are given to the first questions."""
        self.dialogs.answers = list(answers)
        self.window.window_actions.action(action).trigger()

    def park(self) -> ParkWorkspace:
        """The park file of the examples, open as it is."""
        open_now = self._reusable()
        if isinstance(open_now, ParkWorkspace):
            return open_now
        return self.open_park(self.copied(self.examples.park))

    def edited_park(self) -> ParkWorkspace:
        """The park file of the examples, open for a scene that changes it."""
        self.spoil()
        return self.open_park(self.copied(self.examples.park))

    def open_park(self, file: Path, *, read_only: bool = False) -> ParkWorkspace:
        """A park file, open."""
        self.open("park", OpenRequest(str(file), read_only))
        return self.workspace(ParkWorkspace)

    def store(self) -> StoreWorkspace:
        """The store of the examples, open."""
        open_now = self._reusable()
        if isinstance(open_now, StoreWorkspace):
            return open_now
        return self.open_store(self.copied_store())

    def open_store(self, file: Path) -> StoreWorkspace:
        """A store, open."""
        self.open("store", OpenRequest(str(file)))
        shown = self.workspace(StoreWorkspace)
        shown.read(None)  # again, after the window has cleared its status bar
        return shown

    def copied_store(self) -> Path:
        """A copy of the store of the examples."""
        return self.copied(self.examples.store, "省库_示例.db")

    def open(self, kind: WorkspaceKind, request: OpenRequest) -> None:
        """Open a file or store in place of the one that is open."""
        self._leave()
        self.window.open(kind, request)

    def spoil(self) -> None:
        """Begin with fresh copies, which the scene will change: no other uses them."""
        self._leave()
        for left in (*Path().glob("*.parkdb*"), *Path().glob("*.db*")):
            left.unlink()
        self._is_spoilt = True

    def _reusable(self) -> QWidget | None:
        """What is open, unless a scene has changed it."""
        if self._is_spoilt:
            self.spoil()
            self._is_spoilt = False
        return self.window.workspace

    def _leave(self) -> None:
        self.jobs.let_go()
        if self.window.workspace is not None:
            self.do("close_file", "discard")
        self.dialogs.answers = []

    def workspace(self, kind: type[W]) -> W:
        """What the window shows."""
        shown = self.window.workspace
        assert isinstance(shown, kind), shown  # noqa: S101 - else the file does not open
        return shown

    @staticmethod
    def copied(file: Path, name: str = "") -> Path:
        """A copy of a file in the present folder, with a relative path."""
        copy = Path(name or file.name)
        if not copy.exists():
            shutil.copy(file, copy)
        return copy

    def close(self) -> None:
        """Close what is open and leave nothing behind."""
        self.jobs.let_go()
        self.dialogs.answers = ["discard"]
        self.window.close()
        self.window.deleteLater()
        self.jobs.close()
        _application().removeTranslator(self._translator)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _remember_some(self) -> None:
        there = Path("填报")  # relative: pictures show no path of this machine
        there.mkdir()
        then = "2026-03-31T09:20:00Z", "2026-03-11T06:36:00Z", "2026-04-01T06:36:00Z"
        entries = (
            RecentFile("E:/22.parkdb", "park", "2025-05-28T01:00:00Z", "示例园区22", "2024"),
            RecentFile(str(there / "省库_示例.db"), "store", then[0], "示例省", "2025"),
            RecentFile(
                str(there / f"{LONG_NAME}.parkdb"), "park", then[1], LONG_NAME, "2025",
                "67.5", "C", 4, "provisional",
            ),
            RecentFile(
                str(there / "示例园区07.parkdb"), "park", then[2], "示例园区07",
                "2023–2025", "71.3", "C", 3, "final",
            ),
        )  # fmt: skip
        for entry in entries:
            if str(there) in entry.location:
                Path(entry.location).touch()
            self.context.settings.remember(entry)


@contextmanager
def staged(setting: Setting, examples: Examples, look: Look) -> Iterator[Stage]:
    """A stage in a folder of its own, which is the present one meanwhile."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        try:
            stage = Stage(setting, examples, look)
            try:
                yield stage
            finally:
                stage.close()
        finally:
            os.chdir(before)


def part(parent: QWidget, kind: type[W], name: str) -> W:
    """A widget of a dialog by its object name."""
    found = parent.findChild(kind, name)
    assert found is not None, name  # noqa: S101 - the dialog has it
    return found


def _nothing(_dialog: QDialog) -> None:
    """Look at the dialog as it opens."""


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)  # noqa: S101 - pictures are made of windows
    return found
