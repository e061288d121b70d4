"""Jobs: success, failure, cancel; the worker thread and its synchronous twin behave alike."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from gui.jobs import Job, Jobs, Progress, SynchronousJobs
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg


@pytest.fixture(params=[Jobs, SynchronousJobs])
def jobs(request: pytest.FixtureRequest) -> Iterator[Jobs]:
    made: Jobs = request.param()
    yield made
    made.close()


def _finish(qtbot: QtBot, jobs: Jobs, job: Job[int]) -> None:
    with qtbot.waitSignal(jobs.ended, check_params_cb=lambda ended: ended is job):
        job.start()


def test_result_comes_back(qtbot: QtBot, jobs: Jobs) -> None:
    results: list[int] = []
    _finish(qtbot, jobs, jobs.run(lambda _progress: 42).on_success(results.append))
    assert results == [42]


def test_error_of_the_product_comes_back(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress) -> int:
        raise GreenparkError(msg("No."))

    errors: list[GreenparkError] = []
    results: list[int] = []
    job = jobs.run(work).on_success(results.append).on_failure(errors.append)
    _finish(qtbot, jobs, job)
    assert [str(error) for error in errors] == ["No."]
    assert results == []


def test_error_of_the_system_is_worded(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress) -> int:
        raise PermissionError(13, "Permission denied", "a.parkdb")

    errors: list[GreenparkError] = []
    _finish(qtbot, jobs, jobs.run(work).on_failure(errors.append))
    assert "a.parkdb" in str(errors[0])
    assert errors[0].hint is not None


def test_nobody_hears_the_result_after_the_owner_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    owner, heard = QObject(), list[int]()
    job = jobs.run(lambda _progress: 42).on_success(heard.append).only_for(owner)
    _delete(owner)
    _finish(qtbot, jobs, job)
    assert heard == []


def test_the_window_hears_the_error_when_the_owner_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress) -> int:
        raise GreenparkError(msg("No."))

    owner, heard = QObject(), list[GreenparkError]()
    job = jobs.run(work).on_failure(heard.append).only_for(owner)
    _delete(owner)
    with qtbot.waitSignal(jobs.failed) as failed:
        job.start()
    assert str(failed.args[0]) == "No."
    assert heard == []


def _delete(owner: QObject) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)


def test_error_that_nobody_handles_reaches_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress) -> int:
        raise GreenparkError(msg("No."))

    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run(work).start()
    assert failed.args is not None
    assert str(failed.args[0]) == "No."


def test_a_slip_of_ours_is_raised_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    jobs = Jobs()
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(jobs.ended):
        jobs.run(lambda _progress: 1 // 0).start()
    jobs.close()
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_progress_is_shown(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[str] = []
    jobs.progressed.connect(lambda job: seen.append(str(job.stage.text)))

    def work(progress: Progress) -> int:
        progress.at(1, 2, "first")
        progress.at(2, 2, "second")
        return 0

    job = jobs.run(work, "counting")
    _finish(qtbot, jobs, job)
    assert seen[-1] == "second"
    assert (job.stage.done, job.stage.total) == (2, 2)


def test_cancelled_work_stops_at_its_next_report(qtbot: QtBot) -> None:
    jobs = Jobs()
    reached, may_go_on = threading.Event(), threading.Event()
    events: list[str] = []
    busy: list[bool] = []

    def work(progress: Progress) -> int:
        reached.set()
        may_go_on.wait(10)
        progress.step("never shown")
        events.append("went on")
        return 0

    job = jobs.run(work, "waiting")
    job.on_success(lambda _result: events.append("success"))
    job.on_cancelled(lambda: events.append("cancelled"))
    with qtbot.waitSignal(jobs.ended):
        job.start()
        assert reached.wait(10)
        busy.append(jobs.busy)
        job.cancel()
        may_go_on.set()
    busy.append(jobs.busy)
    assert events == ["cancelled"]
    assert busy == [True, False]
    jobs.close()


def test_callbacks_run_on_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[threading.Thread] = []
    job = jobs.run(lambda _progress: 1).on_success(
        lambda _result: threads.append(threading.current_thread())
    )
    _finish(qtbot, jobs, job)
    assert threads == [threading.main_thread()]


def test_jobs_run_one_after_the_other(qtbot: QtBot) -> None:
    jobs = Jobs()
    order: list[int] = []
    for number in range(5):
        jobs.run(lambda _progress, n=number: n).on_success(order.append).start()  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(order) == 5)
    jobs.close()
    assert order == [0, 1, 2, 3, 4]


def test_close_waits_for_the_worker_and_calls_nothing() -> None:
    jobs = Jobs()
    results: list[int] = []
    jobs.run(lambda _progress: 1).on_success(results.append).start()
    jobs.close()
    QCoreApplication.processEvents()
    assert results == []
