"""Commands on a park file, from `new` to `submit`; some read a store as well."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, PROBLEMS, Door, LanguageOption, run
from cli.wording import print_inventory, print_problems, print_scorecard, print_step
from questionnaire.messages import msg
from services import evidence as evidence_service
from services import explanation, parks, submissions
from services.bootstrap import load_product
from services.environment import local_environment
from services.evaluation import Evaluation
from services.means import read_industry_means
from services.result_json import inventory_json, problems_json, robustness_json, scorecard_json
from services.robustness import robustness_of
from services.subjects import find_subject
from services.translation import word


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (
        new,
        fill,
        roll,
        undo,
        redo,
        evidence,
        check,
        inventory,
        score,
        explain,
        submit,
    ):
        app.command()(command)


def new(
    file: options.ParkPath,
    code: Annotated[str, typer.Option("--code", help="园区代码 · park code")],
    name: Annotated[str, typer.Option("--name", help="园区名称 · park name")],
    year: Annotated[int, typer.Option("--year", help="评价年度 · assessment year")],
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """新建园区文件 · Make a park file."""

    def action(door: Door) -> int:
        outcome = parks.new_park(
            load_product(), local_environment(), file, code=code, name=name, year=year
        )
        door.line(msg("Made {file} for {year}.", file=file, year=year))
        return _edited(door, file, outcome)

    run(Door(lang.value, as_json), action)


def fill(
    file: options.ParkPath,
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS.json", help="填报内容 · answers")],
    year: options.Year = None,
    author: Annotated[
        str, typer.Option("--author", help="填报人 · who fills in")
    ] = parks.LOCAL_AUTHOR,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """用 JSON 填报 · Set answers, tables, marks and states from JSON."""

    def action(door: Door) -> int:
        document = options.read_json_file(answers)
        outcome = parks.fill_park(
            load_product(), local_environment(), file, document, year=year, author=author
        )
        door.line(msg("Filled in {file} for {year}.", file=file, year=outcome.year))
        return _edited(door, file, outcome)

    run(Door(lang.value, as_json), action)


def roll(
    file: options.ParkPath,
    year: Annotated[int, typer.Option("--year", help="新年度 · new year")],
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """由上年结转新年度 · Make a new year from the last one."""

    def action(door: Door) -> int:
        outcome = parks.roll_year(load_product(), local_environment(), file, year)
        door.line(msg("{file} now has answers for {year}.", file=file, year=year))
        return _edited(door, file, outcome)

    run(Door(lang.value, as_json), action)


def undo(
    file: options.ParkPath,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """撤销最近一次编辑 · Take the newest edit back."""

    def action(door: Door) -> int:
        done = parks.undo(load_product(), local_environment(), file)
        door.line(
            msg("The newest edit was taken back.") if done else msg("There is nothing to undo.")
        )
        door.result({"ok": True, "files": [str(file)], "undone": done})
        return DONE

    run(Door(lang.value, as_json), action)


def redo(
    file: options.ParkPath,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """重做被撤销的编辑 · Put back what undo took."""

    def action(door: Door) -> int:
        done = parks.redo(load_product(), local_environment(), file)
        door.line(msg("The edit was made again.") if done else msg("There is nothing to redo."))
        door.result({"ok": True, "files": [str(file)], "redone": done})
        return DONE

    run(Door(lang.value, as_json), action)


class EvidenceAction(StrEnum):
    """What `evidence` does."""

    ADD = "add"


_EVIDENCE_ACTIONS = MappingProxyType({EvidenceAction.ADD: evidence_service.add_evidence})


def evidence(
    file: options.ParkPath,
    what: Annotated[EvidenceAction, typer.Argument(help="add")],
    document: Annotated[Path, typer.Argument(metavar="PATH", help="证明材料 · evidence file")],
    codes: Annotated[
        list[str], typer.Option("--for", help="支持的字段或指标 · field or indicator")
    ],
    title: Annotated[str, typer.Option("--title", help="材料名称 · title")],
    issuer: Annotated[str, typer.Option("--issuer", help="出具单位 · issuer")],
    date: Annotated[str, typer.Option("--date", help="日期 YYYY-MM-DD · date")],
    kind: Annotated[str, typer.Option("--kind", help="类别 · kind")],
    doc_no: Annotated[str, typer.Option("--doc-no", help="文号 · document number")] = "",
    page_ref: Annotated[str, typer.Option("--pages", help="页码 · pages")] = "",
    year: options.Year = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """添加证明材料 · Add evidence."""

    def action(door: Door) -> int:
        details = evidence_service.EvidenceDetails(
            tuple(codes), title, issuer, date, kind, doc_no, page_ref
        )
        carry_out = _EVIDENCE_ACTIONS[what]
        outcome = carry_out(load_product(), local_environment(), file, document, details, year=year)
        return _edited(door, file, outcome)

    run(Door(lang.value, as_json), action)


def check(
    subject: options.Subject,
    year: options.Year = None,
    park: options.Park = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """审核 · List all hard and soft problems."""

    def action(door: Door) -> int:
        found = _evaluation(subject, park, year).problems
        print_problems(door, found)
        door.result({"ok": True, "problems": problems_json(found, door.language)})
        return PROBLEMS if any(problem.open for problem in found) else DONE

    run(Door(lang.value, as_json), action)


def inventory(
    subject: options.Subject,
    year: options.Year = None,
    park: options.Park = None,
    factors: Annotated[str | None, typer.Option("--factors", help="因子方案 · factor set")] = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """碳排放清单 · CO2 inventory with every factor used."""

    def action(door: Door) -> int:
        evaluation = _evaluation(subject, park, year)
        result = evaluation.inventory_with(factors) if factors else evaluation.inventory
        print_inventory(door, result, evaluation.product.catalogue)
        door.result(inventory_json(result, door.language))
        return DONE

    run(Door(lang.value, as_json), action)


def score(
    subject: options.Subject,
    year: options.Year = None,
    park: options.Park = None,
    rubric: Annotated[
        str | None, typer.Option("--rubric", help="规则版本 · rubric edition")
    ] = None,
    weights: Annotated[str | None, typer.Option("--weights", help="权重方案 · weight set")] = None,
    industry_means: options.Means = None,
    robustness: Annotated[bool, typer.Option("--robustness", help="稳健性 · Monte Carlo")] = False,
    explain_code: Annotated[
        str | None, typer.Option("--explain", help="指标代码 · indicator")
    ] = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """评分 · Score with class, gates, grade and carbon-efficiency code."""

    def action(door: Door) -> int:
        evaluation = _evaluation(
            subject, park, year, rubric=rubric, weights=weights, means=industry_means
        )
        card = evaluation.scorecard
        result = scorecard_json(card, door.language)
        stability = robustness_of(card, evaluation.edition) if robustness else None
        result["robustness"] = robustness_json(stability) if stability else {}
        print_scorecard(door, card, stability, evaluation.product.catalogue, evaluation.edition)
        if explain_code:
            steps = explanation.steps_behind(explanation.explain(evaluation), explain_code)
            result["explanation"] = [explanation.step_json(step, door.language) for step in steps]
            for step in steps:
                print_step(door, step)
        door.result(result)
        return DONE

    run(Door(lang.value, as_json), action)


def explain(
    subject: options.Subject,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="指标或数值 · indicator or value")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="由说明重算每个数 · recompute every number")
    ] = False,
    year: options.Year = None,
    park: options.Park = None,
    industry_means: options.Means = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """解释每个数的来历 · Explain every number; --verify recomputes each from its explanation."""

    def action(door: Door) -> int:
        evaluation = _evaluation(subject, park, year, means=industry_means)
        steps = explanation.explain(evaluation)
        wanted = explanation.steps_behind(steps, code) if code else steps
        faults = explanation.verify_steps(wanted) if verify else ()
        result: dict[str, object] = {
            "ok": True,
            "steps": [explanation.step_json(step, door.language) for step in wanted],
        }
        if verify:
            result["verified"] = len(wanted) - len({fault.step for fault in faults})
            result["differences"] = [
                {"step": fault.step, "message": word(fault.message, door.language)}
                for fault in faults
            ]
            for fault in faults:
                door.line(msg("{step}: {text}", step=fault.step, text=fault.message))
            door.line(
                msg(
                    "{n} {n|number|numbers} recomputed, {faults} {faults|differs|differ}.",
                    n=len(wanted),
                    faults=len(faults),
                )
            )
        else:
            for step in wanted:
                print_step(door, step)
        door.result(result)
        return PROBLEMS if faults else DONE

    run(Door(lang.value, as_json), action)


def submit(
    file: options.ParkPath,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="OUT.parkdb", help="上报文件 · submission to write"),
    ],
    years: Annotated[list[int] | None, typer.Option("--year", help="年度（可多次）· years")] = None,
    evidence: Annotated[
        submissions.EvidenceChoice, typer.Option("--evidence", help="附件 · contents of evidence")
    ] = submissions.EvidenceChoice.ALL,
    author: Annotated[str | None, typer.Option("--author", help="提交人 · author")] = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """生成上报文件 · Write the signed submission."""

    def action(door: Door) -> int:
        done = submissions.submit(
            load_product(),
            local_environment(),
            file,
            out,
            years=years or (),
            with_evidence=evidence is submissions.EvidenceChoice.ALL,
            author=author,
        )
        for note in done.notes:
            door.say(note)
        door.line(msg("Wrote {file}.", file=out))
        door.line(msg("Signed with key {fingerprint}.", fingerprint=done.fingerprint))
        door.result(
            {
                "ok": True,
                "file": str(out),
                "revision": done.revisions[max(done.revisions)],
                "revisions": {str(year): name for year, name in done.revisions.items()},
                "fingerprint": done.fingerprint,
                "problems": problems_json(done.problems, door.language),
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)


def _evaluation(
    location: str,
    park: str | None,
    year: int | None,
    *,
    rubric: str | None = None,
    weights: str | None = None,
    means: Path | None = None,
) -> Evaluation:
    product = load_product()
    subject = find_subject(product, location, park, year)
    return Evaluation(
        product,
        subject.history,
        subject.year,
        local_environment().today(),
        rubric=rubric,
        weight_set=weights,
        industry_means=(
            read_industry_means(means, product.catalogue) if means else subject.industry_means
        ),
    )


def _edited(door: Door, file: Path, outcome: parks.EditOutcome) -> int:
    for note in outcome.notes:
        door.say(note)
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
            "year": outcome.year,
            "revision": "",
            "problems": problems_json(outcome.problems, door.language),
        }
    )
    return DONE
