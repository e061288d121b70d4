"""Times as readers see them."""

import time
from collections.abc import Iterator

import pytest

from questionnaire.moments import moment_here, moment_on_paper

EVENING = "2026-03-31T18:44:05Z"


@pytest.fixture(params=["UTC-8", "UTC+5"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of the computer; POSIX counts westwards."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_paper_says_the_same_everywhere(zone: str) -> None:
    assert zone
    assert moment_on_paper(EVENING) == "2026-04-01 02:44:05 UTC+8"


def test_the_window_says_what_the_clock_of_the_computer_showed(zone: str) -> None:
    shown = {"UTC-8": "2026-04-01 02:44:05", "UTC+5": "2026-03-31 13:44:05"}
    assert moment_here(EVENING) == shown[zone]


@pytest.mark.parametrize("stamp", ["", "unknown", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00Z"])
def test_what_is_no_moment_is_given_back(stamp: str) -> None:
    assert moment_here(stamp)[:4] == stamp[:4]
    assert moment_on_paper(stamp)[:4] == stamp[:4]
