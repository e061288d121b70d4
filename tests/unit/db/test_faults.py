"""Failures of disk, share and server in words."""

import errno
import sqlite3
from pathlib import Path

import pytest

from db.errors import DbError, NotAGreenparkFile
from db.faults import storage_errors
from db.formats import FileKind
from db.park_file import ParkFile
from db.placing import placed
from db.sniffing import kind_of_file
from db.store import Store
from db.submission_file import write_submission
from support.park_samples import CATALOGUE, TIME


@pytest.mark.parametrize(
    "number, code",
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EACCES, "no-permission"),
        (errno.EROFS, "no-permission"),
        (errno.ENOENT, "vanished"),
        (errno.ESTALE, "vanished"),
        (errno.EIO, "storage-failed"),
    ],
)
def test_errors_of_the_system(number: int, code: str) -> None:
    with pytest.raises(DbError) as caught, storage_errors("p.parkdb"):
        raise OSError(number, "reason of the system")
    assert caught.value.code == code
    assert "p.parkdb" in str(caught.value)
    assert caught.value.hint is not None


def test_a_write_that_is_not_permitted(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    sqlite3.connect(path).execute("CREATE TABLE t(x)").connection.close()
    driver = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(DbError) as caught, storage_errors("p.parkdb", path):
        driver.execute("INSERT INTO t VALUES (1)")
    driver.close()
    assert caught.value.code == "no-permission"


@pytest.mark.parametrize(
    "name, code",
    [
        ("SQLITE_BUSY", "locked"),
        ("SQLITE_LOCKED_SHAREDCACHE", "locked"),
        ("SQLITE_FULL", "disk-full"),
        ("SQLITE_IOERR_WRITE", "disk-full"),
        ("SQLITE_READONLY_DIRECTORY", "no-permission"),
        ("SQLITE_READONLY_DBMOVED", "vanished"),
        ("SQLITE_CANTOPEN", "no-permission"),
        ("SQLITE_CORRUPT_VTAB", "damaged-file"),
        ("SQLITE_NOTADB", "foreign-file"),
        ("SQLITE_IOERR_FSYNC", "storage-failed"),
    ],
)
def test_errors_of_sqlite(tmp_path: Path, name: str, code: str) -> None:
    error = sqlite3.OperationalError("words of the database")
    error.sqlite_errorname = name
    with pytest.raises(DbError) as caught, storage_errors("p.parkdb", tmp_path):
        raise error
    assert caught.value.code == code
    assert "p.parkdb" in str(caught.value)
    assert caught.value.hint is not None


def test_a_file_whose_folder_is_gone(tmp_path: Path) -> None:
    with pytest.raises(DbError) as caught, storage_errors("p.parkdb", tmp_path / "gone"):
        sqlite3.connect(tmp_path / "gone" / "p.parkdb")
    assert caught.value.code == "vanished"


def test_nothing_stays_of_a_file_that_was_not_finished(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("before")
    with pytest.raises(UnicodeEncodeError), placed(path, replace=True) as temporary:
        temporary.write_text("half \ud800")
    assert path.read_text() == "before"
    assert [item.name for item in tmp_path.iterdir()] == ["f"]


def test_kinds_are_told_by_the_first_bytes(tmp_path: Path) -> None:
    ParkFile.create(tmp_path / "p", CATALOGUE, created_at=TIME).close()
    Store.open(tmp_path / "r", create=True).close()
    write_submission(tmp_path / "s", [], [], [], {})
    (tmp_path / "x").write_bytes(b"%PDF-1.7")
    assert kind_of_file(tmp_path / "p") is FileKind.PARK
    assert kind_of_file(tmp_path / "r") is FileKind.STORE
    assert kind_of_file(tmp_path / "s") is FileKind.SUBMISSION
    with pytest.raises(NotAGreenparkFile) as caught:
        kind_of_file(tmp_path / "x")
    assert "x" in str(caught.value)
