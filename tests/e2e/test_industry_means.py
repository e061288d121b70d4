"""Industry means that a store keeps: everybody who opens it sees the codes that rest on them.

Source: rubric.md 11; docs/decisions/0015.
"""

from pathlib import Path

import pypdfium2
import pytest

from support.command import CommandLine, example, write_json
from support.journeys import CODE

EXPECTED = example()["expected"]["code"]


@pytest.fixture
def kept(greenpark: CommandLine, store: Path, means: Path) -> Path:
    """The store of the worked example with its industry means."""
    greenpark.done("store", "means", store, means)
    return store


def _code(greenpark: CommandLine, store: Path, *words: str | Path) -> tuple[str, str]:
    code = greenpark.done("score", store, *words)["code"]
    return code["method"], code["K"]


def test_what_is_kept_is_used_by_every_command(
    greenpark: CommandLine, kept: Path, means: Path, tmp_path: Path
) -> None:
    marked = greenpark.done("score", kept, "--industry-means", means)
    assert greenpark.done("score", kept) == marked
    assert (EXPECTED["method"], EXPECTED["K"]) == _code(greenpark, kept)
    (row,) = greenpark.done("rank", kept)["parks"]
    assert row["K"] == EXPECTED["K"]
    steps = {step["name"] for step in greenpark.done("explain", kept)["steps"]}
    given = {
        step["name"] for step in greenpark.done("explain", kept, "--industry-means", means)["steps"]
    }
    assert steps == given
    greenpark.done("report", kept, "--out", tmp_path / "cards")
    (card,) = (tmp_path / "cards").glob("*.pdf")
    pages = pypdfium2.PdfDocument(card)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    assert means.name in text


def test_a_command_s_own_means_go_before_those_kept(
    greenpark: CommandLine, kept: Path, tmp_path: Path
) -> None:
    other = write_json(tmp_path / "other.json", {"39": "1000"})
    assert _code(greenpark, kept, "--industry-means", other) != _code(greenpark, kept)


def test_what_is_kept_is_shown_and_taken_out_again(
    greenpark: CommandLine, store: Path, means: Path
) -> None:
    before = _code(greenpark, store)
    content = greenpark.done("store", "check", store)["content_hash"]
    assert greenpark.done("store", "means", store)["means"] is None
    given = greenpark.done("store", "means", store, means)["means"]
    assert (given["file"], given["author"]) == (means.name, "office")
    assert greenpark.done("store", "means", store)["means"] == given
    assert greenpark.done("store", "check", store)["content_hash"] == content
    assert greenpark.done("store", "means", store, "--clear")["means"] is None
    assert _code(greenpark, store) == before


def test_means_that_cannot_be_used_leave_what_was_kept(
    greenpark: CommandLine, kept: Path, tmp_path: Path
) -> None:
    before = greenpark.done("store", "means", kept)
    outcome = greenpark("store", "means", kept, write_json(tmp_path / "bad.json", {"39": "-1"}))
    assert outcome.code == 2
    assert greenpark("store", "means", kept, tmp_path / "bad.json", "--clear").code == 2
    assert greenpark.done("store", "means", kept) == before


def test_scores_on_both_grounds_are_remembered(
    greenpark: CommandLine, store: Path, means: Path
) -> None:
    """A park's code changes with the means, back and forth, without anything being erased."""
    first = greenpark.done("rank", store)["parks"]
    greenpark.done("store", "means", store, means)
    second = greenpark.done("rank", store)["parks"]
    greenpark.done("store", "means", store, "--clear")
    assert greenpark.done("rank", store)["parks"] == first != second
    assert {row["code"] for row in first} == {CODE}
    assert greenpark("store", "check", store).code == 0
