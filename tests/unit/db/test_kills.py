"""A process killed at any moment loses nothing that was stored and leaves nothing half-stored."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.project import ROOT

KILLS = 60


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["park", "store"])
def test_killed_at_random_moments(tmp_path: Path, kind: str) -> None:
    program = ROOT / "tests" / "support" / "killing.py"
    done = subprocess.run(
        [sys.executable, str(program), kind, str(tmp_path / "file"), str(KILLS), "20260301"],
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert result["kills"] == KILLS
    assert result["last"] > KILLS // 2
    assert result["midway"] > 0
