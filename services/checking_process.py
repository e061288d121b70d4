"""What a process does that checks files for another (`services/checking_ahead.py`).

A module of its own, so that such a process imports what a check needs and nothing else.
"""

from __future__ import annotations

import gc
import pickle
import signal
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from services.file_checks import Checked, FileChecker
from services.shipped_data import read_catalogue, read_factors

COMMAND = f"from {__name__} import serve; serve()"
"""What Python has to run in such a process."""

READY = "ready"

FILES_BETWEEN_SWEEPS = 50


def serve() -> None:
    """Read paths from standard input, write their checks to standard output, each pickled.

    The first thing written is `READY`; None instead of a check leaves the file to
    the process that asks. The end of the input is the end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that merges is told, not this one
    checker = FileChecker(read_catalogue(), read_factors())
    results: SimpleQueue[Checked | str | None] = SimpleQueue()
    results.put(READY)
    Thread(target=_deliver, args=(sys.stdout.buffer, results), daemon=True).start()
    # A check makes thousands of objects and no circles; looking for some costs a tenth of it.
    gc.freeze()
    gc.disable()
    with suppress(EOFError, OSError):
        while True:
            for _ in range(FILES_BETWEEN_SWEEPS):
                results.put(_result(checker, pickle.load(sys.stdin.buffer)))  # noqa: S301 - ours
            gc.collect()


def _deliver(answers: BinaryIO, results: SimpleQueue[Checked | str | None]) -> None:
    """Send results while the next file is checked."""
    with suppress(OSError):
        while True:
            pickle.dump(results.get(), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _result(checker: FileChecker, path: Path) -> Checked | None:
    """The result for a file; None leaves it to the process that merges, which tells the failure."""
    try:
        return checker.checked_or_refused(path)
    except Exception:
        return None
