"""The store of a province or a city: the union of all revisions received, with index and audit log.

The same on an SQLite file and on PostgreSQL. Every method that changes something is a transaction.

Source: submissions.md, Merge and Store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from sqlalchemy import Connection, delete, insert, select

from db._audit import append_audit, chain_problems, read_audit
from db._bulk import chunks
from db._park_checks import evidence_problems, revision_problems
from db._scores import has_score, read_scores, write_score
from db._shared_rows import evidence_hashes, read_meta, read_one_evidence, read_revisions
from db._signer_states import read_signer_records, set_state
from db._store_backup import keep_backup, write_backup
from db._store_checks import store_problems
from db._store_database import StoreDatabase, open_database
from db._store_writer import (
    TABLES,
    add_evidence,
    add_index,
    add_revisions,
    add_signers,
    clear_index,
    count_newest,
)
from db.errors import DbError, RowsLost
from db.records import (
    AuditEntry,
    IndexRows,
    ReceivedFile,
    ReceivedRevision,
    ScoreEntry,
    ScoreKey,
    SignerRecord,
    SignerStatus,
    StoredEvidence,
    StoredRevision,
    StoredSigner,
)
from merging.lineage import RevisionHead, head_of
from merging.revision import Kind, read_revision
from questionnaire.canonical_json import Json
from questionnaire.messages import Message, msg

CheckSignature: TypeAlias = Callable[[StoredRevision, bytes | None], Message | None]
"""Says what is wrong with the signature of a revision, given its public key; None when it holds."""


class Store:
    """An open store; a context manager that closes it.

    Attributes:
        name: what messages call it; never holds a password.
        path: the file; None for PostgreSQL.
    """

    def __init__(self, database: StoreDatabase) -> None:
        self.name = database.name
        self.path = database.path
        self._database = database

    @classmethod
    def open(cls, location: str | Path, *, create: bool = False) -> Self:
        """Open a store.

        Args:
            location: path of a file, or `postgresql://USER@HOST/DATABASE`.
            create: whether a missing store is made (a PostgreSQL database must be there).

        Raises:
            FileMissing: there is none, and `create` is not set.
            NotAGreenparkFile, NewerFormat, DamagedFile: it cannot be read.
            StorageFailed: it is locked or out of reach, or permission is missing.
        """
        return cls(open_database(location, create=create))

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
        """Close the store."""
        self._database.close()

    # Revisions

    def known_ids(self) -> frozenset[str]:
        """Ids of all revisions."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(TABLES["revision"].c.id)))

    def add_files(self, files: Iterable[ReceivedFile]) -> None:
        """Store what files bring, each with its audit entry, all of them or nothing.

        The files may come one by one; from the second on the store is locked while they do.

        Raises:
            StorageFailed: they cannot be written; the store is as before.
        """
        coming = iter(files)
        for first in coming:
            with self._database.writing() as connection:
                self._add_file(connection, first)
                for file in coming:
                    self._add_file(connection, file)

    def _add_file(self, connection: Connection, file: ReceivedFile) -> None:
        signers = add_signers(connection, file.signers)
        revisions = add_revisions(connection, file)
        self._count_again(connection, file, frozenset(revisions))
        evidence = add_evidence(connection, file.evidence)
        details = {
            **file.details,
            "file": file.name,
            "sha256": file.sha256,
            "sender": file.sender,
            "revisions": revisions,
            "new_signers": signers,
            "evidence": str(evidence),
        }
        append_audit(connection, file.time, file.author, "merge", details)

    def _count_again(
        self, connection: Connection, file: ReceivedFile, added: frozenset[str]
    ) -> None:
        """Control totals, last step: the rows that are there are those that came in.

        Raises:
            RowsLost: they are not; leaving the transaction undoes it.
        """
        rows = [item.rows for item in file.revisions if item.stored.id in added]
        written = {
            "answer": sum(len(item.answers) for item in rows),
            "table_row": sum(len(item.rows) for item in rows),
            "inventory": sum(len(item.inventory) for item in rows),
        }
        for table, count in written.items():
            found = count_newest(connection, table, len(added))
            if found != count:
                raise RowsLost(self.name, table, count, found)

    def heads(self) -> tuple[RevisionHead, ...]:
        """What lineage needs to know of every revision, in the order of receipt."""
        revision, received, lineage = (TABLES[name] for name in ("revision", "received", "lineage"))
        query = (
            select(
                *(revision.c[name] for name in ("id", "kind", "park", "year", "signer")),
                *(lineage.c[name] for name in ("parents", "judges", "withdraws")),
            )
            .join_from(revision, received, received.c.revision == revision.c.id)
            .join(lineage, lineage.c.revision == received.c.number)
            .order_by(received.c.number)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            RevisionHead(
                name,
                Kind(kind),
                park,
                int(year),
                tuple(json.loads(parents)),
                judges,
                withdraws,
                signer,
            )
            for name, kind, park, year, signer, parents, judges, withdraws in rows
        )

    def payload(self, name: str) -> bytes:
        """Payload of a revision by its id.

        Raises:
            KeyError: there is no such revision.
        """
        table = TABLES["revision"]
        with self._database.reading() as connection:
            found = connection.scalar(select(table.c.payload).where(table.c.id == name))
        if found is None:
            raise KeyError(name)
        return bytes(found)

    def revisions(
        self, *, kind: str | None = None, park: str | None = None, year: int | None = None
    ) -> Iterator[StoredRevision]:
        """Revisions by id, a few in memory at a time; all, or those of a kind, park and year."""
        table = TABLES["revision"]
        wanted = {"kind": kind, "park": park, "year": None if year is None else f"{year:04}"}
        given = [table.c[name] == value for name, value in wanted.items() if value is not None]
        with self._database.reading() as connection:
            ids = connection.scalars(select(table.c.id).where(*given).order_by(table.c.id)).all()
        for chunk in chunks(ids):
            with self._database.reading() as connection:
                rows = read_revisions(connection, table, table.c.id.in_(chunk))
            yield from rows

    # Evidence

    def evidence(self) -> Iterator[StoredEvidence]:
        """Evidence by hash, one content in memory at a time."""
        table = TABLES["evidence"]
        with self._database.reading() as connection:
            digests = evidence_hashes(connection, table)
        for digest in digests:
            with self._database.reading() as connection:
                item = read_one_evidence(connection, table, digest)
            yield item

    def evidence_content(self, digest: str) -> bytes | None:
        """Content of one evidence file; None when it is not there or was left out."""
        table = TABLES["evidence"]
        with self._database.reading() as connection:
            return connection.scalar(select(table.c.content).where(table.c.sha256 == digest))

    # Signers

    def signers(self) -> tuple[SignerRecord, ...]:
        """All keys with their states, by fingerprint."""
        with self._database.reading() as connection:
            return tuple(read_signer_records(connection))

    def add_signer(self, signer: StoredSigner) -> None:
        """Make a key known, unconfirmed; one that is known stays as it is.

        Raises:
            StorageFailed: it cannot be written.
        """
        with self._database.writing() as connection:
            add_signers(connection, [signer])

    def confirm(
        self,
        fingerprint: str,
        author: str,
        time: str,
        *,
        park: str | None = None,
        office: bool = False,
    ) -> None:
        """Let a key count: for the submissions of one park, or as an office key.

        Raises:
            DbError: there is no such key.
            StorageFailed: it cannot be written.
        """
        change = SignerRecord(fingerprint, b"", "", park=park, office=office, time=time)
        self._set_signer(change, "confirmed", author, time)

    def revoke(self, fingerprint: str, author: str, time: str, reason: str) -> None:
        """Let a key count no longer; its revisions stay and are unconfirmed from now on.

        Raises:
            DbError: there is no such key.
            StorageFailed: it cannot be written.
        """
        change = SignerRecord(fingerprint, b"", "", time=time, reason=reason)
        self._set_signer(change, "revoked", author, time)

    def _set_signer(
        self, change: SignerRecord, status: SignerStatus, author: str, time: str
    ) -> None:
        details: dict[str, Json] = {
            "fingerprint": change.fingerprint,
            **({"park": change.park} if change.park else {}),
            **({"reason": change.reason} if change.reason else {}),
            "office": change.office,
        }
        action = "confirm" if status == "confirmed" else "revoke"
        with self._database.writing() as connection:
            table = TABLES["signer"]
            known = select(table.c.fingerprint).where(table.c.fingerprint == change.fingerprint)
            if connection.scalar(known) is None:
                raise DbError(
                    msg("{file} has no signer {key}.", file=self.name, key=change.fingerprint),
                    hint=msg("Merge a file that the key has signed first."),
                )
            set_state(connection, change, status)
            append_audit(connection, time, author, action, details)

    # Facts

    def fact(self, key: str) -> str | None:
        """A fact that the office keeps with the store; None when there is none of that name."""
        with self._database.reading() as connection:
            return read_meta(connection, TABLES["meta"]).get(key)

    def keep_fact(
        self,
        key: str,
        value: str | None,
        *,
        author: str,
        time: str,
        action: str,
        details: Mapping[str, Json],
    ) -> None:
        """Keep a fact in place of the one before; None takes it out. It stands in the audit log.

        Raises:
            StorageFailed: it cannot be written.
        """
        table = TABLES["meta"]
        with self._database.writing() as connection:
            connection.execute(delete(table).where(table.c.key == key))
            if value is not None:
                connection.execute(insert(table), {"key": key, "value": value})
            append_audit(connection, time, author, action, details)

    # Audit, check, backup

    def audit(self) -> tuple[AuditEntry, ...]:
        """The audit log in order."""
        with self._database.reading() as connection:
            return tuple(read_audit(connection))

    def check_audit_chain(self) -> tuple[Message, ...]:
        """Entries of the audit log that were changed or taken out; empty when it is whole."""
        return tuple(chain_problems(self.audit()))

    def check(self, signature: CheckSignature | None = None) -> tuple[Message, ...]:
        """Everything that is wrong: pages, audit log, index, ids, evidence, signatures.

        Args:
            signature: checks one signature; None leaves signatures out.
        """
        with self._database.reading() as connection:
            problems = list(store_problems(connection))
        keys = {record.fingerprint: record.public_key for record in self.signers()}
        for revision in self.revisions():
            problems += revision_problems(revision)
            wrong = signature(revision, keys.get(revision.signer)) if signature else None
            problems += [wrong] if wrong is not None else []
        for item in self.evidence():
            problems += evidence_problems(item)
        return tuple(problems)

    def backup(self, path: Path) -> None:
        """Write a verified backup as a store file, while the store is in use.

        Raises:
            FileExists: the file is there already.
            StorageFailed: it cannot be written.
        """
        write_backup(self._database, path)

    def keep_backup(self, time: str) -> Path | None:
        """Write an automatic backup beside the store and keep the last three.

        Args:
            time: YYYY-MM-DDThh:mm:ssZ, part of the name.

        Returns:
            The backup; None for PostgreSQL, whose server has its own.

        Raises:
            StorageFailed: it cannot be written.
        """
        return keep_backup(self._database, time)

    # Index and scores

    def rebuild(self, index: Mapping[str, IndexRows], author: str, time: str) -> None:
        """Make the index anew from the revisions; scores stay, for their keys name their grounds.

        Args:
            index: revision id -> its index; a revision that is not named gets lineage only.
            author: who rebuilds, for the audit.
            time: YYYY-MM-DDThh:mm:ssZ.

        Raises:
            StorageFailed: it cannot be written; the index is as before.
        """
        received = TABLES["received"]
        with self._database.writing() as connection:
            clear_index(connection)
            order = connection.execute(
                select(received.c.number, received.c.revision).order_by(received.c.number)
            ).all()
            for chunk in chunks(order):
                numbers = {name: number for number, name in chunk}
                table = TABLES["revision"]
                stored = read_revisions(connection, table, table.c.id.in_(numbers))
                entries = [
                    (numbers[item.id], _indexed(item, index.get(item.id, IndexRows())))
                    for item in stored
                ]
                add_index(connection, sorted(entries, key=lambda entry: entry[0]))
            append_audit(connection, time, author, "rebuild", {"revisions": str(len(order))})

    def park_names(self) -> dict[str, tuple[str, ...]]:
        """Every name that each park code came with, the first received first."""
        table = TABLES["park"]
        names: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for code, name in connection.execute(
                select(table.c.code, table.c.name).order_by(table.c.code, table.c.revision)
            ):
                names.setdefault(code, []).append(name)
        return {code: tuple(of_code) for code, of_code in names.items()}

    def answer_values(self, code: str) -> dict[str, tuple[str, str | None]]:
        """State and value of a field in every revision that answers it, by revision id."""
        answer, received = TABLES["answer"], TABLES["received"]
        query = (
            select(received.c.revision, answer.c.state, answer.c.value)
            .join_from(answer, received, received.c.number == answer.c.revision)
            .where(answer.c.code == code)
        )
        with self._database.reading() as connection:
            return {name: (state, value) for name, state, value in connection.execute(query)}

    def inventory_values(self, key: str) -> dict[str, str | None]:
        """An inventory value of every revision that has it, by revision id; None: incomplete."""
        inventory, received = TABLES["inventory"], TABLES["received"]
        query = (
            select(received.c.revision, inventory.c.value)
            .join_from(inventory, received, received.c.number == inventory.c.revision)
            .where(inventory.c.key == key)
        )
        with self._database.reading() as connection:
            return dict(connection.execute(query).all())

    def has_score(self, key: ScoreKey) -> bool:
        """Whether the score with these grounds is there already."""
        with self._database.reading() as connection:
            return has_score(connection, key)

    def add_score(self, entry: ScoreEntry) -> None:
        """Store a score; scores on other grounds stay as history.

        Raises:
            StorageFailed: it cannot be written.
        """
        with self._database.writing() as connection:
            write_score(connection, entry)

    def scores(self, revisions: Iterable[str]) -> tuple[ScoreEntry, ...]:
        """All scores of these revisions, in the order in which they were first stored."""
        with self._database.reading() as connection:
            return tuple(read_scores(connection, revisions))


def _indexed(item: StoredRevision, rows: IndexRows) -> ReceivedRevision:
    return ReceivedRevision(item, head_of(read_revision(item.payload), item.signer), rows)
