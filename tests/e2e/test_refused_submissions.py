"""Files that a merge must not take: each by name, rule and remedy; the store stays as it was.

Source: submissions.md, Merge; quality.md, Attacks. Rules of the file itself are in
tests/unit/db/test_submission_file.py, those of a payload in tests/unit/merging/test_revision.py;
here they meet the command.
"""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.records import StoredEvidence
from questionnaire.canonical_json import encode
from services.keys import KeyRing
from support.command import CommandLine
from support.journeys import (
    CODE,
    Prepared,
    documents_of,
    identity,
    like,
    of_park,
    send,
    signed_payload,
    write_revisions,
)

Change = Callable[[dict[str, Any]], bytes]


def _json(**changes: Any) -> Change:
    return lambda real: encode(like(real, **changes))


def _replaced(old: bytes, new: bytes) -> Change:
    return lambda real: encode(real).replace(old, new, 1)


def _answer(code: str, answer: Mapping[str, str]) -> Change:
    return lambda real: encode({**real, "answers": {**real["answers"], code: answer}})


PAYLOADS: dict[str, tuple[Change, str]] = {
    "no JSON": (lambda _: b"answers", "revision-content"),
    "not UTF-8": (lambda _: b'{"a":"\xff"}', "revision-content"),
    "no object": (lambda _: b"[]", "revision-content"),
    "deep": (lambda _: b"[" * 50_000 + b"]" * 50_000, "revision-content"),
    "blank before": (lambda real: b" " + encode(real), "revision-content"),
    "line feed after": (lambda real: encode(real) + b"\n", "revision-content"),
    "duplicate key": (_replaced(b'{"answers":', b'{"answers":{},"answers":'), "revision-content"),
    "NaN": (_replaced(b'"value":"680"', b'"value":NaN'), "revision-content"),
    "number": (_replaced(b'"value":"680"', b'"value":680'), "revision-content"),
    "unknown key": (_json(note="hello"), "revision-content"),
    "missing key": (_json(catalogue=None), "revision-content"),
    "wrong kind": (_json(kind="order"), "revision-content"),
    "newer format": (_json(format="2"), "revision-content"),
    "other park inside": (_json(park="TEST0009"), "revision-content"),
    "path as park": (_json(park="../../etc"), "revision-content"),
    "own parent": (_json(parents=["x"]), "revision-content"),
    "control character": (_json(author="\x1b[31m"), "revision-content"),
    "assessor's mark": (
        _json(marks={"T1": {"assessor_a": {"level": "4"}}}),
        "revision-content",
    ),
    "out of range": (_answer("gdp", {"state": "value", "value": "-5"}), "revision-values"),
    "wrong type": (_answer("gdp", {"state": "value", "value": "much"}), "revision-values"),
    "unknown choice": (
        _answer("boundary_type", {"state": "value", "value": "circle"}),
        "revision-values",
    ),
    "no whole number": (
        _answer("fulltime_staff", {"state": "value", "value": "2.5"}),
        "revision-values",
    ),
}


@pytest.fixture
def real(submission: Path) -> dict[str, Any]:
    """The document of the worked example's submission."""
    (document,) = documents_of(submission)
    return document


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def _refused(greenpark: CommandLine, store: Path, path: Path) -> dict[str, Any]:
    """Merge what must be refused, in both languages; the refusal in English."""
    before = _dump(store)
    results = [
        greenpark("merge", store, path, "--json", "--lang", language) for language in ("zh", "en")
    ]
    assert [result.code for result in results] == [1, 1]
    (chinese,), (english,) = (result.json["refused"] for result in results)
    assert _dump(store) == before
    assert results[0].json["ok"] is True
    assert results[0].json["revisions_added"] == 0
    for refusal in (chinese, english):
        assert refusal["file"] == path.name
        assert refusal["message"]
        assert refusal["hint"]
        assert "{" not in refusal["hint"]
    assert chinese["rule"] == english["rule"]
    assert chinese["message"] != english["message"]
    refusal_: dict[str, Any] = english
    return refusal_


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_signed_payload_that_is_none(
    greenpark: CommandLine, empty_store: Path, keys: KeyRing, real: Any, tmp_path: Path, name: str
) -> None:
    change, rule = PAYLOADS[name]
    key = keys.park(CODE)
    columns = {"kind": "submission", "park": CODE, "year": "2025"}
    row = signed_payload(change(real), key, **columns)
    path = write_revisions(tmp_path / "attack.parkdb", [row], [key])
    refusal = _refused(greenpark, empty_store, path)
    assert refusal["rule"] == rule
    assert row.id[:16] in refusal["message"]
    assert refusal["items"]
    assert all(item["rule"] and item["message"] for item in refusal["items"])


