"""Edits between answer sets, replayed by the naive way and by the park file."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.edits import Edit, EditGroup, Place, changes, inverse
from db.park_file import ParkFile
from db.replay import apply_edits
from questionnaire.answers import Answer, AnswerSet, History, Mark, Row, State, Value
from questionnaire.value_problem import ValueProblem
from support.park_samples import CATALOGUE, TIME, sample_set, value_answer

TEXTS = st.sampled_from(["设备正在检修", '未统计\n"待补"', "𠮷 \\ é"])
NUMBERS = st.integers(-(10**6), 10**6).map(lambda number: Decimal(number) / 100)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "gdp": NUMBERS,
    "park_name": st.sampled_from(["园区", "示范园区"]),
    "audited": st.booleans(),
    "founded": st.dates(datetime.date(1990, 1, 1), datetime.date(2026, 1, 1)),
}


def answers_of(code: str) -> st.SearchStrategy[Answer]:
    values = VALUES[code].map(value_answer)
    lacking = st.builds(Answer, st.sampled_from([State.NO_DATA, State.NA]), reason=TEXTS)
    return values | lacking


ANSWERS = st.fixed_dictionaries({}, optional={code: answers_of(code) for code in VALUES})
ROWS: st.SearchStrategy[Row] = st.fixed_dictionaries(
    {}, optional={"carrier": st.sampled_from(["heat", "coal"]), "amount": NUMBERS}
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, dict[str, Row]]:
    ids = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8))
    return {"energy": {row_id: draw(ROWS) for row_id in ids}} if ids else {}


MARKS = st.dictionaries(
    st.sampled_from(["T1", "T2"]),
    st.dictionaries(
        st.sampled_from(["self", "assessor_a"]), st.builds(Mark, st.integers(0, 4)), min_size=1
    ),
)
SETS = st.builds(
    AnswerSet,
    st.just(2025),
    ANSWERS,
    tables(),
    MARKS,
    st.dictionaries(st.sampled_from(["X01", "CA-W11"]), st.just("已核实原始台账")),
)


def order_of(history: History) -> list[tuple[int, str, list[str]]]:
    return [
        (year, code, list(rows))
        for year, answers in history.items()
        for code, rows in sorted(answers.tables.items())
    ]


@given(SETS, SETS)
def test_edits_lead_from_one_set_to_the_other_and_back(before: AnswerSet, after: AnswerSet) -> None:
    edits = changes(before, after, CATALOGUE)
    forward = apply_edits({2025: before}, edits, CATALOGUE)
    assert forward == {2025: after}
    assert order_of(forward) == order_of({2025: after})
    back = apply_edits(forward, inverse(edits), CATALOGUE)
    assert back == {2025: before}
    assert order_of(back) == order_of({2025: before})


@given(SETS)
def test_nothing_changed_is_no_edit(answers: AnswerSet) -> None:
    copy = AnswerSet(
        2025,
        dict(answers.answers),
        {
            code: {row: dict(cells) for row, cells in rows.items()}
            for code, rows in answers.tables.items()
        },
        answers.marks,
        dict(answers.confirmed),
    )
    assert changes(answers, copy, CATALOGUE) == ()


STEPS = st.lists(st.one_of(SETS, st.sampled_from(["undo", "redo", "reopen"])), max_size=14)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_park_file_follows_a_model_of_undo_and_redo(
    tmp_path_factory: pytest.TempPathFactory, steps: list[AnswerSet | str]
) -> None:
    path = tmp_path_factory.mktemp("undo") / "p.parkdb"
    park = ParkFile.create(path, CATALOGUE, created_at=TIME)
    now: History = {}
    done: list[History] = []
    undone: list[History] = []
    try:
        for step in steps:
            if isinstance(step, AnswerSet):
                edits = changes(now.get(2025), step, CATALOGUE)
                park.apply(EditGroup("陈", TIME, "", edits))
                if edits:
                    done.append(now)
                    undone.clear()
                    now = {2025: step}
            elif step == "reopen":
                park.close()
                park = ParkFile.open(path, CATALOGUE)
            elif step == "undo":
                assert (park.undo("陈", TIME) is None) == (not done)
                if done:
                    undone.append(now)
                    now = done.pop()
            else:
                assert (park.redo("陈", TIME) is None) == (not undone)
                if undone:
                    done.append(now)
                    now = undone.pop()
            assert park.history() == now
            assert order_of(park.history()) == order_of(now)
        assert park.check() == ()
    finally:
        park.close()


def test_a_new_set_begins_with_its_year() -> None:
    assert changes(None, AnswerSet(2025), CATALOGUE) == (Edit(Place(2025, "set"), None, "true"),)


def test_one_cell_of_a_table_is_one_edit() -> None:
    before = sample_set(2025, rows={"r1": {"amount": Decimal(5)}, "r2": {"amount": Decimal(6)}})
    after = sample_set(2025, rows={"r1": {"amount": Decimal(5)}, "r2": {"amount": Decimal("6.50")}})
    assert changes(before, after, CATALOGUE) == (
        Edit(Place(2025, "cell", "energy", "r2", "amount"), '"6"', '"6.5"'),
    )


def test_what_was_typed_goes_along() -> None:
    place = Place(2025, "answer", "gdp")
    after = sample_set(2025, {"gdp": value_answer(Decimal(1200))})
    (edit,) = changes(AnswerSet(2025), after, CATALOGUE, {place: "１，２００"})
    assert (edit.new, edit.typed) == ('{"state":"value","value":"1200"}', "１，２００")


def test_one_row_moved_is_one_edit() -> None:
    rows: dict[str, Row] = {name: {"amount": Decimal(1)} for name in "abcde"}
    before = sample_set(2025, rows=rows)
    after = sample_set(2025, rows={name: rows[name] for name in "eabcd"})
    assert changes(before, after, CATALOGUE) == (
        Edit(Place(2025, "row", "energy", "e"), '{"after":"d"}', '{"after":""}'),
    )


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(ValueProblem):
        changes(None, sample_set(2025, {"gdp": value_answer("680")}), CATALOGUE)


def test_other_spellings_of_a_text_are_no_edit() -> None:
    composed, decomposed = "Ä", "A\u0308"
    before = sample_set(2025, {"park_name": value_answer(composed)})
    after = sample_set(2025, {"park_name": value_answer(decomposed)})
    assert changes(before, after, CATALOGUE) == ()


def test_fields_that_the_catalogue_lacks_are_left_out(tmp_path: Path) -> None:
    edits = (
        Edit(Place(2025, "set"), None, "true"),
        Edit(Place(2025, "answer", "retired"), None, '{"state":"value","value":"1"}'),
        Edit(
            Place(2025, "row", "energy", "r1"),
            None,
            '{"after":"","cells":{"carrier":"heat","retired":"x"}}',
        ),
    )
    expected = {2025: sample_set(2025, rows={"r1": {"carrier": "heat"}})}
    assert apply_edits({}, edits, CATALOGUE) == expected
    with ParkFile.create(tmp_path / "p.parkdb", CATALOGUE, created_at=TIME) as park:
        park.apply(EditGroup("陈", TIME, "", edits))
        assert park.history() == expected
        assert park.check() == ()
