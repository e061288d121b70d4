"""The column of pages: who is filled in, the pages, and the count of all problems.

Source: visual.md, 填报; mockups/fill-1440-light.png, enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.fill.page_list_delegate import PageListDelegate
from gui.fill.page_list_model import PageListModel
from gui.fill.park_view_model import ParkViewModel
from gui.style import set_role
from gui.tokens import ICON_PX, PAGE_LIST_PX, PAGE_STRIP_PX
from gui.widgets.labels import ElidedLabel, hairline, label
from questionnaire.messages import msg


class PageListView(QWidget):
    """The pages; a narrow strip beside ledgers."""

    page_chosen = Signal(int)
    """When a page was chosen by click or keys, with its number."""
    problems_wanted = Signal()
    """When the counts at the foot were pressed."""

    def __init__(self, context: Context, model: ParkViewModel) -> None:
        super().__init__()
        self._context = context
        self._model = model
        self._pages = PageListModel(context.texts, self)
        self._delegate = PageListDelegate(context, self)
        self.list = QListView()
        self.list.setObjectName("pages")
        self.list.setModel(self._pages)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        set_role(self.list, "ground", "panel")
        self._name = label("", "strong")
        self._name.setWordWrap(True)
        self._about = ElidedLabel()
        set_role(self._about, "role", "note")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._filled = label("", "note")
        self._percent = label("", "note")
        self._hard = self._foot_button("problems.hard", "link_error")
        self._soft = self._foot_button("problems.soft", "link_warn")
        self._checking = label("", "note")
        self._checking.setIndent(context.theme.px(6))
        self._arrange()
        set_role(self, "ground", "panel")
        self.list.selectionModel().currentChanged.connect(self._choose)
        model.refreshed.connect(self.refresh)
        context.theme.changed.connect(self._restyle)
        context.texts.language_changed.connect(self.refresh)
        self._shown = -1
        self._restyle()
        self.refresh()

    def refresh(self) -> None:
        """Show names, progress and counts as they are now."""
        tr, model = self._context.texts.tr, self._model
        self._pages.show_entries(model.entries())
        self._name.setText(model.park_name)
        self._about.setText(model.about())
        filled, asked = model.filled, model.asked
        self._bar.setMaximum(max(asked, 1))
        self._bar.setValue(filled)
        text = msg("{filled} of {asked} filled in", filled=filled, asked=asked)
        self._filled.setText(tr(text))
        self._percent.setText(f"{filled * 100 // max(asked, 1)}%")
        self._bar.setAccessibleName(tr(text))
        self.list.setAccessibleName(tr(msg("Pages")))
        self._show_counts()

    def set_narrow(self, *, narrow: bool) -> None:
        """Fold to a strip, or open."""
        if narrow == self._delegate.is_narrow:
            return
        self._delegate.is_narrow = narrow
        self._fold()
        self._show_counts()
        self.list.viewport().update()

    def show_page(self, number: int) -> None:
        """Mark the page that is shown."""
        self._shown = number
        index = self._pages.index(number)
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)

    def _choose(self, current: QModelIndex) -> None:
        number = self._pages.entry(current.row()).number if current.isValid() else self._shown
        if number != self._shown:  # else it is shown already, and only marked
            self.page_chosen.emit(number)

    def _restyle(self) -> None:
        """Follow the scheme and the size of text."""
        theme = self._context.theme
        for button, icon, ink in (
            (self._hard, "circle-x", theme.tokens.error),
            (self._soft, "triangle-alert", theme.tokens.warn),
        ):
            button.setIcon(theme.icon(icon, ink))
            button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
        self._fold()

    def _show_counts(self) -> None:
        tr, counts = self._context.texts.tr, self._model.counts
        hard, soft = msg("{n} to correct", n=counts.hard), msg("{n} to explain", n=counts.soft)
        narrow = self._delegate.is_narrow
        self._checking.setText("…" if narrow else tr(msg("checking rows…")))
        self._checking.setAccessibleName(tr(msg("checking rows…")))
        self._checking.setVisible(counts.checking)
        for button, text, n in ((self._hard, hard, counts.hard), (self._soft, soft, counts.soft)):
            button.setText(str(n) if narrow else tr(text))
            button.setAccessibleName(tr(text))
            button.setVisible(bool(n) and not counts.checking)

    def _fold(self) -> None:
        narrow = self._delegate.is_narrow
        self._head.setVisible(not narrow)
        width = PAGE_STRIP_PX if narrow else PAGE_LIST_PX
        self.setFixedWidth(self._context.theme.px(width))
        direction = QHBoxLayout.Direction
        self._foot.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        px = self._context.theme.px
        self._foot.setContentsMargins(px(0 if narrow else 8), px(6), 0, px(6))

    def _foot_button(self, name: str, role: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        set_role(button, "role", role)
        button.clicked.connect(self.problems_wanted)
        return button

    def _arrange(self) -> None:
        px = self._context.theme.px
        self._head = QWidget()
        top = QVBoxLayout(self._head)
        top.setContentsMargins(px(14), px(12), px(12), px(8))
        top.setSpacing(px(4))
        top.addWidget(self._name)
        top.addWidget(self._about)
        top.addWidget(self._bar)
        progress = QHBoxLayout()
        progress.addWidget(self._filled)
        progress.addStretch(1)
        progress.addWidget(self._percent)
        top.addLayout(progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        self._foot = QHBoxLayout()
        self._foot.setSpacing(px(2))
        self._foot.addWidget(self._hard)
        self._foot.addWidget(self._soft)
        self._foot.addWidget(self._checking)
        self._foot.addStretch(1)
        column.addLayout(self._foot)
