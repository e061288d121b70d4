"""What the program is, its version, and the licences of everything it is made of."""

from __future__ import annotations

import re
from importlib import metadata
from importlib.metadata import PackageMetadata
from importlib.resources import files

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.messages import msg

_SIZE_PX = (680, 520)
_PROGRAM = "greenpark"
_NEEDED = re.compile(r"([A-Za-z0-9._-]+)(?:\[(\w+)\])?")
"""Name and extra at the beginning of a requirement."""


class AboutDialog(QDialog):
    """Name and version; licences of the program, of Qt, of fonts and icons, of the libraries."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = context.texts.tr
        self.setWindowTitle(tr(msg("About and licences")))
        open_at(self, context.theme, *_SIZE_PX)
        tabs = QTabWidget()
        tabs.tabBar().setAccessibleName(tr(msg("About and licences")))
        tabs.setDocumentMode(True)
        pages = (
            (tr(msg("Libraries")), libraries()),
            (tr(msg("Window toolkit")), tr(_qt_terms())),
            (tr(msg("Font")), _resource("fonts", "OFL.txt")),
            (tr(msg("Icons")), _resource("icons", "LICENSE")),
        )
        for name, text in pages:
            page = QPlainTextEdit(text)
            page.setReadOnly(True)
            page.setAccessibleName(name)
            tabs.addTab(page, name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr(msg("Close")))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(tr(msg("Green park evaluation")), "title"))
        release = msg("Version {version}, under the Apache License 2.0", version=_version())
        column.addWidget(label(tr(release), "label"))
        column.addSpacing(8)
        column.addWidget(tabs, 1)
        column.addWidget(buttons)


def libraries() -> str:
    """Every library that is installed with the program, with its version and licence, by name."""
    found: dict[str, str] = {}
    waiting = _needs(_PROGRAM, "")
    while waiting:
        name, extra = waiting.pop()
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # of another system
        if name not in found or extra:
            waiting += _needs(name, extra)
        found[name] = _library(about)
    return "\n".join(sorted(found.values(), key=str.casefold))


def _needs(name: str, extra: str) -> list[tuple[str, str]]:
    """Packages that a package needs, always or for an extra of its own; each with its extra."""
    lines = [
        line
        for line in metadata.requires(name) or []
        if "extra ==" not in line or (extra and re.search(rf"extra == .{extra}\b", line))
    ]
    parts = [found.groups("") for line in lines if (found := _NEEDED.match(line))]
    return [(re.sub(r"[-_.]+", "-", package).lower(), wanted) for package, wanted in parts]


def _library(about: PackageMetadata) -> str:
    keys = ("License-Expression", "License", "Classifier")
    texts = [text for key in keys for text in about.get_all(key) or []]
    stated = [text for text in texts if "License ::" in text or " :: " not in text]
    licence = stated[0].splitlines()[0].rpartition(" :: ")[2] if stated else ""
    return f"{about['Name']} {about['Version']}: {licence}"


def _qt_terms() -> object:
    return msg(
        "The window uses Qt {version} and PySide6, both under the GNU Lesser General Public "
        "License 3, unchanged and as libraries of their own: you may put other versions of them "
        "in their place. Their source is at https://download.qt.io.",
        version=qVersion(),
    )


def _resource(folder: str, name: str) -> str:
    return (files("resources") / folder / name).read_text(encoding="utf-8")


def _version() -> str:
    return metadata.version("greenpark")
