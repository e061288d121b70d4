"""The policy and event library: vectors I1 to I5 of analysis.md, and refusals."""

from collections import Counter

import pytest

from reports.errors import PolicyEventError
from reports.policy_events import KINDS, PolicyEvent, choose_events, load_policy_events
from support.project import ROOT

ROW = """[[event]]
id = "WP-09"
date = "2021-12"
title = "煤炭总量削减"
kind = "target"
regions = ["江苏"]
themes = ["coal", "E"]
status = "task"
source = "S003"
place = "二(四)"
"""
PROVINCE = ("江苏", "全国")


@pytest.fixture(scope="module")
def library() -> tuple[PolicyEvent, ...]:
    path = ROOT / "resources" / "policies" / "events.toml"
    return load_policy_events(path.read_text("utf-8"))


def ids(events: tuple[PolicyEvent, ...]) -> list[str]:
    return [event.id for event in events]


def test_the_shipped_library(library: tuple[PolicyEvent, ...]) -> None:  # I1
    assert len(library) == 215
    assert len(set(ids(library))) == 215
    counted = Counter(event.source for event in library)
    assert counted == {"S000": 13, "S001": 42, "S002": 26, "S003": 55, "S004": 79}
    assert sum(len(event.targets) for event in library) == 180
    assert all((event.credibility is None) == (event.source != "S000") for event in library)


def test_a_period_covers_its_years_whole(library: tuple[PolicyEvent, ...]) -> None:  # I2
    event = next(event for event in library if event.date == "2016/2020")
    assert (event.start, event.end) == (2016.0, 2021.0)
    assert event.years == (2016, 2020)


def test_the_carbon_market_filter(library: tuple[PolicyEvent, ...]) -> None:  # I3
    found = ids(choose_events(library, (2016, 2025), PROVINCE, ["carbon-market"], most=999))
    assert {"WP-37", "WP-38", "PA-51"} <= set(found)


def test_marks_of_a_chart_of_the_province(library: tuple[PolicyEvent, ...]) -> None:  # I4
    everything = choose_events(library, (2016, 2023), PROVINCE, ["coal"], most=999)
    assert len(everything) == 16
    marks = choose_events(library, (2016, 2023), PROVINCE, ["coal"])
    assert ids(marks) == ["WP-09", "WP-10", "RP-40", "OP-06", "OP-11", "TL-02"]


def test_marks_of_a_chart_of_a_city(library: tuple[PolicyEvent, ...]) -> None:  # I5
    marks = choose_events(library, (2016, 2023), ("苏州", *PROVINCE), ["coal"])
    assert ids(marks) == ["RP-10", "WP-09", "WP-10", "RP-40", "OP-06", "OP-11"]
    everything = choose_events(library, (2016, 2023), ("苏州", *PROVINCE), ["coal"], most=999)
    assert not {"RP-23", "RP-05"}.intersection(ids(everything))


def test_kinds_and_years_are_kept_to(library: tuple[PolicyEvent, ...]) -> None:
    wanted = [kind for kind in KINDS if kind != "statistic"]
    marks = choose_events(library, (2024, 2025), PROVINCE, ["E"], kinds=wanted, most=999)
    assert marks
    assert all(event.kind != "statistic" for event in marks)
    assert all(event.years[0] <= 2025 and event.years[1] >= 2024 for event in marks)


@pytest.mark.parametrize(
    "date, start, end",
    [
        ("2021", 2021.5, 2021.5),
        ("2021-01", 2021 + 0.5 / 12, 2021 + 0.5 / 12),
        ("2022-10-01/2022-11-01", 2022.75, 2022 + 10 / 12),
    ],
)
def test_dates_stand_where_they_are_known(date: str, start: float, end: float) -> None:
    event = load_policy_events(ROW.replace('"2021-12"', f'"{date}"'))[0]
    assert event.start == pytest.approx(start)
    assert event.end == pytest.approx(end)


@pytest.mark.parametrize(
    "old, new, place, rule",
    [
        ('"target"', '"rumour"', "WP-09.kind", "kind"),
        ('"2021-12"', '"2021-13"', "WP-09.date", "date"),
        ('"2021-12"', '"2022/2021"', "WP-09.date", "date"),
        ('["coal", "E"]', '["coal", "X"]', "WP-09.themes", "themes"),
        ('["江苏"]', "[]", "WP-09.regions", "regions"),
        ('"task"', '"planned"', "WP-09.status", "status"),
        ('"S003"', '"S009"', "WP-09.source", "source"),
        ('place = "二(四)"', 'credibility = "1.5"', "WP-09.credibility", "credibility"),
        ("title", "titel", "WP-09.titel", "unknown-key"),
        ("title", "titel", "WP-09.title", "missing-key"),
        ('"WP-09"', '"WP9"', "WP9.id", "id"),
    ],
)
def test_a_row_with_a_defect_is_refused(old: str, new: str, place: str, rule: str) -> None:
    with pytest.raises(PolicyEventError) as caught:
        load_policy_events(ROW.replace(old, new), "policies/events.toml")
    found = {(defect.file, defect.place, defect.rule) for defect in caught.value.defects}
    assert ("policies/events.toml", place, rule) in found
    assert "Correct the rows" in str(caught.value.hint)


def test_every_defect_is_named_at_once() -> None:
    text = ROW.replace('"target"', '"rumour"') + ROW.replace('"task"', '"planned"') + ROW + ROW
    with pytest.raises(PolicyEventError) as caught:
        load_policy_events(text)
    assert sorted(defect.rule for defect in caught.value.defects) == ["id", "kind", "status"]


def test_a_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(PolicyEventError, match=r"1 defect\."):
        load_policy_events("[[event]")
