"""An Excel ledger imported into an open window: how long the window stands still.

The file is read, the import worked out and stored on other threads; in between the window takes the
new answers over and paints them. Everything runs in a child process, in the real window.
"""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from bench import Row
from bench.bench_workbook import ROWS, write_ledger
from bench.child import output_of
from bench.desk import Desk
from bench.ledger import TABLE
from gui.app import SWITCH_S
from gui.exchange.import_dialog import ImportDialog
from gui.jobs import Jobs

STANDSTILL_S = 0.1
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
    application.setStyle("fusion")
    sys.setswitchinterval(SWITCH_S)  # as the program itself does
    ledger = write_ledger(Path(folder, "ledger.xlsx"), rows)
    desk = Desk(Path(folder))
    gc.freeze()  # as well
    desk.open()
    desk.workspace.go_to(TABLE)
    jobs = Jobs()
    taken = _imported(desk, jobs, ledger)
    jobs.close()
    desk.window.close()
    sys.stdout.write(json.dumps(taken))


def _imported(desk: Desk, jobs: Jobs, ledger: Path) -> dict[str, float]:
    session = desk.workspace.session
    dialog = ImportDialog(session, replace(desk.context, jobs=jobs), ledger, desk.workspace)
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
    taken["take"] = time.perf_counter() - start
    dialog.deleteLater()
    taken["store"] = _standstill(lambda: not session.save_state.pending)
    return taken


def _standstill(is_done: Callable[[], bool]) -> float:
    """Seconds of the longest round of events until something is done."""
    longest = 0.0
    while not is_done():
        start = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - start)
        time.sleep(0.001)
    return longest
