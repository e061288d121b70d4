"""A table of the form: title, buttons, heads, filters, cells, totals and the message of a cell.

Source: interface.md, 填报 (tables); visual.md, Tables; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.cell_line import CellLine
from gui.fill.empty_note import EmptyNote
from gui.fill.field_messages import FieldMessages, ReasonLine
from gui.fill.grid_view import GridView
from gui.fill.page_view_model import STATES, Link, PageViewModel
from gui.fill.table_actions import TableActions
from gui.fill.table_bar import TableBar
from gui.fill.table_find import FindBar
from gui.fill.table_menu import OF_CELLS, OF_COLUMNS, OF_ROWS, Entries, table_menu
from gui.fill.table_model import TableModel
from gui.fill.table_strips import FilterRow, TotalsRow
from gui.tokens import TABLE_ROW_PX
from questionnaire.answers import State
from questionnaire.messages import msg

_LEAST_ROWS, _MOST_ROWS = 3, 9
"""Rows that a table within a page shows before it scrolls by itself."""


class TableBlock(QWidget):
    """One table with everything around it.

    Args:
        context: what every view is given.
        page: the page of the table.
        model: its rows.
        parent: what holds it.
        is_whole: whether it takes all the room there is; else it is as high as its rows.
    """

    evidence_wanted = Signal(str, object)
    """With the table code and an empty tuple: a file shall be chosen."""
    jump_wanted = Signal(str)
    """With the code of another field."""
    list_wanted = Signal(str)
    """With the table code: all its problems shall be listed."""
    history_wanted = Signal(str, str, str)
    """With the table code, a row or nothing, a column or nothing: the edits shall be shown."""
    offers_changed = Signal()
    """After `offers` gives something else."""
    grown = Signal()
    """After the block needs another height."""

    def __init__(
        self,
        context: Context,
        page: PageViewModel,
        model: TableModel,
        parent: QWidget,
        *,
        is_whole: bool = False,
    ) -> None:
        super().__init__(parent)
        self.code = model.code
        self.model = model
        self._context = context
        self._page = page
        self._is_whole = is_whole
        self._asked_state: State | None = None
        self._asked_problem = ""
        self._offered: frozenset[str] = frozenset()
        self._is_behind = True
        self.setObjectName(f"table.{model.code}")
        self.grid = GridView(context, model, self)
        self.grid.setObjectName(f"field.{model.code}")
        self.grid.scrolls_unfocused = is_whole
        EmptyNote(context, self.grid, model)
        self.find_bar = FindBar(context, model.code, self)
        self.filters = FilterRow(context, self.grid, model)
        self.filters.hide()
        self.totals = TotalsRow(context, self.grid, model)
        self.actions_of_table = TableActions(self.grid, self.filters, model)
        self._bar = TableBar(context, model.code, is_whole=is_whole)
        self._messages = FieldMessages(context, self)
        self._reason = ReasonLine(self)
        self._reason.hide()
        self._cell_line = CellLine(context, self.grid, model)
        self._arrange()
        self._connect()

    # What is shown

    def prepare(self) -> Iterator[None]:
        """Do what is left to be done before the block is shown, in steps; else showing does it."""
        self.grid.fit_columns()
        yield
        self.refresh()

    def refresh(self) -> None:
        """Show title, number of rows, state, messages and sums as they are now."""
        self._is_behind = False
        view = self._page.field(self.code)
        if not self._is_whole:  # else its tab decides; showing it here would draw all anew
            self.setVisible(self._page.is_visible(self.code))
        model = self.model
        self._bar.show_table(view, model.all_rows, model.missing_cells, read_only=model.read_only)
        self._bar.show_frozen(freezes=self.grid.frozen.is_on)
        self.grid.setAccessibleName(view.label)
        self.grid.setAccessibleDescription(view.help)
        self._messages.show_lines(self._page.messages(self.code))
        self._messages.setVisible(bool(self._messages.texts()))
        self._cell_line.follow()
        self.totals.refresh()
        self._fit()

    def follow(self) -> None:
        """Refresh what can be seen, or decides on that; what cannot, once it can."""
        self._is_behind = True
        if not self._is_whole or self.isVisible():
            self.refresh()

    def cell_message(self) -> str:
        """What is said of the current cell."""
        return self._cell_line.text()

    def messages(self) -> FieldMessages:
        """The lines under the title."""
        return self._messages

    def reason_line(self) -> ReasonLine:
        """The line in which a reason is typed."""
        return self._reason

    # What is done

    def focus_editor(self) -> None:
        """Put the focus into the cells."""
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            self.grid.choose(0, 0)

    def go_to_cell(self, row_id: str, column: str) -> None:
        """Show a cell, without filters when they hide it."""
        if self.model.position(row_id) < 0:
            self.clear_filters()
        self.grid.go_to(row_id, column)
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Hand over what stands half-typed in a cell."""
        if self.grid.is_editing:
            self.grid.setFocus()

    def offers(self) -> dict[str, Callable[[], None]]:
        """What can be done with the table now, by the ids of `gui.actions`."""
        return self.actions_of_table.offered()

    def open_filters(self, column: int = 0) -> None:
        """Show the filters with the cursor above a column."""
        self.filters.prepare()
        self.filters.show()
        self._fit()
        self.filters.focus_column(column)

    def open_find(self) -> None:
        """Show the bar that finds cells."""
        self.find_bar.begin()
        self._fit()

    def clear_filters(self) -> None:
        """Show all rows again."""
        self.find_bar.only.setChecked(False)
        self.filters.clear()
        self.model.clear_filters()

    def choose_state(self, state: State | None) -> None:
        """Make the table 未填, or ask for the reason of 不适用 or 暂无数据."""
        if self.model.read_only:
            return
        if state is None:
            self._page.set_state(self.code, None)
            return
        self._asked_state, self._asked_problem = state, ""
        view = self._page.field(self.code)
        prompt = msg("Why “{state}”? Enter takes it, Esc drops it.", state=STATES[state])
        known = view.reason if view.state is state else ""
        self._reason.begin(known, self._context.texts.tr(prompt))
        self._fit()

    def explain(self, problem: str) -> None:
        """Ask for the reason that confirms a soft problem."""
        self._asked_state, self._asked_problem = None, problem
        prompt = msg("Why is the value right? At least 5 characters.")
        self._reason.begin("", self._context.texts.tr(prompt))
        self._fit()

    # Inside

    def _arrange(self) -> None:
        px = self._context.theme.px
        below = QVBoxLayout()
        below.setContentsMargins(px(20), 0, px(12), 0)
        below.addWidget(self._messages)
        below.addWidget(self._reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0 if self._is_whole else px(4))
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(below)
        column.addWidget(self.find_bar)
        column.addWidget(self.grid, 1)
        column.addWidget(self.totals)
        column.addWidget(self._cell_line)

    def _connect(self) -> None:
        acts, grid = self.actions_of_table, self.grid
        self._bar.pressed.connect(self._act)
        self._bar.freeze_toggled.connect(grid.frozen.switch)
        self._bar.state_chosen.connect(self.choose_state)
        self._bar.quality_chosen.connect(lambda q: self._page.set_quality(self.code, q))
        acts.row_wanted.connect(self.go_to_cell)
        acts.filters_wanted.connect(self.open_filters)
        acts.filtered.connect(self._show_filters)
        acts.all_rows_wanted.connect(self._show_all_rows)
        acts.history_wanted.connect(lambda *place: self.history_wanted.emit(self.code, *place))
        grid.action_wanted.connect(self._act)
        grid.cell_menu_wanted.connect(lambda place: self._open_menu(OF_CELLS, place))
        grid.row_menu_wanted.connect(lambda place: self._open_menu(OF_ROWS, place))
        grid.column_menu_wanted.connect(self._open_column_menu)
        grid.current_changed.connect(self._tell_offers)
        grid.places_changed.connect(lambda: self._bar.show_frozen(freezes=grid.frozen.is_on))
        grid.find_wanted.connect(self.find_bar.step)
        self.find_bar.step_wanted.connect(self._find)
        self.find_bar.rows_wanted.connect(self._search)
        self.find_bar.left.connect(self._leave_find)
        self.filters.problems_wanted.connect(self._show_problem_rows)
        self.filters.edited.connect(self.model.set_filter)
        self.filters.left.connect(self._leave_filters)
        self.model.modelReset.connect(self._fit)
        self.model.totals_changed.connect(self._follow_rows)
        self._messages.pressed.connect(self._follow_link)
        self._reason.given.connect(self._take_reason)
        self._reason.dropped.connect(self._end_reason)

    # Menus and buttons

    def _act(self, name: str) -> None:
        """Carry out what a button or a key asks for, if it applies."""
        if name == "find":
            self.open_find()
        elif name == "evidence":
            self.evidence_wanted.emit(self.code, ())
        else:
            self.offers().get(name, lambda: None)()

    def _tell_offers(self) -> None:
        offered = frozenset(self.offers())
        if offered != self._offered:
            self._offered = offered
            self.offers_changed.emit()

    def _open_menu(self, entries: Entries, place: QPoint, column: int | None = None) -> None:
        acts = self.actions_of_table.offered(column)
        if not QGuiApplication.clipboard().text():
            acts.pop("paste_cells", None)
        acts["evidence"] = lambda: self.evidence_wanted.emit(self.code, ())
        if not self.model.read_only:
            if self._page.field(self.code).state in (State.NA, State.NO_DATA):
                acts["state_blank"] = lambda: self.choose_state(None)  # else all rows would go
            acts["state_na"] = lambda: self.choose_state(State.NA)
            acts["state_no_data"] = lambda: self.choose_state(State.NO_DATA)
        table_menu(self._context, entries, acts, self).popup(place)

    def _open_column_menu(self, column: int, place: QPoint) -> None:
        self._open_menu(OF_COLUMNS, place, column)

    def _show_filters(self) -> None:
        self.filters.show()
        self._fit()

    def _show_all_rows(self) -> None:
        self.clear_filters()
        self.filters.hide()
        self._fit()
        self.grid.setFocus()

    def _fit(self) -> None:
        """Within a page the block is as high as its rows, up to a limit."""
        px = self._context.theme.px
        if self._is_whole:
            return
        rows = min(max(self.model.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        head = self.grid.horizontalHeader().length() + self.grid.verticalHeader().width()
        bar = self.grid.horizontalScrollBar().sizeHint().height() if head > self.width() else 2
        height = self.grid.horizontalHeader().sizeHint().height() + rows * px(TABLE_ROW_PX) + bar
        if self.grid.height() != height or self.grid.minimumHeight() != height:
            self.grid.setFixedHeight(height)
        self.grown.emit()

    def _follow_rows(self) -> None:
        self._is_behind = True
        if self.isVisible():
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _find(self, text: str, step: int) -> None:
        """Go to the next cell (1), the one before (-1), or the current one and on (0)."""
        cells = self.model.found(text)
        current = (max(self.grid.currentIndex().row(), 0), self.grid.currentIndex().column())
        if step < 0:
            place = (bisect_left(cells, current) or len(cells)) - 1
        else:
            place = (bisect_right if step else bisect_left)(cells, current)
        if cells:
            place %= len(cells)
            row, column = cells[place]
            self.grid.go_to(self.model.ids[row], self.model.columns[column].code)
        self.find_bar.say(place + 1, len(cells))

    def _search(self, text: str) -> None:
        self.model.rearrange(replace(self.model.arrangement, search=text))

    def _show_problem_rows(self, wanted: bool) -> None:
        self.model.rearrange(replace(self.model.arrangement, problems=wanted))

    def _leave_find(self) -> None:
        self._fit()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_filters(self) -> None:
        if not self.model.is_filtered:
            self.filters.hide()
            self._fit()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_reason(self, reason: str) -> None:
        self._reason.hide()
        if self._asked_problem:
            refused = self._page.confirm(self.code, self._asked_problem, reason)
            if refused is not None:
                self._reason.begin(reason, self._context.texts.tr(refused))
        elif self._asked_state is not None:
            self._page.set_state(self.code, self._asked_state, reason)
        self._fit()

    def _end_reason(self) -> None:
        self._reason.hide()
        self._fit()

    def _follow_link(self, link: Link) -> None:
        if link.action == "jump":
            self.jump_wanted.emit(link.argument)
        elif link.action == "confirm":
            self.explain(link.argument)
        elif link.action == "state":
            self.choose_state(State(link.argument))
        else:
            self.list_wanted.emit(self.code)
