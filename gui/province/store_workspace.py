"""The workspace of a store: the parks of a year, merging, signers, scorecards.

Source: interface.md, 汇总; mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from gui.context import Context
from gui.jobs import Progress
from gui.province.merge_dialog import MergeDialog
from gui.province.parks_delegate import ParksDelegate
from gui.province.parks_model import COLUMNS, SORT_ROLE, ParksModel
from gui.province.signers_dialog import SignersDialog
from gui.settings import RecentFile
from gui.style import set_role
from gui.tokens import TABLE_ROW_PX
from gui.widgets.labels import label
from gui.workspaces import OpenRequest, ToolBarParts, Workspace
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from services import subjects
from services.cards import WrittenCard, write_cards
from services.maintenance import without_password
from services.number_words import number
from services.signer_desk import SignerDesk
from services.store_overview import StoreOverview, overview

_FIND_PX, _WIDEST_PX = 260, 240


def open_store(request: OpenRequest, context: Context) -> StoreWorkspace:
    """Open a store for the window.

    Raises:
        GreenparkError: it cannot be opened.
    """
    with subjects.open_store(request.location, create=request.create):
        return StoreWorkspace(request, context)


class StoreWorkspace(Workspace):
    """Parks of a year, best first; the store is read again after every change."""

    kind = "store"

    def __init__(self, request: OpenRequest, context: Context) -> None:
        super().__init__()
        self._request = request
        self._context = context
        self._overview: StoreOverview | None = None
        self._model = ParksModel(context, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setFilterKeyColumn(1)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._year = QComboBox()
        self._year.setObjectName("store.year")
        self._year.activated.connect(lambda _index: self.read(self._year.currentData()))
        self._find = QLineEdit()
        self._find.setObjectName("store.find")
        self._find.setFixedWidth(context.theme.px(_FIND_PX))
        self._find.textChanged.connect(self._sorted.setFilterFixedString)
        self._build()
        context.texts.language_changed.connect(self._retranslate)
        context.theme.changed.connect(self._fit_columns)
        self._retranslate()
        self.read(None)
        if request.submissions:
            QTimer.singleShot(0, self, self._merge)

    def shown(self) -> StoreOverview | None:
        """What is shown; None until the store was read."""
        return self._overview

    def read(self, year: int | None) -> None:
        """Read the store again, as a job; the old content stays until then."""
        context, location = self._context, self._request.location

        def work(progress: Progress) -> StoreOverview:
            progress.step(msg("Reading the store"))
            return overview(context.product, context.environment, location, year)

        job = context.jobs.run(work, msg("Reading the store"))
        job.on_success(self._show).on_failure(self._fail).start()

    def _build(self) -> None:
        px = self._context.theme.px
        set_role(self, "ground", "surface")
        self._head, self._note = label("", "title"), label("", "note")
        self._head.setObjectName("store.head")
        self._note.setObjectName("store.note")
        self._table = QTableView()
        self._table.setObjectName("store.parks")
        self._table.setModel(self._sorted)
        self._table.setItemDelegate(ParksDelegate(self._context.theme, self._table))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setSortingEnabled(True)
        self._table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._table.verticalHeader().hide()
        self._table.activated.connect(lambda _index: self._open_card())
        self._table.selectionModel().currentRowChanged.connect(self._on_current)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addWidget(self._note)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(12), px(20), 0)
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self._table, 1)
        self.setFocusProxy(self._table)

    def _show(self, found: StoreOverview) -> None:
        self._overview = found
        self._model.show(found.ranked)
        self._year.clear()
        for year in found.years:
            self._year.addItem(str(year), year)
        self._year.setCurrentIndex(max(self._year.findData(found.year), 0))
        self._fit_columns()
        self._retranslate()
        self.title_changed.emit()
        self.actions_changed.emit()
        self.status_changed.emit(self._tr(self._waiting(found)))
        if found.ranked:
            self._table.selectRow(0)

    def _waiting(self, found: StoreOverview) -> Text:
        if found.conflicts or found.unconfirmed:
            return msg(
                "{conflicts} conflicts, {unconfirmed} submissions with an unconfirmed signer",
                conflicts=found.conflicts,
                unconfirmed=found.unconfirmed,
            )
        return msg("{n} revisions", n=found.revisions)

    def _retranslate(self) -> None:
        found = self._overview
        self._fit_columns()
        self._head.setText(self._tr(LocalText("园区", "Parks")))
        self._find.setPlaceholderText(self._tr(msg("Find a park")))
        self._find.setAccessibleName(self._tr(msg("Find a park")))
        self._year.setAccessibleName(self._tr(msg("Year")))
        self._table.setAccessibleName(self._tr(LocalText("园区", "Parks")))
        if found is None:
            return
        if not found.years:
            self._note.setText(self._tr(msg("The store is empty; merge submissions into it.")))
            return
        self._note.setText(
            self._tr(
                msg(
                    "{n} parks in {year}, mean {mean}; without those whose signer is not confirmed",
                    n=len(found.ranked),
                    year=found.year,
                    mean=number(found.mean, 1),
                )
            )
        )

    def _fit_columns(self) -> None:
        theme = self._context.theme
        self._table.verticalHeader().setDefaultSectionSize(theme.px(TABLE_ROW_PX))
        for position, spec in enumerate(COLUMNS):
            wanted = max(
                self._table.sizeHintForColumn(position),
                self._table.horizontalHeader().sectionSizeHint(position),
            )
            width = max(theme.px(spec.width_px), min(wanted, theme.px(_WIDEST_PX)))
            self._table.setColumnWidth(position, width)

    def _on_current(self, *_rows: QModelIndex) -> None:
        self.actions_changed.emit()

    def _merge(self) -> None:
        dialog = MergeDialog(self._request.location, self._context, self._request.submissions, self)
        self._request = OpenRequest(self._request.location, self._request.read_only)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()
        self.read(None)

    def _signers(self) -> None:
        desk = SignerDesk(self._request.location, self._context.environment)
        dialog = SignersDialog(desk, self._context, self)
        self._context.dialogs.run(dialog)
        changed = dialog.changed
        dialog.deleteLater()
        if changed:
            self.read(self._year.currentData())

    def _open_card(self) -> None:
        index = self._table.currentIndex()
        if not index.isValid() or self._overview is None:
            return
        park = self._model.park(self._sorted.mapToSource(index).row()).scorecard
        folder = self._context.dialogs.choose_folder(self, msg("Folder for the scorecard"))
        if folder is None:
            return
        context, location = self._context, self._request.location

        def work(progress: Progress) -> tuple[WrittenCard, ...]:
            progress.step(msg("Writing the scorecard"))
            return write_cards(
                context.product,
                context.environment,
                location,
                folder,
                park=park.park_code,
                year=park.year,
                language=context.language,
            )

        job = context.jobs.run(work, msg("Writing the scorecard"))
        job.on_success(self._show_cards).on_failure(self._fail).start()

    def _show_cards(self, cards: tuple[WrittenCard, ...]) -> None:
        for card in cards:
            self.status_changed.emit(self._tr(msg("Wrote {file}.", file=card.file)))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(card.file)))

    def _fail(self, error: GreenparkError) -> None:
        self._context.dialogs.show_error(self, error)

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)

    @override
    def title(self) -> str:
        name = without_password(self._request.location)
        short = name if "://" in name else Path(name).name
        return f"{short} — {self._overview.year}" if self._overview else short

    @override
    def actions(self) -> Mapping[str, Callable[[], None]]:  # type: ignore[override]
        offered: dict[str, Callable[[], None]] = {
            "refresh": lambda: self.read(self._year.currentData()),
            "signers": self._signers,
            "find": self._find.setFocus,
        }
        if not self._request.read_only:
            offered["merge_files"] = self._merge
        if self._table.currentIndex().isValid():
            offered["open_park"] = self._open_card
        return offered

    @override
    def tool_bar(self) -> ToolBarParts:
        return ToolBarParts(start=(self._year,), end=(self._find,))

    @override
    def recent_entry(self) -> RecentFile | None:
        return None
