"""The parks of a year as a table model.

Source: visual.md, Tables; mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from gui.context import Context
from gui.province.park_columns import COLUMNS, KEYS, ColumnSpec
from gui.widgets.code_tile import PROVISIONAL, WORDS
from questionnaire.messages import LocalText, Text, msg
from scoring.scorecard import Scorecard
from services.code_numbers import k_number
from services.number_words import NOTHING, number
from services.park_summaries import grade_label
from services.rank_intervals import RankInterval
from services.rankings import Ranked
from services.total_trends import Trend, change_of, trend_lines

ModelIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

CODE_ROLE = Qt.ItemDataRole.UserRole
"""Of the code column: `(k_grade, status)`."""
HEAT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Of a dimension: its score, 0 to 1."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
"""What a column is sorted by; a text or a number, never None."""
TREND_ROLE = Qt.ItemDataRole.UserRole + 3
"""Of the trend: a height from 0 to 1 for each year, None for a gap."""
WIDEST_ROLE = Qt.ItemDataRole.UserRole + 4
"""Of a column that is filled later: the widest text that may come."""

_UNRANKED = 1_000_000
_NO_CHANGE = -1000.0
_LEAST_SPAN = Decimal(10)
"""Points of the trend that fill a cell at least, so that small changes look small."""
_WAITING = "…"
_SHORT = LocalText("暂定", "prov.")
_DIMENSIONS = frozenset("TIESFP")
_WITH_STATUS = frozenset({"carbon", "status"})


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
        self._shortened = 0
        self._intervals: Mapping[str, RankInterval] | None = None
        self._trends: Mapping[str, Trend] = {}
        self._span = _LEAST_SPAN
        context.texts.language_changed.connect(self._reworded)

    def show(self, parks: Sequence[Ranked]) -> None:
        """Show these parks in their order; intervals and trends follow."""
        self.beginResetModel()
        self._parks = parks
        self._intervals, self._trends = None, {}
        self.endResetModel()

    def show_intervals(self, intervals: Mapping[str, RankInterval]) -> None:
        """Show the intervals of the ranks, by park code."""
        self._intervals = intervals
        self._changed("interval")

    def show_trends(self, trends: Mapping[str, Trend]) -> None:
        """Show the totals of the last years, by park code, all on one scale."""
        self._trends = trends
        self._span = max((_span(trend) for trend in trends.values()), default=_LEAST_SPAN)
        self._changed("trend")

    def shorten(self, stage: int) -> None:
        """Show short words where there is no room for whole ones; the tips keep them whole.

        Args:
            stage: 0 whole words; 1 letters of grades and short words of states; 2 also letters
                of dimensions.
        """
        if stage != self._shortened:
            self._shortened = stage
            self._reworded()

    @property
    def intervals(self) -> Mapping[str, RankInterval]:
        """Intervals of the ranks by park code; empty until they are known."""
        return self._intervals or {}

    @property
    def trends(self) -> Mapping[str, Trend]:
        """Totals of the last years by park code; empty until they are known."""
        return self._trends

    def interval_of(self, park: Ranked) -> str:
        """The interval of a rank in words."""
        if park.rank is None:
            return NOTHING
        if self._intervals is None:
            return _WAITING
        found = self._intervals.get(park.scorecard.park_code)
        if found is None:
            return NOTHING
        return "–".join(dict.fromkeys((str(found.first), str(found.last))))

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
        spec, tr = COLUMNS[section], self._context.texts.tr
        if role == Qt.ItemDataRole.DisplayRole:
            is_letter = self._shortened > 1 and spec.key in _DIMENSIONS
            head = spec.key if is_letter else tr(spec.head)
            return f"{head}\n{spec.unit}" if spec.unit else head
        if role == Qt.ItemDataRole.ToolTipRole:
            paragraphs = (escape(tr(text)) for text in (spec.head, *spec.tip))
            return f"<qt>{'<br>'.join(paragraphs)}</qt>"
        return None

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        spec, park = COLUMNS[index.column()], self._parks[index.row()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(spec.key, park),
            Qt.ItemDataRole.ToolTipRole: lambda: self._tip(spec.key, park, "\n"),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._tip(spec.key, park, "; "),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(spec),
            Qt.ItemDataRole.FontRole: lambda: self._font(spec.key),
            CODE_ROLE: lambda: _code(spec.key, park.scorecard),
            HEAT_ROLE: lambda: _heat(spec.key, park.scorecard),
            SORT_ROLE: lambda: self._sort_key(spec.key, park),
            TREND_ROLE: lambda: self._heights(spec.key, park),
            WIDEST_ROLE: lambda: self._widest(spec.key),
        }
        answer = answers.get(role)
        return answer() if answer is not None else None

    def _shown(self, key: str, park: Ranked) -> str:
        words = self._words(key, park)
        if not self._shortened:
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
            "rank": str(park.rank or NOTHING),
            "interval": self.interval_of(park),
            "trend": "",
            "park": card.park_name,
            "code": card.park_code,
            "class": card.class_used or NOTHING,
            "total": number(card.total_printed, 1),
            "k": k_number(card.code, self._context.product.editions[card.edition_id]),
            "coverage": number(card.data_coverage, 1),
            "status": _STATUS[park.status],
        }
        if key == "grade":
            return self._grade(card)
        if key == "carbon":
            word = tr(WORDS[card.code.k_grade or 0])
            return f"{word} · {tr(PROVISIONAL)}" if card.code.status == "provisional" else word
        return tr(words.get(key, NOTHING))

    def _tip(self, key: str, park: Ranked, between: str) -> str:
        """The whole words of a cell; those of a drawing as well."""
        if key != "trend":
            return self._words(key, park)
        return between.join(trend_lines(self._trend(park)))

    def _widest(self, key: str) -> str | None:
        last = len(self._parks)
        return f"{last}–{last}" if key == "interval" else None

    def _trend(self, park: Ranked) -> Trend:
        return self._trends.get(park.scorecard.park_code, ())

    def _heights(self, key: str, park: Ranked) -> tuple[float | None, ...] | None:
        """Heights of the totals in their cell, the middle of all in its middle."""
        if key != "trend":
            return None
        trend = self._trend(park)
        known = [one.total for one in trend if one.total is not None]
        middle = (max(known) + min(known)) / 2 if known else Decimal(0)
        return tuple(
            None if one.total is None else float((one.total - middle) / self._span) + 0.5
            for one in trend
        )

    def _grade(self, card: Scorecard) -> str:
        """Letter and word; the words are those of the edition that the card rests on."""
        label = grade_label(card, self._context.product.editions[card.edition_id])
        return NOTHING if label is None else f"{card.grade} {self._context.texts.tr(label)}"

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
            "interval": self._interval_order(park),
            **{code: item.score for code, item in card.dimensions.items()},
        }
        if key == "trend":
            change = change_of(self._trend(park))
            return _NO_CHANGE if change is None else float(change)
        if key in numbers:
            value = numbers[key]
            return float(value) if value is not None else -1.0
        return self._words(key, park)

    def _interval_order(self, park: Ranked) -> int:
        """By the first rank, then by the last."""
        found = self.intervals.get(park.scorecard.park_code)
        return _UNRANKED if found is None else found.first * len(self._parks) + found.last

    def _changed(self, key: str) -> None:
        if self._parks:
            column = KEYS.index(key)
            self.dataChanged.emit(self.index(0, column), self.index(len(self._parks) - 1, column))

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


def _span(trend: Trend) -> Decimal:
    """Points between the least and the largest total, at least `_LEAST_SPAN`."""
    known = [one.total for one in trend if one.total is not None]
    return max(max(known, default=Decimal(0)) - min(known, default=Decimal(0)), _LEAST_SPAN)
