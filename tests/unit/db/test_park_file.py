"""The park file: format, edits, locks, faults."""

import sqlite3
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from db.edits import Edit, EditGroup, Place, changes
from db.errors import (
    DamagedFile,
    DbError,
    FileExists,
    FileLocked,
    FileMissing,
    NewerFormat,
    NotAGreenparkFile,
    ReadOnlyFile,
    StaleEdit,
    StorageFailed,
)
from db.formats import FileKind, columns_of
from db.park_file import ParkFile
from db.store import Store
from questionnaire.answers import AnswerSet, Row
from support.park_samples import CATALOGUE, SIGNER, TIME, sample_set, stored, value_answer
from support.project import ROOT


def made(path: Path) -> ParkFile:
    return ParkFile.create(path, CATALOGUE, created_at=TIME)


def group(*edits: Edit) -> EditGroup:
    return EditGroup("陈工", TIME, "键入", edits)


def filled(path: Path, answers: AnswerSet) -> ParkFile:
    park = made(path)
    park.apply(group(*changes(None, answers, CATALOGUE)))
    return park


ROWS: dict[str, Row] = {f"r{n}": {"carrier": "heat", "amount": Decimal(n)} for n in range(4)}


def test_format_facts_as_a_stranger_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "园区 1.parkdb"
    with filled(path, sample_set(2025, {"gdp": value_answer(Decimal(680))}, ROWS, 3)) as park:
        park.add_revisions([stored(1)], [SIGNER])
    driver = sqlite3.connect(path)
    assert driver.execute("PRAGMA application_id").fetchone() == (0x47505031,)
    assert driver.execute("PRAGMA user_version").fetchone() == (1,)
    assert driver.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    tables = {row[1]: row[5] for row in driver.execute("PRAGMA table_list")}
    own = {name for name in tables if not name.startswith("sqlite_")}
    assert own == columns_of(FileKind.PARK).keys()
    assert all(tables[name] == 1 for name in own)
    for name, columns in columns_of(FileKind.PARK).items():
        found = driver.execute(f"PRAGMA table_xinfo({name})")
        assert tuple(f"{row[1]} {row[2]}" for row in found) == columns
    assert dict(driver.execute("SELECT key, value FROM meta")) == {
        "format": "1",
        "program": "greenpark",
        "created_at": TIME,
    }
    driver.close()
    assert [item.name for item in tmp_path.iterdir()] == ["园区 1.parkdb"]


