"""The first format of park files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "park_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables."""
    _create_shared()
    _create_answers()
    _create_log()


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


def _create_answers() -> None:
    op.create_table(
        "entry",
        _key("year", sa.Integer),
        *(_key(name, sa.Text) for name in ("kind", "code", "role")),
        _given("content", sa.Text),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "table_row",
        _key("year", sa.Integer),
        *(_key(name, sa.Text) for name in ("table_code", "row_id")),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        _given("content", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("table_row_order", "table_row", ["year", "table_code", "position"])


def _create_log() -> None:
    op.create_table(
        "edit_group",
        _key("number", sa.Integer),
        _given("action", sa.Text),
        sa.Column("target", sa.Integer),
        *(_given(name, sa.Text) for name in ("author", "time", "reason")),
        sqlite_strict=True,
    )
    op.create_table(
        "edit",
        _key("sequence", sa.Integer),
        sa.Column("edit_group", sa.Integer, sa.ForeignKey("edit_group.number"), nullable=False),
        _given("year", sa.Integer),
        *(_given(name, sa.Text) for name in ("kind", "code", "row_id", "column_name", "role")),
        *(sa.Column(name, sa.Text) for name in ("old", "new", "typed")),
        sqlite_strict=True,
    )
    op.create_index("ix_edit_edit_group", "edit", ["edit_group"])


def _key(name: str, kind: type[sa.Text | sa.Integer]) -> sa.Column[str | int]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _given(name: str, kind: type[sa.Text | sa.Integer]) -> sa.Column[str | int]:
    return sa.Column(name, kind, nullable=False)
