"""A table of the form: title, buttons, heads, filters, cells, totals and the message of a cell.

Source: interface.md, 填报 (tables); visual.md, Tables; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.field_messages import FieldMessages, ReasonLine
from gui.fill.grid_view import GridView
from gui.fill.page_view_model import STATES, Link, PageViewModel
from gui.fill.table_find import FindBar
from gui.fill.table_model import MESSAGE_ROLE, PROBLEM_ROLE, TableModel
from gui.fill.table_strips import FilterRow, TotalsRow
from gui.style import set_role
from gui.tokens import HEAD_PX, ICON_PX, TABLE_ROW_PX
from gui.widgets.labels import ElidedLabel, label
from questionnaire.answers import QUALITIES, State
from questionnaire.messages import msg
from services.session_values import CellRefusal, EditResult

_MOST_NAMED = 12
"""Refused cells of a pasted block that are named."""
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
        self.setObjectName(f"table.{model.code}")
        self.grid = GridView(context, model, self)
        self.grid.setObjectName(f"field.{model.code}")
        self.grid.scrolls_unfocused = is_whole
        self.find_bar = FindBar(context, model.code, self)
        self.filters = FilterRow(context, self.grid, model)
        self.filters.hide()
        self.totals = TotalsRow(context, self.grid, model)
        self._title = label("", "strong", self)
        self._count = label("", "note")
        self._state_word = label("", "warn")
        self._messages = FieldMessages(context, self)
        self._reason = ReasonLine(self)
        self._reason.hide()
        self._cell_message = ElidedLabel()
        self._cell_message.setObjectName(f"cell_message.{model.code}")
        self._buttons: dict[str, QToolButton] = {}
        self._arrange()
        self._connect()
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """Show title, number of rows, state and messages as they are now."""
        tr = self._context.texts.tr
        view = self._page.field(self.code)
        if not self._is_whole:  # else its tab decides; showing it here would draw all anew
            self.setVisible(self._page.is_visible(self.code))
        self._title.setText(view.label)
        self._count.setText(tr(msg("{n} rows", n=f"{self.model.all_rows:,}")))
        off = view.state in (State.NA, State.NO_DATA)
        self._state_word.setText(tr(STATES[view.state]) if off else "")
        self.grid.setAccessibleName(view.label)
        self.grid.setAccessibleDescription(view.help)
        self._title.setToolTip(view.help)
        self._messages.show_lines(self._page.messages(self.code))
        self._messages.setVisible(bool(self._messages.texts()))
        self._word_buttons(view.evidence)
        self._show_cell()
        self._fit()

    def cell_message(self) -> str:
        """What is said of the current cell."""
        return self._cell_message.text()

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

    def open_filters(self) -> None:
        """Show the filters with the cursor above the current column."""
        self.filters.prepare()
        self.filters.show()
        self._fit()
        self.filters.focus_column(max(self.grid.currentIndex().column(), 0))

    def open_find(self) -> None:
        """Show the bar that finds cells."""
        self.find_bar.begin()
        self._fit()

    def clear_filters(self) -> None:
        """Show all rows again."""
        self.find_bar.only.setChecked(False)
        self.filters.clear()
        self.model.clear_filters()

    def add_row(self) -> None:
        """Add a row below the current one and begin to type into it."""
        rows = self.grid.selected_rows()
        row_id = self.model.add_row(rows[-1] if rows and not self.model.is_filtered else None)
        if row_id:
            self.go_to_cell(row_id, self._first_empty(row_id))

    def duplicate_row(self) -> None:
        """Add a copy below the current row."""
        rows = self.grid.selected_rows()
        if rows:
            row_id = self.model.duplicate_row(rows[-1])
            if row_id:
                self.grid.go_to(row_id)

    def delete_rows(self) -> None:
        """Delete the rows that hold a selected cell."""
        rows = self.grid.selected_rows()
        if rows and not self.model.read_only:
            top = self.model.position(rows[0])
            column = max(self.grid.currentIndex().column(), 0)
            self.model.delete_rows(rows)
            last = self.model.rowCount() - 1
            if last >= 0:
                self.grid.choose(min(top, last), column)

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
        top = QHBoxLayout()
        top.setContentsMargins(px(20), px(6), px(12), px(2))
        top.setSpacing(px(8))
        for part in (self._title, self._count, self._state_word):
            top.addWidget(part)
        self._title.setHidden(self._is_whole)  # its tab has the name
        top.addStretch(1)
        icons = {
            "add": "plus",
            "copy": "copy",
            "delete": "trash-2",
            "search": "search",
            "find": "filter",
            "freeze": "columns-3",
            "state": "chevron-down",
            "evidence": "paperclip",
        }
        for name in icons:
            button = QToolButton()
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            worded = name in {"add", "evidence"}
            styles = Qt.ToolButtonStyle
            button.setToolButtonStyle(
                styles.ToolButtonTextBesideIcon if worded else styles.ToolButtonIconOnly
            )
            button.setObjectName(f"{name}.{self.code}")
            self._buttons[name] = button
            top.addWidget(button)
        self._icons = icons
        self._buttons["freeze"].setVisible(self._is_whole)  # in a page there is no room for it
        below = QVBoxLayout()
        below.setContentsMargins(px(20), 0, px(12), 0)
        below.addWidget(self._messages)
        below.addWidget(self._reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0 if self._is_whole else px(4))
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.find_bar)
        column.addWidget(self.filters)
        column.addWidget(self.grid, 1)
        column.addWidget(self.totals)
        self._cell_message.setContentsMargins(px(16), 0, px(12), 0)
        self._cell_message.setFixedHeight(px(22))
        column.addWidget(self._cell_message)

    def _connect(self) -> None:
        buttons = self._buttons
        buttons["add"].clicked.connect(self.add_row)
        buttons["copy"].clicked.connect(self.duplicate_row)
        buttons["delete"].clicked.connect(self.delete_rows)
        buttons["find"].clicked.connect(self.open_filters)
        buttons["search"].clicked.connect(self.open_find)
        buttons["freeze"].setCheckable(True)
        buttons["freeze"].setChecked(self.grid.freezes)
        buttons["freeze"].toggled.connect(self.grid.freeze)
        buttons["evidence"].clicked.connect(lambda: self.evidence_wanted.emit(self.code, ()))
        menu = QMenu(buttons["state"])
        menu.aboutToShow.connect(lambda: self._build_menu(menu))
        buttons["state"].setMenu(menu)
        buttons["state"].setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.find_bar.step_wanted.connect(self._find)
        self.find_bar.rows_wanted.connect(self._search)
        self.find_bar.left.connect(self._leave_find)
        self.grid.find_wanted.connect(self.find_bar.step)
        self.grid.filters_wanted.connect(self.open_filters)
        self.filters.problems_wanted.connect(self._show_problem_rows)
        self.filters.edited.connect(self.model.set_filter)
        self.filters.left.connect(self._leave_filters)
        self.grid.current_changed.connect(self._show_cell)
        self.model.modelReset.connect(self._fit)
        self.model.totals_changed.connect(self.refresh)
        self.model.refused.connect(self._show_refusal)
        self._messages.pressed.connect(self._follow_link)
        self._reason.given.connect(self._take_reason)
        self._reason.dropped.connect(self._end_reason)

    def _word_buttons(self, evidence: tuple[str, ...]) -> None:
        tr, theme = self._context.texts.tr, self._context.theme
        names = {
            "add": msg("Add row"),
            "copy": msg("Duplicate row"),
            "delete": msg("Delete rows"),
            "search": msg("Find in the table (Ctrl+F)"),
            "find": msg("Filter (F4)"),
            "freeze": msg("Keep the first columns in sight"),
            "state": msg("State"),
            "evidence": msg("Add evidence…"),
        }
        for name, button in self._buttons.items():
            button.setIcon(theme.icon(self._icons[name]))
            button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
            button.setToolTip(tr(names[name]))
            button.setAccessibleName(tr(names[name]))
            if name in {"add", "copy", "delete", "state"}:
                button.setEnabled(not self.model.read_only)
        self._buttons["add"].setText(tr(names["add"]))
        self._buttons["evidence"].setText(str(len(evidence)) if evidence else "")

    def _fit(self) -> None:
        """Within a page the block is as high as its rows, up to a limit."""
        px = self._context.theme.px
        if self._is_whole:
            return
        rows = min(max(self.model.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        head = self.grid.horizontalHeader().length() + self.grid.verticalHeader().width()
        bar = self.grid.horizontalScrollBar().sizeHint().height() if head > self.width() else 2
        height = px(HEAD_PX + 4) + rows * px(TABLE_ROW_PX) + bar
        if self.grid.height() != height or self.grid.minimumHeight() != height:
            self.grid.setFixedHeight(height)
        self.grown.emit()

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

    def _show_cell(self) -> None:
        index = self.grid.currentIndex()
        kind = str(index.data(PROBLEM_ROLE) or "") if index.isValid() else ""
        set_role(self._cell_message, "role", kind or "note")
        self._cell_message.setText(str(index.data(MESSAGE_ROLE) or "") if index.isValid() else "")

    def _show_refusal(self, result: EditResult) -> None:
        tr = self._context.texts.tr
        self._cell_message.setToolTip("")
        if result.refusals:
            text = msg(
                "{n} cells could not be read and were left as they were. The first: {reason}",
                n=len(result.refusals),
                reason=result.refusals[0].message,
            )
            set_role(self._cell_message, "role", "error")
            self._cell_message.setText(tr(text))
            self._cell_message.setToolTip("\n".join(self._refused_cells(result.refusals)))
        elif result.refused is not None:
            set_role(self._cell_message, "role", "error")
            self._cell_message.setText(tr(result.refused))

    def _refused_cells(self, refusals: Sequence[CellRefusal]) -> list[str]:
        """Each cell that was left as it was, by its line in the block."""
        tr, lines = self._context.texts.tr, []
        columns = {item.code: item.label for item in self.model.columns}
        for item in refusals[:_MOST_NAMED]:
            where = msg(
                "Line {line}, {column}: {typed}",
                line=item.line + 1,
                column=columns.get(item.column, "–"),
                typed=item.typed,
            )
            lines.append(tr(where))
        if len(refusals) > _MOST_NAMED:
            lines.append(tr(msg("and {n} more", n=len(refusals) - _MOST_NAMED)))
        return lines

    def _first_empty(self, row_id: str) -> str:
        row = self.model.position(row_id)
        names = [item.code for item in self.model.columns]
        empty = (name for at, name in enumerate(names) if row < 0 or not self.model.text(row, at))
        return next(empty, names[0])

    def _build_menu(self, menu: QMenu) -> None:
        tr = self._context.texts.tr
        view = self._page.field(self.code)
        menu.clear()
        for state, text in STATES.items():
            name = tr(text) if state is None else f"{tr(text)}…"
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(view.state is state)
            action.triggered.connect(lambda _=False, chosen=state: self.choose_state(chosen))
        menu.addSeparator()
        for letter in QUALITIES:
            action = menu.addAction(tr(msg("Quality {letter}", letter=letter)))
            action.setCheckable(True)
            action.setChecked(view.quality == letter)
            action.triggered.connect(
                lambda _=False, chosen=letter: self._page.set_quality(self.code, chosen)
            )

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
