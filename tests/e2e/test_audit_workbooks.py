"""The audit workbook by the command.

Source: interface.md, Excel (audit workbook) and Command line.
"""

from pathlib import Path

import formualizer
import openpyxl
import pytest

from support.audited import without_values
from support.command import CommandLine, example
from support.journeys import CODE

RESULTS = "审计-结果"


def live_result(file: Path, label: str) -> object:
    """A result on the sheet of results, recalculated by the engine."""
    engine = formualizer.load_workbook_bytes(without_values(file.read_bytes()))
    engine.evaluate_all()
    sheet = openpyxl.load_workbook(file)[RESULTS]
    rows = [c.row for (c,) in sheet.iter_rows(min_col=2, max_col=2) if c.value == label]
    return engine.get_value(RESULTS, rows[-1], 4)


def test_a_park_file(greenpark: CommandLine, park: Path, means: Path, tmp_path: Path) -> None:
    out = tmp_path / "audit.xlsx"
    written = greenpark.done("export", park, out, "--audit", "--industry-means", means)
    assert written == {"ok": True, "files": [str(out)], "year": 2025, "problems": []}
    expected = example()["expected"]
    assert live_result(out, "综合得分（修约）") == float(expected["total_printed"])
    assert live_result(out, "等级") == expected["grade"]
    assert live_result(out, "碳效码状态") == "正式"
    read = greenpark.done("import", park, out)
    assert read["changed"] is False


def test_a_park_of_a_store(greenpark: CommandLine, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "audit.xlsx"
    greenpark.done("export", store, out, "--audit", "--park", CODE, "--lang", "en")
    assert openpyxl.load_workbook(out)["Audit check"]["B2"].value is not None


@pytest.mark.parametrize(
    "name, options",
    [("a.json", ["--audit"]), ("folder", ["--audit", "--csv"]), ("a.xlsx", ["--industry-means"])],
    ids=["json", "csv", "means without audit"],
)
def test_what_cannot_be_is_refused(
    greenpark: CommandLine, park: Path, means: Path, tmp_path: Path, name: str, options: list[str]
) -> None:
    given = [*options, str(means)] if options[-1] == "--industry-means" else options
    outcome = greenpark("export", park, tmp_path / name, *given)
    assert outcome.code == 2
    assert not (tmp_path / name).exists()
