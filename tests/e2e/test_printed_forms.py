"""The form on paper: `greenpark form`."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import CommandLine, write_json
from support.journeys import NAME, Prepared
from support.printed_pages import pages_of, words_of


def words(file: Path) -> str:
    return words_of(file.read_bytes())


def test_a_submitted_form_carries_the_fingerprint(
    greenpark: CommandLine, park: Path, prepared: Prepared, tmp_path: Path
) -> None:
    out = tmp_path / "form.pdf"
    result = greenpark.done("form", out, park, "--lang", "en")
    assert (result["files"], result["state"]) == ([str(out)], "submitted")
    assert result["revision"] == prepared.revision
    pages = pages_of(out.read_bytes())
    assert "680" in "".join(pages)  # GDP of the worked example, rubric.md 16
    assert prepared.revision in "".join(pages[-1].split())
    assert prepared.fingerprint in "".join(pages[-1].split())
    for place in ("Filled in by", "Checked by", "Person in charge", "Seal of the park"):
        assert place in pages[-1]
    assert all(prepared.revision[:16] in page for page in pages[1:])


def test_an_edit_after_the_submission_makes_it_a_draft(
    greenpark: CommandLine, park: Path, prepared: Prepared, tmp_path: Path
) -> None:
    changed = write_json(tmp_path / "changed.json", {"fields": {"contact_phone": "025-11112222"}})
    greenpark.done("fill", park, changed)
    out = tmp_path / "form.pdf"
    result = greenpark.done("form", out, park, "--lang", "en")
    assert (result["state"], result["revision"]) == ("draft", "")
    text = words(out)
    assert prepared.revision not in text
    assert "025-11112222" in text
    assert "Submitfirst,thenprintandsignthispage." in text


def test_a_submission_and_a_store_print_the_park_s_own_answers(
    greenpark: CommandLine, store: Path, submission: Path, prepared: Prepared, tmp_path: Path
) -> None:
    judged = {"gates": {"managing_body": "no"}, "reason": "no managing body was found"}
    greenpark.done(
        "assess", store, "--park", "TEST0001", "--year", "2025",
        write_json(tmp_path / "marks.json", judged),
    )  # fmt: skip
    texts: list[str] = []
    for subject in (submission, store):
        out = tmp_path / f"{subject.stem}.pdf"
        result = greenpark.done("form", out, subject, "--lang", "en")
        assert (result["state"], result["revision"]) == ("submitted", prepared.revision)
        texts.append(words(out))
    assert texts[0] == texts[1]


def test_without_a_file_the_form_is_blank(greenpark: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    assert greenpark.done("form", out, "--lang", "en")["state"] == "blank"
    text = words(out)
    assert "energy_carriers" in text
    assert "Personincharge" in text


def test_a_blank_form_of_a_park_has_its_name_and_no_answers(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    out = tmp_path / "blank.pdf"
    assert greenpark.done("form", out, park, "--blank", "--lang", "en")["state"] == "blank"
    pages = pages_of(out.read_bytes())
    assert NAME in pages[0]
    assert all(NAME in page for page in pages)
    assert "680" not in words(out)


def test_the_statement_page_alone(greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
    out = tmp_path / "statement.pdf"
    greenpark.done("form", out, park, "--statement")
    (page,) = pages_of(out.read_bytes())
    assert NAME in page


@pytest.mark.parametrize("words_of_form", [(), ("--blank",), ("--statement",)])
def test_the_same_file_and_day_give_the_same_bytes(
    greenpark: CommandLine, park: Path, tmp_path: Path, words_of_form: tuple[str, ...]
) -> None:
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for file in files:
        greenpark.done("form", file, park, *words_of_form)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_nothing_but_a_pdf_is_replaced(greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
    before = park.read_bytes()
    outcome = greenpark("form", park, tmp_path / "form.pdf", "--lang", "en")
    assert outcome.code == 2
    assert "not replaced" in outcome.err
    assert park.read_bytes() == before
    assert greenpark("form", tmp_path, park).code == 2


def test_an_older_form_is_replaced(greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    greenpark.done("form", out)
    greenpark.done("form", out, park)
    assert NAME in pages_of(out.read_bytes())[0]


def test_a_year_that_is_not_there_is_bad_input(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    outcome = greenpark("form", tmp_path / "form.pdf", park, "--year", "2019")
    assert outcome.code == 2
    assert not (tmp_path / "form.pdf").exists()
