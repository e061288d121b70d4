"""Tells failures of the machine from mistakes in the input, and words those of the system."""

from __future__ import annotations

import errno

from db.errors import StorageFailed
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.errors import EnvironmentFailed

_REMEDIES = {
    errno.ENOSPC: msg("The disk is full. Free some space and repeat the command."),
    errno.EDQUOT: msg("The disk quota is used up. Free some space and repeat the command."),
    errno.EACCES: msg("Permission is missing. Choose another folder or ask for access."),
    errno.EPERM: msg("Permission is missing. Choose another folder or ask for access."),
    errno.EROFS: msg("The disk is read-only. Choose another folder."),
    errno.ENOENT: msg("Check the path; a folder on the way may be missing."),
    errno.EISDIR: msg("A file is expected here, not a folder."),
    errno.ENOTDIR: msg("A folder is expected here, not a file."),
}


def is_environment_failure(error: GreenparkError) -> bool:
    """Whether the machine failed (exit code 3) and not the input (exit code 2)."""
    return isinstance(error, EnvironmentFailed | StorageFailed)


def system_failure(error: OSError) -> EnvironmentFailed:
    """The failure of the operating system in words, with the file and the remedy."""
    name = error.filename or ""
    return EnvironmentFailed(
        msg("{file}: {reason}.", file=name, reason=error.strerror or str(error)),
        _REMEDIES.get(error.errno or 0),
    )
