"""Killed while filling, submitting or merging: nothing told is lost, nothing is half-written.

Source: quality.md, Faults. Kills of the storage alone are in tests/unit/db/test_kills.py.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import CommandLine, write_json
from support.journeys import PARK, STORE, SUBMISSION, Prepared
from support.project import ROOT

KILLS = 36


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["fill", "submit", "merge"])
def test_killed_at_random_moments(
    prepared: Prepared, greenpark: CommandLine, tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    for name in (PARK, STORE, SUBMISSION):
        prepared.copy(name, folder / name)
    prepared.copy("keys", folder / "keys")
    program = ROOT / "tests" / "support" / "killing_commands.py"
    done = subprocess.run(
        [sys.executable, str(program), kind, str(folder), str(KILLS), "20260301"],
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "TMPDIR": os.environ["TMPDIR"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert result["kills"] == KILLS
    assert result["midway"] > 0
    document = write_json(folder / "answers.json", {"fields": {"contact_name": "王五"}})
    greenpark.done("fill", folder / PARK, document)
    if kind == "submit":
        greenpark.done("submit", folder / PARK, "-o", folder / "out.parkdb")
        assert list(folder.glob("*.tmp")) == [], "what a kill left goes with the next submission"
    greenpark.done("merge", folder / STORE, folder / SUBMISSION)
    assert greenpark.done("store", "check", folder / STORE)["problems"] == []
