"""Columns of the four tables that all files share (submissions.md, Files)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

INTEGER64 = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits on both databases; SQLite's STRICT tables know it as INTEGER."""

STRICT = {"sqlite_strict": True}
"""Table arguments of a STRICT table."""

CLUSTERED = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Table arguments of a STRICT table that lies in the order of its key."""


class MetaColumns(SQLModel):
    """Unsigned facts about the file: format, program, created_at."""

    key: str = Field(sa_type=Text, primary_key=True)
    value: str | None = Field(default=None, sa_type=Text)


class RevisionColumns(SQLModel):
    """A revision; `id` is the SHA-256 of `payload`."""

    id: str = Field(sa_type=Text, primary_key=True)
    kind: str | None = Field(default=None, sa_type=Text)
    park: str | None = Field(default=None, sa_type=Text)
    year: str | None = Field(default=None, sa_type=Text)
    payload: bytes | None = Field(default=None, sa_type=LargeBinary)
    signature: bytes | None = Field(default=None, sa_type=LargeBinary)
    signer: str | None = Field(default=None, sa_type=Text)
    alg: str | None = Field(default=None, sa_type=Text)


class EvidenceColumns(SQLModel):
    """An evidence file; `content` is NULL when it was left out."""

    sha256: str = Field(sa_type=Text, primary_key=True)
    media_type: str | None = Field(default=None, sa_type=Text)
    size: int | None = Field(default=None, sa_type=INTEGER64)
    content: bytes | None = Field(default=None, sa_type=LargeBinary)


class SignerColumns(SQLModel):
    """A public key."""

    fingerprint: str = Field(sa_type=Text, primary_key=True)
    public_key: bytes | None = Field(default=None, sa_type=LargeBinary)
    name: str | None = Field(default=None, sa_type=Text)
