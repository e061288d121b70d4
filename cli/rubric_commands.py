"""Commands on rubric editions: list, check, show."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, PROBLEMS, Door, LanguageOption, defect_json, run, table
from questionnaire.messages import msg
from services import rubrics
from services.bootstrap import load_product
from services.translation import word


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    rubric_app = typer.Typer(no_args_is_help=True, help="评价规则版本 · Rubric editions")
    rubric_app.command("list")(list_editions)
    rubric_app.command("check")(check_folder)
    rubric_app.command("show")(show)
    app.add_typer(rubric_app, name="rubric")


def list_editions(as_json: options.Json = False, lang: options.Lang = LanguageOption.ZH) -> None:
    """列出已安装版本 · List installed editions."""

    def action(door: Door) -> int:
        found = [
            rubrics.edition_json(item, door.language) for item in load_product().editions.values()
        ]
        for line in table(
            [[str(item["id"]), str(item["name"]), str(item["hash"])[:12]] for item in found]
        ):
            door.line(line)
        door.result({"ok": True, "editions": found})
        return DONE

    run(Door(lang.value, as_json), action)


def check_folder(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="规则文件夹 · edition folder")],
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """检查规则文件夹 · Report every defect of a rubric folder."""

    def action(door: Door) -> int:
        defects = rubrics.check_folder(load_product(), folder)
        for defect in defects:
            text = word(defect.message, door.language)
            door.line(f"{defect.file} {defect.place} [{defect.rule}] {text}")
        door.line(msg("{n} {n|defect|defects}.", n=len(defects)))
        door.result(
            {
                "ok": True,
                "defects": [defect_json(defect, door.language) for defect in defects],
            }
        )
        return PROBLEMS if defects else DONE

    run(Door(lang.value, as_json), action)


def show(
    edition: Annotated[str, typer.Argument(metavar="ID", help="版本 · edition")],
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="指标 · indicator")] = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """显示版本内容 · Show the indicators of an edition."""

    def action(door: Door) -> int:
        found = load_product().edition(edition, 0)
        indicators = rubrics.indicators_json(found, code, door.language)
        for line in table([rubrics.indicator_row(item) for item in indicators]):
            door.line(line)
        if code is not None:
            for text in rubrics.goalposts(found.indicators[code], door.language):
                door.line(text)
        door.result(
            {
                "ok": True,
                "edition": rubrics.edition_json(found, door.language),
                "indicators": indicators,
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)
