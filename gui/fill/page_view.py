"""A page of the form on the screen, made from the catalogue: head, groups, rows, tables.

Source: visual.md, 填报; interface.md, 填报; mockups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.fill.field_row import FieldRow
from gui.fill.page_head import ColumnHeads, PageHead
from gui.fill.page_view_model import PageViewModel
from gui.fill.row_columns import LEAST_WIDTH_PX
from gui.fill.table_block import TableBlock
from gui.fill.table_model import TableModel
from gui.style import set_role
from gui.widgets.labels import hairline, label
from questionnaire.catalogue import FieldType
from services.field_views import GroupView

LEDGER_GROUPS = frozenset({"enterprises"})
"""Groups whose tables take the whole page: registers that grow with the park."""
_MARGIN_PX = 24
"""Between a row that is scrolled to and the edge of the page."""


class PageView(QWidget):
    """One page with its fields and tables, which `make_next` makes one after the other.

    Args:
        context: what every view is given.
        model: the page.
        tables: the rows of its tables, by code.
        parent: what holds it: parts that move to another parent are styled twice.
    """

    focused = Signal(str)
    """After another field or table got the focus, with its code."""
    evidence_wanted = Signal(str, object)
    """With a code and the paths of dropped files, or none."""
    jump_wanted = Signal(str)
    """With the code of a field, maybe on another page."""
    list_wanted = Signal(str)
    """With a code whose problems shall be listed."""
    history_wanted = Signal(str)
    """With a code whose edits shall be shown."""
    cell_history_wanted = Signal(str, str, str)
    """With a table, a row and maybe a column whose edits shall be shown."""
    offers_changed = Signal()
    """After something else can be done with a table."""

    def __init__(
        self,
        context: Context,
        model: PageViewModel,
        tables: Mapping[str, TableModel],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self._context = context
        self._rows: dict[str, FieldRow] = {}
        self._blocks: dict[str, TableBlock] = {}
        self._titles: list[tuple[str, QLabel, tuple[str, ...]]] = []
        self._current = ""
        self.is_ledger = any(group.key in LEDGER_GROUPS for group in model.view.groups)
        self.head = PageHead(context, self)
        self._heads = ColumnHeads(context, self)
        self._tabs = QTabBar(self)
        self._tabs.setObjectName(f"tabs.{model.number}")
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget(self)
        set_role(self._inside, "ground", "surface")
        self._inside.setMinimumWidth(context.theme.px(LEAST_WIDTH_PX))
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, context.theme.px(16))
        self._column.setSpacing(0)
        self._making = self._make(tables)
        self._page = self._arranged()
        set_role(self, "ground", "surface")
        self._area.viewport().installEventFilter(self)
        model.refreshed.connect(self.refresh)
        context.theme.changed.connect(self.refresh)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    # What is shown

    @property
    def current(self) -> str:
        """Code of the field or table that had the focus last; empty for none."""
        return self._current

    def row(self, code: str) -> FieldRow | None:
        """The row of a field."""
        return self._rows.get(code)

    def block(self, code: str) -> TableBlock | None:
        """The block of a table."""
        return self._blocks.get(code)

    def refresh(self) -> None:
        """Show everything as it is now; what has the focus stays where it is on the screen."""
        anchor, before = self._anchor()
        self._show_frame()
        for row in self._rows.values():
            row.refresh()
        for block in self._blocks.values():
            block.follow()
        self._hold(anchor, before)

    def _show_frame(self) -> None:
        """Show everything but the fields and tables as it is now."""
        self.head.show_page(self.model)
        self._heads.show_page(self.model)
        self._title_tabs()
        labels = {group.key: group.label for group in self.model.view.groups}
        for key, title, codes in self._titles:
            title.setText(labels[key])
            asked = any(self.model.is_visible(code) for code in codes)
            title.setVisible(asked and not self.is_ledger)  # there the tabs have the names
        self._show_tab()

    # What is done

    def commit(self) -> None:
        """Hand over what stands half-typed in the page."""
        for row in self._rows.values():
            row.commit()
        for block in self._blocks.values():
            block.commit()

    def focus_first(self) -> None:
        """Put the focus into the first field, or where it was."""
        if self._current and self.go_to(self._current):
            return
        for code in self.model.codes():
            if self.go_to(code):
                return

    def go_to(self, code: str) -> bool:
        """Show a field or table and put the focus into it; False when it is not here."""
        target: FieldRow | TableBlock | None = self._rows.get(code) or self._blocks.get(code)
        if target is None or not self.model.is_visible(code):
            return False
        if isinstance(target, TableBlock):
            self._choose_tab(code)
        target.focus_editor()
        self._area.ensureWidgetVisible(target, 0, self._context.theme.px(60))
        self._set_current(code)
        return True

    def go_to_cell(self, table: str, row_id: str, column: str) -> bool:
        """Show a cell of a table."""
        block = self._blocks.get(table)
        if block is None:
            return False
        self.go_to(table)
        block.go_to_cell(row_id, column)
        return True

    def focused_block(self) -> TableBlock | None:
        """The table that has the focus, or had it last."""
        return self._blocks.get(self._current)

    # Building

    def make_next(self) -> bool:
        """Make one more field or table; False when the page is complete."""
        return next(self._making, False)

    def complete(self) -> None:
        """Make all that is not made yet."""
        while self.make_next():
            pass

    def _make(self, tables: Mapping[str, TableModel]) -> Iterator[bool]:
        """Makes a part at every step."""
        for group in self.model.view.groups:
            self._add_title(group)
            for field in group.fields:
                if field.kind is not FieldType.TABLE:
                    self._add_row(field.code)
                    yield True
                elif not self.is_ledger:
                    yield from self._add_block(field.code, tables[field.code])
        self._column.addStretch(1)
        if self.is_ledger:  # below the fields, on the screen and for the Tab key
            for code, table in tables.items():
                yield from self._add_block(code, table)
                self._tabs.setTabData(self._tabs.addTab(code), code)
            self._tabs.currentChanged.connect(self._show_tab)
        self._show_frame()

    def _add_title(self, group: GroupView) -> None:
        title = label(group.label, "key", self._inside)
        px = self._context.theme.px
        title.setContentsMargins(px(20), px(14), px(12), px(4))
        self._column.addWidget(title)
        self._titles.append((group.key, title, tuple(field.code for field in group.fields)))

    def _add_row(self, code: str) -> None:
        row = FieldRow(self._context, self.model, code, self._inside)
        row.evidence_wanted.connect(self.evidence_wanted)
        row.jump_wanted.connect(self.jump_wanted)
        row.list_wanted.connect(self.list_wanted)
        row.history_wanted.connect(self.history_wanted)
        self._rows[code] = row
        self._column.addWidget(row)

    def _add_block(self, code: str, table: TableModel) -> Iterator[bool]:
        parent = self if self.is_ledger else self._inside
        block = TableBlock(self._context, self.model, table, parent, is_whole=self.is_ledger)
        block.evidence_wanted.connect(self.evidence_wanted)
        block.jump_wanted.connect(self.jump_wanted)
        block.list_wanted.connect(self.list_wanted)
        block.history_wanted.connect(self.cell_history_wanted)
        block.offers_changed.connect(self.offers_changed)
        table.totals_changed.connect(self._title_tabs)
        self._blocks[code] = block
        if self.is_ledger:
            self._page.addWidget(block, 1)
        else:
            self._column.addWidget(block)
        yield True
        for _ in block.prepare():
            yield True
        yield True

    def _arranged(self) -> QVBoxLayout:
        """Put head, fields and tabs below each other; tables of a ledger page follow there."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline())
        self._tabs.setVisible(self.is_ledger)
        self._heads.setVisible(not self.is_ledger)
        self._area.setVisible(not self.is_ledger)
        if not self.is_ledger:
            column.addWidget(self._heads)
            column.addWidget(hairline())
            self._area.setWidget(self._inside)
            column.addWidget(self._area, 1)
        else:
            column.addWidget(self._inside)
            column.addWidget(self._tabs)
        return column

    # Tabs of a ledger page

    def _title_tabs(self) -> None:
        if not self.is_ledger:
            return
        for at, block in enumerate(self._blocks.values()):
            name = self.model.field(block.code).label
            rows = block.model.all_rows
            title = f"{name} {rows:,}" if rows else name
            if title != self._tabs.tabText(at):  # the bar paints itself for the same one too
                self._tabs.setTabText(at, title)

    def _choose_tab(self, code: str) -> None:
        if self.is_ledger:
            self._tabs.setCurrentIndex(list(self._blocks).index(code))

    def _show_tab(self) -> None:
        if self.is_ledger:
            shown = self._tabs.tabData(self._tabs.currentIndex())
            for code, block in self._blocks.items():
                block.setVisible(code == shown)

    # Focus and place

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not self.isVisible():
            return
        before, code = self._rows.get(self._current), self._code_at(new)
        if code in self._rows or code in self._blocks:
            self._set_current(code)
        row = self._rows.get(code)
        if row is not None:
            row.show_activity()
            self._area.ensureWidgetVisible(row, 0, self._context.theme.px(_MARGIN_PX))
        if before is not None and before is not row:
            before.show_activity()

    def _set_current(self, code: str) -> None:
        if code != self._current:
            before, self._current = self._current, code
            self.model.leave(before)
            self.focused.emit(code)

    def _anchor(self) -> tuple[QWidget | None, int]:
        """The row with the focus and where it is on the screen."""
        code = self._code_at(QApplication.focusWidget()) or self._current
        part = self._rows.get(code) or self._blocks.get(code)
        if part is None or self.is_ledger or not self.isVisible():
            return None, 0
        return part, part.mapTo(self, part.rect().topLeft()).y()

    def _code_at(self, widget: QWidget | None) -> str:
        """The field or table that a widget belongs to; empty for none."""
        while widget is not None and widget is not self:
            if isinstance(widget, FieldRow | TableBlock):
                return widget.code
            widget = widget.parentWidget()
        return ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and watched is self._area.viewport():
            self._keep_current_visible(event.oldSize().height())
        return super().eventFilter(watched, event)

    def _keep_current_visible(self, before: int) -> None:
        """Scroll the current row back when the page became lower and hid it."""
        part = self._rows.get(self._current) or self._blocks.get(self._current)
        if part is None or self.is_ledger or not self.isVisible():
            return
        top = part.mapTo(self._inside, part.rect().topLeft()).y()
        offset = top - self._area.verticalScrollBar().value()
        if 0 <= offset < before:
            self._area.ensureWidgetVisible(part, 0, self._context.theme.px(_MARGIN_PX))

    def _hold(self, anchor: QWidget | None, before: int) -> None:
        """Scroll so that the row with the focus did not move, whatever grew above it."""
        if anchor is None:
            return
        height = max(self._column.sizeHint().height(), self._area.viewport().height())
        self._inside.resize(self._inside.width(), height)
        self._column.activate()
        moved = anchor.mapTo(self, anchor.rect().topLeft()).y() - before
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + moved)
