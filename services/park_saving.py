"""Opening, closing and rescuing the file of a session.

While a session may write, a fact in the file says so. It is taken out when the session is closed;
a file in which it still stands was left by a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from db.edits import EditGroup, LoggedGroup, changes
from db.errors import DbError, FileExists
from db.park_file import ParkFile
from questionnaire.answers import History
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Message, msg
from questionnaire.moments import moment_here
from services.draft_writer import DraftWriter, WriteStep
from services.environment import Environment
from services.errors import EnvironmentFailed

OPEN_MARK = "open"
"""Key of the fact that somebody edits the file: time of opening, number of the last group then."""


class Unsaved(EnvironmentFailed):
    """A session cannot be closed because edits are not on the disk."""

    code = "unsaved"


def unsaved(name: str, pending: int, failure: Message | None) -> Unsaved:
    """The refusal to close a session that has edits left."""
    reason = failure or msg("writing is not finished")
    return Unsaved(
        msg(
            "{n} {n|edit|edits} could not be written to {file}: {reason}",
            n=pending,
            file=name,
            reason=reason,
        ),
        msg("Save the file elsewhere, or close it without these edits."),
    )


def mark_open(park: ParkFile, time: str) -> None:
    """Write into the file that a session edits it."""
    groups = park.groups()
    park.set_meta(OPEN_MARK, f"{time} {groups[-1].number if groups else 0}")


def crash_note(meta: Mapping[str, str], groups: Iterable[LoggedGroup]) -> Message | None:
    """What to tell when the last session did not close the file; None when it did."""
    mark = meta.get(OPEN_MARK)
    if mark is None:
        return None
    opened, _, number = mark.partition(" ")
    since = [group for group in groups if number.isdecimal() and group.number > int(number)]
    if not since:
        return msg(
            "The program ended on {opened} without closing this file. Nothing had been changed; "
            "nothing is lost.",
            opened=moment_here(opened),
        )
    return msg(
        "The program ended without closing this file. {n} {n|edit|edits} made since {opened} "
        "{n|was|were} found, the last of {last}; everything that was shown as saved is here.",
        n=len(since),
        opened=moment_here(opened),
        last=moment_here(since[-1].time),
    )


def write_copy(
    park: ParkFile,
    path: Path,
    catalogue: Catalogue,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Copy an open park file, as a file that nobody has open.

    Args:
        park: the file, with everything that was entered.
        path: the copy; an existing file is replaced as a whole.
        catalogue: the field catalogue.
        progress: hears how many KiB of how many are copied; what it raises ends the copying and
            leaves `path` as it was.

    Raises:
        FileExists: `path` is the open file itself.
        StorageFailed: the copy cannot be written.
    """
    if path.exists() and path.samefile(park.path):
        raise FileExists(path.name)
    park.copy_to(path, progress)
    with ParkFile.open(path, catalogue) as copy:
        copy.clear_meta(OPEN_MARK)


def save_copy(
    writer: DraftWriter,
    path: Path,
    catalogue: Catalogue,
    environment: Environment,
    history: History,
) -> tuple[ParkFile, Message | None]:
    """Write everything, unsaved edits included, to another file and open it.

    Args:
        writer: owner of the present file.
        path: the other file; an existing one is replaced.
        catalogue: the field catalogue.
        environment: clock.
        history: the answers as the session shows them.

    Returns:
        The new file, and a note when the present one cannot be read any more, so that only the
        answers could be saved.

    Raises:
        DbError: the other file cannot be written.
    """
    steps = writer.pending
    try:
        writer.ask(lambda park: park.copy_to(path))
    except DbError:
        return _rescued(path, catalogue, environment, history, steps), msg(
            "The file could not be read any more. The answers of all years were saved; the edit "
            "log, evidence files and submitted revisions stay in the old file."
        )
    park = ParkFile.open(path, catalogue)
    try:
        for step in steps:
            step.write(park)
    except BaseException:
        park.close()
        raise
    return park, None


def _rescued(
    path: Path,
    catalogue: Catalogue,
    environment: Environment,
    history: History,
    steps: Iterable[WriteStep],
) -> ParkFile:
    time = environment.timestamp()
    park = ParkFile.create(path, catalogue, created_at=time)
    try:
        for year in sorted(history):
            edits = changes(None, history[year], catalogue)
            park.apply(EditGroup("", time, "rescue", edits))
        for step in steps:
            if step.evidence is not None:
                park.add_evidence(*step.evidence)
        mark_open(park, time)
    except BaseException:
        park.close()
        raise
    return park
