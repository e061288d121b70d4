"""Fixtures of the journeys."""

from pathlib import Path

import pytest

from support.command import CommandLine, example, write_json


@pytest.fixture
def greenpark(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line within this process."""
    return CommandLine(capsys)


@pytest.fixture
def means(tmp_path: Path) -> Path:
    """The industry means of the worked example, as a file."""
    return write_json(tmp_path / "means.json", example()["parameters"]["industry_means"])


@pytest.fixture
def park(greenpark: CommandLine, tmp_path: Path) -> Path:
    """A park file filled with the worked example."""
    path = tmp_path / "park.parkdb"
    greenpark.done("new", path, "--code", "TEST0001", "--name", "合成园区甲", "--year", "2025")
    greenpark.done("fill", path, write_json(tmp_path / "answers.json", example()))
    return path
