"""The dialog that merges files into the store: choose, merge, read what became of each.

Source: interface.md, 汇总; submissions.md, Merge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.dialogs import PARK_FILES, STORES
from gui.jobs import Job, Progress
from gui.province.merge_model import (
    DEFECT_HEADS,
    FILE_HEADS,
    LEDGER_HEADS,
    WAITING_HEADS,
    by_urgency,
    defect_rows,
    file_row,
    ledger_rows,
    waiting_rows,
)
from gui.province.text_table import TextTable, TextTableModel
from gui.style import set_role
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.merges import FileOutcome, MergeOutcome, expand, merge_files
from services.subjects import open_store

_WIDTH_PX, _HEIGHT_PX = 960, 620
_FILE_NUMBERS, _TODO_COLUMN = (2, 3), 4
_LEDGER_NUMBERS = range(2, 7)


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
        self._done: Sequence[FileOutcome] = ()
        self._job: Job[MergeOutcome] | None = None
        self.outcome: MergeOutcome | None = None
        self.setObjectName("merge")
        self.setAcceptDrops(True)
        self.setWindowTitle(self._tr(msg("Merge files")))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._build()
        context.jobs.progressed.connect(self._show_progress)
        self.add_files(files)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files, or the files of folders; after a merge, to the next one."""
        if self._done:
            self._files, self._done = [], ()
        for path in expand(paths):
            if path not in self._files:
                self._files.append(path)
        self._file_model.show_table(WAITING_HEADS, (), waiting_rows(self._files))
        self._file_table.stretch(1)
        self._count()
        self._note.setText(self._tr(_before(self._files)))
        self._show_detail(visible=False)
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
        self._close.setText(self._tr(msg("Cancel")))
        self._bar.setRange(0, len(files))
        self._bar.show()
        job = context.jobs.run(work, msg("Merging"))
        self._job = job.on_success(self._show).on_failure(self._fail).on_cancelled(self._stopped)
        self._job.only_for(self).start()

    def _build(self) -> None:
        px = self._context.theme.px
        self._summary, self._note = label("", "title"), label("", "label")
        self._summary.setObjectName("merge.summary")
        self._note.setObjectName("merge.note")
        for text in (self._summary, self._note):
            text.setWordWrap(True)
        self._file_model, self._file_table = self._table("merge.files", msg("Files"))
        self._file_table.selectionModel().currentRowChanged.connect(self._on_current)
        self._detail_title = label("", "key")
        self._detail_title.setObjectName("merge.detail")
        self._detail_model, self._detail = self._table("merge.ledger", msg("Control totals"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._tr(msg("Merging")))
        self._bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        column.addWidget(self._summary)
        column.addWidget(self._note)
        column.addWidget(self._file_table, 3)
        column.addWidget(self._detail_title)
        column.addWidget(self._detail, 4)
        column.addWidget(self._bar)
        column.addLayout(self._buttons())

    def _table(self, name: str, spoken: Text) -> tuple[TextTableModel, TextTable]:
        model = TextTableModel(self._context, (), (), self)
        table = TextTable(model, self._context.theme, stretched=0)
        table.setObjectName(name)
        table.setAccessibleName(self._tr(spoken))
        return model, table

    def _buttons(self) -> QHBoxLayout:
        self._add = self._button("add", msg("Add files…"), self._choose)
        self._close = self._button("close", msg("Close"), self.reject)
        self._start = self._button("start", msg("Merge"), self.merge)
        set_role(self._start, "role", "primary")
        self._start.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._start)
        return buttons

    def _button(self, name: str, text: Text, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._tr(text))
        button.setObjectName(f"merge.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _choose(self) -> None:
        title = msg("Files to merge")
        self.add_files(
            self._context.dialogs.open_files(self, title, [PARK_FILES, STORES], several=True)
        )

    def _show(self, outcome: MergeOutcome) -> None:
        self.outcome = outcome
        self._done = by_urgency(outcome.files)
        self._end()
        self._file_model.show_table(
            FILE_HEADS, _FILE_NUMBERS, [file_row(item) for item in self._done]
        )
        self._file_table.stretch(_TODO_COLUMN)
        self._summary.setText(self._tr(_counted(outcome)))
        self._note.setText(self._tr(_after(outcome)))
        self._file_table.selectRow(0)
        self._file_table.setFocus()

    def _on_current(self, current: QModelIndex) -> None:
        if not self._done or not current.isValid():
            return
        outcome = self._done[current.row()]
        if outcome.refusal is None:
            rows = ledger_rows(outcome, self._context.product.catalogue)
            self._detail_model.show_table(LEDGER_HEADS, _LEDGER_NUMBERS, rows)
            self._detail.stretch(0)
        else:
            self._detail_model.show_table(DEFECT_HEADS, (), defect_rows(outcome))
            self._detail.stretch(1)
        self._detail_title.setText(self._tr(_detail_title(outcome)))
        self._show_detail(visible=True)

    def _show_detail(self, *, visible: bool) -> None:
        self._detail_title.setVisible(visible)
        self._detail.setVisible(visible)

    def _show_progress(self, job: Job[MergeOutcome]) -> None:
        if job is self._job:
            stage = job.stage
            words = msg("Merging: {done} of {total} files", done=stage.done, total=stage.total)
            self._summary.setText(self._tr(words))
            self._bar.setValue(stage.done)

    def _fail(self, error: GreenparkError) -> None:
        self._stopped()
        self._context.dialogs.show_error(self, error)

    def _stopped(self) -> None:
        self._end()
        self._count()
        self._start.setEnabled(True)

    def _count(self) -> None:
        self._summary.setText(self._tr(msg("Files to merge: {n}", n=len(self._files))))

    def _end(self) -> None:
        """Nothing runs any more."""
        self._bar.hide()
        self._add.setEnabled(True)
        self._close.setText(self._tr(msg("Close")))

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)

    @override
    def reject(self) -> None:
        """Leave; a merge that still runs goes on to the end of its file and no further."""
        if self._bar.isVisible() and self._job is not None:
            self._job.cancel()
        super().reject()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._add.isEnabled() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_files(paths)
        event.acceptProposedAction()


def _before(files: Sequence[Path]) -> Text:
    if not files:
        return msg("Add files or folders, or drop them here.")
    return msg(
        "Every file is checked and then taken as a whole or refused; one refused file does not "
        "stop the others. A store that holds something is backed up first."
    )


def _counted(outcome: MergeOutcome) -> Text:
    return msg(
        "New revisions: {new}; known: {same}; files refused: {refused}; conflicts in the store: "
        "{conflicts}",
        new=sum(item.added for item in outcome.files),
        same=sum(item.identical for item in outcome.files),
        refused=len(outcome.refused),
        conflicts=outcome.conflicts,
    )


def _after(outcome: MergeOutcome) -> Text:
    if outcome.unconfirmed_signers:
        return msg(
            "Keys to confirm: {n} (Store, Confirm signers). Their parks are ranked afterwards.",
            n=outcome.unconfirmed_signers,
        )
    return msg("Every signer is confirmed.")


def _detail_title(outcome: FileOutcome) -> Text:
    if outcome.refusal is None:
        return msg("Control totals of {file}", file=outcome.file)
    return msg("What is wrong with {file}", file=outcome.file)
