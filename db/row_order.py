"""The order of the rows of a table while rows are inserted, moved and removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

FIRST = ""
"""Stands for the place before the first row; no row has this id."""


class RowOrder:
    """Row ids in order; each operation takes constant time, however long the table is.

    >>> order = RowOrder(["a", "b"])
    >>> order.insert("c", after="a")
    >>> list(order), order.before("b")
    (['a', 'c', 'b'], 'c')
    """

    def __init__(self, ids: Iterable[str] = ()) -> None:
        """Take the ids in their order."""
        chain = [FIRST, *ids, FIRST]
        self._next = dict(pairwise(chain))
        self._before = {later: earlier for earlier, later in pairwise(chain)}

    def __contains__(self, row_id: str) -> bool:
        return row_id != FIRST and row_id in self._next

    def __iter__(self) -> Iterator[str]:
        row_id = self._next[FIRST]
        while row_id != FIRST:
            yield row_id
            row_id = self._next[row_id]

    def before(self, row_id: str) -> str:
        """The row before this one, or `FIRST`.

        Raises:
            KeyError: when there is no such row.
        """
        return self._before[row_id]

    def next(self, row_id: str) -> str:
        """The row after this one (after `FIRST`: the first row), or `FIRST` at the end.

        Raises:
            KeyError: when there is no such row.
        """
        return self._next[row_id]

    def insert(self, row_id: str, after: str) -> None:
        """Put a new row after another, or first.

        Raises:
            KeyError: when `after` is no row, or `row_id` is one already.
        """
        if row_id in self._next:
            raise KeyError(row_id)
        follower = self._next[after]
        self._next[after], self._next[row_id] = row_id, follower
        self._before[follower], self._before[row_id] = row_id, after

    def remove(self, row_id: str) -> str:
        """Take a row out; the row that stood before it is returned.

        Raises:
            KeyError: when there is no such row.
        """
        if row_id == FIRST:
            raise KeyError(row_id)
        before, follower = self._before.pop(row_id), self._next.pop(row_id)
        self._next[before], self._before[follower] = follower, before
        return before
