"""Failures of a database, a file's or a server's, that come through SQLAlchemy, put into words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError

from db.errors import DbError, FileLocked, PermissionLost, StorageFailed
from db.faults import failed, no_space, sqlite_failure, storage_errors
from questionnaire.messages import msg

_LOCKED = "55P03"
_FULL = "53100"
_DENIED = ("28", "42501", "25006")
_GONE = ("08", "3D", "53300", "57P")
"""Codes of PostgreSQL, or how they begin: Appendix A of its manual."""


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
    if state == _LOCKED:
        return FileLocked(name)
    if state == _FULL:
        return no_space(name)
    if state.startswith(_DENIED):
        return PermissionLost(
            msg("{file} may not be written or opened here.", file=name),
            hint=msg("Ask who looks after the server to let this user read and write there."),
        )
    if state.startswith(_GONE) or (isinstance(error, OperationalError) and not state):
        return StorageFailed(
            msg("The server of {file} does not let us in, or has ended the connection.", file=name),
            hint=msg(
                "Check the address, the name of the database, user and password, and whether the "
                "server runs; then repeat. Nothing was half-written."
            ),
        )
    return failed(name, f"{type(error.orig).__name__} {state}".strip())
