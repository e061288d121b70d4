"""The head of a page: title, progress, the way to its neighbours, and the names of the columns.

Source: visual.md, 填报; mockups.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.page_view_model import PageViewModel
from gui.fill.row_columns import columns_for
from gui.tokens import HEAD_PX, ICON_PX
from gui.widgets.labels import label
from questionnaire.messages import msg


class PageHead(QWidget):
    """Number, title, progress, a place for the result, and the way to the next page."""

    previous_wanted = Signal()
    """When the page before is wanted."""
    next_wanted = Signal()
    """When the page after is wanted."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._number = label("", "title")
        self._title = label("", "title")
        self._progress = label("", "note")
        self._result = QHBoxLayout()
        self._before = self._button("page.previous", self.previous_wanted)
        self._after = self._button("page.next", self.next_wanted)
        self._after.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
        px = context.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(8), px(12), px(8))
        row.setSpacing(px(12))
        for part in (self._number, self._title, self._progress):
            row.addWidget(part)
        row.addStretch(1)
        row.addLayout(self._result)
        row.addWidget(self._before)
        row.addWidget(self._after)
        context.theme.changed.connect(self._tint)
        self._tint()

    def show_page(self, model: PageViewModel) -> None:
        """Show the head of a page."""
        tr, view = self._context.texts.tr, model.view
        self._number.setText(str(view.number))
        self._title.setText(view.label)
        text = msg("{filled} of {asked} filled in", filled=view.filled, asked=view.asked)
        self._progress.setText(tr(text))
        self._before.setText(tr(msg("Previous page")))
        self._after.setText(tr(msg("Next page")))

    def put_result(self, widget: QWidget) -> None:
        """Show the result beside the title."""
        self._result.addWidget(widget)

    def _tint(self) -> None:
        theme = self._context.theme
        for button, icon in ((self._before, "chevron-left"), (self._after, "chevron-right")):
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))

    def _button(self, name: str, signal: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(signal)
        return button


class ColumnHeads(QWidget):
    """What the columns of the field rows are called."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._labels = [label("", "note", self) for _ in range(7)]
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for number in (1, 3, 4):
            self._labels[number].setAlignment(right)

    def show_page(self, model: PageViewModel) -> None:
        """Name the columns; of last year only when there is one."""
        tr = self._context.texts.tr
        before = model.previous_year
        texts = (
            msg("Field"),
            msg("Year {year}", year=model.year),
            msg("Unit"),
            "" if before is None else msg("Year {year}", year=before),
            "" if before is None else msg("Change"),
            msg("State"),
            msg("Evidence"),
        )
        for widget, text in zip(self._labels, texts, strict=True):
            widget.setText(tr(text))
        self.place(self.width())

    def place(self, width: int) -> None:
        """Follow the columns of a page of some width."""
        px = self._context.theme.px
        self.setFixedHeight(px(HEAD_PX - 6))
        columns = columns_for(round(width / self._context.theme.scale))
        spans = (
            columns.label,
            columns.input,
            columns.unit,
            columns.last,
            columns.change,
            columns.state,
            columns.evidence,
        )
        for widget, span in zip(self._labels, spans, strict=True):
            is_last = widget is self._labels[-1]  # into the margin: the longest word
            room = max(width - px(span.left), 0) if is_last else px(span.width)
            widget.setGeometry(px(span.left), 0, room, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place(self.width())
