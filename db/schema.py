"""Versions of the schema of park files and stores, moved by Alembic without configuration files.

Alembic is loaded when a schema is made or moved: most files that are opened have the newest one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, Text, inspect, select

from db.formats import FileKind


def versions_table(kind: FileKind) -> Table:
    """The table that holds the version of the schema; each kind of file has its own."""
    return Table(
        f"{kind}_schema",
        MetaData(),
        Column("version_num", Text, primary_key=True),
        sqlite_strict=True,
    )


def upgrade(connection: Connection, kind: FileKind) -> None:
    """Bring the schema to the newest version, inside the transaction of `connection`.

    An empty database gets all tables.
    """
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    folder = str(_folder(kind))
    script = ScriptDirectory(folder, version_locations=[folder])

    def steps(current: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", current)  # noqa: SLF001 - as Alembic's cookbook does

    table = versions_table(kind)
    # Made here so that it is STRICT; Alembic finds it and leaves it as it is.
    table.create(connection, checkfirst=True)
    with EnvironmentContext(Config(), script) as environment:
        environment.configure(connection=connection, fn=steps, version_table=table.name)
        environment.run_migrations()


def version(connection: Connection, kind: FileKind) -> str | None:
    """The version of the schema; None when the database has no such schema."""
    table = versions_table(kind)
    if not inspect(connection).has_table(table.name):
        return None
    return connection.scalar(select(table.c.version_num))


def newest_version(kind: FileKind) -> str:
    """The version that this program writes: file names are versions, in their order."""
    return max(file.stem for file in _folder(kind).glob(f"{kind}_*.py"))


def _folder(kind: FileKind) -> Path:
    return Path(__file__).parent / f"{kind}_versions"
