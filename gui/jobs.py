"""Long work beside the window: one runner, one worker thread, progress and cancel.

Work is a plain function that takes a `Progress` and returns its result:

    context.jobs.run(work, msg("Building")).on_success(show).on_failure(tell).start()

Callbacks come before `start`; they are called on the thread of the window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from questionnaire.errors import GreenparkError
from questionnaire.messages import Text
from services.failures import system_failure

T = TypeVar("T")


class JobCancelled(Exception):
    """The user cancelled; raised inside the work, at its next report of progress."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a job is.

    Attributes:
        done, total: steps; a total of 0 means that nobody knows how many there are.
        text: what is being done.
    """

    done: int = 0
    total: int = 0
    text: Text = ""


class Progress:
    """What the work tells of itself; each call is also where a cancelled job stops."""

    def __init__(self, tell: Callable[[Stage], None], cancelled: threading.Event) -> None:
        self._tell = tell
        self._cancelled = cancelled

    def step(self, text: Text) -> None:
        """Say what is being done.

        Raises:
            JobCancelled: the user cancelled.
        """
        self.at(0, 0, text)

    def at(self, done: int, total: int, text: Text = "") -> None:
        """Say how many steps of how many are done, and what is being done.

        Raises:
            JobCancelled: the user cancelled.
        """
        if self._cancelled.is_set():
            raise JobCancelled
        self._tell(Stage(done, total, text))


class Job(Generic[T]):
    """One piece of work with what happens after it.

    Attributes:
        title: what the status bar calls it; an empty one is not shown there.
        stage: how far it is.
    """

    def __init__(self, jobs: Jobs, work: Callable[[Progress], T], title: Text) -> None:
        self.title = title
        self.stage = Stage()
        self._jobs = jobs
        self._work = work
        self._cancelled = threading.Event()
        self._success: Callable[[T], None] = _ignore
        self._failure: Callable[[GreenparkError], None] = jobs.failed.emit
        self._after_cancel: Callable[[], None] = _nothing

    def on_success(self, callback: Callable[[T], None]) -> Job[T]:
        """Call with the result."""
        self._success = callback
        return self

    def on_failure(self, callback: Callable[[GreenparkError], None]) -> Job[T]:
        """Call with the error; without it the window shows the error."""
        self._failure = callback
        return self

    def on_cancelled(self, callback: Callable[[], None]) -> Job[T]:
        """Call after the work stopped because the user cancelled."""
        self._after_cancel = callback
        return self

    def only_for(self, owner: QObject) -> Job[T]:
        """Call nothing of `owner` after it is gone; an error is then told by the window."""
        owner.destroyed.connect(self._forget)
        return self

    def start(self) -> Job[T]:
        """Queue the work behind the jobs that were started before."""
        self._jobs.launch(self)
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._cancelled.set()

    @property
    def cancelling(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()

    def _tell_cancelled(self) -> None:
        self._after_cancel()

    def _forget(self) -> None:
        self._success, self._after_cancel = _ignore, _nothing
        self._failure = self._jobs.failed.emit

    def carry_out(self, tell: Callable[[Stage], None]) -> Callable[[], None]:
        """Do the work on the thread of the caller; gives what is left for the window's thread."""
        try:
            if self._cancelled.is_set():
                return self._tell_cancelled
            result = self._work(Progress(tell, self._cancelled))
        except JobCancelled:
            return self._tell_cancelled
        except GreenparkError as error:
            found: GreenparkError = error
        except OSError as error:
            found = system_failure(error)
        except Exception as error:
            return _raiser(error)
        else:
            return lambda: self._success(result)
        return lambda: self._failure(found)


class Jobs(QObject):
    """Runs jobs one after the other on one thread, which the first job starts."""

    started = Signal(object)
    """When a job was queued, with the `Job`."""
    progressed = Signal(object)
    """When a running job reported, with the `Job`; reports that come too fast are merged."""
    ended = Signal(object)
    """When a job ended in any way, with the `Job`; just before its callback, which may ask."""
    failed = Signal(object)
    """When a job without `on_failure` failed, with the `GreenparkError`."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: ThreadPoolExecutor | None = None
        self._running: list[Job[object]] = []
        self._delivered.connect(_call, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[Progress], T], title: Text = "") -> Job[T]:
        """Make a job; it begins with `start()`."""
        return Job(self, work, title)

    @property
    def busy(self) -> bool:
        """Whether a job that has a title is queued or running."""
        return any(job.title for job in self._running)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._running:
            job.cancel()

    def close(self) -> None:
        """Cancel everything and wait until the worker thread ended; callbacks are not called."""
        self.cancel_all()
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
            self._threads = None
        self._running.clear()

    def launch(self, job: Job[T]) -> None:
        """Queue a job; called by `Job.start`."""
        self._running.append(job)  # type: ignore[arg-type]  # only cancelled and compared
        self.started.emit(job)
        if self._threads is None:
            self._threads = ThreadPoolExecutor(1, thread_name_prefix="greenpark-jobs")
        self._threads.submit(self._work, job)

    def _work(self, job: Job[T]) -> None:
        waiting = threading.Event()

        def show() -> None:
            waiting.clear()
            self.progressed.emit(job)

        def tell(stage: Stage) -> None:
            job.stage = stage
            if not waiting.is_set():
                waiting.set()
                self._delivered.emit(show)

        finish = job.carry_out(tell)
        self._delivered.emit(lambda: self._end(job, finish))

    def _end(self, job: Job[T], finish: Callable[[], None]) -> None:
        if job not in self._running:
            return  # closed meanwhile
        self._running.remove(job)  # type: ignore[arg-type]
        self.ended.emit(job)
        finish()


class SynchronousJobs(Jobs):
    """The twin for tests and scripts: `start()` returns when everything is done."""

    @override
    def launch(self, job: Job[T]) -> None:
        self._running.append(job)  # type: ignore[arg-type]
        self.started.emit(job)

        def tell(stage: Stage) -> None:
            job.stage = stage
            self.progressed.emit(job)

        self._end(job, job.carry_out(tell))


def _call(action: Callable[[], None]) -> None:
    action()


def _raiser(error: Exception) -> Callable[[], None]:
    def throw() -> None:
        raise error

    return throw


def _ignore(_result: object) -> None:
    """What happens with a result that nobody asked for."""


def _nothing() -> None:
    """What happens after a cancel that nobody asked about."""
