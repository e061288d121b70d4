"""The store, on SQLite and on PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from db.errors import (
    DbError,
    FileExists,
    FileLocked,
    FileMissing,
    NotAGreenparkFile,
    PermissionLost,
    RowsLost,
    StorageFailed,
)
from db.records import (
    CodeEntry,
    IndexRows,
    ReceivedFile,
    ReceivedRevision,
    ScoreEntry,
    ScoreKey,
    StoredEvidence,
    StoredRevision,
)
from db.store import Store
from merging.compose import withdrawal_payload
from merging.lineage import head_of
from merging.revision import read_revision
from questionnaire.messages import Message, msg
from support.park_samples import SIGNER, TIME, received, stored

INDEX = IndexRows(
    park_name="示范园区",
    answers=[("gdp", "value", "680"), ("kind", "no_data", None)],
    rows=[("energy", "r1", '{"carrier":"heat"}')],
    inventory=[("inventory.total_tce", "12.5"), ("inventory.x", None)],
)


def arrival(*revisions: ReceivedRevision, name: str = "a.parkdb") -> ReceivedFile:
    return ReceivedFile(
        name=name,
        sha256=sha256(name.encode()).hexdigest(),
        sender="陈工",
        author="省厅",
        time=TIME,
        revisions=revisions,
        signers=[SIGNER],
        details={"in": "1"},
    )


def tables_of(location: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read without the store."""
    if "://" in location:
        engine = create_engine(location)
    else:
        engine = create_engine(f"sqlite:///{location}")
    names = [
        *("revision", "evidence", "signer", "received", "lineage", "park", "answer"),
        *("table_row", "inventory", "audit", "signer_state"),
    ]
    with engine.connect() as connection:
        found = {
            name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"')))
            for name in names
        }
    engine.dispose()
    return {name: [(row,) for row in rows] for name, rows in found.items()}


def test_gives_back_what_a_file_brought(store: Store) -> None:
    first = stored(1)
    second = stored(2, parents=[first.id])
    store.add_files([arrival(received(first, INDEX), received(second, INDEX, (first.id,)))])
    assert store.known_ids() == {first.id, second.id}
    assert set(store.revisions()) == {first, second}
    assert store.payload(second.id) == second.payload
    assert [(head.id, head.parents) for head in store.heads()] == [
        (first.id, ()),
        (second.id, (first.id,)),
    ]
    assert store.park_names() == {"320594": ("示范园区",)}
    assert store.answer_values("gdp")[first.id] == ("value", "680")
    assert store.answer_values("kind")[first.id] == ("no_data", None)
    assert store.inventory_values("inventory.total_tce") == {first.id: "12.5", second.id: "12.5"}
    assert store.check() == ()


def test_adding_a_file_again_changes_only_the_audit(store: Store, location: str) -> None:
    store.add_files([arrival(received(stored(1), INDEX))])
    before = tables_of(location)
    store.add_files([arrival(received(stored(1), INDEX))])
    after = tables_of(location)
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before


def test_a_file_that_fails_in_the_middle_leaves_nothing(store: Store, location: str) -> None:
    def broken() -> Iterator[StoredEvidence]:
        yield StoredEvidence("0" * 64, "text/plain", 1, b"x")
        raise OSError(5, "Input/output error")

    store.add_files([arrival(received(stored(1), INDEX))])
    before = tables_of(location)
    with pytest.raises(StorageFailed) as caught:
        store.add_files([replace(arrival(received(stored(2), INDEX)), evidence=broken())])
    assert "Input/output error" in str(caught.value)
    assert caught.value.hint is not None
    assert tables_of(location) == before


SWALLOW = """CREATE TRIGGER swallow BEFORE INSERT ON {table} FOR EACH ROW
    WHEN NEW.revision > 1 BEGIN SELECT RAISE(IGNORE); END"""


def test_files_are_stored_together_or_not_at_all(tmp_path: Path) -> None:
    location = str(tmp_path / "store.db")
    with Store.open(location, create=True) as store:
        store.add_files([arrival(received(stored(1), INDEX))])
        before = tables_of(location)
        broken = replace(arrival(received(stored(3), INDEX)), time=None)  # type: ignore[arg-type]
        with pytest.raises(StorageFailed):
            store.add_files([arrival(received(stored(2), INDEX)), broken])
        assert tables_of(location) == before
        store.add_files([arrival(received(stored(2), INDEX)), arrival(received(stored(3), INDEX))])
        assert store.known_ids() == {stored(number).id for number in (1, 2, 3)}
        assert [entry.action for entry in store.audit()][-2:] == ["merge", "merge"]
        assert store.check() == ()


