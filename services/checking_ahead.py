"""Checking many files on all cores, while the process that merges them writes.

Each file is checked by one of a few processes of our own program, a few files ahead of the one
that is being written. Results come in the order of the files, so a merge does not depend on which
process was quicker. A process that does not start, or dies, costs time and nothing else: what it
does not deliver is checked here.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self, TypeAlias

from services.bootstrap import Product, load_product
from services.file_checks import CheckedFile, Refusal, checked_or_refused

Checked: TypeAlias = CheckedFile | Refusal

_LEAST_FILES = 50
"""With fewer files a process is not worth its start."""

_AHEAD = 3
"""Files that wait at one process; bounds the memory."""

_MOST_BYTES = 8 << 20
"""Larger files are checked where they are merged, one at a time."""

_MOST_PROCESSES = 4
_STOP_WAIT_S = 5


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
    if len(paths) < _LEAST_FILES or product is not load_product():
        for path in paths:
            yield path, checked_or_refused(product, path)
        return
    with _Crew(paths) as crew:
        for number, path in enumerate(paths):
            crew.hand_out(number)
            found = crew.take(number)
            yield path, checked_or_refused(product, path) if found is None else found


class _Crew:
    """The processes that check files ahead; a context manager that ends them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._next = 0
        self._workers = [_Worker() for _ in range(min(os.cpu_count() or 1, _MOST_PROCESSES))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.hang_up()
        for worker in self._workers:
            worker.stop()

    def hand_out(self, number: int) -> None:
        """Give the processes that are ready the files from `number` on, each a few."""
        self._next = max(self._next, number)
        ready = [worker for worker in self._workers if worker.is_ready()]
        while ready and self._next < len(self._paths):
            worker = min(ready, key=lambda item: len(item.waiting))
            if len(worker.waiting) >= _AHEAD:
                return
            if _is_small(self._paths[self._next]):
                worker.send(self._next, self._paths[self._next])
            self._next += 1

    def take(self, number: int) -> Checked | None:
        """The result for a file; None when no process delivers it."""
        for worker in self._workers:
            if worker.waiting and worker.waiting[0] == number:
                return worker.receive()
        return None


class _Worker:
    """One process, and the files that wait at it, in order."""

    def __init__(self) -> None:
        self.waiting: deque[int] = deque()
        self._ready = False
        # `spawn`, because a fork of a process with a window or threads may hang.
        context = multiprocessing.get_context("spawn")
        questions, self._questions = context.Pipe(duplex=False)
        self._answers, answers = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(questions, answers), daemon=True)
        self._process.start()
        # Only the process holds these ends now, so that its death is seen here, and ours there.
        questions.close()
        answers.close()

    def is_ready(self) -> bool:
        """Whether the process has started and still takes files."""
        if not self._ready:
            with suppress(EOFError, OSError):
                self._ready = self._answers.poll() and self._answers.recv() is None
        return self._ready

    def send(self, number: int, path: Path) -> None:
        """Let the process check a file."""
        try:
            self._questions.send(path)
        except OSError:
            self._give_up()
        else:
            self.waiting.append(number)

    def receive(self) -> Checked | None:
        """The result for the first waiting file; None when the process failed at it."""
        self.waiting.popleft()
        try:
            found: Checked | None = self._answers.recv()
        except (EOFError, OSError):
            self._give_up()
            return None
        return found

    def hang_up(self) -> None:
        """Let the process end after the file it is at."""
        self._questions.close()
        self._answers.close()

    def stop(self) -> None:
        """Wait for the end of the process; one that does not end is ended."""
        self._process.join(_STOP_WAIT_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _give_up(self) -> None:
        self._ready = False
        self.waiting.clear()


def _is_small(path: Path) -> bool:
    try:
        return path.stat().st_size <= _MOST_BYTES
    except OSError:
        return False


def _work(questions: Connection, answers: Connection) -> None:
    """What a process does: check one file after the other until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that merges is told, not this one
    product = load_product()
    gc.freeze()
    results: SimpleQueue[Checked | None] = SimpleQueue()
    results.put(None)  # says that the process is ready
    Thread(target=_deliver, args=(answers, results), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            results.put(_result(product, questions.recv()))


def _deliver(answers: Connection, results: SimpleQueue[Checked | None]) -> None:
    """Send results while the next file is checked; a pipe holds less than one of them."""
    with suppress(OSError):
        while True:
            answers.send(results.get())


def _result(product: Product, path: Path) -> Checked | None:
    """The result for a file; None leaves it to the process that merges, which tells the failure."""
    try:
        return checked_or_refused(product, path)
    except Exception:
        return None
