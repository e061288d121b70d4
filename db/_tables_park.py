"""Tables of a park file: the four shared ones, the current answers and the edit log."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, Text
from sqlmodel import Field, SQLModel

from db._columns import (
    CLUSTERED,
    INTEGER64,
    STRICT,
    EvidenceColumns,
    MetaColumns,
    RevisionColumns,
    SignerColumns,
)

METADATA = MetaData()
"""All tables of a park file."""


class ParkTable(SQLModel):
    """Base of the table models of a park file."""

    metadata = METADATA


class Meta(MetaColumns, ParkTable, table=True):
    """Facts about the file."""

    __table_args__ = STRICT


class Revision(RevisionColumns, ParkTable, table=True):
    """Submitted revisions."""

    __table_args__ = STRICT


class Evidence(EvidenceColumns, ParkTable, table=True):
    """Evidence files."""

    __table_args__ = STRICT


class Signer(SignerColumns, ParkTable, table=True):
    """Keys of the revisions."""

    __table_args__ = STRICT


class Entry(ParkTable, table=True):
    """A place that holds one text: answer, mark, confirmation, or that the set of a year exists."""

    __table_args__ = CLUSTERED
    year: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text, primary_key=True)
    code: str = Field(sa_type=Text, primary_key=True)
    role: str = Field(sa_type=Text, primary_key=True)
    content: str = Field(sa_type=Text)


class TableRow(ParkTable, table=True):
    """A row of a table; `position` orders the rows and has gaps."""

    __tablename__ = "table_row"
    __table_args__ = (Index("table_row_order", "year", "table_code", "position"), STRICT)
    year: int = Field(primary_key=True)
    table_code: str = Field(sa_type=Text, primary_key=True)
    row_id: str = Field(sa_type=Text, primary_key=True)
    position: int = Field(sa_type=INTEGER64)
    content: str = Field(sa_type=Text)


class EditGroup(ParkTable, table=True):
    """One operation in the edit log; `target` is the group that an undo or redo is about."""

    __tablename__ = "edit_group"
    __table_args__ = STRICT
    number: int = Field(primary_key=True)
    action: str = Field(sa_type=Text)
    target: int | None = None
    author: str = Field(sa_type=Text)
    time: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)


class Edit(ParkTable, table=True):
    """One edit in the edit log."""

    __table_args__ = STRICT
    sequence: int = Field(primary_key=True)
    edit_group: int = Field(foreign_key="edit_group.number", index=True)
    year: int
    kind: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    row_id: str = Field(sa_type=Text)
    column_name: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    old: str | None = Field(default=None, sa_type=Text)
    new: str | None = Field(default=None, sa_type=Text)
    typed: str | None = Field(default=None, sa_type=Text)
