"""The assistant that checks a year and writes the file to send, step by step.

Check → declaration → file → done (interface.md, 填报).
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.jobs import Job, Progress
from gui.style import set_role
from gui.submit.check_step import CheckStep
from gui.submit.steps import DeclareStep, DoneStep, FileStep
from gui.submit.submit_view_model import SubmitViewModel
from gui.submit.write_progress import WriteProgress
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.park_sessions import ParkSession
from services.submissions import Submitted

_WIDTH_PX, _HEIGHT_PX = 760, 560
_CHECK, _DECLARE, _FILE, _DONE = range(4)
_TITLES: tuple[Text, ...] = (
    msg("1 Check"),
    msg("2 Declaration"),
    msg("3 File"),
    msg("4 Done"),
)
_FORWARD: tuple[Text, ...] = (msg("Next"), msg("Next"), msg("Submit"), msg("Close"))


class SubmitAssistant(QDialog):
    """Leads from the problems of a year to its submission.

    The file is written by a job: meanwhile the only thing that can be done is to cancel it.

    Attributes:
        submitted: what was written; None until then.
    """

    problem_chosen = Signal(str)
    """When the user wants to go to a problem, with its id; the assistant closes."""

    def __init__(
        self, session: ParkSession, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view_model = SubmitViewModel(session, context.product, context.environment)
        self.submitted: Submitted | None = None
        self._job: Job[Submitted] | None = None
        self.setObjectName("submit")
        self.setWindowTitle(self._tr(msg("Check and submit")))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._check = CheckStep(self._view_model, context)
        self._declare = DeclareStep(self._view_model, context)
        self._file = FileStep(self._view_model, context)
        self._done = DoneStep(self._view_model, context)
        self._lay_out()
        self._connect()
        context.jobs.progressed.connect(self._show_progress)
        context.jobs.ended.connect(self._end_job)
        self._show_step(_CHECK)

    def step(self) -> int:
        """The shown step: 0 check, 1 declaration, 2 file, 3 done."""
        return self._steps.currentIndex()

    def _lay_out(self) -> None:
        px = self._context.theme.px
        self._steps = QStackedWidget()
        for step in (self._check, self._declare, self._file, self._done):
            self._steps.addWidget(step)
        self._progress = WriteProgress(self._context)
        self._error = label("", "error")
        self._error.setWordWrap(True)
        self._trail = [label(self._tr(title)) for title in _TITLES]
        trail = QHBoxLayout()
        trail.setSpacing(px(24))
        for part in self._trail:
            trail.addWidget(part)
        trail.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        column.addLayout(trail)
        column.addWidget(self._steps, 1)
        column.addWidget(self._progress)
        column.addWidget(self._error)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self._back = self._button("back", msg("Back"))
        self._next = self._button("next", msg("Next"))
        set_role(self._next, "role", "primary")
        self._next.setDefault(True)
        self._close = self._button("close", msg("Cancel"))
        row = QHBoxLayout()
        row.addWidget(self._close)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        return row

    def _button(self, name: str, text: Text) -> QPushButton:
        made = QPushButton(self._tr(text))
        made.setObjectName(f"submit.{name}")
        made.setAutoDefault(False)
        return made

    def _connect(self) -> None:
        self._check.refused.connect(lambda text: self._error.setText(self._tr(text)))
        self._check.go_to.connect(self._leave_for)
        for step in (self._check, self._declare, self._file):
            step.changed.connect(self._update_next)
        self._back.clicked.connect(lambda: self._show_step(self.step() - 1))
        self._next.clicked.connect(self._forward)
        self._close.clicked.connect(self.reject)

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        for number, part in enumerate(self._trail):
            set_role(part, "role", "key" if number == step else "note")
        self._next.setText(self._tr(_FORWARD[step]))
        self._back.setVisible(step in (_DECLARE, _FILE))
        self._close.setVisible(step != _DONE)
        self._progress.setVisible(step == _FILE)
        self._progress.say("")
        self._error.setText("")
        if step == _CHECK:
            self._check.show_problems()
        elif step == _DECLARE:
            self._declare.show_declaration()
        elif step == _FILE:
            self._file.suggest()
        self._update_next()
        self._first_part(step).setFocus()

    def _first_part(self, step: int) -> QWidget:
        """What gets the focus in a step."""
        parts: dict[int, QWidget] = {_CHECK: self._check, _DECLARE: self._declare.declared}
        return parts.get(step, self._next)

    def _update_next(self) -> None:
        ready = {
            _CHECK: self._view_model.is_ready,
            _DECLARE: self._declare.declared.isChecked(),
            _FILE: self._file.target is not None,
            _DONE: True,
        }
        self._next.setEnabled(ready[self.step()])

    def _forward(self) -> None:
        if self.step() == _FILE:
            self._write()
        elif self.step() == _DONE:
            self.accept()
        else:
            self._show_step(self.step() + 1)

    def _leave_for(self, problem: str) -> None:
        self.problem_chosen.emit(problem)
        self.reject()

    def _write(self) -> None:
        """Write the file as a job; the view model is not asked for anything else meanwhile."""
        target, with_evidence = self._file.target, self._file.with_evidence.isChecked()
        if target is None or self._job is not None:
            return

        def work(progress: Progress) -> Submitted:
            return self._view_model.submit(
                target, with_evidence=with_evidence, progress=progress.at
            )

        job = self._context.jobs.run(work, msg("Submitting"))
        job.on_success(self._show_submitted).on_failure(self._show_error)
        self._job = job.on_cancelled(self._show_cancelled).only_for(self)
        self._error.setText("")
        self._let_edit(possible=False)
        self._close.setFocus()
        self._job.start()

    def _let_edit(self, *, possible: bool) -> None:
        self._file.setEnabled(possible)
        self._back.setEnabled(possible)
        self._next.setEnabled(possible)
        self._close.setEnabled(True)

    def _end_job(self, job: Job[object]) -> None:
        """However it ended: the assistant can be used again."""
        if job is self._job:
            self._job = None
            self._progress.say("")
            self._let_edit(possible=True)

    def _show_progress(self, job: Job[object]) -> None:
        if job is self._job and not job.cancelling:
            self._progress.show_stage(job.stage)

    def _show_submitted(self, done: Submitted) -> None:
        self.submitted = done
        self._done.show_done(done)
        self._show_step(_DONE)

    def _show_cancelled(self) -> None:
        self._progress.say(msg("Cancelled. Nothing was written and nothing was changed."))
        self._next.setFocus()

    def _show_error(self, error: GreenparkError) -> None:
        lines = [self._tr(error.message)]
        lines += [self._tr(item.message) for item in error.defects]
        lines += [self._tr(error.hint)] if error.hint is not None else []
        self._error.setText("\n".join(lines))

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)

    @override
    def reject(self) -> None:
        """Leave; while the file is written, only that is cancelled."""
        if self._job is not None:
            self._job.cancel()
            self._close.setEnabled(False)
            self._progress.say(msg("Cancelling…"))
        elif self.step() == _DONE:
            self.accept()
        else:
            super().reject()
