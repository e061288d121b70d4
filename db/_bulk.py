"""Inserting many rows: `executemany` on SQLite, `COPY` on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import Column, Connection, Table, select

Cell: TypeAlias = str | int | bytes | None
Item = TypeVar("Item")

_CHUNK = 500


def insert_rows(connection: Connection, table: Table, rows: Iterable[Sequence[Cell]]) -> None:
    """Insert rows whose keys are new; each holds all columns in the order of the table.

    Raises:
        DBAPIError, psycopg.Error: the database refuses them.
    """
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
        return
    values = rows if isinstance(rows, list) else list(rows)
    if values:
        places = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" VALUES ({places})',  # noqa: S608 - a table of ours
            values,
        )


def existing(connection: Connection, column: Column[str], keys: Iterable[str]) -> set[str]:
    """Those of the keys that a column holds."""
    found: set[str] = set()
    for chunk in chunks(list(keys)):
        found.update(connection.scalars(select(column).where(column.in_(chunk))).all())
    return found


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Pieces that fit into one question to the database.

    >>> [len(piece) for piece in chunks(range(501))]
    [500, 1]
    """
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _copy(connection: Connection, table: Table, rows: Iterable[Sequence[Cell]]) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - the only driver we open
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns),
    )
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
