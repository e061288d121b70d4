"""Verify: what was changed is broken, whatever byte; and who signed is told apart from that.

Source: submissions.md, Statement on a card; interface.md, verify; quality.md, Correctness figures.
"""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from reports.statement import StatementFacts, read_statement, write_statement
from services.keys import KeyRing
from services.verification import verify_anything
from support.command import CommandLine, installed
from support.journeys import CODE, Prepared, documents_of, of_park, send

SAMPLE = 1000


@pytest.fixture
def card(greenpark: CommandLine, store: Path, tmp_path: Path) -> Path:
    """A signed card."""
    (name,) = greenpark.done("report", store, "-o", tmp_path / "cards")["files"]
    return Path(name)


@pytest.fixture
def statement(card: Path) -> str:
    """The statement of the card, as a phone reads it from its QR code."""
    return _scanned(card)


def _scanned(card: Path) -> str:
    document = pypdfium2.PdfDocument(card)
    try:
        picture = document[0].render(scale=3).to_pil()
    finally:
        document.close()
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


def _broken(words: str | Path) -> bool:
    return not verify_anything(str(words), None, None).valid


class TestCard:
    def test_is_valid_and_says_what_it_states(
        self, greenpark: CommandLine, card: Path, store: Path, prepared: Prepared
    ) -> None:
        score = greenpark.done("score", store)
        result = greenpark.done("verify", card, "--store", store)
        assert (result["kind"], result["integrity"]) == ("card", "valid")
        assert [signer["state"] for signer in result["signers"]] == ["confirmed"]
        stated = result["statement"]
        assert (stated["code"], stated["year"], stated["name"]) == (CODE, 2025, "合成园区甲")
        assert (stated["grade"], stated["total"]) == (score["grade"], score["total_printed"])
        assert stated["K_grade"] == score["code"]["K_grade"]
        assert (stated["colour"], stated["status"]) == (
            score["code"]["colour"],
            score["code"]["status"],
        )
        assert stated["submission"] == prepared.revision
        assert score["rubric"]["hash"].startswith(stated["rubric_hash"])

    def test_in_both_languages_is_one_valid_file(
        self, greenpark: CommandLine, store: Path, tmp_path: Path
    ) -> None:
        result = greenpark.done("report", store, "-o", tmp_path / "both", "--lang", "both")
        (name,) = result["files"]
        found = greenpark.done("verify", name, "--store", store)
        assert (found["kind"], found["integrity"]) == ("card", "valid")
        document = pypdfium2.PdfDocument(name)
        words = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        assert "综合评价" in words[0]
        assert "Overall rating" in words[len(words) // 2]

    def test_without_a_store_its_signer_is_unconfirmed(
        self, greenpark: CommandLine, card: Path
    ) -> None:
        result = greenpark.done("verify", card)
        assert (result["integrity"], result["signers"][0]["state"]) == ("valid", "unconfirmed")

    @pytest.mark.slow
    def test_with_any_changed_byte_is_broken(self, card: Path, tmp_path: Path) -> None:
        data = card.read_bytes()
        chance = random.Random(11)
        places = {0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(SAMPLE))}
        changed = tmp_path / "changed.pdf"
        for place in places:
            other = data[place] ^ (1 << chance.randrange(8))
            changed.write_bytes(data[:place] + bytes([other]) + data[place + 1 :])
            assert _broken(changed), place

    def test_cut_or_with_something_added_is_broken(self, card: Path, tmp_path: Path) -> None:
        data, changed = card.read_bytes(), tmp_path / "changed.pdf"
        for content in (data[:-1], data[: len(data) // 2], data + b"\n", data + data, b"%PDF-1.7"):
            changed.write_bytes(content)
            assert _broken(changed)

    def test_of_another_park_under_this_signature_is_broken(
        self, greenpark: CommandLine, store: Path, keys: KeyRing, card: Path, tmp_path: Path
    ) -> None:
        (real,) = documents_of(store)
        key = keys.park("TEST0002")
        greenpark.done("merge", store, send(tmp_path / "2.parkdb", key, of_park(real, "TEST0002")))
        greenpark.done("store", "keys", store, "--confirm", key.fingerprint, "--park", "TEST0002")
        words = ("report", store, "-o", tmp_path / "cards", "--park", "TEST0002")
        (other,) = greenpark.done(*words)["files"]
        mine, theirs = card.read_bytes(), Path(other).read_bytes()
        place = mine.index(b"/GPSignature <") + 14
        place_there = theirs.index(b"/GPSignature <") + 14
        swapped = mine[:place] + theirs[place_there : place_there + 128] + mine[place + 128 :]
        (tmp_path / "swapped.pdf").write_bytes(swapped)
        outcome = greenpark("verify", tmp_path / "swapped.pdf", "--json")
        assert (outcome.code, outcome.json["integrity"]) == (1, "broken")
        assert outcome.json["problems"]


class TestStatement:
    def test_scanned_from_the_page_is_valid(
        self, greenpark: CommandLine, statement: str, store: Path, tmp_path: Path
    ) -> None:
        assert len(statement.split("\n")) == 8
        piped = installed("verify", "-", "--store", store, "--json", given=statement)
        assert (piped.code, piped.json["integrity"]) == (0, "valid")
        assert piped.json["kind"] == "statement"
        assert piped.json["signers"][0]["state"] == "confirmed"
        (tmp_path / "statement.txt").write_text(statement, encoding="utf-8")
        for words in (tmp_path / "statement.txt", statement):
            result = greenpark.done("verify", words, "--store", store)
            assert result["statement"] == piped.json["statement"]

    @pytest.mark.slow
    def test_with_any_changed_character_is_broken(self, statement: str) -> None:
        for place, character in enumerate(statement):
            for other in {chr(ord(character) ^ 1), "甲", " ", character.swapcase()} - {character}:
                changed = statement[:place] + other + statement[place + 1 :]
                found = verify_anything("-", changed.encode("utf-8", "surrogatepass"), None)
                assert not found.valid, (place, other)
            dropped = statement[:place] + statement[place + 1 :]
            assert not verify_anything("-", dropped.encode(), None).valid, place

    @pytest.mark.parametrize(
        "change",
        ["{0}\n\n", "\n{0}", " {0}", "\ufeff{0}", "{0}=", "{0}\n{0}", "", "greenpark"],
    )
    def test_in_any_other_spelling_is_broken(self, statement: str, change: str) -> None:
        changed = change.format(statement).encode()
        found = verify_anything("-", changed, None)
        assert not found.valid
        assert found.problems

    def test_ends_with_a_line_feed_only_where_a_pipe_adds_it(
        self, statement: str, tmp_path: Path
    ) -> None:
        assert verify_anything("-", f"{statement}\n".encode(), None).valid
        (tmp_path / "s.txt").write_text(f"{statement}\n", encoding="utf-8")
        assert _broken(tmp_path / "s.txt")

    def test_with_windows_line_ends_is_broken(self, statement: str) -> None:
        assert not verify_anything("-", statement.replace("\n", "\r\n").encode(), None).valid

    def test_that_a_park_has_signed_itself_is_no_confirmed_one(
        self, greenpark: CommandLine, statement: str, store: Path, keys: KeyRing, tmp_path: Path
    ) -> None:
        facts = read_statement(statement).facts
        better = StatementFacts(
            **{
                **{name: getattr(facts, name) for name in StatementFacts.__slots__},
                "grade": "A",
                "total_printed": "99.0",
                "issued": date(2026, 3, 1),
            }
        )
        key = keys.park(CODE)
        forged = write_statement(better, key.public_key, key.sign)
        (tmp_path / "forged.txt").write_text(forged, encoding="utf-8")
        result = greenpark.done("verify", tmp_path / "forged.txt", "--store", store)
        (signer,) = result["signers"]
        assert signer["fingerprint"] == key.fingerprint
        assert signer["state"] == "unconfirmed"


class TestDatabases:
    def test_park_file_submission_and_store_are_valid(
        self, greenpark: CommandLine, park: Path, submission: Path, store: Path
    ) -> None:
        for path, kind in ((park, "park"), (submission, "submission"), (store, "store")):
            result = greenpark.done("verify", path, "--store", store)
            assert (result["kind"], result["integrity"]) == (kind, "valid")
            states = {signer["state"] for signer in result["signers"]}
            assert states == {"confirmed"}, kind
            assert result["statement"] is None

    def test_a_key_confirmed_for_another_park_is_unconfirmed(
        self, greenpark: CommandLine, store: Path, keys: KeyRing, tmp_path: Path
    ) -> None:
        (real,) = documents_of(store)
        foreign = send(tmp_path / "f.parkdb", keys.park(CODE), of_park(real, "TEST0002"))
        (signer,) = greenpark.done("verify", foreign, "--store", store)["signers"]
        assert signer["state"] == "unconfirmed"

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE revision SET payload = CAST(replace(CAST(payload AS TEXT), '680', '681')"
            " AS BLOB)",
            "UPDATE revision SET signature = zeroblob(64)",
            "UPDATE revision SET park = 'TEST0002'",
            "UPDATE revision SET id = substr(id, 2) || substr(id, 1, 1)",
            "UPDATE signer SET public_key = zeroblob(32)",
            "DELETE FROM signer",
        ],
    )
    def test_with_a_changed_row_are_broken(
        self,
        greenpark: CommandLine,
        park: Path,
        submission: Path,
        store: Path,
        change: str,
    ) -> None:
        for path in (park, submission, store):
            with closing(sqlite3.connect(path)) as connection, connection:
                connection.execute(change)
            outcome = greenpark("verify", path, "--json")
            assert (outcome.code, outcome.json["integrity"]) == (1, "broken"), path
            assert outcome.json["problems"], path

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE audit SET author = 'somebody' WHERE sequence = 1",
            "DELETE FROM audit WHERE sequence = 1",
            "UPDATE audit SET hash = replace(hash, 'a', 'b')",
        ],
    )
    def test_a_store_with_a_changed_audit_log_is_broken(
        self, greenpark: CommandLine, store: Path, change: str
    ) -> None:
        with closing(sqlite3.connect(store)) as connection, connection:
            connection.execute(change)
        for command in (("verify", store), ("store", "check", store)):
            outcome = greenpark(*command, "--json")
            assert outcome.code == 1
            assert outcome.json["problems"]


