"""Submissions: what is written, and what is refused when it comes from somebody else."""

import os
import random
import sqlite3
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from db.errors import RefusedFile, StorageFailed
from db.formats import FileKind
from db.park_file import ParkFile
from db.records import ReceivedFile, StoredEvidence, StoredRevision
from db.store import Store
from db.submission_file import Limits, read_submission, write_submission
from support.park_samples import CATALOGUE, SIGNER, TIME, received, stored

META = {"format": "1", "program": "greenpark", "created_at": TIME}
PROOF = StoredEvidence(sha256(b"%PDF-1.7").hexdigest(), "application/pdf", 8, b"%PDF-1.7")
LEFT_OUT = StoredEvidence("f" * 64, "image/png", 77, None)
REVISIONS = [stored(number) for number in range(3)]


def written(path: Path, revisions: Iterable[StoredRevision] = REVISIONS) -> Path:
    write_submission(path, revisions, [PROOF, LEFT_OUT], [SIGNER], META)
    return path


def read_all(path: Path, limits: Limits | None = None) -> list[StoredRevision]:
    with read_submission(path, limits) as content:
        content.meta()
        content.signers()
        list(content.evidence())
        return list(content.revisions())


def refusal(path: Path, limits: Limits | None = None) -> RefusedFile:
    with pytest.raises(RefusedFile) as caught:
        read_all(path, limits)
    assert path.name in str(caught.value)
    assert caught.value.rule in str(caught.value)
    assert caught.value.hint is not None
    return caught.value


def test_format_facts_as_a_stranger_reads_them(tmp_path: Path) -> None:
    path = written(tmp_path / "s.parkdb")
    driver = sqlite3.connect(path)
    assert driver.execute("PRAGMA application_id").fetchone() == (0x47505331,)
    assert driver.execute("PRAGMA user_version").fetchone() == (1,)
    assert driver.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert driver.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    kinds = {row[1]: row[5] for row in driver.execute("PRAGMA table_list")}
    tables = {
        name: (
            strict,
            tuple(f"{row[1]} {row[2]}" for row in driver.execute(f"PRAGMA table_xinfo({name})")),
        )
        for name, strict in kinds.items()
        if not name.startswith("sqlite_")
    }
    assert tables == {
        "meta": (1, ("key TEXT", "value TEXT")),
        "revision": (
            1,
            (
                *("id TEXT", "kind TEXT", "park TEXT", "year TEXT"),
                *("payload BLOB", "signature BLOB", "signer TEXT", "alg TEXT"),
            ),
        ),
        "evidence": (1, ("sha256 TEXT", "media_type TEXT", "size INTEGER", "content BLOB")),
        "signer": (1, ("fingerprint TEXT", "public_key BLOB", "name TEXT")),
    }
    keys = {
        name: [row[1] for row in driver.execute(f"PRAGMA table_xinfo({name})") if row[5]]
        for name in tables
    }
    assert keys == {
        "meta": ["key"],
        "revision": ["id"],
        "evidence": ["sha256"],
        "signer": ["fingerprint"],
    }
    driver.close()
    assert [item.name for item in tmp_path.iterdir()] == ["s.parkdb"]


@pytest.mark.parametrize("memory_bytes", [0, 8 << 20], ids=["copied", "in memory"])
def test_gives_back_what_was_written(tmp_path: Path, memory_bytes: int) -> None:
    path = written(tmp_path / "s.parkdb")
    before = path.read_bytes()
    with read_submission(path, Limits(memory_bytes=memory_bytes)) as content:
        assert content.kind is FileKind.SUBMISSION
        assert content.sha256 == sha256(before).hexdigest()
        assert content.size == len(before)
        assert set(content.revisions()) == set(REVISIONS)
        assert sorted(content.evidence()) == sorted([PROOF, LEFT_OUT])
        assert content.signers() == (SIGNER,)
        assert content.meta() == META
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["s.parkdb"]
    assert list(Path(os.environ["TMPDIR"]).iterdir()) == []


def test_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path / "a.parkdb")
    second = written(tmp_path / "b.parkdb", reversed(REVISIONS))
    assert first.read_bytes() == second.read_bytes()


def test_a_failed_write_keeps_the_file_of_before(tmp_path: Path) -> None:
    path = written(tmp_path / "s.parkdb")
    before = path.read_bytes()

    def broken() -> Iterable[StoredEvidence]:
        yield PROOF
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageFailed) as caught:
        write_submission(path, REVISIONS, broken(), [SIGNER], META)
    assert caught.value.code == "disk-full"
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["s.parkdb"]


def test_a_park_file_and_a_store_are_read_alike(tmp_path: Path) -> None:
    with ParkFile.create(tmp_path / "p.parkdb", CATALOGUE, created_at=TIME) as park:
        park.add_revisions(REVISIONS, [SIGNER])
    with Store.open(tmp_path / "s.db", create=True) as store:
        file = ReceivedFile("a", "0" * 64, "", "", TIME, [received(item) for item in REVISIONS])
        store.add_files([file])
    for name, kind in (("p.parkdb", FileKind.PARK), ("s.db", FileKind.STORE)):
        for memory_bytes in (0, 8 << 20):
            with read_submission(tmp_path / name, Limits(memory_bytes=memory_bytes)) as content:
                assert content.kind is kind
                assert set(content.revisions()) == set(REVISIONS)


