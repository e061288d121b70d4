"""The demonstration through its command: repeatable, complete, verified, plainly not real."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from db.submission_file import read_submission
from merging.revision import read_revision
from support.command import CommandLine, Outcome, installed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demonstration")]

PARKS = {f"DEMO-0{number}" for number in range(1, 7)} | {"TEST0001"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A demonstration, built by the installed command, and what the command printed."""
    folder = tmp_path_factory.mktemp("demonstration") / "demo"
    outcome = installed("demo", folder, "--json")
    assert outcome.code == 0, outcome.err
    return folder, outcome


@pytest.fixture
def demo(built: tuple[Path, Outcome]) -> Path:
    """The folder of the demonstration."""
    return built[0]


def _files(folder: Path, pattern: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob(pattern))}


def test_another_folder_another_process_same_bytes(
    built: tuple[Path, Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC-14")
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    folder, first = built
    second = installed("demo", tmp_path / "elsewhere" / "again", "--json")
    assert second.code == 0, second.err
    assert second.json["content_hash"] == first.json["content_hash"]
    cards = _files(folder, "scorecards/*.pdf")
    assert len(cards) == 13
    assert _files(tmp_path / "elsewhere" / "again", "scorecards/*.pdf") == cards
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["again"]


def test_a_second_run_verifies_and_keeps_it(
    built: tuple[Path, Outcome], greenpark: CommandLine
) -> None:
    folder, first = built
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*/*")}
    result = greenpark.done("demo", folder)
    assert result["kept"]
    assert result["content_hash"] == first.json["content_hash"]
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*/*")} == before


def test_another_seed_is_refused(demo: Path, greenpark: CommandLine) -> None:
    outcome = greenpark("demo", demo, "--seed", "3", "--json")
    assert outcome.code == 2
    assert outcome.json["error"]["code"] == "demonstration-folder"


def test_a_changed_card_is_noticed(demo: Path, greenpark: CommandLine) -> None:
    card = demo / "scorecards" / "DEMO-01-2025.pdf"
    original = card.read_bytes()
    card.write_bytes(original.replace(b"%PDF-1.", b"%PDF-2.", 1))
    try:
        outcome = greenpark("demo", demo, "--json")
    finally:
        card.write_bytes(original)
    assert outcome.code == 2
    assert [item["file"] for item in outcome.json["error"]["items"]] == [
        "scorecards/DEMO-01-2025.pdf"
    ]


def test_a_foreign_folder_is_refused_untouched(tmp_path: Path, greenpark: CommandLine) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    outcome = greenpark("demo", tmp_path, "--json")
    assert outcome.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_ranks_seven_parks_in_the_newest_year(demo: Path, greenpark: CommandLine) -> None:
    result = greenpark.done(
        "rank", demo / "province.db", "--industry-means", demo / "industry_means.csv"
    )
    assert result["year"] == 2025
    parks = {item["code"]: item for item in result["parks"]}
    assert parks.keys() == PARKS
    assert [item["rank"] for item in result["parks"]] == list(range(1, 8))
    assert {item["grade"] for item in parks.values()} == {"A", "B", "C", "D", "E"}
    assert {item["class"] for item in parks.values()} == {"IC", "IE", "CC", "CE"}
    assert {item["code_status"] for item in parks.values()} == {"final", "provisional", "none"}
    assert parks["TEST0001"]["total_printed"] == "76.0"
    assert parks["DEMO-06"]["status"] == "provisional"


def test_no_park_file_has_an_open_problem(demo: Path, greenpark: CommandLine) -> None:
    for path in sorted((demo / "parks").iterdir()):
        for year in ("2024", "2025") if path.stem.startswith("DEMO") else ("2025",):
            outcome = greenpark("check", path, "--year", year, "--json")
            assert outcome.code == 0, outcome.out


def test_every_card_submission_and_store_verifies_with_confirmed_signers(
    demo: Path, greenpark: CommandLine
) -> None:
    store = demo / "province.db"
    files = [*demo.glob("scorecards/*.pdf"), *demo.glob("submissions/*.parkdb"), store]
    assert len(files) == 13 + 7 + 1
    for path in files:
        result = greenpark.done("verify", path, "--store", store)
        assert result["integrity"] == "valid", path
        assert {signer["state"] for signer in result["signers"]} == {"confirmed"}, path


def test_every_page_of_every_card_says_that_it_is_a_demonstration(demo: Path) -> None:
    for path in demo.glob("scorecards/*.pdf"):
        document = pypdfium2.PdfDocument(path)
        try:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
        assert all("演示数据" in page for page in pages), path


def test_every_revision_says_that_it_is_a_demonstration(demo: Path) -> None:
    for path in demo.glob("submissions/*.parkdb"):
        with read_submission(path) as content:
            revisions = [read_revision(item.payload) for item in content.revisions()]
        assert revisions
        assert {item.content["demonstration"] for item in revisions} == {True}


def test_a_card_from_a_park_file_of_the_demonstration_is_marked_too(
    demo: Path, tmp_path: Path, greenpark: CommandLine
) -> None:
    result = greenpark.done("report", demo / "parks" / "DEMO-03.parkdb", "-o", tmp_path)
    document = pypdfium2.PdfDocument(result["files"][0])
    try:
        assert "演示数据" in document[0].get_textpage().get_text_bounded()
    finally:
        document.close()


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
