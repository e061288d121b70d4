"""The benchmark of the ledger measures what it says."""

from pathlib import Path

from bench import bench_import, bench_ledger
from bench.ledger import credit_code, ledger_rows
from questionnaire.formula_functions import uscc_valid


def test_every_action_is_measured_in_the_real_window(tmp_path: Path) -> None:
    taken = bench_ledger.measured(str(tmp_path), 200)
    assert taken.keys() == bench_ledger.NAMES.keys()
    assert taken.keys() >= bench_ledger.TARGETS.keys() | bench_ledger.FIRMS_NAMES.keys()
    assert all(seconds > 0 for name, seconds in taken.items() if name != "open")


def test_every_step_of_an_import_is_measured_in_the_real_window(tmp_path: Path) -> None:
    standstills = bench_import.measured(str(tmp_path), 50)
    assert standstills.keys() == bench_import.STEPS.keys()
    assert all(seconds > 0 for seconds in standstills.values())


def test_made_up_codes_are_valid_and_different() -> None:
    codes = [credit_code(number) for number in range(200)]
    assert all(map(uscc_valid, codes))
    assert len(set(codes)) == 200
    assert [row["uscc"] for row in ledger_rows(3, 7)] == [credit_code(n) for n in (7, 8, 9)]
