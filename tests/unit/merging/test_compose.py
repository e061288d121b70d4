"""Payloads made from answers, and the answers read from them again."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging.compose import (
    Judgement,
    assessment_payload,
    resolution_payload,
    same_content,
    submission_payload,
    withdrawal_payload,
)
from merging.contents import answers_of, judgement_of, with_assessment
from merging.fitting import Fitting
from merging.revision import Kind, RevisionError, read_revision
from questionnaire.answers import ROLES, Answer, AnswerSet, Mark, Role, State
from questionnaire.canonical_json import normal_text
from support.revisions import (
    CATALOGUE_HASH,
    CATALOGUE_REF,
    FACTORS_REF,
    HASH,
    RUBRIC_REF,
    TIME,
    small_catalogue,
)

CATALOGUE = small_catalogue()
PARENTS = ("0" * 64, "1" * 64)


def submit(answers: AnswerSet, **changes: object) -> bytes:
    arguments: dict[str, object] = {
        "park": "G32001",
        "catalogue": CATALOGUE,
        "catalogue_ref": CATALOGUE_REF,
        "rubric_ref": RUBRIC_REF,
        "factors_ref": FACTORS_REF,
        "parents": (),
        "author": "张三",
        "created_at": TIME,
    }
    return submission_payload(answers=answers, **(arguments | changes))  # type: ignore[arg-type]


def assess(judgement: Judgement, **changes: object) -> bytes:
    arguments: dict[str, object] = {
        "park": "G32001",
        "year": 2025,
        "judges": HASH,
        "rubric_ref": RUBRIC_REF,
        "parents": (),
        "author": "李四",
        "created_at": TIME,
    }
    return assessment_payload(judgement=judgement, **(arguments | changes))  # type: ignore[arg-type]


def test_the_bytes_of_a_small_submission() -> None:
    answers = AnswerSet(
        2025,
        {
            "gdp": Answer(State.VALUE, Decimal("680.50"), quality="B"),
            "no_process": Answer(State.VALUE, value=True),
            "approved_on": Answer(State.VALUE, date(2025, 3, 1)),
            "staff": Answer(State.NO_DATA, reason="第一行\r\n第二行"),
        },
        {"enterprises": {"r1": {"year": Decimal(2025), "industry": "06"}}},
        {"T1": {"self": Mark(3), "assessor_a": Mark(2)}},
        {"X01": 'a"b\\c\t'},
    )
    ref = f'"hash":"{HASH}"'
    expected = (
        '{"answers":{"approved_on":{"state":"value","value":"2025-03-01"},'
        '"gdp":{"quality":"B","state":"value","value":"680.5"},'
        '"no_process":{"state":"value","value":true},'
        '"staff":{"reason":"第一行\\n第二行","state":"no_data"}},'
        '"author":"张三",'
        f'"catalogue":{{"hash":"{CATALOGUE_HASH}","id":"2026.1"}},'
        '"confirmed":{"X01":"a\\"b\\\\c\\t"},'
        f'"created_at":"{TIME}",'
        f'"factors":{{{ref},"set":"DEFAULT"}},'
        '"format":"1","kind":"submission","marks":{"T1":{"self":{"level":"3"}}},'
        '"parents":[],"park":"G32001",'
        f'"rubric":{{{ref},"id":"js-2026.1"}},'
        '"tables":{"enterprises":{"r1":{"industry":"06","year":"2025"}}},"year":"2025"}'
    )
    assert submit(answers).decode() == expected


class TestSubmission:
    def test_rows_of_other_years_travel_only_in_tables_not_asked_each_year(self) -> None:
        rows = {f"r{year}": {"year": Decimal(year)} for year in (2024, 2025, 2030)}
        answers = AnswerSet(2025, tables={"enterprises": rows, "peak_plan": rows})
        sent = json.loads(submit(answers))["tables"]
        assert list(sent["enterprises"]) == ["r2025"]
        assert list(sent["peak_plan"]) == ["r2024", "r2025", "r2030"]

    def test_absent_things_have_no_key(self) -> None:
        answers = AnswerSet(
            2025,
            {"remark": Answer(State.VALUE, ""), "gdp": Answer(State.VALUE, Decimal(1), reason="")},
            {"enterprises": {}, "evidence": {"r1": {"evidence_id": ""}}},
            {"T1": {"assessor_a": Mark(1)}},
        )
        sent = json.loads(submit(answers))
        assert sent["answers"] == {"gdp": {"state": "value", "value": "1"}}
        assert sent["tables"] == {"evidence": {"r1": {}}}
        assert not {"marks", "confirmed", "demonstration", "reason"} & sent.keys()

    def test_demonstration_is_marked(self) -> None:
        assert json.loads(submit(AnswerSet(2025), demonstration=True))["demonstration"] is True

    def test_parents_are_sorted(self) -> None:
        assert json.loads(submit(AnswerSet(2025), parents=PARENTS[::-1]))["parents"] == [*PARENTS]

    def test_text_is_brought_to_nfc(self) -> None:
        sent = submit(AnswerSet(2025, confirmed={"X01": "Cafe\u0301"}))
        assert json.loads(sent)["confirmed"] == {"X01": "Caf\u00e9"}

    def test_what_no_reader_accepts_is_not_made(self) -> None:
        answers = AnswerSet(2025, {"park_code": Answer(State.VALUE, "G32002")})
        with pytest.raises(RevisionError) as caught:
            submit(answers)
        assert [defect.place for defect in caught.value.defects] == ["answers.park_code"]

    @pytest.mark.parametrize("changes", [{"author": ""}, {"park": "?"}, {"created_at": "now"}])
    def test_a_wrong_head_is_refused(self, changes: dict[str, Any]) -> None:
        with pytest.raises(RevisionError) as caught:
            submit(AnswerSet(2025), **changes)
        assert [defect.place for defect in caught.value.defects] == [*changes]


class TestSameContent:
    answers = AnswerSet(2025, {"gdp": Answer(State.VALUE, Decimal("680.5"))})

    def test_author_time_and_parents_aside(self) -> None:
        earlier = read_revision(submit(self.answers))
        later = submit(
            self.answers, author="王五", created_at="2026-04-01T08:00:00Z", parents=PARENTS
        )
        assert same_content(earlier, later)

    @pytest.mark.parametrize(
        "changes",
        [
            {"answers": AnswerSet(2025)},
            {"rubric_ref": ("js-2026.2", HASH)},
            {"demonstration": True},
        ],
    )
    def test_everything_else_counts(self, changes: dict[str, Any]) -> None:
        assert not same_content(
            read_revision(submit(self.answers)), submit(**({"answers": self.answers} | changes))
        )

    def test_a_resolution_with_these_answers_says_the_same(self) -> None:
        decided = resolution_payload(submit(self.answers, parents=PARENTS), reason="以前者为准")
        assert same_content(read_revision(decided), submit(self.answers))


class TestAssessment:
    judgement = Judgement(
        marks={"T1": {"self": Mark(4), "assessor_a": Mark(2, "李四", TIME, "制度未落实到考核")}},
        gates={"staff": Decimal(4), "no_process": False},
        class_override=("CE", "园区以电气热为主，统计口径不同"),
        reason="年度评价",
    )

    def test_round_trip_without_the_mark_of_the_park(self) -> None:
        revision = read_revision(assess(self.judgement))
        assert (revision.kind, revision.judges) == (Kind.ASSESSMENT, HASH)
        read = judgement_of(revision, CATALOGUE)
        assert read == Judgement(
            marks={"T1": {"assessor_a": Mark(2, "李四", TIME, "制度未落实到考核")}},
            gates=self.judgement.gates,
            class_override=self.judgement.class_override,
            reason=self.judgement.reason,
        )

    def test_empty_judgement_has_no_keys(self) -> None:
        content = read_revision(assess(Judgement())).content
        assert not {"marks", "gates", "class_override", "reason"} & content.keys()

    def test_laid_over_the_answers_of_the_park(self) -> None:
        park = AnswerSet(
            2025,
            {
                "staff": Answer(State.VALUE, Decimal(9), quality="B"),
                "gdp": Answer(State.VALUE, Decimal(1)),
            },
            {"peak_plan": {"r1": {"year": Decimal(2025)}}},
            {"T1": {"self": Mark(3)}, "S5": {"self": Mark(1)}},
            {"X01": "核对无误"},
        )
        laid = with_assessment(park, read_revision(assess(self.judgement)), CATALOGUE)
        assert laid.value("staff") == 4
        assert laid.value("no_process") is False
        assert laid.value("gdp") == 1
        assert laid.value("class_override") == "CE"
        assert laid.value("class_override_reason") == "园区以电气热为主，统计口径不同"
        assert laid.marks["T1"].keys() == {"self", "assessor_a"}
        assert laid.marks["S5"] == {"self": Mark(1)}
        assert (laid.tables, laid.confirmed) == (park.tables, park.confirmed)

    def test_resolution_of_assessments(self) -> None:
        decided = resolution_payload(assess(self.judgement, parents=PARENTS), reason="复核后确定")
        revision = read_revision(decided)
        assert (revision.kind, revision.judges) == (Kind.RESOLUTION, HASH)
        assert judgement_of(revision, CATALOGUE).reason == "复核后确定"
        laid = with_assessment(AnswerSet(2025), revision, CATALOGUE)
        assert laid.marks["T1"]["assessor_a"].level == 2


def test_withdrawal() -> None:
    payload = withdrawal_payload(
        park="G32001", year=2025, withdraws=HASH, reason="误报", author="李四", created_at=TIME
    )
    revision = read_revision(payload)
    assert (revision.kind, revision.withdraws, revision.parents) == (Kind.WITHDRAWAL, HASH, ())
    assert answers_of(revision, CATALOGUE) == AnswerSet(2025)


@pytest.mark.parametrize("parents,reason", [((), "x"), (PARENTS[:1], "x"), (PARENTS, "")])
def test_a_resolution_needs_both_heads_and_a_reason(parents: tuple[str, ...], reason: str) -> None:
    with pytest.raises(RevisionError):
        resolution_payload(submit(AnswerSet(2025), parents=parents), reason=reason)


def test_an_edition_is_not_taken_for_another() -> None:
    content = read_revision(submit(AnswerSet(2025))).content
    assert content["catalogue"] == {"id": "2026.1", "hash": CATALOGUE_HASH}
    assert content["factors"] == {"set": "DEFAULT", "hash": HASH}


TEXTS = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t"),
        min_size=1,
        max_size=12,
    )
    .map(normal_text)
    .filter(bool)
)
NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 12),
)
VALUES = {
    "gdp": NUMBERS,
    "staff": st.integers(-(10**9), 500).map(Decimal),
    "remark": TEXTS,
    "no_process": st.booleans(),
    "approved_on": st.dates(),
    "class_override": st.sampled_from(["IC", "CE"]),
}
QUALITY = st.sampled_from([None, "A", "B", "C", "D"])


def answers_to(values: st.SearchStrategy[object]) -> st.SearchStrategy[Answer]:
    reasons = st.none() | TEXTS
    with_value = st.builds(Answer, st.just(State.VALUE), values, reasons, QUALITY)
    without = st.builds(
        Answer, st.sampled_from([State.NA, State.NO_DATA]), st.none(), TEXTS, QUALITY
    )
    return with_value | without


MARKS = st.builds(Mark, st.integers(0, 4), st.none() | TEXTS, st.just(TIME), st.none() | TEXTS)
ROWS = st.fixed_dictionaries(
    {"year": st.just(Decimal(2025))},
    optional={"enterprise_name": TEXTS, "output": NUMBERS, "entry_date": st.dates()},
)
ANSWER_SETS = st.builds(
    AnswerSet,
    st.just(2025),
    st.fixed_dictionaries({}, optional={code: answers_to(kind) for code, kind in VALUES.items()}),
    st.fixed_dictionaries(
        {}, optional={"enterprises": st.dictionaries(TEXTS, ROWS, min_size=1, max_size=3)}
    ),
    st.fixed_dictionaries({}, optional={"T1": st.fixed_dictionaries({"self": MARKS})}),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
)


@given(ANSWER_SETS)
def test_what_is_composed_is_read_back_the_same(answers: AnswerSet) -> None:
    revision = read_revision(submit(answers))
    assert answers_of(revision, CATALOGUE) == answers
    assert Fitting(CATALOGUE).check(revision) == ()
    assert submit(answers_of(revision, CATALOGUE)) == revision.payload


@given(st.dictionaries(st.sampled_from(ROLES), MARKS))
def test_every_role_travels_in_its_own_kind(marks: dict[Role, Mark]) -> None:
    submitted = read_revision(submit(AnswerSet(2025, marks={"T1": marks})))
    assessed = read_revision(assess(Judgement({"T1": marks})))
    together = with_assessment(answers_of(submitted, CATALOGUE), assessed, CATALOGUE)
    assert together.marks.get("T1", {}) == marks
