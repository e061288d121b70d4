"""The window: cold start, opening a file, and from a key to the repainted result.

Everything runs in child processes without a screen, so that none warms up another.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from bench import Row, medians_of
from bench.sample import EXAMPLE, ROOT, YEAR
from gui.context import Context
from gui.dialogs import Dialogs
from gui.fill.park_workspace import ParkWorkspace
from gui.fonts import load_fonts
from gui.jobs import SynchronousJobs
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.texts import Texts
from gui.theme import Theme
from gui.workspaces import OpenRequest
from services.environment import Environment, local_environment
from services.keys import KeyRing
from services.parks import fill_park, new_park

BARE = "bare PySide6 window"
FIELD = "industrial_land"
"""A field that four indicators read."""
VALUES = ("29.5", "28.5")
"""Each differs from what is there, so that something is painted."""

_TELL_PAINTED = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        os.write(1, b"painted")
        os._exit(0)

watch = Watch()
"""
BARE_WINDOW = f"""{_TELL_PAINTED}
application = QApplication(["bare"])
application.installEventFilter(watch)
window = QMainWindow()
window.setCentralWidget(QLabel("bare"))
window.resize(1440, 900)
window.show()
application.exec()
"""
START_PAGE = f"""{_TELL_PAINTED}
wait = QApplication.exec

def watched():
    QApplication.instance().installEventFilter(watch)
    return wait()

QApplication.exec = staticmethod(watched)
from cli.main import main
main([])
"""
_WORK = "import sys; from bench.bench_window import work; work(sys.argv[1], int(sys.argv[2]))"
_DEADLINE_S, _LONGEST_S = 10, 60


def run() -> list[Row]:
    """Cold start against a bare window; a file opened; a value typed."""
    with tempfile.TemporaryDirectory() as folder:
        started, bare = medians_of(
            7, lambda: show(START_PAGE, folder), lambda: show(BARE_WINDOW, folder)
        )
        opened, typed = measured(folder, 20)
    return [
        Row("cold start to the painted start page", started, "≤ 1 s", bare, BARE, started <= 1),
        Row("open the worked example to its painted page", opened),
        Row("type a value to the repainted result", typed, "≤ 16 ms", met=typed <= 0.016),
    ]


def show(program: str, folder: str) -> None:
    """Run a program that ends when its window was painted.

    Args:
        program: one of the two programs above.
        folder: home of the settings.
    """
    told = _child(program, folder, "")
    if told != "painted":
        raise AssertionError(f"nothing was painted: {told}")


def measured(folder: str, times: int) -> tuple[float, float]:
    """Seconds to open the worked example, and the median of some values typed, in a new process."""
    opened, typed = json.loads(_child(_WORK, folder, str(times)))
    return opened, typed


def _child(program: str, folder: str, times: str) -> str:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GREENPARK_HOME": folder}
    done = subprocess.run(
        [sys.executable, "-c", program, folder, times],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=_LONGEST_S,
        cwd=ROOT,
        env=environ,
    )
    return done.stdout


def work(folder: str, times: int) -> None:
    """What `measured` runs in the new process: prints both figures as JSON."""
    application = QApplication(["bench"])
    application.setStyle("fusion")
    desk = Desk(Path(folder))
    opened = desk.open()
    for value in VALUES:
        desk.type(value)
    typed = [desk.type(VALUES[number % 2]) for number in range(times)]
    desk.window.close()
    sys.stdout.write(json.dumps([opened, statistics.median(typed)]))


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
        context: what its views share.
        window: the shown window.
        park: the file.
        product: the shipped data.
    """

    def __init__(self, folder: Path) -> None:
        """Make the file and show the start page."""
        load_fonts()
        context = self.context = _context(folder)
        self.park = folder / "park.parkdb"
        self.product = context.product
        document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        product, environment = self.product, context.environment
        new_park(product, environment, self.park, code="BENCH001", name="合成园区甲", year=YEAR)
        fill_park(product, environment, self.park, document["inputs"])
        self.window = MainWindow(context)
        self.window.show()
        QApplication.processEvents()

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

    def type(self, text: str) -> float:
        """Seconds from the first key to the repainted result; then everything is at rest again."""
        editor = self.workspace.findChild(QLineEdit, f"field.{FIELD}")
        panel = self.workspace.live.widget()
        if editor is None or panel is None:
            raise AssertionError("the field or the result is not shown")
        editor.setFocus()
        editor.selectAll()
        self.workspace.session.wait_saved()
        QApplication.processEvents()
        watch = Watch(panel)
        start = time.perf_counter()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        watch.wait()
        return time.perf_counter() - start


def _context(folder: Path) -> Context:
    environment: Environment = replace(
        local_environment(), home=folder, keys=KeyRing(folder / "keys")
    )
    settings, texts = Settings(folder / "settings.ini"), Texts("zh")
    dialogs = Dialogs(texts, settings)
    return Context(environment, settings, texts, Theme("light"), dialogs, SynchronousJobs())
