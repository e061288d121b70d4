"""Heads, filter row and totals row of a grid; all follow the widths and scrolling of its columns.

Source: visual.md, Tables; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QLineEdit, QScrollBar, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.page_list_delegate import MARK_ICONS
from gui.fill.table_model import PROBLEM_ROLE, UNIT_ROLE, TableModel, is_summed
from gui.style import colour
from gui.tokens import HEAD_PX, INPUT_PX, NOTE_PX
from questionnaire.messages import msg

_PADDING_PX, _ROW_HEAD_PX, _MARK_PX = 8, 56, 14
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ColumnHead(QHeaderView):
    """Name and unit on two lines, a mark at the sorted column."""

    def __init__(self, context: Context, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self._columns = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(context.theme.px(48))

    def width_of(self, section: int) -> int:
        """Width in which the head of a column is readable."""
        theme = self._context.theme
        metrics = QFontMetrics(theme.font(NOTE_PX))
        texts = (
            self._columns.headerData(section, Qt.Orientation.Horizontal),
            self._columns.headerData(section, Qt.Orientation.Horizontal, UNIT_ROLE),
        )
        widest = max(metrics.horizontalAdvance(str(text or "")) for text in texts)
        return widest + theme.px(2 * _PADDING_PX + 12)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._context.theme.px(HEAD_PX + 4))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter.save()
        painter.fillRect(rect, colour(tokens.window))
        painter.setPen(colour(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(
            theme.px(_PADDING_PX), theme.px(3), -theme.px(_PADDING_PX), -theme.px(3)
        )
        number = self._columns.columns[logicalIndex].type.is_number
        side = _RIGHT if number else _LEFT
        data = self._columns.headerData
        name = str(data(logicalIndex, Qt.Orientation.Horizontal) or "")
        unit = str(data(logicalIndex, Qt.Orientation.Horizontal, UNIT_ROLE) or "")
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            name = f"{name} {'▴' if rising else '▾'}"
        painter.setFont(theme.font(NOTE_PX))
        metrics = QFontMetrics(painter.font())
        painter.setPen(colour(tokens.text2))
        line = inner.adjusted(0, 0, 0, -inner.height() // 2) if unit else inner
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(line, int(side | _MIDDLE), metrics.elidedText(name, elide, inner.width()))
        if unit:
            painter.setPen(colour(tokens.text3))
            below = inner.adjusted(0, inner.height() // 2, 0, 0)
            painter.drawText(below, int(side | _MIDDLE), unit)
        painter.restore()


class RowHead(QHeaderView):
    """Number of the row on the screen, and the mark of its worst problem."""

    def __init__(self, context: Context, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._context = context
        self._rows = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._context.theme.px(_ROW_HEAD_PX), super().sizeHint().height())

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter.save()
        painter.fillRect(rect, colour(tokens.window))
        painter.setPen(colour(tokens.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font(NOTE_PX))
        painter.setPen(colour(tokens.text3))
        size = theme.px(_MARK_PX)
        text = rect.adjusted(0, 0, -size - theme.px(_PADDING_PX + 2), 0)
        painter.drawText(text, int(_RIGHT | _MIDDLE), str(logicalIndex + 1))
        kind = str(self._rows.headerData(logicalIndex, Qt.Orientation.Vertical, PROBLEM_ROLE) or "")
        if kind:
            ink = tokens.error if kind == "error" else tokens.warn
            left = rect.right() - size - theme.px(4)
            mark = QRect(left, rect.center().y() - size // 2, size, size)
            theme.icon(MARK_ICONS[kind], ink).paint(painter, mark)
        painter.restore()


class _ColumnStrip(QWidget):
    """A strip whose parts stand under the columns of a grid."""

    def __init__(
        self, context: Context, head: QHeaderView, scroll: QScrollBar, model: TableModel
    ) -> None:
        super().__init__()
        self._context = context
        self._head = head
        self._model = model
        head.sectionResized.connect(self._place)
        head.geometriesChanged.connect(self._place)
        scroll.valueChanged.connect(self._place)
        context.theme.changed.connect(self._resize)

    def _left_of(self, column: int) -> int:
        return self._context.theme.px(_ROW_HEAD_PX) + self._head.sectionViewportPosition(column)

    def _place(self) -> None:
        self.update()

    def _resize(self) -> None:
        self.setFixedHeight(self._context.theme.px(INPUT_PX + 4))
        self._place()


class FilterRow(_ColumnStrip):
    """One input above each column: a part of the text, or a comparison."""

    edited = Signal(int, str)
    """After a filter was typed, with its column and text."""
    left = Signal()
    """When Esc or Down was pressed: the focus goes back to the cells."""

    def __init__(
        self, context: Context, head: QHeaderView, scroll: QScrollBar, model: TableModel
    ) -> None:
        super().__init__(context, head, scroll, model)
        self._inputs: list[QLineEdit] = []
        context.texts.language_changed.connect(self.retranslate)
        self._resize()

    def prepare(self) -> None:
        """Make the inputs; the row costs nothing until it is first shown."""
        if self._inputs:
            return
        for column, question in enumerate(self._model.columns):
            line = QLineEdit(self)
            line.setObjectName(f"filter.{self._model.code}.{question.code}")
            line.textEdited.connect(lambda text, at=column: self.edited.emit(at, text))
            self._inputs.append(line)
        self.retranslate()
        self._place()

    def focus_column(self, column: int) -> None:
        """Put the cursor into the filter of a column."""
        line = self._inputs[column]
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()

    def clear(self) -> None:
        """Empty all inputs."""
        for line in self._inputs:
            line.clear()

    def retranslate(self) -> None:
        """Word the names anew."""
        tr = self._context.texts.tr
        for column, line in zip(self._model.columns, self._inputs, strict=False):
            line.setAccessibleName(tr(msg("Filter {column}", column=column.label)))
            line.setPlaceholderText("≥" if column.type.is_number else "")

    @override
    def _place(self) -> None:
        px = self._context.theme.px
        edge = px(_ROW_HEAD_PX)
        for column, line in enumerate(self._inputs):
            left, width = self._left_of(column), self._head.sectionSize(column)
            shown = left + width > edge and left < self.width()
            line.setGeometry(left + px(2), px(2), max(width - px(4), 0), px(INPUT_PX))
            line.setVisible(shown and left >= edge - px(2))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return):
            self.left.emit()
            return
        super().keyPressEvent(event)


class TotalsRow(_ColumnStrip):
    """Sums over what is shown, under their columns."""

    def __init__(
        self, context: Context, head: QHeaderView, scroll: QScrollBar, model: TableModel
    ) -> None:
        super().__init__(context, head, scroll, model)
        model.totals_changed.connect(self._refresh)
        context.texts.language_changed.connect(self._refresh)
        self._resize()
        self._refresh()

    def words(self) -> str:
        """How many rows the sums are over, or how many are shown where nothing is added up."""
        shown, known = self._model.rowCount(), self._model.all_rows
        columns = range(len(self._model.columns))
        if not any(self._model.total(column) for column in columns):
            text = msg("{n} rows", n=f"{shown:,}")
        elif self._model.is_filtered:
            text = msg("Total of {n} of {all} rows", n=f"{shown:,}", all=f"{known:,}")
        else:
            text = msg("Total of {n} rows", n=f"{known:,}")
        return self._context.texts.tr(text)

    def _refresh(self) -> None:
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
        room = self.width()
        for column, question in enumerate(self._model.columns):
            if not is_summed(question):
                continue
            left, width = self._left_of(column), self._head.sectionSize(column)
            place = QRect(left, 0, width - theme.px(_PADDING_PX), self.height())
            text = self._model.total(column) if left + width > 0 and left < self.width() else ""
            if text:
                room = min(room, left)
                painter.drawText(place, int(_RIGHT | _MIDDLE), text)
        words = QRect(theme.px(_PADDING_PX), 0, room - theme.px(2 * _PADDING_PX), self.height())
        metrics = QFontMetrics(painter.font())
        text = metrics.elidedText(self.words(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(_LEFT | _MIDDLE), text)
        painter.end()
