"""The command that builds the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, Door, LanguageOption, run
from cli.wording import print_ranking
from questionnaire.messages import msg
from services.demonstration.builder import DEFAULT_SEED, build_demonstration


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="演示文件夹 · folder")],
    seed: Annotated[int, typer.Option("--seed", help="种子 · seed")] = DEFAULT_SEED,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """生成演示数据 · Build the demonstration: parks, submissions, store, scorecards."""

    def action(door: Door) -> int:
        summary = build_demonstration(folder, seed, door.say)
        print_ranking(door, summary.year, summary.ranking)
        for label, path in summary.places:
            door.line(msg("{label}: {path}", label=label, path=path))
        door.line(msg("Content hash {hash}.", hash=summary.content_hash))
        door.result(
            {
                "ok": True,
                "files": [str(path) for path in summary.files],
                "content_hash": summary.content_hash,
                "kept": summary.kept,
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)
