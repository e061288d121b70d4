"""Fixtures of the journeys."""

import os
from pathlib import Path

import pytest

from services.environment import Environment
from services.keys import KeyRing
from support.command import CommandLine, example, write_json
from support.journeys import EMPTY_STORE, KEYS, PARK, STORE, SUBMISSION, Prepared, machine, prepare


@pytest.fixture
def greenpark(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line within this process."""
    return CommandLine(capsys)


@pytest.fixture
def means(tmp_path: Path) -> Path:
    """The industry means of the worked example, as a file."""
    return write_json(tmp_path / "means.json", example()["parameters"]["industry_means"])


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The worked example as park file, submission and store; copied by the fixtures below."""
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def home(prepared: Prepared) -> Environment:
    """The machine of the test's user, with the keys that made the prepared files."""
    folder = Path(os.environ["GREENPARK_HOME"])
    prepared.copy(KEYS, folder / KEYS)
    return machine(folder)


@pytest.fixture
def keys(home: Environment) -> KeyRing:
    """The keys of the test's user."""
    return home.keys


@pytest.fixture
def park(prepared: Prepared, home: Environment, tmp_path: Path) -> Path:
    """A park file filled with the worked example and submitted once."""
    assert home.keys.folder.is_dir()
    return prepared.copy(PARK, tmp_path / PARK)


@pytest.fixture
def submission(prepared: Prepared, tmp_path: Path) -> Path:
    """The submission of the worked example."""
    return prepared.copy(SUBMISSION, tmp_path / SUBMISSION)


@pytest.fixture
def store(prepared: Prepared, home: Environment, tmp_path: Path) -> Path:
    """A store that has merged the submission of the worked example and confirmed its key."""
    assert home.keys.folder.is_dir()
    return prepared.copy(STORE, tmp_path / STORE)


@pytest.fixture
def empty_store(prepared: Prepared, tmp_path: Path) -> Path:
    """A store that has merged nothing yet."""
    return prepared.copy(EMPTY_STORE, tmp_path / EMPTY_STORE)
