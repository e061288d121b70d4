"""SQLite connections: their settings, their marks, and the lock of whoever edits a park file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from db.errors import DamagedFile, FileLocked, NewerFormat, NotAGreenparkFile
from db.faults import foreign
from db.formats import APPLICATION_IDS, FORMAT_VERSION, KIND_LABELS, FileKind, kind_of
from questionnaire.messages import msg

WAIT_S = 5
"""How long to wait for readers and writers of another window."""

_RETAKE_WAIT_MS = 200


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a database file; transactions begin and end where the code says so.

    Args:
        path: the file.
        create: whether a missing file is made.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    mode = "rwc" if create else "rw"
    driver = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=WAIT_S,
        check_same_thread=False,  # the writer thread of a window takes over from the main thread
    )
    driver.execute("PRAGMA foreign_keys=ON")
    driver.execute("PRAGMA trusted_schema=OFF")
    driver.execute("PRAGMA synchronous=FULL")
    return driver


def engine_of(driver: sqlite3.Connection) -> Engine:
    """An engine whose only connection is this one."""
    return create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)


def mark_new(driver: sqlite3.Connection, kind: FileKind) -> None:
    """Write what tells the kind and format of an empty database."""
    driver.execute("PRAGMA auto_vacuum=NONE")
    driver.execute(f"PRAGMA application_id={APPLICATION_IDS[kind]}")
    driver.execute(f"PRAGMA user_version={FORMAT_VERSION}")


def check_marks(driver: sqlite3.Connection, name: str, kind: FileKind) -> None:
    """Refuse a file of another kind or of a newer format.

    Raises:
        NotAGreenparkFile: another kind, or no file of ours.
        NewerFormat: written by a newer version.
    """
    found = kind_of(pragma_number(driver, "application_id"))
    if found is None:
        raise foreign(name)
    if found is not kind:
        labels = {"found": KIND_LABELS[found], "kind": KIND_LABELS[kind]}
        raise NotAGreenparkFile(
            msg("{file}: this is a {found}; a {kind} is needed.", file=name, **labels),
            hint=msg("Choose a {kind}.", kind=KIND_LABELS[kind]),
        )
    written = pragma_number(driver, "user_version")
    if written > FORMAT_VERSION:
        raise NewerFormat(name, str(written))


def check_pages(driver: sqlite3.Connection, name: str) -> None:
    """Refuse a file whose pages do not hang together.

    Raises:
        DamagedFile: with the first finding.
    """
    (finding,) = driver.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise DamagedFile(name, str(finding).splitlines()[-1])  # above it the database is named


def pragma_number(driver: sqlite3.Connection, pragma: str) -> int:
    """Value of a pragma that is a number."""
    (value,) = driver.execute(f"PRAGMA {pragma}").fetchone()
    return int(value)


class WriteLock:
    """Keeps everybody else from writing a file, and nobody from reading it.

    SQLite keeps the reserved lock of a transaction that is rolled back in the locking mode
    EXCLUSIVE. It lasts until the next commit, after which it is taken again; should another
    window be quicker in that moment, this one does not write any more.
    """

    def __init__(self, driver: sqlite3.Connection, name: str) -> None:
        self._driver = driver
        self._name = name
        self._held = False

    def take(self) -> None:
        """Take the lock.

        Raises:
            FileLocked: somebody else has it.
            sqlite3.Error: the file cannot be written at all.
        """
        self._driver.execute(f"PRAGMA busy_timeout={_RETAKE_WAIT_MS}")
        try:
            self._driver.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._driver.execute("BEGIN IMMEDIATE")
            self._driver.execute("ROLLBACK")
            self._held = True
        finally:
            self._driver.execute(f"PRAGMA busy_timeout={WAIT_S * 1000}")

    @contextmanager
    def transaction(self, connection: Connection) -> Iterator[None]:
        """One transaction: committed at the end, rolled back when the block raises.

        Raises:
            FileLocked: the lock was lost to another window.
        """
        if not self._held:
            raise FileLocked(self._name)
        self._driver.execute("PRAGMA locking_mode=NORMAL")
        try:
            with connection.begin():
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield
        finally:
            self._held = False
            self._retake()

    def _retake(self) -> None:
        try:
            self.take()
        except sqlite3.OperationalError:
            # What was committed is committed; the next edit says that the file is gone or taken.
            return
