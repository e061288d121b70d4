"""The parks of a year as a table model.

Source: visual.md, Tables; mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from gui.context import Context
from gui.widgets.code_tile import PROVISIONAL, WORDS
from questionnaire.messages import LocalText, Text, msg
from scoring.scorecard import Scorecard
from services.number_words import number
from services.rankings import Ranked

ModelIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

CODE_ROLE = Qt.ItemDataRole.UserRole
"""Of the code column: `(k_grade, status)`."""
HEAT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Of a dimension: its score, 0 to 1."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
"""What a column is sorted by; a text or a number, never None."""

_UNRANKED = 1_000_000
_GRADES = {"A": LocalText("引领", "Leading"), "B": LocalText("良好", "Good"),
           "C": LocalText("达标", "Meets the standard"), "D": LocalText("提升", "To improve"),
           "E": LocalText("预警", "Warning")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column.

    Attributes:
        key: `rank`, `code`, ... or the letter of a dimension.
        head: what stands in its head.
        width_px: its width at scale 1.
        is_number: whether it stands at the right.
    """

    key: str
    head: Text
    width_px: int
    is_number: bool = False


COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("rank", msg("Rank"), 52, is_number=True),
    ColumnSpec("park", msg("Park"), 220),
    ColumnSpec("code", msg("Code"), 96),
    ColumnSpec("class", msg("Class"), 56),
    ColumnSpec("total", msg("Total"), 72, is_number=True),
    ColumnSpec("grade", msg("Grade"), 90),
    ColumnSpec("carbon", msg("Carbon-efficiency code"), 140),
    ColumnSpec("k", LocalText("K"), 70, is_number=True),
    ColumnSpec("T", LocalText("顶层", "Design"), 62, is_number=True),
    ColumnSpec("I", LocalText("产业", "Industry"), 62, is_number=True),
    ColumnSpec("E", LocalText("能源", "Energy"), 62, is_number=True),
    ColumnSpec("S", LocalText("科技", "Science"), 62, is_number=True),
    ColumnSpec("F", LocalText("金融", "Finance"), 62, is_number=True),
    ColumnSpec("P", LocalText("政策", "Policy"), 62, is_number=True),
    ColumnSpec("coverage", msg("Coverage, %"), 84, is_number=True),
    ColumnSpec("status", msg("Status"), 76),
)
_STATUS: dict[str, Text] = {
    "final": msg("final"),
    "provisional": msg("provisional"),
    "none": msg("not rated"),
}


class ParksModel(QAbstractTableModel):
    """One row a park; read only."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._parks: Sequence[Ranked] = ()
        context.texts.language_changed.connect(self._reworded)

    def show(self, parks: Sequence[Ranked]) -> None:
        """Show these parks in their order."""
        self.beginResetModel()
        self._parks = parks
        self.endResetModel()

    def park(self, row: int) -> Ranked:
        """The park of a row."""
        return self._parks[row]

    @override
    def rowCount(self, parent: ModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._parks)

    @override
    def columnCount(self, parent: ModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._context.texts.tr(COLUMNS[section].head)
        return None

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        spec, park = COLUMNS[index.column()], self._parks[index.row()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._words(spec.key, park),
            Qt.ItemDataRole.ToolTipRole: lambda: self._words(spec.key, park),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(spec),
            CODE_ROLE: lambda: _code(spec.key, park.scorecard),
            HEAT_ROLE: lambda: _heat(spec.key, park.scorecard),
            SORT_ROLE: lambda: self._sort_key(spec.key, park),
        }
        answer = answers.get(role)
        return answer() if answer is not None else None

    def _words(self, key: str, park: Ranked) -> str:
        tr, card = self._context.texts.tr, park.scorecard
        if key in card.dimensions:
            return number(card.dimensions[key].score, 0)
        words: dict[str, Text] = {
            "rank": str(park.rank or "–"),
            "park": card.park_name,
            "code": card.park_code,
            "class": card.class_used or "–",
            "total": number(card.total_printed, 1),
            "k": number(card.code.k, 3),
            "coverage": number(card.data_coverage, 1),
            "status": _STATUS[park.status],
        }
        if key == "grade":
            return f"{card.grade} {tr(_GRADES[card.grade])}" if card.grade else "–"
        if key == "carbon":
            word = tr(WORDS[card.code.k_grade or 0])
            return f"{word} · {tr(PROVISIONAL)}" if card.code.status == "provisional" else word
        return tr(words.get(key, "–"))

    def _sort_key(self, key: str, park: Ranked) -> object:
        card = park.scorecard
        numbers: dict[str, Decimal | int | None] = {
            "rank": park.rank or _UNRANKED,
            "total": card.total,
            "k": card.code.k,
            "carbon": card.code.k_grade,
            "coverage": card.data_coverage,
            **{code: item.score for code, item in card.dimensions.items()},
        }
        if key in numbers:
            value = numbers[key]
            return float(value) if value is not None else -1.0
        return self._words(key, park)

    def _reworded(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._parks:
            last = self.index(len(self._parks) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _alignment(spec: ColumnSpec) -> int:
    side = Qt.AlignmentFlag.AlignRight if spec.is_number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _code(key: str, card: Scorecard) -> object:
    return (card.code.k_grade, card.code.status) if key == "carbon" else None


def _heat(key: str, card: Scorecard) -> float | None:
    item = card.dimensions.get(key)
    return None if item is None or item.score is None else float(item.score) / 100
