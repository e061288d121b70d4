"""The callbacks of a park session as Qt signals, on the thread of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from services.park_sessions import ParkSession
from services.session_values import Change, SaveState


class SessionSignals(QObject):
    """Passes on what a session tells, until `close`."""

    changed = Signal(object)
    """After an edit, an undo or another year, with the `Change`."""
    saved = Signal(object)
    """After the file came nearer to the answers, or failed to, with the `SaveState`."""

    _written = Signal(object)

    def __init__(self, session: ParkSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._written.connect(self.saved, Qt.ConnectionType.QueuedConnection)
        self._endings: list[Callable[[], None]] = [
            session.subscribe(self._tell),
            session.on_saved(self._hand_over),
        ]

    def close(self) -> None:
        """Hear no more."""
        while self._endings:
            self._endings.pop()()

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)

    def _hand_over(self, state: SaveState) -> None:
        self._written.emit(state)  # on the writer's thread; the connection brings it to ours
