"""The benchmark of the window measures what it says."""

import subprocess
from pathlib import Path

import pytest

from bench import bench_window
from bench.bench_window import BARE_WINDOW, START_PAGE


@pytest.mark.parametrize("program", [BARE_WINDOW, START_PAGE], ids=["bare", "start page"])
def test_a_start_ends_when_its_window_is_painted(program: str, tmp_path: Path) -> None:
    bench_window.show(program, str(tmp_path))


def test_a_start_that_paints_nothing_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="nothing was painted"):
        bench_window.show("pass", str(tmp_path))


def test_a_start_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        bench_window.show("raise SystemExit(3)", str(tmp_path))


def test_a_file_is_opened_and_typed_values_are_painted(tmp_path: Path) -> None:
    opened, typed = bench_window.measured(str(tmp_path), 2)
    assert opened > 0
    assert typed > 0
    assert (tmp_path / "park.parkdb").exists()
