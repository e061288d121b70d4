"""Command of the second keying: compare what a second person keyed, and decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, PROBLEMS, Door, LanguageOption, run
from questionnaire.answers import Value
from questionnaire.catalogue import Field
from questionnaire.messages import msg
from questionnaire.values import value_to_json
from services.bootstrap import Product, load_product
from services.environment import local_environment
from services.number_words import value_text
from services.result_json import problems_json
from services.second_keying import KeyedDifference, check_file
from services.translation import word


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("recheck")(recheck)


def recheck(
    file: options.ParkPath,
    keyed: Annotated[
        Path, typer.Argument(metavar="KEYED.json", help="第二次录入 · what was keyed: {code: text}")
    ],
    by: Annotated[str, typer.Option("--by", help="第二录入人 · the second person")],
    take_second: Annotated[
        list[str] | None,
        typer.Option("--take-second", metavar="CODE", help="采用第二次的值，可多次 · repeatable"),
    ] = None,
    year: options.Year = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """二次录入核对 · Compare a second keying, note it, take second values."""

    def action(door: Door) -> int:
        product = load_product()
        taken = take_second or []
        keying, outcome = check_file(
            product,
            local_environment(),
            file,
            options.read_json_file(keyed),
            by=by,
            take_second=taken,
            year=year,
        )
        open_ones = [item for item in keying.differences if item.code not in taken]
        for item in keying.differences:
            _print(door, product, item)
        door.line(
            msg(
                "{agreed} {agreed|field agrees|fields agree}, {taken} corrected, "
                "{left} {left|differs|differ}.",
                agreed=len(keying.agreed),
                taken=len(taken),
                left=len(open_ones),
            )
        )
        door.result(
            {
                "ok": True,
                "files": [str(file)],
                "year": outcome.year,
                "agreed": list(keying.agreed),
                "differences": [_json(door, product, item) for item in keying.differences],
                "taken": taken,
                "problems": problems_json(outcome.problems, door.language),
            }
        )
        return PROBLEMS if open_ones else DONE

    run(Door(lang.value, as_json), action)


def _print(door: Door, product: Product, item: KeyedDifference) -> None:
    field = product.catalogue.fields[item.code]
    first, second = (
        value_text(field, value, product.references, door.language)
        for value in (item.first, item.second)
    )
    label = word(field.label, door.language)
    problem = "" if item.problem is None else f"  {word(item.problem, door.language)}"
    door.line(f"{item.code} {label}: {first} | {second or '–'}{problem}")


def _json(door: Door, product: Product, item: KeyedDifference) -> dict[str, object]:
    field = product.catalogue.fields[item.code]
    return {
        "code": item.code,
        "first": _plain(field, item.first),
        "second": _plain(field, item.second),
        "message": "" if item.problem is None else word(item.problem, door.language),
    }


def _plain(field: Field, value: Value | None) -> object:
    return None if value is None else value_to_json(field, value)
