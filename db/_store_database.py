"""The database of a store: an SQLite file or a PostgreSQL server, with one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, insert, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from db import schema
from db._sqlite import WAIT_S, check_marks, connect, engine_of, mark_new
from db._tables_store import METADATA
from db.errors import FileMissing, NewerFormat, StorageFailed
from db.formats import FORMAT_VERSION, FileKind
from db.placing import placed
from db.server_faults import database_errors
from questionnaire.messages import msg

_LOCK_NUMBER = 0x47505231
"""Number of the advisory lock that the writers of a PostgreSQL store take turns with."""


@dataclass(frozen=True, slots=True)
class StoreDatabase:
    """An open connection to the database of a store.

    Attributes:
        name: what messages call the store; never holds a password.
        path: the SQLite file; None for PostgreSQL.
        connection: the only connection.
        driver: the SQLite connection under it; None for PostgreSQL.
    """

    name: str
    path: Path | None
    connection: Connection
    driver: sqlite3.Connection | None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads.

        Raises:
            DbError: in words, whatever the database raises inside the block.
        """
        with database_errors(self.name, self.path), self.connection.begin():
            if self.driver is not None:
                self.connection.exec_driver_sql("BEGIN")
            yield self.connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; nothing of it stays when the block raises.

        Raises:
            FileLocked: another writer does not come to an end.
            DbError: in words, whatever the database raises inside the block.
        """
        with database_errors(self.name, self.path), self.connection.begin():
            if self.driver is not None:
                self.connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                self.connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_S}s'")
                self.connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})")
            yield self.connection

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
        self.connection.engine.dispose()
        if self.driver is not None:
            self.driver.close()


def open_database(location: str | Path, *, create: bool) -> StoreDatabase:
    """Open the database of a store.

    Args:
        location: path of a file, or a `postgresql://` URL.
        create: whether a missing store is made.

    Raises:
        FileMissing: there is none, and `create` is not set.
        DbError: it is none of ours, newer, damaged, locked or out of reach.
    """
    # The pages of a large store are checked by `Store.check`, not each time it is opened.
    if isinstance(location, str) and "://" in location:
        return _open_server(location, create=create)
    path = Path(location)
    if create and not path.exists():
        create_file(path)
    return _open_file(path)


def create_file(path: Path) -> None:
    """Make an empty store file.

    Raises:
        FileExists: the file is there already.
        StorageFailed: it cannot be written.
    """
    with database_errors(path.name, path.parent), placed(path, replace=False) as temporary:
        driver = connect(temporary, create=True)
        try:
            mark_new(driver, FileKind.STORE)
            engine = engine_of(driver)
            with engine.connect() as connection, connection.begin():
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                _create_tables(connection)
            engine.dispose()
        finally:
            driver.close()


def _create_tables(connection: Connection) -> None:
    schema.upgrade(connection, FileKind.STORE)
    meta = {"key": "format", "value": str(FORMAT_VERSION)}
    connection.execute(insert(METADATA.tables["meta"]), meta)


def _open_file(path: Path) -> StoreDatabase:
    with database_errors(path.name, path):
        if not path.is_file():
            raise FileMissing(path.name)
        driver = connect(path)
        try:
            check_marks(driver, path.name, FileKind.STORE)
            driver.execute("PRAGMA journal_mode=WAL")
        except BaseException:
            driver.close()
            raise
        database = StoreDatabase(path.name, path, engine_of(driver).connect(), driver)
    try:
        _check_version(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_version(database: StoreDatabase) -> None:
    with database.reading() as connection:
        written = schema.version(connection, FileKind.STORE)
    if written != schema.newest_version(FileKind.STORE):
        raise NewerFormat(database.name, str(written))


def _open_server(location: str, *, create: bool) -> StoreDatabase:
    url = _server_url(location)
    name = _shown(url)
    with database_errors(name):
        # NullPool: the connection is given back to the server as soon as the store is closed.
        database = StoreDatabase(name, None, create_engine(url, poolclass=NullPool).connect(), None)
    try:
        if not _has_tables(database):
            if not create:
                raise FileMissing(name)
            with database.writing() as connection:
                _create_tables(connection)
        _check_version(database)
    except BaseException:
        database.close()
        raise
    return database


def _has_tables(database: StoreDatabase) -> bool:
    with database.reading() as connection:
        return schema.version(connection, FileKind.STORE) is not None


def _server_url(location: str) -> URL:
    """The address with our driver; a foreign or broken one is refused without repeating it."""
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise StorageFailed(
            msg("The address of the store is not that of a PostgreSQL database."),
            hint=msg("Write postgresql://USER@HOST/DATABASE, or the path of a file."),
        )
    return url.set(drivername="postgresql+psycopg")


def _shown(url: URL) -> str:
    """The address as messages show it: without password, driver and settings.

    >>> _shown(make_url("postgresql+psycopg://staff:secret@host/parks?sslmode=require"))
    'postgresql://staff@host/parks'
    """
    plain = URL.create(
        "postgresql", username=url.username, host=url.host, port=url.port, database=url.database
    )
    return plain.render_as_string(hide_password=True)
