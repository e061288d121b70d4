"""Pictures of every page and dialog of the window, in both languages, schemes and sizes.

    .venv/bin/python -m scripts.screenshots FOLDER [NAME …]
    .venv/bin/python -m scripts.screenshots docs/screens --documented [--scale 2]

Pictures of park files and stores show the demonstration, of which `make demo` leaves the files in
`build/demo`; `--demonstration` names another folder. Nothing is shown on a screen. `SHOTS` is the
table of what is pictured: a view adds a line there, a function that opens it in a `Stage` and gives
the widget to picture.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QTableView, QWidget

from gui.about_dialog import AboutDialog
from gui.context import Context
from gui.dialogs import Dialogs
from gui.fill.park_workspace import ParkWorkspace
from gui.fonts import load_fonts
from gui.jobs import SynchronousJobs
from gui.main_window import MainWindow
from gui.preview.preview_dialog import PreviewDialog, session_card
from gui.province.comparison_dialog import ComparisonDialog
from gui.province.means_dialog import MeansDialog
from gui.province.merge_dialog import MergeDialog
from gui.province.park_tasks import MOST_COMPARED
from gui.province.signers_dialog import SignersDialog
from gui.province.store_workspace import StoreWorkspace
from gui.settings import RecentFile, SchemeChoice, Settings
from gui.settings_dialog import SettingsDialog
from gui.shortcuts_dialog import ShortcutsDialog
from gui.start.new_park_dialog import NewParkDialog
from gui.submit.submit_assistant import SubmitAssistant
from gui.texts import Texts
from gui.theme import Theme
from gui.workspaces import OpenRequest
from questionnaire.errors import GreenparkError
from questionnaire.messages import Language, msg
from scripts.small_pictures import make_small
from services import subjects
from services.bootstrap import load_product
from services.environment import Environment
from services.kept_means import drop_means
from services.keys import KeyRing
from services.means_desk import MeansDesk
from services.park_years import cards_of_years
from services.parks import new_park
from services.signer_desk import SignerDesk

NOW = datetime(2026, 4, 1, 6, 36, tzinfo=UTC)
DEMONSTRATION = Path("build/demo")
_ROUNDS = 5
"""How often layouts may ask each other for room before the picture."""
SHOWN_PARK, LONG_NAMED_PARK = "DEMO-06", "DEMO-04"


@dataclass(frozen=True)
class Variant:
    """One way to look at the window."""

    language: Language
    scheme: SchemeChoice
    width: int
    height: int

    @property
    def name(self) -> str:
        """For the file name."""
        return f"{self.width}-{self.language}-{self.scheme}"


class Stage:
    """A window with made-up surroundings, for one picture.

    Attributes:
        context: what views are given.
        window: the main window, shown at the size of the variant.
        folder: where a shot may make files.
        demonstration: files of the demonstration.
    """

    def __init__(self, folder: Path, variant: Variant, demonstration: Path) -> None:
        self.folder = folder
        self.demonstration = demonstration
        home = Path("greenpark")  # relative: pictures show no path of this machine
        home.mkdir()
        environment = Environment(home, lambda: NOW, lambda: "id", KeyRing(home / "keys"))
        settings = Settings(folder / "settings.ini")
        settings.language, settings.scheme = variant.language, variant.scheme
        texts = Texts(variant.language)
        self.context = Context(
            environment,
            settings,
            texts,
            Theme(variant.scheme),
            Dialogs(texts, settings),
            SynchronousJobs(),
        )
        self._remember_some()
        self.window = MainWindow(self.context)
        self.window.show_product(load_product())
        self.window.resize(variant.width, variant.height)
        self.window.show()

    def _remember_some(self) -> None:
        there = Path("填报")  # relative: pictures show no path of this machine
        there.mkdir()
        long = "江苏示例临港绿色石化与高端装备制造产业园区一期二期三期"
        then = "2026-03-31T09:20:00Z", "2026-03-11T06:36:00Z", "2026-04-01T06:36:00Z"
        entries = (
            RecentFile("E:/22.parkdb", "park", "2025-05-28T01:00:00Z", "示例园区22", "2024"),
            RecentFile(str(there / "省库_示例.db"), "store", then[0], "示例省", "2025"),
            RecentFile(
                str(there / f"{long}.parkdb"), "park", then[1], long, "2025",
                "67.5", "C", 4, "provisional",
            ),
            RecentFile(
                str(there / "示例园区07.parkdb"), "park", then[2], "示例园区07",
                "2023–2025", "71.3", "C", 3, "final",
            ),
        )  # fmt: skip
        for entry in entries:
            if str(there) in entry.location:
                Path(entry.location).touch()
            self.context.settings.remember(entry)


def _start(stage: Stage) -> QWidget:
    return stage.window


def _start_empty(stage: Stage) -> QWidget:
    stage.context.settings.forget_all()
    stage.window.show_start()
    return stage.window


def _repair(stage: Stage) -> QWidget:
    error = GreenparkError(
        msg(
            "{file} is being edited in another window or by another person.",
            file="示例园区07.parkdb",
        ),
        msg("Close it there, or open it here for reading only."),
    )
    error.code = "locked"
    stage.window.show_trouble("填报/示例园区07.parkdb", error)
    return stage.window


def _new_park(stage: Stage) -> QWidget:
    dialog = NewParkDialog(stage.context, stage.window)
    stage.context.settings.last_folder = "填报"
    name = dialog.findChild(QLineEdit, "new_park.park_name")
    assert name is not None  # noqa: S101 - the dialog has it
    name.setText("示例园区07")
    dialog.accept()
    return dialog


def _park(stage: Stage) -> ParkWorkspace:
    """A park of the demonstration, open; several years, no problems."""
    file = Path(f"{SHOWN_PARK}.parkdb")
    shutil.copy(stage.demonstration / "parks" / file, file)
    stage.window.open("park", OpenRequest(str(file)))
    workspace = stage.window.workspace
    assert isinstance(workspace, ParkWorkspace)  # noqa: S101 - else the file does not open
    return workspace


def _park_with_problems(stage: Stage) -> ParkWorkspace:
    """The same park after two answers went wrong."""
    workspace = _park(stage)
    workspace.session.set_field("gdp", "12")
    workspace.session.erase_field("industrial_output")
    return workspace


def _empty_park(stage: Stage) -> QWidget:
    """A park file in which nothing is filled in yet."""
    file = Path("示例园区07.parkdb")
    context = stage.context
    new_park(context.product, context.environment, file, code="S32007", name=file.stem, year=2025)
    stage.window.open("park", OpenRequest(str(file)))
    return stage.window


def _long_name(stage: Stage) -> QWidget:
    """The park with the longest name of the demonstration."""
    file = Path(f"{LONG_NAMED_PARK}.parkdb")
    shutil.copy(stage.demonstration / "parks" / file, file)
    stage.window.open("park", OpenRequest(str(file)))
    return stage.window


def _at(code: str) -> Callable[[Stage], QWidget]:
    """The shot of the page of a field or table, with the focus in it."""

    def shot(stage: Stage) -> QWidget:
        _park(stage).go_to(code)
        return stage.window

    return shot


def _grid(stage: Stage) -> QWidget:
    """The ledger scrolled sideways, with its filters, and a name that is looked for."""
    workspace = _park(stage)
    workspace.go_to("enterprises")
    block = workspace.page.block("enterprises")
    if block is not None:
        block.open_filters()
        block.open_find()
        block.find_bar.line.setText("热电厂")
        QApplication.processEvents()
        bar = block.grid.horizontalScrollBar()
        bar.setValue(bar.maximum() // 3)
    return stage.window


def _problems(stage: Stage) -> QWidget:
    workspace = _park_with_problems(stage)
    workspace.go_to("gdp")
    QApplication.processEvents()
    workspace.show_problems()
    return stage.window


def _preview(stage: Stage) -> QWidget:
    workspace = _park(stage)
    return PreviewDialog(session_card(workspace.session, stage.context), stage.context, workspace)


def _submit(steps: int, *, faulty: bool = False) -> Callable[[Stage], QWidget]:
    """The shot of the submit assistant after some presses of its button."""

    def shot(stage: Stage) -> QWidget:
        stage.context.settings.last_folder = "填报"
        workspace = (_park_with_problems if faulty else _park)(stage)
        dialog = SubmitAssistant(workspace.session, stage.context, workspace)
        for _ in range(steps):
            _part(dialog, QCheckBox, "submit.declared").setChecked(True)
            _part(dialog, QPushButton, "submit.next").click()
        return dialog

    return shot


W = TypeVar("W", bound=QWidget)


def _part(dialog: QWidget, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)
    assert found is not None, name  # noqa: S101 - the view has it
    return found


def _store(stage: Stage) -> QWidget:
    shutil.copy(stage.demonstration / "province.db", "省库_示例.db")
    stage.window.open("store", OpenRequest("省库_示例.db"))
    _workspace(stage).read(None)  # again, after the window has cleared its status bar
    return stage.window


def _store_without_means(stage: Stage) -> QWidget:
    window = _store(stage)
    with subjects.open_store("省库_示例.db") as store:
        drop_means(stage.context.environment, store)
    _workspace(stage).read(None)
    return window


def _workspace(stage: Stage) -> StoreWorkspace:
    workspace = stage.window.workspace
    assert isinstance(workspace, StoreWorkspace)  # noqa: S101 - else the store does not open
    return workspace


def _means(stage: Stage) -> QWidget:
    _store(stage)
    catalogue = stage.context.product.catalogue
    desk = MeansDesk("省库_示例.db", stage.context.environment, catalogue)
    return MeansDialog(desk, stage.context, stage.window)


def _comparison(*, years: bool) -> Callable[[Stage], QWidget]:
    """The shot of three parks, or of the years of one, side by side."""

    def shot(stage: Stage) -> QWidget:
        _store(stage)
        found = _workspace(stage).shown()
        assert found is not None  # noqa: S101 - the store was read
        cards = [item.scorecard for item in found.ranked]
        if not years:
            heads = [card.park_name for card in cards[1:4]]
            title = msg("Parks in {year}", year=found.year)
            return ComparisonDialog(title, heads, cards[1:4], stage.context, stage.window)
        context = stage.context
        own = cards_of_years(context.product, context.environment, "省库_示例.db", SHOWN_PARK)
        shown = own[-MOST_COMPARED:]
        title = msg("Years of {park}", park=shown[-1].park_name)
        heads = [str(card.year) for card in shown]
        return ComparisonDialog(title, heads, shown, context, stage.window)

    return shot


def _merge(*, done: bool) -> Callable[[Stage], QWidget]:
    """The shot of the merge dialog, before or after the merge: two submissions and a text file."""

    def shot(stage: Stage) -> QWidget:
        folder = Path("收到")
        folder.mkdir()
        for name in (SHOWN_PARK, "DEMO-07"):
            shutil.copy(stage.demonstration / "submissions" / f"{name}.parkdb", folder)
        (folder / "说明.parkdb").write_text("见附件", encoding="utf-8")
        dialog = MergeDialog("省库_示例.db", stage.context, (folder,), stage.window)
        if done:
            dialog.merge()
            _part(dialog, QTableView, "merge.files").selectRow(1)
        return dialog

    return shot


def _signers(stage: Stage) -> QWidget:
    _store(stage)
    desk = SignerDesk("省库_示例.db", stage.context.environment)
    return SignersDialog(desk, stage.context, stage.window)


SHOTS: dict[str, Callable[[Stage], QWidget]] = {
    "start": _start,
    "start-empty": _start_empty,
    "repair-locked": _repair,
    "new-park": _new_park,
    "settings": lambda stage: SettingsDialog(stage.context, stage.window),
    "about": lambda stage: AboutDialog(stage.context, stage.window),
    "keyboard": lambda stage: ShortcutsDialog(stage.context, stage.window),
    "fill-empty": _empty_park,
    "fill-long-name": _long_name,
    "fill-economy": _at("gdp"),
    "fill-energy": _at("energy_carriers"),
    "fill-enterprises": _at("enterprises"),
    "fill-evidence": _at("evidence"),
    "fill-grid": _grid,
    "fill-graded": _at("T1_level"),
    "problems": _problems,
    "preview": _preview,
    "submit-check": _submit(0, faulty=True),
    "submit-ready": _submit(0),
    "submit-declaration": _submit(1),
    "submit-file": _submit(2),
    "submit-done": _submit(3),
    "store": _store,
    "merge": _merge(done=False),
    "merge-done": _merge(done=True),
    "signers": _signers,
    "store-without-means": _store_without_means,
    "means": _means,
    "compare-parks": _comparison(years=False),
    "compare-years": _comparison(years=True),
}
"""Name -> opens the view and gives the widget to picture."""


DOCUMENTED = (
    "start-1280-zh-light", "start-1440-en-dark", "start-empty-1280-en-light",
    "new-park-1280-zh-light", "repair-locked-1280-zh-light",
    "settings-1280-zh-light", "about-1280-en-light", "keyboard-1280-zh-light",
    "fill-economy-1440-zh-light", "fill-economy-1440-en-dark", "fill-economy-1280-en-light",
    "fill-economy-1280-zh-light-2x", "fill-empty-1280-zh-light", "fill-long-name-1280-en-light",
    "fill-energy-1440-zh-light", "fill-enterprises-1440-zh-light", "fill-enterprises-1280-en-dark",
    "fill-grid-1280-zh-light",
    "fill-graded-1280-zh-light", "problems-1440-zh-light", "problems-1440-en-light",
    "preview-1280-zh-light",
    "submit-check-1280-zh-light", "submit-check-1280-en-dark", "submit-declaration-1280-zh-light",
    "submit-file-1280-en-light", "submit-done-1280-zh-light",
    "store-1440-zh-light", "store-1440-en-light", "store-1280-en-dark", "store-1280-zh-light-2x",
    "store-without-means-1280-zh-light", "means-1280-zh-light",
    "merge-1280-en-light", "merge-done-1280-zh-light", "merge-done-1280-en-light",
    "signers-1280-zh-light", "compare-parks-1440-zh-light", "compare-years-1280-en-light",
)  # fmt: skip
"""Pictures of docs/screens: each page and dialog once, the main ones in every setting."""


def variants(scale: float) -> Iterator[Variant]:
    """Both languages and schemes in the two sizes; at 200 % the smaller one."""
    sizes = ((1280, 720), (1440, 900)) if scale == 1 else ((1280, 720),)
    for width, height in sizes:
        for language in ("zh", "en"):
            for scheme in ("light", "dark"):
                yield Variant(language, scheme, width, height)


def wanted(
    names: Sequence[str], scale: float, *, documented: bool
) -> Iterator[tuple[str, Variant]]:
    """The pictures of a run: names and variants; a run has one scale."""
    suffix = "" if scale == 1 else f"-{scale:g}x"
    for name in names or SHOTS:
        for variant in variants(scale):
            if not documented or f"{name}-{variant.name}{suffix}" in DOCUMENTED:
                yield name, variant


@contextmanager
def stage_of(variant: Variant, demonstration: Path) -> Iterator[Stage]:
    """A stage that leaves nothing behind."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        stage = Stage(Path(name), variant, demonstration)
        try:
            yield stage
        finally:
            stage.window.hide()
            stage.window.deleteLater()
            stage.context.jobs.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            os.chdir(before)


def picture(
    shot: Callable[[Stage], QWidget], variant: Variant, file: Path, demonstration: Path
) -> None:
    """Open a view and write its picture."""
    with stage_of(variant, demonstration) as stage:
        widget = shot(stage)
        widget.show()
        for _ in range(_ROUNDS):
            QApplication.processEvents()
        widget.grab().save(str(file))
        make_small(file)
        if widget is not stage.window:
            widget.close()
            widget.deleteLater()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures that were asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SHOTS))
    parser.add_argument("--scale", type=float, default=1.0, help="2 for a screen at 200 %%")
    parser.add_argument("--documented", action="store_true", help="those of docs/screens")
    parser.add_argument("--demonstration", type=Path, default=DEMONSTRATION)
    given = parser.parse_args(arguments)
    demonstration = given.demonstration.resolve()
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_SCALE_FACTOR"] = str(given.scale)
    application = QApplication([sys.argv[0], "-platform", "offscreen", "-style", "fusion"])
    load_fonts()
    for name, variant in wanted(given.names, given.scale, documented=given.documented):
        suffix = "" if given.scale == 1 else f"-{given.scale:g}x"
        file = folder / f"{name}-{variant.name}{suffix}.png"
        picture(SHOTS[name], variant, file, demonstration)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
