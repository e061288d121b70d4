"""Putting revisions, keys, evidence and their index into a store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from db._bulk import Cell, ask, existing, insert_rows
from db._tables_store import METADATA
from db.records import IndexRows, ReceivedFile, ReceivedRevision, StoredEvidence, StoredSigner
from merging.lineage import RevisionHead

TABLES = METADATA.tables
INDEX_TABLES = ("lineage", "park", "answer", "table_row", "inventory")
"""Tables that `rebuild` makes anew; scores are kept, for their keys name all they rest on."""


def add_signers(connection: Connection, signers: Iterable[StoredSigner]) -> list[str]:
    """Store keys that are new; gives their fingerprints."""
    by_fingerprint = {signer.fingerprint: signer for signer in signers}
    known = existing(connection, TABLES["signer"].c.fingerprint, by_fingerprint)
    new = [signer for name, signer in by_fingerprint.items() if name not in known]
    insert_rows(connection, TABLES["signer"], new)
    return [signer.fingerprint for signer in new]


def add_revisions(connection: Connection, file: ReceivedFile) -> list[str]:
    """Store the revisions that are new with their index; gives their ids."""
    by_id = {item.stored.id: item for item in file.revisions}
    known = existing(connection, TABLES["revision"].c.id, by_id)
    new = [item for name, item in by_id.items() if name not in known]
    if not new:
        return []
    ((last,),) = ask(connection, "SELECT max(number) FROM received")
    first = (last or 0) + 1
    numbered = list(enumerate(new, start=first))
    insert_rows(connection, TABLES["revision"], [item.stored for item in new])
    insert_rows(
        connection,
        TABLES["received"],
        [
            (number, item.stored.id, file.time, file.name, file.sha256, file.sender)
            for number, item in numbered
        ],
    )
    add_index(connection, numbered)
    return [item.stored.id for item in new]


def add_index(connection: Connection, numbered: Sequence[tuple[int, ReceivedRevision]]) -> None:
    """Index revisions by their numbers."""
    insert_rows(
        connection, TABLES["lineage"], [_lineage(number, item.head) for number, item in numbered]
    )
    _add_park_names(connection, numbered)
    rows = [(number, item.rows) for number, item in numbered]
    insert_rows(connection, TABLES["answer"], list(_answers(rows)))
    insert_rows(connection, TABLES["table_row"], list(_rows(rows)))
    insert_rows(connection, TABLES["inventory"], list(_inventory(rows)))


def count_newest(connection: Connection, table: str, revisions: int) -> int:
    """How many rows an index table has for the revisions that were received last."""
    question = (
        f'SELECT count(*) FROM "{table}" '  # noqa: S608 - a table of ours
        "WHERE revision > (SELECT max(number) FROM received) - ?"
    )
    ((found,),) = ask(connection, question, (revisions,))
    return int(found)


def clear_index(connection: Connection) -> None:
    """Empty the index tables."""
    for name in INDEX_TABLES:
        connection.execute(delete(TABLES[name]))


def add_evidence(connection: Connection, items: Iterable[StoredEvidence]) -> int:
    """Store evidence; a content completes a hash that came without. Gives how many changed."""
    changed = 0
    for item in items:
        changed += _add_one_evidence(connection, item)
    return changed


def _add_one_evidence(connection: Connection, item: StoredEvidence) -> bool:
    table = TABLES["evidence"]
    known = connection.execute(
        select(table.c.content.is_(None)).where(table.c.sha256 == item.sha256)
    ).one_or_none()
    if known is None:
        connection.execute(insert(table), item._asdict())
        return True
    if known[0] and item.content is not None:
        values = {"content": item.content, "size": item.size, "media_type": item.media_type}
        connection.execute(update(table).where(table.c.sha256 == item.sha256).values(values))
        return True
    return False


def _lineage(number: int, head: RevisionHead) -> tuple[Cell, ...]:
    return number, json.dumps(head.parents), head.judges, head.withdraws


def _add_park_names(
    connection: Connection, numbered: Sequence[tuple[int, ReceivedRevision]]
) -> None:
    table = TABLES["park"]
    given: dict[tuple[str, str], int] = {}
    for number, item in numbered:
        if item.rows.park_name is not None:
            given.setdefault((item.stored.park, item.rows.park_name), number)
    codes = {code for code, _ in given}
    known = {
        tuple(row)
        for code in codes
        for row in ask(connection, "SELECT code, name FROM park WHERE code = ?", (code,))
    }
    insert_rows(
        connection, table, [(*key, number) for key, number in given.items() if key not in known]
    )


def _answers(rows: Iterable[tuple[int, IndexRows]]) -> Iterator[tuple[Cell, ...]]:
    for number, index in rows:
        for code, state, value in index.answers:
            yield number, code, state, value


def _rows(rows: Iterable[tuple[int, IndexRows]]) -> Iterator[tuple[Cell, ...]]:
    for number, index in rows:
        for table, row_id, content in index.rows:
            yield number, table, row_id, content


def _inventory(rows: Iterable[tuple[int, IndexRows]]) -> Iterator[tuple[Cell, ...]]:
    for number, index in rows:
        for key, value in index.inventory:
            yield number, key, value
