"""Who signed decides what counts: unconfirmed, confirmed, revoked, somebody else's key.

Source: submissions.md, Merge (signers, withdrawal) and Which cards are signed.
"""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from services.environment import Environment
from services.keys import KeyRing
from support.command import CommandLine, write_json
from support.journeys import (
    CODE,
    Prepared,
    documents_of,
    identity,
    like,
    machine,
    of_park,
    send,
)

OTHER = "TEST0002"


@pytest.fixture
def fresh(greenpark: CommandLine, submission: Path, home: Environment, tmp_path: Path) -> Path:
    """A store that has merged a submission of a signer it does not know."""
    assert home.keys.folder.is_dir()
    greenpark.done("merge", tmp_path / "fresh.db", submission)
    return tmp_path / "fresh.db"


def _state(greenpark: CommandLine, store: Path) -> dict[str, str]:
    signers = greenpark.done("store", "keys", store)["signers"]
    return {signer["fingerprint"]: signer["state"] for signer in signers}


def _ranked(greenpark: CommandLine, store: Path) -> list[str]:
    return [row["code"] for row in greenpark.done("rank", store, "--year", "2025")["parks"]]


def _text(card: Path) -> str:
    document = pypdfium2.PdfDocument(card)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


class TestUnconfirmed:
    def test_is_stored_and_counted(
        self, greenpark: CommandLine, submission: Path, tmp_path: Path, prepared: Prepared
    ) -> None:
        result = greenpark.done("merge", tmp_path / "s.db", submission)
        assert (result["revisions_added"], result["unconfirmed_signers"]) == (1, 1)
        (row,) = [row for row in result["ledger"] if row["table"] == "revision"]
        assert (row["in"], row["taken"]) == (1, 1)
        assert _state(greenpark, tmp_path / "s.db") == {prepared.fingerprint: "unconfirmed"}

    def test_is_left_out_of_the_ranking_and_said_so(
        self, greenpark: CommandLine, fresh: Path
    ) -> None:
        outcome = greenpark("rank", fresh, "--json", "--lang", "en")
        assert outcome.code == 0
        assert outcome.json["parks"] == []
        assert outcome.json["left_out"] == [{"code": CODE, "reason": "unconfirmed"}]
        assert f"not confirmed: {CODE}" in outcome.err
        assert "greenpark store keys STORE" in outcome.err

    def test_its_card_is_a_draft_without_statement_and_signature(
        self, greenpark: CommandLine, fresh: Path, tmp_path: Path
    ) -> None:
        (name,) = greenpark.done("report", fresh, "-o", tmp_path / "cards")["files"]
        data = Path(name).read_bytes()
        assert Path(name).name == f"{CODE}-2025-draft.pdf"
        assert b"/GPStatement" not in data
        assert b"/GPSignature" not in data
        assert "草稿" in _text(Path(name))
        outcome = greenpark("verify", name, "--json", "--lang", "en")
        assert (outcome.code, outcome.json["integrity"]) == (1, "broken")
        assert "no signature: a draft" in outcome.json["problems"][0]

    def test_can_be_scored_and_assessed(
        self, greenpark: CommandLine, fresh: Path, tmp_path: Path
    ) -> None:
        marks = write_json(tmp_path / "m.json", {"marks": {"T1": {"assessor_a": 1}}})
        before = greenpark.done("score", fresh)
        greenpark.done("assess", fresh, marks, "--park", CODE, "--year", "2025")
        after = greenpark.done("score", fresh)
        assert before["indicators"]["T1"]["value"] == "3.0000"
        assert after["indicators"]["T1"]["value"] == "1.0000"


