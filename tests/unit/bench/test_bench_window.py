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


def test_a_value_is_typed_pages_are_turned_and_painted(tmp_path: Path) -> None:
    opened, typed, turned = bench_window.measured(str(tmp_path), 2)
    assert opened > 0
    assert typed.whole > typed.edit > 0
    pieces = (typed.page, typed.panel, typed.focus, typed.paint)
    assert sum(pieces) + typed.edit == pytest.approx(typed.whole, rel=0.5), "medians of each"
    assert min(turned.made, turned.seen, turned.part, turned.scheme, turned.language) > 0
    assert (tmp_path / "park.parkdb").exists()
