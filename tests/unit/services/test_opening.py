"""Files before they are opened: kinds, folders, copies."""

import shutil
from pathlib import Path

import pytest

from db.errors import FileExists, FileMissing, NotAGreenparkFile
from services.errors import EnvironmentFailed
from services.opening import SortedFiles, copy_file, kind_of, missing_of, sort_files
from services.system_libraries import install_hint
from support.project import ROOT

LEGACY = ROOT / "tests" / "data" / "legacy"
PARK, SUBMISSION, STORE = (
    LEGACY / name for name in ("park-1.parkdb", "submission-1.parkdb", "store-1.db")
)


def test_kind_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    renamed = Path(shutil.copy(SUBMISSION, tmp_path / "park.parkdb"))
    assert [kind_of(path) for path in (PARK, renamed, STORE)] == ["park", "submission", "store"]


def test_foreign_and_missing_files_are_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "x.parkdb"
    foreign.write_bytes(b"PK" + bytes(300))
    with pytest.raises(NotAGreenparkFile) as refused:
        kind_of(foreign)
    said = "x.parkdb was refused: It is not a file of this program."
    assert str(refused.value.message) == said, "without the name of a rule"
    with pytest.raises(FileMissing):
        kind_of(tmp_path / "missing.parkdb")


def test_folders_are_looked_through(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    for name, source in (("1.parkdb", SUBMISSION), ("2.parkdb", PARK), ("3.db", STORE)):
        shutil.copy(source, deep / name)
    (deep / "4.parkdb").write_bytes(b"")
    (deep / "notes.txt").write_text("x", encoding="utf-8")
    seen: list[tuple[int, int]] = []
    found = sort_files([tmp_path / "a", STORE], lambda done, total: seen.append((done, total)))
    assert found.submissions == (deep / "1.parkdb",)
    assert found.parks == (deep / "2.parkdb",)
    assert found.stores == (STORE,), "a store has to be named itself"
    assert [item.path for item in found.refused] == [deep / "4.parkdb"]
    assert found.count == 4
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_nothing_is_sorted_into_nothing(tmp_path: Path) -> None:
    assert sort_files([tmp_path]) == SortedFiles()


def test_missing_places_are_found(tmp_path: Path) -> None:
    there, gone = str(PARK), str(tmp_path / "gone.parkdb")
    assert missing_of([there, gone, "postgresql://host/db"]) == {gone}


def test_a_damaged_file_is_copied_as_it_is(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.parkdb"
    damaged.write_bytes(b"\x00\x01broken")
    copy_file(damaged, tmp_path / "copy.parkdb")
    assert (tmp_path / "copy.parkdb").read_bytes() == b"\x00\x01broken"


def test_a_copy_overwrites_nothing_and_leaves_no_half(tmp_path: Path) -> None:
    taken = tmp_path / "taken.parkdb"
    taken.write_bytes(b"mine")
    with pytest.raises(FileExists):
        copy_file(PARK, taken)
    with pytest.raises(EnvironmentFailed):
        copy_file(tmp_path / "gone.parkdb", tmp_path / "copy.parkdb")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken.parkdb"]


def test_install_line_names_the_libraries_for_each_family() -> None:
    text = str(install_hint())
    assert "apt-get install" in text
    assert "libegl1" in text
    assert "dnf install" in text
    assert "libglvnd-egl" in text