def test_a_file_that_is_being_written_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store.open(path, create=True) as store:
        store.add_files([ReceivedFile("a", "0" * 64, "", "", TIME, [received(stored(1))])])
        assert refusal(path).rule == "in-use"
    assert read_all(path) == [stored(1)]


HOSTILE = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM revision; END",
    "view": "CREATE VIEW v AS SELECT * FROM revision",
    "virtual table": "CREATE VIRTUAL TABLE v USING fts5(x)",
    "extra table": "CREATE TABLE extra(x TEXT) STRICT",
    "extra column": "ALTER TABLE meta ADD COLUMN more TEXT",
    "generated column": "ALTER TABLE meta ADD COLUMN more TEXT GENERATED ALWAYS AS (upper(key))",
    "renamed column": "ALTER TABLE meta RENAME COLUMN value TO worth",
    "missing table": "DROP TABLE signer",
    "index": "CREATE INDEX i ON revision(park)",
    "expression index": "CREATE INDEX i ON revision(hex(payload))",
    "statistics": "ANALYZE",
}


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("kind", ["submission", "park", "store"])
def test_a_foreign_schema_is_refused(tmp_path: Path, kind: str, statement: str) -> None:
    path = tmp_path / "s.parkdb"
    if kind == "park":
        ParkFile.create(path, CATALOGUE, created_at=TIME).close()
    elif kind == "store":
        Store.open(path, create=True).close()
    else:
        written(path)
    change(path, statement)
    assert refusal(path).rule == "schema"


def change(path: Path, *statements: str) -> None:
    driver = sqlite3.connect(path)
    for statement in statements:
        driver.execute(statement)
    driver.commit()
    driver.close()


def rebuilt(path: Path, definitions: Iterable[str]) -> Path:
    """A file with the mark of a submission and tables of one's own."""
    change(
        path,
        "PRAGMA application_id=0x47505331",
        "PRAGMA user_version=1",
        *definitions,
    )
    return path


META_DDL = "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) STRICT"
REVISION_DDL = (
    "CREATE TABLE revision(id TEXT PRIMARY KEY, kind TEXT, park TEXT, year TEXT,"
    " payload BLOB, signature BLOB, signer TEXT, alg TEXT) STRICT"
)
EVIDENCE_DDL = (
    "CREATE TABLE evidence(sha256 TEXT PRIMARY KEY, media_type TEXT, size INTEGER,"
    " content BLOB) STRICT"
)
SIGNER_DDL = "CREATE TABLE signer(fingerprint TEXT PRIMARY KEY, public_key BLOB, name TEXT) STRICT"
OTHERS = (REVISION_DDL, EVIDENCE_DDL, SIGNER_DDL)


@pytest.mark.parametrize(
    "definition",
    [
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT CHECK (length(value) < 9)) STRICT",
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT DEFAULT (hex(randomblob(9)))) STRICT",
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT COLLATE nocase) STRICT",
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT AS (key) STORED) STRICT",
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT)",
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB) STRICT",
        "CREATE TABLE meta(value TEXT, key TEXT PRIMARY KEY) STRICT",
        "CREATE VIEW meta AS SELECT id AS key, kind AS value FROM revision",
        "CREATE VIRTUAL TABLE meta USING fts5(key, value)",
    ],
)
def test_a_table_that_is_defined_otherwise_is_refused(tmp_path: Path, definition: str) -> None:
    path = rebuilt(tmp_path / "s.parkdb", [definition, *OTHERS])
    assert refusal(path).rule == "schema"


def test_another_spelling_of_the_same_tables_is_accepted(tmp_path: Path) -> None:
    spelled = (
        'create table "meta" (\n  "key" text NOT NULL,\n value Text, primary key (key)\n) strict'
    )
    path = rebuilt(tmp_path / "s.parkdb", [spelled, *OTHERS])
    assert read_all(path) == []


def with_header(at: int, content: bytes) -> Callable[[bytes], bytes]:
    return lambda file: file[:at] + content + file[at + len(content) :]


