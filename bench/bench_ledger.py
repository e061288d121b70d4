"""The ledger as a grid: 400 and 50 000 enterprises opened, scrolled, sorted, edited, pasted.

Everything runs in a child process without a screen, in the real window.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bench import Row
from bench.child import output_of
from bench.desk import Desk, be_like_the_program
from bench.ledger import TABLE, add_ledger, ledger_texts
from gui.fill.table_block import TableBlock

ROWS = 50_000
FIRMS = 400
"""Enterprises of a usual park."""
TARGETS = {
    "open": ("≤ 1 s more than the bare file", 1.0),
    "scroll": ("≤ 16 ms", 0.016),
    "sort": ("≤ 200 ms", 0.2),
    "filter": ("≤ 200 ms", 0.2),
    "edit": ("≤ 16 ms", 0.016),
    "paste 5000": ("≤ 3 s", 3.0),
    "undo 5000": ("≤ 1 s", 1.0),
    "paste 10000": ("≤ 3 s", 3.0),
    "undo 10000": ("≤ 1 s", 1.0),
}
NAMES = {
    "open": "open a file, ledger of 50 000 rows (less the bare file)",
    "check": "then count and check its rows beside the window",
    "scroll": "scroll 50 000 rows by a page, painted",
    "sort": "sort 50 000 rows by a number, painted",
    "filter": "filter 50 000 rows by a number, painted",
    "edit": "type a cell among 50 000 rows, painted",
    "paste 5000": "paste 5 000 rows into 50 000, checked and painted",
    "undo 5000": "undo them",
    "paste 10000": "paste 10 000 rows into 50 000, checked and painted",
    "undo 10000": "undo them",
}
FIRMS_NAMES = {
    "open": "open a file, ledger of 400 firms (less the bare file)",
    "edit": "type a cell among 400 firms, painted",
}
_WORK = "import sys; from bench.bench_ledger import work; work(sys.argv[1], int(sys.argv[2]))"
_LONGEST_S = 300


def run() -> list[Row]:
    """Each action against its target."""
    with tempfile.TemporaryDirectory() as folder:
        taken = measured(folder, ROWS)
    with tempfile.TemporaryDirectory() as folder:
        firms = measured(folder, FIRMS)
    return [
        *(_row(name, words, firms[name]) for name, words in FIRMS_NAMES.items()),
        *(_row(name, words, taken[name]) for name, words in NAMES.items()),
    ]


def _row(name: str, words: str, seconds: float) -> Row:
    """A figure; those without a target in the design are not judged."""
    if name not in TARGETS:
        return Row(words, seconds)
    target, most = TARGETS[name]
    return Row(words, seconds, target, met=seconds <= most)


def measured(folder: str, rows: int) -> dict[str, float]:
    """Seconds of each action of `TARGETS` on a ledger, in a new process.

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
    _opened(Path(folder, "first"), 0)  # what is imported and drawn once
    garbage.keep_all()
    _, bare = _opened(Path(folder, "bare"), 0)
    desk, full = _opened(Path(folder, "full"), rows)
    taken = {"open": max(full - bare, 0.0), "check": _timed(partial(_finish_checks, desk))}
    desk.workspace.go_to(TABLE)
    block = desk.workspace.page.block(TABLE)
    if block is None:
        raise TypeError("the ledger is not shown")
    taken |= _looking(block)
    taken |= _editing(desk, block)
    desk.window.close()
    sys.stdout.write(json.dumps(taken))


def _opened(folder: Path, rows: int) -> tuple[Desk, float]:
    """A window with a file, and the seconds until its first page was painted."""
    folder.mkdir()
    desk = Desk(folder)
    if rows:
        add_ledger(desk.product, desk.park, rows)
    return desk, desk.open()


def _looking(block: TableBlock) -> dict[str, float]:
    grid, model = block.grid, block.model
    column, bar = model.column_position("output"), grid.verticalScrollBar()
    falling, none = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder

    def sort() -> None:
        grid.sortByColumn(column, falling)

    def unsort() -> None:
        grid.sortByColumn(-1, none)

    def filter_rows() -> None:
        model.set_filter(column, ">= 1000000")

    return {
        "scroll": _median(lambda: bar.setValue(bar.value() + bar.pageStep()), lambda: None, 25),
        "sort": _median(sort, unsort, 5),
        "filter": _median(filter_rows, model.clear_filters, 5),
    }


def _editing(desk: Desk, block: TableBlock) -> dict[str, float]:
    model, session = block.model, desk.workspace.session
    column = model.column_position("output")
    values = iter(range(5_000_000, 6_000_000))

    def settle() -> None:
        session.wait_saved()
        QApplication.processEvents()

    taken = {
        "edit": _median(
            lambda: model.setData(model.index(3, column), str(next(values))), settle, 15
        )
    }
    for count in (5000, 10_000):
        texts = ledger_texts(desk.product, count, 500_000)
        paste = partial(model.paste, model.rowCount(), 0, texts)
        taken[f"paste {count}"] = _timed(paste) + _timed(partial(_finish_checks, desk))
        settle()
        taken[f"undo {count}"] = _timed(session.undo) + _timed(partial(_finish_checks, desk))
        settle()
    return taken


def _finish_checks(desk: Desk) -> None:
    """Let the window go on until the rows are checked."""
    while not desk.workspace.session.is_checked:
        QApplication.processEvents()


def _timed(act: Callable[[], object]) -> float:
    """Seconds of an action until it is painted."""
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    return time.perf_counter() - start


def _median(act: Callable[[], object], restore: Callable[[], object], times: int) -> float:
    """Median seconds of an action until it is painted; then everything is put back."""
    taken = []
    for _ in range(times):
        taken.append(_timed(act))
        restore()
        QApplication.processEvents()
    return statistics.median(taken)
