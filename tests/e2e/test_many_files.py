"""Many files are checked by several processes: same result, whatever happens to the processes.

Source: quality.md, Speed and Faults.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from db.store import Store
from services.bootstrap import load_product
from services.environment import Environment
from services.merges import MergeOutcome, merge_files
from support.journeys import documents_of, like, of_park, send

COUNT = 60
Progress = Callable[[int, int, str], None]


@pytest.fixture
def files(home: Environment, submission: Path, tmp_path: Path) -> list[Path]:
    """Sixty files, among them one cut off, one that is no file of ours, and one that is not there.

    A damaged one comes first, so that it is checked before any process is ready, too.
    """
    (document,) = documents_of(submission)
    small = like(document, tables={"energy_carriers": document["tables"]["energy_carriers"]})
    key = home.keys.park(document["park"])
    folder = tmp_path / "sent"
    folder.mkdir()
    paths = [
        send(folder / f"{number:02}.parkdb", key, of_park(small, f"TEST{number:04}"))
        for number in range(COUNT)
    ]
    for number in (0, 33):
        content = paths[number].read_bytes()
        paths[number].write_bytes(content[: len(content) // 2])
    paths[41].write_text("no database", encoding="utf-8")
    paths[52].unlink()
    return paths


def _merge(
    home: Environment,
    location: Path,
    files: Sequence[Path],
    progress: Progress = lambda _done, _all, _name: None,
) -> MergeOutcome:
    with Store.open(location, create=True) as store:
        return merge_files(load_product(), home, store, files, progress)


def _one_by_one(home: Environment, location: Path, files: Sequence[Path]) -> list[MergeOutcome]:
    return [_merge(home, location, [path]) for path in files]


def _children() -> list[int]:
    """Ids of the processes that this one has started and that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(parent) == os.getpid() and state != "Z":
                    found.append(int(entry.name))
    return found


def _await_help() -> None:
    """Return when each process has said that it is ready; before, this one checks alone."""
    children = _children()
    assert children
    while any("wchar: 0\n" in Path(f"/proc/{child}/io").read_text() for child in children):
        pass


def test_many_files_give_what_each_gives_alone(
    files: list[Path], home: Environment, tmp_path: Path
) -> None:
    def wait(done: int, _count: int, _name: str) -> None:
        if done == 10:
            _await_help()

    at_once = _merge(home, tmp_path / "at-once.db", files, wait)
    alone = _one_by_one(home, tmp_path / "alone.db", files)
    assert at_once.content_hash == alone[-1].content_hash
    assert list(at_once.files) == [outcome.files[0] for outcome in alone]
    assert [item.rule for item in at_once.refused] == [
        "damaged",
        "damaged",
        "foreign-file",
        "no-file",
    ]
    assert sum(item.added for item in at_once.files) == COUNT - 4


def test_processes_that_die_cost_no_file(
    files: list[Path], home: Environment, tmp_path: Path
) -> None:
    killed = []

    def kill(done: int, _count: int, _name: str) -> None:
        if done == 10:
            _await_help()
        if done == 30:
            for child in _children():
                killed.append(child)
                os.kill(child, signal.SIGKILL)

    outcome = _merge(home, tmp_path / "killed.db", files, kill)
    assert killed
    undisturbed = _merge(home, tmp_path / "undisturbed.db", files)
    assert outcome.content_hash == undisturbed.content_hash
    assert outcome.files == undisturbed.files


def test_a_merge_that_is_stopped_leaves_whole_files_and_no_process(
    files: list[Path], home: Environment, tmp_path: Path
) -> None:
    def stop(done: int, _count: int, _name: str) -> None:
        if done == 10:
            _await_help()
        if done == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _merge(home, tmp_path / "stopped.db", files, stop)
    assert _children() == []
    with Store.open(tmp_path / "stopped.db") as store:
        assert store.check() == ()
        assert 29 <= len(store.known_ids()) < COUNT - 4
    again = _merge(home, tmp_path / "stopped.db", files)
    assert again.content_hash == _merge(home, tmp_path / "whole.db", files).content_hash


def test_where_no_process_may_start_the_files_are_checked_here(
    files: list[Path], home: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_help = _merge(home, tmp_path / "helped.db", files)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    alone = _merge(home, tmp_path / "alone.db", files)
    assert alone.content_hash == with_help.content_hash
    assert alone.files == with_help.files
