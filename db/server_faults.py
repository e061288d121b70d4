"""Failures of a database, a file's or a server's, that come through SQLAlchemy, put into words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError

from db.errors import DbError, FileLocked
from db.faults import failed, no_permission, no_space, sqlite_failure, storage_errors


@contextmanager
def database_errors(name: str, path: Path | None = None) -> Iterator[None]:
    """`storage_errors`, and what SQLAlchemy raises inside the block.

    Args:
        name: what messages call the file or store; never holds a password.
        path: the file, None for a server.

    Raises:
        DbError: the subclass that says what to do.
    """
    try:
        with storage_errors(name, path):
            yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise sqlite_failure(name, path, error.orig) from error
        raise _server_failure(name, error) from None  # the original may quote the address


def _server_failure(name: str, error: DBAPIError) -> DbError:
    state = getattr(error.orig, "sqlstate", None) or ""
    if state == "55P03":  # lock_not_available
        return FileLocked(name)
    if state.startswith(("28", "42501", "25006")):
        return no_permission(name)
    if state.startswith("53"):
        return no_space(name)
    kind = "connection" if isinstance(error, OperationalError) else type(error.orig).__name__
    return failed(name, f"{kind} {state}".strip())
