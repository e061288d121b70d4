"""Scores of a store, each under everything it rests on; what was superseded stays as history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from db._bulk import chunks
from db._tables_store import METADATA
from db.records import CodeEntry, ScoreEntry, ScoreKey

SCORE = METADATA.tables["score"]
CODE = METADATA.tables["code"]


def write_score(connection: Connection, entry: ScoreEntry) -> None:
    """Store a score; one with the same key is replaced."""
    old = connection.scalar(select(SCORE.c.number).where(*_is(entry.key)))
    connection.execute(delete(CODE).where(CODE.c.score == old))
    connection.execute(delete(SCORE).where(SCORE.c.number == old))
    number = old or (connection.scalar(select(func.max(SCORE.c.number))) or 0) + 1
    connection.execute(
        insert(SCORE),
        {
            "number": number,
            "revision": entry.key.revision,
            "assessment": entry.key.assessment,
            "rubric_hash": entry.key.rubric_hash,
            "factors_hash": entry.key.factors_hash,
            "means_hash": entry.key.means_hash,
            "time": entry.time,
            "park_class": entry.park_class,
            "total": entry.total,
            "grade": entry.grade,
            "coverage": entry.coverage,
            "rating_status": entry.rating_status,
            "content": entry.content,
        },
    )
    code = entry.code
    connection.execute(
        insert(CODE),
        {
            "score": number,
            "status": code.status,
            "colour": code.colour,
            "k_grade": code.k_grade,
            "k": code.k,
            "l": code.l,
            "n": code.n,
        },
    )


def read_scores(connection: Connection, revisions: Iterable[str]) -> Iterator[ScoreEntry]:
    """All scores of these revisions, oldest first."""
    for chunk in chunks(list(revisions)):
        query = (
            select(SCORE, CODE)
            .join_from(SCORE, CODE)
            .where(SCORE.c.revision.in_(chunk))
            .order_by(SCORE.c.number)
        )
        for row in connection.execute(query):
            _, *key = row[:6]
            time, park_class, total, grade, coverage, status, content = row[6:13]
            code = CodeEntry(*row[14:])
            yield ScoreEntry(
                ScoreKey(*key), time, park_class, total, grade, coverage, status, content, code
            )


def has_score(connection: Connection, key: ScoreKey) -> bool:
    """Whether there is a score with this key."""
    return connection.scalar(select(SCORE.c.number).where(*_is(key))) is not None


def _is(key: ScoreKey) -> list[ColumnElement[bool]]:
    return [
        SCORE.c.revision == key.revision,
        SCORE.c.assessment == key.assessment,
        SCORE.c.rubric_hash == key.rubric_hash,
        SCORE.c.factors_hash == key.factors_hash,
        SCORE.c.means_hash == key.means_hash,
    ]
