"""The strict reader: one refusal for each rule, with its place; and nothing but one spelling."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merging import revision as revision_module
from merging import shapes, texts
from merging.revision import Kind, RevisionError, read_revision
from support.revisions import HASH, assessment, payload_of, submission, withdrawal

PAYLOAD = payload_of(submission())


def refusals(payload: bytes) -> list[tuple[str, str]]:
    """Rule and place of every defect; empty when the payload is accepted."""
    try:
        read_revision(payload)
    except RevisionError as error:
        return [(defect.rule, defect.place) for defect in error.defects]
    return []


def refusals_of(document: dict[str, object]) -> list[tuple[str, str]]:
    """Refusals of a document spelled canonically, as far as numbers and null allow."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return refusals(text.encode())


class TestAccepted:
    def test_submission(self) -> None:
        revision = read_revision(PAYLOAD)
        assert revision.id == hashlib.sha256(PAYLOAD).hexdigest()
        assert revision.payload == PAYLOAD
        assert (revision.kind, revision.park, revision.year) == (Kind.SUBMISSION, "G32001", 2025)
        assert (revision.parents, revision.author) == ((), "张三")
        assert revision.created_at == "2026-03-01T08:00:00Z"
        assert revision.judges is None
        assert revision.withdraws is None

    def test_assessment(self) -> None:
        revision = read_revision(payload_of(assessment()))
        assert (revision.kind, revision.judges) == (Kind.ASSESSMENT, HASH)

    def test_withdrawal(self) -> None:
        revision = read_revision(payload_of(withdrawal()))
        assert (revision.kind, revision.withdraws) == (Kind.WITHDRAWAL, HASH)

    @pytest.mark.parametrize("make", [submission, assessment])
    def test_resolution_in_the_shape_of_either_kind(
        self, make: Callable[..., dict[str, Any]]
    ) -> None:
        parents = ["0" * 64, "1" * 64]
        document = make(kind="resolution", parents=parents, reason="以后一份为准")
        assert read_revision(payload_of(document)).parents == tuple(parents)

    def test_optional_parts_may_be_absent(self) -> None:
        assert refusals_of(submission(tables=None, marks=None)) == []
        bare = assessment(marks=None, gates=None, class_override=None, reason=None)
        assert refusals_of(bare) == []

    @pytest.mark.parametrize(
        "answer",
        [
            {"state": "no_data", "reason": "尚无统计"},
            {"state": "na", "reason": "不涉及", "quality": "D"},
            {"state": "value", "quality": "A"},
            {"state": "value", "value": True},
        ],
    )
    def test_states(self, answer: dict[str, Any]) -> None:
        assert refusals_of(submission(answers={"gdp": answer})) == []

    def test_a_field_that_ends_in_level_is_no_mark(self) -> None:
        answers = {"park_level": {"state": "value", "value": "provincial"}}
        assert refusals_of(submission(answers=answers)) == []

    def test_line_feed_tab_quotes_and_rare_characters(self) -> None:
        texts_ = {"X01": '一\n二\t"三"\\四', "X02": "𠮷 \u202e ²·°", "X03": "<para>=cmd|../"}
        assert refusals_of(submission(confirmed=texts_)) == []

    def test_demonstration(self) -> None:
        assert refusals_of(submission(demonstration=True)) == []