COLUMNS: dict[str, tuple[dict[str, Any], str]] = {
    "id of another payload": ({"id": "0" * 64}, "revision-id"),
    "kind": ({"kind": "assessment"}, "revision-columns"),
    "park": ({"park": "TEST0003"}, "revision-columns"),
    "year": ({"year": "2024"}, "revision-columns"),
    "algorithm": ({"alg": "none"}, "revision-columns"),
    "signature of zeros": ({"signature": bytes(64)}, "signature"),
    "no signature": ({"signature": b""}, "signature"),
    "missing signer": ({"signer": "0" * 64}, "signer-missing"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_that_lie(
    greenpark: CommandLine, store: Path, keys: KeyRing, real: Any, tmp_path: Path, name: str
) -> None:
    columns, rule = COLUMNS[name]
    key = keys.park("TEST0002")
    row = signed_payload(encode(of_park(real, "TEST0002")), key, **columns)
    path = write_revisions(tmp_path / "attack.parkdb", [row], [key])
    assert _refused(greenpark, store, path)["rule"] == rule


def test_a_revision_signed_again_by_another_key_changes_nothing(
    greenpark: CommandLine, store: Path, keys: KeyRing, real: Any, tmp_path: Path
) -> None:
    path = send(tmp_path / "again.parkdb", keys.park("TEST0002"), real)
    before = greenpark.done("rank", store)
    result = greenpark.done("merge", store, path)
    assert (result["revisions_added"], result["identical"]) == (0, 1)
    assert greenpark.done("rank", store) == before
    assert greenpark.done("store", "check", store)["problems"] == []


def test_a_key_under_another_fingerprint(
    greenpark: CommandLine, store: Path, keys: KeyRing, real: Any, tmp_path: Path
) -> None:
    mine, theirs = keys.park("TEST0002"), keys.park(CODE)
    row = signed_payload(encode(of_park(real, "TEST0002")), mine, signer=theirs.fingerprint)
    path = write_revisions(tmp_path / "attack.parkdb", [row], [mine])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE signer SET fingerprint = ?", (theirs.fingerprint,))
    assert _refused(greenpark, store, path)["rule"] == "signer-fingerprint"


def test_evidence_with_another_content(
    greenpark: CommandLine, store: Path, keys: KeyRing, real: Any, tmp_path: Path
) -> None:
    content, key = b"%PDF-1.4 true", keys.park(CODE)
    false = StoredEvidence("ab" * 32, "application/pdf", len(content), content)
    row = signed_payload(encode(real), key)
    path = write_revisions(tmp_path / "attack.parkdb", [row], [key], [false])
    assert _refused(greenpark, store, path)["rule"] == "evidence-hash"


def _with_schema(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)

    return change


def _overwritten(place: int, data: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[:place] + data + content[place + len(data) :])

    return change


def _becomes_a_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "trigger": (
        _with_schema("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM revision; END"),
        "schema",
    ),
    "view": (_with_schema("CREATE VIEW v AS SELECT * FROM revision"), "schema"),
    "further table": (_with_schema("CREATE TABLE drafts(a TEXT)"), "schema"),
    "virtual table": (_with_schema("CREATE VIRTUAL TABLE f USING fts5(a)"), "schema"),
    "index with an expression": (
        _with_schema("CREATE INDEX i ON revision(length(payload))"),
        "schema",
    ),
    "further column": (
        _with_schema("ALTER TABLE revision ADD COLUMN note TEXT DEFAULT 'x'"),
        "schema",
    ),
    "missing table": (_with_schema("DROP TABLE evidence"), "schema"),
    "newer format": (_with_schema("PRAGMA user_version = 2"), "format"),
    "other program": (_with_schema("PRAGMA application_id = 7"), "foreign-file"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-4096]), "damaged"),
    "appended": (lambda path: path.write_bytes(path.read_bytes() + b"x"), "damaged"),
    "page of zeros": (_overwritten(4096, bytes(4096)), "damaged"),
    "empty": (lambda path: path.write_bytes(b""), "foreign-file"),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG" * 4096), "foreign-file"),
    "an archive": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(9000)), "foreign-file"),
    "a device": (_becomes_a_device, "unreadable"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_submission(
    greenpark: CommandLine, empty_store: Path, submission: Path, tmp_path: Path, name: str
) -> None:
    change, rule = FILES[name]
    path = Path(shutil.copyfile(submission, tmp_path / "attack.parkdb"))
    change(path)
    assert _refused(greenpark, empty_store, path)["rule"] == rule


def test_what_is_refused_is_told_with_the_places(
    greenpark: CommandLine, store: Path, keys: KeyRing, real: Any, tmp_path: Path
) -> None:
    path = send(tmp_path / "attack.parkdb", keys.park(CODE), like(real, catalogue=None, note="x"))
    outcome = greenpark("merge", store, path, "--lang", "en")
    assert outcome.code == 1
    first, *places, _ = outcome.out.splitlines()
    assert first.startswith("attack.parkdb refused [revision-content]: The content of revision ")
    assert first.endswith("send that file.")
    assert [line.split(":")[0].strip() for line in places] == [
        "catalogue [missing-key]",
        "note [unknown-key]",
    ]


def test_one_that_is_not_there(greenpark: CommandLine, store: Path, tmp_path: Path) -> None:
    assert _refused(greenpark, store, tmp_path / "nothing.parkdb")["rule"] == "no-file"


def test_a_store_on_a_server_is_told_the_way(greenpark: CommandLine, store: Path) -> None:
    outcome = greenpark("merge", store, "postgresql://staff:secret@host/other", "--json")
    assert outcome.code == 2
    assert "store backup" in outcome.json["error"]["hint"]
    assert "secret" not in outcome.out + outcome.err


def test_one_bad_file_never_stops_the_others(
    greenpark: CommandLine, store: Path, keys: KeyRing, real: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    for number in range(2, 6):
        park = f"TEST000{number}"
        send(folder / f"{number}.parkdb", keys.park(park), of_park(real, park))
    (folder / "0.parkdb").write_bytes(b"nothing")
    (folder / "9.parkdb").write_bytes(b"SQLite format 3\x00" + bytes(5000))
    (folder / "notes.txt").write_text("不是数据", encoding="utf-8")
    outcome = greenpark("merge", store, folder, "--json")
    assert outcome.code == 1
    assert (outcome.json["files"], outcome.json["revisions_added"]) == (6, 4)
    assert [item["file"] for item in outcome.json["refused"]] == ["0.parkdb", "9.parkdb"]
    assert [line.split()[0] for line in outcome.err.splitlines()[:6]] == [
        f"{number}/6" for number in range(1, 7)
    ]


def test_a_folder_without_files_is_told(
    greenpark: CommandLine, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    outcome = greenpark("merge", store, tmp_path / "empty", "--json", "--lang", "en")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")
    assert "empty" in outcome.json["error"]["message"]
    assert "*.parkdb" in outcome.json["error"]["hint"]


def test_a_file_given_twice_is_merged_once(
    greenpark: CommandLine, submission: Path, tmp_path: Path
) -> None:
    result = greenpark.done("merge", tmp_path / "s.db", submission, submission)
    assert (result["revisions_added"], result["identical"]) == (1, 1)


def test_the_store_into_itself_changes_nothing(greenpark: CommandLine, store: Path) -> None:
    before = greenpark.done("store", "check", store)
    greenpark("merge", store, store, "--json")
    assert greenpark.done("store", "check", store) == before


def test_a_park_file_brings_its_submitted_revisions_and_says_so(
    greenpark: CommandLine, park: Path, prepared: Prepared, tmp_path: Path
) -> None:
    outcome = greenpark("merge", tmp_path / "s.db", park, "--json", "--lang", "en")
    assert outcome.json["revisions_added"] == 1
    assert "no drafts" in outcome.err
    assert documents_of(tmp_path / "s.db")[0]["park"] == CODE
    assert identity(documents_of(tmp_path / "s.db")[0]) == prepared.revision


def test_a_merge_into_something_that_is_no_store(
    greenpark: CommandLine, park: Path, submission: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("给省厅的信" * 1000, encoding="utf-8")
    for target in (park, submission, tmp_path / "letter.txt"):
        before = target.read_bytes()
        outcome = greenpark("merge", target, submission, "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "foreign-file")
        assert outcome.json["error"]["hint"]
        assert target.read_bytes() == before
