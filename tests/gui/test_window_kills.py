"""What the window reported as saved is there after the process was killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.parks import fill_park, new_park
from support.project import ROOT
from support.sessions import PRODUCT, YEAR, environment
from support.window_kills import FIELDS, FIRST, expected

SEEDS = (11, 12, 13, 14)
KILLS = int(os.environ.get("GREENPARK_KILLS", "100")) // len(SEEDS)
"""Kills for each seed; the environment variable asks for more (`make kills`)."""


@pytest.mark.slow
@pytest.mark.timeout(max(300, 10 * KILLS))  # a window is started for each kill
@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_window_reported_as_saved_survives_being_killed(tmp_path: Path, seed: int) -> None:
    park = tmp_path / "park.parkdb"
    machine = environment(tmp_path)
    new_park(PRODUCT, machine, park, code="TEST0001", name="合成园区甲", year=YEAR)
    values = dict(zip(FIELDS, map(str, expected(FIRST)), strict=True))
    fill_park(PRODUCT, machine, park, {"fields": values})
    program = ROOT / "tests" / "support" / "window_kills.py"
    paths = os.pathsep.join(str(path) for path in (ROOT, ROOT / "tests"))
    done = subprocess.run(
        [sys.executable, program, park, str(KILLS), str(seed)],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert (result["kills"], result["silent"]) == (KILLS, 0)
    assert result["last"] >= FIRST + KILLS
