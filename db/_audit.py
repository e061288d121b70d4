"""The audit log of a store: each entry holds the hash of the one before, so none can be changed.

Source: submissions.md, Store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from sqlalchemy import Connection, select

from db._bulk import ask, insert_rows
from db._tables_store import METADATA
from db.records import AuditEntry
from questionnaire.canonical_json import Json, encode
from questionnaire.messages import Message, msg

AUDIT = METADATA.tables["audit"]


def append_audit(
    connection: Connection, time: str, author: str, action: str, details: Mapping[str, Json]
) -> None:
    """Append an entry inside the transaction that it is about."""
    last = ask(connection, "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    sequence, before = (last[0][0] + 1, last[0][1]) if last else (1, "")
    text = encode(details).decode("utf-8")
    entry = AuditEntry(sequence, time, author, action, text, "")
    row = (sequence, time, author, action, text, chained(before, entry))
    insert_rows(connection, AUDIT, [row])


def read_audit(connection: Connection) -> Iterator[AuditEntry]:
    """All entries in order."""
    for row in connection.execute(select(AUDIT).order_by(AUDIT.c.sequence)):
        yield AuditEntry(*row)


def chained(before: str, entry: AuditEntry) -> str:
    """The hash of an entry: of the hash before it and of the canonical JSON of its own columns."""
    content: dict[str, Json] = {
        "sequence": str(entry.sequence),
        "time": entry.time,
        "author": entry.author,
        "action": entry.action,
        "details": entry.details,
    }
    return sha256(before.encode() + encode(content)).hexdigest()


def chain_problems(entries: Iterable[AuditEntry]) -> Iterator[Message]:
    """Entries that were changed, and gaps where some were taken out."""
    before, expected = "", 1
    for entry in entries:
        if entry.sequence != expected:
            yield msg("The audit log lacks the entries before {n}.", n=entry.sequence)
        if chained(before, entry) != entry.hash:
            yield msg("Entry {n} of the audit log was changed, or one before it.", n=entry.sequence)
        before, expected = entry.hash, entry.sequence + 1
