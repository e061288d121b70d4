"""The window: start page, repair page or one workspace, with menus, tool bar and status bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget
from typing_extensions import override

from gui.about_dialog import AboutDialog
from gui.context import Context
from gui.dialogs import Choice
from gui.repair.repair_view import RepairView
from gui.repair.repair_view_model import trouble_of
from gui.settings import RecentFile, SchemeChoice
from gui.settings_dialog import SettingsDialog
from gui.shortcuts_dialog import ShortcutsDialog
from gui.start.start_view import StartView
from gui.status_bar import StatusBar
from gui.window_actions import WindowActions
from gui.workspaces import (
    Maker,
    OpenRequest,
    ProblemCounts,
    ToolBarParts,
    Workspace,
    WorkspaceKind,
    maker_of,
)
from questionnaire.errors import GreenparkError
from questionnaire.messages import Language, Text, msg

if TYPE_CHECKING:
    from gui.opening import Opening
    from services.bootstrap import Product

_SMALLEST = (1024, 640)
_USUAL = (1440, 900)


class MainWindow(QMainWindow):
    """One window for one open file or store.

    Args:
        context: the shared parts.
        find_maker: gives who opens a kind of file.
    """

    another_requested = Signal(str, object)
    """When a second file was asked for, with its kind and its `OpenRequest`."""
    closed = Signal()
    """After the window and its file were closed."""
    file_closed = Signal()
    """After its file was closed."""

    def __init__(
        self, context: Context, find_maker: Callable[[WorkspaceKind], Maker] = maker_of
    ) -> None:
        super().__init__()
        self._context = context
        self._find_maker = find_maker
        self._workspace: Workspace | None = None
        self._request: tuple[WorkspaceKind, OpenRequest] | None = None
        self._opener: Opening | None = None
        self._may_close = False
        self._in_close_event = False
        self.setObjectName("main_window")
        self.setMinimumSize(*_SMALLEST)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._status = StatusBar(context)
        self.setStatusBar(self._status)
        self._actions = WindowActions(self, context)
        self._start, self._repair = StartView(context), RepairView(context)
        self._stack.addWidget(self._start)
        self._stack.addWidget(self._repair)
        self._connect()
        self._tick_choices()
        self._restore_place()
        self.show_start()

    # What is shown

    @property
    def workspace(self) -> Workspace | None:
        """The workspace of the open file; None on the start and the repair page."""
        return self._workspace

    @property
    def start_view(self) -> StartView:
        """The start page."""
        return self._start

    @property
    def repair_view(self) -> RepairView:
        """The page of a file that cannot be opened."""
        return self._repair

    @property
    def window_actions(self) -> WindowActions:
        """Menus, tool bar and shortcuts."""
        return self._actions

    @property
    def status_bar(self) -> StatusBar:
        """The status bar."""
        return self._status

    def current_page(self) -> str:
        """`start`, `repair` or `workspace`."""
        shown = self._stack.currentWidget()
        return (
            "start" if shown is self._start else "repair" if shown is self._repair else "workspace"
        )

    def show_start(self) -> None:
        """Show the start page."""
        self._actions.show_for("", {}, ToolBarParts())
        self._stack.setCurrentWidget(self._start)
        self._start.refresh()
        self._start.take_focus()
        self._show_quiet_status()
        self._update_title()

    def open(self, kind: WorkspaceKind, request: OpenRequest) -> None:
        """Open a file or store here, or in another window when this one has a file already."""
        if self._workspace is not None:
            self.another_requested.emit(kind, request)
            return
        self._request = (kind, request)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            workspace = self._find_maker(kind)(request, self._context)
        except GreenparkError as error:
            self.show_trouble(request.location, error)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._show_workspace(workspace)

    def show_trouble(self, location: str, error: GreenparkError) -> None:
        """Show why a file cannot be opened and what can be done."""
        if self._workspace is not None:
            self._context.dialogs.show_error(self, error)
            return
        self._repair.show_trouble(trouble_of(location, error))
        self._stack.setCurrentWidget(self._repair)
        self._repair.button(self._repair.offered()[0]).setFocus()
        self._show_quiet_status()
        self._update_title(Path(location).name)

    def show_product(self, product: Product) -> None:
        """Name the edition and the catalogue that numbers rest on."""
        edition = max(product.editions)
        self._status.show_basis(msg("Rubric edition {edition}", edition=edition))
        self._start.show_basis(msg("Rubric edition {edition}", edition=edition))

    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Open files and folders, as if they were dropped."""
        self._opening().open_paths(paths)

    # Workspaces

    def _show_workspace(self, workspace: Workspace) -> None:
        self._workspace = workspace
        workspace.title_changed.connect(self._update_title)
        workspace.status_changed.connect(self._status.show_note)
        workspace.saved.connect(self._status.show_saved)
        workspace.problems_changed.connect(self._status.show_problems)
        workspace.actions_changed.connect(self._enable_actions)
        workspace.close_requested.connect(self._close_file)
        workspace.open_requested.connect(self._open_requested)
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self._actions.show_for(workspace.kind, workspace.actions(), workspace.tool_bar())
        self._actions.narrow(self.width())
        self._show_quiet_status()
        self._remember()
        self._update_title()
        workspace.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_file(self) -> None:
        """Close the file and go back to the start page."""
        if self._workspace is not None:
            self._finish_workspace(self.show_start)

    def _finish_workspace(self, then: Callable[[], None]) -> None:
        workspace = self._workspace
        if workspace is None:
            then()
            return

        def finished() -> None:
            if self._workspace is not workspace:
                return  # told twice
            self._remember()
            self._workspace = None
            self._stack.removeWidget(workspace)
            workspace.deleteLater()
            self.file_closed.emit()
            then()

        workspace.close_request(finished)

    def _remember(self) -> None:
        """Write the open file into the recent ones, as the workspace words it."""
        if self._workspace is None or self._request is None:
            return
        kind, request = self._request
        known = self._workspace.recent_entry() or RecentFile(
            request.location, kind, "", Path(request.location).stem
        )
        now = self._context.environment.timestamp()
        self._context.settings.remember(replace(known, opened_at=now))

    def _open_requested(self, wanted: object) -> None:
        if isinstance(wanted, OpenRequest):
            self.open("park", wanted)
        else:
            self.open_paths((Path(str(wanted)),))

    def _enable_actions(self) -> None:
        if self._workspace is not None:
            self._actions.enable(self._workspace.actions())

    # What the user does

    def _connect(self) -> None:
        self._actions.triggered.connect(self._carry_out)
        self._start.action_chosen.connect(self._carry_out)
        self._start.recent_chosen.connect(lambda entry: self._opening().open_recent(entry))
        self._start.dropped.connect(self.open_paths)
        self._repair.chosen.connect(self._repair_file)
        self._repair.left.connect(self.show_start)
        self._status.problems_pressed.connect(lambda: self._carry_out("next_problem"))
        self._context.texts.language_changed.connect(self._update_title)
        self._context.jobs.failed.connect(self._show_failure)

    def _carry_out(self, name: str) -> None:
        own = self._own_actions()
        offered: Mapping[str, Callable[[], None]] = {}
        if self._workspace is not None:
            offered = self._workspace.actions()
        act = offered.get(name) or own.get(name)
        if act is not None:
            act()

    def _own_actions(self) -> dict[str, Callable[[], None]]:
        return {
            "new_park": lambda: self._opening().new_park(),
            "open": lambda: self._opening().choose(),
            "merge": lambda: self._opening().choose_to_merge(),
            "demonstration": lambda: self._opening().demonstration(),
            "close_file": self._close_file,
            "quit": QApplication.closeAllWindows,
            "settings": lambda: self._run(SettingsDialog(self._context, self)),
            "shortcuts": lambda: self._run(ShortcutsDialog(self._context, self)),
            "about": lambda: self._run(AboutDialog(self._context, self)),
            "scheme_system": lambda: self._set_scheme("system"),
            "scheme_light": lambda: self._set_scheme("light"),
            "scheme_dark": lambda: self._set_scheme("dark"),
            "language_zh": lambda: self._set_language("zh"),
            "language_en": lambda: self._set_language("en"),
        }

    def _repair_file(self, remedy: str, location: str) -> None:
        if remedy == "read_only":
            self._opening().open_location(location, read_only=True)
        elif remedy == "retry":
            self._opening().open_location(location)
        elif remedy == "copy":
            self._opening().copy_elsewhere(location)
        elif remedy == "forget":
            self._context.settings.forget(location)
            self.show_start()
        else:
            self._opening().choose()

    def _opening(self) -> Opening:
        if self._opener is None:
            # Brings the database drivers, which the start page does not need.
            from gui.opening import Opening  # noqa: PLC0415

            self._opener = Opening(self._context, self, self.open, self.show_trouble)
        return self._opener

    def _run(self, dialog: QDialog) -> None:
        self._context.dialogs.run(dialog)
        dialog.deleteLater()
        self._tick_choices()

    def _set_scheme(self, scheme: SchemeChoice) -> None:
        self._context.settings.scheme = scheme
        self._context.theme.set_scheme(scheme)

    def _set_language(self, language: Language) -> None:
        self._context.settings.language = language
        self._context.texts.set_language(language)

    def _tick_choices(self) -> None:
        self._actions.check(f"scheme_{self._context.theme.scheme}")
        self._actions.check(f"language_{self._context.texts.language}")

    def _show_failure(self, error: GreenparkError) -> None:
        if self.isActiveWindow() or self.isVisible():
            self._context.dialogs.show_error(self, error)

    # Title, status, place

    def _show_quiet_status(self) -> None:
        self._status.show_note("")
        self._status.show_saved(None)
        self._status.show_problems(ProblemCounts())

    def _update_title(self, subject: Text = "") -> None:
        tr = self._context.texts.tr
        name = self._workspace.title() if self._workspace is not None else tr(subject)
        program = tr(msg("Green park evaluation"))
        self.setWindowTitle(f"{name} — {program}" if name else program)

    def _restore_place(self) -> None:
        if not self.restoreGeometry(self._context.settings.geometry):
            room = self.screen().availableGeometry()
            self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height()))

    def _may_stop_jobs(self) -> bool:
        if not self._context.jobs.busy:
            return True
        answer = self._context.dialogs.ask(
            self,
            msg("Work is still going on."),
            msg("Closing cancels it; what is finished stays."),
            [
                Choice("stop", msg("Cancel the work and close")),
                Choice("wait", msg("Wait"), is_default=True),
            ],
        )
        if answer == "stop":
            self._context.jobs.cancel_all()
        return answer == "stop"

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if not self._may_close and self._may_stop_jobs():
            self._context.settings.geometry = self.saveGeometry()
            self._in_close_event = True  # Qt passes over a close within a close
            self._finish_workspace(self._let_close)
            self._in_close_event = False
        if self._may_close:
            event.accept()
            self.closed.emit()

    def _let_close(self) -> None:
        self._may_close = True
        if not self._in_close_event:
            self.close()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._actions.narrow(self.width())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.current_page() == "start":
            self._tick_choices()
