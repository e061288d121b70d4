"""Starts the window: application, font, look, language, first window.

Called by the command `greenpark` without words; everything that must come before Qt's application
object is here.
"""

from __future__ import annotations

import ctypes
import os
import sys
import traceback
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gui.context import Context
from gui.dialogs import Dialogs
from gui.fonts import load_fonts, system_scale
from gui.garbage import GarbageSearch
from gui.icons import icon_pixmap
from gui.jobs import Jobs
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.texts import Texts
from gui.theme import Theme
from gui.tokens import LIGHT
from gui.workspaces import OpenRequest, WorkspaceKind
from questionnaire.messages import Language, Message, msg
from services.environment import Environment, local_environment
from services.errors import EnvironmentFailed
from services.system_libraries import install_hint

if TYPE_CHECKING:
    from services.bootstrap import Product

SWITCH_S = 0.0005
"""How long the window waits at most for a worker that computes. Qt hands the interpreter back and
forth hundreds of times while it paints; with the usual 5 ms a window stood still for half a second
while a ledger was imported or stored."""


class WindowUnavailable(EnvironmentFailed):
    """There is no screen to open a window on, or a library of the system is missing."""

    code = "no-window"


def main(arguments: Sequence[str] = ()) -> int:
    """Open the window and run until the last one is closed; gives the exit code.

    Args:
        arguments: files and folders to open at once.

    Raises:
        WindowUnavailable: no window can be opened here.
    """
    check_screen(os.environ, sys.platform)
    plugins = Path(PySide6.__path__[0], "Qt", "plugins", "platforminputcontexts")
    installed = {file.name for file in plugins.glob("*")} if plugins.is_dir() else set()
    os.environ.update(input_method(os.environ, installed))
    application = QApplication([sys.argv[0] if sys.argv else "greenpark"])
    application.setStyle("fusion")
    application.setApplicationName("greenpark")
    sys.setswitchinterval(SWITCH_S)
    windows = Windows(application, local_environment())
    windows.open_first(tuple(Path(name) for name in arguments))
    try:
        return application.exec()
    finally:
        windows.end()


def check_screen(environ: Mapping[str, str], platform: str) -> None:
    """Refuse to start where Qt would end the process without a word.

    Args:
        environ: the environment variables.
        platform: `sys.platform`.

    Raises:
        WindowUnavailable: no display is named, it cannot be reached, or a library is missing.
    """
    if not platform.startswith("linux") or "QT_QPA_PLATFORM" in environ:
        return
    if "WAYLAND_DISPLAY" in environ:
        return
    if not environ.get("DISPLAY"):
        raise WindowUnavailable(
            msg("The window cannot open: there is no display."),
            msg("Run it in a desktop session; `greenpark --help` lists what works without one."),
        )
    plugin = Path(PySide6.__path__[0], "Qt", "plugins", "platforms", "libqxcb.so")
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise WindowUnavailable(_missing(str(error)), install_hint()) from error
    if not _display_answers():
        raise WindowUnavailable(
            msg(
                "The window cannot open: the display {name} does not answer.",
                name=environ["DISPLAY"],
            ),
            msg("Run it in a desktop session; `greenpark --help` lists what works without one."),
        )


def _display_answers() -> bool:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if display:
        x11.XCloseDisplay(ctypes.c_void_p(display))
    return bool(display)


def _missing(reason: str) -> Message:
    return msg("The window cannot open: a library is missing ({reason}).", reason=reason)


