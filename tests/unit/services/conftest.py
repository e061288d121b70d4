"""A park file of two years for tests of sessions, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.park_sessions import ParkSession
from support.sessions import PRODUCT, copy_of, environment, make_park


@pytest.fixture(scope="session")
def made_park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the tests copy."""
    folder = tmp_path_factory.mktemp("session")
    return make_park(folder / "made.parkdb", folder)


@pytest.fixture
def park(made_park: Path, tmp_path: Path) -> Path:
    """A file of two years, the worked example as the newer one."""
    return copy_of(made_park, tmp_path)


@pytest.fixture
def session(park: Path, tmp_path: Path) -> Iterator[ParkSession]:
    """A session that fills it in."""
    opened = ParkSession.open(PRODUCT, environment(tmp_path), park)
    yield opened
    opened.close(discard=True)
