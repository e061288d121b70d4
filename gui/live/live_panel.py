"""The panel at the right of the form: result, code, radar, help of the current field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from gui.context import Context
from gui.live.gaps_part import GapsPart
from gui.live.help_part import HelpPart
from gui.live.live_view_model import LiveView, field_help, live_view
from gui.live.result_parts import CodePart, RadarPart, TotalPart
from gui.style import set_role
from gui.widgets.labels import hairline, wrapped_label
from services.park_sessions import ParkSession
from services.session_values import Change

_SIDE_PX, _TOP_PX, _GAP_PX = 16, 14, 10


class LivePanel(QScrollArea):
    """Follows a session; `show_field` tells it which field has the focus.

    While it is hidden, beside a ledger, it draws nothing and catches up when it is shown.

    The contents are as wide as the panel less its scroll bar, whether that is shown or not, and
    laid out at once: nothing is cut, and nothing moves when the bar appears.

    The result is shown at once. The help, which rests on the result and on the focus, follows once
    when both are settled, before the next frame is painted.
    """

    gap_chosen = Signal(object)
    """With the `ClassGap` whose place shall be shown."""

    def __init__(
        self, session: ParkSession, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._code = ""
        self._is_stale = False
        self._is_help_stale = False
        self._contents = QWidget()
        self._column = QVBoxLayout(self._contents)
        self._notice = wrapped_label("note")
        self._total, self._gaps = TotalPart(context), GapsPart(context)
        self._code_part, self._radar = CodePart(context), RadarPart(context)
        self._help = HelpPart(context)
        self._result = [self._total, self._gaps, self._code_part, self._radar]
        self._lines = [hairline() for _ in range(3)]
        self._build()
        self._gaps.chosen.connect(self.gap_chosen)
        self._ending = session.subscribe(self._on_change)
        context.texts.language_changed.connect(self.refresh)
        context.theme.changed.connect(self.refresh)
        self.refresh()

    def close_panel(self) -> None:
        """Hear no more of the session."""
        self._ending()

    def gaps(self) -> GapsPart:
        """What is missing for a result."""
        return self._gaps

    def show_field(self, code: str) -> None:
        """Show help, formula and bounds of a field or table."""
        self._code = code
        self._is_help_stale = True
        QApplication.postEvent(self._contents, QEvent(QEvent.Type.LayoutRequest))

    def refresh(self) -> None:
        """Show the present result in the present language."""
        self._is_stale = False
        self._show_result(live_view(self._session, self._session.earlier_scorecard))
        self.show_field(self._code)

    def _on_change(self, change: Change) -> None:
        if not (change.score or change.year):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def _build(self) -> None:
        self.setObjectName("live")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self, "ground", "panel")
        self._contents.setObjectName("live.contents")
        set_role(self._contents, "ground", "panel")
        px = self._context.theme.px
        column = self._column
        column.setContentsMargins(px(_SIDE_PX), px(_TOP_PX), px(_SIDE_PX), px(_SIDE_PX))
        column.setSpacing(px(_GAP_PX))
        below_total, below_code, below_radar = self._lines
        for part in (
            self._notice,
            self._total,
            self._gaps,
            below_total,
            self._code_part,
            below_code,
            self._radar,
            below_radar,
            self._help,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(self._contents)
        self._contents.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # grows at its foot
        self._contents.installEventFilter(self)

    def _show_result(self, view: LiveView) -> None:
        self._notice.setText(self._context.texts.tr(view.notice or ""))
        self._notice.setVisible(view.notice is not None)
        self._gaps.show_gaps(view.gaps)
        for part in (self._total, self._code_part, self._radar, *self._lines):
            part.setVisible(view.notice is None)
        if view.notice is None:
            self._total.show_view(view)
            self._code_part.show_view(view)
            self._radar.show_view(view)

    # Layout

    def _settle(self) -> None:
        """Show the help of the field that has the focus now, and lay everything out."""
        if self._is_help_stale:
            self._is_help_stale = False
            shown = field_help(self._session, self._code) if self._code else None
            self._help.show_help(shown)
        self._fit()
        QApplication.removePostedEvents(self._contents, QEvent.Type.LayoutRequest)  # is done

    def _fit(self) -> None:
        """Lay the contents out at the width of the panel, from the inside out."""
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        margins = self._column.contentsMargins()
        self._total.arrange(width - margins.left() - margins.right())
        for layout in (part.layout() for part in self._result):
            if layout is not None:
                layout.activate()
        height = max(self._column.totalHeightForWidth(width), self.viewport().height())
        if self._contents.size() != QSize(width, height):
            self._contents.resize(width, height)  # before its layout, which would squeeze the parts
        self._column.activate()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and watched is self._contents:
            self._settle()
        return super().eventFilter(watched, event)
