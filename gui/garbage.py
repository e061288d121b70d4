"""When the interpreter looks through all of memory for cyclic garbage: when nobody waits for it.

Such a search stands still for a tenth of a second with a large file open. By itself it would come
whenever much was made, in the middle of an import for example. Looking through what is new takes no
time and goes on as usual.

Source: quality.md, Speed (a window is never blocked).
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_NEVER = 1_000_000_000
"""So many searches through what is rather new come before one through everything."""
_REST_MS = 300
"""After a file was closed, so that the page below is painted first."""


class GarbageSearch(QObject):
    """Searches after a file was closed and when another program is in front; until `end`.

    Args:
        application: tells when another program is in front.
        is_idle: whether no file is open; then all that is left stays, and need not be looked at
            again.
    """

    def __init__(self, application: QGuiApplication, is_idle: Callable[[], bool]) -> None:
        super().__init__(application)
        self._is_idle = is_idle
        self._before = gc.get_threshold()
        gc.set_threshold(*self._before[:2], _NEVER)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._search)
        application.applicationStateChanged.connect(self._follow)

    def search_soon(self) -> None:
        """Search once what is on the screen was painted."""
        self._timer.start()

    def keep_all(self) -> None:
        """Look at nothing again that is here now, as long as no file is open."""
        if self._is_idle():
            gc.freeze()

    def end(self) -> None:
        """Let the interpreter search as it usually does."""
        self._timer.stop()
        gc.set_threshold(*self._before)

    def _search(self) -> None:
        gc.collect()
        self.keep_all()

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationInactive:
            self.search_soon()
