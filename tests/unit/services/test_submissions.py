"""Writing a submission: what is told, and what is left when it is cancelled, damaged or full.

Source: submissions.md (submit); quality.md, Faults.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import DamagedFile, StorageFailed
from db.park_file import ParkFile
from db.placing import begun, placed
from db.submission_file import read_submission
from questionnaire.messages import Text
from services.evidence import EvidenceDetails, add_evidence
from services.submissions import Submitted, submit_open
from support.journeys import PARK, machine, prepare
from support.sessions import PRODUCT

DETAILS = EvidenceDetails(("gdp",), "统计资料", "统计局", "2025-03-01", "document")
SIZES = (300_000, 9_000_000)


class Cancelled(Exception):
    """What a window raises to cancel."""


class Desk:
    """A park file with evidence that was not submitted with its newest answers.

    Attributes:
        told: what was told of the progress, newest last.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.environment = folder, machine(folder)
        self.target = folder / "out.parkdb"
        self.told: list[tuple[int, int, str]] = []

    def submit(self, stop_at: int | None = None, *, with_evidence: bool = True) -> Submitted:
        """Submit; the call with the number `stop_at` cancels."""
        self.told.clear()

        def progress(done: int, total: int, text: Text) -> None:
            self.told.append((done, total, str(text)))
            if len(self.told) - 1 == stop_at:
                raise Cancelled

        with ParkFile.open(self.folder / PARK, PRODUCT.catalogue) as park:
            return submit_open(
                PRODUCT,
                self.environment,
                park,
                self.target,
                with_evidence=with_evidence,
                progress=progress,
            )

    def revisions(self) -> set[str]:
        """Ids of the revisions in the park file."""
        with ParkFile.open(self.folder / PARK, PRODUCT.catalogue, read_only=True) as park:
            return {item.id for item in park.revisions()}

    def files(self) -> dict[str, int]:
        """Names of all files in the folder, with the time of the last change."""
        return {path.name: path.stat().st_mtime_ns for path in self.folder.iterdir()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, submitted without the two evidence files that were added after."""
    folder = prepare(tmp_path_factory.mktemp("made")).folder
    for number, size in enumerate(SIZES):
        document = folder / f"{number}.pdf"
        document.write_bytes(b"%PDF-1.7" + bytes([number]) * (size - 8))
        add_evidence(PRODUCT, machine(folder), folder / PARK, document, DETAILS)
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    """A copy of it, with an older submission at the target."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    shutil.copy(made / "submission.parkdb", tmp_path / "out.parkdb")
    return Desk(tmp_path)


def test_what_is_being_done_is_told(desk: Desk) -> None:
    desk.submit()
    texts = [text.split(":")[0] for _, _, text in desk.told]
    assert list(dict.fromkeys(texts)) == [
        "Checking the answers",
        "Signing",
        "Copying evidence",
        "Verifying what was written",
        "Putting the file in its place",
    ]
    copying = [item for item in desk.told if item[2].startswith("Copying")]
    total = sum(SIZES) // 1024
    assert copying[0][:2] == (0, total)
    assert copying[-1][0] in {size // 1024 for size in SIZES}
    assert "2 of 2" in copying[-1][2]
    assert "9.3 MB" in copying[-1][2]
    with read_submission(desk.target) as content:
        found = {len(item.content or b"") for item in content.evidence()}
    assert found == set(SIZES)


def test_cancelled_at_any_moment_nothing_has_changed(desk: Desk) -> None:
    revisions, files, target = desk.revisions(), desk.files(), desk.target.read_bytes()
    moment = 0
    while True:
        try:
            desk.submit(moment)
        except Cancelled:
            assert (desk.revisions(), desk.files()) == (revisions, files), desk.told[-1]
            moment += 1
        else:
            break
    assert moment == len(desk.told) > len(SIZES) + 4
    assert desk.target.read_bytes() != target
    assert len(desk.revisions()) == len(revisions) + 1


def test_the_park_file_knows_a_revision_before_it_can_be_sent(desk: Desk) -> None:
    """Where the file cannot take its place, the revision waits in the park file."""
    before = desk.revisions()
    desk.target.unlink()

    def block(_done: int, _total: int, text: Text) -> None:
        if str(text) == "Putting the file in its place":
            desk.target.mkdir()

    with (
        ParkFile.open(desk.folder / PARK, PRODUCT.catalogue) as park,
        pytest.raises(StorageFailed),
    ):
        submit_open(PRODUCT, desk.environment, park, desk.target, progress=block)
    assert begun(desk.target) == []
    (waiting,) = desk.revisions() - before
    desk.target.rmdir()
    done = desk.submit()
    assert (done.made, done.revisions[2025]) == ((), waiting)


def test_evidence_that_was_changed_is_named_and_nothing_is_sent(desk: Desk) -> None:
    before, target = desk.revisions(), desk.target.read_bytes()
    with closing(sqlite3.connect(desk.folder / PARK, isolation_level=None)) as driver:
        driver.execute("UPDATE evidence SET content = x'00' WHERE size = ?", (SIZES[0],))
    with pytest.raises(DamagedFile, match=r"park\.parkdb.*0\.pdf"):
        desk.submit()
    assert (desk.revisions(), desk.target.read_bytes()) == (before, target)
    desk.submit(with_evidence=False)


def test_what_a_killed_run_left_goes_but_not_what_is_being_written(desk: Desk) -> None:
    desk.submit()
    with placed(desk.target, replace=True) as left:
        shutil.copy(desk.target, left)
        other = left.with_name(left.name.replace("out", "other"))
        shutil.copy(left, other)
        with closing(sqlite3.connect(left, isolation_level=None)) as living:
            living.execute("PRAGMA locking_mode=EXCLUSIVE")
            living.execute("BEGIN EXCLUSIVE")
            desk.submit()
            assert begun(desk.target) == [left]
        os.truncate(left, 70_000)
        desk.submit()
        assert begun(desk.target) == []
        shutil.copy(desk.target, left)
    assert other.exists(), "another file's"
