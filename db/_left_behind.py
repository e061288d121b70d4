"""Databases that a killed process left half-written beside their place."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from db.placing import begun


def drop_left_behind(path: Path) -> None:
    """Remove what killed writers left of earlier files for the same place.

    A writer keeps the lock of the database from its first byte; one that lives keeps its file. A
    file that cannot be removed stays.
    """
    for found in begun(path):
        if not _is_being_written(found):
            with suppress(OSError):
                found.unlink()


def _is_being_written(path: Path) -> bool:
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as driver:
            driver.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
    return False