@pytest.mark.parametrize(
    "changes,rule,place",
    [
        ({"format": "2"}, "format", "format"),
        ({"kind": "wish"}, "kind", "kind"),
        ({"kind": ["submission"]}, "kind", "kind"),
        ({"extra": "1"}, "unknown-key", "extra"),
        ({"author": None}, "missing-key", "author"),
        ({"answers": None}, "missing-key", "answers"),
        ({"rubric": None}, "missing-key", "rubric"),
        ({"park": "g32001"}, "park-code", "park"),
        ({"park": "G3"}, "park-code", "park"),
        ({"park": "../etc"}, "park-code", "park"),
        ({"year": "25"}, "year", "year"),
        ({"year": "２０２５"}, "year", "year"),
        ({"year": 2025}, "wrong-type", "year"),
        ({"created_at": "2026-02-30T00:00:00Z"}, "time", "created_at"),
        ({"created_at": "2026-03-01 08:00:00"}, "time", "created_at"),
        ({"parents": "none"}, "wrong-type", "parents"),
        ({"parents": ["ab"]}, "hash", "parents[0]"),
        ({"parents": ["AB" * 32]}, "hash", "parents[0]"),
        ({"parents": ["1" * 64, "0" * 64]}, "parents", "parents"),
        ({"parents": ["0" * 64, "0" * 64]}, "parents", "parents"),
        ({"demonstration": False}, "wrong-type", "demonstration"),
        ({"author": ""}, "empty-text", "author"),
        ({"author": "张\x1b[31m三"}, "control-character", "author"),
        ({"author": "张\x7f三"}, "control-character", "author"),
        ({"author": "张\x85三"}, "control-character", "author"),
        ({"author": "张\r\n三"}, "control-character", "author"),
        ({"author": "e\u0301"}, "normal-form", "author"),
        ({"author": "\n\u0301"}, None, ""),
        ({"catalogue": {"id": "1", "hash": "AB" * 32}}, "hash", "catalogue.hash"),
        ({"catalogue": {"id": "1"}}, "missing-key", "catalogue.hash"),
        ({"factors": {"id": "1", "set": "1", "hash": HASH}}, "unknown-key", "factors.id"),
        ({"answers": []}, "wrong-type", "answers"),
        ({"answers": {"gdp": "680"}}, "wrong-type", "answers.gdp"),
        ({"answers": {"gdp": {"value": "680"}}}, "missing-key", "answers.gdp.state"),
        ({"answers": {"gdp": {"state": "blank"}}}, "state", "answers.gdp.state"),
        ({"answers": {"gdp": {"state": "value", "value": 680}}}, "wrong-type", "answers.gdp.value"),
        (
            {"answers": {"gdp": {"state": "value", "value": None}}},
            "wrong-type",
            "answers.gdp.value",
        ),
        ({"answers": {"gdp": {"state": "value", "value": ""}}}, "empty-text", "answers.gdp.value"),
        (
            {"answers": {"gdp": {"state": "na", "value": "1", "reason": "x"}}},
            "value-and-state",
            "answers.gdp.value",
        ),
        ({"answers": {"gdp": {"state": "na", "quality": "E"}}}, "quality", "answers.gdp.quality"),
        ({"answers": {"gd p": {"state": "na"}}}, "code", "answers.gd p"),
        (
            {"answers": {"T9_level": {"state": "value", "value": "3"}}},
            "level-in-answers",
            "answers.T9_level",
        ),
        (
            {"answers": {"assessment_year": {"state": "value", "value": "2024"}}},
            "year-differs",
            "answers.assessment_year",
        ),
        (
            {"answers": {"park_code": {"state": "value", "value": "G32002"}}},
            "park-differs",
            "answers.park_code",
        ),
        ({"answers": {"park_code": {"state": "na"}}}, "park-differs", "answers.park_code"),
        ({"tables": {"sinks": []}}, "wrong-type", "tables.sinks"),
        ({"tables": {"sinks": {"r1": "x"}}}, "wrong-type", "tables.sinks.r1"),
        ({"tables": {"sinks": {"r1": {"amount": 1}}}}, "wrong-type", "tables.sinks.r1.amount"),
        ({"tables": {"sinks": {"r1": {"amount": None}}}}, "wrong-type", "tables.sinks.r1.amount"),
        ({"tables": {"sinks": {"r1": {"a b": "1"}}}}, "code", "tables.sinks.r1.a b"),
        ({"tables": {"sinks": {"": {"amount": "1"}}}}, "empty-text", "tables.sinks."),
        ({"tables": {"sin-ks": {}}}, "code", "tables.sin-ks"),
        ({"marks": {"T1": {"self": {"level": "5"}}}}, "level", "marks.T1.self.level"),
        ({"marks": {"T1": {"self": {"level": 3}}}}, "level", "marks.T1.self.level"),
        ({"marks": {"T1": {"self": {}}}}, "missing-key", "marks.T1.self.level"),
        (
            {"marks": {"T1": {"self": {"level": "3", "time": "today"}}}},
            "time",
            "marks.T1.self.time",
        ),
        (
            {"marks": {"T1": {"assessor_a": {"level": "3"}}}},
            "unknown-key",
            "marks.T1.assessor_a",
        ),
        ({"confirmed": {"X01": True}}, "wrong-type", "confirmed.X01"),
        ({"judges": HASH}, "unknown-key", "judges"),
    ],
)
def test_submission_is_refused_at_the_place(
    changes: dict[str, Any], rule: str | None, place: str
) -> None:
    assert refusals_of(submission(**changes)) == ([(rule, place)] if rule else [])


@pytest.mark.parametrize(
    "document,rule,place",
    [
        (assessment(judges="x"), "hash", "judges"),
        (assessment(judges=None), "missing-key", "judges"),
        (assessment(marks={"T1": {"self": {"level": "1"}}}), "unknown-key", "marks.T1.self"),
        (assessment(gates={"staff": 4}), "wrong-type", "gates.staff"),
        (
            assessment(class_override={"class": "XX", "reason": "y"}),
            "class",
            "class_override.class",
        ),
        (assessment(class_override={"class": "CE"}), "missing-key", "class_override.reason"),
        (assessment(answers={}), "unknown-key", "answers"),
        (withdrawal(reason=None), "missing-key", "reason"),
        (withdrawal(parents=[HASH]), "parents", "parents"),
        (withdrawal(withdraws=""), "hash", "withdraws"),
        (submission(kind="resolution", reason="x", parents=[HASH]), "parents", "parents"),
        (
            submission(kind="resolution", parents=["0" * 64, "1" * 64]),
            "missing-key",
            "reason",
        ),
    ],
)
def test_other_kinds_are_refused_at_the_place(
    document: dict[str, Any], rule: str, place: str
) -> None:
    assert refusals_of(document) == [(rule, place)]


