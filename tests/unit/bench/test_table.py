"""The table of the benchmarks."""

import pytest

import bench
from bench import Row, __main__


def test_ratio_is_ours_to_the_yardstick() -> None:
    assert Row("merge", 3.0, yardstick_seconds=2.0).ratio == pytest.approx(1.5)


@pytest.mark.parametrize("yardstick", [None, 0.0])
def test_no_ratio_without_a_yardstick(yardstick: float | None) -> None:
    assert Row("merge", 3.0, yardstick_seconds=yardstick).ratio is None


def test_table_has_a_line_for_each_figure() -> None:
    rows = [
        Row("score 1000 park-years", 0.5, "≤ 1 s", met=True),
        Row("card", 0.12, "≤ 150 ms", 0.06, "bare document", met=False),
    ]
    assert __main__.as_table(rows).splitlines() == [
        "| what | seconds | yardstick | ratio | target | met |",
        "| --- | --- | --- | --- | --- | --- |",
        "| score 1000 park-years | 0.5 | – | – | ≤ 1 s | yes |",
        "| card | 0.12 | 0.06 (bare document) | 2.00 | ≤ 150 ms | NO |",
    ]


def test_quickest_run_counts() -> None:
    runs: list[int] = []
    assert bench.best_of(lambda: runs.append(1), times=3) >= 0
    assert len(runs) == 3


def test_machine_is_described() -> None:
    text = "\n".join(__main__.machine())
    assert "Python" in text
    assert "SQLite" in text


def test_unknown_subject_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["nonsense"]) == 2
    assert "no such benchmark: nonsense" in capsys.readouterr().out
