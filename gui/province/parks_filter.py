"""Which parks are shown: by a part of name or code, by class, grade and colour.

Source: interface.md, 汇总.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Signal,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.province.parks_model import SORT_ROLE, ParksModel
from gui.widgets.code_tile import WORDS
from questionnaire.messages import Text, msg
from scoring.edition import CLASSES
from scoring.scorecard import Scorecard
from services.park_clusters import K_GRADES, k_grade_of

_GRADES = ("A", "B", "C", "D", "E")


class ParksFilter(QSortFilterProxyModel):
    """Shows the parks that meet every condition; a condition of None is none."""

    def __init__(self, parks: ParksModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parks = parks
        self._text = ""
        self._conditions: dict[str, object] = {}
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(parks)

    def find(self, text: str) -> None:
        """Show those whose name or code holds the text, in capitals or not."""
        self._text = text.strip().casefold()
        self.invalidate()

    def only(self, key: str, value: object) -> None:
        """Show those of a `class`, a `grade` or a code's `colour` (1 to 5, 0 未评)."""
        self._conditions[key] = value
        self.invalidate()

    def source_rows(self) -> list[int]:
        """Rows of the parks' model that are shown, in the order of the table."""
        return [self.mapToSource(self.index(row, 0)).row() for row in range(self.rowCount())]

    def chosen(self, key: str) -> object:
        """The value that parks must have to be shown; None for any."""
        return self._conditions.get(key)

    def cards_but_for(self, key: str) -> list[Scorecard]:
        """The cards that would be shown if one condition were taken away."""
        found = (self._parks.park(row).scorecard for row in range(self._parks.rowCount()))
        return [card for card in found if self._accepts(card, without=key)]

    @override
    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        return self._accepts(self._parks.park(source_row).scorecard)

    def _accepts(self, card: Scorecard, without: str = "") -> bool:
        named = f"{card.park_name}\n{card.park_code}".casefold()
        has = _traits(card)
        return self._text in named and all(
            value is None or key == without or has[key] == value
            for key, value in self._conditions.items()
        )


class FilterBar(QWidget):
    """A box for each condition."""

    chosen = Signal(str, object)
    """When a condition was chosen: its key, and the value or None."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._boxes = {key: QComboBox() for key in ("class", "grade", "colour")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(context.theme.px(8))
        for key, box in self._boxes.items():
            box.setObjectName(f"store.filter.{key}")
            box.activated.connect(lambda _index, key=key: self._choose(key))
            row.addWidget(box)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language; what was chosen stays."""
        tr = self._context.texts.tr
        names = {"class": msg("Class"), "grade": msg("Grade"), "colour": msg("Carbon code")}
        for key, offers in _offers().items():
            box = self._boxes[key]
            kept = max(box.currentIndex(), 0)
            box.clear()
            for text, value in offers:
                box.addItem(tr(text), value)
            box.setCurrentIndex(kept)
            box.setAccessibleName(tr(names[key]))

    def choose(self, key: str, value: object) -> None:
        """Choose a value as if the user did; None for any."""
        box = self._boxes[key]
        box.setCurrentIndex(max(box.findData(value), 0))
        self._choose(key)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key, self._boxes[key].currentData())


def _offers() -> dict[str, list[tuple[Text, object]]]:
    colours: list[tuple[Text, object]] = [(WORDS[grade], grade) for grade in K_GRADES]
    return {
        "class": [(msg("All classes"), None), *((name, name) for name in CLASSES)],
        "grade": [(msg("All grades"), None), *((letter, letter) for letter in _GRADES)],
        "colour": [(msg("All codes"), None), *colours],
    }


def _traits(card: Scorecard) -> dict[str, object]:
    return {
        "class": card.class_used,
        "grade": card.grade,
        "colour": k_grade_of(card),
    }
