"""The sums at the foot of a table; those of a long one are worked out between events.

Adding up a column of 50 000 rows takes some milliseconds, a ledger has a dozen such columns, and
the window shall answer a key within a frame.

Source: interface.md, 填报 (tables); quality.md, Speed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from gui.fill.table_rows import TableRows

SHORT = 2000
"""Up to so many rows are added up at once: that takes a millisecond or two."""

_PART = 10_000
"""Cells that are gathered in one go."""
_ENDED = object()


class ColumnSums(QObject):
    """Sees to it that the sums of some rows are worked out.

    Args:
        rows: keeps the sums once they are.
        names: the columns that are summed.
        has_year: whether the rows name years, which are counted as well.
    """

    found = Signal()
    """After all sums were worked out."""

    def __init__(
        self, rows: TableRows, names: Sequence[str], parent: QObject, *, has_year: bool
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._names = names
        self._has_year = has_year
        self._steps = self._work_out()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def knows(self, name: str) -> bool:
        """Whether a sum can be shown; if not it is worked out soon, and the others with it."""
        if self._is_short():
            return True
        if self._is_more():
            self._timer.start()
        return self._rows.knows_total(name) and (self._rows.knows_years or not self._has_year)

    def span_years(self) -> bool:
        """Whether the rows are of several years, as far as that is known."""
        known = self._rows.knows_years or self._is_short()
        return self._has_year and known and self._rows.count_years() > 1

    def _is_short(self) -> bool:
        return len(self._rows.ids) <= SHORT

    def _is_more(self) -> bool:
        """Whether anything is to be worked out."""
        if self._has_year and not self._rows.knows_years:
            return True
        return not all(map(self._rows.knows_total, self._names))

    def _go_on(self) -> None:
        if next(self._steps, _ENDED) is _ENDED:
            self._steps = self._work_out()
        if not self._is_more():
            self._timer.stop()
            self.found.emit()

    def _work_out(self) -> Iterator[None]:
        """Gather a part of a column, or count or add up what was gathered, at every step."""
        if self._has_year and not self._rows.knows_years:
            yield from self._gather("year")
            self._rows.count_years()
            yield
        for name in self._names:
            if not self._rows.knows_total(name):
                yield from self._gather(name)
                self._rows.total(name)
                yield

    def _gather(self, name: str) -> Iterator[None]:
        while not self._rows.gather(name, _PART):
            yield
