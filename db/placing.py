"""Files that appear whole or not at all: written under a temporary name beside their place."""

from __future__ import annotations

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import FileExists

_TEMPORARY = ".{}.{}.tmp"


@contextmanager
def placed(path: Path, *, replace: bool) -> Iterator[Path]:
    """Give a temporary name in the folder of `path`; what is written there takes the place after.

    The content is on the disk before the name is. Nothing is left behind when the block raises.

    Args:
        path: where the file shall be.
        replace: whether it may take the place of a file that is there.

    Raises:
        FileExists: the place is taken and `replace` is not set.
        OSError: the folder or the disk does not allow it.
    """
    temporary = path.with_name(_TEMPORARY.format(path.name, secrets.token_hex(8)))
    if not replace and path.exists():
        raise FileExists(path.name)
    try:
        yield temporary
        _sync(temporary)
        if replace:
            temporary.replace(path)
        else:
            _take_free_place(temporary, path)
        _sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def begun(path: Path) -> list[Path]:
    """Files that were begun for the place of `path` and are being written, or were left behind."""
    return sorted(path.parent.glob(_TEMPORARY.format(glob.escape(path.name), "[0-9a-f]" * 16)))


def _take_free_place(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise FileExists(path.name) from None
    except OSError:  # file systems of USB sticks know no links
        if path.exists():
            raise FileExists(path.name) from None
        temporary.rename(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, where folders can be opened at all (not on Windows)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
