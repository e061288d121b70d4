"""Start-up: whole processes, from the shell's point of view."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import Row, medians_of
from bench.sample import EXAMPLE, YEAR

GREENPARK = Path(sys.executable).with_name("greenpark")


def run() -> list[Row]:
    """The command against an interpreter that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        park = Path(folder) / "park.parkdb"
        _call(
            GREENPARK, "new", park, "--code", "BENCH001", "--name", "合成园区甲", "--year", YEAR
        )()
        _call(GREENPARK, "fill", park, EXAMPLE)()
        told, helped, scored, bare = medians_of(
            11,
            _call(GREENPARK, "--version"),
            _call(GREENPARK, "--help"),
            _call(GREENPARK, "score", park, "--json"),
            _call(sys.executable, "-c", "pass"),
        )
    return [
        Row("greenpark --version", told, "≤ 0.5 s", bare, "python -c pass", told <= 0.5),
        Row("greenpark --help", helped, "≤ 0.5 s", bare, "python -c pass", helped <= 0.5),
        Row("greenpark score FILE --json", scored, "≤ 1 s", bare, "python -c pass", scored <= 1),
    ]


def _call(*words: object) -> Callable[[], object]:
    command = [str(word) for word in words]
    return lambda: subprocess.run(command, check=True, capture_output=True)
