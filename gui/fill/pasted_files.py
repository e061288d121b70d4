"""Files of the clipboard: those copied in a file manager, or a picture as a PNG file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

_NAME = "screenshot.png"


def offers_files() -> bool:
    """Whether the clipboard holds files, or a picture and no text."""
    held = QGuiApplication.clipboard().mimeData()
    return held.hasUrls() or (held.hasImage() and not held.hasText())


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """The files on this machine that are dragged or were copied."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


@contextmanager
def pasted_files() -> Iterator[tuple[Path, ...]]:
    """The files of the clipboard; a picture is a file until the block is left."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.mimeData().hasUrls():
        yield files_of(clipboard.mimeData())
        return
    image: QImage = clipboard.image()
    with tempfile.TemporaryDirectory(prefix="greenpark-") as folder:
        path = Path(folder) / _NAME
        is_there = not image.isNull() and image.save(str(path))
        yield (path,) if is_there else ()
