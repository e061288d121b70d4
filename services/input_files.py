"""Reading the files that a command is given beside park files and stores, within bounds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from questionnaire.messages import Message, msg
from services.errors import ServiceError


class NoInputFile(ServiceError):
    """A file that was named is not there, or is no file."""

    code = "no-file"


class UnreadableInput(ValueError):
    """A text that is no JSON, or no table, as it should be.

    Attributes:
        reason: what is wrong with it, and where.
    """

    def __init__(self, reason: Message) -> None:
        """Keep the reason."""
        super().__init__(str(reason))
        self.reason = reason


def read_input(path: Path, most_bytes: int, remedy: Message) -> bytes:
    """The bytes of a file.

    Args:
        path: the file.
        most_bytes: a larger file is not read.
        remedy: what to do about one that is too large.

    Raises:
        NoInputFile: it is not there, or a folder or a device.
        ServiceError: it is too large.
        OSError: it cannot be read.
    """
    if not path.exists():
        raise NoInputFile(msg("There is no file {file}.", file=path), msg("Check the path."))
    if not path.is_file():
        raise NoInputFile(msg("{file} is no file.", file=path), msg("Name a file, not a folder."))
    with path.open("rb") as file:
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise ServiceError(
            msg("{file} is larger than {n} MiB.", file=path.name, n=most_bytes >> 20), remedy
        )
    return data


def read_json(data: bytes) -> object:
    """JSON as it is written: every number as its text, no key twice.

    Raises:
        UnreadableInput: no UTF-8, no JSON, a key given twice, nested too deeply.
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=str,
            object_pairs_hook=_without_repeats,
        )
    except UnicodeDecodeError as error:
        raise UnreadableInput(msg("the text is not UTF-8")) from error
    except json.JSONDecodeError as error:
        place = msg("line {line}, column {column}", line=error.lineno, column=error.colno)
        raise UnreadableInput(msg("{place} is not as JSON has it", place=place)) from error
    except RecursionError as error:
        raise UnreadableInput(msg("it is nested too deeply")) from error


def _without_repeats(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableInput(msg("{key} is given twice", key=twice))
    return result
