"""The rows of a large table, read when they are asked for or little by little.

Reading 50 000 rows takes most of a second, and a file may hold as many for each of several years.
Whoever shows such a file begins without them.

Source: quality.md, Speed (opening a file with 50 000 enterprises).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from itertools import islice

from typing_extensions import override

from questionnaire.answers import Row

LARGE_TABLE = 1000
"""Tables of more rows wait."""
_ROWS_AT_ONCE = 500
"""So many are read together; more do not fit into the cache of a processor."""

ReadRows = Callable[[Sequence[str]], Sequence[Row]]
"""Reads the rows with some ids; raises `DamagedFile`."""


class WaitingRows(Mapping[str, Row]):
    """Rows by id, in their order; equal to the same rows in a dictionary.

    Any thread may ask for rows. What asks for all of them reads all of them.

    >>> rows = WaitingRows(["a", "b"], lambda ids: [{"name": row_id} for row_id in ids])
    >>> len(rows), rows["b"], rows.is_read
    (2, {'name': 'b'}, False)
    >>> rows == {"a": {"name": "a"}, "b": {"name": "b"}}, rows.is_read
    (True, True)
    """

    def __init__(self, ids: Sequence[str], read: ReadRows) -> None:
        """Let the rows with these ids wait.

        Args:
            ids: in the order of the rows.
            read: reads some of them.
        """
        self._ids: Mapping[str, object] = dict.fromkeys(ids)
        self._read = read
        self._rows: dict[str, Row] = {}
        self._left = iter(ids)
        self._lock = threading.RLock()
        self.is_read = False

    def read_more(self) -> bool:
        """Read some hundred rows, for some milliseconds; whether any are left.

        Raises:
            DamagedFile: one of them was not written by this program.
        """
        with self._lock:
            wanted = list(islice(self._left, _ROWS_AT_ONCE))
            missing = [row_id for row_id in wanted if row_id not in self._rows]
            self._rows.update(zip(missing, self._read(missing), strict=True))
            if not wanted and not self.is_read:
                self._rows = {row_id: self._rows[row_id] for row_id in self._ids}
                self._ids = self._rows
                self._read = _no_rows  # what it read from is not needed any more
                self.is_read = True
            return not self.is_read

    def _all(self) -> dict[str, Row]:
        while self.read_more():
            pass
        return self._rows

    @override
    def __getitem__(self, row_id: str) -> Row:
        row = self._rows.get(row_id)
        if row is not None:
            return row
        if row_id not in self._ids:
            raise KeyError(row_id)
        with self._lock:
            return self._rows.setdefault(row_id, self._read([row_id])[0])

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    @override
    def __len__(self) -> int:
        return len(self._ids)

    @override
    def __contains__(self, row_id: object) -> bool:
        return row_id in self._ids

    @override
    def keys(self) -> KeysView[str]:
        return self._ids.keys()

    @override
    def values(self) -> ValuesView[Row]:
        return self._all().values()

    @override
    def items(self) -> ItemsView[str, Row]:
        return self._all().items()

    def __reduce__(  # type: ignore[explicit-override]  # typing.override is not in Python 3.11
        self,
    ) -> tuple[type[dict[str, Row]], tuple[dict[str, Row]]]:
        """Pickled as the rows: what reads them cannot travel to another process."""
        return dict, (self._all(),)


def _no_rows(_ids: Sequence[str]) -> Sequence[Row]:
    return ()
