"""Tells failures of the machine from mistakes in the input, and words those of the system."""

from __future__ import annotations

import errno
from types import MappingProxyType

from db.errors import StorageFailed
from questionnaire.errors import GreenparkError
from questionnaire.messages import Message, msg
from services.errors import EnvironmentFailed

_FULL = msg("The disk is full. Free some space and try again.")
_DENIED = msg("Permission is missing. Choose another folder or ask for access.")
_KNOWN = MappingProxyType(
    {
        errno.ENOSPC: (msg("no space is left"), _FULL),
        errno.EDQUOT: (
            msg("the disk quota is used up"),
            msg("The disk quota is used up. Free some space and try again."),
        ),
        errno.EFBIG: (msg("no space is left"), _FULL),
        errno.EACCES: (msg("permission is missing"), _DENIED),
        errno.EPERM: (msg("permission is missing"), _DENIED),
        errno.EROFS: (
            msg("the disk is read-only"),
            msg("The disk is read-only. Choose another folder."),
        ),
        errno.ENOENT: (
            msg("there is no such file or folder"),
            msg("Check the path; a folder on the way may be missing."),
        ),
        errno.EISDIR: (msg("it is a folder"), msg("A file is expected here, not a folder.")),
        errno.ENOTDIR: (
            msg("a part of the path is no folder"),
            msg("A folder is expected here, not a file."),
        ),
    }
)
"""What an error of the system means, and what to do about it."""


def is_environment_failure(error: GreenparkError) -> bool:
    """Whether the machine failed (exit code 3) and not the input (exit code 2)."""
    return isinstance(error, EnvironmentFailed | StorageFailed)


def system_failure(error: OSError) -> EnvironmentFailed:
    """The failure of the operating system in words, with the file and the remedy."""
    reason, remedy = reason_and_remedy(error)
    if not error.filename:
        return EnvironmentFailed(msg("It failed: {reason}.", reason=reason), remedy)
    return EnvironmentFailed(msg("{file}: {reason}.", file=error.filename, reason=reason), remedy)


def reason_and_remedy(error: OSError) -> tuple[Message, Message]:
    """Why the operating system refused, and what to do."""
    unknown = (
        msg("{text}", text=error.strerror or str(error)),
        msg("Check the disk, share or path, then repeat."),
    )
    return _KNOWN.get(error.errno or 0, unknown)
