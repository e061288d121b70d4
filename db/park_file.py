"""The park file: answers of all years, their edit log, submitted revisions and evidence.

Source: submissions.md, Files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db import schema
from db._left_behind import drop_left_behind
from db._park_checks import park_problems
from db._park_reader import (
    read_group_heads,
    read_groups,
    read_history,
    read_log,
    read_set,
    read_years,
)
from db._park_writer import ParkWriter
from db._shared_rows import (
    read_meta,
    read_one_evidence,
    read_revisions,
    read_signers,
)
from db._sqlite import WriteLock, check_marks, check_pages, connect, engine_of, mark_new
from db._tables_park import METADATA
from db.edits import Edit, EditAction, EditGroup, LoggedEdit, LoggedGroup, Place, inverse
from db.errors import FileMissing, NewerFormat, ReadOnlyFile
from db.formats import FORMAT_VERSION, FileKind
from db.placing import placed
from db.records import StoredEvidence, StoredRevision, StoredSigner
from db.server_faults import database_errors
from db.undo_stacks import UndoStacks
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Message

META = METADATA.tables["meta"]
REVISION = METADATA.tables["revision"]
EVIDENCE = METADATA.tables["evidence"]
SIGNER = METADATA.tables["signer"]

_PAGE_KIB = 4
_PAGES_AT_ONCE = 256
"""So much of a file is copied between two reports of progress: 1 MiB."""


class ParkFile:
    """An open park file; a context manager that closes it.

    Whoever opens it for writing keeps others from writing, not from reading. Every change is one
    transaction that is on the disk when the method returns.

    Attributes:
        path: where it is.
        read_only: whether changes are refused.
    """

    def __init__(
        self, path: Path, catalogue: Catalogue, driver: sqlite3.Connection, *, read_only: bool
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._catalogue = catalogue
        self._driver = driver
        self._engine = engine_of(driver)
        self._connection = self._engine.connect()
        self._lock = WriteLock(driver, path.name)
        self._writer = ParkWriter(self._connection, path.name)
        self._undo: UndoStacks | None = None

    @classmethod
    def create(
        cls, path: Path, catalogue: Catalogue, *, created_at: str, program: str = "greenpark"
    ) -> Self:
        """Make a park file without answers and open it for writing.

        Args:
            path: the new file; its folder exists.
            catalogue: the field catalogue.
            created_at: YYYY-MM-DDThh:mm:ssZ.
            program: name and version of the program.

        Raises:
            FileExists: the file is there already.
            StorageFailed: it cannot be written.
        """
        meta = {"format": str(FORMAT_VERSION), "program": program, "created_at": created_at}
        with (
            database_errors(path.name, path.parent),
            placed(path, replace=False) as temporary,
        ):
            _write_empty(temporary, meta)
        return cls.open(path, catalogue)

    @classmethod
    def open(cls, path: Path, catalogue: Catalogue, *, read_only: bool = False) -> Self:
        """Open a park file; what a crash left half-written is taken back first.

        Args:
            path: the file.
            catalogue: the field catalogue; answers of fields that it does not have stay in the
                file and are left out of what is read.
            read_only: leave writing to another window.

        Raises:
            NotAGreenparkFile, NewerFormat, DamagedFile: it cannot be read.
            FileLocked: another window writes it; it can still be opened with `read_only`.
            FileMissing: it is not there.
            StorageFailed: permission is missing, or the disk fails.
        """
        with database_errors(path.name, path):
            if not path.is_file():
                raise FileMissing(path.name)
            driver = connect(path)
            try:
                check_marks(driver, path.name, FileKind.PARK)
                check_pages(driver, path.name)
            except BaseException:
                driver.close()
                raise
            park = cls(path, catalogue, driver, read_only=read_only)
            try:
                park._begin()
            except BaseException:
                park.close()
                raise
            return park

    def _begin(self) -> None:
        with self._reading() as connection:
            written = schema.version(connection, FileKind.PARK)
        if written != schema.newest_version(FileKind.PARK):
            raise NewerFormat(self.path.name, str(written))
        if self.read_only:
            self._driver.execute("PRAGMA query_only=ON")
        else:
            self._lock.take()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; everything that was changed is on the disk already."""
        self._connection.close()
        self._engine.dispose()
        self._driver.close()

    # Answers

    def history(self) -> History:
        """The answer sets of all years."""
        with self._reading() as connection:
            return read_history(connection, self._catalogue, self.path.name)

    def history_on_demand(self) -> History:
        """As `history`, but the rows of large tables are read when they are asked for.

        They need the file no more. `WaitingRows` raises `DamagedFile` when it comes to a row that
        this program did not write.
        """
        with self._reading() as connection:
            return read_history(connection, self._catalogue, self.path.name, may_wait=True)

    def years(self) -> tuple[int, ...]:
        """Years that have an answer set, oldest first."""
        with self._reading() as connection:
            return read_years(connection)

    def answers(self, year: int) -> AnswerSet | None:
        """The answer set of one year; None when there is none."""
        with self._reading() as connection:
            return read_set(connection, self._catalogue, self.path.name, year)

    def apply(self, group: EditGroup) -> None:
        """Store a group of edits, all or nothing; a group without edits is passed over.

        Raises:
            StaleEdit: an edit expects another old content than the file has.
            ReadOnlyFile, FileLocked, StorageFailed: it cannot be written.
        """
        if group.edits:
            self._write(group, "edit", None)

    def undo(self, author: str, time: str) -> EditGroup | None:
        """Take the last group back by appending its inverse; None when there is nothing left.

        The stack is read from the log, so it survives a restart.

        Raises:
            ReadOnlyFile, FileLocked, StorageFailed: it cannot be written.
        """
        target = self._stacks().next_undo
        if target is None:
            return None
        group = EditGroup(author, time, "undo", inverse(self._edits_of(target)))
        self._write(group, "undo", target)
        return group

    def redo(self, author: str, time: str) -> EditGroup | None:
        """Carry the last undone group out again; None when there is none, or an edit came since.

        Raises:
            ReadOnlyFile, FileLocked, StorageFailed: it cannot be written.
        """
        target = self._stacks().next_redo
        if target is None:
            return None
        group = EditGroup(author, time, "redo", self._edits_of(target))
        self._write(group, "redo", target)
        return group

    def edit_log(
        self, place: Place | None = None, *, group: int | None = None
    ) -> tuple[LoggedEdit, ...]:
        """The log in order.

        Args:
            place: only what happened there; for a cell also the coming and going of its row, for
                a row also its cells and what was said of their problems, for a row without an id
                the rows of the table that came, went or moved. None is the whole log.
            group: only the edits of this group.
        """
        with self._reading() as connection:
            return tuple(read_log(connection, place, group))

    def groups(self) -> tuple[LoggedGroup, ...]:
        """The groups of the log in order, without their edits."""
        with self._reading() as connection:
            return tuple(read_group_heads(connection))

    # Revisions, evidence, keys, meta

    def revisions(self) -> tuple[StoredRevision, ...]:
        """All submitted revisions, by id."""
        with self._reading() as connection:
            return tuple(read_revisions(connection, REVISION))

    def add_revisions(
        self, revisions: Sequence[StoredRevision], signers: Sequence[StoredSigner] = ()
    ) -> None:
        """Store revisions with their keys, all or nothing; those that are there stay as they are.

        Raises:
            ReadOnlyFile, FileLocked, StorageFailed: it cannot be written.
        """
        with self._writing() as connection:
            for table, rows in ((REVISION, revisions), (SIGNER, signers)):
                if rows:
                    statement = sqlite_insert(table).on_conflict_do_nothing()
                    connection.execute(statement, [row._asdict() for row in rows])

    def evidence(self) -> Iterator[StoredEvidence]:
        """Evidence by hash, one content in memory at a time."""
        for item in self.evidence_without_contents():
            with self._reading() as connection:
                found = read_one_evidence(connection, EVIDENCE, item.sha256)
            yield found

    def evidence_without_contents(self) -> tuple[StoredEvidence, ...]:
        """Evidence by hash; no content is read."""
        facts = (EVIDENCE.c.sha256, EVIDENCE.c.media_type, EVIDENCE.c.size)
        with self._reading() as connection:
            rows = connection.execute(select(*facts).order_by(EVIDENCE.c.sha256)).all()
        return tuple(StoredEvidence(*row, None) for row in rows)

    def evidence_content(self, digest: str) -> bytes | None:
        """Content of one evidence file by its SHA-256; None when it is not there."""
        with self._reading() as connection:
            query = select(EVIDENCE.c.content).where(EVIDENCE.c.sha256 == digest)
            return connection.scalar(query)

    def add_evidence(self, content: bytes, media_type: str) -> StoredEvidence:
        """Store an evidence file, once however often it is added; gives its row.

        Raises:
            ReadOnlyFile, FileLocked, StorageFailed: it cannot be written.
        """
        item = StoredEvidence(sha256(content).hexdigest(), media_type, len(content), content)
        with self._writing() as connection:
            connection.execute(sqlite_insert(EVIDENCE).on_conflict_do_nothing(), [item._asdict()])
        return item

    def signers(self) -> tuple[StoredSigner, ...]:
        """Keys of the revisions."""
        with self._reading() as connection:
            return tuple(read_signers(connection, SIGNER))

    def meta(self) -> dict[str, str]:
        """Unsigned facts: format, program, created_at."""
        with self._reading() as connection:
            return read_meta(connection, META)

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact about the file.

        Raises:
            ReadOnlyFile, FileLocked, StorageFailed: it cannot be written.
        """
        with self._writing() as connection:
            connection.execute(delete(META).where(META.c.key == key))
            connection.execute(insert(META), {"key": key, "value": value})

    def clear_meta(self, key: str) -> None:
        """Take a fact about the file out; nothing happens when it is not there.

        Raises:
            ReadOnlyFile, FileLocked, StorageFailed: it cannot be written.
        """
        with self._writing() as connection:
            connection.execute(delete(META).where(META.c.key == key))

    def copy_to(
        self, path: Path, progress: Callable[[int, int], None] = lambda _done, _total: None
    ) -> None:
        """Write a copy of the whole file as it is on the disk; an existing file is replaced.

        Args:
            path: the copy; not this file.
            progress: hears how many KiB of how many are copied; what it raises ends the copying
                and leaves `path` as it was.

        Raises:
            StorageFailed: this file cannot be read, or the copy cannot be written.
        """

        def tell(_status: int, left: int, total: int) -> None:
            progress((total - left) * _PAGE_KIB, total * _PAGE_KIB)

        with database_errors(path.name, path.parent):
            drop_left_behind(path)
            with (
                placed(path, replace=True) as temporary,
                closing(connect(temporary, create=True)) as copy,
            ):
                self._driver.backup(copy, pages=_PAGES_AT_ONCE, progress=tell)

    def check(self) -> tuple[Message, ...]:
        """Everything that is wrong in the file: pages, hashes, answers against the edit log."""
        with self._reading() as connection:
            return tuple(park_problems(connection, self._catalogue, self.path.name))

    # Transactions

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with database_errors(self.path.name, self.path), self._connection.begin():
            self._connection.exec_driver_sql("BEGIN")
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise ReadOnlyFile(self.path.name)
        with (
            database_errors(self.path.name, self.path),
            self._lock.transaction(self._connection),
        ):
            yield self._connection

    def _write(self, group: EditGroup, action: EditAction, target: int | None) -> None:
        stacks = self._stacks()
        try:
            with self._writing():
                number = self._writer.write(group, action, target)
        except BaseException:
            self._writer.forget()
            raise
        stacks.note(number, action, target)

    def _stacks(self) -> UndoStacks:
        if self._undo is None:
            with self._reading() as connection:
                self._undo = UndoStacks(read_groups(connection))
        return self._undo

    def _edits_of(self, group: int) -> tuple[Edit, ...]:
        with self._reading() as connection:
            return tuple(item.edit for item in read_log(connection, group=group))


def _write_empty(path: Path, meta: Mapping[str, str]) -> None:
    driver = connect(path, create=True)
    try:
        mark_new(driver, FileKind.PARK)
        engine = engine_of(driver)
        with engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            schema.upgrade(connection, FileKind.PARK)
            rows = [{"key": key, "value": value} for key, value in meta.items()]
            connection.execute(insert(META), rows)
        engine.dispose()
    finally:
        driver.close()
