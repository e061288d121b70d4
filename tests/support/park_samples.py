"""A small catalogue and made-up park data for tests of files and stores.

The catalogue has one field of each type, two tables and one graded indicator; nothing in it is
meant as a question to a park.
"""

import hashlib
from collections.abc import Iterable, Mapping

from db.records import IndexRows, ReceivedRevision, StoredRevision, StoredSigner
from merging.lineage import RevisionHead
from merging.revision import Kind
from questionnaire.answers import Answer, AnswerSet, Mark, Row, State, Value
from questionnaire.canonical_json import encode
from questionnaire.catalogue import Catalogue, Column, Field, FieldType, Table
from questionnaire.messages import LocalText

TIME = "2026-03-01T08:00:00Z"
PUBLIC_KEY = bytes(range(32))
SIGNER = StoredSigner(hashlib.sha256(PUBLIC_KEY).hexdigest(), PUBLIC_KEY, "陈工")


def _field(code: str, kind: FieldType) -> Field:
    return Field(code, LocalText(code), kind)


def _table(code: str, columns: Mapping[str, FieldType]) -> Table:
    made = {name: Column(name, LocalText(name), kind, table=code) for name, kind in columns.items()}
    return Table(code, made, tuple(columns)[:1], has_year="year" in columns)


CATALOGUE = Catalogue(
    id="test",
    hash="0" * 64,
    pages=(),
    fields={
        field.code: field
        for field in (
            _field("gdp", FieldType.DECIMAL),
            _field("firms", FieldType.INTEGER),
            _field("park_name", FieldType.TEXT),
            _field("kind", FieldType.CHOICE),
            _field("audited", FieldType.BOOL),
            _field("founded", FieldType.DATE),
            _field("energy", FieldType.TABLE),
            _field("firm_list", FieldType.TABLE),
        )
    },
    tables={
        "energy": _table(
            "energy",
            {"carrier": FieldType.CHOICE, "year": FieldType.INTEGER, "amount": FieldType.DECIMAL},
        ),
        "firm_list": _table(
            "firm_list",
            {"name": FieldType.TEXT, "since": FieldType.DATE, "listed": FieldType.BOOL},
        ),
    },
    cross_checks=(),
    derived={},
    industries={},
)


def value_answer(value: Value) -> Answer:
    """An answer that is a value."""
    return Answer(State.VALUE, value)


def sample_set(
    year: int,
    answers: Mapping[str, Answer] | None = None,
    rows: Mapping[str, Row] | None = None,
    mark: int | None = None,
) -> AnswerSet:
    """A set with answers, rows of the table `energy` and a self mark of T1."""
    return AnswerSet(
        year,
        answers or {},
        {"energy": rows} if rows else {},
        {} if mark is None else {"T1": {"self": Mark(mark, "王")}},
    )


def stored(
    number: int, park: str = "320594", year: int = 2025, parents: Iterable[str] = ()
) -> StoredRevision:
    """A made-up submission with a true id and a signature of zeros."""
    content = {"format": "1", "kind": "submission", "park": park, "n": str(number)}
    payload = encode({**content, "year": str(year), "parents": sorted(parents)})
    digest = hashlib.sha256(payload).hexdigest()
    return StoredRevision(
        digest, "submission", park, str(year), payload, bytes(64), SIGNER.fingerprint, "ed25519"
    )


def received(
    item: StoredRevision, rows: IndexRows | None = None, parents: tuple[str, ...] = ()
) -> ReceivedRevision:
    """A stored submission as a merge hands it to the store."""
    head = RevisionHead(
        item.id, Kind.SUBMISSION, item.park, int(item.year), parents, signer=item.signer
    )
    return ReceivedRevision(item, head, rows or IndexRows(park_name="示范园区"))
