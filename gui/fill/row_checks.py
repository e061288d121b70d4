"""Runs the checks of large tables between the events of the window, so that it is never blocked.

Source: quality.md, Speed (opening a file with 50 000 enterprises).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gui.fill.session_signals import SessionSignals
from questionnaire.errors import GreenparkError
from services.park_sessions import ParkSession


class RowChecks(QObject):
    """Goes on with the checks of a session whenever nothing else is to be done.

    Args:
        session: the open file.
        signals: its changes; another year or an import may bring large tables anew.
    """

    failed = Signal(object)
    """When a row turned out to be damaged, with the `GreenparkError`; then nothing goes on."""

    def __init__(
        self, session: ParkSession, signals: SessionSignals, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        signals.changed.connect(self._follow)
        self._follow()

    def when_done(self, act: Callable[[], None]) -> bool:
        """Do something once all checks were run, at once if they were; whether it waits.

        Of several that wait only the last one is done.
        """
        if self._session.is_checked:
            act()
            return False
        self._then = act
        return True

    def stop(self) -> None:
        """Check no more; what waits is forgotten."""
        self._timer.stop()
        self._then = None

    def _follow(self) -> None:
        self._timer.start()

    def _go_on(self) -> None:
        try:
            left = self._session.check_more()
        except GreenparkError as error:
            self.stop()
            self.failed.emit(error)
            return
        if not left:
            self._timer.stop()
        if self._session.is_checked and self._then is not None:
            act, self._then = self._then, None
            act()