def input_method(environ: Mapping[str, str], plugins: Collection[str]) -> dict[str, str]:
    """Variables to set so that Chinese can be typed: fcitx speaks ibus, whose plugin Qt brings.

    Args:
        environ: the environment variables.
        plugins: names of the input-method plugins that are installed.

    >>> input_method({"QT_IM_MODULE": "fcitx"}, {"libibusplatforminputcontextplugin.so"})
    {'QT_IM_MODULE': 'ibus'}
    >>> input_method({"XMODIFIERS": "@im=fcitx"}, {"libibusplatforminputcontextplugin.so"})
    {'QT_IM_MODULE': 'ibus'}
    >>> input_method({"QT_IM_MODULE": "ibus"}, {"libibusplatforminputcontextplugin.so"})
    {}
    """
    if any("fcitx" in name for name in plugins) or not any("ibus" in name for name in plugins):
        return {}
    wanted = environ.get("QT_IM_MODULE")
    if wanted is None and "fcitx" in environ.get("XMODIFIERS", ""):
        wanted = "fcitx"
    return {"QT_IM_MODULE": "ibus"} if wanted in {"fcitx", "fcitx5"} else {}


def translate_qt(application: QApplication, translator: QTranslator, language: Language) -> None:
    """Word Qt's own boxes in the language of the window; English needs no translation.

    Args:
        application: shows the boxes.
        translator: holds the words; the same one each time.
        language: of the window.
    """
    application.removeTranslator(translator)
    locale = QLocale("zh_CN" if language == "zh" else "en_GB")
    QLocale.setDefault(locale)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        application.installTranslator(translator)


class Windows(QObject):
    """The open windows and what they share."""

    def __init__(self, application: QApplication, environment: Environment) -> None:
        super().__init__()
        load_fonts()
        settings = Settings(environment.home / "settings.ini")
        texts = Texts(settings.language)
        theme = Theme(settings.scheme, system_scale() * settings.text_scale / 100)
        dialogs = Dialogs(texts, settings, theme)
        self.context = Context(environment, settings, texts, theme, dialogs, Jobs(self))
        self._application = application
        self._translator = QTranslator(self)
        self._windows: list[MainWindow] = []
        self._product: Product | None = None
        self._garbage = GarbageSearch(application, self._is_idle)
        application.setWindowIcon(QIcon(icon_pixmap("leaf", LIGHT.accent, 64)))
        texts.language_changed.connect(self._translate_qt)
        self._translate_qt()
        sys.excepthook = self._report_slip

    def open_first(self, paths: tuple[Path, ...]) -> None:
        """Open the first window, then read the product's data beside it."""
        window = self.open_window()
        if paths:
            window.open_paths(paths)
        QTimer.singleShot(0, self._warm_up)

    def open_window(self) -> MainWindow:
        """Open a window with the start page."""
        window = MainWindow(self.context)
        self._windows.append(window)
        window.another_requested.connect(self._open_another)
        window.closed.connect(lambda: self._forget(window))
        window.file_closed.connect(self._garbage.search_soon)
        if self._product is not None:
            window.show_product(self._product)
        window.show()
        return window

    def end(self) -> None:
        """Stop the worker thread and write the settings."""
        self.context.jobs.close()
        self.context.settings.sync()
        self._garbage.end()

    def _open_another(self, kind: WorkspaceKind, request: OpenRequest) -> None:
        self.open_window().open(kind, request)

    def _forget(self, window: MainWindow) -> None:
        self._windows.remove(window)
        window.deleteLater()

    def _warm_up(self) -> None:
        """Read the product's data beside the start page, so that the first file opens at once."""
        self.context.jobs.run(lambda _progress: self.context.product).on_success(self._show).start()

    def _show(self, product: Product) -> None:
        self._product = product
        self._garbage.keep_all()
        for window in self._windows:
            window.show_product(product)

    def _is_idle(self) -> bool:
        return all(window.workspace is None for window in self._windows)

    def _translate_qt(self) -> None:
        translate_qt(self._application, self._translator, self.context.texts.language)

    def _report_slip(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A mistake of the program: kept in a file, told in words, the window stays open."""
        report = self.context.environment.home / "last_error.txt"
        text = "".join(traceback.format_exception(kind, error, trace))
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(f"{self.context.environment.timestamp()}\n{text}", encoding="utf-8")
        self.context.dialogs.note(
            QApplication.activeWindow(),
            msg("The program made a mistake; what was shown as saved is saved."),
            msg("Send {file} to whoever looks after the program.", file=report),
        )
