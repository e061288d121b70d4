"""Stores of both kinds for the same tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path, postgres_url: str) -> str:
    """Where a store shall be: a file, or an empty PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "province.db")
    return postgres_url


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    """A new, empty store."""
    with Store.open(location, create=True) as opened:
        yield opened
