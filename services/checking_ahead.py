"""Checking many files on all cores, while the process that merges them writes.

Files are checked by processes of our own program, one for each core but the one that is writing
here, a few files ahead of the one that is written; where the writer would wait for them it checks
files itself. Results come in the order of the files, so a merge does not depend on which process
was quicker. A process that does not start, or dies, costs time and nothing else: what it does not
deliver is checked here.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import BinaryIO, Self, cast

from services.bootstrap import Product, load_product
from services.checking_process import (
    COMMAND,
    FILES_BETWEEN_SWEEPS,
    READY,
    Pickled,
    pickled,
    read_frame,
    unpickled,
)
from services.file_checks import Checked, FileChecker
from services.many_rows import without_collections

_LEAST_FILES = 50
"""With fewer files a process is not worth its start."""

_AHEAD = 12
"""Files that wait at one process while a batch is written; bounds the memory."""

_MOST_BYTES = 1 << 20
"""Larger files are checked where they are merged, one at a time."""

_MOST_PROCESSES = 4
_STOP_WAIT_S = 5
_YOUNG = 1
"""The generation up to which the garbage collector sweeps."""


def checked_in_order(
    product: Product, paths: Sequence[Path]
) -> Generator[tuple[Path, Checked], None, None]:
    """Check files, in their order; close the generator when not all are taken.

    Args:
        product: the shipped data; another catalogue is known in this process alone.
        paths: the files.

    Raises:
        EnvironmentFailed, StorageFailed: the machine failed.
    """
    checker = FileChecker(product.catalogue, product.factors)
    helpers = min((os.cpu_count() or 1) - 1, _MOST_PROCESSES)
    if len(paths) < _LEAST_FILES or not helpers or product is not load_product():
        for path in paths:
            yield path, checker.checked_or_refused(path)
        return
    with _Crew(checker, paths, helpers) as crew, without_collections():
        for number, path in enumerate(paths):
            if number % FILES_BETWEEN_SWEEPS == 0:
                gc.collect(_YOUNG)  # never all objects, of which most stay
            yield path, crew.result(number)


class _Crew:
    """This process and those that help it to check files; a context manager that ends them."""

    def __init__(self, checker: FileChecker, paths: Sequence[Path], helpers: int) -> None:
        self._checker = checker
        self._paths = paths
        self._next = 0
        self._early: dict[int, Pickled] = {}
        self._helpers: list[_Helper] = []
        with suppress(OSError):  # where no process may be started, all files are checked here
            self._helpers += (_Helper() for _ in range(helpers))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for helper in self._helpers:
            helper.hang_up()
        for helper in self._helpers:
            helper.stop()

    def result(self, number: int) -> Checked:
        """The result for a file; the files must be asked for in their order.

        While another process is still at it, this one checks a later file instead of waiting.
        """
        self._hand_out(number)
        while number not in self._early:
            helper = self._helper_of(number)
            if helper is None:
                return self._checked(number)
            if helper.has_result() or not self._check_next_here(number):
                found = helper.receive()
                if not found:
                    return self._checked(number)
                self._early[number] = found
            self._hand_out(number)
        return unpickled(self._early.pop(number))

    def _hand_out(self, number: int) -> None:
        """Give the processes that are ready the files from `number` on, each a few."""
        self._next = max(self._next, number)
        while self._next < len(self._paths):
            ready = [item for item in self._helpers if item.is_ready]
            helper = min(ready, key=lambda item: len(item.waiting), default=None)
            if helper is None or len(helper.waiting) >= _AHEAD:
                return
            if is_small(self._paths[self._next]):
                helper.send(self._next, self._paths[self._next])
            self._next += 1

    def _helper_of(self, number: int) -> _Helper | None:
        for helper in self._helpers:
            if helper.waiting and helper.waiting[0] == number:
                return helper
        return None

    def _checked(self, number: int) -> Checked:
        """Check a file in this process."""
        self._next = max(self._next, number + 1)
        return self._checker.checked_or_refused(self._paths[number])

    def _check_next_here(self, number: int) -> bool:
        """Check the next small file that nobody has; False when enough wait, or none is left."""
        early = self._next
        if (
            early >= len(self._paths)
            or len(self._early) >= _AHEAD
            or not is_small(self._paths[early])
        ):
            return False
        self._early[early] = pickled(self._checked(early))
        return True


class _Helper:
    """Another process that checks files.

    Attributes:
        waiting: the numbers of the files that it has, in order.
        is_ready: whether it has started and still takes files.
    """

    def __init__(self) -> None:
        self.waiting: deque[int] = deque()
        self.is_ready = False
        self._results: SimpleQueue[Pickled] = SimpleQueue()
        # -P: a folder called like a package of ours, where the user stands, is not ours.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def send(self, number: int, path: Path) -> None:
        """Let the process check a file."""
        questions = cast("BinaryIO", self._process.stdin)
        try:
            pickle.dump(path, questions)
            questions.flush()
        except OSError:
            self._give_up()
        else:
            self.waiting.append(number)

    def has_result(self) -> bool:
        """Whether the result for the first waiting file has come, or never will."""
        return not self._results.empty()

    def receive(self) -> Pickled:
        """The result for the first waiting file; empty when the process failed at it."""
        self.waiting.popleft()
        found = self._results.get()
        if not found and not self._reader.is_alive():
            self._give_up()
        return found

    def hang_up(self) -> None:
        """Let the process end after the file it is at."""
        with suppress(OSError):
            cast("BinaryIO", self._process.stdin).close()

    def stop(self) -> None:
        """Wait for the end of the process; one that does not end is ended."""
        try:
            self._process.wait(_STOP_WAIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        cast("BinaryIO", self._process.stdout).close()

    def _read(self) -> None:
        """Take results as they come; a pipe holds less than one of them."""
        answers = cast("BinaryIO", self._process.stdout)
        with suppress(EOFError, OSError):
            self.is_ready = read_frame(answers) == READY
            while True:
                self._results.put(read_frame(answers))
        self.is_ready = False
        self._results.put(b"")  # for the one who waits

    def _give_up(self) -> None:
        self.is_ready = False
        self.waiting.clear()


def is_small(path: Path) -> bool:
    """Whether a file is checked in an instant."""
    try:
        return path.stat().st_size <= _MOST_BYTES
    except OSError:
        return False
