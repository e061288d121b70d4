"""The evidence of a field: the files that support it, their preview, and what can be done.

Source: interface.md, 填报 (evidence clip).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.dialogs import ALL_FILES
from gui.fill.evidence_files import DOCUMENTS, stored
from gui.fill.evidence_preview import EvidencePreview
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import wrapped_label
from questionnaire.messages import Text, msg
from services.field_evidence import EvidenceView, detach_evidence, evidence_of
from services.files import write_whole
from services.park_sessions import ParkSession

_WIDTH_PX, _HEIGHT_PX, _LIST_PX = 900, 560, 340


class EvidenceList(QDialog):
    """Files at the left, the chosen one at the right.

    Args:
        session: the open file.
        context: what every view is given.
        code: field or table.
    """

    add_wanted = Signal()
    """When another file shall be added."""

    def __init__(
        self, session: ParkSession, context: Context, code: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context, self._code = session, context, code
        self._views: tuple[EvidenceView, ...] = ()
        tr = context.texts.tr
        name = session.catalogue.fields[code].label
        self.setObjectName("evidence_list")
        self.setWindowTitle(tr(msg("Evidence of “{field}”", field=name)))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self.list = QListWidget()
        self.list.setObjectName("evidence.files")
        self.list.setAccessibleName(self.windowTitle())
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = EvidencePreview(context)
        self._message = wrapped_label("error")
        self._buttons = {
            "add": self._button("add", msg("Add…"), self.add_wanted.emit),
            "replace": self._button("replace", msg("Replace the file…"), self._replace),
            "remove": self._button("remove", msg("Remove document"), self._remove),
            "save": self._button("save", msg("Save a copy…"), self._save),
            "close": self._button("close", msg("Close"), self.accept),
        }
        self._arrange()
        self.list.currentRowChanged.connect(self._show_chosen)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.activated.connect(self._remove)
        self.refresh()

    @property
    def chosen(self) -> EvidenceView | None:
        """The file that is chosen."""
        row = self.list.currentRow()
        return self._views[row] if 0 <= row < len(self._views) else None

    def refresh(self) -> None:
        """List the files as they are now; the chosen place stays."""
        row = max(self.list.currentRow(), 0)
        language = self._context.texts.language
        self._views = evidence_of(self._session, self._code, language)
        self.list.clear()
        for view in self._views:
            origin = " · ".join(filter(None, (view.kind, view.issuer)))
            place = " · ".join(filter(None, (view.date, view.page_ref)))
            lines = filter(None, (f"{view.id}  {view.title}", origin, place, view.file_name))
            QListWidgetItem("\n".join(lines), self.list)
        self.list.setCurrentRow(min(row, len(self._views) - 1))
        self._show_chosen()

    @override
    def done(self, result: int) -> None:
        self.preview.close_file()
        super().done(result)

    def _show_chosen(self) -> None:
        view = self.chosen
        self._message.clear()
        may_edit = view is not None and not self._session.read_only
        self._buttons["add"].setEnabled(not self._session.read_only)
        self._buttons["replace"].setEnabled(may_edit)
        self._buttons["remove"].setEnabled(may_edit)
        content = self._content()
        self._buttons["save"].setEnabled(content is not None)
        if content is None:
            self.preview.clear(msg("No file is attached."))
        else:
            self.preview.show_file(content)

    def _content(self) -> bytes | None:
        view = self.chosen
        found = view is not None and view.digest
        return self._session.evidence_content(view.digest) if view is not None and found else None

    def _replace(self) -> None:
        view = self.chosen
        title = msg("Evidence files")
        paths = self._context.dialogs.open_files(self, title, [DOCUMENTS, ALL_FILES])
        if view is None or not paths:
            return
        refused = stored(lambda: self._session.replace_evidence(view.row_id, paths[0]))
        self.refresh()
        self._say(refused)

    def _remove(self) -> None:
        view = self.chosen
        if view is None or self._session.read_only:
            return
        refused = detach_evidence(self._session, view.row_id, self._code).refused
        self.refresh()
        self._say(refused)

    def _save(self) -> None:
        view, content = self.chosen, self._content()
        if view is None or content is None:
            return
        name = Path(view.file_name).name or view.id
        path = self._context.dialogs.save_file(self, msg("Save a copy"), name, [ALL_FILES])
        if path is None:
            return
        job = self._context.jobs.run(lambda _progress: write_whole(path, content), msg("Copying"))
        job.on_success(lambda _none: self._say(None))
        job.on_failure(lambda error: self._say(error.message)).only_for(self).start()

    def _say(self, refused: Text | None) -> None:
        self._message.setText("" if refused is None else self._context.texts.tr(refused))

    def _button(self, name: str, text: Text, act: object) -> QPushButton:
        button = QPushButton(self._context.texts.tr(text))
        button.setObjectName(f"evidence.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        px = self._context.theme.px
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.list)
        parts.addWidget(self.preview)
        parts.setSizes([px(_LIST_PX), px(_WIDTH_PX - _LIST_PX)])
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for name in ("add", "replace", "remove", "save"):
            row.addWidget(self._buttons[name])
        row.addStretch(1)
        row.addWidget(self._buttons["close"])
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.addWidget(parts, 1)
        column.addWidget(self._message)
        column.addLayout(row)
