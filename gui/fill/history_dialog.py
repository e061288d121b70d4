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
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.fill.history_model import HistoryModel
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.edit_words import FieldEdit
from services.field_history import field_history
from services.park_sessions import ParkSession
from services.row_history import cell_history, row_history, row_name

_FRAME_PX, _WIDEST_PX = 8, 220


class HistoryDialog(QDialog):
    """Who entered what, when; newest first.

    Args:
        context: what every view is given.
        field: name of the field, table, row or cell.
        edits: newest first.
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
        self.setObjectName("history_dialog")
        self.setWindowTitle(tr(msg("History of “{field}”", field=field)))
        self.resize(px(860), px(400))
        self.table = QTableView()
        self.table.setModel(HistoryModel(edits, context.texts, self))
        self.table.setAccessibleName(self.windowTitle())
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        for column_number in range(head.count()):  # room for the frame of the focus
            wanted = head.sectionSize(column_number) + px(_FRAME_PX)
            head.resizeSection(column_number, min(wanted, px(_WIDEST_PX)))
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        lines = self.table.verticalHeader()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.addWidget(self.table, 1)
        column.addWidget(box)


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
