"""What kind of file a path holds, by its first bytes alone."""

from __future__ import annotations

from pathlib import Path

from db._foreign_copy import check_header
from db.errors import FileMissing, NotAGreenparkFile, RefusedFile
from db.faults import storage_errors
from db.formats import FileKind
from questionnaire.messages import msg

_HEADER_BYTES = 100


def kind_of_file(path: Path) -> FileKind:
    """The kind of a file of this program.

    Raises:
        NotAGreenparkFile: it is another file, or of another format version.
        FileMissing: it is not there.
        StorageFailed: it cannot be read.
    """
    with storage_errors(path.name, path):
        if not path.is_file():
            raise FileMissing(path.name)
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    try:
        return check_header(path.name, head)
    except RefusedFile as error:
        (defect,) = error.defects
        message = msg("{file} was refused: {problem}", file=path.name, problem=defect.message)
        raise NotAGreenparkFile(message, error.hint) from error
