"""Intervals and last years are worked out beside the window, and make way for everything else."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.jobs import Job, Jobs, Progress
from gui.province.table_insights import TableInsights
from questionnaire.errors import GreenparkError
from services.rankings import Ranked
from services.store_overview import overview
from support.window import make_context


class Heard:
    """What was heard, in order."""

    def __init__(self, insights: TableInsights) -> None:
        self.names: list[str] = []
        self.found: list[object] = []
        insights.intervals_found.connect(lambda result: self._hear("intervals", result))
        insights.trends_found.connect(lambda result: self._hear("trends", result))
        insights.failed.connect(lambda error: self._hear("failed", error))

    def _hear(self, name: str, result: object) -> None:
        self.names.append(name)
        self.found.append(result)


@pytest.fixture
def threaded() -> Iterator[Context]:
    """A context whose jobs run beside the window."""
    context = make_context(jobs=Jobs())
    yield context
    context.jobs.close()


def _parks(context: Context, store: Path, year: int) -> Sequence[Ranked]:
    return overview(context.product, context.environment, str(store), year).ranked


def _made(context: Context, store: Path) -> tuple[TableInsights, Heard]:
    insights = TableInsights(str(store), context, context.jobs)
    return insights, Heard(insights)


def test_intervals_come_first_then_the_years(threaded: Context, store: Path, qtbot: QtBot) -> None:
    insights, heard = _made(threaded, store)
    insights.follow(_parks(threaded, store, 2025))
    assert not insights.is_done
    qtbot.waitUntil(lambda: insights.is_done, timeout=20_000)
    assert heard.names == ["intervals", "trends"]
    codes = {"TEST0001", "TEST0002", "TEST0003"}
    assert [set(found) for found in heard.found if isinstance(found, dict)] == [codes, codes]


def test_a_job_that_somebody_waits_for_comes_first(
    threaded: Context, store: Path, qtbot: QtBot
) -> None:
    insights, heard = _made(threaded, store)
    jobs, seen = threaded.jobs, list[Job[object]]()

    def work(progress: Progress) -> None:
        progress.step("")

    def interrupt(job: Job[object]) -> None:
        if not seen:
            seen.append(job)
            jobs.run(work).on_success(lambda _none: heard.names.append("other")).start()

    jobs.started.connect(interrupt)
    insights.follow(_parks(threaded, store, 2025))
    qtbot.waitUntil(lambda: insights.is_done, timeout=20_000)
    assert seen[0].cancelling
    assert heard.names == ["other", "intervals", "trends"]


def test_nothing_is_heard_of_a_table_that_is_not_shown_any_more(
    threaded: Context, store: Path, qtbot: QtBot
) -> None:
    insights, heard = _made(threaded, store)
    insights.follow(_parks(threaded, store, 2025))
    insights.follow(_parks(threaded, store, 2026))
    qtbot.waitUntil(lambda: insights.is_done, timeout=20_000)
    assert heard.names == ["intervals", "trends"]
    assert heard.found[0] == {}, "one park has no rank among others"
    assert isinstance(heard.found[1], dict)
    assert set(heard.found[1]) == {"TEST0002"}


def test_a_closed_table_hears_nothing(threaded: Context, store: Path, qtbot: QtBot) -> None:
    insights, heard = _made(threaded, store)
    with qtbot.waitSignal(threaded.jobs.ended, timeout=20_000):
        insights.follow(_parks(threaded, store, 2025))
        insights.stop()
    assert heard.names == []


def test_what_cannot_be_worked_out_is_told_once(
    context: Context, store: Path, tmp_path: Path
) -> None:
    parks = _parks(context, store, 2025)
    insights, heard = _made(context, tmp_path / "gone.db")
    insights.follow(parks)
    assert heard.names == ["intervals", "trends", "failed"]
    assert heard.found[1] == {}, "nobody goes on waiting"
    assert isinstance(heard.found[2], GreenparkError)
    assert insights.is_done
