"""Three-way differences: the scenario folders of tests/cases/merging, and laws that always hold.

A scenario holds `a.json`, `b.json`, `base.json` (absent: no common ancestor) in the shape of a
submission, and `expected.json`: the differences, the decisions of a person by place, the result.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging.contents import answers_of
from merging.differences import Difference, Side, decide, three_way, undecided
from merging.flat_answers import Path as PlacePath
from merging.flat_answers import flatten, unflatten
from merging.revision import read_revision
from questionnaire.answers import AnswerSet
from support.project import ROOT
from support.revisions import payload_of, small_catalogue, submission

CASES = ROOT / "tests" / "cases" / "merging"
SCENARIOS = sorted(path.name for path in CASES.iterdir())


def read(document: dict[str, Any]) -> AnswerSet:
    parts: dict[str, Any] = {"answers": {}, "tables": None, "marks": None} | document
    return answers_of(read_revision(payload_of(submission(**parts))), small_catalogue())


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def shown(difference: Difference) -> dict[str, Any]:
    return {
        "place": difference.place,
        "base": difference.base,
        "a": difference.a,
        "b": difference.b,
        "proposal": difference.proposal,
    }


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario: str) -> None:
    folder = CASES / scenario
    expected = load(folder / "expected.json")
    base = read(load(folder / "base.json")) if (folder / "base.json").exists() else None
    a, b = read(load(folder / "a.json")), read(load(folder / "b.json"))
    differences = three_way(base, a, b)
    assert [shown(difference) for difference in differences] == expected["differences"]
    paths = {difference.place: difference.path for difference in differences}
    decisions: dict[PlacePath, Side] = {
        paths[place]: side for place, side in expected["decisions"].items()
    }
    assert undecided(differences, decisions) == ()
    result = decide(a, b, differences, decisions)
    assert without_empty(result) == without_empty(read(expected["result"]))


def without_empty(answers: AnswerSet) -> AnswerSet:
    return unflatten(answers.year, flatten(answers))


VALUES = st.sampled_from(["1", "2", "3"])
ANSWERS = st.one_of(
    st.fixed_dictionaries(
        {"state": st.just("value"), "value": VALUES},
        optional={"quality": st.sampled_from(["A", "B"]), "reason": VALUES},
    ),
    st.fixed_dictionaries({"state": st.sampled_from(["na", "no_data"]), "reason": VALUES}),
)
ROWS = st.dictionaries(
    st.sampled_from(["r1", "r2", "r3"]),
    st.fixed_dictionaries({}, optional={"output": VALUES, "industry": VALUES}),
)
SETS = st.fixed_dictionaries(
    {"answers": st.fixed_dictionaries({}, optional={"gdp": ANSWERS, "staff": ANSWERS})},
    optional={
        "tables": st.fixed_dictionaries({"enterprises": ROWS}),
        "marks": st.fixed_dictionaries(
            {"T1": st.fixed_dictionaries({"self": st.fixed_dictionaries({"level": VALUES})})}
        ),
        "confirmed": st.dictionaries(st.sampled_from(["X01", "X02"]), VALUES),
    },
).map(lambda document: without_empty(read(document)))


@given(SETS)
def test_laid_out_flat_and_back(answers: AnswerSet) -> None:
    assert unflatten(answers.year, flatten(answers)) == answers


@given(SETS, SETS)
def test_against_an_unchanged_side_every_change_is_taken(base: AnswerSet, a: AnswerSet) -> None:
    for left, right in ((a, base), (base, a)):
        differences = three_way(base, left, right)
        assert undecided(differences, {}) == ()
        assert decide(left, right, differences, {}) == a


@given(SETS | st.none(), SETS, SETS)
def test_taking_one_side_everywhere_gives_that_side(
    base: AnswerSet | None, a: AnswerSet, b: AnswerSet
) -> None:
    differences = three_way(base, a, b)
    assert decide(a, b, differences, dict.fromkeys(paths_of(differences), "a")) == a
    assert decide(a, b, differences, dict.fromkeys(paths_of(differences), "b")) == b


@given(SETS | st.none(), SETS, SETS)
def test_the_sides_are_treated_alike(base: AnswerSet | None, a: AnswerSet, b: AnswerSet) -> None:
    swapped = {"a": "b", "b": "a"}
    mirrored = [
        (item.path, item.base, item.b, item.a, swapped.get(item.proposal or "", item.proposal))
        for item in three_way(base, b, a)
    ]
    assert mirrored == [
        (item.path, item.base, item.a, item.b, item.proposal) for item in three_way(base, a, b)
    ]


@given(SETS | st.none(), SETS)
def test_equal_sides_leave_nothing_to_decide(base: AnswerSet | None, a: AnswerSet) -> None:
    differences = three_way(base, a, a)
    assert {difference.proposal for difference in differences} <= {"equal"}
    assert decide(a, a, differences, {}) == a


def paths_of(differences: tuple[Difference, ...]) -> list[PlacePath]:
    return [difference.path for difference in differences]
