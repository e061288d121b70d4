"""The dialog that compares the open park file with a colleague's copy.

Source: interface.md, 填报.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.compare.compare_model import TAKE, WHERE, CompareModel, rows_of
from gui.context import Context
from gui.dialogs import PARK_FILES
from gui.jobs import Progress
from gui.style import set_role
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.copy_comparison import CopyComparison, compare_with, take_into
from services.park_sessions import ParkSession

_WIDTH_PX, _HEIGHT_PX = 940, 560
_SIDE_PX, _WHERE_PX, _WHO_PX = 190, 320, 110


class TickTable(QTableView):
    """A table whose current row is ticked with Space, wherever in it the focus is."""

    turned = Signal(int)
    """Emitted when Space is pressed, with the current row."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.turned.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class CompareDialog(QDialog):
    """Differences with a tick each; what only the copy has changed is ticked at first.

    Args:
        comparison: of the year shown.
        context: words and measures.
        parent: the window.

    Attributes:
        model: the differences and their ticks.
    """

    def __init__(
        self, comparison: CopyComparison, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._context = context
        rows = rows_of(context.product, comparison, context.texts)
        self.model = CompareModel(rows, comparison.proposed, context.texts, self)
        self.setObjectName("compare")
        self.setWindowTitle(self._tr(msg("Compare with a copy")))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._build()
        self.model.taken_changed.connect(self._count)
        self._count(len(self.model.taken))

    def _build(self) -> None:
        px = self._context.theme.px
        title, note = label(self._tr(_title(self._comparison)), "key"), label("", "label")
        note.setText(self._tr(_note(self._comparison)))
        note.setWordWrap(True)
        note.setObjectName("compare.note")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        column.addWidget(title)
        column.addWidget(note)
        column.addWidget(self._made_table(), 1)
        column.addLayout(self._buttons())

    def _made_table(self) -> QTableView:
        px = self._context.theme.px
        self.table = TickTable()
        self.table.setObjectName("compare.table")
        self.table.setAccessibleName(self._tr(msg("Differences")))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads = self.table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, width in enumerate((0, _WHERE_PX, _SIDE_PX, _SIDE_PX, _WHO_PX)):
            if width:
                heads.resizeSection(section, px(width))
        heads.setSectionResizeMode(TAKE, QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(WHERE, QHeaderView.ResizeMode.Stretch)
        self.table.turned.connect(self._turn)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, TAKE))
        return self.table

    def _buttons(self) -> QHBoxLayout:
        proposed = self._button(
            "proposed",
            msg("Only what the copy changed"),
            lambda: self.model.tick(self._comparison.proposed),
        )
        proposed.setVisible(self._comparison.related)
        every = self._button("all", msg("Tick all"), self._tick_all)
        none = self._button("none", msg("Tick none"), lambda: self.model.tick(()))
        cancel = self._button("cancel", msg("Cancel"), self.reject)
        self._take = self._button("take", msg("Take over"), self.accept)
        set_role(self._take, "role", "primary")
        row = QHBoxLayout()
        for button in (proposed, every, none):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._take)
        return row

    def _button(self, name: str, text: Text, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._tr(text), self)
        button.setObjectName(f"compare.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _tick_all(self) -> None:
        self.model.tick(item.place for item in self._comparison.differences)

    def _turn(self, row: int) -> None:
        index = self.model.index(row, TAKE)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        self.model.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _count(self, number: int) -> None:
        self._take.setText(self._tr(msg("Take over {n}", n=number)))
        self._take.setEnabled(number > 0)

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)


def compare_files(parent: QWidget, session: ParkSession, context: Context) -> None:
    """Ask for a file, compare as a job, and take over what is ticked; errors are told."""
    chosen = context.dialogs.open_files(
        parent, msg("A colleague's copy of this park file"), [PARK_FILES]
    )
    if not chosen:
        return

    def work(progress: Progress) -> CopyComparison:
        progress.step(msg("Comparing"))
        return compare_with(session, chosen[0])

    def show(comparison: CopyComparison) -> None:
        _decide(parent, session, context, comparison)

    job = context.jobs.run(work, msg("Comparing"))
    job.on_success(show)
    job.on_failure(lambda error: context.dialogs.show_error(parent, error))
    job.only_for(parent).start()


def _decide(
    parent: QWidget, session: ParkSession, context: Context, comparison: CopyComparison
) -> None:
    if not comparison.differences:
        context.dialogs.note(
            parent,
            msg("The answers of {year} are the same.", year=comparison.ours.year),
            msg("{file} holds nothing else than this file.", file=comparison.path.name),
        )
        return
    dialog = CompareDialog(comparison, context, parent)
    try:
        if context.dialogs.run(dialog):
            take_into(session, comparison, dialog.model.taken)
    except GreenparkError as error:
        context.dialogs.show_error(parent, error)
    finally:
        dialog.deleteLater()


def _title(comparison: CopyComparison) -> Text:
    return msg(
        "{n} {n|difference|differences} from {file}, {year}",
        n=len(comparison.differences),
        file=comparison.path.name,
        year=comparison.ours.year,
    )


def _note(comparison: CopyComparison) -> Text:
    if not comparison.related:
        return msg(
            "The files were not copied from one, so nothing can be said about who changed what. "
            "Tick what is to be taken over; it can be undone in one step."
        )
    return msg(
        "Both were copied from one file. What only the copy has changed since is ticked; it can be "
        "undone in one step."
    )
