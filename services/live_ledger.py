"""Totals of the enterprise ledger, kept from edit to edit.

They equal `accounting.ledger.ledger_of` at every moment: sums of decimals are exact, so taking an
old row off and adding its new state gives what adding up all rows gives.

Source: derived_values.csv, enterprises.*.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Self

from accounting.ledger import LARGEST, NOTHING, TABLE, UNKNOWN, LedgerTotals, own_co2
from questionnaire.answers import AnswerSet, Row, State
from questionnaire.numbers import exact

_OUTSIDE_COUNTS = "boundary_out_of_area"
_BOUNDARY = ("in_boundary", "yes")
"""The column that says whether a row counts, and what a blank means in it."""

_ZERO = Decimal(0)

_REPORTED = (None, "verified", "self_reported")
_CONTROLLED = (None, "yes")
"""Rows that count in a sum; those with a blank make it unknown."""


@dataclass(slots=True)
class _Sum:
    """A sum that is unknown while one of its parts is."""

    known: Decimal = _ZERO
    unknown: int = 0

    def add(self, part: Decimal | None, sign: int) -> None:
        if part is None:
            self.unknown += sign
        else:
            self.known += sign * part

    @property
    def value(self) -> Decimal | None:
        return None if self.unknown else self.known

    @classmethod
    def of(cls, parts: Iterable[Decimal | None]) -> Self:
        """The sum of many parts at once; the caller has entered `numbers.exact()`."""
        given = list(parts)
        known = [part for part in given if part is not None]
        return cls(sum(known, _ZERO), len(given) - len(known))


@dataclass(slots=True)
class _Sums:
    reported: _Sum = field(default_factory=_Sum)
    monitored: _Sum = field(default_factory=_Sum)
    energy: _Sum = field(default_factory=_Sum)
    sizes: list[Decimal] = field(default_factory=list)
    unknown_sizes: int = 0


class LiveLedger:
    """The totals of one year's ledger."""

    def __init__(self, answers: AnswerSet, *, late: bool = False) -> None:
        """Add up the rows of `answers`, or leave them to `count_more`."""
        self._answers = answers
        self._is_late = late
        self._waiting: dict[str, None] = {}
        self._counted: dict[str, Row] = {}
        self._of_year = 0
        self._sums = _Sums()
        self._count_all()

    @property
    def waiting(self) -> int:
        """How many rows are still to be counted; until then the totals are unknown."""
        return len(self._waiting)

    def count_more(self, rows: int) -> None:
        """Count so many of the rows that wait, as they are now."""
        known = self._answers.rows(TABLE)
        with exact():
            for row_id in [*islice(self._waiting, rows)]:
                del self._waiting[row_id]
                self._of_year += self._is_of_year(known[row_id])
                self._enter(row_id, known[row_id])

    def follow(self, answers: AnswerSet, rows: Iterable[str]) -> None:
        """Take over the answers after an edit.

        Args:
            answers: of the same year.
            rows: ids of the rows of the ledger that came, went or changed.
        """
        before, self._answers = self._answers, answers
        if before.value(_OUTSIDE_COUNTS) != answers.value(_OUTSIDE_COUNTS):
            self._count_all()
            return
        with exact():
            old, new = before.rows(TABLE), answers.rows(TABLE)
            for row_id in rows:
                if row_id in self._waiting:
                    if row_id not in new:
                        del self._waiting[row_id]
                    continue
                self._of_year -= self._is_of_year(old.get(row_id))
                self._of_year += self._is_of_year(new.get(row_id))
                self._leave(row_id)
                self._enter(row_id, new.get(row_id))

    @property
    def totals(self) -> LedgerTotals:
        """The totals now; t CO2 and tce."""
        if self._waiting:
            return UNKNOWN
        if not self._counted:
            if self._of_year or self._answers.state(TABLE) is State.NA:
                return NOTHING
            return UNKNOWN
        sums = self._sums
        with exact():
            top = None if sums.unknown_sizes else sum(sums.sizes[-LARGEST:], _ZERO)
        return LedgerTotals(sums.reported.value, sums.monitored.value, sums.energy.value, top)

    def _count_all(self) -> None:
        rows = self._answers.rows(TABLE)
        if self._is_late:
            self._waiting, self._counted = dict.fromkeys(rows), {}
            self._of_year, self._sums = 0, _Sums()
            return
        year = self._answers.year
        of_year = {i: row for i, row in rows.items() if row.get("year", year) == year}
        everywhere = self._everywhere
        self._of_year = len(of_year)
        self._counted = {
            i: row for i, row in of_year.items() if everywhere or row.get(*_BOUNDARY) == "yes"
        }
        with exact():
            self._sums = _sums_of(self._counted.values())

    @property
    def _everywhere(self) -> bool:
        """Whether enterprises outside the boundary count as well."""
        return self._answers.value(_OUTSIDE_COUNTS) is True

    def _is_of_year(self, row: Row | None) -> bool:
        return row is not None and row.get("year", self._answers.year) == self._answers.year

    def _is_counted(self, row: Row) -> bool:
        return self._is_of_year(row) and (self._everywhere or row.get(*_BOUNDARY) == "yes")

    def _enter(self, row_id: str, row: Row | None) -> None:
        if row is None or not self._is_counted(row):
            return
        self._counted[row_id] = row
        size = self._add(row, 1)
        if size is not None:
            insort(self._sums.sizes, size)

    def _leave(self, row_id: str) -> None:
        row = self._counted.pop(row_id, None)
        if row is None:
            return
        size = self._add(row, -1)
        if size is not None:
            del self._sums.sizes[bisect_left(self._sums.sizes, size)]

    def _add(self, row: Row, sign: int) -> Decimal | None:
        """Count a row in (sign 1) or out (-1); gives its own CO2."""
        sums, co2 = self._sums, own_co2(row)
        energy, status = row.get("energy_tce"), row.get("report_status")
        control = row.get("dynamic_control")
        if status in _REPORTED:
            sums.reported.add(None if status is None else co2, sign)
        if control in _CONTROLLED:
            sums.monitored.add(None if control is None else co2, sign)
        sums.energy.add(energy if isinstance(energy, Decimal) else None, sign)
        if co2 is None:
            sums.unknown_sizes += sign
        return co2


def _sums_of(rows: Collection[Row]) -> _Sums:
    """The sums of rows that count, as adding them one by one gives them."""
    co2 = [own_co2(row) for row in rows]
    energy = [row.get("energy_tce") for row in rows]
    by_status = zip([row.get("report_status") for row in rows], co2, strict=True)
    by_control = zip([row.get("dynamic_control") for row in rows], co2, strict=True)
    sizes = sorted([size for size in co2 if size is not None])
    return _Sums(
        _Sum.of(size if status else None for status, size in by_status if status in _REPORTED),
        _Sum.of(
            size if control else None for control, size in by_control if control in _CONTROLLED
        ),
        _Sum.of(tce if isinstance(tce, Decimal) else None for tce in energy),
        sizes,
        len(co2) - len(sizes),
    )
