"""The window: cold start, opening a file, and from a key to the repainted result.

Everything runs in child processes without a screen, so that none warms up another.
"""

import json
import statistics
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench import Row, medians_of
from bench.child import output_of
from bench.desk import VALUES, Desk, Turned, Typed, be_like_the_program

BARE = "bare PySide6 window"

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
_LONGEST_S = 60
_FRAME_S, _TURN_S = 0.016, 0.05
_TIMES = 20


def run() -> list[Row]:
    """Cold start against a bare window; a file opened; a value typed; pages and look."""
    with tempfile.TemporaryDirectory() as folder:
        started, bare = medians_of(
            7, lambda: show(START_PAGE, folder), lambda: show(BARE_WINDOW, folder)
        )
        opened, typed, turned = measured(folder, _TIMES)
    return [
        Row("cold start to the painted start page", started, "≤ 1 s", bare, BARE, started <= 1),
        Row("open the worked example to its painted page", opened),
        *rows_of(typed),
        _row("turn to a page made ahead, the slowest of 11", turned.made, _TURN_S),
        _row("turn to a page seen before, the slowest of 11", turned.seen, _TURN_S),
        _row("make pages ahead, the longest step", turned.part, _FRAME_S),
        Row("another colour scheme, all pages made", turned.scheme),
        Row("another language, all pages made", turned.language),
    ]


def rows_of(typed: Typed) -> list[Row]:
    """A typed value, and where its time goes."""
    return [
        _row("type a value to the repainted result", typed.whole, _FRAME_S),
        Row("of that: the edit, without a window", typed.edit),
        Row("of that: keys, page, page list and bars", typed.page),
        Row("of that: result in the live panel", typed.panel),
        Row("of that: focus on the next field", typed.focus),
        Row("of that: help, layout and painting", typed.paint),
    ]


def _row(name: str, seconds: float, most: float) -> Row:
    return Row(name, seconds, f"≤ {most * 1000:.0f} ms", met=seconds <= most)


def show(program: str, folder: str) -> None:
    """Run a program that ends when its window was painted.

    Args:
        program: one of the two programs above.
        folder: home of the settings.
    """
    told = output_of(program, folder, "", _LONGEST_S)
    if told != "painted":
        raise AssertionError(f"nothing was painted: {told}")


def measured(folder: str, times: int) -> tuple[float, Typed, Turned]:
    """Measure at a desk in a new process.

    Args:
        folder: home of the settings and of the file.
        times: how many values are typed, at least 1.

    Returns:
        Seconds to open the worked example; medians of the typed values; pages and look.
    """
    opened, typed, turned = json.loads(output_of(_WORK, folder, str(times), _LONGEST_S))
    return opened, Typed(**typed), Turned(**turned)


def work(folder: str, times: int) -> None:
    """What `measured` runs in the new process: prints the figures as JSON."""
    application = QApplication(["bench"])
    garbage = be_like_the_program(application)
    desk = Desk(Path(folder))
    opened = desk.open()
    garbage.keep_all()
    for value in VALUES:
        desk.type(value)
    typed = [asdict(desk.type(VALUES[number % 2])) for number in range(times)]
    medians = {name: statistics.median(item[name] for item in typed) for name in typed[0]}
    turned = asdict(desk.turn())
    desk.close()
    sys.stdout.write(json.dumps([opened, medians, turned]))
