"""From a filled park file to the submission: problems, confirmations, versions, evidence.

Source: interface.md, Command line (fill, submit, check); submissions.md, Revision.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from db.submission_file import read_submission
from support.command import CommandLine, Outcome, example, write_json
from support.journeys import CODE, Prepared, documents_of, identity


class Desk:
    """A park administrator with a park file."""

    def __init__(self, greenpark: CommandLine, park: Path, folder: Path) -> None:
        self.greenpark, self.park, self.folder = greenpark, park, folder
        self.out = folder / "out.parkdb"

    def fill(self, *words: str, **document: Any) -> Any:
        """Fill in; must be taken."""
        answers = write_json(self.folder / "answers.json", document)
        return self.greenpark.done("fill", self.park, answers, *words)

    def problems(self, *words: str) -> dict[str, str | None]:
        """Problems by id, with the reason of their confirmation."""
        outcome = self.greenpark("check", self.park, *words, "--json")
        assert outcome.code in {0, 1}
        found = {item["id"]: item["confirmed"] for item in outcome.json["problems"]}
        is_open = any(
            item["severity"] == "hard" or item["confirmed"] is None
            for item in outcome.json["problems"]
        )
        assert outcome.code == int(is_open)
        return found

    def submit(self, *words: str | Path) -> Outcome:
        """Submit."""
        return self.greenpark("submit", self.park, "-o", self.out, *words, "--json")

    def sent(self, *words: str | Path) -> list[dict[str, Any]]:
        """Submit; the documents in the file, by year and lineage."""
        outcome = self.submit(*words)
        assert outcome.code == 0, outcome.out
        return documents_of(self.out)

    def add(self, document: Path, *words: str, supports: str = "T1") -> Outcome:
        """Add an evidence file."""
        details = {"--for": supports, "--title": "批复", "--issuer": "省政府"}
        details |= {"--date": "2025-03-01", "--kind": "document"}
        options = [word for pair in details.items() for word in pair]
        return self.greenpark("evidence", self.park, "add", document, *options, *words, "--json")


@pytest.fixture
def desk(greenpark: CommandLine, park: Path, tmp_path: Path) -> Desk:
    """An administrator with the worked example, submitted once."""
    return Desk(greenpark, park, tmp_path)


STORAGE = "field:storage_power"


def _soft_case(desk: Desk) -> str:
    """Make a soft problem that can be confirmed (more storage than renewable power); its id."""
    desk.fill(fields={"storage_power": "20"})
    assert desk.problems()[STORAGE] is None
    return STORAGE


class TestProblems:
    def test_all_open_ones_are_named_and_nothing_is_written(self, desk: Desk) -> None:
        desk.fill(fields={"gdp": None, "declaration_date": None})
        named = {name for name, reason in desk.problems().items() if reason is None}
        assert named >= {"field:gdp", "field:declaration_date"}
        outcome = desk.submit("--lang", "en")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "open-problems")
        items = outcome.json["error"]["items"]
        assert {item["place"].removeprefix("2025 ") for item in items} == named
        assert all(item["file"] == "park.parkdb" and item["message"] for item in items)
        assert {item["rule"] for item in items} <= {"hard", "soft"}
        assert "confirm" in outcome.json["error"]["hint"]
        assert not desk.out.exists()

    def test_an_older_submission_stays_when_the_new_one_is_refused(self, desk: Desk) -> None:
        desk.sent()
        before = desk.out.read_bytes()
        desk.fill(fields={"gdp": None})
        assert desk.submit().code == 2
        assert desk.out.read_bytes() == before

    def test_a_soft_one_stops_it_until_it_is_confirmed(self, desk: Desk) -> None:
        name = _soft_case(desk)
        assert desk.submit().code == 2
        desk.fill(confirmations={name: "统计口径已调整，附说明"})
        assert desk.problems()[name] == "统计口径已调整，附说明"
        outcome = desk.submit()
        assert outcome.code == 0
        carried = {item["id"]: item["confirmed"] for item in outcome.json["problems"]}
        assert carried[name] == "统计口径已调整，附说明"
        (newest,) = [item for item in documents_of(desk.out) if item["parents"]]
        assert newest["confirmed"][name] == "统计口径已调整，附说明"


class TestConfirmations:
    def test_lapse_when_a_value_that_they_rest_on_changes(self, desk: Desk) -> None:
        name = _soft_case(desk)
        desk.fill(confirmations={name: "统计口径已调整，附说明"})
        desk.fill(fields={"contact_name": "王五"})
        assert desk.problems()[name] is not None
        desk.fill(fields={"renewable_capacity": "15.9"})
        assert desk.problems()[name] is None

    def test_stay_when_they_come_with_the_change(self, desk: Desk) -> None:
        name = _soft_case(desk)
        desk.fill(
            fields={"renewable_capacity": "15.9"}, confirmations={name: "统计口径已调整，附说明"}
        )
        assert desk.problems()[name] is not None

    def test_come_back_with_undo(self, desk: Desk) -> None:
        name = _soft_case(desk)
        desk.fill(confirmations={name: "统计口径已调整，附说明"})
        desk.fill(fields={"renewable_capacity": "15.9"})
        desk.greenpark.done("undo", desk.park)
        assert desk.problems()[name] == "统计口径已调整，附说明"

    def test_of_hard_problems_confirm_nothing(self, desk: Desk) -> None:
        answers = write_json(
            desk.folder / "a.json",
            {"fields": {"gdp": None}, "confirmations": {"field:gdp": "统计局尚未公布数据"}},
        )
        desk.greenpark("fill", desk.park, answers, "--json")
        assert desk.problems().get("field:gdp") is None
        assert desk.submit().code == 2

    @pytest.mark.parametrize("reason", ["太短了", "  太短了  ", 7, ["统计口径已调整"], True])
    def test_need_a_reason_of_five_characters(self, desk: Desk, reason: object) -> None:
        name = _soft_case(desk)
        answers = write_json(desk.folder / "a.json", {"confirmations": {name: reason}})
        outcome = desk.greenpark("fill", desk.park, answers, "--json")
        assert desk.problems()[name] is None
        (item,) = outcome.json["error"]["items"]
        assert (outcome.code, item["place"]) == (2, f"confirmations.{name}")

    @pytest.mark.parametrize("blank", ["", "   ", None])
    def test_are_taken_back_with_a_blank(self, desk: Desk, blank: str | None) -> None:
        name = _soft_case(desk)
        desk.fill(confirmations={name: "统计口径已调整，附说明"})
        desk.fill(confirmations={name: blank})
        assert desk.problems()[name] is None

    def test_of_a_column_spread_to_its_rows(self, desk: Desk) -> None:
        column = "table:industries.energy_intensive"
        rows = example()["inputs"]["tables"]["industries"]
        desk.fill(tables={"industries": [{**row, "energy_intensive": "yes"} for row in rows]})
        found = [name for name in desk.problems() if name.startswith(f"{column}:")]
        assert len(found) > 1
        desk.fill(confirmations={column: "均已列入省高耗能名单"})
        problems = desk.problems()
        assert {problems[name] for name in found} == {"均已列入省高耗能名单"}
        assert column not in problems


class TestVersions:
    def test_unchanged_answers_make_no_new_one(self, desk: Desk, prepared: Prepared) -> None:
        (again,) = desk.sent()
        assert identity(again) == prepared.revision

    def test_a_changed_answer_makes_one_with_the_old_as_parent(
        self, desk: Desk, prepared: Prepared
    ) -> None:
        desk.fill(fields={"contact_name": "王五"})
        documents = {identity(item): item for item in desk.sent("--author", "王五")}
        (name,) = documents.keys() - {prepared.revision}
        assert documents.keys() == {prepared.revision, name}
        assert documents[name]["parents"] == [prepared.revision]
        assert documents[name]["author"] == "王五"
        assert desk.submit().json["revision"] == name

    def test_a_change_and_its_undoing_make_no_new_one(self, desk: Desk, prepared: Prepared) -> None:
        desk.fill(fields={"contact_name": "王五"})
        desk.greenpark.done("undo", desk.park)
        (again,) = desk.sent()
        assert identity(again) == prepared.revision

    def test_marks_of_assessors_stay_behind_with_a_note(self, desk: Desk) -> None:
        outcome = desk.submit("--lang", "en")
        assert "were left out" in outcome.err
        assert "T1" in outcome.err
        for document in documents_of(desk.out):
            assert {role for by in document["marks"].values() for role in by} == {"self"}

    def test_the_same_file_twice_is_the_same_bytes_but_for_its_time(self, desk: Desk) -> None:
        (first,) = desk.sent()
        (second,) = desk.sent()
        assert first == second

    def test_of_several_years_travel_together(self, desk: Desk) -> None:
        desk.greenpark.done("roll", desk.park, "--year", "2026")
        outcome = desk.submit("--year", "2025", "--year", "2026")
        assert outcome.code == 2
        places = {item["place"].split()[0] for item in outcome.json["error"]["items"]}
        assert places == {"2026"}
        (only,) = desk.sent("--year", "2025", "--year", "2025")
        assert only["year"] == "2025"

    def test_of_a_year_that_is_not_there_is_refused(self, desk: Desk) -> None:
        outcome = desk.submit("--year", "2019")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")
        assert "2025" in outcome.json["error"]["hint"]

    def test_of_another_park_has_no_parent_here(self, desk: Desk, prepared: Prepared) -> None:
        desk.fill(
            fields={"park_code": "TEST0002"},
            confirmations={"field:park_code": "合成测试园区，不在目录内"},
        )
        (document,) = desk.sent()
        assert (document["park"], document["parents"]) == ("TEST0002", [])
        assert identity(document) != prepared.revision

    def test_of_a_year_under_another_code_is_signed_by_its_own_key(
        self, desk: Desk, prepared: Prepared
    ) -> None:
        codes = {"park_code": "TEST0002"}
        reason = {"field:park_code": "合成测试园区，不在目录内"}
        desk.fill("--year", "2025", fields=codes, confirmations=reason)
        desk.sent()
        with read_submission(desk.out) as content:
            (row,) = content.revisions()
        assert (row.park, row.signer == prepared.fingerprint) == ("TEST0002", False)


class TestTarget:
    def test_the_park_file_itself_is_never_replaced(self, desk: Desk) -> None:
        before = desk.park.read_bytes()
        outcome = desk.greenpark("submit", desk.park, "-o", desk.park, "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "exists")
        assert desk.park.read_bytes() == before

    def test_another_file_is_never_replaced(self, desk: Desk, store: Path, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("给省厅的信", encoding="utf-8")
        for path in (store, tmp_path / "letter.txt", tmp_path):
            before = path.read_bytes() if path.is_file() else b""
            outcome = desk.greenpark("submit", desk.park, "-o", path, "--json")
            assert outcome.code == 2
            assert "exists" in outcome.json["error"]["code"]
            assert not path.is_file() or path.read_bytes() == before

    def test_an_older_submission_is_replaced(self, desk: Desk, submission: Path) -> None:
        desk.fill(fields={"contact_name": "王五"})
        desk.greenpark.done("submit", desk.park, "-o", submission)
        assert len(documents_of(submission)) == 2


class TestEvidence:
    @pytest.fixture
    def scan(self, tmp_path: Path) -> Path:
        """A small evidence file."""
        path = tmp_path / "扫描件.pdf"
        path.write_bytes(b"%PDF-1.4\n" + b"scan" * 100)
        return path

    def test_travels_with_its_content(self, desk: Desk, scan: Path, store: Path) -> None:
        outcome = desk.add(scan)
        assert outcome.code == 0
        documents = desk.sent()
        digest = sha256(scan.read_bytes()).hexdigest()
        (newest,) = [item for item in documents if item["parents"]]
        rows = [row for row in newest["tables"]["evidence"].values() if row.get("sha256")]
        assert [(row["sha256"], row["file_name"]) for row in rows] == [(digest, "扫描件.pdf")]
        desk.greenpark.done("merge", store, desk.out)
        assert desk.greenpark.done("store", "check", store)["problems"] == []

    def test_may_follow_in_a_second_file(self, desk: Desk, scan: Path, store: Path) -> None:
        desk.add(scan)
        desk.sent("--evidence", "none")
        small = desk.out.stat().st_size
        first = desk.greenpark.done("merge", store, desk.out)
        assert first["revisions_added"] == 1
        assert not _has_content(store, scan)
        desk.sent("--evidence", "all")
        assert desk.out.stat().st_size >= small
        second = desk.greenpark.done("merge", store, desk.out)
        assert (second["revisions_added"], second["content_hash"]) == (0, first["content_hash"])
        assert _has_content(store, scan)
        assert desk.greenpark.done("verify", store)["integrity"] == "valid"

    def test_of_the_same_content_is_stored_once(self, desk: Desk, scan: Path) -> None:
        desk.add(scan)
        desk.add(scan, supports="T2")
        desk.sent()
        with read_submission(desk.out) as content:
            assert [item.content for item in content.evidence()] == [scan.read_bytes()]

    def test_beyond_the_limit_of_a_file_is_refused(self, desk: Desk, tmp_path: Path) -> None:
        large = tmp_path / "large.bin"
        with large.open("wb") as file:
            file.truncate(20 * 1024 * 1024 + 1)
        outcome = desk.add(large, "--lang", "en")
        assert outcome.code == 2
        assert outcome.json["error"]["message"] == "large.bin is larger than 20 MiB."
        assert outcome.json["error"]["hint"]

    def test_empty_is_refused(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "empty.pdf").write_bytes(b"")
        assert desk.add(tmp_path / "empty.pdf").code == 2

    @pytest.mark.parametrize(
        "option,value,place",
        [
            ("--date", "2025-13-01", "doc_date"),
            ("--kind", "rumour", "kind"),
            ("--title", "长" * 100_000, "title"),
        ],
    )
    def test_with_wrong_details_is_refused_with_the_detail(
        self, desk: Desk, scan: Path, option: str, value: str, place: str
    ) -> None:
        outcome = desk.add(scan, option, value)
        assert outcome.code == 2
        assert any(place in item["place"] for item in outcome.json["error"]["items"])
        assert not _has_content(desk.park, scan)

    @pytest.mark.parametrize("name", ["T99", "no_such_field", "../T1"])
    def test_for_an_unknown_field_is_refused(self, desk: Desk, scan: Path, name: str) -> None:
        outcome = desk.add(scan, supports=name)
        assert outcome.code == 2
        assert not _has_content(desk.park, scan)


def _has_content(path: Path, scan: Path) -> bool:
    """Whether a file or a store holds the bytes of an evidence file."""
    return scan.read_bytes() in path.read_bytes()


def test_the_fingerprint_is_that_of_the_key_and_the_file_verifies(
    desk: Desk, prepared: Prepared
) -> None:
    outcome = desk.submit()
    assert outcome.json["fingerprint"] == prepared.fingerprint
    assert re.fullmatch(r"[0-9a-f]{64}", outcome.json["revision"])
    result = desk.greenpark.done("verify", desk.out)
    assert (result["kind"], result["integrity"]) == ("submission", "valid")
    (signer,) = result["signers"]
    assert (signer["fingerprint"], signer["state"], signer["revisions"]) == (
        prepared.fingerprint,
        "unconfirmed",
        1,
    )


def test_the_submission_holds_no_draft_and_no_key(desk: Desk) -> None:
    desk.sent("--year", "2025")
    data = desk.out.read_bytes()
    assert b"PRIVATE KEY" not in data
    assert b"edit_group" not in data
    assert CODE.encode() in data