@pytest.mark.parametrize("table", ["answer", "table_row", "inventory"])
def test_rows_that_the_database_did_not_keep_are_missed(tmp_path: Path, table: str) -> None:
    """The rows are counted in the store itself, not in what was given to it."""
    location = str(tmp_path / "store.db")
    with Store.open(location, create=True) as store:
        store.add_files([arrival(received(stored(1), INDEX))])
    with sqlite3.connect(location) as driver:
        driver.execute(SWALLOW.format(table=table))
    driver.close()
    before = tables_of(location)
    with Store.open(location) as store, pytest.raises(RowsLost) as caught:
        store.add_files([arrival(received(stored(2), INDEX))])
    assert table in str(caught.value)
    assert "store check" in str(caught.value.hint)
    assert tables_of(location) == before


def test_both_databases_hold_the_same(tmp_path: Path, postgres_url: str) -> None:
    file = arrival(received(stored(1), INDEX), received(stored(2, "320500", 2024)))
    path = str(tmp_path / "s.db")
    for location in (path, postgres_url):
        with Store.open(location, create=True) as store:
            store.add_files([file])
            store.confirm(SIGNER.fingerprint, "省厅", TIME, park="320594")
    assert tables_of(path) == tables_of(postgres_url)


def test_a_content_that_follows_completes_its_hash(store: Store) -> None:
    content = b"%PDF-1.7"
    digest = sha256(content).hexdigest()
    without = StoredEvidence(digest, "", len(content), None)
    store.add_files([replace(arrival(), evidence=[without])])
    assert store.evidence_content(digest) is None
    complete = StoredEvidence(digest, "application/pdf", len(content), content)
    store.add_files([replace(arrival(), evidence=[complete])])
    store.add_files([replace(arrival(), evidence=[without])])
    assert list(store.evidence()) == [complete]


def test_filters_revisions_by_kind_park_and_year(store: Store) -> None:
    revisions = [stored(1), stored(2, "320500"), stored(3, "320594", 2024)]
    store.add_files([arrival(*map(received, revisions))])
    assert list(store.revisions(park="320594", year=2025)) == [revisions[0]]
    assert list(store.revisions(kind="withdrawal")) == []
    assert {item.id for item in store.revisions(park="320594")} == {
        revisions[0].id,
        revisions[2].id,
    }


def test_keys_are_unconfirmed_until_confirmed_and_revoked_after(store: Store) -> None:
    store.add_files([arrival(received(stored(1)))])
    (unknown,) = store.signers()
    assert (unknown.status, unknown.park, unknown.office) == ("unconfirmed", None, False)
    store.confirm(SIGNER.fingerprint, "省厅", TIME, park="320594")
    (confirmed,) = store.signers()
    assert (confirmed.status, confirmed.park, confirmed.office) == ("confirmed", "320594", False)
    store.revoke(SIGNER.fingerprint, "省厅", TIME, "密钥遗失")
    (revoked,) = store.signers()
    assert (revoked.status, revoked.park, revoked.reason) == ("revoked", None, "密钥遗失")
    assert [entry.action for entry in store.audit()] == ["merge", "confirm", "revoke"]
    assert "密钥遗失" in store.audit()[-1].details


def test_a_known_key_keeps_its_name_when_added_again(store: Store) -> None:
    store.add_signer(SIGNER)
    store.add_signer(SIGNER._replace(name="another"))
    assert [record.name for record in store.signers()] == ["陈工"]


def test_confirming_an_unknown_key_names_it(store: Store) -> None:
    with pytest.raises(DbError) as caught:
        store.confirm("f" * 64, "省厅", TIME, office=True)
    assert "f" * 64 in str(caught.value)
    assert caught.value.hint is not None
    assert store.audit() == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET author = 'x' WHERE sequence = 2",
        "UPDATE audit SET details = '{}' WHERE sequence = 1",
        "UPDATE audit SET time = '2020-01-01T00:00:00Z' WHERE sequence = 3",
        "DELETE FROM audit WHERE sequence = 2",
        "DELETE FROM audit WHERE sequence = 1",
    ],
)
def test_the_audit_chain_tells_a_changed_entry(store: Store, location: str, change: str) -> None:
    for number in range(3):
        store.add_files([arrival(received(stored(number)))])
    assert store.check_audit_chain() == ()
    change_behind(location, change)
    assert store.check_audit_chain()


