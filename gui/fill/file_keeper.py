"""Copies of the open file, another place for it when the disk fails, and closing it.

Source: interface.md, 填报 (autosave); quality.md, Faults.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.dialogs import PARK_FILES, Choice
from gui.jobs import Progress
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.park_saving import Unsaved, write_copy
from services.park_sessions import ParkSession


class FileKeeper(QObject):
    """Keeps the answers of a session safe.

    Args:
        window: what boxes belong to.
        session: the open file.
        context: what every view is given.
    """

    moved = Signal()
    """After the session went on in another file."""
    closed = Signal()
    """After the file was closed, once."""
    copied = Signal(str)
    """After a copy was written, with its name."""

    def __init__(self, window: QWidget, session: ParkSession, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._context = context
        self._is_closed = False

    def save_copy(self) -> None:
        """Ask where to, and copy the file, as a job, once everything is in it."""
        name = f"{self._session.path.stem}-{self._session.year}.parkdb"
        target = self._context.dialogs.save_file(
            self._window, msg("Save a copy"), name, [PARK_FILES]
        )
        if target is None:
            return

        def copy(progress: Progress) -> None:
            text = msg("Copying {file}", file=self._session.path.name)
            catalogue = self._session.catalogue
            self._session.work_on_file(
                lambda park: write_copy(
                    park, target, catalogue, lambda done, total: progress.at(done, total, text)
                )
            )

        job = self._context.jobs.run(copy, msg("Saving a copy"))
        job.on_success(lambda _none: self.copied.emit(target.name))
        job.on_failure(self._show_error).only_for(self).start()

    def save_elsewhere(self) -> bool:
        """Ask where to, and go on in another file; whether everything is there."""
        dialogs = self._context.dialogs
        target = dialogs.save_file(
            self._window, msg("Save elsewhere"), self._session.path.name, [PARK_FILES]
        )
        if target is None:
            return False
        try:
            note = self._session.save_elsewhere(target)
        except GreenparkError as error:
            dialogs.show_error(self._window, error)
            return False
        if note is not None:
            dialogs.note(self._window, note)
        self.moved.emit()
        return True

    def close(self, done: Callable[[], None]) -> None:
        """Wait until everything is on the disk, close the file, call `done`.

        When edits cannot be written the user decides; nothing happens when that is cancelled.
        """
        if self._is_closed:
            done()
            return
        job = self._context.jobs.run(lambda _progress: self._session.wait_saved(), msg("Saving"))
        job.on_success(lambda _state: self._finish(done)).start()

    def _show_error(self, error: GreenparkError) -> None:
        self._context.dialogs.show_error(self._window, error)

    def _finish(self, done: Callable[[], None]) -> None:
        try:
            self._session.close()
        except Unsaved as error:
            if not self._give_up(error):
                return
        self._is_closed = True
        self.closed.emit()
        done()

    def _give_up(self, error: Unsaved) -> bool:
        """Ask what shall become of edits that cannot be written; whether the file is closed."""
        answer = self._context.dialogs.ask(
            self._window,
            error.message,
            error.hint or "",
            [
                Choice("elsewhere", msg("Save elsewhere…"), is_default=True),
                Choice("discard", msg("Close without them")),
            ],
        )
        if answer == "elsewhere" and self.save_elsewhere():
            self._session.close()
            return True
        if answer == "discard":
            self._session.close(discard=True)
            return True
        return False
