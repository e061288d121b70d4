"""What a merge does thousands of times, said to the driver itself.

Inserting many rows: `executemany` on SQLite, `COPY` on PostgreSQL. Short questions: as text, with
`?` for the values. SQLAlchemy would take longer to hand them on than the database takes to answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Column, Connection, Table

Cell: TypeAlias = str | int | bytes | None
Item = TypeVar("Item")

_CHUNK = 500


def insert_rows(connection: Connection, table: Table, rows: Iterable[Sequence[Cell]]) -> None:
    """Insert rows whose keys are new; each holds all columns in the order of the table.

    Raises:
        sqlite3.Error, DBAPIError: the database refuses them.
    """
    driver: Any = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        from db import _bulk_server  # noqa: PLC0415 - loads the driver of PostgreSQL

        _bulk_server.insert_rows(driver, table, rows)
        return
    values = rows if isinstance(rows, list) else list(rows)
    if values:
        places = ", ".join("?" * len(table.columns))
        driver.executemany(
            f'INSERT INTO "{table.name}" VALUES ({places})',  # noqa: S608 - a table of ours
            values,
        )


def ask(connection: Connection, question: str, values: Sequence[Cell] = ()) -> list[Any]:
    """Rows that answer a question in SQL, inside the transaction of the connection.

    Args:
        connection: the open connection.
        question: a constant of ours; `?` stands for a value, and occurs nowhere else.
        values: in the order of their places.

    Raises:
        sqlite3.Error, DBAPIError: the database refuses it.
    """
    driver: Any = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        from db import _bulk_server  # noqa: PLC0415 - loads the driver of PostgreSQL

        return _bulk_server.ask(driver, question, values)
    return driver.execute(question, values).fetchall()


def existing(connection: Connection, column: Column[str], keys: Iterable[str]) -> set[str]:
    """Those of the keys that a column holds."""
    found: set[str] = set()
    for chunk in chunks(list(keys)):
        places = ", ".join("?" * len(chunk))
        question = (
            f'SELECT "{column.name}" FROM "{column.table.name}" '  # noqa: S608 - names of ours
            f'WHERE "{column.name}" IN ({places})'
        )
        found.update(name for (name,) in ask(connection, question, chunk))
    return found


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Pieces that fit into one question to the database.

    >>> [len(piece) for piece in chunks(range(501))]
    [500, 1]
    """
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