@pytest.mark.parametrize(
    "damage, rule",
    [
        (with_header(68, b"PARK"), "foreign-file"),
        (with_header(0, b"PK\x03\x04"), "foreign-file"),
        (lambda _: b"", "foreign-file"),
        (lambda file: file[:99], "foreign-file"),
        (with_header(60, (2).to_bytes(4, "big")), "format"),
        (with_header(56, (2).to_bytes(4, "big")), "format"),
        (lambda file: file[:-1], "damaged"),
        (lambda file: file[: len(file) // 2], "damaged"),
        (lambda file: file + b"more", "damaged"),
        (with_header(16, b"\x00\x00"), "damaged"),
    ],
)
def test_a_broken_head_or_end_is_refused(
    tmp_path: Path, damage: Callable[[bytes], bytes], rule: str
) -> None:
    path = written(tmp_path / "s.parkdb")
    path.write_bytes(damage(path.read_bytes()))
    assert refusal(path).rule == rule


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("gone.parkdb", "pipe", "."):
        with pytest.raises(RefusedFile) as caught:
            read_submission(tmp_path / name)
        assert caught.value.rule == "unreadable"


@pytest.mark.parametrize(
    "limits, rule",
    [
        (Limits(file_bytes=1000), "file-size"),
        (Limits(revisions=2), "row-count"),
        (Limits(evidence=1), "row-count"),
        (Limits(signers=0), "row-count"),
        (Limits(payload_bytes=10), "blob-length"),
        (Limits(evidence_bytes=7), "blob-length"),
        (Limits(text_characters=63), "text-length"),
    ],
)
def test_what_is_beyond_the_limits_is_refused(tmp_path: Path, limits: Limits, rule: str) -> None:
    assert refusal(written(tmp_path / "s.parkdb"), limits).rule == rule


def test_work_without_end_is_stopped(tmp_path: Path) -> None:
    path = written(tmp_path / "s.parkdb", map(stored, range(10_000)))
    assert refusal(path, Limits(steps=0)).rule == "damaged"


def test_a_huge_content_is_refused_by_the_database_itself(tmp_path: Path) -> None:
    path = written(tmp_path / "s.parkdb")
    change(path, "UPDATE evidence SET content = zeroblob(3000000)")
    limits = Limits(payload_bytes=1_000_000, evidence_bytes=1_000_000)
    assert refusal(path, limits).rule == "damaged"


@pytest.mark.parametrize(
    "statement, rule",
    [
        ("UPDATE revision SET id = upper(id)", "hash-form"),
        ("UPDATE revision SET id = substr(id, 2)", "hash-form"),
        ("UPDATE revision SET payload = NULL", "types"),
        ("UPDATE revision SET park = NULL", "types"),
        ("UPDATE evidence SET size = -1", "types"),
        ("UPDATE evidence SET size = NULL", "types"),
        ("UPDATE evidence SET content = x'00'", "evidence-hash"),
        ("UPDATE evidence SET size = 9 WHERE content IS NOT NULL", "evidence-hash"),
        ("UPDATE signer SET public_key = NULL", "types"),
        ("UPDATE signer SET fingerprint = 'x'", "hash-form"),
        ("UPDATE revision SET park = CAST(x'ff' AS TEXT)", "damaged"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, statement: str, rule: str) -> None:
    path = written(tmp_path / "s.parkdb", REVISIONS[:1])
    change(path, statement)
    assert refusal(path).rule == rule


def test_nothing_but_the_four_tables_can_be_read_or_changed(tmp_path: Path) -> None:
    with read_submission(written(tmp_path / "s.parkdb")) as content:
        for statement in (
            "DELETE FROM revision",
            "CREATE TABLE t(x)",
            "ATTACH ':memory:' AS other",
            "PRAGMA writable_schema=ON",
            "PRAGMA trusted_schema=ON",
            "SELECT load_extension('x')",
            "SELECT randomblob(1000000000)",
            "SELECT * FROM pragma_database_list",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                content._driver.execute(statement).fetchall()


@pytest.mark.slow
@pytest.mark.parametrize(
    "memory_bytes, cases", [(0, 200), (8 << 20, 1400)], ids=["copied", "in memory"]
)
def test_damaged_bytes_are_refused_or_change_nothing_that_counts(
    tmp_path: Path, memory_bytes: int, cases: int
) -> None:
    content = written(tmp_path / "s.parkdb").read_bytes()
    used = [place for place, byte in enumerate(content) if byte]
    path = tmp_path / "damaged.parkdb"
    limits = Limits(memory_bytes=memory_bytes)
    refused = 0
    for number in range(cases):
        path.write_bytes(damaged(content, used, random.Random(number)))
        try:
            found = read_all(path, limits)
        except RefusedFile:
            refused += 1
            continue
        true = [item for item in found if sha256(item.payload).hexdigest() == item.id]
        assert {item.payload for item in true} <= {item.payload for item in REVISIONS}
    assert refused > cases / 4


def damaged(content: bytes, used: list[int], chance: random.Random) -> bytes:
    """The file with its end cut off, some bits turned, or a stretch of it overwritten."""
    changed = bytearray(content)
    kind = chance.randrange(4)
    if kind == 0:
        del changed[chance.randrange(len(changed)) :]
    elif kind == 1:
        for _ in range(chance.randrange(1, 4)):
            changed[chance.choice(used)] ^= 1 << chance.randrange(8)
    elif kind == 2:
        start = chance.choice(used)
        changed[start : start + 16] = chance.randbytes(16)
    else:
        changed[chance.randrange(100, 4096)] = chance.randrange(256)
    return bytes(changed)
