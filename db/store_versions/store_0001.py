"""The first format of stores."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "store_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables."""
    _create_shared()
    _create_records()
    _create_index()
    _create_scores()


def _create_shared() -> None:
    op.create_table("meta", _key("key", sa.Text), sa.Column("value", sa.Text), sqlite_strict=True)
    op.create_table(
        "revision",
        _key("id", sa.Text),
        *(sa.Column(name, sa.Text) for name in ("kind", "park", "year")),
        *(sa.Column(name, sa.LargeBinary) for name in ("payload", "signature")),
        *(sa.Column(name, sa.Text) for name in ("signer", "alg")),
        sqlite_strict=True,
    )
    op.create_table(
        "evidence",
        _key("sha256", sa.Text),
        sa.Column("media_type", sa.Text),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer, "sqlite")),
        sa.Column("content", sa.LargeBinary),
        sqlite_strict=True,
    )
    op.create_table(
        "signer",
        _key("fingerprint", sa.Text),
        sa.Column("public_key", sa.LargeBinary),
        sa.Column("name", sa.Text),
        sqlite_strict=True,
    )


def _create_records() -> None:
    op.create_table(
        "received",
        _key("number", sa.Integer),
        sa.Column("revision", sa.Text, sa.ForeignKey("revision.id"), nullable=False, unique=True),
        *(_given(name, sa.Text) for name in ("time", "file_name", "file_sha256", "sender")),
        sqlite_strict=True,
    )
    op.create_table(
        "signer_state",
        sa.Column("fingerprint", sa.Text, sa.ForeignKey("signer.fingerprint"), primary_key=True),
        _given("state", sa.Text),
        sa.Column("park", sa.Text),
        _given("office", sa.Integer),
        _given("time", sa.Text),
        sa.Column("reason", sa.Text),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        _key("sequence", sa.Integer),
        *(_given(name, sa.Text) for name in ("time", "author", "action", "details", "hash")),
        sqlite_strict=True,
    )


def _create_index() -> None:
    op.create_table(
        "lineage",
        sa.Column(
            "revision",
            sa.Integer,
            sa.ForeignKey("received.number"),
            primary_key=True,
            autoincrement=False,
        ),
        _given("parents", sa.Text),
        *(sa.Column(name, sa.Text) for name in ("judges", "withdraws")),
        sqlite_strict=True,
    )
    _clustered(
        "park",
        *(_key(name, sa.Text) for name in ("code", "name")),
        _given("revision", sa.Integer),
    )
    _clustered(
        "answer",
        _key("revision", sa.Integer),
        _key("code", sa.Text),
        _given("state", sa.Text),
        sa.Column("value", sa.Text),
    )
    _clustered(
        "table_row",
        _key("revision", sa.Integer),
        *(_key(name, sa.Text) for name in ("table_code", "row_id")),
        _given("content", sa.Text),
    )
    _clustered(
        "inventory",
        _key("revision", sa.Integer),
        _key("key", sa.Text),
        sa.Column("value", sa.Text),
    )


def _create_scores() -> None:
    key = ("revision", "assessment", "rubric_hash", "factors_hash", "means_hash")
    op.create_table(
        "score",
        _key("number", sa.Integer),
        *(_given(name, sa.Text) for name in (*key, "time")),
        *(sa.Column(name, sa.Text) for name in ("park_class", "total", "grade", "coverage")),
        *(_given(name, sa.Text) for name in ("rating_status", "content")),
        sa.UniqueConstraint(*key),
        sqlite_strict=True,
    )
    op.create_table(
        "code",
        sa.Column(
            "score",
            sa.Integer,
            sa.ForeignKey("score.number"),
            primary_key=True,
            autoincrement=False,
        ),
        *(_given(name, sa.Text) for name in ("status", "colour")),
        sa.Column("k_grade", sa.Integer),
        *(sa.Column(name, sa.Text) for name in ("k", "l", "n")),
        sqlite_strict=True,
    )


def _clustered(name: str, *columns: sa.Column[str | int]) -> None:
    op.create_table(name, *columns, sqlite_strict=True, sqlite_with_rowid=False)


def _key(name: str, kind: type[sa.Text | sa.Integer]) -> sa.Column[str | int]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _given(name: str, kind: type[sa.Text | sa.Integer]) -> sa.Column[str | int]:
    return sa.Column(name, kind, nullable=False)
