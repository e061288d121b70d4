"""Whether a park file says the same everywhere: pages, hashes, answers against the edit log."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection

from db._park_reader import BROKEN, read_history, read_log
from db._shared_rows import read_evidence, read_revisions
from db._tables_park import METADATA
from db.errors import DamagedFile
from db.records import StoredEvidence, StoredRevision
from db.replay import apply_edits
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Message, msg


def park_problems(connection: Connection, catalogue: Catalogue, name: str) -> Iterator[Message]:
    """Everything that is wrong; nothing when the file is sound."""
    yield from page_problems(connection)
    for revision in read_revisions(connection, METADATA.tables["revision"]):
        yield from revision_problems(revision)
    for item in read_evidence(connection, METADATA.tables["evidence"]):
        yield from evidence_problems(item)
    yield from _log_problems(connection, catalogue, name)


def page_problems(connection: Connection) -> Iterator[Message]:
    """Broken pages and references of an SQLite file."""
    for (finding,) in connection.exec_driver_sql("PRAGMA quick_check"):
        if finding != "ok":
            yield msg("The file is damaged: {finding}", finding=finding)
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield msg("A row of {table} refers to one that is missing.", table=table)


def revision_problems(revision: StoredRevision) -> Iterator[Message]:
    """A revision whose id is not the hash of its payload."""
    if sha256(revision.payload).hexdigest() != revision.id:
        yield msg("Revision {id} was changed: its payload has another hash.", id=revision.id)


def evidence_problems(item: StoredEvidence) -> Iterator[Message]:
    """An evidence file whose content does not have its hash and size."""
    if item.content is None:
        return
    if sha256(item.content).hexdigest() != item.sha256 or len(item.content) != item.size:
        yield msg(
            "Evidence {sha256} was changed: its content has another hash.", sha256=item.sha256
        )


def _log_problems(connection: Connection, catalogue: Catalogue, name: str) -> Iterator[Message]:
    try:
        kept = read_history(connection, catalogue, name)
    except DamagedFile as error:
        yield error.message
        return
    try:
        replayed = apply_edits({}, (item.edit for item in read_log(connection)), catalogue)
    except BROKEN as error:
        yield msg("The edit log cannot be replayed: {detail}", detail=repr(error))
        return
    for year in sorted(kept.keys() | replayed.keys()):
        if not _same(kept, replayed, year):
            yield msg("The answers of {year} differ from the edit log.", year=year)


def _same(kept: History, replayed: History, year: int) -> bool:
    left, right = kept.get(year), replayed.get(year)
    if left is None or right is None:
        return False
    return left == right and _orders(left) == _orders(right)


def _orders(answers: AnswerSet) -> dict[str, list[str]]:
    return {code: list(rows) for code, rows in answers.tables.items()}
