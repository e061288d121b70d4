"""What the start page shows, without widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.context import Context
from gui.start.recent_rows import RecentRow, recent_rows


class StartViewModel(QObject):
    """Recent files, with a mark at those that are not there now."""

    rows_changed = Signal()
    """After `rows()` changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._missing: frozenset[str] = frozenset()
        context.texts.language_changed.connect(self.rows_changed)

    def rows(self) -> tuple[RecentRow, ...]:
        """The recent files, newest first."""
        context = self._context
        return recent_rows(
            context.settings.recent, self._missing, context.environment.now(), context.texts
        )

    def refresh(self) -> None:
        """Read the list again, and look beside the window which files are there."""
        self.rows_changed.emit()
        locations = [entry.location for entry in self._context.settings.recent]
        if locations:
            # services.opening brings the database drivers, which the first page does not need.
            from services.opening import missing_of  # noqa: PLC0415

            job = self._context.jobs.run(lambda _progress: missing_of(locations))
            job.on_success(self._show_missing).only_for(self).start()

    def forget(self, location: str) -> None:
        """Take a file out of the list; the file stays."""
        self._context.settings.forget(location)
        self.rows_changed.emit()

    def forget_all(self) -> None:
        """Empty the list; the files stay."""
        self._context.settings.forget_all()
        self.rows_changed.emit()

    def _show_missing(self, missing: frozenset[str]) -> None:
        if missing != self._missing:
            self._missing = missing
            self.rows_changed.emit()
