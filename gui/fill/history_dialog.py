"""Shows the edits of one field."""

from __future__ import annotations

from collections.abc import Sequence

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

_FRAME_PX = 8


class HistoryDialog(QDialog):
    """Who entered what, when; newest first.

    Args:
        context: what every view is given.
        field: name of the field or table.
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
            head.resizeSection(column_number, head.sectionSize(column_number) + px(_FRAME_PX))
        head.setStretchLastSection(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(box)


def show_history(parent: QWidget, session: ParkSession, context: Context, code: str) -> None:
    """Show the edits of a field or table, or say why the file cannot be read."""
    try:
        edits = field_history(session, code)
    except GreenparkError as error:
        context.dialogs.show_error(parent, error)
        return
    dialog = HistoryDialog(context, session.catalogue.fields[code].label, edits, parent)
    context.dialogs.run(dialog)
    dialog.deleteLater()
