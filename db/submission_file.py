"""Writing the file that a park sends, and reading such files from anybody.

Reading trusts nothing: the file is copied, made harmless, and whatever is wrong in it ends in
`RefusedFile`. Ids and signatures of revisions are the caller's to check.

Source: submissions.md, Files and Merge.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from db._foreign_copy import ForeignCopy, Limits, foreign_copy
from db._left_behind import drop_left_behind
from db._schema_guard import check_schema, disarm
from db.errors import RefusedFile, StorageFailed
from db.faults import storage_errors
from db.formats import APPLICATION_IDS, FORMAT_VERSION, SUBMISSION_DDL, FileKind
from db.placing import placed
from db.records import StoredEvidence, StoredRevision, StoredSigner
from questionnaire.messages import msg

__all__ = [
    "Limits",
    "SubmissionContent",
    "placed_submission",
    "read_submission",
    "write_submission",
]

_HEX_DIGITS = frozenset("0123456789abcdef")
_DURABLE_BYTES = 8 * 1024 * 1024
"""So much evidence is written before it is brought to the disk: progress that is told is true."""


def write_submission(
    path: Path,
    revisions: Iterable[StoredRevision],
    evidence: Iterable[StoredEvidence],
    signers: Iterable[StoredSigner],
    meta: Mapping[str, str],
) -> None:
    """Write a submission: the four tables, no free space; the same content gives the same bytes.

    Args:
        path: the file; one that is there is replaced as a whole.
        revisions: the rows, in any order.
        evidence: the rows; a content of None was left out. May come one by one.
        signers: the keys of the revisions.
        meta: format, program, created_at.

    Raises:
        StorageFailed: it cannot be written; what was at `path` is still there.
    """
    with placed_submission(path, revisions, evidence, signers, meta):
        pass


@contextmanager
def placed_submission(
    path: Path,
    revisions: Iterable[StoredRevision],
    evidence: Iterable[StoredEvidence],
    signers: Iterable[StoredSigner],
    meta: Mapping[str, str],
) -> Iterator[Iterator[tuple[str, bytes]]]:
    """Write a submission beside its place, which it takes when the block ends without an error.

    Gives what was written, read back from the file one by one: id and payload of each revision,
    then hash and content of each evidence that has one. Otherwise as `write_submission`.

    Raises:
        StorageFailed: it cannot be written; what was at `path` is still there.
    """
    with storage_errors(path.name, path.parent):
        drop_left_behind(path)
        with placed(path, replace=True) as temporary:
            driver = sqlite3.connect(temporary, isolation_level=None)
            with closing(driver):
                _fill(driver, revisions, evidence, signers, meta)
                with closing(_read_back(driver)) as written:
                    yield written


def _fill(
    driver: sqlite3.Connection,
    revisions: Iterable[StoredRevision],
    evidence: Iterable[StoredEvidence],
    signers: Iterable[StoredSigner],
    meta: Mapping[str, str],
) -> None:
    # The file is thrown away if anything fails, so it needs no journal of its own. Its lock is
    # kept until it is closed: it tells a file that is being written from one that was left behind.
    for pragma in (
        *("page_size=4096", "auto_vacuum=NONE", "journal_mode=OFF", "synchronous=OFF"),
        "locking_mode=EXCLUSIVE",
        f"application_id={APPLICATION_IDS[FileKind.SUBMISSION]}",
        f"user_version={FORMAT_VERSION}",
        "synchronous=FULL",
    ):
        driver.execute(f"PRAGMA {pragma}")
    driver.execute("BEGIN")
    for definition in SUBMISSION_DDL.values():
        driver.execute(definition)
    driver.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    driver.executemany("INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sorted(revisions))
    waiting = 0
    for item in evidence:
        driver.execute("INSERT INTO evidence VALUES (?, ?, ?, ?)", item)
        waiting += len(item.content or b"")
        if waiting >= _DURABLE_BYTES:
            driver.execute("COMMIT")
            driver.execute("BEGIN")
            waiting = 0
    driver.executemany("INSERT INTO signer VALUES (?, ?, ?)", sorted(signers))
    driver.execute("COMMIT")


def _read_back(driver: sqlite3.Connection) -> Generator[tuple[str, bytes], None, None]:
    yield from driver.execute("SELECT id, payload FROM revision ORDER BY id")
    yield from driver.execute(
        "SELECT sha256, content FROM evidence WHERE content IS NOT NULL ORDER BY sha256"
    )


def read_submission(path: Path, limits: Limits | None = None) -> SubmissionContent:
    """Open a submission, a park file or a store of somebody else for reading.

    Args:
        path: the file; it is copied, never opened as a database.
        limits: None takes the usual ones.

    Raises:
        RefusedFile: with the rule that it breaks.
        StorageFailed: there is no room for the copy.
    """
    bounds = limits or Limits()
    stack = ExitStack()
    try:
        with _refusing(path.name):
            copy = stack.enter_context(foreign_copy(path, bounds))
            disarm(copy, bounds)
            check_schema(copy, path.name)
        content = SubmissionContent(path.name, copy, bounds, stack)
        content.check_counts()
    except BaseException:
        stack.close()
        raise
    return content


class SubmissionContent:
    """What a file from outside holds; a context manager that drops the copy.

    Rows come one by one, so that memory stays flat. Every row is checked for its types and limits.

    Attributes:
        name: name of the file.
        kind: whether it is a submission, a park file or a store.
        sha256: of the file's bytes, lower-case hex.
        size: bytes of the file.
    """

    def __init__(self, name: str, copy: ForeignCopy, limits: Limits, stack: ExitStack) -> None:
        self.name = name
        self.kind = copy.kind
        self.sha256 = copy.sha256
        self.size = copy.size
        self._driver = copy.driver
        self._limits = limits
        self._stack = stack

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
        """Drop the copy."""
        self._stack.close()

    def meta(self) -> dict[str, str]:
        """Unsigned hints: format, program, created_at.

        Raises:
            RefusedFile: broken or beyond the limits.
        """
        rows = self._rows("SELECT key, value FROM meta LIMIT 100", "meta")
        return {self._text(key, "meta"): self._text(value or "", "meta") for key, value in rows}

    def revisions(self) -> Iterator[StoredRevision]:
        """The revisions; in a park file these are the submitted ones.

        Raises:
            RefusedFile: broken or beyond the limits.
        """
        query = "SELECT id, kind, park, year, payload, signature, signer, alg FROM revision"
        for row in self._rows(query, "revision"):
            names = (*row[:4], *row[6:])
            for text in names:
                self._text(text, "revision")
            self._digest(row[0], "revision")
            self._bytes(row[4], "revision", self._limits.payload_bytes)
            self._bytes(row[5], "revision", self._limits.text_characters)
            yield StoredRevision(*row)

    def evidence(self) -> Iterator[StoredEvidence]:
        """The evidence files, each content compared with its hash and size.

        Raises:
            RefusedFile: broken, beyond the limits, or a content that has another hash.
        """
        query = "SELECT sha256, media_type, size, content FROM evidence"
        for digest, media_type, size, content in self._rows(query, "evidence"):
            self._digest(digest, "evidence")
            if not isinstance(size, int) or size < 0:
                raise self._refused("types", "evidence")
            if content is not None:
                self._bytes(content, "evidence", self._limits.evidence_bytes)
                if len(content) != size or sha256(content).hexdigest() != digest:
                    raise RefusedFile(
                        self.name,
                        "evidence-hash",
                        msg("Evidence {sha256} was changed on the way.", sha256=digest),
                    )
            yield StoredEvidence(digest, self._text(media_type or "", "evidence"), size, content)

    def signers(self) -> tuple[StoredSigner, ...]:
        """The public keys.

        Raises:
            RefusedFile: broken or beyond the limits.
        """
        return tuple(self._signers())

    def check_counts(self) -> None:
        """Compare the numbers of rows with the limits.

        Raises:
            RefusedFile: there are more.
        """
        limits = {
            "revision": self._limits.revisions,
            "evidence": self._limits.evidence,
            "signer": self._limits.signers,
        }
        counting = ", ".join(f"(SELECT count(*) FROM {table})" for table in limits)  # noqa: S608 - ours
        (counts,) = self._rows(f"SELECT {counting}", "revision")
        for (table, limit), count in zip(limits.items(), counts, strict=True):
            if count > limit:
                raise RefusedFile(
                    self.name,
                    "row-count",
                    msg(
                        "Its table {table} has {count} rows; at most {limit} are accepted.",
                        table=table,
                        count=count,
                        limit=limit,
                    ),
                )

    def _signers(self) -> Iterator[StoredSigner]:
        for fingerprint, key, name in self._rows(
            "SELECT fingerprint, public_key, name FROM signer", "signer"
        ):
            self._digest(fingerprint, "signer")
            self._bytes(key, "signer", self._limits.text_characters)
            yield StoredSigner(fingerprint, key, self._text(name or "", "signer"))

    def _rows(self, query: str, table: str) -> Iterator[tuple[Any, ...]]:
        with _refusing(self.name):
            cursor = self._driver.execute(query)
        while True:
            with _refusing(self.name):
                row = cursor.fetchone()
            if row is None:
                return
            yield row

    def _text(self, value: object, table: str) -> str:
        if not isinstance(value, str):
            raise self._refused("types", table)
        if len(value) > self._limits.text_characters:
            raise self._refused("text-length", table)
        return value

    def _digest(self, value: object, table: str) -> None:
        if not isinstance(value, str) or len(value) != 64 or not _HEX_DIGITS.issuperset(value):
            raise self._refused("hash-form", table)

    def _bytes(self, value: object, table: str, limit: int) -> None:
        if not isinstance(value, bytes):
            raise self._refused("types", table)
        if len(value) > limit:
            raise self._refused("blob-length", table)

    def _refused(self, rule: str, table: str) -> RefusedFile:
        return RefusedFile(
            self.name,
            rule,
            msg("A row of its table {table} has a content that is not accepted.", table=table),
        )


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Turn whatever broken bytes make the database or the decoder raise into a refusal."""
    try:
        yield
    except (RefusedFile, StorageFailed):
        raise
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as error:
        raise RefusedFile(
            name,
            "damaged",
            msg("It is damaged: {finding}", finding=str(error) or type(error).__name__),
        ) from error
