"""How commands speak: results on stdout, messages on stderr, exit codes, never a traceback."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, TypeAlias

import typer

from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import Language, Text, msg
from services.errors import EnvironmentFailed
from services.failures import is_environment_failure, reason_and_remedy, system_failure
from services.translation import word

DONE, PROBLEMS, BAD_INPUT, FAILED = 0, 1, 2, 3
"""Exit codes of interface.md."""

_UNUSUAL = re.compile(r"[^ -~\u4e00-\u9fff]")
"""What may act on a terminal; only these characters are looked at one by one."""

Result: TypeAlias = Mapping[str, object]


class LanguageOption(StrEnum):
    """Choices of `--lang`."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True)
class Door:
    """How one command was asked to answer.

    Attributes:
        language: language of messages.
        as_json: print one JSON object and nothing else on stdout.
    """

    language: Language
    as_json: bool

    def say(self, text: Text) -> None:
        """A message for the person, on stderr."""
        sys.stderr.write(visible(word(text, self.language)) + "\n")

    def line(self, text: Text) -> None:
        """A line of the result in words; left out with `--json`.

        Raises:
            OutputFailed: it cannot be written.
        """
        if not self.as_json:
            _put(visible(word(text, self.language)) + "\n")

    def result(self, result: Result) -> None:
        """The result as one JSON object; left out without `--json`.

        Raises:
            OutputFailed: it cannot be written.
        """
        if self.as_json:
            _put(_escaped(json.dumps(result, ensure_ascii=False)) + "\n")


class OutputFailed(EnvironmentFailed):
    """The result cannot be written where the output goes."""

    code = "output-failed"


def run(door: Door, action: Callable[[Door], int]) -> NoReturn:
    """Carry out a command and leave with its exit code.

    Errors of the product become a message (or the JSON of interface.md); nothing else is caught.

    Raises:
        typer.Exit: always.
    """
    try:
        code = _carry_out(door, action)
        _put("")
    except BrokenPipeError:
        _write_nowhere()
        code = DONE
    except OutputFailed as error:
        _write_nowhere()
        report_error(Door(door.language, as_json=False), error)
        code = FAILED
    raise typer.Exit(code)


def _carry_out(door: Door, action: Callable[[Door], int]) -> int:
    try:
        return action(door)
    except (BrokenPipeError, OutputFailed):
        raise
    except GreenparkError as error:
        report_error(door, error)
        return FAILED if is_environment_failure(error) else BAD_INPUT
    except OSError as error:
        report_error(door, system_failure(error))
        return FAILED


def _put(text: str) -> None:
    """Write to the standard output and see that it is written.

    Raises:
        BrokenPipeError: the reader has gone.
        OutputFailed: there is no room, or the place has gone.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason, remedy = reason_and_remedy(error)
        raise OutputFailed(
            msg("The result cannot be written: {reason}.", reason=reason), remedy
        ) from error


def report_error(door: Door, error: GreenparkError) -> None:
    """Tell what failed, which items, and what to do."""
    if door.as_json:
        door.result({"ok": False, "error": error_json(error, door.language)})
        return
    door.say(error.message)
    for defect in error.defects:
        place = " ".join(part for part in (defect.file, defect.place, f"[{defect.rule}]") if part)
        door.say(f"  {place}: {word(defect.message, door.language)}")
    if error.hint is not None:
        door.say(error.hint)


def error_json(error: GreenparkError, language: Language) -> dict[str, object]:
    """The `error` object of a failed command."""
    return {
        "code": error.code,
        "message": word(error.message, language),
        "hint": word(error.hint, language) if error.hint is not None else "",
        "items": [defect_json(defect, language) for defect in error.defects],
    }


def defect_json(defect: Defect, language: Language) -> dict[str, str]:
    """A single defect in the shape of `error.items`."""
    return {
        "file": defect.file,
        "place": defect.place,
        "rule": defect.rule,
        "message": word(defect.message, language),
    }


def visible(text: str) -> str:
    r"""Text in which control and direction characters cannot act on a terminal.

    >>> visible("a\x1b[31m")
    'a\\x1b[31m'
    """
    return "".join(_visible_character(character) for character in text)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as aligned text lines; a wide character takes two places."""
    if not rows:
        return []
    widths = [max(_width(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _write_nowhere() -> None:
    """The reader of the output has gone (`| head`): write no more, also not at the exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _visible_character(character: str) -> str:
    if character in "\n\t" or not _acts(character):
        return character
    return character.encode("unicode_escape").decode("ascii")


def _escaped(text: str) -> str:
    r"""JSON in which control and direction characters are escaped, as JSON allows.

    >>> _escaped('"园区\u202e"')
    '"园区\\u202e"'
    """
    return _UNUSUAL.sub(
        lambda found: json.dumps(found[0])[1:-1] if _acts(found[0]) else found[0], text
    )


def _acts(character: str) -> bool:
    """Whether a character is no picture but does something: control, direction, private use."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
