"""A process that types is killed at random moments: nothing reported as saved is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.park_sessions import ParkSession
from support.project import ROOT
from support.sessions import PRODUCT, environment
from support.typing_kills import FIELD

KILLS = int(os.environ.get("GREENPARK_KILLS", "200"))
"""The environment variable asks for more (`make kills`)."""


@pytest.mark.timeout(max(300, KILLS))
def test_everything_reported_as_saved_survives_being_killed(park: Path, tmp_path: Path) -> None:
    with ParkSession.open(PRODUCT, environment(tmp_path), park) as session:
        session.set_field(FIELD, "1")
    program = ROOT / "tests" / "support" / "typing_kills.py"
    paths = os.pathsep.join(str(path) for path in (ROOT, ROOT / "tests"))
    done = subprocess.run(
        [sys.executable, program, park, str(KILLS), "7"],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert result["kills"] == KILLS
    assert result["last"] > KILLS
    assert result["midway"] > 0
    with ParkSession.open(PRODUCT, environment(tmp_path), park) as session:
        assert "ended without closing this file" in str(session.recovered)
        assert session.answers.value(FIELD) == result["last"]
