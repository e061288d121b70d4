"""The one thread that writes a park file while somebody types.

Edits are queued and written in their order, each in a transaction of its own; what the state calls
saved is on the disk. When writing fails, the edits stay in the queue until it succeeds, or until
they are written to another file. Writing begins a moment after an edit, because the window that
shows the edit runs in the same interpreter; it begins at once when somebody waits for the file.

Source: interface.md, 填报 (autosave); submissions.md, Files.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeVar

from db.edits import EditGroup
from db.errors import DbError, FileLocked, FileVanished
from db.park_file import ParkFile
from questionnaire.messages import Message, msg
from services.session_values import SaveState

Found = TypeVar("Found")

_MOMENT_S = 0.05
"""Three frames of a window."""


@dataclass(frozen=True, slots=True)
class WriteStep:
    """One undo step on its way to the disk.

    Attributes:
        action: an edit, or an undo or redo of the newest group that can be.
        group: the edits; of an undo or redo, author and time only are used.
        evidence: content and media type of a file that belongs to the edits; None for none.
    """

    action: Literal["edit", "undo", "redo"]
    group: EditGroup
    evidence: tuple[bytes, str] | None = None

    def write(self, park: ParkFile) -> None:
        """Write it.

        Raises:
            DbError: it could not be written.
        """
        if self.evidence is not None:
            park.add_evidence(*self.evidence)
        if self.action == "undo":
            park.undo(self.group.author, self.group.time)
        elif self.action == "redo":
            park.redo(self.group.author, self.group.time)
        else:
            park.apply(self.group)


class DraftWriter:
    """Owns an open park file and the thread that writes it.

    All methods are called from the thread of the session; the listener is called from the thread
    of the writer.

    Attributes:
        is_closed: whether `close` was called.
    """

    def __init__(
        self,
        park: ParkFile,
        reopen: Callable[[], ParkFile],
        now: Callable[[], datetime],
        listener: Callable[[SaveState], None],
    ) -> None:
        """Take over an open file.

        Args:
            park: the file; nobody else uses it from now on.
            reopen: opens it again after it was gone.
            now: present time.
            listener: hears every change of the state.
        """
        self._park = park
        self._reopen = reopen
        self._now = now
        self._listener = listener
        self._steps: deque[WriteStep] = deque()
        self._state = SaveState(0)
        self._lock = threading.Lock()
        self._is_awaited = threading.Event()
        self._is_open = True
        self.is_closed = False
        self._worker = ThreadPoolExecutor(1, "park-writer")

    @property
    def state(self) -> SaveState:
        """How far the file is."""
        return self._state

    @property
    def pending(self) -> tuple[WriteStep, ...]:
        """The steps that are not on the disk."""
        with self._lock:
            return tuple(self._steps)

    def put(self, step: WriteStep) -> None:
        """Queue a step; returns at once. A failed writer tries again."""
        with self._lock:
            self._steps.append(step)
            self._state = replace(self._state, pending=len(self._steps))
        self._worker.submit(self._drain)

    def retry(self) -> None:
        """Try again to write what is left."""
        self._at_once(self._drain)

    def ask(self, read: Callable[[ParkFile], Found]) -> Found:
        """Let the writer read something from the file, after all steps queued before.

        Raises:
            DbError: reading failed.
        """
        return self._at_once(lambda: read(self._park)).result()

    def wait(self, timeout_s: float | None = None) -> SaveState:
        """Wait until all that is queued was written or tried, or the time is over."""
        with suppress(TimeoutError):
            self._at_once(lambda: None).result(timeout_s)
        return self._state

    def move_to(self, park: ParkFile, reopen: Callable[[], ParkFile]) -> None:
        """Go on in another file that holds everything, the queued steps included."""
        self._at_once(self._close_file).result()
        self._park, self._reopen, self._is_open = park, reopen, True
        with self._lock:
            saved = self._state.saved + len(self._steps)
            self._steps.clear()
        self._tell(SaveState(0, self._now(), None, saved))

    def close(self) -> None:
        """End the thread and close the file; steps that cannot be written are given up."""
        self.is_closed = True
        self._at_once(self._close_file)
        self._worker.shutdown(wait=True)

    def _at_once(self, work: Callable[[], Found]) -> Future[Found]:
        """Let the thread do something after all that is queued, which is now written at once."""
        self._is_awaited.set()
        future = self._worker.submit(work)
        future.add_done_callback(lambda _: self._is_awaited.clear())
        return future

    def _drain(self) -> None:
        """Write what is queued, in order, until it is empty or a step fails."""
        if self._steps:
            self._is_awaited.wait(_MOMENT_S)
        while self._steps:
            try:
                self._write(self._steps[0])
            except Exception as error:  # the thread must live on and the state must say so
                message, remedy = _worded(error, self._park.path.name)
                self._tell(replace(self._state, failure=message, remedy=remedy))
                return
            with self._lock:
                self._steps.popleft()
                left, saved = len(self._steps), self._state.saved + 1
            self._tell(SaveState(left, self._now(), None, saved))

    def _write(self, step: WriteStep) -> None:
        if self._is_open:
            try:
                step.write(self._park)
            except (FileLocked, FileVanished):
                # A share that came back, or a lost lock: an open handle does not recover from it.
                self._close_file()
            else:
                return
        self._park = self._reopen()
        self._is_open = True
        step.write(self._park)

    def _close_file(self) -> None:
        if self._is_open:
            self._is_open = False
            self._park.close()

    def _tell(self, state: SaveState) -> None:
        with self._lock:
            self._state = replace(state, pending=len(self._steps))
            told = self._state
        self._listener(told)


def _worded(error: Exception, name: str) -> tuple[Message, Message | None]:
    if isinstance(error, DbError):
        return error.message, error.hint
    return msg("Reading or writing {file} failed: {reason}", file=name, reason=repr(error)), None
