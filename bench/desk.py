"""A window with an open park file to measure at: opening, typing, turning pages, its look.

Everything happens as in front of a person: the window is active, the focus moves on, and a figure
ends when the result is painted and nothing is left to do.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from bench.sample import EXAMPLE, YEAR
from gui.app import SWITCH_S
from gui.context import Context
from gui.dialogs import Dialogs
from gui.fill.page_stack import PageStack
from gui.fill.park_workspace import ParkWorkspace
from gui.fonts import load_fonts
from gui.garbage import GarbageSearch
from gui.jobs import Jobs, SynchronousJobs
from gui.main_window import MainWindow
from gui.settings import SchemeChoice, Settings
from gui.texts import Texts
from gui.theme import Theme
from gui.workspaces import OpenRequest
from questionnaire.messages import Language
from services.environment import Environment, local_environment
from services.keys import KeyRing
from services.park_sessions import ParkSession
from services.parks import fill_park, new_park

FIELD = "industrial_land"
"""A field that four indicators read."""
VALUES = ("29.5", "28.5")
"""Each differs from what is there, so that something is painted."""
_DEADLINE_S = 10
_SCHEMES: tuple[SchemeChoice, ...] = ("dark", "light", "dark", "light")
_LANGUAGES: tuple[Language, ...] = ("en", "zh", "en", "zh")


@dataclass(frozen=True, slots=True)
class Typed:
    """Seconds of one typed value, from the first key on.

    Attributes:
        edit: the edit of a file that nobody looks at.
        page: keys, page, page list and bars, beyond the edit.
        panel: the new result in the live panel.
        focus: the next field.
        paint: help, layout and painting.
        whole: all of them.
    """

    edit: float
    page: float
    panel: float
    focus: float
    paint: float
    whole: float


@dataclass(frozen=True, slots=True)
class Turned:
    """Seconds from a wish to the painted window; of pages those of the slowest one.

    Attributes:
        made: a page that was made ahead and is seen for the first time.
        seen: a page that was seen before.
        part: the longest work while pages are made ahead.
        scheme: another colour scheme, with all pages made.
        language: another language, with all pages made.
    """

    made: float
    seen: float
    part: float
    scheme: float
    language: float


def be_like_the_program(application: QApplication) -> GarbageSearch:
    """Let the interpreter share its time, and look for garbage, as in the program itself."""
    application.setStyle("fusion")
    sys.setswitchinterval(SWITCH_S)
    garbage = GarbageSearch(application, lambda: True)
    garbage.keep_all()
    return garbage


class Watch(QObject):
    """Notices that a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self._painted = False
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._painted |= event.type() == QEvent.Type.Paint
        return False

    def wait(self) -> None:
        """Work through events until it was painted."""
        deadline = time.perf_counter() + _DEADLINE_S
        while not self._painted:
            QApplication.processEvents()
            if time.perf_counter() > deadline:
                raise AssertionError("nothing was painted")
        self._widget.removeEventFilter(self)


