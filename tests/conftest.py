"""What holds for every test: its own folders and environment, no network, nothing left running.

Fixtures for all tests:
    tmp_path: pytest's own; also the current folder of every test.
    guard: the watcher itself, for fixtures that must step outside (`with guard.suspended():`).
    postgres_url: SQLAlchemy URL of a fresh, empty PostgreSQL database, dropped after the test.

Modules that several tests share are in tests/support/ (`from support.project import ROOT`).
"""

import contextlib
import multiprocessing
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from support import guards, postgres
from support.project import ROOT

IN_CI = bool(os.environ.get("CI"))
WATCHER = guards.Guard(ROOT)
WORK_TREE = pytest.StashKey[str]()

set_hypothesis_home_dir(ROOT / ".hypothesis")
hypothesis.settings.register_profile("here", deadline=None, database=None)
hypothesis.settings.register_profile(
    "ci", deadline=None, database=None, derandomize=True, print_blob=True
)
hypothesis.settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture(scope="session")
def guard() -> guards.Guard:
    """The watcher of this process."""
    return WATCHER


@pytest.fixture(scope="session", autouse=True)
def _meeting_place_of_processes(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let `multiprocessing`, which asks once, keep its sockets in a folder of the whole run."""
    vars(multiprocessing.current_process())["_config"]["tempdir"] = str(
        tmp_path_factory.mktemp("mp")
    )


@pytest.fixture(autouse=True)
def _clean_environment(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Give the test a home, a current folder and a language of its own, and watch what it does."""
    home = tmp_path.with_name(f"{tmp_path.name}.home")
    _reset_environment(home, monkeypatch)
    monkeypatch.chdir(tmp_path)
    threads, children = guards.running_threads(), guards.child_processes()
    with WATCHER.watch(tmp_path_factory.getbasetemp()):
        yield
    problems, WATCHER.violations = WATCHER.violations, []
    problems += [f"thread still running: {name}" for name in guards.leaked_threads(threads)]
    problems += [
        f"child process left: {guards.describe_process(number)}"
        for number in guards.child_processes() - children
    ]
    shutil.rmtree(home)
    assert not problems, "\n".join(problems)


def _reset_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tuple(os.environ):
        if name.startswith(("GREENPARK_", "LC_", "PG", "QT_", "XDG_")) or name == "LANGUAGE":
            monkeypatch.delenv(name)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "appdata",
        "GREENPARK_HOME": home / "greenpark",
        "TMPDIR": home / "tmp",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_STATE_HOME": home / "state",
    }
    for name, folder in folders.items():
        if name != "GREENPARK_HOME":  # the product must be able to make its own
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(folder))
    plain = {"LANG": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100"}
    for name, value in plain.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(tempfile, "tempdir", None)
    time.tzset()


@pytest.fixture(scope="session")
def _postgres_socket(guard: guards.Guard) -> Iterator[Path]:
    with contextlib.ExitStack() as stack:
        with guard.suspended():
            socket = stack.enter_context(postgres.running_server())
        yield socket


@pytest.fixture
def postgres_url(_postgres_socket: Path) -> Iterator[str]:
    """SQLAlchemy URL of a fresh, empty PostgreSQL database; dropped after the test."""
    with postgres.fresh_database(_postgres_socket) as url:
        yield url


def _work_tree() -> str:
    git = shutil.which("git")
    if not IN_CI or git is None or not (ROOT / ".git").exists():
        return ""
    command = [git, "status", "--porcelain", "--untracked-files=all"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def pytest_sessionstart(session: pytest.Session) -> None:
    """Remember the state of the checkout; only in CI, for elsewhere people edit meanwhile."""
    if not hasattr(session.config, "workerinput"):
        session.config.stash[WORK_TREE] = _work_tree()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Fail the run if the tests changed the checkout."""
    before = session.config.stash.get(WORK_TREE, None)
    now = _work_tree() if before is not None else None
    if before != now:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nThe tests changed the checkout.\nBefore:\n{before}\nNow:\n{now}")  # noqa: T201
    yield
