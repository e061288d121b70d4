"""A private copy of a file from outside, in memory or in a folder; the original stays closed.

Source: submissions.md, Merge, step 1.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from db.errors import RefusedFile
from db.faults import storage_errors
from db.formats import FORMAT_VERSION, FileKind, kind_of
from questionnaire.messages import msg

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_BLOCK = 1 << 20
_WAL, _ROLLBACK = b"\x02\x02", b"\x01\x01"
_UTF8 = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file from outside may at most hold; a file with more is refused.

    Attributes:
        file_bytes: of a submission or a park file.
        store_bytes: of a store.
        memory_bytes: files up to this size are read into memory instead of being copied.
        revisions, evidence, signers: rows.
        payload_bytes: of one revision.
        evidence_bytes: of one evidence file (submissions.md, Revision: 20 MiB).
        text_characters: of any other text.
        steps: work of the database on one file, in units of 100 000 of its instructions.
    """

    file_bytes: int = 1 << 30
    store_bytes: int = 1 << 36
    memory_bytes: int = 8 << 20
    revisions: int = 1_000_000
    evidence: int = 1_000_000
    signers: int = 100_000
    payload_bytes: int = 64 << 20
    evidence_bytes: int = 20 << 20
    text_characters: int = 1_000
    steps: int = 20_000


@dataclass(frozen=True, slots=True)
class ForeignCopy:
    """The open copy.

    Attributes:
        driver: a connection that cannot write.
        kind: what the file says it is.
        sha256: of the file's bytes, lower-case hex.
        size: bytes of the file.
    """

    driver: sqlite3.Connection
    kind: FileKind
    sha256: str
    size: int


@contextmanager
def foreign_copy(path: Path, limits: Limits) -> Iterator[ForeignCopy]:
    """Copy a file and open the copy.

    Raises:
        RefusedFile: it cannot be read, is too large, or is no file of ours.
        StorageFailed: there is no room for the copy.
    """
    name = path.name
    with ExitStack() as stack:
        source = stack.enter_context(_opened(path))
        head = _read(source, name, _HEADER_BYTES)
        kind = check_header(name, head)
        size = _checked_size(path, source, head, kind, limits)
        _refuse_unfinished(path)
        if size <= limits.memory_bytes:
            content = head + _read(source, name, size)
            digest = sha256(content).hexdigest()
            driver = stack.enter_context(_in_memory(content))
        else:
            digest, copy = stack.enter_context(_on_disk(source, name, head))
            driver = stack.enter_context(_closing(_connect_copy(copy)))
        yield ForeignCopy(driver, kind, digest, size)


def check_header(name: str, head: bytes) -> FileKind:
    """The kind of a file by its first 100 bytes.

    Raises:
        RefusedFile: it is no file of ours, or one of a newer format.
    """
    if len(head) < _HEADER_BYTES or not head.startswith(_MAGIC):
        raise RefusedFile(
            name,
            "foreign-file",
            msg("It is not a file of this program."),
            hint=msg("Ask for the *.parkdb file itself, not for a picture, a table or an archive."),
        )
    kind = kind_of(int.from_bytes(head[68:72], "big"))
    if kind is None:
        raise RefusedFile(
            name,
            "foreign-file",
            msg("It is a database of another program."),
            hint=msg("Ask for the *.parkdb file that this program has written."),
        )
    written = int.from_bytes(head[60:64], "big")
    if written != FORMAT_VERSION or int.from_bytes(head[56:60], "big") != _UTF8:
        raise RefusedFile(
            name,
            "format",
            msg(
                "It has format {written}; this version reads format {known}.",
                written=written,
                known=FORMAT_VERSION,
            ),
            hint=msg("Install the version of the program that the sender uses."),
        )
    return kind


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open an ordinary file for reading; a pipe or a device must not make us wait."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise RefusedFile(path.name, "unreadable", msg("It is not a file."))
        with path.open("rb") as source:
            yield source
    except OSError as error:
        raise RefusedFile(
            path.name,
            "unreadable",
            msg("It cannot be read: {reason}", reason=error.strerror or str(error)),
            hint=msg("Check the path, the permission and whether the disk is connected."),
        ) from error


def _read(source: BinaryIO, name: str, size: int) -> bytes:
    try:
        return source.read(size)
    except OSError as error:
        raise RefusedFile(
            name,
            "unreadable",
            msg("It cannot be read: {reason}", reason=error.strerror or str(error)),
        ) from error


def _checked_size(path: Path, source: BinaryIO, head: bytes, kind: FileKind, limits: Limits) -> int:
    size = os.fstat(source.fileno()).st_size
    limit = limits.store_bytes if kind is FileKind.STORE else limits.file_bytes
    if size > limit:
        raise RefusedFile(
            path.name,
            "file-size",
            msg("It has {size} bytes; at most {limit} are accepted.", size=size, limit=limit),
            hint=msg("Ask the sender to leave out evidence and to send it in a second file."),
        )
    page_size = int.from_bytes(head[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(head[28:32], "big")
    if page_size == 0 or size % page_size or size < pages * page_size:
        raise RefusedFile(
            path.name,
            "damaged",
            msg("It is not complete: its end is missing, or something was added to it."),
            hint=msg("Ask the sender to send the file again; compare its size."),
        )
    return size


def _refuse_unfinished(path: Path) -> None:
    """A journal beside the file means that its newest content is not in it."""
    for ending in ("-journal", "-wal"):
        side = path.with_name(path.name + ending)
        if side.exists() and side.stat().st_size > 0:
            raise RefusedFile(
                path.name,
                "in-use",
                msg("It is open elsewhere, or was not closed after a crash."),
                hint=msg("Open and close it with this program, or take a backup of it."),
            )


@contextmanager
def _in_memory(content: bytes) -> Iterator[sqlite3.Connection]:
    with _closing(sqlite3.connect(":memory:", isolation_level=None)) as driver:
        # Write-ahead logging needs a file; the content is the same without.
        if content[18:20] == _WAL:
            content = content[:18] + _ROLLBACK + content[20:]
        driver.deserialize(content)
        yield driver


@contextmanager
def _on_disk(source: BinaryIO, name: str, head: bytes) -> Iterator[tuple[str, Path]]:
    with ExitStack() as stack:
        with storage_errors(name):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="greenpark-"))
            copy = Path(folder) / "copy"
            digest = _copy(source, name, head, copy)
        yield digest, copy


def _copy(source: BinaryIO, name: str, head: bytes, copy: Path) -> str:
    """Copy the rest of the file after its head; gives the hash of the original."""
    digest = sha256(head)
    logging = _ROLLBACK if head[18:20] == _WAL else head[18:20]
    with copy.open("xb") as target:
        target.write(head[:18] + logging + head[20:])
        while block := _read(source, name, _BLOCK):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()


def _connect_copy(copy: Path) -> sqlite3.Connection:
    address = f"{copy.as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None)


@contextmanager
def _closing(driver: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield driver
    finally:
        driver.close()
