"""When the machine fails: exit code 3, what to do, nothing half-written, nothing lost.

A full disk is a limit on the size of files, which every user may set for a process.
"""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from services.keys import KeyRing
from support.command import GREENPARK, CommandLine, Outcome, installed, write_json
from support.journeys import CODE, documents_of, of_park, send


def _failed(outcome: Outcome) -> str:
    """The message of a failure of the machine, told as one JSON object."""
    assert outcome.code == 3, outcome
    error = outcome.json["error"]
    assert outcome.json["ok"] is False
    assert error["message"]
    assert error["hint"]
    assert "Traceback" not in outcome.err
    return str(error["message"])


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class TestFullDisk:
    @pytest.mark.parametrize("room", [0, 20_000])
    def test_new(self, tmp_path: Path, room: int) -> None:
        words = (
            "new",
            tmp_path / "p.parkdb",
            "--code",
            CODE,
            "--name",
            "合成园区",
            "--year",
            "2025",
        )
        _failed(installed(*words, "--json", largest_file=room))
        assert _tree(tmp_path) == {}

    def test_fill_keeps_the_file_and_what_was_in_it(self, park: Path, tmp_path: Path) -> None:
        rows = [
            {"year": 2025, "enterprise_name": f"企业{number:05}", "industry": "26"}
            for number in range(2000)
        ]
        answers = write_json(tmp_path / "rows.json", {"tables": {"enterprises": rows}})
        before = _dump(park)
        room = park.stat().st_size + 8192
        _failed(installed("fill", park, answers, "--json", largest_file=room))
        assert _dump(park) == before
        assert installed("fill", park, answers, "--json").code in {0, 2}

    def test_submit_writes_nothing(self, park: Path, tmp_path: Path) -> None:
        before = _tree(tmp_path).keys()
        target = tmp_path / "out.parkdb"
        _failed(installed("submit", park, "-o", target, "--json", largest_file=20_000))
        assert _tree(tmp_path).keys() == before

    def test_merge_leaves_the_store_as_before(
        self, greenpark: CommandLine, store: Path, keys: KeyRing, tmp_path: Path
    ) -> None:
        (real,) = documents_of(store)
        other = send(tmp_path / "o.parkdb", keys.park("TEST0002"), of_park(real, "TEST0002"))
        before = _dump(store)
        _failed(installed("merge", store, other, "--json", largest_file=20_000))
        assert _dump(store) == before
        assert greenpark.done("merge", store, other)["revisions_added"] == 1
        assert greenpark.done("store", "check", store)["problems"] == []

    def test_merge_into_a_new_store(
        self, greenpark: CommandLine, submission: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "new.db"
        _failed(installed("merge", path, submission, "--json", largest_file=90_000))
        assert greenpark.done("merge", path, submission)["revisions_added"] == 1

    def test_report_leaves_no_half_card(self, store: Path, tmp_path: Path) -> None:
        folder = tmp_path / "cards"
        outcome = installed("report", store, "-o", folder, "--json", largest_file=60_000)
        _failed(outcome)
        assert _tree(folder) == {}

    def test_demo_leaves_nothing(self, tmp_path: Path) -> None:
        _failed(installed("demo", tmp_path / "demo", "--json", largest_file=50_000))
        assert _tree(tmp_path) == {}

    def test_of_standard_output(self, park: Path) -> None:
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [GREENPARK, "score", park, "--json"],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                text=True,
                encoding="utf-8",
            )
        assert done.returncode == 3
        assert "Traceback" not in done.stderr
        assert "Exception" not in done.stderr
        assert done.stderr.strip()


def _dump(path: Path) -> list[str]:
    """The content of a database."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_reader_that_goes_away_is_no_failure(park: Path) -> None:
    command = f"set -o pipefail; '{GREENPARK}' score '{park}' | head -c 1 > /dev/null"
    done = subprocess.run(["bash", "-c", command], stderr=subprocess.PIPE, check=False)
    assert done.stderr == b""


class TestPlaces:
    """A path through a file cannot be reached, by whoever."""

    @pytest.fixture
    def blocked(self, tmp_path: Path) -> Path:
        """A place that cannot be written."""
        (tmp_path / "file").write_bytes(b"")
        return tmp_path / "file" / "x"

    def test_nothing_can_be_written(
        self, greenpark: CommandLine, park: Path, store: Path, submission: Path, blocked: Path
    ) -> None:
        for words in (
            ("new", blocked, "--code", CODE, "--name", "合成园区", "--year", "2025"),
            ("submit", park, "-o", blocked),
            ("merge", blocked, submission),
            ("store", "backup", store, "-o", blocked),
            ("demo", blocked),
        ):
            message = _failed(greenpark(*words, "--json", "--lang", "en"))
            assert "x" in message, words

    def test_a_file_in_place_of_a_folder_is_bad_input(
        self, greenpark: CommandLine, store: Path, blocked: Path
    ) -> None:
        outcome = greenpark("report", store, "-o", blocked, "--json", "--lang", "en")
        assert outcome.code == 2, outcome
        assert f"{blocked} is no folder" in outcome.json["error"]["message"]

    def test_a_folder_that_is_missing_is_named(
        self, greenpark: CommandLine, park: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "missing" / "out.parkdb"
        _failed(greenpark("submit", park, "-o", target, "--json"))
        assert not target.parent.exists()

    def test_the_folder_of_keys_cannot_be_written(
        self,
        greenpark: CommandLine,
        park: Path,
        blocked: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("GREENPARK_HOME", str(blocked))
        outcome = greenpark("submit", park, "-o", tmp_path / "out.parkdb", "--json")
        assert "GREENPARK_HOME" in outcome.json["error"]["hint"]
        _failed(outcome)
        assert not (tmp_path / "out.parkdb").exists()

    def test_a_store_that_is_a_folder(
        self, greenpark: CommandLine, submission: Path, tmp_path: Path
    ) -> None:
        for words in (("merge", tmp_path, submission), ("rank", tmp_path), ("check", tmp_path)):
            outcome = greenpark(*words, "--json")
            assert outcome.code in {2, 3}, words
            assert outcome.json["error"]["hint"]

    def test_a_database_server_that_is_not_there(
        self, greenpark: CommandLine, submission: Path, tmp_path: Path
    ) -> None:
        url = f"postgresql://staff:secret@/parks?host={tmp_path}"
        for words in (("merge", url, submission), ("rank", url), ("store", "check", url)):
            outcome = greenpark(*words, "--json")
            _failed(outcome)
            assert "secret" not in outcome.out + outcome.err
