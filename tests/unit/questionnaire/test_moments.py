"""Times as readers see them."""

import time
from collections.abc import Iterator

import pytest

from questionnaire.moments import moment_here, moment_on_paper

EVENING = "2026-03-31T18:44:05Z"


@pytest.fixture(params=["UTC-8", "UTC+5"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The zone of the computer; POSIX counts westwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_paper_says_the_same_everywhere() -> None:
    assert moment_on_paper(EVENING) == "2026-04-01 02:44:05 UTC+8"


def test_the_window_says_what_the_clock_of_the_computer_showed(zone: str) -> None:
    shown = {"UTC-8": "2026-04-01 02:44:05", "UTC+5": "2026-03-31 13:44:05"}
    assert moment_here(EVENING) == shown[zone]


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("stamp", ["", "unknown", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_is_given_back(stamp: str) -> None:
    assert (moment_here(stamp), moment_on_paper(stamp)) == (stamp, stamp)


def test_the_first_year_has_four_digits() -> None:
    assert moment_on_paper("0001-01-01T00:00:00Z") == "0001-01-01 08:00:00 UTC+8"


def test_what_no_calendar_holds_is_given_back() -> None:
    assert moment_on_paper("9999-12-31T23:00:00Z") == "9999-12-31T23:00:00Z"
