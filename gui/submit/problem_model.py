"""The problems of a submission as a list model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from gui.context import Context
from questionnaire.messages import msg
from questionnaire.problems import Problem, Severity

ModelIndex = QModelIndex | QPersistentModelIndex


class ProblemModel(QAbstractListModel):
    """One row a problem: mark, message, and the reason of a confirmation."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._problems: Sequence[Problem] = ()

    def show(self, problems: Sequence[Problem]) -> None:
        """Show these problems."""
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def problem(self, row: int) -> Problem | None:
        """The problem of a row; None outside."""
        return self._problems[row] if 0 <= row < len(self._problems) else None

    @override
    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._problems)

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self.problem(index.row()) if index.isValid() else None
        if problem is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(problem)
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem.id
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(problem)
        return None

    def _words(self, problem: Problem) -> str:
        tr = self._context.texts.tr
        if problem.confirmed is None:
            return tr(problem.message)
        return tr(msg("{text} Confirmed: {reason}", text=problem.message, reason=problem.confirmed))

    def _icon(self, problem: Problem) -> object:
        theme = self._context.theme
        if not problem.open:
            return theme.icon("check", theme.tokens.text3)
        if problem.severity is Severity.HARD:
            return theme.icon("circle-x", theme.tokens.error)
        return theme.icon("triangle-alert", theme.tokens.warn)
