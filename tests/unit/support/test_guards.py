"""The guards themselves: each is seen stopping what it forbids."""

import multiprocessing
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import guards
from support.project import ROOT

OUTSIDE = ROOT / "planted.txt"

FORBIDDEN: dict[str, Callable[[], object]] = {
    "open": lambda: OUTSIDE.write_text("x", encoding="utf-8"),
    "os.open": lambda: os.open(OUTSIDE, os.O_CREAT | os.O_WRONLY),
    "mkdir": OUTSIDE.mkdir,
    "remove": (ROOT / "README.md").unlink,
    "rename from": lambda: (ROOT / "README.md").rename("here"),
    "rename to": lambda: Path("here").rename(OUTSIDE),
    "symlink": lambda: OUTSIDE.symlink_to("here"),
    "rmtree": lambda: shutil.rmtree(ROOT / "docs"),
    "sqlite": lambda: sqlite3.connect(OUTSIDE),
    "sqlite address": lambda: sqlite3.connect(f"file:{OUTSIDE}?mode=rwc", uri=True),
    "name look-up": lambda: socket.getaddrinfo("example.org", 443),
    "other machine": lambda: socket.create_connection(("192.0.2.1", 9), timeout=0.1),
}


@pytest.mark.parametrize("action", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_no_test_may_do_raises_and_is_remembered(
    action: Callable[[], object], guard: guards.Guard
) -> None:
    known = len(guard.violations)
    with guard.expecting():
        with pytest.raises(guards.ForbiddenError):
            action()
        assert len(guard.violations) == known + 1
    assert not OUTSIDE.exists()


def test_own_folders_are_writable(tmp_path: Path) -> None:
    Path("here").write_text("x", encoding="utf-8")
    (Path.home() / "there").write_text("x", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder) / "x.db") as opened:
        opened.execute("CREATE TABLE t (a)")
    opened.close()
    assert (tmp_path / "here").read_text(encoding="utf-8") == "x"
    assert ROOT not in Path.home().parents


def test_a_database_of_the_checkout_may_be_read_only() -> None:
    # Nothing is opened: the file does not exist, and SQLite says so itself.
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        sqlite3.connect(f"file:{OUTSIDE}?mode=ro", uri=True)


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()[:2], timeout=5).close()


def test_a_thread_that_goes_on_is_named() -> None:
    stop = threading.Event()
    before = guards.running_threads()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    try:
        assert guards.leaked_threads(before, patience=0.01) == ["forgotten"]
    finally:
        stop.set()
        thread.join()
    assert guards.leaked_threads(before) == []


@pytest.mark.skipif(sys.platform != "linux", reason="children are listed in /proc")
def test_a_child_that_goes_on_is_named() -> None:
    before = guards.child_processes()
    command = [sys.executable, "-c", "print(1, flush=True); input()"]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"1\n"  # its command line is there from now on
        assert guards.child_processes() - before == {child.pid}
        assert "python" in guards.describe_process(child.pid)
        child.communicate(b"\n")
    assert guards.child_processes() == before


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_pool_of_processes_that_ends_is_no_leak(method: str) -> None:
    before = guards.child_processes()
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert list(pool.map(abs, [-1, 2])) == [1, 2]
    assert guards.child_processes() == before


@given(st.integers())
def test_random_examples_live_with_the_guards(number: int) -> None:
    assert Path.cwd() != ROOT, number
