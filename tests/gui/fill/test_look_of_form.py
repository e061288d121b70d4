"""Scheme and size of text change for the whole form at once, and cheaply."""

from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.field_row import FieldRow
from gui.fill.long_editor import LongEditor
from gui.fill.park_workspace import ParkWorkspace
from gui.tokens import DARK


class _StyleChanges(QObject):
    """Counts how often widgets are told that their style changed."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[QObject] = Counter()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StyleChange:
            self.times[watched] += 1
        return False


def _row(workspace: ParkWorkspace, code: str) -> FieldRow:
    workspace.go_to(code)
    row = workspace.page.row(code)
    assert row is not None
    return row


def test_only_the_application_has_a_style_sheet(workspace: ParkWorkspace) -> None:
    for number in (0, 1, 8):
        workspace.show_page(number)
    styled = [part for part in (workspace, *workspace.findChildren(QWidget)) if part.styleSheet()]
    assert styled == []


def test_a_change_of_scheme_restyles_each_widget_twice_at_most(
    workspace: ParkWorkspace, context: Context
) -> None:
    editor = _row(workspace, "industrial_land").editor
    watch = _StyleChanges()
    for part in (editor, workspace.live.gaps(), workspace.page):
        part.installEventFilter(watch)
    context.theme.set_scheme("dark")
    assert 1 <= max(watch.times.values()) <= 2, watch.times.values()
    assert len(watch.times) == 3
    assert editor.palette().color(QPalette.ColorRole.Text) == QColor(DARK.text)


def test_counts_of_problems_have_their_colours(workspace: ParkWorkspace, context: Context) -> None:
    context.theme.set_scheme("dark")
    for name, ink in (("problems.hard", DARK.error), ("problems.soft", DARK.warn)):
        button = workspace.findChild(QPushButton, name)
        assert button is not None
        button.ensurePolished()
        assert button.palette().color(QPalette.ColorRole.ButtonText) == QColor(ink)


def test_a_long_text_has_room_for_its_lines_at_every_size(
    workspace: ParkWorkspace, context: Context
) -> None:
    row = _row(workspace, "park_intro")
    editor = row.editor
    assert isinstance(editor, LongEditor)
    workspace.session.set_field("park_intro", "本园区及全部数据均为合成，仅供程序检验。" * 4)
    for scale in (2.0, 1.0, 1.5):
        context.theme.set_scale(scale)
        lines = editor.document().size().height()
        assert row.height() >= lines * editor.fontMetrics().lineSpacing(), scale
