"""The workspace of a park file (interface.md, 填报): pages, live panel, all that menus offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from gui.compare.compare_dialog import compare_files
from gui.context import Context
from gui.exchange.exchange_flow import exchange_actions
from gui.fill.cell_notes import cell_of
from gui.fill.evidence_flow import open_evidence
from gui.fill.file_keeper import FileKeeper
from gui.fill.find_field import FindField
from gui.fill.history_dialog import show_history, show_row_history
from gui.fill.new_year import begin_year
from gui.fill.note_bar import NoteBar
from gui.fill.page_list_view import PageListView
from gui.fill.page_stack import PageStack
from gui.fill.page_view import PageView
from gui.fill.park_view_model import ParkViewModel
from gui.fill.problems_model import ProblemsModel
from gui.fill.problems_view import ProblemsView
from gui.fill.row_checks import RowChecks
from gui.fill.session_signals import SessionSignals
from gui.fill.year_box import YearBox
from gui.fill.years_dialog import show_years
from gui.jobs import Progress
from gui.live.live_panel import LivePanel
from gui.second_keying.keying_dialog import key_again
from gui.settings import RecentFile
from gui.style import set_role
from gui.submit.submit_assistant import SubmitAssistant
from gui.tokens import LIVE_PANEL_PX, NARROW_LIVE_PANEL_PX, NARROW_WINDOW_PX
from gui.widgets.labels import hairline
from gui.workspaces import OpenRequest, ToolBarParts, Workspace
from questionnaire.answers import State
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from questionnaire.problems import Problem
from services.live_gaps import ClassGap
from services.park_sessions import ParkSession
from services.session_values import Change, SaveState

_PROBLEMS_HEIGHT_PX = 260


def open_park(request: OpenRequest, context: Context) -> Workspace:
    """Open a park file.

    Raises:
        GreenparkError: it cannot be opened.
    """
    session = ParkSession.open(
        context.product, context.environment, Path(request.location), read_only=request.read_only
    )
    if context.settings.author:
        session.author = context.settings.author
    return ParkWorkspace(session, context)


class ParkWorkspace(Workspace):
    """One open park file.

    Args:
        session: the file; closed with the workspace.
        context: what every view is given.
    """

    kind = "park"

    def __init__(self, session: ParkSession, context: Context) -> None:
        super().__init__()
        self.setObjectName("park_workspace")
        self.session = session
        self._context = context
        self._last_problem = ""
        self._keeper = FileKeeper(self, session, context)
        self.signals = SessionSignals(session, self)
        self.checks = RowChecks(session, self.signals, self)
        self.model = ParkViewModel(session, self.signals, context.texts, self)
        self.pages = PageListView(context, self.model)
        self._stack = PageStack(context, session, self.signals)
        self._notes = NoteBar(context, "note")
        self._failure = NoteBar(context, "failure")
        model = ProblemsModel(self.model, session.catalogue, context.texts, self)
        self.problems = ProblemsView(context, model)
        self.problems.hide()
        self.live = LivePanel(session, context)
        self._years = YearBox(context, self.model)
        self.search = FindField(context, session.catalogue)
        self._arrange()
        self._connect()
        self.show_page(0)

    # Workspace

    @override
    def title(self) -> str:
        words = [self.session.path.name, self.model.title()]
        if self.session.read_only:
            words.append(self._context.texts.tr(msg("read-only")))
        return " — ".join(words)

    @override
    def has_unsaved(self) -> bool:
        return self.session.save_state.pending > 0

    @override
    def tool_bar(self) -> ToolBarParts:
        return ToolBarParts((self._years,), (self.search,))

    @override
    def recent_entry(self) -> RecentFile:
        return self.model.recent_entry()

    @override
    def close_request(self, done: Callable[[], None]) -> None:
        self._stack.commit()
        self._keeper.close(done)

    @override
    def actions(self) -> Mapping[str, Callable[[], None]]:  # type: ignore[override]  # as its base
        offered: dict[str, Callable[[], None]] = {
            "find": self._find,
            "next_problem": lambda: self._step_problem(1),
            "previous_problem": lambda: self._step_problem(-1),
            "next_page": lambda: self._turn(1),
            "previous_page": lambda: self._turn(-1),
            "page_list": lambda: self.pages.list.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "current_page": self._focus_page,
            "live_panel": self._toggle_live,
            "problems": self.show_problems,
            "evidence": lambda: self._open_evidence(self.page.current, ()),
            "history": lambda: self._show_history(self.page.current),
            "page_years": lambda: show_years(self.session, self._context, self.page),
            "preview": lambda: self._show_pages("card"),
            "print_form": lambda: self._show_pages("form"),
            "save_copy": self._save_copy,
            **exchange_actions(self, self.session, self._context, self.page.commit),
        }
        if not self.session.read_only:
            offered |= self._editing_actions()
        block = self.page.focused_block()
        return offered if block is None else offered | block.offers()

    def _editing_actions(self) -> dict[str, Callable[[], None]]:
        offered: dict[str, Callable[[], None]] = {
            "submit": self._submit,
            "new_year": self._add_year,
            "second_keying": lambda: key_again(
                self, self.session, self.page.model.number, self._context
            ),
            "compare": lambda: compare_files(self, self.session, self._context),
            "state_blank": lambda: self._choose_state(None),
            "state_na": lambda: self._choose_state(State.NA),
            "state_no_data": lambda: self._choose_state(State.NO_DATA),
        }
        if self.model.can_undo:
            offered["undo"] = self._undo
        if self.model.can_redo:
            offered["redo"] = self._redo
        return offered

    # What is shown

    @property
    def page(self) -> PageView:
        """The page that is shown."""
        return self._stack.page

    def note_text(self) -> str:
        """What the bar above the page says of the file; empty for nothing."""
        return self._notes.text() if not self._notes.isHidden() else ""

    def failure_text(self) -> str:
        """Why writing stopped, as the bar says; empty while it goes on."""
        return self._failure.text() if not self._failure.isHidden() else ""

    def show_page(self, number: int) -> None:
        """Show a page of the form."""
        view = self._stack.turn_to(number)
        self.pages.show_page(number)
        self.pages.set_narrow(narrow=view.is_ledger)
        self.live.setVisible(not view.is_ledger)
        self._live_line.setVisible(not view.is_ledger)
        self.live.show_field(view.current)
        self.actions_changed.emit()

    def go_to(self, code: str) -> None:
        """Show a field or table, on whatever page it is, and put the focus into it."""
        self.show_page(self.model.page_of(code))
        self.page.go_to(code)

    def go_to_problem(self, problem: Problem) -> None:
        """Show where a problem is: its cell, or the field at which it is listed."""
        self._last_problem = problem.id
        code = self.model.code_of(problem)
        place = cell_of(problem.id, code)
        if place is not None:
            self.show_page(self.model.page_of(code))
            self.page.go_to_cell(code, *place)
        elif code:
            self.go_to(code)

    def _go_to_gap(self, gap: ClassGap) -> None:
        if gap.problem is None:
            self.go_to(gap.code)
        else:
            self.go_to_problem(gap.problem)

    def show_problems(self, text: str = "") -> None:
        """Open the list of problems, filtered by a text."""
        self.page.commit()
        if self.problems.isHidden():
            height = self._context.theme.px(_PROBLEMS_HEIGHT_PX)
            self._middle.setSizes([max(self._middle.height() - height, 1), height])
        self.problems.open_list(text)

    # Making

    def _connect_page(self, view: PageView) -> None:
        view.focused.connect(self._follow_focus)
        view.evidence_wanted.connect(self._open_evidence)
        view.jump_wanted.connect(self.go_to)
        view.list_wanted.connect(self._list_of)
        view.history_wanted.connect(self._show_history)
        view.cell_history_wanted.connect(self._show_cell_history)
        view.offers_changed.connect(self.actions_changed)
        view.head.previous_wanted.connect(lambda: self._turn(-1))
        view.head.next_wanted.connect(lambda: self._turn(1))

    def _arrange(self) -> None:
        self._middle = QSplitter(Qt.Orientation.Vertical)
        self._middle.setChildrenCollapsible(False)
        self._middle.addWidget(self._stack)
        self._middle.addWidget(self.problems)
        centre = QWidget()
        set_role(centre, "ground", "surface")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notes)
        column.addWidget(self._failure)
        column.addWidget(self._middle, 1)
        self._live_line = hairline(vertical=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pages)
        row.addWidget(hairline(vertical=True))
        row.addWidget(centre, 1)
        row.addWidget(self._live_line)
        row.addWidget(self.live)
        self._show_notes()
        self._fit()

    def _connect(self) -> None:
        self.signals.changed.connect(self._follow)
        self._stack.begun.connect(self._connect_page)
        self._keeper.moved.connect(self._failure.clear)
        self._keeper.moved.connect(self.title_changed)
        self._keeper.copied.connect(self._tell_copied)
        self.checks.failed.connect(self._give_up)
        self._keeper.closed.connect(self.checks.stop)
        self._keeper.closed.connect(self._stack.stop)
        self._keeper.closed.connect(self.signals.close)
        self._keeper.closed.connect(self.live.close_panel)
        self.model.saved.connect(self._show_saved)
        self.model.failed.connect(self._show_failure)
        self.pages.page_chosen.connect(self.show_page)
        self.pages.problems_wanted.connect(self.show_problems)
        self.problems.jump_wanted.connect(self.go_to_problem)
        self.problems.explained.connect(self._explain)
        self.problems.close_wanted.connect(self._close_problems)
        self.live.gap_chosen.connect(self._go_to_gap)
        self._years.chosen.connect(self._choose_year)
        self.search.chosen.connect(self.go_to)
        self.search.left.connect(self._focus_page)
        self._context.texts.language_changed.connect(self.title_changed)
        self._context.theme.changed.connect(self._fit)

    def _show_notes(self) -> None:
        note = self.model.note()
        if note is None:
            self._notes.clear()
        elif self.session.read_only:
            self._notes.tell(note)
        else:
            self._notes.tell(note, [(msg("Understood"), self._notes.clear)])

    # Following

    def _follow(self, change: Change) -> None:
        self.problems_changed.emit(self.model.counts)
        self.actions_changed.emit()
        if change.year:
            self._years.refresh()
            self.title_changed.emit()
        elif change.codes & {"park_name", "park_code"}:
            self.title_changed.emit()

    def _show_saved(self, time: str) -> None:
        self._failure.clear()
        self.saved.emit(time)

    def _show_failure(self, state: SaveState) -> None:
        text = msg("Not saved: {reason}", reason=state.failure or "")
        self._failure.tell(
            text,
            [
                (msg("Try again"), self.session.retry_saving),
                (msg("Save elsewhere…"), self._keeper.save_elsewhere),
            ],
        )
        self.saved.emit("")

    def _give_up(self, error: GreenparkError) -> None:
        """A row that was not read before is damaged: say so, and close the file as it is."""
        self._context.dialogs.show_error(self, error)
        self.close_requested.emit()

    def _follow_focus(self, code: str) -> None:
        self.live.show_field(code)
        self.actions_changed.emit()

    # What the user does

    def _focus_page(self) -> None:
        self.page.focus_first()

    def _turn(self, step: int) -> None:
        number = self.page.model.number + step
        if 0 <= number < len(self.session.catalogue.pages):
            self.show_page(number)
            self.page.focus_first()

    def _find(self) -> None:
        block = self.page.focused_block()
        if block is not None and block.grid.hasFocus():
            block.open_find()
        else:
            self.search.begin()

    def _choose_state(self, state: State | None) -> None:
        code = self.page.current
        part = self.page.row(code) or self.page.block(code)
        if part is not None:
            part.choose_state(state)

    def _undo(self) -> None:
        self.page.commit()
        text, code = self.model.undo()
        if text is not None:
            self._show_touched(code)
            self.status_changed.emit(self._context.texts.tr(msg("Undone: {what}", what=text)))

    def _redo(self) -> None:
        text, code = self.model.redo()
        if text is not None:
            self._show_touched(code)
            self.status_changed.emit(self._context.texts.tr(msg("Redone: {what}", what=text)))

    def _show_touched(self, code: str) -> None:
        """Show what an undo or redo changed, if it is on another page."""
        if code and self.model.page_of(code) != self.page.model.number:
            self.go_to(code)

    def _step_problem(self, step: int) -> None:
        self.page.commit()
        found = [item for item in self.model.problems() if item.open and self.model.code_of(item)]
        if not found:
            self.status_changed.emit(self._context.texts.tr(self.model.no_problems()))
            return
        ids = [item.id for item in found]
        known = ids.index(self._last_problem) if self._last_problem in ids else None
        start = (-1 if step > 0 else 0) if known is None else known
        problem = found[(start + step) % len(found)]
        self.go_to_problem(problem)
        self.problems.choose(problem.id)
        self.status_changed.emit(self._context.texts.tr(problem.message))

    def _explain(self, problem: str, reason: str) -> None:
        self.problems.show_refusal(self.session.confirm(problem, reason).refused)

    def _list_of(self, code: str) -> None:
        self.show_problems(self._context.texts.tr(self.session.catalogue.fields[code].label))

    def _close_problems(self) -> None:
        self.problems.hide()
        self.problems.model.follow(shown=False)
        self._focus_page()

    def _toggle_live(self) -> None:
        shown = self.live.isHidden()
        self.live.setVisible(shown)
        self._live_line.setVisible(shown)

    def _choose_year(self, year: int) -> None:
        self.page.commit()
        self.model.choose_year(year)

    def _add_year(self) -> None:
        self.page.commit()
        if begin_year(self, self.model, self._context):
            self.show_page(0)

    def _open_evidence(self, code: str, paths: tuple[Path, ...]) -> None:
        if code:
            open_evidence(self, self.session, self._context, code, paths)

    def _show_history(self, code: str) -> None:
        if code:
            self.page.commit()
            show_history(self, self.session, self._context, code)

    def _show_cell_history(self, table: str, row_id: str, column: str) -> None:
        if not row_id:
            self._show_history(table)
            return
        self.page.commit()
        show_row_history(self, self.session, self._context, (table, row_id, column))

    def _show_pages(self, what: Literal["card", "form"]) -> None:
        def load(_progress: Progress) -> Callable[[ParkSession, Context, QWidget], None]:
            # Brings ReportLab and pypdfium2, which filling in does not need; takes half a second.
            from gui.preview import preview_dialog  # noqa: PLC0415

            return preview_dialog.show_card if what == "card" else preview_dialog.show_form

        self.page.commit()
        job = self._context.jobs.run(load)
        job.on_success(lambda show: show(self.session, self._context, self)).only_for(self).start()

    def _submit(self) -> None:
        self.page.commit()
        if self.checks.when_done(self._ask_to_submit):
            self.status_changed.emit(self._context.texts.tr(self.model.no_problems()))

    def _ask_to_submit(self) -> None:
        chosen: list[str] = []
        dialog = SubmitAssistant(self.session, self._context, self)
        dialog.problem_chosen.connect(chosen.append)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()
        for problem in self.session.problems:
            if chosen and problem.id == chosen[-1]:
                self.go_to_problem(problem)

    def _save_copy(self) -> None:
        self.page.commit()
        self._keeper.save_copy()

    def _tell_copied(self, name: str) -> None:
        self.status_changed.emit(self._context.texts.tr(msg("A copy was saved: {file}", file=name)))

    # Qt

    def _fit(self) -> None:
        """The live panel is narrower in a narrow window."""
        narrow = self.width() < self._context.theme.px(NARROW_WINDOW_PX)
        width = NARROW_LIVE_PANEL_PX if narrow else LIVE_PANEL_PX
        self.live.setFixedWidth(self._context.theme.px(width))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_page()
        self.problems_changed.emit(self.model.counts)
