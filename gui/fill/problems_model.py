"""The problems of the year as an item model, with a filter by kind and text.

Source: interface.md, 填报 (problems list); visual.md, Principles 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from gui.fill.park_view_model import ParkViewModel
from gui.texts import Texts
from questionnaire.catalogue import Catalogue
from questionnaire.messages import msg
from questionnaire.problems import Problem, beside_its_field

PROBLEM_ROLE = Qt.ItemDataRole.UserRole
"""Role of the `Problem`."""
KIND_ROLE = Qt.ItemDataRole.UserRole + 1
"""`error`, `warn`, `blank`, or `note` for explained ones."""
PLACE_ROLE = Qt.ItemDataRole.UserRole + 2
"""Page and field in words."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ProblemsModel(QAbstractListModel):
    """Hard problems first, then soft ones, blanks, and the explained ones."""

    def __init__(
        self,
        park: ParkViewModel,
        catalogue: Catalogue,
        texts: Texts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._park = park
        self._catalogue = catalogue
        self._texts = texts
        self._text = ""
        self._kind = ""
        self._problems: tuple[Problem, ...] = ()
        self._is_shown = False
        park.refreshed.connect(self._follow)
        texts.language_changed.connect(self._reword)
        self.read()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that are listed."""
        return self._problems

    def set_filter(self, text: str, kind: str = "") -> None:
        """List problems whose place or message holds a text, of one kind or of all."""
        self._text, self._kind = text.strip().casefold(), kind
        self.read()

    def follow(self, *, shown: bool) -> None:
        """Keep up with the session only while somebody looks."""
        self._is_shown = shown
        if shown:
            self.read()

    def read(self) -> None:
        """List the problems as they are now; rows that stay keep choice and place."""
        found = tuple(item for item in self._park.problems() if self._fits(item))
        head = _shared(self._problems, found)
        tail = _shared(self._problems[head:][::-1], found[head:][::-1])
        self._exchange(head, len(self._problems) - tail, found[head : len(found) - tail])

    def _exchange(self, start: int, end: int, found: tuple[Problem, ...]) -> None:
        """Put problems in the place of the rows from `start` to before `end`."""
        kept, old, rest = self._problems[:start], self._problems[start:end], self._problems[end:]
        shared = min(len(old), len(found))
        if len(found) > shared:
            self.beginInsertRows(_ROOT, start + shared, start + len(found) - 1)
            self._problems = (*kept, *old, *found[shared:], *rest)
            self.endInsertRows()
        elif len(old) > shared:
            self.beginRemoveRows(_ROOT, start + shared, end - 1)
            self._problems = (*kept, *old[:shared], *rest)
            self.endRemoveRows()
        self._problems = (*kept, *found, *rest)
        if shared:
            self.dataChanged.emit(self.index(start), self.index(start + shared - 1))

    def row_of(self, problem_id: str) -> int:
        """Row of a problem; -1 when it is not listed."""
        ids = [item.id for item in self._problems]
        return ids.index(problem_id) if problem_id in ids else -1

    def _follow(self) -> None:
        if self._is_shown:
            self.read()

    def _reword(self) -> None:
        self.read()
        if self._problems:
            self.dataChanged.emit(self.index(0), self.index(len(self._problems) - 1))

    def _fits(self, problem: Problem) -> bool:
        if self._kind and self._park.kind_of(problem) != self._kind:
            return False
        if not self._text:
            return True
        words = f"{problem.id} {self._place(problem)} {self._texts.tr(problem.message)}"
        return self._text in words.casefold()

    def _place(self, problem: Problem) -> str:
        code = self._park.code_of(problem)
        if not code:
            return ""
        field = self._catalogue.fields[code]
        return self._texts.tr(msg("{page} {field}", page=field.page, field=field.label))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._problems)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts.tr(beside_its_field(problem.message))
        if role == PLACE_ROLE:
            return self._place(problem)
        if role == KIND_ROLE:
            return self._park.kind_of(problem)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._whole(problem)
        return problem if role == PROBLEM_ROLE else None

    def _whole(self, problem: Problem) -> str:
        words = [self._place(problem), self._texts.tr(problem.message)]
        if problem.confirmed is not None:
            words.append(self._texts.tr(msg("Explained: {reason}", reason=problem.confirmed)))
        return "\n".join(words)


def _shared(first: Sequence[Problem], second: Sequence[Problem]) -> int:
    """How many items two sequences begin with in common."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))
