"""What fills the window: the workspace of a park file or of a store, and who makes it.

A workspace registers in `_MAKERS` by the name of its maker. It is imported when the first file of
its kind is opened: the start page stays light (architecture.md, Qt).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Protocol, TypeAlias, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.settings import RecentFile

WorkspaceKind: TypeAlias = Literal["park", "store"]


@dataclass(frozen=True, slots=True)
class ProblemCounts:
    """How many problems the status bar names: to be corrected, and to be explained.

    Attributes:
        hard, soft: how many were found.
        checking: whether rows are still being checked, so that there may be more.
    """

    hard: int = 0
    soft: int = 0
    checking: bool = False


@dataclass(frozen=True, slots=True)
class ToolBarParts:
    """Widgets of the workspace in the tool bar, e.g. the year at the start, a search at the end."""

    start: tuple[QWidget, ...] = ()
    end: tuple[QWidget, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What a workspace shall show.

    Attributes:
        location: path of a park file; path or URL of a store.
        read_only: leave writing to another window.
        submissions: for a store: files to show in the merge preview at once.
        create: for a store: make it if it is not there.
    """

    location: str
    read_only: bool = False
    submissions: Sequence[Path] = field(default=())
    create: bool = False


class Workspace(QWidget):
    """Base of all workspaces; the window knows nothing more of them.

    Subclasses override the methods below. They word their texts anew at
    `context.texts.language_changed` and paint anew at `context.theme.changed`.
    """

    title_changed = Signal()
    """After `title()` changed."""
    status_changed = Signal(str)
    """With a short note for the left of the status bar; empty removes it."""
    saved = Signal(str)
    """After the last edit is durable, with the time `hh:mm:ss`; empty while one is on its way."""
    problems_changed = Signal(object)
    """With the present `ProblemCounts`."""
    actions_changed = Signal()
    """After `actions()` offers other actions, e.g. there is nothing left to undo."""
    close_requested = Signal()
    """When the workspace itself wants to be closed."""
    open_requested = Signal(object)
    """With an `OpenRequest`, or a path, that the window shall open instead."""

    kind: WorkspaceKind = "park"

    def title(self) -> str:
        """File, park, year: what stands before the program's name in the title bar."""
        raise NotImplementedError

    def has_unsaved(self) -> bool:
        """Whether an edit is not durable yet."""
        return False

    def close_request(self, done: Callable[[], None]) -> None:
        """Finish what is on its way, close the file, then call `done`; later or at once."""
        done()

    def actions(self) -> Mapping[str, Callable[[], None]]:  # type: ignore[override, explicit-override]
        """Id in `gui.actions.ACTIONS` -> what it does now; an action left out is disabled.

        Hides `QWidget.actions`, which the window has no use for.
        """
        return {}

    def tool_bar(self) -> ToolBarParts:
        """Widgets for the tool bar; asked once."""
        return ToolBarParts()

    def recent_entry(self) -> RecentFile | None:
        """What the start page shall say of the file; asked when it is opened and closed."""
        return None


class Maker(Protocol):
    """Makes a workspace.

    Raises:
        GreenparkError: it cannot be opened; the window shows the repair page.
    """

    def __call__(self, request: OpenRequest, context: Context) -> Workspace:
        """Open what is asked for."""


_MAKERS = MappingProxyType(
    {
        "park": "gui.fill.park_workspace:open_park",
        "store": "gui.province.store_workspace:open_store",
    }
)


def maker_of(kind: WorkspaceKind) -> Maker:
    """The function that opens files of a kind; its package is imported now."""
    module, _, name = _MAKERS[kind].partition(":")
    return cast("Maker", getattr(import_module(module), name))
