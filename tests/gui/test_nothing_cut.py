"""Every page, table, dialog and box of the window at 1280×720 and at 200 %: nothing is cut off.

The scenes are those of docs/screens, played one after the other in one window on small examples.
At 200 % all measures double, so that English, whose words are the longest, is as wide as at 100 %.

Source: visual.md, Check before saying done.
"""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from db.store import Store
from gui.context import Context
from gui.widgets.labels import ElidedLabel
from questionnaire.messages import Language
from scripts.pictures.scenes import SCENES
from scripts.pictures.settings import Setting
from scripts.pictures.stage import LONG_NAME, Examples, staged
from services.office import confirm_signer
from services.park_sessions import ParkSession
from support.cut_texts import cut_texts
from support.journeys import (
    KEYS,
    PARK,
    STORE,
    SUBMISSION,
    documents_of,
    like,
    machine,
    merged,
    of_park,
    prepare,
    send,
)
from support.sessions import PRODUCT

_SHOWN_BY_OTHERS = frozenset(
    {
        "fill-economy", "menu-edit", "menu-view", "menu-table",
        "print-form", "print-statement", "export-done", "compare-same", "evidence-known",
        "close-unsaved", "import-defects", "import-notes", "submit-ready", "merge-refused",
        "store-conflict",
    }
    | {f"table-{code.replace('_', '-')}" for code in PRODUCT.catalogue.tables}
    - {"table-enterprise-energy", "table-enterprise-months"}
)  # fmt: skip
"""Other places of a page, other texts in the same box: their widgets are looked at elsewhere."""
_LOOKED_AT = tuple(name for name in SCENES if name not in _SHOWN_BY_OTHERS)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """The worked example, one with the longest name, and a store of both."""
    folder = tmp_path_factory.mktemp("examples")
    prepared, home = prepare(folder), machine(folder)
    long_named = prepared.copy(PARK, folder / "long.parkdb")
    with ParkSession.open(PRODUCT, home, long_named) as session:
        session.set_field("park_name", LONG_NAME)
    other = like(
        of_park(documents_of(folder / SUBMISSION)[0], "TEST0002"), answers={"park_name": LONG_NAME}
    )
    key = home.keys.park("TEST0002")
    sent = send(folder / "other.parkdb", key, other)
    merged(home, folder / STORE, sent)
    with Store.open(folder / STORE) as store:
        confirm_signer(home, store, key.fingerprint, park="TEST0002")
    return Examples(
        folder / PARK, long_named, folder / STORE, (folder / SUBMISSION, sent), folder / KEYS
    )


class StrayWindows(QObject):
    """Notes every widget that becomes a window without being one, e.g. before it has a parent."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            known = isinstance(watched, QMainWindow | QDialog | QMenu)
            if watched.isWindow() and not known and watched.windowType().name == "Window":
                self.found.add(f"{watched} shows as a window of its own")
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[StrayWindows]:
    """Watches the application during the test."""
    watcher = StrayWindows()
    qapp.installEventFilter(watcher)
    yield watcher
    qapp.removeEventFilter(watcher)


@pytest.mark.usefixtures("_fonts")
@pytest.mark.slow
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("language,scale", [("zh", 1), ("en", 2)])
def test_nothing_is_cut(
    examples: Examples, strays: StrayWindows, language: Language, scale: int
) -> None:
    found: dict[str, str] = {}
    seen: set[str] = set()

    def look(widget: QWidget, _over: Sequence[QWidget]) -> None:
        seen.add(scene)
        found.update((cut, scene) for cut in cut_texts(widget) if cut not in found)

    size = Setting(language, "light", 1280 * scale, 720 * scale)
    scene = ""
    with staged(size, examples, look) as stage:
        stage.context.theme.set_scale(scale)
        for scene in _LOOKED_AT:
            stage.play(SCENES[scene].play)
    assert found == {}
    assert seen == set(_LOOKED_AT)
    assert strays.found == set()


def test_what_is_cut_is_found(context: Context, qtbot: QtBot) -> None:
    assert context.theme.scale == 1
    window = QWidget()
    qtbot.addWidget(window)
    text = "江苏示例临港绿色石化与高端装备制造产业园区"
    parts = (QLabel(text, window), QPushButton(text, window), ElidedLabel(text, parent=window))
    for number, part in enumerate(parts):
        part.setGeometry(0, 40 * number, 80, 30)
    window.resize(200, 100)
    window.show()
    kinds = {line.split(" ", 1)[0] for line in cut_texts(window)}
    assert kinds == {"QLabel", "QPushButton", "ElidedLabel"}, "the last stands below its window"
    window.resize(200, 200)
    assert {line.split(" ", 1)[0] for line in cut_texts(window)} == {"QLabel", "QPushButton"}
