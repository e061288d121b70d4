"""What can go wrong with a file or a database, in words that say what to do."""

from __future__ import annotations

from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import Message, msg


class DbError(GreenparkError):
    """A file or a database that cannot be used as asked."""

    code = "storage"


class StorageFailed(DbError):
    """The disk, the share or the server failed; nothing was half-written."""

    code = "storage-failed"


class NotAGreenparkFile(DbError):
    """The file is not of the expected kind."""

    code = "foreign-file"


class NewerFormat(DbError):
    """The file was written by a newer version of the program.

    Attributes:
        needed: the format version of the file.
    """

    code = "newer-format"

    def __init__(self, name: str, needed: str) -> None:
        """Word it for the file `name` of format `needed`."""
        super().__init__(
            msg(
                "{file} has format {needed}, which this version cannot read.",
                file=name,
                needed=needed,
            ),
            hint=msg("Install a version of the program that reads format {needed}.", needed=needed),
        )
        self.needed = needed


class DamagedFile(DbError):
    """The content of the file is broken."""

    code = "damaged-file"

    def __init__(self, name: str, detail: str) -> None:
        """Word it for the file `name`; `detail` names the place or repeats the database's words."""
        super().__init__(
            msg("{file} is damaged: {detail}", file=name, detail=detail),
            hint=msg("Use a backup or a copy of the file; keep the damaged one for recovery."),
        )


class RowsLost(StorageFailed):
    """A store does not hold the rows that were just written to it."""

    code = "rows-lost"

    def __init__(self, name: str, table: str, written: int, found: int) -> None:
        """Name the table, how many rows were written and how many are there."""
        super().__init__(
            msg(
                "{file} did not keep what was written: table {table} has {found} of {written} "
                "rows. Nothing of the file was kept.",
                file=name,
                table=table,
                found=found,
                written=written,
            ),
            hint=msg("Check the store with `greenpark store check`, or take its last backup."),
        )


class FileLocked(StorageFailed):
    """Another window, program or person is writing the file."""

    code = "locked"

    def __init__(self, name: str) -> None:
        """Word it for the file or store `name`."""
        super().__init__(
            msg("{file} is being edited in another window or by another person.", file=name),
            hint=msg("Close it there, or open it here for reading only."),
        )


class FileExists(DbError):
    """A new file would overwrite one that is there."""

    code = "exists"

    def __init__(self, name: str) -> None:
        """Word it for the file `name`."""
        super().__init__(
            msg("{file} exists already and was left as it is.", file=name),
            hint=msg("Choose another name, or move the old file away."),
        )


class ReadOnlyFile(StorageFailed):
    """A change was asked of a file that was opened for reading only."""

    code = "read-only"

    def __init__(self, name: str) -> None:
        """Word it for the file `name`."""
        super().__init__(
            msg("{file} is open for reading only.", file=name),
            hint=msg("Close it where it is being edited, then open it again."),
        )


class StaleEdit(DbError):
    """An edit rests on another content than the file has; nothing of its group was stored."""

    code = "stale-edit"

    def __init__(self, name: str, place: str) -> None:
        """Word it for the file `name` and the place of the edit."""
        super().__init__(
            msg(
                "{file} has another content at {place} than the edit expects.",
                file=name,
                place=place,
            ),
            hint=msg("Open the file again and repeat the edit."),
        )


class DiskFull(StorageFailed):
    """No space is left."""

    code = "disk-full"


class PermissionLost(StorageFailed):
    """Reading or writing is not permitted."""

    code = "no-permission"


class FileMissing(DbError):
    """There is no such file or store."""

    code = "no-file"

    def __init__(self, name: str) -> None:
        """Word it for the file or store `name`."""
        super().__init__(
            msg("There is no file or store {file}.", file=name),
            hint=msg("Check the path; `new` makes a park file, `merge` makes a store."),
        )


class FileVanished(StorageFailed):
    """The file or its folder is gone."""

    code = "vanished"


class RefusedFile(DbError):
    """A file from outside that breaks a rule; nothing of it was taken.

    Attributes:
        rule: short stable name of the broken rule, e.g. `schema`, `damaged`.
    """

    code = "refused-file"

    def __init__(self, name: str, rule: str, message: Message, hint: Message | None = None) -> None:
        """Refuse the file `name` by `rule`; `message` says what is wrong in it."""
        super().__init__(
            msg("{file} was refused ({rule}): {problem}", file=name, rule=rule, problem=message),
            hint=hint
            or msg("Ask the sender to submit again with this program and to send that file."),
            defects=[Defect(name, "", rule, message)],
        )
        self.rule = rule
