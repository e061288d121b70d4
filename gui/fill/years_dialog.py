"""A page of the form over all years of the file, side by side; a row leads to its field.

Source: interface.md, 填报; visual.md, Tables.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.fill.page_view import PageView
from gui.texts import Texts
from gui.widgets.dialog_size import open_at
from questionnaire.messages import msg
from services.field_years import PageYears, page_years
from services.park_sessions import ParkSession

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WIDTH_PX, _HEIGHT_PX, _LABEL_PX, _VALUE_PX, _FRAME_PX = 900, 560, 250, 180, 8


class YearsModel(QAbstractTableModel):
    """Name and unit; then the years, the newest first: value, change on the year before."""

    def __init__(self, shown: PageYears, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._texts = texts
        self._columns: list[tuple[int, bool]] = []
        for place in reversed(range(len(shown.years))):  # the newest is looked for
            self._columns.append((place, False))
            if place:
                self._columns.append((place, True))

    def code(self, row: int) -> str:
        """Field of a row."""
        return self._shown.rows[row].code

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2 + len(self._columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(right=section >= 2)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < 2:
            return self._texts.tr((msg("Field"), msg("Unit"))[section])
        place, is_change = self._columns[section - 2]
        text = msg("Change") if is_change else msg("Year {year}", year=self._shown.years[place])
        return self._texts.tr(text)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._shown.rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(right=index.column() >= 2 and row.is_number)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if index.column() < 2:
            return (row.label, row.unit)[index.column()]
        place, is_change = self._columns[index.column() - 2]
        return (row.changes if is_change else row.values)[place]


def _alignment(*, right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class YearsDialog(QDialog):
    """The table; Enter or a double click goes to the field.

    Args:
        context: what every view is given.
        shown: the page.
    """

    field_chosen = Signal(str)
    """With the code of the field that was chosen; the dialog closes."""

    def __init__(self, context: Context, shown: PageYears, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr, px = context.texts.tr, context.theme.px
        self.setObjectName("years_dialog")
        self.setWindowTitle(tr(msg("{page} over the years", page=shown.label)))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._model = YearsModel(shown, context.texts, self)
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        for place in range(head.count()):  # room for the frame of the focus
            most = px(_VALUE_PX if place else _LABEL_PX)
            head.resizeSection(place, min(head.sectionSize(place) + px(_FRAME_PX), most))
        self.table.activated.connect(self._choose)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.addWidget(self.table, 1)
        column.addWidget(box)

    def _choose(self, index: QModelIndex) -> None:
        code = self._model.code(index.row())
        self.accept()
        self.field_chosen.emit(code)


def show_years(session: ParkSession, context: Context, page: PageView) -> None:
    """Show a page over the years; a chosen field gets the focus."""
    page.commit()
    shown = page_years(session, page.model.number, context.texts.language)
    dialog = YearsDialog(context, shown, page)
    chosen: list[str] = []
    dialog.field_chosen.connect(chosen.append)
    context.dialogs.run(dialog)
    dialog.deleteLater()
    for code in chosen:
        page.go_to(code)
