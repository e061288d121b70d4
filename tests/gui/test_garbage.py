"""Everything is searched for garbage after a file was closed, and never by itself."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.garbage import GarbageSearch


class Circle:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def search(qapp: QApplication) -> Iterator[GarbageSearch]:
    made = GarbageSearch(qapp, lambda: False)
    yield made
    made.end()
    made.deleteLater()


def _left_circle() -> "weakref.ref[Circle]":
    """A circle that nobody holds any more, old enough to be found by a full search only."""
    circle = Circle()
    gc.collect(1)
    gc.collect(1)
    return weakref.ref(circle)


def test_a_search_is_made_when_a_file_was_closed(search: GarbageSearch, qtbot: QtBot) -> None:
    left = _left_circle()
    made = [[number] for number in range(200_000)]
    assert left() is not None, "searched while rows were made"
    search.search_soon()
    qtbot.waitUntil(lambda: left() is None)
    assert made


@pytest.mark.usefixtures("search")
def test_a_search_is_made_behind_another_program(qapp: QApplication, qtbot: QtBot) -> None:
    left = _left_circle()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: left() is None)


def test_what_is_left_without_a_file_is_not_looked_at_again(
    qapp: QApplication, qtbot: QtBot
) -> None:
    usual = gc.get_threshold()
    search = GarbageSearch(qapp, lambda: True)
    try:
        search.search_soon()
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    finally:
        gc.unfreeze()
        search.end()
        search.deleteLater()
    assert gc.get_threshold() == usual
