"""What can be done about a file that cannot be opened, by the code of its error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from gui.error_words import message_of, places_of
from questionnaire.errors import GreenparkError
from questionnaire.messages import Message, Text, msg

Remedy: TypeAlias = Literal["read_only", "retry", "copy", "other", "forget"]

REMEDY_WORDS: Mapping[Remedy, Message] = MappingProxyType(
    {
        "read_only": msg("Open for reading only"),
        "retry": msg("Try again"),
        "copy": msg("Copy the file elsewhere…"),
        "other": msg("Open another file…"),
        "forget": msg("Remove from the recent files"),
    }
)
_HEADINGS: Mapping[str, Message] = MappingProxyType(
    {
        "locked": msg("The file is being edited elsewhere"),
        "damaged-file": msg("The file is damaged"),
        "newer-format": msg("The file needs a newer version of the program"),
        "foreign-file": msg("This is not a file that can be opened"),
        "no-permission": msg("The file cannot be written"),
        "read-only": msg("The file cannot be written"),
        "no-file": msg("The file is not there"),
        "vanished": msg("The file is not there"),
        "disk-full": msg("The disk is full"),
        "storage-failed": msg("The file cannot be read"),
    }
)
_REMEDIES: Mapping[str, tuple[Remedy, ...]] = MappingProxyType(
    {
        "locked": ("read_only", "retry", "copy", "other"),
        "damaged-file": ("copy", "other"),
        "newer-format": ("copy", "other"),
        "foreign-file": ("other",),
        "no-permission": ("read_only", "retry", "copy", "other"),
        "read-only": ("read_only", "retry", "copy", "other"),
        "no-file": ("retry", "other", "forget"),
        "vanished": ("retry", "other", "forget"),
        "disk-full": ("read_only", "retry", "copy", "other"),
        "storage-failed": ("retry", "copy", "other"),
    }
)
"""In the order of `REMEDY_WORDS`, so that the best one stands first."""
_GONE = frozenset({"no-file", "vanished"})
_WHY_GONE = msg("It was moved, renamed or deleted, or its drive is not connected.")
_UNTOUCHED = msg("The file was left as it is.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the page shows.

    Attributes:
        location: path or URL of the file.
        heading: what happened, in a few words.
        message: what happened to which file.
        hint: what to do; empty when the message says it.
        details: every single defect.
        promise: that the file was not changed; empty when it is not there.
        remedies: what can be done here; the first is the best.
    """

    location: str
    heading: Message
    message: Text
    hint: Text
    details: tuple[Text, ...]
    promise: Text
    remedies: tuple[Remedy, ...]


def trouble_of(location: str, error: GreenparkError) -> Trouble:
    """What the page says of a file and offers for it.

    Nothing that the program does here changes the file. A database that several people share is
    neither copied nor opened from a chooser of files. What an error advises for a file that is not
    there is for people who typed its name.

    >>> from questionnaire.messages import msg
    >>> trouble_of("a.parkdb", GreenparkError(msg("No."))).remedies
    ('retry', 'other')
    """
    remedies = _REMEDIES.get(error.code, ("retry", "other"))
    is_gone = error.code in _GONE
    if "://" in location:
        remedies = tuple(name for name in remedies if name != "copy")
    return Trouble(
        location,
        _HEADINGS.get(error.code, msg("The file cannot be opened")),
        message_of(error),
        _WHY_GONE if is_gone else error.hint or "",
        tuple(item.message for item in places_of(error) if item.message != error.message),
        "" if is_gone else _UNTOUCHED,
        remedies,
    )
