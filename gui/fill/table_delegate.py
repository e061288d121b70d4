"""Cells of a table: ground and marks, unit of the row, and an input by the type of the column.

Source: visual.md, Tables.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.cell_marks import paint_corner, paint_ring
from gui.fill.editors import ChoiceEditor, LineEditor
from gui.fill.table_model import TableModel
from gui.fill.value_words import Choices
from gui.style import colour
from gui.theme import Theme
from gui.tokens import FOCUS_PX, NOTE_PX, TABLE_ROW_PX

Index = QModelIndex | QPersistentModelIndex
_PADDING_PX = 8
_BAR_PX = 3
"""Width of the mark of a problem in a cell that is selected."""
_RING_PX, _CORNER_PX = 8, 6
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _Inks:
    """Fonts and colours of the present look, made once and not for every cell."""

    def __init__(self, theme: Theme) -> None:
        tokens = theme.tokens
        self.padding = theme.px(_PADDING_PX)
        self.font, self.note_font = theme.font(), theme.font(NOTE_PX)
        self.metrics, self.note_metrics = QFontMetrics(self.font), QFontMetrics(self.note_font)
        self.text, self.text3 = colour(tokens.text), colour(tokens.text3)
        self.tint, self.accent = colour(tokens.tint), colour(tokens.accent)
        self.current_row = colour(tokens.hover)
        self.bar = theme.px(_BAR_PX)
        self.grounds = {"error": colour(tokens.error_ground), "warn": colour(tokens.warn_ground)}
        self.bars = {"error": colour(tokens.error), "warn": colour(tokens.warn)}
        self.ring, self.corner = theme.px(_RING_PX), theme.px(_CORNER_PX)


class TableDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one grid.

    Attributes:
        current_row: row of the current cell, which is easier to follow; -1 for none.
        is_shifted: whether Shift was held down with the last key in an input; by the time that Qt
            closes the input it may be up again.
    """

    def __init__(self, context: Context, model: TableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self.current_row = -1
        self.is_shifted = False
        self._choices: dict[int, Choices] = {}
        self._inks = _Inks(context.theme)
        context.theme.changed.connect(self._take_inks)
        context.texts.language_changed.connect(self._forget_choices)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        question = self._model.columns[index.column()]
        choices = self._choices_of(index.column())
        if choices:
            box = ChoiceEditor(parent)
            box.set_choices(choices)
            editor: QWidget = box
        else:
            editor = LineEditor(parent, is_number=question.type.is_number)
        editor.setObjectName(f"cell.{self._model.code}.{question.code}")
        editor.setAccessibleName(self._context.texts.tr(question.label))
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceEditor | LineEditor):
            editor.show_value(None, str(index.data(Qt.ItemDataRole.EditRole)))
            line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
            if line is not None:
                line.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceEditor):
            typed = editor.typed()
        elif isinstance(editor, LineEditor):
            typed = editor.text()
        else:
            return
        if typed != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, typed, Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place: QRect = option.rect
        editor.setGeometry(place)

    @override
    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        return str(value)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, state, inks = option.rect, option.state, self._inks
        row, column = index.row(), index.column()
        painter.save()
        kind = self._model.problem(row, column)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(place, inks.tint)
            if kind in inks.bars:
                bar = QRect(place.topLeft(), QSize(inks.bar, place.height()))
                painter.fillRect(bar, inks.bars[kind])
        elif kind in inks.grounds:
            painter.fillRect(place, inks.grounds[kind])
        elif row == self.current_row:
            painter.fillRect(place, inks.current_row)
        if kind == "blank":
            self._paint_ring(painter, place, column)
        else:
            self._paint_text(painter, place, row, column)
        if kind == "explained":
            paint_corner(painter, place, inks.corner, inks.bars["warn"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(inks.accent, FOCUS_PX))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.restore()

    def row_height(self) -> int:
        """Height of a row."""
        return self._context.theme.px(TABLE_ROW_PX)

    def _paint_ring(self, painter: QPainter, place: QRect, column: int) -> None:
        """A required blank, at the side where its text would begin."""
        inks = self._inks
        left = place.left() + inks.padding
        if self._model.columns[column].type.is_number:
            left = place.right() - inks.padding - inks.ring
        top = place.center().y() - inks.ring // 2 + 1  # in the middle of the digits
        paint_ring(painter, QRect(left, top, inks.ring, inks.ring), inks.bars["error"])

    def _paint_text(self, painter: QPainter, place: QRect, row: int, column: int) -> None:
        inks = self._inks
        inner = place.adjusted(inks.padding, 0, -inks.padding, 0)
        unit = self._model.unit(row, column)
        if unit:
            painter.setFont(inks.note_font)
            painter.setPen(inks.text3)
            painter.drawText(inner, _RIGHT, unit)
            width = inks.note_metrics.horizontalAdvance(unit)
            inner.setRight(inner.right() - width - inks.padding // 2)
        painter.setFont(inks.font)
        painter.setPen(inks.text)
        text = self._model.text(row, column).replace("\n", " ")
        shown = inks.metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        number = self._model.columns[column].type.is_number
        painter.drawText(inner, _RIGHT if number else _LEFT, shown)

    def _take_inks(self) -> None:
        self._inks = _Inks(self._context.theme)

    def _forget_choices(self) -> None:
        """A method of the delegate, because a signal keeps any other function alive for ever."""
        self._choices.clear()

    def _choices_of(self, column: int) -> Choices:
        if column not in self._choices:
            self._choices[column] = self._model.choices(column)
        return self._choices[column]

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self.is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        # A list that is open takes the keys that would otherwise end the editing.
        if isinstance(editor, ChoiceEditor) and editor.is_choosing and _ends(event):
            return False
        return super().eventFilter(editor, event)


def _ends(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