def change_behind(location: str, statement: str) -> None:
    """Change the database without the store."""
    address = location if "://" in location else f"sqlite:///{location}"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.mark.parametrize(
    "change, words",
    [
        ("UPDATE revision SET payload = signature", "was changed"),
        ("UPDATE evidence SET size = 6", "Evidence"),
        ("DELETE FROM lineage", "missing in the index"),
        ("UPDATE answer SET revision = revision + 7", "not there"),
    ],
)
def test_check_names_what_was_changed(store: Store, location: str, change: str, words: str) -> None:
    content = b"proof"
    proof = StoredEvidence(sha256(content).hexdigest(), "text/plain", len(content), content)
    store.add_files([replace(arrival(received(stored(1), INDEX)), evidence=[proof])])
    assert store.check() == ()
    change_behind(location, change)
    problems = [str(problem) for problem in store.check()]
    assert problems
    assert all(words in problem for problem in problems)


def test_check_asks_about_each_signature_with_its_key(store: Store) -> None:
    asked: list[tuple[str, bytes | None]] = []

    def refuse(revision: StoredRevision, key: bytes | None) -> Message:
        asked.append((revision.id, key))
        return msg("Signature of {id} is broken.", id=revision.id)

    store.add_files([arrival(received(stored(1)))])
    problems = store.check(refuse)
    assert asked == [(stored(1).id, SIGNER.public_key)]
    assert len(problems) == 1


def score(total: str, rubric: str = "a" * 64) -> ScoreEntry:
    key = ScoreKey(stored(1).id, "", rubric, "b" * 64, "")
    code = CodeEntry("final", "yellow", 3, "0.91", "1.2", "3.4")
    return ScoreEntry(key, TIME, "CE", total, "B", "98.5", "rated", '{"total":"x"}', code)


def test_scores_are_kept_by_what_they_rest_on(store: Store) -> None:
    first, other = score("71.4"), score("70.1", "c" * 64)
    store.add_score(first)
    assert store.has_score(first.key)
    assert not store.has_score(other.key)
    store.add_score(other)
    store.add_score(score("71.5"))
    assert store.scores([stored(1).id]) == (score("71.5"), other)


def test_backup_is_a_store_with_the_same_content(store: Store, tmp_path: Path) -> None:
    content = b"proof"
    proof = StoredEvidence(sha256(content).hexdigest(), "text/plain", len(content), content)
    store.add_files([replace(arrival(received(stored(1), INDEX)), evidence=[proof])])
    store.confirm(SIGNER.fingerprint, "省厅", TIME, office=True)
    target = tmp_path / "backup" / "b.db"
    target.parent.mkdir()
    store.backup(target)
    assert [path.name for path in target.parent.iterdir()] == ["b.db"]
    with Store.open(target) as copy:
        assert set(copy.revisions()) == set(store.revisions())
        assert list(copy.evidence()) == [proof]
        assert copy.signers() == store.signers()
        assert copy.audit() == store.audit()
        assert copy.check() == ()


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("mine")
    with pytest.raises(FileExists) as caught:
        store.backup(target)
    assert "taken" in str(caught.value)
    assert target.read_text() == "mine"


def test_the_last_three_automatic_backups_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "p[1].db"
    with Store.open(path, create=True) as store:
        for day in range(1, 6):
            store.keep_backup(f"2026-03-0{day}T08:00:00Z")
    names = sorted(item.name for item in tmp_path.glob("*.backup"))
    assert names == [f"p[1].db.2026030{day}080000.backup" for day in (3, 4, 5)]


def test_a_server_keeps_its_own_backups(postgres_url: str) -> None:
    with Store.open(postgres_url, create=True) as store:
        assert store.keep_backup(TIME) is None


def test_a_store_is_not_made_unasked(location: str) -> None:
    with pytest.raises(FileMissing) as caught:
        Store.open(location)
    assert caught.value.hint is not None


def test_opens_again_what_it_has_made(location: str) -> None:
    with Store.open(location, create=True) as store:
        store.add_files([arrival(received(stored(1)))])
    with Store.open(location, create=True) as store:
        assert store.known_ids() == {stored(1).id}


def test_another_database_is_not_a_store(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as driver:
        driver.execute("CREATE TABLE t(x)")
    driver.close()
    with pytest.raises(NotAGreenparkFile) as caught:
        Store.open(path)
    assert "other.db" in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["mysql://staff:secret@host/db", "postgresql://staff:secret@host:port/db", "x://:secret@"],
)
def test_a_wrong_address_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(StorageFailed) as caught:
        Store.open(address)
    assert "secret" not in f"{caught.value} {caught.value.hint} {caught.value.__cause__}"


