"""The first step of the assistant: every problem of the year, confirmed with a reason or solved."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from gui.context import Context
from gui.submit.problem_delegate import ProblemDelegate
from gui.submit.problem_model import ProblemModel
from gui.submit.submit_view_model import SubmitViewModel, counted
from gui.widgets.labels import label
from questionnaire.messages import Text, msg


class CheckStep(QWidget):
    """The list, and under it the reason of the selected problem."""

    changed = Signal()
    """After a problem was confirmed."""
    refused = Signal(object)
    """Why a reason was not taken, as a text; an empty one when it was."""
    go_to = Signal(str)
    """When the user wants to go to a problem, with its id."""

    def __init__(self, view_model: SubmitViewModel, context: Context) -> None:
        super().__init__()
        self._view_model = view_model
        self._context = context
        self._model = ProblemModel(context, self)
        self._summary = label("", "label")
        self._summary.setObjectName("submit.summary")
        self._summary.setWordWrap(True)
        self._list = self._make_list()
        self._row = self._make_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(context.theme.px(10))
        column.addWidget(self._summary)
        column.addWidget(self._list, 1)
        column.addWidget(self._row)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self.setFocusProxy(self._list)

    def show_problems(self) -> None:
        """Show the problems as they are now; the first one that is open gets the focus."""
        self._summary.setText(self._tr(counted(self._view_model.counts)))
        self._model.show(self._view_model.problems)
        some = bool(self._model.rowCount())
        for part in (self._list, self._row):
            part.setVisible(some)
        self._rest.setVisible(not some)
        if some:
            self._list.setCurrentIndex(self._model.index(0))
        self._on_current()

    def _make_list(self) -> QListView:
        made = QListView()
        made.setObjectName("submit.problems")
        made.setAccessibleName(self._tr(msg("Problems")))
        made.setModel(self._model)
        made.setItemDelegate(ProblemDelegate(self._context.theme, made))
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.activated.connect(self._choose)
        made.selectionModel().currentChanged.connect(self._on_current)
        return made

    def _make_row(self) -> QWidget:
        self._reason = QLineEdit()
        self._reason.setObjectName("submit.reason")
        hint = self._tr(msg("Why the value is right (at least 5 characters)"))
        self._reason.setPlaceholderText(hint)
        self._reason.setAccessibleName(self._tr(msg("Reason")))
        self._reason.returnPressed.connect(self._confirm)
        self._confirm_button = self._button("confirm", msg("Confirm"))
        self._confirm_button.clicked.connect(self._confirm)
        self._go = self._button("go", msg("Go to the field"))
        self._go.clicked.connect(lambda: self._choose(self._list.currentIndex()))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._reason, 1)
        row.addWidget(self._confirm_button)
        row.addWidget(self._go)
        return made

    def _button(self, name: str, text: Text) -> QPushButton:
        made = QPushButton(self._tr(text))
        made.setObjectName(f"submit.{name}")
        made.setAutoDefault(False)
        return made

    def _on_current(self, *_indexes: QModelIndex) -> None:
        problem = self._model.problem(self._list.currentIndex().row())
        waits = problem is not None and self._view_model.can_confirm(problem)
        self._reason.setEnabled(waits)
        self._confirm_button.setEnabled(waits)
        self._go.setEnabled(problem is not None)

    def _confirm(self) -> None:
        problem = self._model.problem(self._list.currentIndex().row())
        if problem is None:
            return
        refused = self._view_model.confirm(problem.id, self._reason.text())
        self.refused.emit(refused or "")
        if refused is None:
            self._reason.clear()
            self.show_problems()
            self.changed.emit()

    def _choose(self, index: QModelIndex) -> None:
        problem = self._model.problem(index.row())
        if problem is not None:
            self.go_to.emit(problem.id)

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)
