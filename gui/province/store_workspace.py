"""The workspace of a store: the parks of a year, merging, signers, scorecards.

Source: interface.md, 汇总; mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from gui.context import Context
from gui.jobs import Progress
from gui.province.chosen_view import park_view, several_view
from gui.province.column_chooser import ColumnChooser
from gui.province.park_tasks import ParkTasks
from gui.province.parks_filter import FilterBar, ParksFilter
from gui.province.parks_model import ParksModel
from gui.province.parks_table import ParksTable
from gui.province.side_panel import NARROW_PANEL_PX, PANEL_PX, SidePanel
from gui.province.store_dialogs import StoreDialogs
from gui.province.store_head import StoreHead
from gui.province.table_insights import TableInsights
from gui.settings import RecentFile
from gui.style import set_role
from gui.tokens import NARROW_WINDOW_PX
from gui.widgets.labels import hairline
from gui.workspaces import OpenRequest, ToolBarParts, Workspace
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from scoring.scorecard import Scorecard
from services import subjects
from services.maintenance import without_password
from services.store_overview import StoreOverview, overview

_FIND_PX = 260


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
        self._filter = ParksFilter(self._model, self)
        self._table = ParksTable(self._model, self._filter, context)
        self._filter_bar, self._columns = FilterBar(context), ColumnChooser(context)
        self._head = StoreHead(context, self._filter_bar, self._columns)
        self._panel, self._edge = SidePanel(context), hairline(vertical=True)
        self._tasks = ParkTasks(request.location, context, self)
        self._dialogs = StoreDialogs(request, context, self)
        self._insights = TableInsights(request.location, context, self)
        self._year, self._find, self._row = QComboBox(), QLineEdit(), QHBoxLayout(self)
        self._build()
        self._connect()
        self._retranslate()
        self.read(None)
        if request.submissions:
            QTimer.singleShot(0, self, lambda: self._dialogs.merge(request.submissions))

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
        job.on_success(self._show).on_failure(self._fail).only_for(self).start()

    def _build(self) -> None:
        px = self._context.theme.px
        set_role(self, "ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._table.setObjectName("store.parks")
        self._year.setObjectName("store.year")
        self._year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._find.setObjectName("store.find")
        self._find.setFixedWidth(px(_FIND_PX))
        self._find.setClearButtonEnabled(True)
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(12), px(16), 0)
        column.setSpacing(px(8))
        column.addWidget(self._head)
        column.addWidget(self._table, 1)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(column, 1)
        self._row.addWidget(self._edge)
        self._row.addWidget(self._panel)
        self._table.show_columns(self._columns.seen())
        self.setFocusProxy(self._table)

    def _connect(self) -> None:
        self._year.activated.connect(lambda _index: self.read(self._year.currentData()))
        self._find.textChanged.connect(self._find_parks)
        self._filter_bar.chosen.connect(self._only)
        self._head.means_asked.connect(self._dialogs.means)
        self._table.activated.connect(lambda _index: self._carry_out("open_park"))
        self._tasks.told.connect(self.status_changed)
        self._dialogs.changed.connect(lambda: self.read(self._year.currentData()))
        self._table.selectionModel().selectionChanged.connect(
            lambda _now, _before: self._show_chosen()
        )
        self._context.texts.language_changed.connect(self._retranslate)
        self._context.theme.changed.connect(self._fit)
        self._columns.chosen.connect(self._table.show_columns)
        self._insights.intervals_found.connect(self._model.show_intervals)
        self._insights.trends_found.connect(self._model.show_trends)
        self._insights.failed.connect(self._fail)
        for found in (self._insights.intervals_found, self._insights.trends_found):
            found.connect(lambda _found: self._show_chosen())
        self._panel.grade_chosen.connect(partial(self._filter_bar.choose, "colour"))
        self._panel.park_chosen.connect(lambda code: self._select([code]))
        self._panel.open_asked.connect(lambda: self._carry_out("open_park"))
        self._panel.compare_asked.connect(lambda: self._carry_out("compare_parks"))

    def _find_parks(self, text: str) -> None:
        self._filter.find(text)
        self._count()

    def _only(self, key: str, value: object) -> None:
        self._filter.only(key, value)
        self._count()

    def _count(self) -> None:
        self._head.show_count(self._filter.rowCount())
        self._panel.show_codes(self._filter.cards_but_for("colour"), self._filter.chosen("colour"))
        self._panel.show_clusters(
            [self._model.park(row).scorecard for row in self._filter.source_rows()]
        )
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show what is selected in the panel, and offer what can be done with it."""
        parks = [self._model.park(row) for row in self._table.selected_rows()]
        if len(parks) == 1:
            code, editions = parks[0].scorecard.park_code, self._context.product.editions
            interval = self._model.interval_of(parks[0])
            trend = self._model.trends.get(code, ())
            self._panel.show_park(code, park_view(parks[0], interval, trend, editions))
        else:
            codes = [item.scorecard.park_code for item in parks]
            self._panel.show_several(codes, several_view(parks))
        self.actions_changed.emit()

    def _fit(self) -> None:
        """Fit everything to the size of text and to what is shown."""
        self._place_panel()
        self._table.fit_columns()

    def _place_panel(self) -> None:
        """Give the panel its place, where it is wanted; the table gets what is left."""
        px, wanted = self._context.theme.px, self._context.settings.side_panel
        is_narrow = self.width() < px(NARROW_WINDOW_PX)
        self._panel.setFixedWidth(px(NARROW_PANEL_PX if is_narrow else PANEL_PX))
        there = self._overview is not None and bool(self._overview.ranked)
        for part in (self._edge, self._panel):
            part.setVisible(there and (not is_narrow if wanted is None else wanted))
        self._row.activate()  # now, so that the table is fitted once, to its new width

    def _turn_panel(self) -> None:
        self._context.settings.side_panel = self._panel.isHidden()
        self._place_panel()

    def _show(self, found: StoreOverview) -> None:
        kept = [card.park_code for card in self._selected()]
        self._overview = found
        self._model.show(found.ranked)
        self._head.show_store(found)
        self._select(kept)
        self._retranslate()
        self.title_changed.emit()
        self._insights.follow(found.ranked)

    def _select(self, codes: Sequence[str]) -> None:
        """Select the first of these parks that is shown, otherwise the first of the table."""
        shown = [self._model.park(row).scorecard.park_code for row in self._filter.source_rows()]
        if shown:
            wanted = [shown.index(code) for code in codes if code in shown]
            self._table.selectRow(wanted[0] if wanted else 0)

    def _selected(self) -> list[Scorecard]:
        return [self._model.park(row).scorecard for row in self._table.selected_rows()]

    def _waiting(self, found: StoreOverview) -> Text:
        if found.conflicts or found.unconfirmed:
            return msg(
                "Conflicts: {conflicts}; submissions left out because their signer is not "
                "confirmed: {unconfirmed}",
                conflicts=found.conflicts,
                unconfirmed=found.unconfirmed,
            )
        return msg("Revisions in the store: {n}", n=found.revisions)

    def _retranslate(self) -> None:
        self._head.retranslate()
        self._filter_bar.retranslate()
        self._table.retranslate()
        self._columns.retranslate()
        self._panel.retranslate()
        self._fit()
        for part in (self._find, self._year, self._table):
            part.setAccessibleName(self._tr(self._names()[part.objectName()]))
        self._find.setPlaceholderText(self._tr(msg("Find a park by name or code")))
        if self._overview is not None:
            self._fill_years(self._overview)
            self._count()
            self.status_changed.emit(self._tr(self._waiting(self._overview)))

    @staticmethod
    def _names() -> dict[str, Text]:
        return {
            "store.find": msg("Find a park by name or code"),
            "store.year": msg("Year"),
            "store.parks": LocalText("园区", "Parks"),
        }

    def _fill_years(self, found: StoreOverview) -> None:
        self._year.clear()
        for item in found.years:
            counted = msg("{year} ({n} {n|park|parks})", year=item.year, n=item.parks)
            self._year.addItem(self._tr(counted), item.year)
        self._year.setCurrentIndex(max(self._year.findData(found.year), 0))

    def _fail(self, error: GreenparkError) -> None:
        self._context.dialogs.show_error(self, error)

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    @override
    def close_request(self, done: Callable[[], None]) -> None:
        self._insights.stop()
        done()

    @override
    def title(self) -> str:
        name = without_password(self._request.location)
        short = name if "://" in name else Path(name).name
        return f"{short} — {self._overview.year}" if self._overview else short

    @override
    def actions(self) -> Mapping[str, Callable[[], None]]:  # type: ignore[override]
        offered: dict[str, Callable[[], None]] = {
            "refresh": lambda: self.read(self._year.currentData()),
            "signers": self._dialogs.signers,
            "means": self._dialogs.means,
            "find": self._find.setFocus,
        }
        if self._overview is not None and self._overview.conflicts:
            offered["conflicts"] = self._dialogs.conflicts
        if not self._request.read_only:
            offered["merge_files"] = self._dialogs.merge
        return offered | self._park_actions()

    def _park_actions(self) -> dict[str, Callable[[], None]]:
        """What can be done with the parks that are shown and selected."""
        tasks, cards = self._tasks, self._selected()
        offered: dict[str, Callable[[], None]] = {}
        if self._filter.rowCount():
            offered["side_panel"] = self._turn_panel
        if self._filter.rowCount() and self._insights.is_done:
            parks, model = (
                [self._model.park(row) for row in self._filter.source_rows()],
                self._model,
            )
            offered["export_table"] = lambda: tasks.export(parks, model.intervals, model.trends)
        if cards:
            offered["open_park"] = lambda: tasks.write_card(cards[0])
            offered["park_years"] = lambda: tasks.compare_years(cards[0])
        if len(cards) > 1:
            offered["compare_parks"] = lambda: tasks.compare(cards)
        return offered

    def _carry_out(self, name: str) -> None:
        action = self._park_actions().get(name)
        if action is not None:
            action()

    @override
    def tool_bar(self) -> ToolBarParts:
        return ToolBarParts(start=(self._year,), end=(self._find,))

    @override
    def recent_entry(self) -> RecentFile | None:
        return None
