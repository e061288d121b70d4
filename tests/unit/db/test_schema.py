"""The migrations, the table models and the published list of columns say the same."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine

from db import _tables_park, _tables_store, schema
from db.formats import FileKind, columns_of

METADATA = {
    FileKind.PARK: _tables_park.METADATA,
    FileKind.STORE: _tables_store.METADATA,
}


def differences(url: str, kind: FileKind, metadata: MetaData) -> object:
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection, kind)
        schema.upgrade(connection, kind)  # once more changes nothing
        assert schema.version(connection, kind) == schema.newest_version(kind)
        options = {"version_table": f"{kind}_schema"}
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, metadata)
    engine.dispose()
    return found


@pytest.mark.parametrize("kind", METADATA)
def test_migrations_make_the_tables_of_the_models(kind: FileKind, postgres_url: str) -> None:
    for url in ("sqlite://", postgres_url):
        assert differences(url, kind, METADATA[kind]) == []


@pytest.mark.parametrize("kind", METADATA)
def test_published_columns_are_those_of_the_models(kind: FileKind) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        schema.upgrade(connection, kind)
        tables = connection.exec_driver_sql("PRAGMA table_list").all()
        strict = {row[1]: row[5] for row in tables if not row[1].startswith("sqlite_")}
        columns = {
            name: tuple(
                f"{row[1]} {row[2]}"
                for row in connection.exec_driver_sql(f"PRAGMA table_xinfo({name})")
            )
            for name in strict
        }
    engine.dispose()
    assert columns == columns_of(kind)
    assert set(strict.values()) == {1}


def test_each_kind_has_a_version_of_its_own(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        schema.upgrade(connection, FileKind.STORE)
        assert schema.version(connection, FileKind.PARK) is None
    engine.dispose()
