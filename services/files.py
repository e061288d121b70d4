"""Making folders, and writing files so that they are there as a whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from questionnaire.messages import msg
from services.errors import ServiceError


def make_folder(folder: Path) -> None:
    """Make a folder with those above it; one that is there stays.

    Raises:
        ServiceError: a file stands in its place.
        OSError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise ServiceError(
            msg("{folder} is no folder.", folder=folder),
            msg("A folder is expected here, not a file."),
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it, make it durable, then rename it.

    Raises:
        OSError: nothing is left behind; an older file of the name is unchanged.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
