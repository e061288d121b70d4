"""Two at once on one file: the second is told, the first goes on, nothing is lost.

Source: quality.md, Faults; submissions.md, Store.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from db.park_file import ParkFile
from services.bootstrap import load_product
from services.keys import KeyRing
from support.command import CommandLine, installed, write_json
from support.journeys import CODE, documents_of, of_park, send
from support.project import ROOT

HOLDER = """
import sys
from pathlib import Path
from db.park_file import ParkFile
from services.bootstrap import load_product
with ParkFile.open(Path(sys.argv[1]), load_product().catalogue) as park:
    print("open", flush=True)
    sys.stdin.readline()
    park.undo("陈工", "2026-03-01T08:00:00Z")
    print("edited", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def _another_window(park: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the park file open for writing."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(park)],
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        try:
            yield child
        finally:
            child.communicate("\n\n", timeout=30)
    assert child.returncode == 0


def _next(child: "subprocess.Popen[str]") -> str:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("\n")
    child.stdin.flush()
    return child.stdout.readline().strip()


def test_the_second_window_of_a_park_file_is_told_and_may_read(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    answers = write_json(tmp_path / "a.json", {"fields": {"gdp": "700"}})
    with _another_window(park) as window:
        for words in (
            ("fill", park, answers),
            ("undo", park),
            ("roll", park, "--year", "2026"),
            ("submit", park, "-o", tmp_path / "out.parkdb"),
        ):
            outcome = greenpark(*words, "--json", "--lang", "en")
            assert (outcome.code, outcome.json["error"]["code"]) == (3, "locked"), words
            assert "another window" in outcome.json["error"]["message"]
            assert "reading only" in outcome.json["error"]["hint"]
        assert not (tmp_path / "out.parkdb").exists()
        assert greenpark.done("score", park)["grade"] == "B"
        assert _next(window) == "edited"
    with ParkFile.open(park, load_product().catalogue, read_only=True) as file:
        assert file.check() == ()
        assert file.history()[2025].value("gdp") is None
    greenpark.done("redo", park)
    greenpark.done("fill", park, answers)


@pytest.mark.slow
def test_two_merges_into_one_store_both_arrive(
    greenpark: CommandLine, store: Path, keys: KeyRing, tmp_path: Path
) -> None:
    (real,) = documents_of(store)
    folders = []
    for side in ("A", "B"):
        folder = tmp_path / side
        folder.mkdir()
        folders.append(folder)
        for number in range(8):
            park = f"TEST-{side}{number:02}"
            send(folder / f"{number}.parkdb", keys.park(CODE), of_park(real, park))
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(
            pool.map(lambda folder: installed("merge", store, folder, "--json"), folders)
        )
    assert {outcome.code for outcome in outcomes} <= {0, 3}, outcomes
    for outcome, folder in zip(outcomes, folders, strict=True):
        if outcome.code == 3:
            assert outcome.json["error"]["code"] == "locked"
            greenpark.done("merge", store, folder)
    check = greenpark.done("store", "check", store)
    assert check["problems"] == []
    assert len(documents_of(store)) == 17


def test_merging_into_a_store_that_is_being_written_is_told(
    greenpark: CommandLine, store: Path, submission: Path
) -> None:
    before = greenpark.done("store", "check", store)
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        outcome = greenpark(
            "assess",
            store,
            write_json(store.with_name("m.json"), {"marks": {}}),
            "--park",
            CODE,
            "--year",
            "2025",
            "--json",
        )
        assert (outcome.code, outcome.json["error"]["code"]) == (3, "locked")
        connection.execute("ROLLBACK")
    assert greenpark.done("store", "check", store) == before
    greenpark.done("merge", store, submission)