class Desk:
    """A window and a park file with the worked example.

    Attributes:
        context: what its views are given.
        window: the shown window.
        park: the file.
        product: the shipped data.
    """

    def __init__(self, folder: Path, jobs: Jobs | None = None) -> None:
        """Make the file and show the start page.

        Args:
            folder: home of the settings and of the file.
            jobs: runs what is not done at once; None does everything at once.
        """
        load_fonts()
        self.context = _context(folder, jobs or SynchronousJobs())
        self.product = self.context.product
        self.park = self._make(folder / "park.parkdb")
        self._other: ParkSession | None = None
        self.window = MainWindow(self.context)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    def close(self) -> None:
        """Close window and files."""
        self.window.close()
        if self._other is not None:
            self._other.close()

    def _make(self, path: Path) -> Path:
        document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        product, environment = self.product, self.context.environment
        new_park(product, environment, path, code="BENCH001", name="合成园区甲", year=YEAR)
        fill_park(product, environment, path, document["inputs"])
        return path

    @property
    def workspace(self) -> ParkWorkspace:
        """The open file."""
        workspace = self.window.workspace
        if not isinstance(workspace, ParkWorkspace):
            raise TypeError("the file did not open")
        return workspace

    def open(self) -> float:
        """Seconds until the first page of the file is painted."""
        start = time.perf_counter()
        self.window.open("park", OpenRequest(str(self.park)))
        Watch(self.workspace.page).wait()
        taken = time.perf_counter() - start
        self.workspace.go_to(FIELD)
        QApplication.processEvents()
        return taken

    def type(self, text: str) -> Typed:
        """Type a value into a field and go on to the next; then everything is at rest again."""
        editor = self.workspace.findChild(QLineEdit, f"field.{FIELD}")
        panel = self.workspace.live.widget()
        if editor is None or panel is None:
            raise AssertionError("the field or the result is not shown")
        editor.setFocus()
        editor.selectAll()
        self._rest()
        session, told = self.workspace.session, [0.0, 0.0]
        page = self.workspace.signals.changed.connect(lambda: _note(told, 0))
        end = session.subscribe(lambda _: _note(told, 1))
        watch = Watch(panel)
        start = time.perf_counter()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        left = time.perf_counter()
        watch.wait()
        painted = time.perf_counter()
        self.workspace.signals.changed.disconnect(page)
        end()
        edit = self._edit(text)
        return Typed(
            edit=edit,
            page=told[0] - start - edit,
            panel=told[1] - told[0],
            focus=left - told[1],
            paint=painted - left,
            whole=painted - start,
        )

    def turn(self) -> Turned:
        """Make all pages, see each of them twice, change scheme and language."""
        stack = self.workspace.findChild(PageStack)
        if stack is None:
            raise AssertionError("there are no pages")
        stack.stop()
        parts = [_seconds(stack.make_part)]
        while stack.make_part():
            parts.append(_seconds(stack.make_part))
        numbers = [page.number for page in self.product.catalogue.pages]
        made, seen = (max(self._turned(number) for number in numbers) for _ in range(2))
        theme, texts = self.context.theme, self.context.texts
        schemes = [self._changed(partial(theme.set_scheme, name)) for name in _SCHEMES]
        languages = [self._changed(partial(texts.set_language, name)) for name in _LANGUAGES]
        return Turned(
            made, seen, max(parts), statistics.median(schemes), statistics.median(languages)
        )

    def _turned(self, number: int) -> float:
        if self.workspace.page.model.number == number:
            return 0.0
        return self._changed(partial(self.workspace.show_page, number))

    def _changed(self, change: Callable[[], None]) -> float:
        """Seconds of a change with its painting."""

        def work() -> None:
            change()
            QApplication.processEvents()

        self._rest()
        return _seconds(work)

    def _edit(self, text: str) -> float:
        """The same edit of a file that nobody looks at."""
        if self._other is None:
            other = self._make(self.park.with_name("other.parkdb"))
            self._other = ParkSession.open(self.product, self.context.environment, other)
        self._other.set_field(FIELD, "30")
        self._other.wait_saved()
        return _seconds(partial(self._other.set_field, FIELD, text))

    def _rest(self) -> None:
        """Until everything is written and painted."""
        self.workspace.session.wait_saved()
        for _ in range(3):
            QApplication.processEvents()


def _note(times: list[float], place: int) -> None:
    times[place] = time.perf_counter()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _context(folder: Path, jobs: Jobs) -> Context:
    environment: Environment = replace(
        local_environment(), home=folder, keys=KeyRing(folder / "keys")
    )
    settings, texts = Settings(folder / "settings.ini"), Texts("zh")
    theme = Theme("light")
    dialogs = Dialogs(texts, settings, theme)
    return Context(environment, settings, texts, theme, dialogs, jobs)
