"""Backups of a store: taken while it is in use, verified before they get their name."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, func, select

from db._bulk import insert_rows
from db._sqlite import check_pages, connect, engine_of
from db._store_database import StoreDatabase, create_file
from db._tables_store import METADATA
from db.errors import DamagedFile
from db.placing import placed
from db.server_faults import database_errors

KEPT = 3
"""How many automatic backups are kept."""

_BATCH = 200


def write_backup(database: StoreDatabase, path: Path, *, replace: bool = False) -> None:
    """Write a backup as a store file; of a PostgreSQL store, too.

    Raises:
        FileExists: the file is there already and `replace` is not set.
        StorageFailed: it cannot be written.
        DamagedFile: the copy is not sound; it is thrown away.
    """
    with database.reading() as connection:
        least = _counts(connection)
    with database_errors(path.name, path.parent), placed(path, replace=replace) as temporary:
        if database.driver is not None:
            _copy_pages(database.driver, temporary)
        else:
            with database.reading() as source:
                source.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                _copy_tables(source, temporary)
        _verify(temporary, path.name, least)


def keep_backup(database: StoreDatabase, time: str) -> Path | None:
    """Write an automatic backup beside the store and drop all but the last three.

    Args:
        database: the store.
        time: YYYY-MM-DDThh:mm:ssZ, part of the name.

    Returns:
        The backup; None for PostgreSQL, whose server has backups of its own.
    """
    if database.path is None:
        return None
    stamp = "".join(digit for digit in time if digit.isdigit())
    backup = database.path.with_name(f"{database.path.name}.{stamp}.backup")
    write_backup(database, backup, replace=True)
    with database_errors(database.name, database.path):
        kept = sorted(database.path.parent.glob(f"{_literal(database.path.name)}.*.backup"))
        for old in kept[:-KEPT]:
            old.unlink()
    return backup


def _literal(name: str) -> str:
    """The name as a pattern that matches nothing else."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _copy_pages(driver: sqlite3.Connection, temporary: Path) -> None:
    target = connect(temporary, create=True)
    try:
        driver.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()


def _copy_tables(source: Connection, temporary: Path) -> None:
    create_file(temporary)
    driver = connect(temporary)
    engine = engine_of(driver)
    try:
        with engine.connect() as target, target.begin():
            target.exec_driver_sql("BEGIN IMMEDIATE")
            for table in METADATA.sorted_tables:
                target.execute(table.delete())
                query = select(table).execution_options(yield_per=_BATCH)
                for batch in source.execute(query).partitions():
                    insert_rows(target, table, [tuple(row) for row in batch])
    finally:
        engine.dispose()
        driver.close()


def _verify(temporary: Path, name: str, least: Mapping[str, int]) -> None:
    """Check the pages, and that no row of before is missing; the store may have grown meanwhile."""
    driver = connect(temporary)
    engine = engine_of(driver)
    try:
        check_pages(driver, name)
        with engine.connect() as connection:
            for table, count in _counts(connection).items():
                if count < least[table]:
                    raise DamagedFile(name, table)
    finally:
        engine.dispose()
        driver.close()


def _counts(connection: Connection) -> dict[str, int]:
    """Rows of each table."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in METADATA.sorted_tables
    }
