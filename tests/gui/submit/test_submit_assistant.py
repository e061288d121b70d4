"""From the list of problems to the file that is sent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.jobs import Jobs
from gui.submit.problem_model import ProblemModel
from gui.submit.submit_assistant import SubmitAssistant
from questionnaire.messages import msg
from services.evaluation import Evaluation
from services.evidence import EvidenceDetails
from services.park_sessions import ParkSession
from services.parks import fill_park, new_park
from services.subjects import find_subject
from services.submissions import Submitted
from support.command import example
from support.window import fake, make_context, tab_order


@pytest.fixture
def session(context: Context, tmp_path: Path) -> Iterator[ParkSession]:
    """The worked example without its confirmations, opened for filling in."""
    path = tmp_path / "park.parkdb"
    product, environment = context.product, context.environment
    inputs = {key: item for key, item in example()["inputs"].items() if key != "confirmations"}
    new_park(product, environment, path, code="TEST0001", name="合成园区甲", year=2025)
    fill_park(product, environment, path, inputs)
    opened = ParkSession.open(product, environment, path)
    yield opened
    opened.close()


@pytest.fixture
def assistant(session: ParkSession, context: Context, qtbot: QtBot) -> SubmitAssistant:
    """The assistant at its first step."""
    made = SubmitAssistant(session, context)
    qtbot.addWidget(made)
    return made


W = TypeVar("W", bound=QWidget)


def _part(assistant: SubmitAssistant, kind: type[W], name: str) -> W:
    found = assistant.findChild(kind, f"submit.{name}")
    assert found is not None
    return found


def _press(assistant: SubmitAssistant, name: str) -> None:
    _part(assistant, QPushButton, name).click()


def _confirm_all(assistant: SubmitAssistant) -> None:
    for reason in example()["inputs"]["confirmations"].values():
        _part(assistant, QLineEdit, "reason").setText(reason)
        _press(assistant, "confirm")


def test_soft_problems_hold_the_way_until_they_are_explained(assistant: SubmitAssistant) -> None:
    following = _part(assistant, QPushButton, "next")
    assert not following.isEnabled()
    _confirm_all(assistant)
    assert following.isEnabled()


def test_a_reason_that_is_too_short_is_refused_in_place(
    assistant: SubmitAssistant, session: ParkSession
) -> None:
    _part(assistant, QLineEdit, "reason").setText("ok")
    _press(assistant, "confirm")
    assert all(problem.open for problem in session.problems)
    assert any("5" in item.text() for item in assistant.findChildren(QLabel))


def test_hard_problems_cannot_be_confirmed(
    session: ParkSession, context: Context, qtbot: QtBot
) -> None:
    session.set_field("top3_industry_output", "9000")
    assistant = SubmitAssistant(session, context)
    qtbot.addWidget(assistant)
    assert not _part(assistant, QPushButton, "confirm").isEnabled()
    with qtbot.waitSignal(assistant.problem_chosen) as chosen:
        _press(assistant, "go")
    assert chosen.args == ["field:top3_industry_output"]


def test_walks_to_a_submission_that_scores_like_the_form(
    assistant: SubmitAssistant, context: Context, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "s.parkdb"
    target.parent.mkdir()
    _confirm_all(assistant)
    _press(assistant, "next")
    assert not _part(assistant, QPushButton, "next").isEnabled(), "not declared yet"
    _part(assistant, QCheckBox, "declared").setChecked(True)
    _press(assistant, "next")
    fake(context).will_answer(target)
    _press(assistant, "choose")
    _press(assistant, "next")
    assert assistant.submitted is not None, [x.text() for x in assistant.findChildren(QLabel)]
    _check_digits(assistant, assistant.submitted)
    subject = find_subject(context.product, str(target))
    sent = Evaluation(context.product, subject.history, subject.year, context.environment.today())
    alone = next(item for item in example()["variants"] if item["name"] == "self marks only")
    assert sent.scorecard.total is not None
    assert f"{sent.scorecard.total:.4f}" == alone["expected"]["total"], "assessors' marks stay"


def _check_digits(assistant: SubmitAssistant, done: Submitted) -> None:
    """Key and revision stand in groups of four, and are copied as they stand."""
    shown = {name: _part(assistant, QLabel, name).text() for name in ("key", "revision", "file")}
    assert {len(group) for name in ("key", "revision") for group in shown[name].split()} == {4}
    assert shown["key"].replace(" ", "") == done.fingerprint
    assert shown["revision"].replace(" ", "") == done.revisions[2025]
    assert shown["file"] == done.file.name
    _press(assistant, "copy")
    copied = QGuiApplication.clipboard().text()
    assert all(text in copied for text in shown.values())


def test_a_folder_that_is_missing_is_told_and_nothing_is_lost(
    assistant: SubmitAssistant, context: Context, tmp_path: Path
) -> None:
    _ready_to_submit(assistant, context, tmp_path / "nowhere" / "s.parkdb")
    _press(assistant, "next")
    assert assistant.submitted is None
    assert assistant.step() == 2
    assert "s.parkdb" in "".join(item.text() for item in assistant.findChildren(QLabel))


def test_the_list_is_a_sound_model(
    session: ParkSession, context: Context, qtmodeltester: ModelTester
) -> None:
    model = ProblemModel(context)
    model.show(session.problems)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount() == len(session.problems)


def test_everything_has_a_name_for_readers(assistant: SubmitAssistant) -> None:
    unnamed = [
        part.objectName()
        for kind in (QLineEdit, QListView)
        for part in assistant.findChildren(kind)
        if part.objectName().startswith("submit.") and not part.accessibleName()
    ]
    assert unnamed == []


def test_no_problem_is_cut_in_any_row(session: ParkSession, context: Context, qtbot: QtBot) -> None:
    """Every row is as high as its text, wrapped by an independent text layout, needs."""
    context.texts.set_language("en")
    assistant = SubmitAssistant(session, context)
    qtbot.addWidget(assistant)
    assistant.resize(560, 560)
    assistant.show()
    problems = _part(assistant, QListView, "problems")
    heights = []
    for row in range(problems.model().rowCount()):
        index = problems.model().index(row, 0)
        problems.setCurrentIndex(index)
        document = QTextDocument(str(index.data()))
        document.setDefaultFont(context.theme.font())
        document.setDocumentMargin(0)
        document.setTextWidth(problems.viewport().width() - 60)
        heights.append((problems.visualRect(index).height(), document.size().height()))
    assert all(row >= text for row, text in heights), heights
    assert any(text > 2 * context.theme.font().pixelSize() for _, text in heights), "some wrap"


def test_the_declaration_says_what_is_declared(assistant: SubmitAssistant) -> None:
    _confirm_all(assistant)
    _press(assistant, "next")
    fields = example()["inputs"]["fields"]
    assert fields["declaration_person"] == _part(assistant, QLabel, "person").text()
    assert _part(assistant, QLabel, "year").text() == "2025"
    confirmed = len(example()["inputs"]["confirmations"])
    assert _part(assistant, QLabel, "confirmed").text() == str(confirmed)
    documents = len(example()["inputs"]["tables"]["evidence"])
    assert _part(assistant, QLabel, "documents").text() == str(documents)


def test_tab_order_of_every_step(
    assistant: SubmitAssistant, context: Context, tmp_path: Path
) -> None:
    assistant.show()
    assert _reached(assistant) == ["problems", "reason", "confirm", "go", "close"]
    _confirm_all(assistant)
    _press(assistant, "next")
    _part(assistant, QCheckBox, "declared").setChecked(True)
    assert _reached(assistant) == ["declared", "close", "back", "next"]
    _press(assistant, "next")
    assert _reached(assistant)[:4] == ["place", "choose", "evidence", "close"]
    fake(context).will_answer(tmp_path / "s.parkdb")
    _press(assistant, "choose")
    _press(assistant, "next")
    assert _reached(assistant) == ["copy", "folder", "next"]
    following = _part(assistant, QPushButton, "next")
    assert assistant.focusWidget() is following, "Enter closes, it does not press another button"


def _reached(assistant: SubmitAssistant) -> list[str]:
    return [part.objectName().removeprefix("submit.") for part in tab_order(assistant)]


def _ready_to_submit(assistant: SubmitAssistant, context: Context, target: Path) -> None:
    """Walk to the step of the file, with a target."""
    _confirm_all(assistant)
    _press(assistant, "next")
    _part(assistant, QCheckBox, "declared").setChecked(True)
    _press(assistant, "next")
    fake(context).will_answer(target)
    _press(assistant, "choose")


def test_the_window_goes_on_while_the_file_is_written_and_can_cancel_it(
    session: ParkSession, tmp_path: Path, qtbot: QtBot
) -> None:
    """Cancelled, nothing is there; then once more to the end, with the bar moving."""
    context, target = make_context(jobs=Jobs()), tmp_path / "s.parkdb"
    jobs, details = (
        context.jobs,
        EvidenceDetails(("gdp",), "资料", "统计局", "2025-03-01", "document"),
    )
    for number in range(3):
        document = tmp_path / f"{number}.pdf"
        document.write_bytes(b"%PDF-1.7" + bytes([number]) * 4_000_000)
        session.add_evidence(document, details)
    assistant = SubmitAssistant(session, context)
    qtbot.addWidget(assistant)
    assistant.show()
    _ready_to_submit(assistant, context, target)
    with qtbot.waitSignal(jobs.ended):
        _press(assistant, "next")
        assert not _part(assistant, QPushButton, "next").isEnabled()
        assert not _part(assistant, QPushButton, "back").isEnabled()
        assistant.reject()
        assert assistant.isVisible(), "it closes no file that is being written"
    said = _part(assistant, QLabel, "progress").text()
    assert said == context.texts.tr(msg("Cancelled. Nothing was written and nothing was changed."))
    assert list(tmp_path.glob("*s.parkdb*")) == []
    assert session.work_on_file(lambda park: park.revisions()) == ()
    turns, seen = _turns_while(assistant, jobs, qtbot)
    assert turns > 10
    assert any(total > 0 for _, total in seen), "the bar shows how much is copied"
    assert assistant.submitted is not None
    assert assistant.submitted.file == target
    assert target.stat().st_size > 12_000_000
    jobs.close()
    fake(context).assert_done()


def test_a_slip_of_ours_leaves_the_assistant_usable(
    session: ParkSession, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    """The clock fails as nobody expects: nobody is caught in the assistant."""
    broken = replace(context.environment, now=lambda: 1 // 0)  # type: ignore[arg-type,return-value]
    assistant = SubmitAssistant(session, replace(context, environment=broken))
    qtbot.addWidget(assistant)
    assistant.show()
    _ready_to_submit(assistant, context, tmp_path / "s.parkdb")
    with qtbot.captureExceptions() as raised:
        _press(assistant, "next")
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert _part(assistant, QPushButton, "next").isEnabled()
    assistant.reject()
    assert not assistant.isVisible()
    assert list(tmp_path.glob("*s.parkdb*")) == []


def _turns_while(
    assistant: SubmitAssistant, jobs: Jobs, qtbot: QtBot
) -> tuple[int, set[tuple[int, int]]]:
    """Submit; how often the event loop of the window turned, and what the bar showed."""
    bar, turns, seen = _part(assistant, QProgressBar, "bar"), [0], set[tuple[int, int]]()

    def turn() -> None:
        turns[0] += 1
        if bar.isVisible():
            seen.add((bar.value(), bar.maximum()))

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(0)
    with qtbot.waitSignal(jobs.ended, timeout=60_000):
        _press(assistant, "next")
    timer.stop()
    return turns[0], seen
