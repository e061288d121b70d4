"""Failures of disk and share, put into words; those of a server are in `db.server_faults`.

SQLAlchemy is not imported here: a process that only checks files starts without it.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import (
    DamagedFile,
    DbError,
    DiskFull,
    FileLocked,
    FileVanished,
    NotAGreenparkFile,
    PermissionLost,
    StorageFailed,
)
from questionnaire.messages import msg

_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_VANISHED = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENODEV, errno.ENXIO})


@contextmanager
def storage_errors(name: str, path: Path | None = None) -> Iterator[None]:
    """Turn what the driver or the system raises inside the block into a `DbError`.

    Args:
        name: what messages call the file.
        path: the file.

    Raises:
        DbError: the subclass that says what to do.
    """
    try:
        yield
    except DbError:
        raise
    except sqlite3.Error as error:
        raise sqlite_failure(name, path, error) from error
    except OSError as error:
        raise system_failure(name, error) from error


def sqlite_failure(name: str, path: Path | None, error: sqlite3.Error) -> DbError:
    """What an error of SQLite means for the user."""
    rule = getattr(error, "sqlite_errorname", None) or ""
    if rule.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return FileLocked(name)
    if rule == "SQLITE_NOTADB":
        return foreign(name)
    if rule.startswith("SQLITE_CORRUPT"):
        return DamagedFile(name, str(error))
    return _system_fault(name, path, rule, str(error))


def _system_fault(name: str, path: Path | None, rule: str, detail: str) -> StorageFailed:
    if rule == "SQLITE_READONLY_DBMOVED" or (path is not None and not path.exists()):
        return _vanished(name)
    if rule.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return no_permission(name)
    # SQLite hides the reason of a failed write; a full disk or quota is by far the likeliest.
    if rule in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}:
        return no_space(name)
    return failed(name, detail)


def system_failure(name: str, error: OSError) -> StorageFailed:
    """What an error of the operating system means for the user.

    >>> system_failure("a.parkdb", OSError(errno.ENOSPC, "No space left on device")).code
    'disk-full'
    """
    if error.errno in _FULL:
        return no_space(name)
    if error.errno in _DENIED:
        return no_permission(name)
    if error.errno in _VANISHED:
        return _vanished(name)
    return failed(name, error.strerror or str(error))


def foreign(name: str) -> NotAGreenparkFile:
    """The error for a file that is none of ours."""
    return NotAGreenparkFile(
        msg("{file} is not a file of this program.", file=name),
        hint=msg("Choose a *.parkdb file or a store."),
    )


def no_space(name: str) -> StorageFailed:
    """The error for a full disk."""
    return DiskFull(
        msg("No space is left to write {file}; nothing was half-written.", file=name),
        hint=msg("Free some space, or save to another disk, then repeat."),
    )


def no_permission(name: str) -> StorageFailed:
    """The error for a file that may not be opened or written."""
    return PermissionLost(
        msg("{file} may not be written or opened here.", file=name),
        hint=msg("Ask for permission to the file and its folder, or save it elsewhere."),
    )


def _vanished(name: str) -> StorageFailed:
    return FileVanished(
        msg("{file} or its folder is gone.", file=name),
        hint=msg("Connect the disk or share again, or check the path."),
    )


def failed(name: str, reason: str) -> StorageFailed:
    """The error for any other failure, with the reason of the system."""
    return StorageFailed(
        msg("Reading or writing {file} failed: {reason}", file=name, reason=reason),
        hint=msg("Check the disk, share or server, then repeat; nothing was half-written."),
    )
