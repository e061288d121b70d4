"""Real widgets without a screen; nothing may be left open.

Fixtures:
    context: parts of the window in Chinese and light, with fake dialogs and synchronous jobs.
"""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.context import Context
from gui.fonts import load_fonts
from support.window import fake, make_context


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """No screen, whatever the environment says; Fusion, as the window itself."""
    return ["greenpark", "-platform", "offscreen", "-style", "fusion"]


@pytest.fixture(scope="session")
def _fonts(qapp: QApplication) -> None:
    assert qapp.platformName() == "offscreen"
    load_fonts()


@pytest.fixture(autouse=True)
def _no_window_left(_fonts: None) -> Iterator[None]:
    """Fail when a window of the test is still there after it."""
    before = set(_windows())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not before.issuperset(_windows()):  # looking through all objects takes half a second
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = [f"{window!r} {window.objectName()}" for window in _windows() if window not in before]
    assert not found, f"windows left open: {found}"


def _windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.parent() is None]


@pytest.fixture
def context(_fonts: None) -> Iterator[Context]:
    """The parts that views share; every answer that a test gave must have been asked for."""
    made = make_context()
    yield made
    made.jobs.close()
    fake(made).assert_done()
