"""docs/file-format.md: its reader reads real submissions, its tables are those of the code."""

import re
from pathlib import Path
from types import CodeType

import pytest

from db import submission_file
from db.formats import APPLICATION_IDS, OWN_COLUMNS, SUBMISSION_DDL, FileKind
from merging.revision import MAX_DEPTH, read_revision
from merging.shapes import MAX_ROWS_PER_TABLE
from support.command import CommandLine, example, write_json
from support.project import ROOT

PAGE = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")


@pytest.fixture
def submission(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """A submission of the worked example, written by the command."""
    greenpark = CommandLine(capsys)
    park, sent = tmp_path / "park.parkdb", tmp_path / "sent.parkdb"
    greenpark.done("new", park, "--code", "TEST0001", "--name", "合成园区甲", "--year", "2025")
    greenpark.done("fill", park, write_json(tmp_path / "answers.json", example()))
    greenpark.done("submit", park, "-o", sent)
    return sent


def _reader() -> tuple[str, CodeType]:
    (source,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    return source, compile(source, "read_submission.py", "exec")


def _read(path: Path) -> list[dict[str, object]]:
    names: dict[str, object] = {"__name__": "read_submission"}
    exec(_reader()[1], names)
    read = names["read_submission"]
    assert callable(read)
    found = read(path)
    assert isinstance(found, list)
    return found


def test_the_reader_is_short() -> None:
    assert len(_reader()[0].splitlines()) <= 40


def test_the_reader_reads_a_real_submission(submission: Path) -> None:
    (content,) = _read(submission)
    assert (content["kind"], content["park"], content["year"]) == ("submission", "TEST0001", "2025")
    answers = content["answers"]
    assert isinstance(answers, dict)
    assert answers["gdp"]["value"] == example()["inputs"]["fields"]["gdp"]


def test_the_reader_notices_every_changed_byte_of_a_payload(submission: Path) -> None:
    whole = submission.read_bytes()
    # A value inside the payload; the page itself stays well formed.
    place = whole.index(b'"park":"TEST0001"') + len(b'"park":"')
    submission.write_bytes(whole[:place] + b"X" + whole[place + 1 :])
    with pytest.raises(ValueError, match="was changed"):
        _read(submission)


def test_the_reader_refuses_a_park_file(submission: Path) -> None:
    with pytest.raises(ValueError, match="not a submission"):
        _read(submission.with_name("park.parkdb"))


def test_what_the_reader_accepts_the_product_accepts(submission: Path) -> None:
    with submission_file.read_submission(submission) as content:
        assert [dict(read_revision(item.payload).content) for item in content.revisions()] == _read(
            submission
        )


def test_the_four_tables_are_those_of_the_code() -> None:
    (block,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    written = [" ".join(line.split()) for line in block.replace("\n   ", "").split(";")]
    assert [text for text in written if text] == list(SUBMISSION_DDL.values())


@pytest.mark.parametrize("kind", [FileKind.PARK, FileKind.STORE])
def test_the_other_tables_are_those_of_the_code(kind: FileKind) -> None:
    section = PAGE.split("## 4.")[1].split("## 5.")[0]
    part = section.split("| 汇总库 store |")[kind is FileKind.STORE]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", part, re.MULTILINE)
    found = {table: re.findall(r"`(\w+)`", columns) for table, columns in rows}
    columns = {
        table: [column.split()[0] for column in columns]
        for table, columns in OWN_COLUMNS[kind].items()
    }
    assert found == columns


def test_the_marks_of_the_files_are_those_of_the_code() -> None:
    for number in APPLICATION_IDS.values():
        assert f"0x{number:08X} | `{number.to_bytes(4, 'big').decode()}`" in PAGE


def test_the_limits_are_those_of_the_code() -> None:
    limits = submission_file.Limits()
    assert (limits.file_bytes, limits.store_bytes) == (1 << 30, 64 << 30)
    assert (limits.payload_bytes, limits.evidence_bytes) == (64 << 20, 20 << 20)
    assert (limits.revisions, limits.evidence, limits.signers) == (1_000_000, 1_000_000, 100_000)
    assert (MAX_DEPTH, MAX_ROWS_PER_TABLE) == (12, 100_000)
    for text in ("1 GiB", "64 GiB", "64 MiB", "20 MiB", "200 MiB", "100 000", "50 000", "12 层"):
        assert text in PAGE
