"""The command `greenpark`: one Typer application, one module for each group of commands."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated

import typer

from cli.commands import add_commands
from cli.output import BAD_INPUT, DONE, FAILED, Door, report_error, run
from cli.usage import usage_message
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.system_libraries import install_hint
from services.translation import word

_NOTHING = re.compile(r"(?!)")
_SEVERAL_VALUES = MappingProxyType(
    {
        "evidence": ("--for", re.compile(r"(?!add$)[A-Za-z][A-Za-z0-9_]*")),
        "submit": ("--year", re.compile(r"[0-9]{4}")),
    }
)
"""Commands with an option that takes several values, and what such a value looks like."""


def build_app(words: Sequence[str] | None = None) -> typer.Typer:
    """The application; commands that `words` do not call are only named (see `cli.commands`).

    Args:
        words: of the call; None loads every command.
    """
    app = typer.Typer(
        name="greenpark",
        add_completion=False,
        pretty_exceptions_enable=False,
        help="园区绿色低碳评价 · Green low-carbon evaluation of industrial parks",
    )
    app.callback()(_start)
    add_commands(app, words)
    return app


def _show_version(wanted: bool) -> None:
    """Print the version, and end.

    Raises:
        typer.Exit: it was printed.
    """
    if wanted:
        run(Door("zh", as_json=False), _print_version)


def _print_version(door: Door) -> int:
    door.line(f"greenpark {metadata.version('greenpark')}")
    return DONE


def _start(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="版本 · version"),
    ] = False,
) -> None:
    """What stands before a command; it makes every command a sub-command, also a single one."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; wrong usage leaves with exit code 2 and a message.

    Without words it opens the window.

    Args:
        arguments: words after `greenpark`; None takes those of the process.
    """
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if not words:
        sys.exit(_open_window())
    try:
        app = build_app(words)
        sys.exit(app(spread_values(words), prog_name="greenpark", standalone_mode=False))
    except typer.TyperException as error:
        _report_usage(error, words)
        sys.exit(BAD_INPUT)
    except typer.Abort:
        sys.exit(BAD_INPUT)


def spread_values(words: Sequence[str]) -> list[str]:
    """The words with an option of several values written once for each: `--for T1 T2`.

    >>> spread_values(["evidence", "p", "add", "d.pdf", "--for", "T1", "T2", "--title", "x"])[4:8]
    ['--for', 'T1', '--for', 'T2']
    """
    option, value = _SEVERAL_VALUES.get(words[0], ("", _NOTHING)) if words else ("", _NOTHING)
    spread: list[str] = []
    taking = False
    for word_ in words:
        if taking and spread[-2:-1] == [option] and value.fullmatch(word_):
            spread.append(option)
        spread.append(word_)
        taking = word_ == option or (taking and bool(value.fullmatch(word_)))
    return spread


def _open_window() -> int:
    """Run the window and give its exit code; 3 where no window can be opened."""
    door = Door("zh", as_json=False)
    try:
        # Qt is loaded here and nowhere else below the window: commands run without it.
        return int(import_module("gui.app").main())
    except ImportError as error:
        door.say(msg("The window cannot open: a library is missing ({reason}).", reason=error))
        door.say(install_hint())
    except GreenparkError as error:
        report_error(door, error)
    return FAILED


def _report_usage(error: typer.TyperException, words: list[str]) -> None:
    """Say what is wrong with the call."""
    in_english = "--lang=en" in words or ("--lang", "en") in pairwise(words)
    door = Door("en" if in_english else "zh", as_json="--json" in words)
    message = usage_message(error)
    hint = msg("`greenpark --help` lists the commands, `greenpark COMMAND --help` the options.")
    if door.as_json:
        door.result(
            {
                "ok": False,
                "error": {
                    "code": "bad-usage",
                    "message": word(message, door.language),
                    "hint": word(hint, door.language),
                    "items": [],
                },
            }
        )
        return
    door.say(message)
    door.say(hint)


if __name__ == "__main__":
    main()