class TestUnreadable:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x00",
            b"%PDF-",
            b"SQLite format 3\x00",
            b"SQLite format 3\x00" + bytes(8192),
            b"\x89PNG\r\n\x1a\n" + bytes(100_000),
            "园区绿色低碳评价 GP1".encode(),
            "园区绿色低碳评价 GP1\n\n\n\n\n\n\n".encode(),
        ],
    )
    def test_is_broken_with_its_reason(
        self, greenpark: CommandLine, tmp_path: Path, content: bytes
    ) -> None:
        (tmp_path / "thing").write_bytes(content)
        outcome = greenpark("verify", tmp_path / "thing", "--json")
        assert (outcome.code, outcome.json["integrity"]) == (1, "broken")
        assert outcome.json["problems"]
        assert outcome.json["signers"] == []

    @pytest.mark.parametrize("words", ["nothing.pdf", "", "a\x00b", "\n" * 7, "x" * 5000])
    def test_text_that_is_none_is_broken(self, greenpark: CommandLine, words: str) -> None:
        outcome = greenpark("verify", words, "--json")
        assert (outcome.code, outcome.json["integrity"]) == (1, "broken")

    def test_what_was_never_signed_is_not_said_to_be_changed(
        self, greenpark: CommandLine, park: Path, tmp_path: Path
    ) -> None:
        (draft,) = greenpark.done("report", park, "-o", tmp_path)["files"]
        for words in (draft, tmp_path / "mistyped.pdf"):
            outcome = greenpark("verify", words, "--lang", "en")
            assert outcome.code == 1
            assert "no signature" in outcome.out
            assert "BROKEN" not in outcome.out

    def test_a_folder_is_broken(self, greenpark: CommandLine, tmp_path: Path) -> None:
        assert greenpark("verify", tmp_path, "--json").code == 1

    def test_a_store_that_is_not_there_is_bad_input(
        self, greenpark: CommandLine, card: Path, tmp_path: Path
    ) -> None:
        outcome = greenpark("verify", card, "--store", tmp_path / "nothing.db", "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "no-file")

    def test_a_database_of_another_program(
        self, greenpark: CommandLine, submission: Path, tmp_path: Path
    ) -> None:
        path: Any = shutil.copyfile(submission, tmp_path / "other.db")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA application_id = 1")
        outcome = greenpark("verify", path, "--json")
        assert (outcome.code, outcome.json["kind"]) == (1, "unknown")