class TestRawText:
    @pytest.mark.parametrize(
        "payload,rule,place",
        [
            (b"\xff", "utf-8", "byte 0"),
            (b"{", "json", "character 1"),
            (b"", "json", "character 0"),
            (b"\xef\xbb\xbf{}", "json", "character 0"),
            (b"[]", "wrong-type", ""),
            (b"NaN", "wrong-type", ""),
            (b"1" * 5000, "wrong-type", ""),
            (b"[" * 100_000, "depth", ""),
        ],
    )
    def test_what_is_no_object(self, payload: bytes, rule: str, place: str) -> None:
        assert refusals(payload) == [(rule, place)]

    def test_nan_and_infinity_as_cells(self) -> None:
        payload = PAYLOAD.replace(b'"output":"12"', b'"output":NaN')
        assert refusals(payload) == [("wrong-type", "tables.enterprises.r1.output")]
        payload = PAYLOAD.replace(b'"output":"12"', b'"output":-Infinity')
        assert refusals(payload) == [("wrong-type", "tables.enterprises.r1.output")]

    def test_depth_is_named_beside_the_shape(self) -> None:
        nested: dict[str, object] = {}
        for _ in range(20):
            nested = {"a": nested}
        assert ("depth", "") in refusals_of(submission(extra=nested))

    def test_duplicate_key(self) -> None:
        payload = PAYLOAD.replace(b'"output":"12"', b'"output":"12","output":"12"')
        assert refusals(payload) == [("duplicate-key", "output")]

    @pytest.mark.parametrize(
        "old,new",
        [
            (b'"format":"1"', b'"format": "1"'),
            ("张三".encode(), b"\\u5f20\\u4e09"),
            (b'"format":"1"', b'"forma\\u0074":"1"'),
            (b'"quality":"B","state":"value"', b'"state":"value","quality":"B"'),
            (b"G32001", b"G3200\\u0031"),
            ("张三".encode(), b"\\ud800"),
            (b'"12"', b'"1\\/2"'),
        ],
    )
    def test_any_other_spelling(self, old: bytes, new: bytes) -> None:
        assert old in PAYLOAD
        found = refusals(PAYLOAD.replace(old, new, 1))
        assert [rule for rule, _ in found] == ["canonical"]
        assert found[0][1].startswith("character ")

    def test_trailing_line_feed(self) -> None:
        assert refusals(PAYLOAD + b"\n") == [("canonical", f"character {len(PAYLOAD.decode())}")]

    def test_too_large_is_not_even_parsed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(revision_module, "MAX_PAYLOAD_BYTES", 10)
        assert refusals(b"{" * 11) == [("size", "")]


class TestLimits:
    def test_the_published_limits(self) -> None:
        assert revision_module.MAX_PAYLOAD_BYTES == 64 * 1024 * 1024
        assert shapes.MAX_ROWS_PER_TABLE == 100_000
        assert texts.MAX_TEXT_LENGTH == 50_000
        assert revision_module.MAX_DEPTH == 12

    def test_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shapes, "MAX_ROWS_PER_TABLE", 2)
        rows = {f"r{number}": {"amount": "1"} for number in range(3)}
        assert refusals_of(submission(tables={"sinks": rows})) == [("rows", "tables.sinks")]

    @pytest.mark.parametrize("character", ["a", '"', "绿"])
    def test_longest_text(self, character: str) -> None:
        longest = character * 50_000
        assert refusals_of(submission(confirmed={"X01": longest})) == []
        longer = submission(confirmed={"X01": longest + character})
        assert refusals_of(longer) == [("text-length", "confirmed.X01")]

    def test_at_most_200_defects_are_kept(self) -> None:
        rows = {f"r{number}": {"amount": 1} for number in range(500)}
        assert len(refusals_of(submission(tables={"sinks": rows}))) == 200


def test_all_defects_at_once_with_remedy() -> None:
    with pytest.raises(RevisionError) as caught:
        read_revision(payload_of(submission(park="x", year="1", zeal="1")))
    assert {defect.place for defect in caught.value.defects} == {"park", "year", "zeal"}
    assert str(caught.value).startswith("The revision breaks rule park-code at park: ")
    assert "Ask the sender" in str(caught.value.hint)


@settings(max_examples=400)
@given(st.integers(0, len(PAYLOAD) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_refused_or_gives_another_id(position: int, mask: int) -> None:
    flipped = bytearray(PAYLOAD)
    flipped[position] ^= mask
    if not refusals(bytes(flipped)):
        assert read_revision(bytes(flipped)).id != read_revision(PAYLOAD).id


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(submission())), JSON_VALUES)
def test_any_json_at_any_key_is_accepted_canonically_or_refused(key: str, value: Any) -> None:
    document = submission() | {key: value}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        payload = text.encode()
    except UnicodeEncodeError:
        payload = json.dumps(document).encode()
    if not refusals(payload):
        assert payload == payload_of(document)
