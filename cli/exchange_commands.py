"""Commands that exchange answers with spreadsheets: `template`, `import`, `export`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, Door, LanguageOption, defect_json, run
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from services import workbooks
from services.audit_workbooks import export_audit_workbook
from services.bootstrap import Product, load_product
from services.environment import local_environment
from services.errors import ServiceError
from services.import_plans import ImportPlan
from services.imports import ImportChoices, apply_import, read_workbook, refuse_defects
from services.means import read_industry_means
from services.parks import EditOutcome
from services.result_json import problems_json
from services.subjects import find_subject
from services.workbooks import WrittenFiles


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(template)
    app.command("import")(import_)
    app.command()(export)


def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="模板 · template to write")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="园区文件，预填其内容 · park file to start from"),
    ] = None,
    year: options.Year = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """写出 Excel 填报模板 · Write an Excel template."""

    def action(door: Door) -> int:
        location = None if file is None else str(file)
        written = workbooks.write_template(
            load_product(), local_environment(), out, location, year=year, language=door.language
        )
        return _written(door, written)

    run(Door(lang.value, as_json), action)


def import_(
    file: options.ParkPath,
    source: Annotated[
        Path, typer.Argument(metavar="XLSX|CSV", help="工作簿或一张表 · workbook or table")
    ],
    year: options.Year = None,
    table: Annotated[
        str, typer.Option("--table", help="外来台账对应的表 · table of a foreign ledger")
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="HEADING=TABLE.COLUMN",
            help="表头对应的列（可多次）· what a heading is",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只检查，不写入 · say what would change")
    ] = False,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """读入 Excel 工作簿或 CSV 表 · Import a workbook or CSV table, all or nothing."""

    def action(door: Door) -> int:
        product, environment = load_product(), local_environment()
        choices = ImportChoices(year, table, _read_columns(columns or ()))
        history = find_subject(product, str(file)).history
        plan = read_workbook(product, environment, history, source, choices)
        for note in plan.notes:
            door.say(_noted(note))
        refuse_defects(plan)
        outcome = EditOutcome(plan.year, plan.problems)
        if not dry_run:
            outcome = apply_import(product, environment, file, plan)
        return _imported(door, product, file, plan, outcome)

    run(Door(lang.value, as_json), action)


def export(
    subject: options.Subject,
    out: Annotated[
        Path, typer.Argument(metavar="OUT.xlsx|OUT.json|DIR", help="导出到 · where to export to")
    ],
    as_csv: Annotated[
        bool, typer.Option("--csv", help="CSV 文件夹 · a folder of CSV files")
    ] = False,
    audit: Annotated[
        bool,
        typer.Option("--audit", help="附审计表，清单和得分为公式 · add sheets of live formulas"),
    ] = False,
    year: options.Year = None,
    park: options.Park = None,
    industry_means: options.Means = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """导出全部填报内容 · Export all answers as Excel, JSON or CSV."""

    def action(door: Door) -> int:
        product, environment = load_product(), local_environment()
        _refuse_mixed(audit=audit, as_csv=as_csv, with_means=industry_means is not None)
        if audit:
            means = None
            if industry_means is not None:
                means = read_industry_means(industry_means, product.catalogue)
            written = export_audit_workbook(
                product, environment, subject, out,
                park=park, year=year, language=door.language, industry_means=means,
            )  # fmt: skip
        elif as_csv:
            written = workbooks.export_csv(
                product, environment, subject, out, park=park, year=year, language=door.language
            )
        elif out.suffix.casefold() == ".json":
            written = workbooks.export_json(
                product, environment, subject, out, park=park, year=year
            )
        elif out.suffix.casefold() == ".xlsx":
            written = workbooks.export_workbook(
                product, environment, subject, out, park=park, year=year, language=door.language
            )
        else:
            raise ServiceError(
                msg("{file} ends neither in .xlsx nor in .json.", file=out.name),
                msg("Choose such a name, or add --csv for a folder of CSV files."),
            )
        return _written(door, written)

    run(Door(lang.value, as_json), action)


def _refuse_mixed(*, audit: bool, as_csv: bool, with_means: bool) -> None:
    if audit and as_csv:
        raise ServiceError(
            msg("CSV holds no formulas, so --audit and --csv cannot stand together."),
            msg("Leave one of the two out."),
        )
    if with_means and not audit:
        raise ServiceError(
            msg("An export of answers holds no scores, so it takes no industry means."),
            msg("Add --audit, or leave --industry-means out."),
        )


def _read_columns(given: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for text in given:
        heading, equals, named = text.rpartition("=")
        table, dot, column = named.partition(".")
        if not equals or not dot or not heading:
            raise ServiceError(
                msg("{text} does not say which heading is which column.", text=text),
                msg("Write it like 企业全称=enterprises.enterprise_name."),
            )
        found.setdefault(table, {})[heading] = column
    return found


def _written(door: Door, written: WrittenFiles) -> int:
    for note in written.notes:
        door.say(note)
    for file in written.files:
        door.line(msg("Wrote {file}.", file=file))
    files = [str(file) for file in written.files]
    door.result({"ok": True, "files": files, "year": written.year, "problems": []})
    return DONE


def _noted(note: Defect) -> Message:
    if not note.place:
        return note.message
    return msg("{place}: {text}", place=note.place, text=note.message)


def _imported(
    door: Door, product: Product, file: Path, plan: ImportPlan, outcome: EditOutcome
) -> int:
    for change in plan.tables:
        label = product.catalogue.fields[change.code].label
        door.line(
            msg(
                "{table}: {added} {added|row|rows} added, {changed} changed, {deleted} deleted.",
                table=label,
                added=change.added,
                changed=change.changed,
                deleted=change.deleted,
            )
        )
    door.line(
        msg(
            "{n} {n|answer changes|answers change} in {file} for {year}.",
            n=len(plan.fields),
            file=file,
            year=plan.year,
        )
    )
    open_ones = [problem for problem in outcome.problems if problem.open]
    if open_ones:
        door.line(
            msg(
                "{n} {n|problem is|problems are} left; `greenpark check` lists them.",
                n=len(open_ones),
            )
        )
    door.result(
        {
            "ok": True,
            "files": [str(file)],
            "year": plan.year,
            "changed": not plan.changes_nothing,
            "fields": [change.code for change in plan.fields],
            "tables": {
                change.code: {
                    "added": change.added, "changed": change.changed, "deleted": change.deleted,
                }
                for change in plan.tables
            },
            "columns": [
                {
                    "place": item.place, "heading": item.heading, "table": item.table,
                    "column": item.column, "how": item.how,
                }
                for item in plan.columns
                if item.how != "code"
            ],
            "notes": [defect_json(note, door.language) for note in plan.notes],
            "problems": problems_json(outcome.problems, door.language),
        }
    )  # fmt: skip
    return DONE
