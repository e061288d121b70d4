"""An Excel ledger imported into an open window: how long the window stands still.

The file is read, the import worked out and stored on other threads; in between the window takes the
new answers over and paints them. Everything runs in a child process, in the real window.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from bench import Row
from bench.bench_workbook import ROWS, write_ledger
from bench.child import output_of
from bench.desk import Desk, be_like_the_program
from bench.ledger import TABLE
from gui.exchange.import_dialog import ImportDialog
from gui.jobs import Jobs

STANDSTILL_S = 0.1
_PAUSE_S = 0.001
STEPS = {
    "read": "longest standstill of the window: reading an Excel ledger of {rows} rows",
    "work out": "working the import out",
    "take": "taking it over, the ledger in view",
    "store": "storing it",
}
_WORK = "import sys; from bench.bench_import import work; work(sys.argv[1], int(sys.argv[2]))"
_LONGEST_S = 300


def run() -> list[Row]:
    """The longest standstill of each step."""
    with tempfile.TemporaryDirectory() as folder:
        standstills = measured(folder, ROWS)
    return [
        Row(STEPS[step].format(rows=ROWS), seconds, "≤ 100 ms", met=seconds <= STANDSTILL_S)
        for step, seconds in standstills.items()
    ]


def measured(folder: str, rows: int) -> dict[str, float]:
    """Seconds of the longest standstill in each of `STEPS`, in a new process.

    Args:
        folder: an empty folder.
        rows: how many enterprises.
    """
    found: dict[str, float] = json.loads(output_of(_WORK, folder, str(rows), _LONGEST_S))
    return found


def work(folder: str, rows: int) -> None:
    """What `measured` runs in the new process: prints the figures as JSON."""
    application = QApplication(["bench"])
    garbage = be_like_the_program(application)
    ledger = write_ledger(Path(folder, "ledger.xlsx"), rows)
    jobs = Jobs()
    desk = Desk(Path(folder), jobs)
    garbage.keep_all()
    desk.open()
    desk.workspace.go_to(TABLE)
    taken = _imported(desk, ledger)
    jobs.close()
    desk.window.close()
    sys.stdout.write(json.dumps(taken))


def _imported(desk: Desk, ledger: Path) -> dict[str, float]:
    session = desk.workspace.session
    dialog = ImportDialog(session, desk.context, ledger, desk.workspace)
    dialog.show()
    taken = {"read": _standstill(lambda: dialog.plan is not None)}
    button = dialog.findChild(QPushButton, "import.take")
    if button is None:
        raise TypeError("nothing can be imported")
    button.click()
    taken["work out"] = _standstill(lambda: dialog.prepared is not None)
    if dialog.prepared is None:
        raise TypeError("nothing was imported")
    start = time.perf_counter()
    session.take_import(dialog.prepared)
    QApplication.processEvents()
    taken["take"] = time.perf_counter() - start
    dialog.deleteLater()
    taken["store"] = _standstill(lambda: not session.save_state.pending)
    return taken


def _standstill(is_done: Callable[[], bool]) -> float:
    """Seconds from one round of events to the next, at most, until something is done.

    A round counts with the time until the interpreter is free for it.
    """
    longest, last = 0.0, time.perf_counter()
    while not is_done():
        QApplication.processEvents()
        time.sleep(_PAUSE_S)
        now = time.perf_counter()
        longest, last = max(longest, now - last - _PAUSE_S), now
    return longest
