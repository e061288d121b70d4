"""Files of every released format are read by this version."""

import shutil
from pathlib import Path

import pytest

from db.park_file import ParkFile
from db.store import Store
from db.submission_file import read_submission
from support.legacy_files import ANSWERS, PROOF
from support.park_samples import CATALOGUE, SIGNER, stored
from support.project import ROOT

LEGACY = ROOT / "tests" / "data" / "legacy"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LEGACY, tmp_path / "legacy"))


@pytest.mark.parametrize("number", [1])
def test_a_park_file_is_opened_with_its_history(folder: Path, number: int) -> None:
    with ParkFile.open(folder / f"park-{number}.parkdb", CATALOGUE) as park:
        assert park.history() == {2025: ANSWERS}
        assert park.revisions() == (stored(1),)
        assert [item.content for item in park.evidence()] == [PROOF]
        assert park.check() == ()
        assert park.undo("王工", "2030-01-01T00:00:00Z") is not None
        assert park.history() == {}


@pytest.mark.parametrize("number", [1])
def test_a_submission_is_read(folder: Path, number: int) -> None:
    with read_submission(folder / f"submission-{number}.parkdb") as content:
        assert list(content.revisions()) == [stored(1)]
        assert [item.content for item in content.evidence()] == [PROOF]
        assert content.signers() == (SIGNER,)


@pytest.mark.parametrize("number", [1])
def test_a_store_is_opened_with_everything_in_it(folder: Path, number: int) -> None:
    with Store.open(folder / f"store-{number}.db") as store:
        assert list(store.revisions()) == [stored(1)]
        assert store.answer_values("gdp") == {stored(1).id: ("value", "680")}
        assert [record.status for record in store.signers()] == ["confirmed"]
        assert store.check() == ()