def test_one_edit_rewrites_one_row(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    with filled(path, sample_set(2025, rows=ROWS)) as park:
        place = Place(2025, "cell", "energy", "r2", "amount")
        before = rows_of(path)
        park.apply(group(Edit(place, '"2"', '"2.5"', "2.50")))
        after = rows_of(path)
        assert {key for key in after if after[key] != before[key]} == {"r2"}
        assert after["r2"] == '{"amount":"2.5","carrier":"heat"}'
        log = park.edit_log(place)
    assert [(item.edit.old, item.edit.new, item.edit.typed) for item in log] == [
        (None, '{"after":"r1","cells":{"amount":"2","carrier":"heat"}}', None),
        ('"2"', '"2.5"', "2.50"),
    ]
    assert (log[-1].author, log[-1].time, log[-1].reason, log[-1].group) == (
        "陈工",
        TIME,
        "键入",
        2,
    )


def rows_of(path: Path) -> dict[str, str]:
    driver = sqlite3.connect(path)
    found = dict(driver.execute("SELECT row_id, content FROM table_row"))
    driver.close()
    return found


def test_many_rows_find_place_between_two(tmp_path: Path) -> None:
    before = sample_set(2025, rows={"first": {}, "last": {}})
    with filled(tmp_path / "p.parkdb", before) as park:
        now = before
        for number in range(60):  # always right after the first: halves the gap each time
            rows = {"first": {}, f"n{number}": {}, **dict(list(now.rows("energy").items())[1:])}
            after = sample_set(2025, rows=rows)
            park.apply(group(*changes(now, after, CATALOGUE)))
            now = after
        expected = ["first", *(f"n{number}" for number in reversed(range(60))), "last"]
        assert list(park.history()[2025].rows("energy")) == expected
        assert park.check() == ()


STALE = [
    Edit(Place(2025, "answer", "gdp"), None, '{"state":"na"}'),
    Edit(Place(2025, "answer", "firms"), '{"state":"na"}', None),
    Edit(Place(2025, "cell", "energy", "r1", "amount"), '"7"', '"8"'),
    Edit(Place(2025, "cell", "energy", "gone", "amount"), None, '"8"'),
    Edit(Place(2025, "row", "energy", "r1"), None, '{"after":"","cells":{}}'),
    Edit(Place(2025, "row", "energy", "r1"), '{"after":"r0","cells":{}}', None),
    Edit(Place(2025, "row", "energy", "r2"), '{"after":"r0"}', '{"after":""}'),
    Edit(Place(2025, "row", "energy", "new"), None, '{"after":"gone","cells":{}}'),
    Edit(Place(2025, "row", "energy", "r1"), '{"after":"r0"}', None),
]


@pytest.mark.parametrize("edit", STALE, ids=lambda edit: f"{edit.place.kind}-{edit.place.row_id}")
def test_an_edit_of_another_content_is_refused_with_its_group(tmp_path: Path, edit: Edit) -> None:
    answers = sample_set(2025, {"gdp": value_answer(Decimal(680))}, ROWS)
    with filled(tmp_path / "p.parkdb", answers) as park:
        good = Edit(Place(2025, "mark", "T1", role="self"), None, '{"level":"2"}')
        with pytest.raises(StaleEdit) as caught:
            park.apply(group(good, edit))
        assert edit.place.text in str(caught.value)
        assert "p.parkdb" in str(caught.value)
        assert caught.value.hint is not None
        assert park.history() == {2025: answers}
        assert park.check() == ()
        park.apply(group(good))
        assert park.check() == ()


def test_a_group_without_edits_keeps_redo(tmp_path: Path) -> None:
    with filled(tmp_path / "p.parkdb", AnswerSet(2025)) as park:
        park.undo("陈工", TIME)
        park.apply(group())
        assert park.redo("陈工", TIME) is not None
        assert park.years() == (2025,)


def test_undo_is_logged_with_its_author(tmp_path: Path) -> None:
    with filled(tmp_path / "p.parkdb", AnswerSet(2025)) as park:
        park.undo("王工", "2026-03-02T08:00:00Z")
        assert park.history() == {}
        assert [(item.action, item.author) for item in park.edit_log()] == [
            ("edit", "陈工"),
            ("undo", "王工"),
        ]


def test_years_are_kept_apart(tmp_path: Path) -> None:
    first = sample_set(2024, {"gdp": value_answer(Decimal(600))}, ROWS, 1)
    second = sample_set(2025, {"gdp": value_answer(Decimal(680))}, ROWS, 2)
    with filled(tmp_path / "p.parkdb", second) as park:
        park.apply(group(*changes(None, first, CATALOGUE)))
        assert park.years() == (2024, 2025)
        assert park.history() == {2024: first, 2025: second}
        assert park.answers(2024) == first
        assert park.answers(2023) is None


def test_revisions_keys_and_evidence_are_stored_once(tmp_path: Path) -> None:
    with made(tmp_path / "p.parkdb") as park:
        park.add_revisions([stored(1), stored(2)], [SIGNER])
        park.add_revisions([stored(2)], [SIGNER])
        item = park.add_evidence(b"%PDF-1.7", "application/pdf")
        assert park.add_evidence(b"%PDF-1.7", "text/plain").sha256 == item.sha256
        assert set(park.revisions()) == {stored(1), stored(2)}
        assert park.signers() == (SIGNER,)
        assert list(park.evidence()) == [item]
        assert item.sha256 == sha256(b"%PDF-1.7").hexdigest()
        assert park.evidence_content(item.sha256) == b"%PDF-1.7"
        assert park.evidence_content("0" * 64) is None
        park.set_meta("program", "greenpark 2")
        assert park.meta()["program"] == "greenpark 2"


def test_a_second_window_may_only_read(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    answers = sample_set(2025, rows=ROWS)
    with filled(path, answers) as first:
        with pytest.raises(FileLocked) as caught:
            ParkFile.open(path, CATALOGUE)
        assert "p.parkdb" in str(caught.value)
        assert caught.value.hint is not None
        with ParkFile.open(path, CATALOGUE, read_only=True) as second:
            assert second.history() == {2025: answers}
            with pytest.raises(ReadOnlyFile):
                second.apply(group(Edit(Place(2024, "set"), None, "true")))
            with pytest.raises(ReadOnlyFile):
                second.add_revisions([stored(1)])
            first.apply(group(Edit(Place(2024, "set"), None, "true")))
            assert second.years() == (2024, 2025)
    with ParkFile.open(path, CATALOGUE) as third:
        third.apply(group(Edit(Place(2023, "set"), None, "true")))


def test_another_process_may_only_read(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    code = (
        "import sys; from pathlib import Path; from support.park_samples import CATALOGUE\n"
        "from db.errors import FileLocked; from db.park_file import ParkFile\n"
        "path = Path(sys.argv[1])\n"
        "try: ParkFile.open(path, CATALOGUE); print('written')\n"
        "except FileLocked: print('locked', ParkFile.open(path, CATALOGUE, read_only=True).years())"
    )
    with filled(path, AnswerSet(2025)) as park:
        for _ in range(2):
            done = subprocess.run(
                [sys.executable, "-c", code, str(path)],
                env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.stdout.startswith("locked"), done.stderr
            park.apply(group(Edit(Place(2000 + len(park.years()), "set"), None, "true")))


def test_a_lost_lock_stops_this_window(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    with filled(path, AnswerSet(2025)) as park:
        park._lock._held = False
        with pytest.raises(FileLocked):
            park.apply(group(Edit(Place(2024, "set"), None, "true")))
        assert park.years() == (2025,)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    path.write_text("mine")
    with pytest.raises(FileExists) as caught:
        made(path)
    assert "p.parkdb" in str(caught.value)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", bytes(5000)])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.parkdb"
    path.write_bytes(content)
    with pytest.raises(NotAGreenparkFile) as caught:
        ParkFile.open(path, CATALOGUE)
    assert "p.parkdb" in str(caught.value)
    assert caught.value.hint is not None
    assert path.read_bytes() == content


def test_a_store_is_not_a_park_file(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.open(path, create=True).close()
    with pytest.raises(NotAGreenparkFile) as caught:
        ParkFile.open(path, CATALOGUE)
    assert "store" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing) as caught:
        ParkFile.open(tmp_path / "gone.parkdb", CATALOGUE)
    assert "gone.parkdb" in str(caught.value)


@pytest.mark.parametrize(
    "change, needed",
    [
        ("PRAGMA user_version=7", "7"),
        ("UPDATE park_schema SET version_num='park_0009'", "park_0009"),
    ],
)
def test_a_newer_format_names_what_it_needs(tmp_path: Path, change: str, needed: str) -> None:
    path = tmp_path / "p.parkdb"
    made(path).close()
    driver = sqlite3.connect(path)
    driver.execute(change)
    driver.commit()
    driver.close()
    with pytest.raises(NewerFormat) as caught:
        ParkFile.open(path, CATALOGUE)
    assert caught.value.needed == needed
    assert needed in str(caught.value)
    assert needed in str(caught.value.hint)


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    filled(path, sample_set(2025, rows=ROWS)).close()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DamagedFile) as caught:
        ParkFile.open(path, CATALOGUE)
    assert "p.parkdb" in str(caught.value)


@pytest.mark.parametrize(
    "change, place",
    [
        ("UPDATE entry SET content = 'x' WHERE kind = 'answer'", "2025.answer.gdp"),
        ("UPDATE entry SET content = '[]' WHERE kind = 'answer'", "2025.answer.gdp"),
        ("UPDATE entry SET content = '{}' WHERE kind = 'mark'", "2025.mark.T1"),
        ("UPDATE entry SET role = 'me' WHERE kind = 'mark'", "2025.mark.T1"),
        ("""UPDATE table_row SET content = '{"amount":"NaN"}'""", "2025.row.energy[r0]"),
        ("""UPDATE table_row SET content = '{"amount":1}'""", "2025.row.energy[r0]"),
        ("UPDATE table_row SET content = '7'", "2025.row.energy[r0]"),
    ],
)
def test_a_broken_content_is_named_by_its_place(tmp_path: Path, change: str, place: str) -> None:
    path = tmp_path / "p.parkdb"
    filled(path, sample_set(2025, {"gdp": value_answer(Decimal(1))}, ROWS, 3)).close()
    change_behind(path, change)
    with ParkFile.open(path, CATALOGUE) as park:
        with pytest.raises(DamagedFile) as caught:
            park.history()
        assert place in str(caught.value)
        assert any(place in str(problem) for problem in park.check())


def test_the_damaged_row_is_named_among_hundreds(tmp_path: Path) -> None:
    """Rows are read by the hundred."""
    path = tmp_path / "p.parkdb"
    rows: dict[str, Row] = {f"r{n}": {"carrier": "heat"} for n in range(1200)}
    filled(path, sample_set(2025, rows=rows)).close()
    change_behind(path, "UPDATE table_row SET content = '{' WHERE row_id = 'r700'")
    with ParkFile.open(path, CATALOGUE) as park, pytest.raises(DamagedFile) as caught:
        park.history()
    assert "2025.row.energy[r700]" in str(caught.value)


@pytest.mark.parametrize(
    "change, words",
    [
        ("""UPDATE table_row SET content = '{"amount":"9"}' WHERE row_id = 'r1'""", "2025"),
        ("UPDATE table_row SET position = 1 - position", "2025"),
        ("DELETE FROM edit WHERE sequence = 2", "edit log"),
        ("UPDATE revision SET payload = x'7b7d'", "Revision"),
        ("UPDATE evidence SET content = x'00'", "Evidence"),
    ],
)
def test_check_finds_what_differs_from_the_log(tmp_path: Path, change: str, words: str) -> None:
    path = tmp_path / "p.parkdb"
    with filled(path, sample_set(2025, {"gdp": value_answer(Decimal(1))}, ROWS)) as park:
        park.add_revisions([stored(1)])
        park.add_evidence(b"x", "text/plain")
        assert park.check() == ()
    change_behind(path, change)
    with ParkFile.open(path, CATALOGUE) as park:
        problems = [str(problem) for problem in park.check()]
    assert problems
    assert any(words in problem for problem in problems)


def change_behind(path: Path, statement: str) -> None:
    driver = sqlite3.connect(path)
    driver.execute(statement)
    driver.commit()
    driver.close()


def test_a_full_disk_keeps_the_file_as_before(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    answers = sample_set(2025, rows=ROWS)
    with filled(path, answers) as park:
        (pages,) = park._driver.execute("PRAGMA page_count").fetchone()
        park._driver.execute(f"PRAGMA max_page_count={pages + 2}")
        many = sample_set(2025, rows={f"n{n}": {"carrier": "heat" * 50} for n in range(500)})
        with pytest.raises(StorageFailed) as caught:
            park.apply(group(*changes(answers, many, CATALOGUE)))
        assert caught.value.code == "disk-full"
        assert "p.parkdb" in str(caught.value)
        assert caught.value.hint is not None
        assert park.history() == {2025: answers}
        park._driver.execute("PRAGMA max_page_count=1000000")
        park.apply(group(*changes(answers, many, CATALOGUE)))
        assert park.history() == {2025: many}
        assert park.check() == ()


def test_a_vanished_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.parkdb"
    with filled(path, AnswerSet(2025)) as park:
        path.rename(tmp_path / "elsewhere")
        with pytest.raises(StorageFailed) as caught:
            park.apply(group(Edit(Place(2024, "set"), None, "true")))
        assert caught.value.code == "vanished"
        assert "p.parkdb" in str(caught.value)
    with ParkFile.open(tmp_path / "elsewhere", CATALOGUE) as park:
        assert park.years() == (2025,)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DbError) as caught:
        made(tmp_path / "gone" / "p.parkdb")
    assert caught.value.code == "vanished"


def test_a_copy_that_is_cancelled_leaves_what_was_there(tmp_path: Path) -> None:
    target, told = tmp_path / "copy.parkdb", list[tuple[int, int]]()
    target.write_bytes(b"older")

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise KeyError

    with ParkFile.create(tmp_path / "p.parkdb", CATALOGUE, created_at=TIME) as park:
        park.add_evidence(bytes(3 << 20), "application/pdf")
        with pytest.raises(KeyError):
            park.copy_to(target, stop)
        assert target.read_bytes() == b"older"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.parkdb", "p.parkdb"]
        park.copy_to(target, lambda done, total: told.append((done, total)))
    assert told[0][0] == 1024
    done, total = told[-1]
    assert done == total == target.stat().st_size // 1024
