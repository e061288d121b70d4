"""What happens with files that the user chose, dropped or named: who opens them, or why not.

Imported when the first file is opened, for it brings the database drivers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.dialogs import ALL_FILES, OPENABLE, PARK_FILES, STORES, Choice
from gui.error_words import message_of
from gui.jobs import Progress
from gui.settings import RecentFile
from gui.start.new_park_dialog import NewParkDialog
from gui.workspaces import OpenRequest, WorkspaceKind
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.opening import SortedFiles, copy_file, kind_of, sort_files

Show = Callable[[WorkspaceKind, OpenRequest], None]
ShowTrouble = Callable[[str, GreenparkError], None]

_DEMONSTRATION = "greenpark-demo"


class Opening:
    """Finds out what files are and hands them to the window.

    Args:
        context: the shared parts.
        window: the window that boxes belong to.
        show: opens a file or store in a workspace.
        show_trouble: shows why a single file cannot be opened.
    """

    def __init__(
        self, context: Context, window: QWidget, show: Show, show_trouble: ShowTrouble
    ) -> None:
        self._context = context
        self._window = window
        self._show = show
        self._show_trouble = show_trouble

    def new_park(self) -> None:
        """Ask for a new park file, make it, open it."""
        dialog = NewParkDialog(self._context, self._window)
        if self._context.dialogs.run(dialog) and dialog.path is not None:
            self._show("park", OpenRequest(str(dialog.path)))
        dialog.deleteLater()

    def choose(self) -> None:
        """Ask for files and open them."""
        paths = self._context.dialogs.open_files(
            self._window, msg("Open"), [OPENABLE, ALL_FILES], several=True
        )
        if paths:
            self.open_paths(paths)

    def choose_to_merge(self) -> None:
        """Ask for submissions, then for the store that takes them."""
        paths = self._context.dialogs.open_files(
            self._window, msg("Submissions to merge"), [PARK_FILES, ALL_FILES], several=True
        )
        if paths:
            self._sort(paths, self._merge_sorted)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open what was chosen or dropped; folders are looked through."""
        self._sort(paths, self._open_sorted)

    def open_recent(self, entry: RecentFile, *, read_only: bool = False) -> None:
        """Open a file or store that was opened before."""
        if entry.kind == "store":
            self._show("store", OpenRequest(entry.location, read_only))
        else:
            self.open_location(entry.location, read_only=read_only)

    def open_location(self, location: str, *, read_only: bool = False) -> None:
        """Open one place by its path or URL."""
        if "://" in location:
            self._show("store", OpenRequest(location, read_only))
            return
        try:
            kind = kind_of(Path(location))
        except GreenparkError as error:
            self._show_trouble(location, error)
            return
        if kind == "submission":
            self._merge((Path(location),))
        else:
            self._show(kind, OpenRequest(location, read_only))

    def copy_elsewhere(self, location: str) -> None:
        """Ask where to and copy a file as it is; the copy of a good file can be opened."""
        source = Path(location)
        target = self._context.dialogs.save_file(
            self._window, msg("Copy the file to"), source.name, [ALL_FILES]
        )
        if target is None:
            return
        job = self._context.jobs.run(lambda _progress: copy_file(source, target), msg("Copying"))
        job.on_success(lambda _none: self._tell_copied(target)).start()

    def demonstration(self) -> None:
        """Ask for a folder, build the demonstration in it, open its store."""
        folder = self._context.dialogs.choose_folder(
            self._window, msg("Folder for the demonstration")
        )
        if folder is None:
            return
        target = folder if folder.name == _DEMONSTRATION else folder / _DEMONSTRATION

        def build(progress: Progress) -> Path:
            # Brings ReportLab and NumPy, which nothing else here needs.
            from services.demonstration.builder import build_demonstration  # noqa: PLC0415

            summary = build_demonstration(target, progress=progress.step)
            return next(path for _, path in summary.places if path.suffix == ".db")

        job = self._context.jobs.run(build, msg("Building the demonstration"))
        job.on_success(self._show_demonstration).start()

    def _show_demonstration(self, store: Path) -> None:
        self._show("store", OpenRequest(str(store)))

    def _tell_copied(self, target: Path) -> None:
        self._context.dialogs.note(self._window, msg("The file was copied to {path}.", path=target))

    def _sort(self, paths: Sequence[Path], then: Callable[[SortedFiles], None]) -> None:
        def work(progress: Progress) -> SortedFiles:
            return sort_files(paths, progress.at)

        self._context.jobs.run(work, msg("Looking at the files")).on_success(then).start()

    def _open_sorted(self, files: SortedFiles) -> None:
        if files.count == 0:
            self._context.dialogs.note(
                self._window, msg("There is no park file or submission in the folder.")
            )
        elif files.count == 1 and files.refused:
            (refused,) = files.refused
            self._show_trouble(str(refused.path), refused.error)
        elif files.submissions:
            self._merge_sorted(files)
        else:
            self._open_each(files)

    def _open_each(self, files: SortedFiles) -> None:
        """Open park files and stores, each in a window of its own; tell what is neither."""
        self._tell_refused(files)
        for path in files.parks:
            self._show("park", OpenRequest(str(path)))
        for path in files.stores:
            self._show("store", OpenRequest(str(path)))

    def _merge_sorted(self, files: SortedFiles) -> None:
        """Merge the submissions, into the store among the files if there is one.

        Files that were refused go along: the merge preview lists them with their reason.
        """
        taken = (*files.submissions, *(item.path for item in files.refused), *files.parks)
        if not taken:
            self._open_each(files)
        elif len(files.stores) == 1:
            self._show("store", OpenRequest(str(files.stores[0]), submissions=taken))
        else:
            self._merge(taken)

    def _merge(self, submissions: tuple[Path, ...]) -> None:
        question = msg("Into which store? Files: {n}", n=len(submissions))
        answer = self._context.dialogs.ask(
            self._window,
            question,
            msg("You see what would change before anything is written."),
            [
                Choice("existing", msg("Existing store…"), is_default=True),
                Choice("new", msg("New store…")),
            ],
        )
        if answer == "existing":
            found = self._context.dialogs.open_files(
                self._window, msg("Store that takes the files"), [STORES, ALL_FILES]
            )
            for store in found:
                self._show("store", OpenRequest(str(store), submissions=submissions))
        elif answer == "new":
            path = self._context.dialogs.save_file(
                self._window, msg("New store"), "province.db", [STORES]
            )
            if path is not None:
                request = OpenRequest(str(path), submissions=submissions, create=True)
                self._show("store", request)

    def _tell_refused(self, files: SortedFiles) -> None:
        if not files.refused:
            return
        tr = self._context.texts.tr
        lines = [tr(message_of(item.error)) for item in files.refused]
        self._context.dialogs.note(
            self._window,
            msg("{n} {n|file|files} cannot be opened.", n=len(lines)),
            "\n".join(lines),
        )
