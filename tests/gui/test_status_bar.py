"""The status bar: nothing in it is cut."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.status_bar import StatusBar
from gui.workspaces import ProblemCounts


def test_counts_of_problems_fit_into_the_bar(context: Context, qtbot: QtBot) -> None:
    bar = StatusBar(context)
    qtbot.addWidget(bar)
    bar.resize(1280, bar.sizeHint().height())
    bar.show_problems(ProblemCounts(1, 2))
    bar.show()
    counts = bar.findChild(QToolButton, "status.problems")
    assert counts is not None
    assert counts.text() == "须改正 1   须说明 2"
    assert counts.height() >= QFontMetrics(counts.font()).height()
    assert counts.geometry().bottom() <= bar.rect().bottom()
