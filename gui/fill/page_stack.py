"""The pages of an open park file: made when they are wanted, or ahead while nothing happens.

A page takes many times as long to make as to show. So the pages that nobody has seen yet are made
ahead, one field or table at a time, and turning to them is as quick as turning back.

Source: quality.md, Speed (the window is never blocked for long).
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.page_view import PageView
from gui.fill.page_view_model import PageViewModel
from gui.fill.result_strip import ResultStrip
from gui.fill.session_signals import SessionSignals
from gui.fill.table_model import TableModel
from questionnaire.catalogue import FieldType
from services.park_sessions import ParkSession

_REST_MS = 1000
"""After the file was shown, before pages are made ahead."""
_STEP_MS = 20
"""Between two parts: keys and frames come first."""
MOST_ROWS_AHEAD = 1000
"""A table with more rows is read only when its page is wanted."""


class PageStack(QStackedWidget):
    """The pages by their numbers.

    Args:
        context: what every view is given.
        session: the open file.
        signals: its changes.
    """

    begun = Signal(object)
    """With a `PageView` of which nothing is shown yet."""

    def __init__(self, context: Context, session: ParkSession, signals: SessionSignals) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._signals = signals
        self._views: dict[int, PageView] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._make_ahead)

    @property
    def page(self) -> PageView:
        """The page that is shown."""
        view = self.currentWidget()
        assert isinstance(view, PageView)  # noqa: S101 - a page is shown from the beginning
        return view

    def turn_to(self, number: int) -> PageView:
        """Show a page; what was half typed on the one before is handed over."""
        if self._views and self.page.model.number != number:
            self.page.commit()
            self.page.model.hide()
        view = self._view(number)
        view.complete()
        self.setCurrentWidget(view)
        view.model.show()
        return view

    def commit(self) -> None:
        """Hand over what stands half-typed on any page: keys reach one that is not shown, too."""
        for view in self._views.values():
            view.commit()

    def make_part(self) -> bool:
        """Begin a page, or make one more field or table of it; False when all are complete."""
        for page in self._session.catalogue.pages:
            if self._is_light(page.number):
                is_begun = page.number in self._views
                view = self._view(page.number)
                if not is_begun or view.make_next():
                    return True
        return False

    def stop(self) -> None:
        """Make nothing ahead any more: the file is closed."""
        self._timer.stop()

    def _view(self, number: int) -> PageView:
        """A page, maybe without some of its fields and tables."""
        if number not in self._views:
            model = PageViewModel(self._session, self._signals, self._context.texts, number, self)
            tables = {
                code: TableModel(self._session, self._signals, self._context.texts, code, self)
                for code in self._tables_of(number)
            }
            view = PageView(self._context, model, tables, self)
            if view.is_ledger:
                strip = ResultStrip(self._context, self._session, self._signals)
                view.head.put_result(strip)
            self._views[number] = view
            self.addWidget(view)
            self.begun.emit(view)
        return self._views[number]

    def _tables_of(self, number: int) -> list[str]:
        fields = self._session.catalogue.fields.values()
        return [
            field.code for field in fields if field.page == number and field.type is FieldType.TABLE
        ]

    # Ahead

    def _make_ahead(self) -> None:
        if self._is_working():
            self._timer.setInterval(_REST_MS)
            return
        self._timer.setInterval(_STEP_MS)
        if not self.make_part():
            self._timer.stop()

    def _is_working(self) -> bool:
        """Whether another thread works: beside it a part takes many times as long."""
        return self._context.jobs.busy or self._session.save_state.pending > 0

    def _is_light(self, number: int) -> bool:
        rows = (len(self._session.answers.rows(code)) for code in self._tables_of(number))
        return max(rows, default=0) <= MOST_ROWS_AHEAD

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
