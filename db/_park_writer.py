"""Writing a group of edits into the tables of a park file, each old content compared first.

What the group touches is read, edited in memory and written back: one row of a large table costs
one row, whatever the size of the table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, Executable, bindparam, delete, func, insert, select, update

from db._tables_park import METADATA
from db.edits import Edit, EditAction, EditGroup, Place
from db.errors import StaleEdit
from db.row_order import FIRST, RowOrder

EntryKey: TypeAlias = tuple[int, str, str, str]
TableKey: TypeAlias = tuple[int, str]
RowKey: TypeAlias = tuple[int, str, str]

ENTRY = METADATA.tables["entry"]
TABLE_ROW = METADATA.tables["table_row"]
EDIT_GROUP = METADATA.tables["edit_group"]
EDIT = METADATA.tables["edit"]

_GAP = 2**32
"""Distance of neighbouring rows, so that many rows find place between them."""

_CHUNK = 500


class ParkWriter:
    """Writes groups of edits; remembers the order of the tables whose rows it has moved.

    Only the holder of the write lock may use it, for nobody else then changes the order.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._orders: dict[TableKey, TableOrder] = {}

    def write(self, group: EditGroup, action: EditAction, target: int | None) -> int:
        """Write one group inside the transaction that is open; gives its number.

        Raises:
            StaleEdit: an edit expects another old content; the caller rolls back.
        """
        entries = _Entries(self._connection, group.edits)
        rows = _Rows(self._connection, group.edits, self._orders)
        for edit in group.edits:
            try:
                self._apply(edit, entries, rows)
            except KeyError:
                raise StaleEdit(self._name, edit.place.text) from None
        entries.write()
        rows.write()
        return self._log(group, action, target)

    def forget(self) -> None:
        """Forget what a transaction that was rolled back may have changed."""
        self._orders.clear()

    def _apply(self, edit: Edit, entries: _Entries, rows: _Rows) -> None:
        """Carry out one edit in memory; `KeyError` when its old content is not there."""
        if edit.place.kind == "cell":
            rows.set_cell(edit)
        elif edit.place.kind == "row":
            rows.set_row(edit)
        else:
            entries.set(edit)

    def _log(self, group: EditGroup, action: EditAction, target: int | None) -> int:
        number = (self._connection.scalar(select(func.max(EDIT_GROUP.c.number))) or 0) + 1
        first = (self._connection.scalar(select(func.max(EDIT.c.sequence))) or 0) + 1
        self._connection.execute(
            insert(EDIT_GROUP),
            {
                "number": number,
                "action": action,
                "target": target,
                "author": group.author,
                "time": group.time,
                "reason": group.reason,
            },
        )
        self._connection.execute(
            insert(EDIT),
            [
                _logged(sequence, number, edit)
                for sequence, edit in enumerate(group.edits, start=first)
            ],
        )
        return number


def _logged(sequence: int, number: int, edit: Edit) -> dict[str, object]:
    place = edit.place
    return {
        "sequence": sequence,
        "edit_group": number,
        "year": place.year,
        "kind": place.kind,
        "code": place.code,
        "row_id": place.row_id,
        "column_name": place.column,
        "role": place.role,
        "old": edit.old,
        "new": edit.new,
        "typed": edit.typed,
    }


class _Entries:
    """The places with one text that a group touches."""

    def __init__(self, connection: Connection, edits: Iterable[Edit]) -> None:
        self._connection = connection
        places = [edit.place for edit in edits if edit.place.kind not in ("row", "cell")]
        self._before: dict[EntryKey, str] = {}
        for codes in _chunks({place.code for place in places}):
            query = select(ENTRY).where(
                ENTRY.c.year.in_({place.year for place in places}), ENTRY.c.code.in_(codes)
            )
            for year, kind, code, role, content in connection.execute(query):
                self._before[year, kind, code, role] = content
        self._now = dict(self._before)

    def set(self, edit: Edit) -> None:
        key = _entry_key(edit.place)
        if self._now.get(key) != edit.old:
            raise KeyError(key)
        if edit.new is None:
            del self._now[key]
        else:
            self._now[key] = edit.new

    def write(self) -> None:
        gone = [key for key, text in self._before.items() if self._now.get(key) != text]
        new = [key for key, text in self._now.items() if self._before.get(key) != text]
        names = ("year", "kind", "code", "role")
        if gone:
            statement = delete(ENTRY).where(
                *(ENTRY.c[name] == bindparam(f"b_{name}") for name in names)
            )
            keys = [dict(zip((f"b_{name}" for name in names), key, strict=True)) for key in gone]
            self._connection.execute(statement, keys)
        if new:
            self._connection.execute(
                insert(ENTRY),
                [{**dict(zip(names, key, strict=True)), "content": self._now[key]} for key in new],
            )


def _entry_key(place: Place) -> EntryKey:
    return place.year, place.kind, place.code, place.role


class TableOrder:
    """The order of the rows of one table, and the positions that keep it in the database."""

    def __init__(self, positions: Mapping[str, int]) -> None:
        """Take row id -> position, in order."""
        self.rows = RowOrder(positions)
        self.positions = dict(positions)

    def place_new(self) -> dict[str, int]:
        """Give every row without a position one; returns those that changed."""
        changed: dict[str, int] = {}
        for run in list(self._runs()):
            before, follower = self.rows.before(run[0]), self.rows.next(run[-1])
            low = self.positions.get(before, 0)
            step = _GAP
            if follower != FIRST:
                step = (self.positions[follower] - low) // (len(run) + 1)
            if step == 0:
                return self._spread_all()
            changed.update((row_id, low + step * n) for n, row_id in enumerate(run, start=1))
            self.positions.update(changed)
        return changed

    def _runs(self) -> Iterator[list[str]]:
        """Neighbouring rows without a position."""
        run: list[str] = []
        for row_id in self.rows:
            if row_id not in self.positions:
                run.append(row_id)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _spread_all(self) -> dict[str, int]:
        self.positions = {row_id: n * _GAP for n, row_id in enumerate(self.rows, start=1)}
        return dict(self.positions)


