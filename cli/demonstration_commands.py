"""The command that builds the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, Door, LanguageOption, run, table
from cli.wording import print_ranking
from questionnaire.messages import msg
from services.demonstration.builder import DEFAULT_SEED, build_demonstration
from services.demonstration.margins import Margin
from services.translation import word


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
        print_margins(door, summary.margins)
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
                "margins": [margin_json(item) for item in summary.margins],
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)


def print_margins(door: Door, margins: Sequence[Margin]) -> None:
    """Sums and counts of 2020 beside those of the study, as a table."""
    door.line(msg("2020: the sample of the study and the invented parks"))
    heads = (msg("Quantity"), msg("Study"), msg("Found"), msg("Unit"), msg("Agrees"))
    rows = [[word(head, door.language) for head in heads]]
    for item in margins:
        agrees = msg("yes") if item.agrees else msg("no")
        words = (item.name, item.target, item.found, item.unit, agrees)
        rows.append([word(text, door.language) for text in words])
    for line in table(rows):
        door.line(line)


def margin_json(margin: Margin) -> dict[str, object]:
    """A margin in the output of `demo --json`."""
    return {
        "name": str(margin.name),
        "target": margin.target,
        "found": margin.found,
        "unit": margin.unit,
        "agrees": margin.agrees,
    }
