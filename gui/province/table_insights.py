"""What a table of parks learns after it is shown: rank intervals, then the last years.

Both take longer than reading the parks, so they are worked out while the table can be used already.

Source: analysis.md J (in the background); mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance

from gui.context import Context
from gui.jobs import Job, Progress
from questionnaire.errors import GreenparkError
from services.rank_intervals import rank_intervals_of
from services.rankings import Ranked
from services.total_trends import total_trends

Work = Callable[[Progress], object]


class TableInsights(QObject):
    """Works for one table at a time, and only while nothing else is to be done.

    A job that somebody waits for stops the work; it goes on afterwards. Totals that were computed
    until then are remembered by the store.

    Args:
        location: path or URL of the store.
        context: runs jobs.
        parent: the window of the table.
    """

    intervals_found = Signal(object)
    """With the intervals of the ranks, by park code."""
    trends_found = Signal(object)
    """With the totals of the last years, by park code."""
    failed = Signal(object)
    """With the `GreenparkError` of a part that cannot be worked out."""

    def __init__(self, location: str, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._location = location
        self._context = context
        self._waiting: list[tuple[Work, SignalInstance]] = []
        self._own: Job[object] | None = None
        self._others: set[int] = set()
        context.jobs.started.connect(self._make_way)
        context.jobs.ended.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        """Whether nothing is worked out any more."""
        return not self._waiting

    def follow(self, parks: Sequence[Ranked]) -> None:
        """Work for a table that is shown now; the one before is forgotten."""
        self._waiting = [
            (partial(self._intervals, parks), self.intervals_found),
            (partial(self._trends, parks), self.trends_found),
        ]
        self._stop_own()
        self._next()

    def stop(self) -> None:
        """Work for no table any more."""
        self._waiting = []
        self._stop_own()

    def _next(self) -> None:
        if self._own is not None or self._others or not self._waiting:
            return
        part = self._waiting[0]
        job = self._context.jobs.run(part[0])
        job.on_success(partial(self._found, part)).on_failure(partial(self._fail, part))
        self._own = job.on_cancelled(self._stopped).only_for(self)
        self._own.start()

    def _found(self, part: tuple[Work, SignalInstance], result: object) -> None:
        if self._ended(part):
            part[1].emit(result)
        self._next()

    def _fail(self, part: tuple[Work, SignalInstance], error: GreenparkError) -> None:
        """Tell it, and that nothing is known, so that nobody goes on waiting."""
        if self._ended(part):
            part[1].emit({})
            self.failed.emit(error)
        self._next()

    def _ended(self, part: tuple[Work, SignalInstance]) -> bool:
        """Whether a part that has ended was still waited for."""
        self._own = None
        if part not in self._waiting:
            return False
        self._waiting.remove(part)
        return True

    def _stopped(self) -> None:
        self._own = None
        self._next()

    def _stop_own(self) -> None:
        if self._own is not None:
            self._own.cancel()

    def _make_way(self, job: Job[object]) -> None:
        if job is not self._own:
            self._others.add(id(job))
            self._stop_own()

    def _go_on(self, job: Job[object]) -> None:
        self._others.discard(id(job))
        self._next()

    def _intervals(self, parks: Sequence[Ranked], progress: Progress) -> object:
        return rank_intervals_of(self._context.product, parks, progress.at)

    def _trends(self, parks: Sequence[Ranked], progress: Progress) -> object:
        context = self._context
        return total_trends(
            context.product, context.environment, self._location, parks, progress.at
        )
