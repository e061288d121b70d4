"""Parts of the window for tests: a context, the fake of everything that asks the user, drops."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QTableView, QWidget
from typing_extensions import override

from db.park_file import ParkFile
from gui.context import Context
from gui.dialogs import Choice, Dialogs, FileFilter
from gui.jobs import Jobs, SynchronousJobs
from gui.settings import RecentFile, Settings
from gui.texts import Texts
from gui.theme import Theme
from gui.workspaces import Maker, OpenRequest, Workspace, WorkspaceKind
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text
from services.environment import local_environment
from services.parks import new_park

NOW = datetime(2026, 4, 1, 6, 36, tzinfo=UTC)


class FakeDialogs(Dialogs):
    """Answers for the user, in order; what was asked and told is kept.

    Attributes:
        asked: worded questions and titles, in order.
        told: worded notes and errors, in order.
    """

    def __init__(self, texts: Texts, settings: Settings, theme: Theme) -> None:
        super().__init__(texts, settings, theme)
        self.asked: list[str] = []
        self.told: list[str] = []
        self._answers: list[Any] = []

    def will_answer(self, *answers: object) -> None:
        """Queue answers: paths, ids of choices, texts; None is cancel.

        One of our own dialogs is answered by a function that is given the shown dialog.
        """
        self._answers += answers

    def assert_done(self) -> None:
        """Every answer was asked for."""
        assert not self._answers, f"never asked for: {self._answers}"

    def _next(self, question: object) -> Any:
        self.asked.append(self._texts.tr(question))
        assert self._answers, f"nobody answers: {self.asked[-1]}"
        return self._answers.pop(0)

    @override
    def open_files(
        self,
        parent: QWidget | None,
        title: Text,
        filters: Sequence[FileFilter],
        *,
        several: bool = False,
    ) -> tuple[Path, ...]:
        answer = self._next(title) or ()
        return tuple(answer) if isinstance(answer, tuple | list) else (answer,)

    @override
    def save_file(
        self, parent: QWidget | None, title: Text, suggested: str, filters: Sequence[FileFilter]
    ) -> Path | None:
        answer: Path | None = self._next(title)
        return answer

    @override
    def choose_folder(self, parent: QWidget | None, title: Text) -> Path | None:
        answer: Path | None = self._next(title)
        return answer

    @override
    def ask(
        self, parent: QWidget | None, question: Text, detail: Text, choices: Sequence[Choice]
    ) -> str | None:
        answer: str | None = self._next(question)
        assert answer is None or answer in {choice.id for choice in choices}
        return answer

    @override
    def ask_text(
        self, parent: QWidget | None, title: Text, label: Text, initial: str = ""
    ) -> str | None:
        answer: str | None = self._next(title)
        return answer

    @override
    def note(self, parent: QWidget | None, text: Text, detail: Text = "") -> None:
        self.told.append(f"{self._texts.tr(text)} {self._texts.tr(detail)}".strip())

    @override
    def show_error(self, parent: QWidget | None, error: GreenparkError) -> None:
        items = " ".join(self._texts.tr(defect.message) for defect in error.defects)
        hint = self._texts.tr(error.hint) if error.hint is not None else ""
        self.told.append(f"{self._texts.tr(error.message)} {items} {hint}".strip())

    @override
    def run(self, dialog: QDialog) -> bool:
        answer: Callable[[QDialog], None] = self._next(dialog.windowTitle())
        dialog.show()
        answer(dialog)
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        dialog.close()
        return accepted


def make_context(
    *, language: str = "zh", scheme: str = "light", jobs: Jobs | None = None
) -> Context:
    """A context on the environment of the test, with a fixed clock and fake dialogs."""
    environment = replace(local_environment(), now=lambda: NOW)
    settings = Settings(environment.home / "settings.ini")
    texts = Texts("en" if language == "en" else "zh")
    theme = Theme("dark" if scheme == "dark" else "light")
    return Context(
        environment=environment,
        settings=settings,
        texts=texts,
        theme=theme,
        dialogs=FakeDialogs(texts, settings, theme),
        jobs=jobs or SynchronousJobs(),
    )


def fake(context: Context) -> FakeDialogs:
    """The fake dialogs of a context."""
    assert isinstance(context.dialogs, FakeDialogs)
    return context.dialogs


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drop files on a widget, as a file manager does; whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = widget.rect().center()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(place), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def select_row(table: QTableView, row: int) -> None:
    """Select one row alone, whatever keys an earlier test may seem to hold down.

    `QTableView.selectRow` adds to the selection while Qt believes that Ctrl or Shift is pressed.
    """
    how = QItemSelectionModel.SelectionFlag
    index = table.model().index(row, 0)
    table.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)


def tab_order(window: QWidget) -> list[QWidget]:
    """Widgets that the Tab key reaches in a shown window, in order, each once."""
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window and widget not in found:
        by_key = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_key and widget.isVisibleTo(window) and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


class PlainWorkspace(Workspace):
    """The least that a workspace can be; opens a park file for real and shows its years.

    Attributes:
        park: the open file.
        finish: call it to let a close go on; None until one was asked for.
    """

    def __init__(self, request: OpenRequest, context: Context) -> None:
        super().__init__()
        self.request = request
        self.done: list[str] = []
        self.offers_undo = False
        self.waits = False
        self.finish: Callable[[], None] | None = None
        self.park = ParkFile.open(
            Path(request.location), context.product.catalogue, read_only=request.read_only
        )

    @override
    def title(self) -> str:
        parts = [Path(self.request.location).name, *(str(year) for year in self.park.years())]
        return " — ".join([*parts, "只读"] if self.park.read_only else parts)

    @override
    def actions(self) -> dict[str, Callable[[], None]]:  # type: ignore[override]
        names = ("submit", "next_problem", *(("undo",) if self.offers_undo else ()))
        return {name: lambda name=name: self.done.append(name) for name in names}  # type: ignore[misc]

    @override
    def close_request(self, done: Callable[[], None]) -> None:
        def finish() -> None:
            self.park.close()
            done()

        self.finish = finish
        if not self.waits:
            finish()

    @override
    def recent_entry(self) -> RecentFile:
        return RecentFile(self.request.location, "park", "", "示例园区", "2025")


class AskedStore(Workspace):
    """A store workspace that only keeps what it was asked for."""

    kind = "store"

    def __init__(self, request: OpenRequest, context: Context) -> None:
        super().__init__()
        self.request = request

    @override
    def title(self) -> str:
        return Path(self.request.location).name


def find_plain_maker(kind: WorkspaceKind) -> Maker:
    """Makers of the two workspaces above."""
    return PlainWorkspace if kind == "park" else AskedStore


def make_park(context: Context, path: Path, name: str = "示例园区07") -> Path:
    """A park file of 2025, made by the use case."""
    new_park(context.product, context.environment, path, code="TEST0001", name=name, year=2025)
    return path
