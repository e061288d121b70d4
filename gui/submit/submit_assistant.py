"""The assistant that checks a year and writes the file to send, step by step.

Check → declaration → file → done (interface.md, 填报).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.dialogs import PARK_FILES
from gui.style import set_role
from gui.submit.problem_model import ProblemModel
from gui.submit.submit_view_model import SubmitViewModel, counted
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from questionnaire.problems import Severity
from services.failures import system_failure
from services.park_sessions import ParkSession
from services.submissions import Submitted

_WIDTH_PX, _HEIGHT_PX = 720, 520
_CHECK, _DECLARE, _FILE, _DONE = range(4)


class SubmitAssistant(QDialog):
    """Leads from the problems of a year to its submission.

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
        self._target: Path | None = None
        self.submitted: Submitted | None = None
        px = context.theme.px
        self.setObjectName("submit")
        self.setWindowTitle(self._tr(msg("Check and submit")))
        self.resize(px(_WIDTH_PX), px(_HEIGHT_PX))
        self._title = label("", "title")
        self._steps = QStackedWidget()
        for step in (
            self._check_step(),
            self._declare_step(),
            self._file_step(),
            self._done_step(),
        ):
            self._steps.addWidget(step)
        self._error = self._wrapped("error")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(self._title)
        column.addWidget(self._steps, 1)
        column.addWidget(self._error)
        column.addLayout(self._buttons())
        self._show_step(_CHECK)

    def step(self) -> int:
        """The shown step: 0 check, 1 declaration, 2 file, 3 done."""
        return self._steps.currentIndex()

    def _check_step(self) -> QWidget:
        self._summary = self._wrapped("label")
        self._summary.setObjectName("submit.summary")
        self._model = ProblemModel(self._context, self)
        self._list = QListView()
        self._list.setObjectName("submit.problems")
        self._list.setAccessibleName(self._tr(msg("Problems")))
        self._list.setModel(self._model)
        self._list.setWordWrap(True)
        self._list.setUniformItemSizes(False)
        self._list.activated.connect(self._go_to)
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self._reason = QLineEdit()
        self._reason.setObjectName("submit.reason")
        self._reason.setPlaceholderText(
            self._tr(msg("Why the value is right (at least 5 characters)"))
        )
        self._reason.setAccessibleName(self._tr(msg("Reason")))
        self._reason.returnPressed.connect(self._confirm)
        self._confirm_button = QPushButton(self._tr(msg("Confirm")))
        self._confirm_button.setObjectName("submit.confirm")
        self._confirm_button.setAutoDefault(False)
        self._confirm_button.clicked.connect(self._confirm)
        self._go = QPushButton(self._tr(msg("Go to the field")))
        self._go.setObjectName("submit.go")
        self._go.setAutoDefault(False)
        self._go.clicked.connect(lambda: self._go_to(self._list.currentIndex()))
        row = QHBoxLayout()
        row.addWidget(self._reason, 1)
        row.addWidget(self._confirm_button)
        row.addWidget(self._go)
        return _column(self._summary, self._list, row)

    def _declare_step(self) -> QWidget:
        self._declaration = self._wrapped("")
        self._declared = QCheckBox(
            self._tr(msg("We are responsible for the truth of all data and documents."))
        )
        self._declared.setObjectName("submit.declared")
        self._declared.toggled.connect(lambda _on: self._update_next())
        return _column(self._declaration, self._declared)

    def _file_step(self) -> QWidget:
        self._file_note = self._wrapped("label")
        self._file_note.setText(
            self._tr(msg("The file holds the answers of this year with a signature, no drafts."))
        )
        self._place = QLineEdit()
        self._place.setObjectName("submit.place")
        self._place.setReadOnly(True)
        self._place.setAccessibleName(self._tr(msg("File to send")))
        choose = QPushButton(self._tr(msg("Choose…")))
        choose.setObjectName("submit.choose")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(choose)
        self._with_evidence = QCheckBox(self._tr(msg("Send the contents of the evidence as well")))
        self._with_evidence.setObjectName("submit.evidence")
        self._with_evidence.setChecked(True)
        return _column(self._file_note, row, self._with_evidence)

    def _done_step(self) -> QWidget:
        self._done_text = self._wrapped("")
        self._done_text.setObjectName("submit.done")
        self._done_text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return _column(self._done_text)

    def _buttons(self) -> QHBoxLayout:
        self._back = QPushButton(self._tr(msg("Back")))
        self._back.setObjectName("submit.back")
        self._back.setAutoDefault(False)
        self._back.clicked.connect(lambda: self._show_step(self.step() - 1))
        self._next = QPushButton()
        self._next.setObjectName("submit.next")
        set_role(self._next, "role", "primary")
        self._next.clicked.connect(self._forward)
        self._close = QPushButton(self._tr(msg("Cancel")))
        self._close.setObjectName("submit.close")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._close)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        return row

    def _show_step(self, step: int) -> None:
        titles: tuple[Text, ...] = (
            msg("1 Check"),
            msg("2 Declaration"),
            msg("3 File"),
            msg("4 Done"),
        )
        forward: tuple[Text, ...] = (msg("Next"), msg("Next"), msg("Submit"), msg("Close"))
        self._steps.setCurrentIndex(step)
        self._title.setText(self._tr(titles[step]))
        self._next.setText(self._tr(forward[step]))
        self._back.setVisible(step in (_DECLARE, _FILE))
        self._close.setVisible(step != _DONE)
        self._error.setText("")
        if step == _CHECK:
            self._show_problems()
        elif step == _DECLARE:
            self._show_declaration()
        elif step == _FILE and self._target is None:
            self._suggest()
        self._update_next()

    def _update_next(self) -> None:
        ready = {
            _CHECK: self._view_model.is_ready,
            _DECLARE: self._declared.isChecked(),
            _FILE: self._target is not None,
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

    def _show_problems(self) -> None:
        self._summary.setText(self._tr(counted(self._view_model.counts)))
        self._model.show(self._view_model.problems)
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0))
        self._on_current()

    def _on_current(self, *_indexes: QModelIndex) -> None:
        problem = self._model.problem(self._list.currentIndex().row())
        soft = problem is not None and problem.severity is Severity.SOFT and problem.open
        self._reason.setEnabled(soft)
        self._confirm_button.setEnabled(soft)
        self._go.setEnabled(problem is not None)

    def _confirm(self) -> None:
        row = self._list.currentIndex().row()
        problem = self._model.problem(row)
        if problem is None:
            return
        refused = self._view_model.confirm(problem.id, self._reason.text())
        self._error.setText(self._tr(refused) if refused is not None else "")
        if refused is None:
            self._reason.clear()
            self._show_problems()
            self._update_next()

    def _go_to(self, index: QModelIndex) -> None:
        problem = self._model.problem(index.row())
        if problem is not None:
            self.problem_chosen.emit(problem.id)
            self.reject()

    def _show_declaration(self) -> None:
        said = self._view_model.declaration()
        self._declaration.setText(
            self._tr(
                msg(
                    "{park}, {year}\nPerson in charge: {person}\nDate: {day}",
                    park=said.park,
                    year=said.year,
                    person=said.person or "–",
                    day=said.day or "–",
                )
            )
        )

    def _suggest(self) -> None:
        folder = self._context.settings.last_folder
        if folder:
            self._take(Path(folder) / self._view_model.suggested_name())

    def _choose(self) -> None:
        name = self._view_model.suggested_name()
        path = self._context.dialogs.save_file(self, msg("File to send"), name, [PARK_FILES])
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        self._target = path
        self._place.setText(str(path))
        self._update_next()

    def _write(self) -> None:
        if self._target is None:
            return
        try:
            done = self._view_model.submit(
                self._target, with_evidence=self._with_evidence.isChecked()
            )
        except GreenparkError as error:
            self._show_error(error)
            return
        except OSError as error:
            self._show_error(system_failure(error))
            return
        self.submitted = done
        self._done_text.setText(
            self._tr(
                msg(
                    "The file is ready to be sent:\n{file}\n\nRevision {revision}\n"
                    "Signed with key {fingerprint}",
                    file=done.file,
                    revision=done.revisions[max(done.revisions)],
                    fingerprint=done.fingerprint,
                )
            )
        )
        self._show_step(_DONE)

    def _show_error(self, error: GreenparkError) -> None:
        lines = [self._tr(error.message)]
        lines += [self._tr(item.message) for item in error.defects]
        lines += [self._tr(error.hint)] if error.hint is not None else []
        self._error.setText("\n".join(lines))

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)

    @staticmethod
    def _wrapped(role: str) -> QLabel:
        made = label("", role)
        made.setWordWrap(True)
        return made

    @override
    def reject(self) -> None:
        if self.step() == _DONE:
            self.accept()
        else:
            super().reject()


def _column(*parts: QWidget | QHBoxLayout) -> QWidget:
    """The parts below each other; what can grow does, otherwise they stay at the top."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    grows = False
    for part in parts:
        if isinstance(part, QHBoxLayout):
            column.addLayout(part)
        else:
            growing = isinstance(part, QListView)
            column.addWidget(part, 1 if growing else 0)
            grows = grows or growing
    if not grows:
        column.addStretch(1)
    return page
