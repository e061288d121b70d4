"""The parts of the live panel that show the result: total and grade, code, radar.

Each shows a `LiveView` and changes only what differs. `arrange` fits a part to a width before it is
drawn, so that nothing is cut and nothing is laid out twice on the screen.

Source: visual.md, 填报 (live panel); mockups/fill-1280-light.png.
"""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.context import Context
from gui.live.live_view_model import LiveView
from gui.live.radar import Radar
from gui.widgets.code_tile import CodeTile
from gui.widgets.labels import label, wrapped_label
from questionnaire.messages import msg

_TILE_PX = 60
_GAP_PX = 8
_LETTER_SHARES = MappingProxyType({"K": 15, "L": 13, "N": 14})
"""Shares of the width, as long as the captions are."""


class TotalPart(QWidget):
    """Total with data coverage; grade and the way to the next, beside it or below."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head, self._coverage = label("", "note"), label("", "note")
        self._total, self._unit = label("", "total"), label("", "note")
        self._total.setObjectName("live.total")
        # Arranged when there is a width; until then a shown one must not be a window of its own.
        self._grade = wrapped_label("title", self)
        self._distance = wrapped_label("note", self)
        self._grade.setObjectName("live.grade")
        self._is_beside: bool | None = None
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._coverage)
        figure = QHBoxLayout()
        figure.setSpacing(context.theme.px(_GAP_PX))
        figure.addWidget(self._total)
        figure.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        figure.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addLayout(head, 0, 0, 1, 2)
        self._grid.addLayout(figure, 1, 0, 2, 1)

    def show_view(self, view: LiveView) -> None:
        """Show total, coverage, grade and distance."""
        tr = self._context.texts.tr
        self._head.setText(tr(msg("Result")))
        self._coverage.setText(tr(msg("Data coverage {percent} %", percent=view.coverage)))
        self._coverage.setVisible(view.is_scored)
        self._total.setText(view.total)
        self._unit.setText(tr(msg("points (so far)")))
        self._unit.setVisible(view.is_scored)
        self._grade.setText(" ".join(tr(part) for part in view.grade if part))
        self._grade.setVisible(view.is_scored)
        self._distance.setText(tr(view.distance))
        self._distance.setVisible(bool(view.distance))

    def arrange(self, width: int) -> None:
        """Put the grade beside the total where it has room in a line, else below."""
        figure = self._total.sizeHint().width() + self._unit.sizeHint().width()
        texts = [_line_width(item) for item in (self._grade, self._distance)]
        gaps = 3 * self._context.theme.px(_GAP_PX)
        beside = figure + gaps + max(texts) <= width
        if beside == self._is_beside:
            return
        self._is_beside = beside
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        for row, item in enumerate((self._grade, self._distance)):
            item.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self._grid.removeWidget(item)
            place = (1 + row, 1, 1, 1) if beside else (3 + row, 0, 1, 2)
            self._grid.addWidget(item, *place)


class CodePart(QWidget):
    """The tile of the 碳效码 with its colour word, and K, L and N."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        px = context.theme.px
        self._head = label("", "note")
        self._tile = CodeTile(context.theme, _TILE_PX)
        self._tile.setObjectName("live.tile")
        self._colour, self._note = wrapped_label("title"), wrapped_label("note")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._colour)
        words.addWidget(self._note)
        words.addStretch(1)
        tile = QHBoxLayout()
        tile.setSpacing(px(12))
        tile.addWidget(self._tile)
        tile.addLayout(words, 1)
        letters = QHBoxLayout()
        letters.setSpacing(px(8))
        self._letters = [self._letter(letters, name) for name in "KLN"]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._head)
        column.addLayout(tile)
        column.addLayout(letters)

    def show_view(self, view: LiveView) -> None:
        """Show the code."""
        tr = self._context.texts.tr
        self._head.setText(tr(msg("Carbon-efficiency code")))
        self._tile.show_code(view.k_grade, view.code_status)
        words = [tr(part) for part in self._tile.words()]
        self._colour.setText(words[0])
        self._note.setText(" · ".join(tr(part) for part in view.code_note))
        self._note.setVisible(bool(view.code_note))
        self._tile.setAccessibleName(f"{view.k_grade or '–'} {' · '.join(words)}")
        for (value_label, note), (name, value, text) in zip(
            self._letters, view.letters, strict=True
        ):
            value_label.setText(value)
            note.setText(f"{name} {tr(text)}")

    @staticmethod
    def _letter(row: QHBoxLayout, name: str) -> tuple[QLabel, QLabel]:
        value, note = label("", "key"), wrapped_label("note")
        value.setObjectName(f"live.{name}")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(value)
        column.addWidget(note)
        column.addStretch(1)
        row.addLayout(column, _LETTER_SHARES[name])
        return value, note


class RadarPart(QWidget):
    """The six dimensions with a legend in words."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head, self._legend = label("", "note"), label("", "note")
        self._radar = Radar(context.theme, context.texts)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._radar)

    def show_view(self, view: LiveView) -> None:
        """Show the dimensions of this year and of the one before."""
        self._head.setText(self._context.texts.tr(msg("Six dimensions")))
        own = [f"━ {view.year}"] if view.is_scored else []
        earlier = [f"╌ {view.last_year}"] if view.last_year else []
        self._legend.setText("   ".join((*own, *earlier)))
        self._radar.show_axes(view.axes)


def _line_width(item: QLabel) -> int:
    """Width of the text of a label on one line."""
    item.ensurePolished()
    return item.fontMetrics().horizontalAdvance(item.text())
