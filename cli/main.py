"""The command `greenpark`: one Typer application, one module for each group of commands."""

from __future__ import annotations

import sys

import click
import typer

from cli.demonstration_commands import add_to as add_demonstration_commands
from cli.output import BAD_INPUT, Door
from cli.park_commands import add_to as add_park_commands
from cli.report_commands import add_to as add_report_commands
from cli.rubric_commands import add_to as add_rubric_commands
from cli.store_commands import add_to as add_store_commands
from questionnaire.messages import msg

app = typer.Typer(
    name="greenpark",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="园区绿色低碳评价 · Green low-carbon evaluation of industrial parks",
)
add_park_commands(app)
add_store_commands(app)
add_report_commands(app)
add_rubric_commands(app)
add_demonstration_commands(app)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; wrong usage leaves with exit code 2 and a message.

    Args:
        arguments: words after `greenpark`; None takes those of the process.
    """
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.exit(app(words, standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(error.format_message() + "\n")
        sys.exit(BAD_INPUT)
    except click.ClickException as error:
        _report_usage(error, words)
        sys.exit(BAD_INPUT)
    except click.Abort:
        sys.exit(BAD_INPUT)


def _report_usage(error: click.ClickException, words: list[str]) -> None:
    door = Door("en" if "en" in words else "zh", as_json="--json" in words)
    text = error.format_message()
    message = msg("The command cannot be read: {reason}", reason=text)
    hint = msg("`greenpark --help` lists the commands, `greenpark COMMAND --help` the options.")
    if door.as_json:
        door.result(
            {
                "ok": False,
                "error": {
                    "code": "bad-usage",
                    "message": str(message),
                    "hint": str(hint),
                    "items": [],
                },
            }
        )
        return
    door.say(message)
    door.say(hint)


if __name__ == "__main__":
    main()
