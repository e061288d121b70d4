"""The installed command in a child process, and the same command line within this process."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from support.project import ROOT

GREENPARK = Path(sys.executable).with_name("greenpark")
WORKED_EXAMPLE = ROOT / "tests" / "data" / "worked_example.json"


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, standard output, messages."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        return json.loads(self.out)


def installed(
    *words: str | Path, given: str | None = None, largest_file: int | None = None
) -> Outcome:
    """Run the installed command in a child process.

    Args:
        words: the words after `greenpark`.
        given: standard input.
        largest_file: bytes beyond which no file grows, as on a full disk; None for no limit.
    """
    limit = () if largest_file is None else ("prlimit", f"--fsize={largest_file}")
    done = subprocess.run(
        [*limit, GREENPARK, *map(str, words)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


class CommandLine:
    """The command line without the start of a process, for journeys of many commands."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: str | Path) -> Outcome:
        """Run one command."""
        self._capture.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        out, err = self._capture.readouterr()
        code = left.value.code
        return Outcome(code if isinstance(code, int) else 0, out, err)

    def done(self, *words: str | Path) -> Any:
        """Run one command with `--json` that must succeed; its result."""
        outcome = self(*words, "--json")
        assert outcome.code == 0, f"{outcome.code} {outcome.err[-800:]} {outcome.out[:800]}"
        return outcome.json


def example() -> Mapping[str, Any]:
    """The worked example of the design: inputs, parameters, expected results, variants."""
    document: Mapping[str, Any] = json.loads(WORKED_EXAMPLE.read_text(encoding="utf-8"))
    return document


def write_json(path: Path, document: object) -> Path:
    """A JSON file."""
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def differences(expected: object, found: object, path: str = "") -> list[str]:
    """Places in which `found` differs from `expected`; more keys than expected do not matter."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return [
            line
            for key, item in expected.items()
            for line in differences(item, found.get(key, "absent"), f"{path}/{key}")
        ]
    if _are_lists(expected, found):
        return [
            line
            for number, (item, other) in enumerate(zip(expected, found, strict=True))  # type: ignore[call-overload]
            for line in differences(item, other, f"{path}[{number}]")
        ]
    return [] if expected == found else [f"{path}: expected {expected!r}, found {found!r}"]


def _are_lists(expected: object, found: object) -> bool:
    return (
        isinstance(expected, Sequence)
        and isinstance(found, Sequence)
        and not isinstance(expected, str)
        and not isinstance(found, str)
        and len(expected) == len(found)
    )
