"""Tables of a store: the four shared ones, what was received and decided, and the index.

The index tables hold nothing that does not follow from the revisions; they name a revision by the
short `received.number`.
"""

from __future__ import annotations

from sqlalchemy import MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from db._columns import (
    CLUSTERED,
    STRICT,
    EvidenceColumns,
    MetaColumns,
    RevisionColumns,
    SignerColumns,
)

METADATA = MetaData()
"""All tables of a store."""


class StoreTable(SQLModel):
    """Base of the table models of a store."""

    metadata = METADATA


class Meta(MetaColumns, StoreTable, table=True):
    """Facts about the store."""

    __table_args__ = STRICT


class Revision(RevisionColumns, StoreTable, table=True):
    """The union of all revisions received."""

    __table_args__ = STRICT


class Evidence(EvidenceColumns, StoreTable, table=True):
    """Evidence files."""

    __table_args__ = STRICT


class Signer(SignerColumns, StoreTable, table=True):
    """Keys of the revisions."""

    __table_args__ = STRICT


class Received(StoreTable, table=True):
    """When and with which file a revision came first."""

    __table_args__ = STRICT
    number: int = Field(primary_key=True)
    revision: str = Field(sa_type=Text, foreign_key="revision.id", unique=True)
    time: str = Field(sa_type=Text)
    file_name: str = Field(sa_type=Text)
    file_sha256: str = Field(sa_type=Text)
    sender: str = Field(sa_type=Text)


class SignerState(StoreTable, table=True):
    """Confirmed and revoked keys."""

    __tablename__ = "signer_state"
    __table_args__ = STRICT
    fingerprint: str = Field(sa_type=Text, primary_key=True, foreign_key="signer.fingerprint")
    state: str = Field(sa_type=Text)
    park: str | None = Field(default=None, sa_type=Text)
    office: int
    time: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


class Audit(StoreTable, table=True):
    """The audit log; `hash` chains each entry to the one before."""

    __table_args__ = STRICT
    sequence: int = Field(primary_key=True)
    time: str = Field(sa_type=Text)
    author: str = Field(sa_type=Text)
    action: str = Field(sa_type=Text)
    details: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)


class Lineage(StoreTable, table=True):
    """Index: what a revision follows, judges and withdraws; `parents` is a JSON list."""

    __table_args__ = STRICT
    revision: int = Field(primary_key=True, foreign_key="received.number")
    parents: str = Field(sa_type=Text)
    judges: str | None = Field(default=None, sa_type=Text)
    withdraws: str | None = Field(default=None, sa_type=Text)


class Park(StoreTable, table=True):
    """Index: every name that a park code came with, by the revision that brought it first."""

    __table_args__ = CLUSTERED
    code: str = Field(sa_type=Text, primary_key=True)
    name: str = Field(sa_type=Text, primary_key=True)
    revision: int


class Answer(StoreTable, table=True):
    """Index: answers."""

    __table_args__ = CLUSTERED
    revision: int = Field(primary_key=True)
    code: str = Field(sa_type=Text, primary_key=True)
    state: str = Field(sa_type=Text)
    value: str | None = Field(default=None, sa_type=Text)


class TableRow(StoreTable, table=True):
    """Index: rows of tables."""

    __tablename__ = "table_row"
    __table_args__ = CLUSTERED
    revision: int = Field(primary_key=True)
    table_code: str = Field(sa_type=Text, primary_key=True)
    row_id: str = Field(sa_type=Text, primary_key=True)
    content: str = Field(sa_type=Text)


class Inventory(StoreTable, table=True):
    """Index: inventory values."""

    __table_args__ = CLUSTERED
    revision: int = Field(primary_key=True)
    key: str = Field(sa_type=Text, primary_key=True)
    value: str | None = Field(default=None, sa_type=Text)


class Score(StoreTable, table=True):
    """Scores with everything they rest on; superseded ones stay as history."""

    __table_args__ = (
        UniqueConstraint("revision", "assessment", "rubric_hash", "factors_hash", "means_hash"),
        STRICT,
    )
    number: int = Field(primary_key=True)
    revision: str = Field(sa_type=Text)
    assessment: str = Field(sa_type=Text)
    rubric_hash: str = Field(sa_type=Text)
    factors_hash: str = Field(sa_type=Text)
    means_hash: str = Field(sa_type=Text)
    time: str = Field(sa_type=Text)
    park_class: str | None = Field(default=None, sa_type=Text)
    total: str | None = Field(default=None, sa_type=Text)
    grade: str | None = Field(default=None, sa_type=Text)
    coverage: str | None = Field(default=None, sa_type=Text)
    rating_status: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)


class Code(StoreTable, table=True):
    """The 碳效码 of a score."""

    __table_args__ = STRICT
    score: int = Field(primary_key=True, foreign_key="score.number")
    status: str = Field(sa_type=Text)
    colour: str = Field(sa_type=Text)
    k_grade: int | None = None
    k: str | None = Field(default=None, sa_type=Text)
    l: str | None = Field(default=None, sa_type=Text)  # noqa: E741 - the published symbol
    n: str | None = Field(default=None, sa_type=Text)