class TestConfirming:
    @pytest.mark.parametrize("digits", [16, 64])
    def test_by_the_first_16_digits_or_all(
        self, greenpark: CommandLine, fresh: Path, prepared: Prepared, tmp_path: Path, digits: int
    ) -> None:
        name = prepared.fingerprint[:digits]
        result = greenpark.done("store", "keys", fresh, "--confirm", name, "--park", CODE)
        (signer,) = [item for item in result["signers"] if item["park"] == CODE]
        assert (signer["fingerprint"], signer["state"]) == (prepared.fingerprint, "confirmed")
        assert _ranked(greenpark, fresh) == [CODE]
        (card,) = greenpark.done("report", fresh, "-o", tmp_path / "cards")["files"]
        assert Path(card).name == f"{CODE}-2025.pdf"
        assert "草稿" not in _text(Path(card))
        signers = greenpark.done("verify", card, "--store", fresh)["signers"]
        assert [item["state"] for item in signers] == ["confirmed"]

    @pytest.mark.parametrize("name", ["", "{0:.15}", "0123456789abcdef", "{0}0"])
    def test_any_other_name_is_refused(
        self, greenpark: CommandLine, fresh: Path, prepared: Prepared, name: str
    ) -> None:
        typed = name.format(prepared.fingerprint)
        outcome = greenpark("store", "keys", fresh, "--confirm", typed, "--park", CODE, "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")
        assert "store keys" in outcome.json["error"]["hint"]
        assert set(_state(greenpark, fresh).values()) == {"unconfirmed"}

    @pytest.mark.parametrize("options", [(), ("--office", "--park", CODE)])
    def test_says_for_what(
        self,
        greenpark: CommandLine,
        fresh: Path,
        prepared: Prepared,
        options: tuple[str, ...],
    ) -> None:
        name = prepared.fingerprint
        outcome = greenpark("store", "keys", fresh, "--confirm", name, *options, "--json")
        assert outcome.code == 2
        assert "--park" in outcome.json["error"]["hint"]
        assert set(_state(greenpark, fresh).values()) == {"unconfirmed"}

    def test_for_a_park_that_it_has_not_signed_for_is_refused(
        self, greenpark: CommandLine, fresh: Path, prepared: Prepared
    ) -> None:
        name = prepared.fingerprint
        outcome = greenpark("store", "keys", fresh, "--confirm", name, "--park", OTHER, "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")
        assert CODE in outcome.json["error"]["hint"]

    def test_does_not_change_the_content_hash_and_does_not_travel(
        self, greenpark: CommandLine, fresh: Path, store: Path, tmp_path: Path
    ) -> None:
        confirmed = greenpark.done("store", "check", store)["content_hash"]
        assert greenpark.done("store", "check", fresh)["content_hash"] == confirmed
        greenpark.done("merge", tmp_path / "next.db", store)
        assert set(_state(greenpark, tmp_path / "next.db").values()) == {"unconfirmed"}

    def test_a_park_key_counts_for_its_own_park_only(
        self, greenpark: CommandLine, store: Path, keys: KeyRing, tmp_path: Path
    ) -> None:
        (real,) = documents_of(store)
        foreign = send(tmp_path / "foreign.parkdb", keys.park(CODE), of_park(real, OTHER))
        result = greenpark.done("merge", store, foreign)
        assert result["revisions_added"] == 1
        assert _ranked(greenpark, store) == [CODE]

    def test_an_office_key_does_not_count_for_submissions(
        self, greenpark: CommandLine, store: Path, home: Environment, tmp_path: Path
    ) -> None:
        (real,) = documents_of(store)
        key = home.keys.park(OTHER)
        greenpark.done("merge", store, send(tmp_path / "f.parkdb", key, of_park(real, OTHER)))
        greenpark.done("store", "keys", store, "--confirm", key.fingerprint, "--office")
        assert _ranked(greenpark, store) == [CODE]

    def test_a_park_key_cannot_withdraw_or_assess(
        self, greenpark: CommandLine, store: Path, keys: KeyRing, tmp_path: Path
    ) -> None:
        before = greenpark.done("score", store)
        attack = send(tmp_path / "attack.parkdb", keys.park(CODE), *_office_kinds(store))
        result = greenpark.done("merge", store, attack)
        assert result["revisions_added"] == 2
        assert greenpark.done("score", store) == before
        assert _ranked(greenpark, store) == [CODE]


