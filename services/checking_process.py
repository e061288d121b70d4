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
from typing import BinaryIO, TypeAlias

from services.file_checks import Checked, FileChecker
from services.shipped_data import read_catalogue, read_factors

COMMAND = f"from {__name__} import serve; serve()"
"""What Python has to run in such a process."""

Pickled: TypeAlias = bytes
"""A `Checked` on its way: its thousands of objects live only while they come into being and while
they are written. Kept for a while beside those of other files they cost a tenth of all time."""

READY = b"ready"
"""The first frame of such a process."""

FILES_BETWEEN_SWEEPS = 50

_LENGTH_BYTES = 8


def serve() -> None:
    """Read pickled paths from standard input, write a frame for each to standard output.

    A frame is `READY` at first, then a pickled check each; an empty one leaves the file to the
    process that asks. The end of the input is the end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that merges is told, not this one
    checker = FileChecker(read_catalogue(), read_factors())
    frames: SimpleQueue[bytes] = SimpleQueue()
    frames.put(READY)
    Thread(target=_deliver, args=(sys.stdout.buffer, frames), daemon=True).start()
    # A check makes thousands of objects and no circles; looking for some costs a tenth of it.
    gc.freeze()
    gc.disable()
    with suppress(EOFError, OSError):
        while True:
            for _ in range(FILES_BETWEEN_SWEEPS):
                frames.put(_result(checker, pickle.load(sys.stdin.buffer)))  # noqa: S301 - ours
            gc.collect()


def read_frame(answers: BinaryIO) -> bytes:
    """The next frame of such a process.

    Raises:
        EOFError, OSError: the process has ended.
    """
    head = answers.read(_LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    frame = answers.read(length)
    if len(head) < _LENGTH_BYTES or len(frame) < length:
        raise EOFError
    return frame


def pickled(checked: Checked) -> Pickled:
    """A check as bytes."""
    return pickle.dumps(checked, pickle.HIGHEST_PROTOCOL)


def unpickled(frame: Pickled) -> Checked:
    """The check that `pickled` was given, in this process or in one of ours."""
    found: Checked = pickle.loads(frame)  # noqa: S301 - our own process
    return found


def _deliver(answers: BinaryIO, frames: SimpleQueue[bytes]) -> None:
    """Send frames while the next file is checked."""
    with suppress(OSError):
        while True:
            frame = frames.get()
            answers.write(len(frame).to_bytes(_LENGTH_BYTES, "big"))
            answers.write(frame)
            answers.flush()


def _result(checker: FileChecker, path: Path) -> bytes:
    """The frame for a file; an empty one leaves it to the process that merges."""
    try:
        return pickled(checker.checked_or_refused(path))
    except Exception:
        return b""
