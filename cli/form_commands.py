"""The command that prints the form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, Door, LanguageOption, run
from questionnaire.messages import Message, msg
from services.bootstrap import load_product
from services.environment import local_environment
from services.printed_forms import WrittenForm, write_form


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(form)


def form(
    out: Annotated[Path, typer.Argument(metavar="OUT.pdf", help="输出文件 · file to write")],
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="园区文件、上报文件或汇总库；不给则打印空白表 · park file, submission or store; "
            "without it a blank form",
        ),
    ] = None,
    park: options.Park = None,
    year: options.Year = None,
    blank: Annotated[bool, typer.Option("--blank", help="空白表 · without answers")] = False,
    statement: Annotated[
        bool, typer.Option("--statement", help="仅填报声明页 · the statement page alone")
    ] = False,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """打印填报表 PDF · Print the form as PDF."""

    def action(door: Door) -> int:
        written = write_form(
            load_product(),
            local_environment(),
            out,
            subject,
            park=park,
            year=year,
            blank=blank,
            statement_only=statement,
            language=door.language,
        )
        door.line(msg("Wrote {file} ({state}).", file=written.file, state=_state(written)))
        door.result(
            {
                "ok": True,
                "files": [str(written.file)],
                "revision": written.revision,
                "state": written.state,
                "problems": [],
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)


def _state(written: WrittenForm) -> Message:
    """What was printed, in words."""
    if written.state == "submitted":
        return msg("submission {fingerprint}", fingerprint=written.revision[:16])
    return msg("Draft") if written.state == "draft" else msg("blank form")
