"""Filter row and totals row of a grid; both follow the places of its columns.

Source: visual.md, Tables; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.grid_view import GridView
from gui.fill.row_order import BLANK, FILLED
from gui.fill.table_model import TableModel
from gui.style import colour, set_role
from gui.tokens import INPUT_PX
from gui.widgets.elided_box import ElidedBox
from questionnaire.catalogue import FieldType
from questionnaire.messages import msg

_PADDING_PX, _LEAST_ROWS = 8, 2
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight | _MIDDLE, Qt.AlignmentFlag.AlignLeft | _MIDDLE


class _ColumnStrip(QWidget):
    """A strip whose parts stand under the columns of a grid."""

    def __init__(self, context: Context, grid: GridView, model: TableModel) -> None:
        super().__init__(grid)  # until it has its place: no window of its own
        self._context = context
        self._grid = grid
        self._model = model
        grid.places_changed.connect(self._place)
        context.theme.changed.connect(self._resize)

    def _place(self) -> None:
        self.update()

    def _resize(self) -> None:
        self.setFixedHeight(self._context.theme.px(INPUT_PX + 4))
        self._place()


class FilterRow(_ColumnStrip):
    """One input under each head, and a button that leaves only rows with problems.

    It stands in the grid, between the heads and the cells, while it is shown.
    """

    edited = Signal(int, str)
    """After a filter was typed or chosen, with its column and text."""
    problems_wanted = Signal(bool)
    """After the button for rows with problems was pressed."""
    left = Signal()
    """When Esc, Down or Enter was pressed: the focus goes back to the cells."""

    def __init__(self, context: Context, grid: GridView, model: TableModel) -> None:
        super().__init__(context, grid, model)
        self._inputs: list[QLineEdit | QComboBox] = []
        self.problems = QToolButton(self)
        self.problems.setObjectName(f"problem_rows.{model.code}")
        self.problems.setCheckable(True)
        self.problems.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.problems.toggled.connect(self.problems_wanted)
        context.texts.language_changed.connect(self.retranslate)
        context.theme.changed.connect(self.retranslate)
        self._resize()

    def prepare(self) -> None:
        """Make the inputs; the row costs nothing until it is first shown."""
        if self._inputs:
            return
        for column, question in enumerate(self._model.columns):
            made = self._choice(column) if question.type is FieldType.CHOICE else self._line(column)
            made.setObjectName(f"filter.{self._model.code}.{question.code}")
            self._inputs.append(made)
        self.retranslate()
        self._place()

    def focus_column(self, column: int) -> None:
        """Put the cursor into the filter of a column."""
        made = self._inputs[column]
        made.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(made, QLineEdit):
            made.selectAll()

    def put(self, column: int, text: str) -> None:
        """Filter a column by a text as if it had been typed or chosen there."""
        self.prepare()
        made = self._inputs[column]
        if isinstance(made, QComboBox):
            made.setCurrentIndex(max(made.findData(text), 0))
        else:
            made.setText(text)
        self._filter(column, text)

    def clear(self) -> None:
        """Empty all inputs."""
        self.problems.setChecked(False)
        for made in self._inputs:
            if isinstance(made, QComboBox):
                made.setCurrentIndex(0)
            else:
                made.clear()
            set_role(made, "filter", "")

    def retranslate(self) -> None:
        """Word the names anew."""
        tr = self._context.texts.tr
        self.problems.setIcon(self._context.theme.icon("triangle-alert"))
        self.problems.setToolTip(tr(msg("Only rows with problems")))
        self.problems.setAccessibleName(tr(msg("Only rows with problems")))
        rule = msg(
            "A part of the text; =text all of it; = blank cells; <> filled ones; of numbers also "
            ">=500, <0 or 10..20."
        )
        for at, made in enumerate(self._inputs):
            column = self._model.columns[at]
            made.setAccessibleName(tr(msg("Filter {column}", column=column.label)))
            if isinstance(made, QComboBox):
                self._offer(made, at)
            else:
                made.setToolTip(tr(rule))
                made.setPlaceholderText("≥" if column.type.is_number else "")

    def _filter(self, column: int, text: str) -> None:
        set_role(self._inputs[column], "filter", "on" if text.strip() else "")
        self.edited.emit(column, text)

    def _line(self, column: int) -> QLineEdit:
        line = QLineEdit(self)
        line.textEdited.connect(lambda text: self._filter(column, text))
        return line

    def _choice(self, column: int) -> QComboBox:
        box = ElidedBox(self)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(policy)
        box.activated.connect(lambda _at: self._filter(column, str(box.currentData())))
        return box

    def _offer(self, box: QComboBox, column: int) -> None:
        """Offer all, blank, filled and each choice, in the words of the language."""
        tr, chosen = self._context.texts.tr, max(box.currentIndex(), 0)
        items = [(tr(msg("All")), ""), (tr(msg("(blank)")), BLANK), (tr(msg("(filled)")), FILLED)]
        items += [(label, f"={label}") for _, label in self._model.choices(column)]
        box.clear()
        for label, text in items:
            box.addItem(label, text)
        box.setCurrentIndex(chosen)
        if chosen:
            self.edited.emit(column, str(box.currentData()))

    @override
    def _place(self) -> None:
        px, head = self._context.theme.px, self._grid.horizontalHeader()
        top = head.y() + head.height() - self.height()
        self.setGeometry(0, top, self._grid.width(), self.height())
        self.raise_()  # above the frozen columns
        self.problems.setGeometry(px(4), px(2), self._grid.edge() - px(8), px(INPUT_PX))
        for column, made in enumerate(self._inputs):
            left, width = self._grid.frozen.left_of(column), self._grid.columnWidth(column)
            made.setGeometry(left + px(2), px(2), max(width - px(4), 0), px(INPUT_PX))
            hidden = left < self._grid.frozen.clip_of(column) - px(2) or left >= self.width()
            made.setVisible(not hidden)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grid.leave_room(self.height())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # not with the page around it
            self._grid.leave_room(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = self._context.theme.tokens, QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.window))
        painter.setPen(QPen(colour(tokens.line)))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return):
            self.left.emit()
            return
        super().keyPressEvent(event)


class TotalsRow(_ColumnStrip):
    """Sums over what is shown, under their columns; not there where nothing can be added up."""

    def __init__(self, context: Context, grid: GridView, model: TableModel) -> None:
        super().__init__(context, grid, model)
        model.sums_found.connect(self.refresh)
        self._resize()

    def words(self) -> str:
        """How many rows the sums are over."""
        shown, known = self._model.rowCount(), self._model.all_rows
        if self._model.is_filtered:
            text = msg("Total of {n} of {all} {all|row|rows}", n=f"{shown:,}", all=f"{known:,}")
        else:
            text = msg("Total of {n} {n|row|rows}", n=f"{known:,}")
        return self._context.texts.tr(text)

    def refresh(self) -> None:
        """Show the sums of the rows that are shown now; nothing where no sum of several stands."""
        self.setVisible(self._model.all_rows >= _LEAST_ROWS and self._model.has_sums())
        self.setAccessibleName(self.words())
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.window))
        painter.setPen(QPen(colour(tokens.line)))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(theme.font(bold=True))
        painter.setPen(colour(tokens.text))
        metrics = QFontMetrics(painter.font())
        sums = self._sums(metrics)
        room = min([self.width(), *(place.left() for place, _ in sums)])
        words = QRect(theme.px(_PADDING_PX), 0, room - theme.px(2 * _PADDING_PX), self.height())
        text = metrics.elidedText(self.words(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _LEFT, text)
        for place, text in sums:
            painter.drawText(place, _RIGHT, text)
        painter.end()

    def _sums(self, metrics: QFontMetrics) -> list[tuple[QRect, str]]:
        """The sums in sight and where they stand; a long one reaches beyond its column."""
        padding, found = self._context.theme.px(_PADDING_PX), []
        for column in range(len(self._model.columns)):
            text = self._model.total(column)
            if not text:
                continue
            left, width = self._grid.frozen.left_of(column), self._grid.columnWidth(column)
            if self._grid.frozen.clip_of(column) <= left < self.width():
                wide = max(width - padding, metrics.horizontalAdvance(text))
                found.append((QRect(left + width - padding - wide, 0, wide, self.height()), text))
        return found
