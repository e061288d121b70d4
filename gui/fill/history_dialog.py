"""Shows the edits of a field, of a row or of a cell.

Source: interface.md, 填报 (edit history of a field; tables).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.fill.history_model import HistoryModel
from gui.tokens import TABLE_ROW_PX
from gui.widgets.dialog_size import open_at
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.edit_words import FieldEdit
from services.field_history import field_history
from services.park_sessions import ParkSession
from services.row_history import cell_history, row_history, row_name

_SIZE_PX = (1080, 520)
_FRAME_PX, _WIDEST_PX, _WHOLE_PX = 8, 190, 92
_SAMPLE_ROWS = 60


class HistoryDialog(QDialog):
    """Who entered what, when; newest first.

    Args:
        context: what every view is given.
        field: name of the field, table, row or cell.
        edits: newest first.

    Attributes:
        table: a line an edit.
        whole: what the current line says in full.
    """

    def __init__(
        self,
        context: Context,
        field: Text,
        edits: Sequence[FieldEdit],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        tr, px = context.texts.tr, context.theme.px
        self._px = px
        self.setObjectName("history_dialog")
        self.setWindowTitle(tr(msg("History of “{field}”", field=field)))
        open_at(self, context.theme, *_SIZE_PX)
        self._model = HistoryModel(edits, context.texts, self)
        self.table = self._make_table()
        self.whole = QPlainTextEdit()
        self.whole.setObjectName("history.whole")
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(px(_WHOLE_PX))
        self.whole.setAccessibleName(tr(msg("Before and after in full")))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        column.addWidget(box)
        self.table.selectionModel().currentRowChanged.connect(self._show_whole)
        if edits:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def _make_table(self) -> QTableView:
        table, px = QTableView(), self._px
        table.setModel(self._model)
        table.setAccessibleName(self.windowTitle())
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(TABLE_ROW_PX))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setResizeContentsPrecision(_SAMPLE_ROWS)
        head.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        for section in range(head.count()):
            wanted = head.sectionSize(section) + px(_FRAME_PX)  # room for the frame of the focus
            head.resizeSection(section, min(wanted, px(_WIDEST_PX)))
        for section in self._model.columns_of_values():
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        return table

    def _show_whole(self) -> None:
        """Show in full what the current line says; long texts are cut in the table."""
        self.whole.setPlainText(self._model.whole(self.table.currentIndex().row()))


def show_history(parent: QWidget, session: ParkSession, context: Context, code: str) -> None:
    """Show the edits of a field or table, or say why the file cannot be read."""
    label = session.catalogue.fields[code].label
    _show(parent, context, label, lambda: field_history(session, code))


def show_row_history(
    parent: QWidget, session: ParkSession, context: Context, place: tuple[str, str, str]
) -> None:
    """Show the edits of a row or cell, or say why the file cannot be read.

    Args:
        parent: what the dialog belongs to.
        session: the open file.
        context: what every view is given.
        place: table, row, and column or nothing.
    """
    table, row_id, column = place
    name = row_name(session, table, session.answers.rows(table)[row_id])
    if column:
        label = session.catalogue.tables[table].columns[column].label
        title = msg("{column} of {row}", column=label, row=name)
        _show(parent, context, title, lambda: cell_history(session, table, row_id, column))
    else:
        _show(parent, context, name, lambda: row_history(session, table, row_id))


def _show(
    parent: QWidget,
    context: Context,
    name: Text,
    read: Callable[[], Sequence[FieldEdit]],
) -> None:
    try:
        edits = read()
    except GreenparkError as error:
        context.dialogs.show_error(parent, error)
        return
    dialog = HistoryDialog(context, name, edits, parent)
    context.dialogs.run(dialog)
    dialog.deleteLater()