def _office_kinds(store: Path) -> list[dict[str, Any]]:
    """A withdrawal and an assessment of the submission in a store."""
    (real,) = documents_of(store)
    head = {key: real[key] for key in ("format", "park", "year", "author", "created_at")}
    head["parents"] = []
    marks = {"T1": {"assessor_a": {"level": "4"}}}
    judged = {"judges": identity(real), "rubric": real["rubric"], "marks": marks}
    return [
        {**head, "kind": "withdrawal", "withdraws": identity(real), "reason": "误报"},
        {**head, "kind": "assessment", **judged},
    ]


class TestRevoking:
    def test_takes_the_park_out_of_the_ranking_and_the_card_back_to_a_draft(
        self, greenpark: CommandLine, store: Path, prepared: Prepared, tmp_path: Path
    ) -> None:
        greenpark.done("report", store, "-o", tmp_path / "cards")
        name = prepared.fingerprint[:16]
        greenpark.done("store", "keys", store, "--revoke", name, "--why", "密钥遗失")
        assert _state(greenpark, store)[prepared.fingerprint] == "revoked"
        assert _ranked(greenpark, store) == []
        (draft,) = greenpark.done("report", store, "-o", tmp_path / "cards")["files"]
        assert draft.endswith("-draft.pdf")
        assert greenpark.done("store", "check", store)["problems"] == []

    def test_of_the_office_key_shows_on_its_cards(
        self, greenpark: CommandLine, store: Path, tmp_path: Path, home: Environment
    ) -> None:
        (card,) = greenpark.done("report", store, "-o", tmp_path / "cards")["files"]
        key = home.keys.office().fingerprint
        greenpark.done("store", "keys", store, "--revoke", key, "--why", "换发密钥")
        result = greenpark.done("verify", card, "--store", store)
        assert (result["integrity"], result["signers"][0]["state"]) == ("valid", "revoked")
        outcome = greenpark("report", store, "-o", tmp_path / "more", "--json")
        assert outcome.code == 2
        assert _state(greenpark, store)[key] == "revoked"
        greenpark.done("store", "keys", store, "--confirm", key, "--office")
        greenpark.done("report", store, "-o", tmp_path / "more")

    @pytest.mark.parametrize("why", [(), ("--why", "  ")])
    def test_needs_a_reason(
        self, greenpark: CommandLine, store: Path, prepared: Prepared, why: tuple[str, ...]
    ) -> None:
        outcome = greenpark("store", "keys", store, "--revoke", prepared.fingerprint, *why)
        assert outcome.code == 2
        assert "--why" in outcome.err
        assert _state(greenpark, store)[prepared.fingerprint] == "confirmed"

    def test_and_confirming_again_lets_it_count_again(
        self, greenpark: CommandLine, store: Path, prepared: Prepared
    ) -> None:
        name = prepared.fingerprint
        greenpark.done("store", "keys", store, "--revoke", name, "--why", "密钥遗失")
        greenpark.done("store", "keys", store, "--confirm", name, "--park", CODE)
        assert _ranked(greenpark, store) == [CODE]


