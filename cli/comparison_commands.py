"""Command on two files of one park: compare, and take answers over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, Door, LanguageOption, run
from merging.differences import Difference
from questionnaire.messages import msg
from services.bootstrap import Product, load_product
from services.copy_comparison import CopyComparison, compare, read_copy, take_over
from services.difference_words import place_text, side_text
from services.environment import local_environment
from services.result_json import problems_json
from services.translation import word


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("compare")(compare_files)


def compare_files(
    file: options.ParkPath,
    copy: Annotated[Path, typer.Argument(metavar="COPY", help="同事的文件 · a colleague's file")],
    year: options.Year = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="PLACE", help="采用此处，可多次 · take this, repeatable"),
    ] = None,
    take_proposed: Annotated[
        bool,
        typer.Option("--take-proposed", help="采用只有对方改过的 · what only the copy changed"),
    ] = False,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """与副本比较并采用 · Compare with a colleague's copy and take answers over."""

    def action(door: Door) -> int:
        product, environment = load_product(), local_environment()
        problems: list[object] = []
        taken: list[str] = []
        if take or take_proposed:
            comparison, outcome = take_over(
                product, environment, file, copy, take or (), proposed=take_proposed, year=year
            )
            taken = sorted({*(take or ()), *(comparison.proposed if take_proposed else ())})
            problems = list(problems_json(outcome.problems, door.language))
        else:
            comparison = compare(product, read_copy(product, file), read_copy(product, copy), year)
        _print(door, product, comparison, taken)
        door.result(
            {
                "ok": True,
                "files": [str(file)],
                "year": comparison.ours.year,
                "related": comparison.related,
                "fields": [_json(item, comparison) for item in comparison.differences],
                "taken": taken,
                "problems": problems,
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)


def _print(door: Door, product: Product, comparison: CopyComparison, taken: list[str]) -> None:
    if not comparison.differences:
        door.line(msg("The answers of {year} are the same.", year=comparison.ours.year))
        return
    if not comparison.related:
        door.say(
            msg(
                "The files were not copied from one, so nothing can be said about who changed what."
            )
        )
    for item in comparison.differences:
        side = comparison.theirs if item.a is None else comparison.ours
        ours, theirs = (
            side_text(product, item, content, door.language) for content in (item.a, item.b)
        )
        mark = "→" if item.place in taken else "·" if item.place in comparison.proposed else " "
        door.line(
            f"{mark} {word(place_text(product, side, item), door.language)}: {ours} | {theirs}"
            f"  [{item.place}]"
        )
    if taken:
        door.line(msg("{n} {n|answer|answers} taken over.", n=len(taken)))


def _json(item: Difference, comparison: CopyComparison) -> dict[str, object]:
    return {
        "place": item.place,
        "base": item.base,
        "ours": item.a,
        "theirs": item.b,
        "proposed": item.place in comparison.proposed,
    }
