"""The dialog that merges files into the store: choose, merge, read what became of each.

Source: interface.md, 汇总; submissions.md, Merge.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.dialogs import PARK_FILES, STORES
from gui.jobs import Job, Progress
from gui.province.merge_model import (
    FILE_HEADS,
    LEDGER_HEADS,
    TextTableModel,
    file_row,
    ledger_rows,
)
from gui.style import set_role
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.merges import MergeOutcome, expand, merge_files
from services.subjects import open_store

_WIDTH_PX, _HEIGHT_PX = 860, 560


class MergeDialog(QDialog):
    """Takes files by button or drop and merges them as a job.

    Attributes:
        outcome: what the merge did; None until it was done.
    """

    def __init__(
        self,
        location: str,
        context: Context,
        files: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._location = location
        self._context = context
        self._files: list[Path] = []
        self._job: Job[MergeOutcome] | None = None
        self.outcome: MergeOutcome | None = None
        self.setObjectName("merge")
        self.setAcceptDrops(True)
        self.setWindowTitle(self._tr(msg("Merge files")))
        self.resize(context.theme.px(_WIDTH_PX), context.theme.px(_HEIGHT_PX))
        self._build()
        self.add_files(files)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files, or the files of folders, to what will be merged."""
        for path in expand(paths):
            if path not in self._files:
                self._files.append(path)
        rows = [(path.name, msg("waits"), "", "", str(path.parent)) for path in self._files]
        self._file_model.show_rows(rows)
        self._summary.setText(self._tr(msg("{n} files to merge", n=len(self._files))))
        self._start.setEnabled(bool(self._files))

    def merge(self) -> None:
        """Merge the files; the dialog stays open and shows the result."""
        files, location, context = tuple(self._files), self._location, self._context

        def work(progress: Progress) -> MergeOutcome:
            with open_store(location, create=True) as store:
                return merge_files(
                    context.product,
                    context.environment,
                    store,
                    files,
                    progress.at,
                )

        self._start.setEnabled(False)
        self._add.setEnabled(False)
        self._bar.show()
        job = context.jobs.run(work, msg("Merging"))
        self._job = job.on_success(self._show).on_failure(self._fail).on_cancelled(self._stopped)
        self._job.start()

    def _build(self) -> None:
        px = self._context.theme.px
        self._summary = label("", "title")
        self._summary.setObjectName("merge.summary")
        self._summary.setWordWrap(True)
        self._file_model = TextTableModel(self._context, FILE_HEADS, (2, 3), self)
        self._file_table = _table(self._file_model, "merge.files", self._tr(msg("Files")))
        self._file_table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._file_table.selectionModel().currentRowChanged.connect(self._show_ledger)
        self._ledger_model = TextTableModel(self._context, LEDGER_HEADS, range(1, 6), self)
        self._ledger_title = label(self._tr(msg("Control totals of the selected file")), "key")
        self._ledger = _table(
            self._ledger_model, "merge.ledger", self._tr(msg("Control totals of the selected file"))
        )
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.hide()
        self._add = QPushButton(self._tr(msg("Add files…")))
        self._add.setObjectName("merge.add")
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._choose)
        self._close = QPushButton(self._tr(msg("Close")))
        self._close.setObjectName("merge.close")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._start = QPushButton(self._tr(msg("Merge")))
        self._start.setObjectName("merge.start")
        set_role(self._start, "role", "primary")
        self._start.clicked.connect(self.merge)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        for part in (self._summary, self._file_table, self._ledger_title, self._ledger, self._bar):
            column.addWidget(part)
        column.addLayout(buttons)

    def _choose(self) -> None:
        title = msg("Files to merge")
        self.add_files(
            self._context.dialogs.open_files(self, title, [PARK_FILES, STORES], several=True)
        )

    def _show(self, outcome: MergeOutcome) -> None:
        self.outcome = outcome
        self._bar.hide()
        self._file_model.show_rows([file_row(item) for item in outcome.files])
        self._summary.setText(
            self._tr(
                msg(
                    "{new} new revisions, {same} known, {refused} files refused, "
                    "{conflicts} conflicts",
                    new=sum(item.added for item in outcome.files),
                    same=sum(item.identical for item in outcome.files),
                    refused=len(outcome.refused),
                    conflicts=outcome.conflicts,
                )
            )
        )
        if outcome.files:
            self._file_table.selectRow(0)

    def _show_ledger(self, current: QModelIndex) -> None:
        if self.outcome is not None and current.isValid():
            self._ledger_model.show_rows(ledger_rows(self.outcome.files[current.row()]))

    def _fail(self, error: GreenparkError) -> None:
        self._stopped()
        self._context.dialogs.show_error(self, error)

    def _stopped(self) -> None:
        self._bar.hide()
        self._start.setEnabled(True)
        self._add.setEnabled(True)

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)

    @override
    def reject(self) -> None:
        """Leave; a merge that still runs goes on to the end of its file and no further."""
        if self._job is not None and self.outcome is None:
            self._job.cancel()
        super().reject()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.outcome is None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_files(paths)
        event.acceptProposedAction()


def _table(model: TextTableModel, name: str, accessible_name: str) -> QTableView:
    table = QTableView()
    table.setObjectName(name)
    table.setAccessibleName(accessible_name)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return table