class TestAnotherOffice:
    @pytest.fixture
    def elsewhere(
        self,
        greenpark: CommandLine,
        store: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> KeyRing:
        """The keys of another office, at whose machine the test goes on."""
        marks = write_json(tmp_path / "own.json", {"marks": {"T1": {"assessor_a": 2}}})
        greenpark.done("assess", store, marks, "--park", CODE, "--year", "2025")
        monkeypatch.setenv("GREENPARK_HOME", str(tmp_path / "elsewhere"))
        return machine(tmp_path / "elsewhere").keys

    def test_cannot_assess_withdraw_or_sign_cards(
        self,
        greenpark: CommandLine,
        store: Path,
        elsewhere: KeyRing,
        prepared: Prepared,
        tmp_path: Path,
    ) -> None:
        marks = write_json(tmp_path / "m.json", {"marks": {"T1": {"assessor_a": 0}}})
        before = greenpark.done("store", "check", store)["content_hash"]
        for words in (
            ("assess", store, marks, "--park", CODE, "--year", "2025"),
            ("withdraw", store, prepared.revision, "--why", "误报"),
            ("report", store, "-o", tmp_path / "cards"),
        ):
            outcome = greenpark(*words, "--json")
            assert outcome.code == 2, words
            assert elsewhere.office().fingerprint[:16] in outcome.json["error"]["message"]
            assert "--office" in outcome.json["error"]["hint"]
        assert greenpark.done("store", "check", store)["content_hash"] == before

    def test_can_once_its_key_is_confirmed(
        self,
        greenpark: CommandLine,
        store: Path,
        elsewhere: KeyRing,
        tmp_path: Path,
    ) -> None:
        (real,) = [item for item in documents_of(store) if item["kind"] == "submission"]
        note = {
            **{key: real[key] for key in ("format", "park", "year", "rubric", "created_at")},
            "kind": "assessment",
            "judges": identity(real),
            "parents": [],
            "author": "office",
            "marks": {},
        }
        greenpark.done("merge", store, send(tmp_path / "f.parkdb", elsewhere.office(), note))
        name = elsewhere.office().fingerprint
        greenpark.done("store", "keys", store, "--confirm", name, "--office")
        greenpark.done("withdraw", store, identity(note), "--why", "误报")


class TestWithdrawing:
    def test_takes_a_submission_out_and_a_second_one_puts_it_back(
        self, greenpark: CommandLine, store: Path, prepared: Prepared
    ) -> None:
        before = greenpark.done("store", "check", store)["content_hash"]
        done = greenpark.done("withdraw", store, prepared.revision[:12], "--why", "误报")
        assert greenpark("score", store, "--json").json["error"]["code"] == "unknown-item"
        assert greenpark.done("store", "check", store)["content_hash"] != before
        greenpark.done("withdraw", store, done["revision"], "--why", "撤回有误")
        assert _ranked(greenpark, store) == [CODE]
        assert greenpark.done("store", "check", store)["content_hash"] == before

    def test_leaves_the_version_before_as_current(
        self, greenpark: CommandLine, store: Path, keys: KeyRing, prepared: Prepared, tmp_path: Path
    ) -> None:
        first = greenpark.done("score", store)
        (real,) = documents_of(store)
        second = like(real, parents=[prepared.revision], answers={"gdp": "900"})
        greenpark.done("merge", store, send(tmp_path / "2.parkdb", keys.park(CODE), second))
        assert greenpark.done("score", store) != first
        greenpark.done("withdraw", store, identity(second), "--why", "误报")
        assert greenpark.done("score", store) == first

    @pytest.mark.parametrize("name", ["0" * 64, "{0:.11}", "", "../x"])
    def test_of_an_unknown_revision_is_refused(
        self, greenpark: CommandLine, store: Path, prepared: Prepared, name: str
    ) -> None:
        typed = name.format(prepared.revision)
        outcome = greenpark("withdraw", store, typed, "--why", "误报", "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")
        assert "12" in outcome.json["error"]["hint"]
        assert _ranked(greenpark, store) == [CODE]

    def test_without_a_reason_is_refused(
        self, greenpark: CommandLine, store: Path, prepared: Prepared
    ) -> None:
        outcome = greenpark("withdraw", store, prepared.revision, "--why", " ", "--json")
        assert outcome.code == 2
        assert "--why" in outcome.json["error"]["hint"]
        assert _ranked(greenpark, store) == [CODE]
