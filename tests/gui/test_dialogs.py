"""The small dialogs: reached by the Tab key in reading order, named for readers, nothing cut."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.errors import RefusedFile
from gui.about_dialog import AboutDialog, libraries
from gui.actions import ACTIONS
from gui.context import Context
from gui.province.merge_dialog import MergeDialog
from gui.settings_dialog import SettingsDialog
from gui.shortcuts_dialog import ShortcutsDialog
from gui.start.new_park_dialog import NewParkDialog
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from scripts.pictures.stage import StagedDialogs
from support.project import ROOT
from support.window import tab_order

DIALOGS: dict[str, Callable[[Context, QWidget | None], QDialog]] = {
    "about": AboutDialog,
    "settings": SettingsDialog,
    "shortcuts": ShortcutsDialog,
    "new park": NewParkDialog,
    "merge": lambda context, window: MergeDialog(
        "province.db", context, [Path("a.parkdb")], window
    ),
}


@pytest.fixture(params=DIALOGS)
def dialog(request: pytest.FixtureRequest, context: Context, qtbot: QtBot) -> QDialog:
    made = DIALOGS[request.param](context, None)
    qtbot.addWidget(made)
    made.show()
    return made


def _reached(dialog: QDialog) -> list[QWidget]:
    """What the Tab key reaches; a widget that hands its focus on is not itself reached."""
    return [part for part in tab_order(dialog) if part.focusProxy() is None]


def _place(part: QWidget, dialog: QDialog) -> tuple[int, int]:
    """Line and column of a widget, for people who read from the top and from the left."""
    corner = part.mapTo(dialog, part.rect().center())
    return corner.y() // 12, corner.x()


def test_tab_follows_the_reading_order(dialog: QDialog) -> None:
    reached = _reached(dialog)
    assert reached
    places = [_place(part, dialog) for part in reached]
    first = places.index(min(places))  # the Tab key goes round; where it begins means nothing
    places = places[first:] + places[:first]
    assert places == sorted(places), [part.objectName() for part in reached]


def test_every_part_has_a_name_for_readers(dialog: QDialog) -> None:
    unnamed = [
        part
        for part in _reached(dialog)
        if not part.accessibleName() and not (isinstance(part, QPushButton) and part.text())
    ]
    assert unnamed == []


def test_no_button_is_cut(dialog: QDialog) -> None:
    cut = [
        button.text()
        for button in dialog.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    assert cut == []


@pytest.mark.usefixtures("_fonts")
def test_a_box_is_as_wide_as_its_first_text_needs(context: Context) -> None:
    """Qt asks the layout for that width, before it decides whether the text is wrapped."""
    text, asked = "example " * 12, []

    def look(box: QWidget) -> None:
        first, layout = box.findChild(QLabel, "qt_msgbox_label"), box.layout()
        assert first is not None
        assert layout is not None
        first.setWordWrap(False)
        layout.activate()
        needed = first.fontMetrics().horizontalAdvance(text.strip())
        asked.append(layout.minimumSize().width() - needed)

    dialogs = StagedDialogs(context.texts, context.settings, context.theme, look)
    dialogs.note(None, text.strip(), "example")
    assert min(asked) >= 0


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_boxes_have_marks_in_the_colours_of_the_scheme(context: Context, scheme: str) -> None:
    """Every mark is drawn in one ink of ours; those of Qt have many."""
    context.theme.set_scheme("dark" if scheme == "dark" else "light")
    tokens, inks = context.theme.tokens, list[set[str]]()

    def look(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        image = box.iconPixmap().toImage()
        pixels = [
            image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())
        ]
        inks.append({ink.name() for ink in pixels if ink.alpha() == 255})

    dialogs = StagedDialogs(context.texts, context.settings, context.theme, look)
    dialogs.note(None, "note")
    dialogs.show_error(None, GreenparkError(msg("error")))
    dialogs.ask(None, "question", "", [])
    assert inks == [{tokens.accent.lower()}, {tokens.warn.lower()}, {tokens.accent.lower()}]


@pytest.mark.usefixtures("_fonts")
def test_a_refused_file_is_told_without_the_name_of_the_rule(context: Context) -> None:
    told: list[str] = []

    def look(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        told.append(f"{box.text()} {box.informativeText()}")

    context.texts.set_language("en")
    dialogs = StagedDialogs(context.texts, context.settings, context.theme, look)
    dialogs.show_error(None, RefusedFile("a.parkdb", "schema", msg("A table is missing.")))
    assert told[0].startswith("a.parkdb was refused: A table is missing.")
    assert "schema" not in told[0]
    assert told[0].count("A table is missing.") == 1
    assert "Ask the sender" in told[0]


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_is_no_larger_than_its_window(
    name: str, scale: float, context: Context, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    context.theme.set_scale(scale)
    dialog = DIALOGS[name](context, window)
    dialog.show()
    assert dialog.width() <= 1280
    assert dialog.height() <= 720


def test_every_key_of_the_menus_is_listed(context: Context, qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(context)
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableView, "shortcuts.table")
    assert table is not None
    model = table.model()
    listed = {str(model.index(row, 1).data()) for row in range(model.rowCount(QModelIndex()))}
    native = QKeySequence.SequenceFormat.NativeText
    missing = [
        spec.id
        for spec in ACTIONS
        if spec.shortcuts
        and " / ".join(QKeySequence(key).toString(native) for key in spec.shortcuts) not in listed
    ]
    assert missing == []


def test_every_installed_library_is_named_with_its_licence() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\[<>=]", item)[0] for item in declared["dependencies"]]
    lines = {
        line.split()[0].lower().replace("_", "-"): line.partition(": ")[2]
        for line in libraries().splitlines()
    }
    assert [name for name in names if not lines.get(name)] == []
    assert lines["shiboken6"], "what comes with a library counts as well"
    assert lines["psycopg-binary"], "and what comes with an extra of it"
    assert not any("GPL" in text and "LGPL" not in text for text in lines.values())
