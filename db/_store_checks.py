"""Whether a store is sound: pages, ids, evidence, audit chain, index."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from db._audit import chain_problems, read_audit
from db._park_checks import page_problems
from db._tables_store import METADATA
from questionnaire.messages import Message, msg

TABLES = METADATA.tables
_INDEXED = ("answer", "table_row", "inventory")


def store_problems(connection: Connection) -> Iterator[Message]:
    """Broken pages, a changed audit log, and an index that does not fit the revisions."""
    if connection.dialect.name == "sqlite":
        yield from page_problems(connection)
    yield from chain_problems(read_audit(connection))
    received, lineage = TABLES["received"], TABLES["lineage"]
    revisions = set(connection.scalars(select(TABLES["revision"].c.id)))
    numbers = dict(connection.execute(select(received.c.number, received.c.revision)).all())
    for name in sorted(revisions - set(numbers.values())):
        yield msg("Revision {id} has no record of its receipt.", id=name)
    unindexed = numbers.keys() - set(connection.scalars(select(lineage.c.revision)))
    for number in sorted(unindexed):
        yield msg("Revision {id} is missing in the index; rebuild the index.", id=numbers[number])
    for name in _INDEXED:
        table = TABLES[name]
        strangers = set(connection.scalars(select(table.c.revision).distinct())) - numbers.keys()
        if strangers:
            yield msg(
                "The index {table} names revisions that are not there; rebuild the index.",
                table=name,
            )
