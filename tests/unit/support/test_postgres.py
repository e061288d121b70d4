"""The PostgreSQL of the tests."""

import sqlalchemy as sa


def test_a_fresh_database_answers_and_is_empty(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        version = connection.execute(sa.text("SHOW server_version_num")).scalar_one()
        connection.execute(sa.text("CREATE TABLE parks (name text)"))
        connection.execute(sa.text("INSERT INTO parks VALUES ('绿色园区')"))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT name FROM parks")).scalars().all() == ["绿色园区"]
    assert int(version) >= 160000
    engine.dispose()


def test_the_next_test_gets_another_database(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()