def test_an_unreachable_server_is_named_without_the_password(tmp_path: Path) -> None:
    address = f"postgresql://staff:secret@/parks?host={tmp_path}&password=secret"
    with pytest.raises(StorageFailed) as caught:
        Store.open(address)
    assert "postgresql://staff@" in str(caught.value)
    assert "secret" not in f"{caught.value} {caught.value.hint} {caught.value.__cause__}"
    assert "does not let us in" in str(caught.value)
    assert "whether the server runs" in str(caught.value.hint)


def test_a_database_that_the_server_lacks_is_told(postgres_url: str) -> None:
    with pytest.raises(StorageFailed) as caught:
        Store.open(str(make_url(postgres_url).set(database="nowhere")))
    assert "nowhere" in str(caught.value)
    assert "the name of the database" in str(caught.value.hint)


def test_a_connection_that_the_server_ends_is_told(postgres_url: str) -> None:
    def ended() -> Iterator[ReceivedFile]:
        """A file, after which the server ends whoever is writing to this database."""
        yield arrival(received(stored(1)))
        engine = create_engine(postgres_url)
        with engine.connect() as other:
            other.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        engine.dispose()
        yield arrival(received(stored(2)))

    with Store.open(postgres_url, create=True) as store:
        with pytest.raises(StorageFailed) as caught:
            store.add_files(ended())
        assert "has ended the connection" in str(caught.value)
        assert store.known_ids() == frozenset()


def test_a_user_without_rights_is_told_whom_to_ask(postgres_url: str) -> None:
    visitor = f"visitor_of_{make_url(postgres_url).database}"
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE ROLE "{visitor}" LOGIN')
        try:
            with pytest.raises(PermissionLost) as caught:
                Store.open(str(make_url(postgres_url).set(username=visitor)), create=True)
        finally:
            connection.exec_driver_sql(f'DROP ROLE "{visitor}"')
    engine.dispose()
    assert "who looks after the server" in str(caught.value.hint)


def test_a_second_writer_waits_and_then_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store.open(path, create=True) as first, Store.open(path) as second:
        assert second._database.driver is not None
        second._database.driver.execute("PRAGMA busy_timeout=10")
        with first._database.writing():
            with pytest.raises(FileLocked) as caught:
                second.add_files([arrival(received(stored(1)))])
            assert "s.db" in str(caught.value)
            assert second.known_ids() == frozenset()
            second.add_files([])  # nothing to write waits for nobody
        second.add_files([arrival(received(stored(1)))])
        assert first.known_ids() == {stored(1).id}


def test_a_full_disk_leaves_the_store_as_before(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store.open(path, create=True) as store:
        store.add_files([arrival(received(stored(1), INDEX))])
        before = tables_of(str(path))
        assert store._database.driver is not None
        (pages,) = store._database.driver.execute("PRAGMA page_count").fetchone()
        store._database.driver.execute(f"PRAGMA max_page_count={pages + 3}")
        large = StoredEvidence("0" * 64, "text/plain", 10**6, bytes(10**6))
        with pytest.raises(StorageFailed) as caught:
            store.add_files([replace(arrival(received(stored(2))), evidence=[large])])
        assert caught.value.code == "disk-full"
        assert "s.db" in str(caught.value)
        assert caught.value.hint is not None
    assert tables_of(str(path)) == before


def withdrawal(reason: str) -> ReceivedRevision:
    """A true revision, as a merge hands it over."""
    payload = withdrawal_payload(
        park="320594",
        year=2025,
        withdraws=stored(1).id,
        reason=reason,
        author="省厅",
        created_at=TIME,
    )
    revision = read_revision(payload)
    item = StoredRevision(
        revision.id,
        "withdrawal",
        "320594",
        "2025",
        payload,
        bytes(64),
        SIGNER.fingerprint,
        "ed25519",
    )
    return ReceivedRevision(item, head_of(revision, item.signer), INDEX)


def test_rebuilding_gives_the_index_of_the_merge(store: Store, location: str) -> None:
    revisions = [withdrawal("一"), withdrawal("二"), withdrawal("三")]
    store.add_files([arrival(*revisions)])
    before = tables_of(location)
    for table in ("lineage", "park", "answer", "table_row", "inventory"):
        change_behind(location, f"DELETE FROM {table}")
    store.rebuild({item.stored.id: INDEX for item in revisions}, "省厅", TIME)
    after = tables_of(location)
    assert [entry.action for entry in store.audit()] == ["merge", "rebuild"]
    del before["audit"], after["audit"]
    assert after == before
    assert store.heads() == tuple(item.head for item in revisions)
