"""The command `greenpark`: one Typer application, one module for each group of commands."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from types import MappingProxyType

import typer

from cli.output import BAD_INPUT, FAILED, Door, report_error
from cli.usage import usage_message
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.system_libraries import install_hint
from services.translation import word

_COMMANDS = MappingProxyType(
    {
        "cli.park_commands": (
            "new", "fill", "roll", "undo", "redo", "evidence", "check", "inventory", "score",
            "explain", "submit",
        ),
        "cli.store_commands": ("merge", "conflicts", "rank", "assess", "withdraw", "store"),
        "cli.report_commands": ("report", "verify"),
        "cli.form_commands": ("form",),
        "cli.exchange_commands": ("template", "import", "export"),
        "cli.comparison_commands": ("compare",),
        "cli.keying_commands": ("recheck",),
        "cli.rubric_commands": ("rubric",),
        "cli.demonstration_commands": ("demo",),
    }
)  # fmt: skip
"""Which module holds which command; each has `add_to(app)`."""


_NOTHING = re.compile(r"(?!)")
_SEVERAL_VALUES = MappingProxyType(
    {
        "evidence": ("--for", re.compile(r"(?!add$)[A-Za-z][A-Za-z0-9_]*")),
        "submit": ("--year", re.compile(r"[0-9]{4}")),
    }
)
"""Commands with an option that takes several values, and what such a value looks like."""


def build_app(words: Sequence[str] = ()) -> typer.Typer:
    """The application with the commands that `words` may call.

    Only the module of the named command is imported: with all of them a start takes twice as long
    (database drivers, NumPy, ReportLab). Any other word, such as `--help`, needs them all.
    """
    app = typer.Typer(
        name="greenpark",
        add_completion=False,
        pretty_exceptions_enable=False,
        help="园区绿色低碳评价 · Green low-carbon evaluation of industrial parks",
    )
    app.callback()(_start)
    called = [module for module, names in _COMMANDS.items() if words and words[0] in names]
    for module in called or _COMMANDS:
        import_module(module).add_to(app)
    return app


def _start() -> None:
    """Keep commands as sub-commands, also where only one of them is loaded."""


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
