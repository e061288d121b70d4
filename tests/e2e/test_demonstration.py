"""The demonstration through its command: repeatable, complete, verified, plainly not real."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from db.submission_file import read_submission
from merging.revision import read_revision
from services.demonstration.builder import DemonstrationSummary, build_demonstration
from support.command import CommandLine
from support.project import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demonstration")]

FIRST = 3
"""Parks of the reduced builds; the whole province: test_demonstration_province.py."""

PARKS = {f"DEMO-0{number}" for number in range(1, FIRST + 1)}
YEARS = range(2016, 2025)
ELSEWHERE = """
import sys
from pathlib import Path
from services.demonstration.builder import build_demonstration
print(build_demonstration(Path(sys.argv[1]), parks=int(sys.argv[2])).content_hash)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> DemonstrationSummary:
    """A demonstration of the first parks and the worked example."""
    folder = tmp_path_factory.mktemp("demonstration") / "demo"
    return build_demonstration(folder, parks=FIRST)


@pytest.fixture
def demo(built: DemonstrationSummary) -> Path:
    """The folder of the demonstration."""
    return built.folder


def _files(folder: Path, pattern: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob(pattern))}


def _text(card: Path) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(card)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_another_folder_another_process_same_bytes(
    built: DemonstrationSummary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC-14")
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    again = tmp_path / "elsewhere" / "again"
    words = [sys.executable, "-c", ELSEWHERE, str(again), str(FIRST)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [built.content_hash]
    cards = _files(built.folder, "scorecards/*.pdf")
    assert len(cards) == FIRST + 1
    assert _files(again, "scorecards/*.pdf") == cards
    assert [path.name for path in again.parent.iterdir()] == ["again"]


def test_a_second_run_verifies_and_keeps_it(
    built: DemonstrationSummary, greenpark: CommandLine
) -> None:
    folder = built.folder
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*/*")}
    result = greenpark.done("demo", folder)
    assert result["kept"]
    assert result["content_hash"] == built.content_hash
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*/*")} == before


def test_another_seed_is_refused(demo: Path, greenpark: CommandLine) -> None:
    outcome = greenpark("demo", demo, "--seed", "3", "--json")
    assert outcome.code == 2
    assert outcome.json["error"]["code"] == "demonstration-folder"


def test_a_changed_card_is_noticed(demo: Path, greenpark: CommandLine) -> None:
    card = demo / "scorecards" / "DEMO-01-2024.pdf"
    original = card.read_bytes()
    card.write_bytes(original.replace(b"%PDF-1.", b"%PDF-2.", 1))
    try:
        outcome = greenpark("demo", demo, "--json")
    finally:
        card.write_bytes(original)
    assert outcome.code == 2
    assert [item["file"] for item in outcome.json["error"]["items"]] == [
        "scorecards/DEMO-01-2024.pdf"
    ]


def test_a_foreign_folder_is_refused_untouched(tmp_path: Path, greenpark: CommandLine) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    outcome = greenpark("demo", tmp_path, "--json")
    assert outcome.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_ranks_the_parks_of_the_newest_common_year(demo: Path, greenpark: CommandLine) -> None:
    means = demo / "industry_means.csv"
    result = greenpark.done(
        "rank", demo / "province.db", "--year", "2024", "--industry-means", means
    )
    assert {item["code"] for item in result["parks"]} == PARKS
    assert [item["rank"] for item in result["parks"]] == list(range(1, FIRST + 1))
    newest = greenpark.done("rank", demo / "province.db", "--industry-means", means)
    assert newest["year"] == 2025
    assert [(item["code"], item["total_printed"]) for item in newest["parks"]] == [
        ("TEST0001", "76.0")
    ]


def test_a_park_that_is_left_out_shows_in_the_margins(demo: Path, greenpark: CommandLine) -> None:
    margins = greenpark.done("demo", demo)["margins"]
    assert margins[0] == {
        "name": "Number of parks",
        "target": "33",
        "found": str(FIRST),
        "unit": "",
        "agrees": False,
    }
    table = greenpark("demo", demo, "--lang", "en").out
    assert "16200.56" in table
    assert "no" in table.splitlines()[2].split()


def test_the_inventory_of_2020_names_the_factor_chosen(demo: Path, greenpark: CommandLine) -> None:
    park = demo / "parks" / "DEMO-03.parkdb"
    result = greenpark.done("inventory", park, "--year", "2020")
    assert result["factors"]["set"] == "DEFAULT"
    assert (result["factors"]["grid_policy"], result["factors"]["grid_year"]) == ("constant", 2018)
    # 4.2.5: a park of steel with a peak of 1998.8 万t in 2028, 21.9 % above 2020.
    assert abs(float(result["totals"]["net_co2_energy"]) / 10000 - 1639.7) < 0.01


def test_the_card_of_2020_says_that_scores_use_another_factor(
    demo: Path, tmp_path: Path, greenpark: CommandLine
) -> None:
    park = demo / "parks" / "DEMO-03.parkdb"
    result = greenpark.done("report", park, "--year", "2020", "-o", tmp_path)
    assert any("0.6451" in page and "2021" in page for page in _text(Path(result["files"][0])))


def test_no_park_file_has_an_open_problem(demo: Path, greenpark: CommandLine) -> None:
    for path in sorted((demo / "parks").iterdir()):
        for year in YEARS if path.stem.startswith("DEMO") else (2025,):
            outcome = greenpark("check", path, "--year", str(year), "--json")
            assert outcome.code == 0, outcome.out


def test_every_card_submission_and_store_verifies_with_confirmed_signers(
    demo: Path, greenpark: CommandLine
) -> None:
    store = demo / "province.db"
    files = [*demo.glob("scorecards/*.pdf"), *demo.glob("submissions/*.parkdb"), store]
    assert len(files) == 2 * (FIRST + 1) + 1
    for path in files:
        result = greenpark.done("verify", path, "--store", store)
        assert result["integrity"] == "valid", path
        assert {signer["state"] for signer in result["signers"]} == {"confirmed"}, path


def test_every_page_of_every_card_says_that_it_is_a_demonstration(demo: Path) -> None:
    for path in demo.glob("scorecards/*.pdf"):
        assert all("演示数据" in page for page in _text(path)), path


def test_every_revision_says_that_it_is_a_demonstration(demo: Path) -> None:
    for path in demo.glob("submissions/*.parkdb"):
        with read_submission(path) as content:
            revisions = [read_revision(item.payload) for item in content.revisions()]
        assert len(revisions) == (1 if path.stem == "TEST0001" else len(YEARS))
        assert {item.content["demonstration"] for item in revisions} == {True}


def test_a_card_from_a_park_file_of_the_demonstration_is_marked_too(
    demo: Path, tmp_path: Path, greenpark: CommandLine
) -> None:
    result = greenpark.done("report", demo / "parks" / "DEMO-03.parkdb", "-o", tmp_path)
    assert "演示数据" in _text(Path(result["files"][0]))[0]


def test_the_folder_says_what_it_is(demo: Path) -> None:
    names = {path.name for path in demo.iterdir()}
    assert names == {
        "parks",
        "submissions",
        "scorecards",
        "keys",
        "province.db",
        "industry_means.csv",
        "demonstration.json",
    }
    marker: Any = json.loads((demo / "demonstration.json").read_text(encoding="utf-8"))
    assert marker["seed"] == 20260101
    assert "演示数据" in marker["note"]
    assert "synthetic" in (demo / "industry_means.csv").read_text(encoding="utf-8")
