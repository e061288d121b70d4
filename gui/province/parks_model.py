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
_SHORT = LocalText("暂定", "prov.")
_WITH_STATUS = frozenset({"carbon", "status"})


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column.

    Attributes:
        key: `rank`, `code`, ... or the letter of a dimension.
        head: what stands in its head.
        is_number: whether it stands at the right.
        unit: second line of the head.
    """

    key: str
    head: Text
    is_number: bool = False
    unit: str = ""


COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("rank", msg("Rank"), is_number=True),
    ColumnSpec("park", msg("Park")),
    ColumnSpec("code", msg("Park code")),
    ColumnSpec("class", msg("Class")),
    ColumnSpec("total", msg("Total"), is_number=True),
    ColumnSpec("grade", msg("Grade")),
    ColumnSpec("carbon", msg("Carbon code")),
    ColumnSpec("k", LocalText("K"), is_number=True),
    ColumnSpec("T", LocalText("顶层", "Design"), is_number=True),
    ColumnSpec("I", LocalText("产业", "Industry"), is_number=True),
    ColumnSpec("E", LocalText("能源", "Energy"), is_number=True),
    ColumnSpec("S", LocalText("科技", "Science"), is_number=True),
    ColumnSpec("F", LocalText("金融", "Finance"), is_number=True),
    ColumnSpec("P", LocalText("政策", "Policy"), is_number=True),
    ColumnSpec("coverage", msg("Coverage"), is_number=True, unit="%"),
    ColumnSpec("status", msg("Status")),
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
        self._short = False
        context.texts.language_changed.connect(self._reworded)

    def show(self, parks: Sequence[Ranked]) -> None:
        """Show these parks in their order."""
        self.beginResetModel()
        self._parks = parks
        self.endResetModel()

    def shorten(self, *, on: bool) -> None:
        """Show short words where there is no room for whole ones; the tips keep them whole."""
        if on != self._short:
            self._short = on
            self._reworded()

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
            spec = COLUMNS[section]
            head = self._context.texts.tr(spec.head)
            return f"{head}\n{spec.unit}" if spec.unit else head
        return None

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        spec, park = COLUMNS[index.column()], self._parks[index.row()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(spec.key, park),
            Qt.ItemDataRole.ToolTipRole: lambda: self._words(spec.key, park),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(spec),
            Qt.ItemDataRole.FontRole: lambda: self._font(spec.key),
            CODE_ROLE: lambda: _code(spec.key, park.scorecard),
            HEAT_ROLE: lambda: _heat(spec.key, park.scorecard),
            SORT_ROLE: lambda: self._sort_key(spec.key, park),
        }
        answer = answers.get(role)
        return answer() if answer is not None else None

    def _shown(self, key: str, park: Ranked) -> str:
        words = self._words(key, park)
        if not self._short:
            return words
        if key == "grade":
            return park.scorecard.grade or words
        tr = self._context.texts.tr
        return words.replace(tr(PROVISIONAL), tr(_SHORT)) if key in _WITH_STATUS else words

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
            return self._grade(card)
        if key == "carbon":
            word = tr(WORDS[card.code.k_grade or 0])
            return f"{word} · {tr(PROVISIONAL)}" if card.code.status == "provisional" else word
        return tr(words.get(key, "–"))

    def _grade(self, card: Scorecard) -> str:
        """Letter and word; the words are those of the edition that the card rests on."""
        bands = self._context.product.editions[card.edition_id].grades
        found = [band.label for band in bands if band.letter == card.grade]
        return f"{card.grade} {self._context.texts.tr(found[0])}" if found else "–"

    def _font(self, key: str) -> object:
        return self._context.theme.font(bold=True) if key == "total" else None

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
