"""Cells of a table: ground of problems, unit of the row, and an input by the type of the column.

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
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.editors import ChoiceEditor, LineEditor
from gui.fill.table_model import PROBLEM_ROLE, UNIT_ROLE, TableModel
from gui.fill.value_words import Choices
from gui.style import colour
from gui.tokens import FOCUS_PX, NOTE_PX, TABLE_ROW_PX

Index = QModelIndex | QPersistentModelIndex
_PADDING_PX = 8


class TableDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one grid."""

    def __init__(self, context: Context, model: TableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._choices: dict[int, Choices] = {}
        context.texts.language_changed.connect(self._choices.clear)

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
        tokens = self._context.theme.tokens
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        grounds = {"error": tokens.error_ground, "warn": tokens.warn_ground}
        problem = str(index.data(PROBLEM_ROLE) or "")
        if problem in grounds:
            painter.fillRect(place, colour(grounds[problem]))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, colour(tokens.tint))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        self._paint_text(painter, place, text, index)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(tokens.accent), FOCUS_PX))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.restore()

    def row_height(self) -> int:
        """Height of a row."""
        return self._context.theme.px(TABLE_ROW_PX)

    def _paint_text(self, painter: QPainter, place: QRect, text: str, index: Index) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        inner = place.adjusted(theme.px(_PADDING_PX), 0, -theme.px(_PADDING_PX), 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        unit = str(index.data(UNIT_ROLE) or "")
        if unit:
            painter.setFont(theme.font(NOTE_PX))
            painter.setPen(colour(tokens.text3))
            painter.drawText(
                inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), unit
            )
            width = QFontMetrics(painter.font()).horizontalAdvance(unit)
            inner.setRight(inner.right() - width - theme.px(4))
        painter.setFont(theme.font())
        painter.setPen(colour(tokens.text))
        shown = QFontMetrics(painter.font()).elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(align) if align is not None else 0, shown)

    def _choices_of(self, column: int) -> Choices:
        if column not in self._choices:
            self._choices[column] = self._model.choices(column)
        return self._choices[column]

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # A list that is open takes the keys that would otherwise end the editing.
        if isinstance(editor, ChoiceEditor) and editor.is_choosing and _ends(event):
            return False
        return super().eventFilter(editor, event)


def _ends(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