class _Rows:
    """The rows that a group touches."""

    def __init__(
        self, connection: Connection, edits: Sequence[Edit], orders: dict[TableKey, TableOrder]
    ) -> None:
        self._connection = connection
        self._orders = orders
        self._moved: set[TableKey] = set()
        ids: dict[TableKey, set[str]] = {}
        for edit in edits:
            place = edit.place
            if place.kind in ("row", "cell"):
                ids.setdefault((place.year, place.code), set()).add(place.row_id)
        self._before = dict(self._read(ids))
        self._now = dict(self._before)
        self._cells: dict[RowKey, dict[str, object]] = {}

    def set_cell(self, edit: Edit) -> None:
        key = _row_key(edit.place)
        if key not in self._cells:
            self._cells[key] = json.loads(self._now[key])
        cells, column = self._cells[key], edit.place.column
        old = cells.get(column)
        if (None if old is None else _text(old)) != edit.old:
            raise KeyError(column)
        if edit.new is None:
            del cells[column]
        else:
            cells[column] = json.loads(edit.new)

    def set_row(self, edit: Edit) -> None:
        key = _row_key(edit.place)
        self._settle(key)
        order = self._order(key[:2])
        old = None if edit.old is None else json.loads(edit.old)
        new = None if edit.new is None else json.loads(edit.new)
        if old is None and key in self._now:
            raise KeyError(key)
        if old is not None:
            self._take_out(key, order, old)
        if new is not None:
            order.rows.insert(key[2], new["after"])
            if "cells" in new:
                self._now[key] = _text(new["cells"])
        elif key in self._now:
            raise KeyError(key)

    def _take_out(self, key: RowKey, order: TableOrder, old: Mapping[str, object]) -> None:
        if order.rows.remove(key[2]) != old["after"]:
            raise KeyError(key)
        order.positions.pop(key[2], None)
        if "cells" in old and self._now.pop(key) != _text(old["cells"]):
            raise KeyError(key)

    def write(self) -> None:
        """Write what has changed: rows that are gone, new rows, contents, positions."""
        for key in list(self._cells):
            self._settle(key)
        placed = {
            (*table, row_id): position
            for table in sorted(self._moved)
            for row_id, position in self._orders[table].place_new().items()
        }
        gone = [key for key in self._before if key not in self._now]
        new = [key for key in self._now if key not in self._before]
        edited = [key for key, text in self._now.items() if self._before.get(key, text) != text]
        moved = [key for key in placed if key in self._before or key not in self._now]
        self._execute(delete(TABLE_ROW).where(*_IS_ROW), [_bound(key) for key in gone])
        self._execute(
            insert(TABLE_ROW),
            [{**_named(key), "position": placed[key], "content": self._now[key]} for key in new],
        )
        self._execute(
            update(TABLE_ROW).where(*_IS_ROW).values(content=bindparam("text")),
            [{**_bound(key), "text": self._now[key]} for key in edited],
        )
        self._execute(
            update(TABLE_ROW).where(*_IS_ROW).values(position=bindparam("place")),
            [{**_bound(key), "place": placed[key]} for key in moved],
        )

    def _settle(self, key: RowKey) -> None:
        """Turn the edited cells of a row into its text."""
        if key in self._cells:
            self._now[key] = _text(self._cells.pop(key))

    def _order(self, table: TableKey) -> TableOrder:
        self._moved.add(table)
        if table not in self._orders:
            query = (
                select(TABLE_ROW.c.row_id, TABLE_ROW.c.position)
                .where(TABLE_ROW.c.year == table[0], TABLE_ROW.c.table_code == table[1])
                .order_by(TABLE_ROW.c.position)
            )
            self._orders[table] = TableOrder(dict(self._connection.execute(query).all()))
        return self._orders[table]

    def _read(self, ids: Mapping[TableKey, set[str]]) -> Iterator[tuple[RowKey, str]]:
        for (year, table), row_ids in ids.items():
            for chunk in _chunks(row_ids):
                query = select(TABLE_ROW.c.row_id, TABLE_ROW.c.content).where(
                    TABLE_ROW.c.year == year,
                    TABLE_ROW.c.table_code == table,
                    TABLE_ROW.c.row_id.in_(chunk),
                )
                for row_id, content in self._connection.execute(query):
                    yield (year, table, row_id), content

    def _execute(self, statement: Executable, values: Sequence[Mapping[str, object]]) -> None:
        if values:
            self._connection.execute(statement, values)


_IS_ROW = tuple(
    TABLE_ROW.c[name] == bindparam(f"is_{name}") for name in ("year", "table_code", "row_id")
)


def _row_key(place: Place) -> RowKey:
    return place.year, place.code, place.row_id


def _named(key: RowKey) -> dict[str, object]:
    return {"year": key[0], "table_code": key[1], "row_id": key[2]}


def _bound(key: RowKey) -> dict[str, object]:
    return {f"is_{name}": value for name, value in _named(key).items()}


def _text(content: object) -> str:
    """The canonical text of content that came out of a canonical text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
