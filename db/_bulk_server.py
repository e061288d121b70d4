"""What `db._bulk` says to SQLite, said to the driver of PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql
from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from db._bulk import Cell


def insert_rows(
    driver: psycopg.Connection[Any], table: Table, rows: Iterable[Sequence[Cell]]
) -> None:
    """Insert rows whose keys are new, by `COPY`.

    Raises:
        DBAPIError: the database refuses them.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns),
    )
    with _errors(), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def ask(driver: psycopg.Connection[Any], question: str, values: Sequence[Cell]) -> list[Any]:
    """Rows that answer a question; `?` stands for a value.

    Raises:
        DBAPIError: the database refuses it.
    """
    with _errors(), driver.cursor() as cursor:
        return cursor.execute(question.replace("?", "%s").encode(), values).fetchall()


@contextmanager
def _errors() -> Iterator[None]:
    """Let an error of the driver look like one that came through SQLAlchemy."""
    try:
        yield
    except psycopg.Error as error:
        raise DBAPIError(None, None, error) from error
