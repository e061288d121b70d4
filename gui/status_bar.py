"""The status bar: a note, jobs with cancel, problems, 已保存."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QToolButton, QWidget

from gui.context import Context
from gui.jobs import Job
from gui.widgets.labels import ElidedLabel, label
from gui.workspaces import ProblemCounts
from questionnaire.messages import Text, msg

_BAR_PX, _MARGIN_PX = 120, 12


class StatusBar(QStatusBar):
    """Left: what is going on. Right: jobs, problems, the facts that numbers rest on, 已保存."""

    problems_pressed = Signal()
    """When the user pressed the count of problems."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: Job[object] | None = None
        self._note_text: Text = msg("Ready")
        self._saved_at: str | None = None
        self._counts = ProblemCounts()
        self._basis_text: Text = ""
        self.setSizeGripEnabled(False)
        self.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        self._note = ElidedLabel()
        self._job = _JobRow(context)
        self._problems = QToolButton()
        self._problems.setObjectName("status.problems")
        self._problems.clicked.connect(self.problems_pressed)
        self._basis, self._saved = label(), label()
        self._saved.setObjectName("status.saved")
        self.addWidget(self._note, 1)
        for widget in (self._job, self._problems, self._basis, self._saved):
            self.addPermanentWidget(widget)
        context.jobs.started.connect(self._show_job)
        context.jobs.progressed.connect(self._show_job)
        context.jobs.ended.connect(self._hide_job)
        context.texts.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_note(self, text: Text) -> None:
        """Say something at the left; an empty text says that all is ready."""
        self._note_text = text or msg("Ready")
        self._note.setText(self._context.texts.tr(self._note_text))

    def show_basis(self, text: Text) -> None:
        """Name the edition and the factors that numbers rest on."""
        self._basis_text = text
        self._basis.setText(self._context.texts.tr(text))

    def show_saved(self, time: str | None) -> None:
        """已保存 with a time; 正在保存 while it is empty; nothing for None."""
        self._saved_at = time
        tr = self._context.texts.tr
        if time is None:
            self._saved.setText("")
        elif time:
            self._saved.setText("✓ " + tr(msg("Saved {time}", time=time)))
        else:
            self._saved.setText(tr(msg("Saving…")))

    def show_problems(self, counts: ProblemCounts) -> None:
        """Count the problems, and say when more may come; nothing is shown for none."""
        self._counts = counts
        words = []
        if counts.hard:
            words.append(msg("{n} to correct", n=counts.hard))
        if counts.soft:
            words.append(msg("{n} to explain", n=counts.soft))
        if counts.checking:
            words.append(msg("checking rows…"))
        self._problems.setVisible(bool(words))
        self._problems.setText("   ".join(self._context.texts.tr(word) for word in words))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        tr = self._context.texts.tr
        self._problems.setToolTip(tr(msg("Next problem")) + "  F8")
        self.show_note(self._note_text)
        self.show_basis(self._basis_text)
        self.show_saved(self._saved_at)
        self.show_problems(self._counts)
        self._job.show_job(self._shown)

    def _show_job(self, job: Job[object]) -> None:
        if job.title:
            self._shown = job
            self._job.show_job(job)

    def _hide_job(self, job: Job[object]) -> None:
        if job is self._shown:
            self._shown = None
            self._job.show_job(None)


class _JobRow(QWidget):
    """Title, stage, bar and cancel of the running job."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job[object] | None = None
        self._text = label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.setObjectName("status.cancel")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        for widget in (self._text, self._bar, self._cancel):
            row.addWidget(widget)
        context.theme.changed.connect(self._tint)
        self._tint()
        self.show_job(None)

    def show_job(self, job: Job[object] | None) -> None:
        """Show how far a job is; None hides the row."""
        self._job = job
        self.setVisible(job is not None)
        tr = self._context.texts.tr
        self._cancel.setText(tr(msg("Cancel")))
        self._cancel.setToolTip(tr(msg("Cancel")))
        if job is None:
            return
        stage = job.stage
        self._text.setText("  ".join(part for part in (tr(job.title), tr(stage.text)) if part))
        self._bar.setAccessibleName(tr(job.title))
        self._bar.setRange(0, stage.total)
        self._bar.setValue(stage.done)
        self._cancel.setEnabled(not job.cancelling)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)

    def _tint(self) -> None:
        theme = self._context.theme
        self._bar.setFixedWidth(theme.px(_BAR_PX))
        self._cancel.setIcon(theme.icon("x"))
        self._cancel.setIconSize(QSize(theme.px(12), theme.px(12)))
