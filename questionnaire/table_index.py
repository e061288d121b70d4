"""Indexes over the rows of one table, each made when first asked for.

A caller that edits a large table hands every changed row to `replace`; then each index says what
one made anew would say, and no edit costs more because the table is long.

Source: quality.md, Speed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TypeAlias, TypeVar

from questionnaire.answers import Row, Value

Cells: TypeAlias = tuple[Value | None, ...]
"""Cells of some columns of one row; None is a blank."""

_Key = TypeVar("_Key", bound=tuple[object, ...])
_ZERO = Decimal(0)
_CHUNK = 500
"""Rows that are turned round at once, so that no large object is made on the way."""


class ColumnValues:
    """Values of one column, in no order; `in` asks an index."""

    def __init__(self, values: Iterable[Value | None]) -> None:
        """Hold the values of all rows, None for a blank."""
        given = list(values)
        self._rows = len(given)
        self._kinds = Counter([(type(value), value) for value in given if value is not None])

    def times(self, value: Value) -> int:
        """How many rows hold this value."""
        return self._kinds[type(value), value]

    def add(self, value: Value | None, sign: int) -> None:
        """Take a row in (sign 1) or out (-1)."""
        self._rows += sign
        if value is not None:
            _count(self._kinds, (type(value), value), sign)

    def __contains__(self, value: object) -> bool:
        return (type(value), value) in self._kinds

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[Value | None]:
        for (_, value), times in self._kinds.items():
            for _ in range(times):
                yield value
        for _ in range(self._rows - self._kinds.total()):
            yield None


class Holders:
    """Ids of the rows that hold the same cells in some columns.

    Most keys have one row, so a set is kept only for those that have more.
    """

    def __init__(self, cells: Iterable[tuple[str, Cells]]) -> None:
        """Take the cells of each row by its id."""
        pairs = list(cells)
        self._one: dict[Cells, str] = {key: row_id for row_id, key in reversed(pairs)}
        self._more: dict[Cells, set[str]] = {}
        if len(self._one) < len(pairs):
            for row_id, key in pairs:
                self.add(row_id, key)

    def add(self, row_id: str, key: Cells) -> None:
        """Take a row in."""
        first = self._one.setdefault(key, row_id)
        if first != row_id:
            self._more.setdefault(key, {first}).add(row_id)

    def remove(self, row_id: str, key: Cells) -> None:
        """Take a row out; a row that is not there is passed over."""
        rows = self._more.get(key)
        if rows is None:
            if self._one.get(key) == row_id:
                del self._one[key]
            return
        rows.discard(row_id)
        self._one[key] = next(iter(rows))
        if len(rows) == 1:
            del self._more[key]

    def of(self, key: Cells) -> Collection[str]:
        """Ids of the rows with these cells, in no order."""
        more = self._more.get(key)
        if more is not None:
            return more
        one = self._one.get(key)
        return () if one is None else (one,)


class TableIndex:
    """The rows of one table and what has been asked about them.

    >>> index = TableIndex({"a": {"x": Decimal(1)}, "b": {"x": Decimal(2)}}, ("x",))
    >>> index.column("x").times(Decimal(2)), index.number("b")
    (1, 2)
    """

    def __init__(self, rows: Mapping[str, Row], columns: Sequence[str]) -> None:
        """Look at rows by id, in their order, and at some columns of them."""
        self.rows = rows
        self._names = columns
        self._batch: RowBatch | None = None
        self._numbers: Mapping[str, int] | None = None
        self._earlier: Mapping[str, int] | None = None
        self._columns: dict[str, ColumnValues] = {}
        self._holders: dict[tuple[str, ...], Holders] = {}
        self._counts: dict[tuple[str, ...], Counter[Cells]] = {}
        self._sums: dict[tuple[tuple[str, ...], str], dict[Cells, Decimal]] = {}

    @property
    def batch(self) -> RowBatch:
        """The cells of all rows, column by column; kept until the next edit."""
        if self._batch is None:
            self._batch = RowBatch(self.rows, self._names)
        return self._batch

    def number(self, row_id: str) -> int:
        """Place of a row, from 1."""
        if self._numbers is None:
            self._numbers = dict(zip(self.rows, range(1, len(self.rows) + 1), strict=True))
        return self._numbers[row_id]

    def has_moved(self, row_id: str) -> bool:
        """Whether a row had another number before rows came, went or moved last."""
        return self._earlier is None or self._earlier.get(row_id) != self.number(row_id)

    def column(self, name: str) -> ColumnValues:
        """The values of a column."""
        if name not in self._columns:
            self._columns[name] = ColumnValues(cell for (cell,) in self._cells((name,)))
        return self._columns[name]

    def holders(self, columns: tuple[str, ...]) -> Holders:
        """Rows by their cells in some columns."""
        if columns not in self._holders:
            self._holders[columns] = Holders(zip(self.rows, self._cells(columns), strict=True))
        return self._holders[columns]

    def first(self, columns: tuple[str, ...], key: Cells) -> Row | None:
        """The first row with these cells; None when there is none."""
        found = self.holders(columns).of(key)
        if not found:
            return None
        return self.rows[min(found, key=self.number) if len(found) > 1 else next(iter(found))]

    def counts(self, columns: tuple[str, ...]) -> Mapping[Cells, int]:
        """How many rows hold the same cells in some columns."""
        if columns not in self._counts:
            self._counts[columns] = Counter(self._cells(columns))
        return self._counts[columns]

    def sums(self, columns: tuple[str, ...], name: str) -> Mapping[Cells, Decimal]:
        """Sums of a number column over rows that hold the same cells in some columns.

        The caller has entered `numbers.exact()`; sums of entered numbers are exact in it, so that
        taking a row off and adding another gives what adding up all rows gives.
        """
        if (columns, name) not in self._sums:
            found: dict[Cells, Decimal] = {}
            for key, row in zip(self._cells(columns), self.rows.values(), strict=True):
                _add(found, key, row.get(name), 1)
            self._sums[columns, name] = found
        return self._sums[columns, name]

    def follow(self, rows: Mapping[str, Row], changed: Iterable[str], *, moved: bool) -> None:
        """Take over the rows after an edit.

        Args:
            rows: all rows as they are now.
            changed: ids of those that came, went or have another cell.
            moved: whether rows came, went or changed their place.
        """
        before, self.rows = self.rows, rows
        self._batch = None
        if moved:
            self._earlier, self._numbers = self._numbers, None
        for row_id in changed:
            self._replace(row_id, before.get(row_id), rows.get(row_id))

    def _replace(self, row_id: str, old: Row | None, new: Row | None) -> None:
        if old is new:
            return
        for row, sign in ((old, -1), (new, 1)):
            if row is not None:
                self._count_row(row_id, row, sign)

    def _count_row(self, row_id: str, row: Row, sign: int) -> None:
        for name, values in self._columns.items():
            values.add(row.get(name), sign)
        for columns, holders in self._holders.items():
            (holders.add if sign > 0 else holders.remove)(row_id, _cells_of(row, columns))
        for columns, counts in self._counts.items():
            _count(counts, _cells_of(row, columns), sign)
        for (columns, name), sums in self._sums.items():
            _add(sums, _cells_of(row, columns), row.get(name), sign)

    def _cells(self, columns: tuple[str, ...]) -> Iterator[Cells]:
        """Cells of some columns, row by row; the other columns are not turned round for them."""
        if self._batch is not None:
            return self._batch.cells(columns)
        if not columns:
            return (() for _ in self.rows)
        rows = self.rows.values()
        return zip(*[[row.get(name) for row in rows] for name in columns], strict=True)


class RowBatch:
    """Cells of some rows, column by column: what a check over many rows reads.

    >>> RowBatch({"a": {"x": True}, "b": {}}, ("x", "y")).column("x")
    [True, None]

    Attributes:
        rows: the rows by id.
    """

    def __init__(self, rows: Mapping[str, Row], columns: Sequence[str]) -> None:
        """Turn the rows round; each row is looked at once, for it lies in one place in memory."""
        self.rows = rows
        turned: list[list[Value | None]] = [[] for _ in columns]
        waiting = iter(rows.values())
        while chunk := [[*map(row.get, columns)] for row in islice(waiting, _CHUNK)]:
            for column, cells in zip(turned, zip(*chunk, strict=True), strict=True):
                column.extend(cells)
        self._columns: Mapping[str, Sequence[Value | None]] = dict(
            zip(columns, turned, strict=True)
        )

    def column(self, name: str) -> Sequence[Value | None]:
        """Cells of a column, in row order."""
        return self._columns.get(name, ())

    def cells(self, columns: Sequence[str]) -> Iterator[Cells]:
        """Cells of some columns, row by row."""
        if not columns:
            return (() for _ in self.rows)
        return zip(*[self.column(name) for name in columns], strict=True)


def _cells_of(row: Row, columns: tuple[str, ...]) -> Cells:
    return tuple([row.get(name) for name in columns])


def _count(counts: Counter[_Key], key: _Key, sign: int) -> None:
    counts[key] += sign
    if not counts[key]:
        del counts[key]


def _add(sums: dict[Cells, Decimal], key: Cells, value: Value | None, sign: int) -> None:
    if isinstance(value, Decimal):
        sums[key] = sums.get(key, _ZERO) + sign * value
