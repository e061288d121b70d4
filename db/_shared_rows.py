"""Revisions, evidence, signers and meta: the four tables as values, on any connection."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, select

from db.records import StoredEvidence, StoredRevision, StoredSigner


def read_revisions(
    connection: Connection, table: Table, *conditions: object
) -> list[StoredRevision]:
    """Revisions by id."""
    query = select(table).where(*conditions).order_by(table.c.id)  # type: ignore[arg-type]
    return [StoredRevision(*row) for row in connection.execute(query)]


def read_evidence(connection: Connection, table: Table) -> Iterator[StoredEvidence]:
    """Evidence by hash, one content in memory at a time."""
    for digest in evidence_hashes(connection, table):
        yield read_one_evidence(connection, table, digest)


def evidence_hashes(connection: Connection, table: Table) -> list[str]:
    """Hashes of all evidence, sorted."""
    return list(connection.scalars(select(table.c.sha256).order_by(table.c.sha256)))


def read_one_evidence(connection: Connection, table: Table, digest: str) -> StoredEvidence:
    """The evidence of a hash that is there."""
    row = connection.execute(select(table).where(table.c.sha256 == digest)).one()
    return StoredEvidence(*row)


def read_signers(connection: Connection, table: Table) -> list[StoredSigner]:
    """Keys by fingerprint; a missing name is empty."""
    query = select(table).order_by(table.c.fingerprint)
    return [
        StoredSigner(key, public, name or "") for key, public, name in connection.execute(query)
    ]


def read_meta(connection: Connection, table: Table) -> dict[str, str]:
    """Facts about the file."""
    return {key: value or "" for key, value in connection.execute(select(table))}
