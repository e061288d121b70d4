"""Commands on a store: merge, conflicts, rank, assess, withdraw, store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, PROBLEMS, Door, LanguageOption, defect_json, run
from cli.wording import print_problems, print_ranking, signer_lines
from questionnaire.messages import msg
from questionnaire.moments import moment_here
from questionnaire.numbers import to_text
from services import assessments, maintenance, merges, office, rankings
from services import conflicts as conflict_service
from services.bootstrap import load_product
from services.environment import local_environment
from services.errors import ServiceError
from services.kept_means import KeptMeans, drop_means, keep_means, kept_means
from services.means import read_industry_means
from services.result_json import four_places, printed_total, problems_json
from services.signer_desk import SignerDesk
from services.subjects import open_store
from services.translation import word
from services.verification import verify_store


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (merge, conflicts, rank, assess, withdraw):
        app.command()(command)
    store_app = typer.Typer(no_args_is_help=True, help="汇总库维护 · Maintenance of a store")
    for maintenance_command in (check, rebuild, backup, keys, means):
        store_app.command()(maintenance_command)
    app.add_typer(store_app, name="store")


def merge(
    store: options.StoreLocation,
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="上报文件 · submissions")],
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """合并上报文件 · Merge submissions into a store."""

    def action(door: Door) -> int:
        if any("://" in name for name in files):
            raise ServiceError(
                msg("A store on a server cannot be merged by its address."),
                msg("Write it into a file by `store backup` and merge that file."),
            )
        with open_store(store, create=True) as opened:
            outcome = merges.merge_files(
                load_product(),
                local_environment(),
                opened,
                [Path(name) for name in files],
                lambda done, count, name: door.say(
                    msg("{done}/{count} {name}", done=done, count=count, name=name)
                ),
            )
        _print_merge(door, outcome)
        door.result(_merge_json(door, outcome))
        return PROBLEMS if outcome.refused else DONE

    run(Door(lang.value, as_json), action)


def conflicts(
    store: options.StoreLocation,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """列出版本冲突 · List conflicts between versions."""

    def action(door: Door) -> int:
        with open_store(store) as opened:
            found = conflict_service.list_conflicts(load_product(), opened)
        for conflict in found:
            door.line(
                msg(
                    "{id}  {park} {year}: {n} {n|place differs|places differ}.",
                    id=conflict.id,
                    park=conflict.park,
                    year=conflict.year,
                    n=len(conflict.fields),
                )
            )
        if not found:
            door.line(msg("There are no conflicts."))
        door.result(
            {"ok": True, "conflicts": [conflict_service.conflict_json(item) for item in found]}
        )
        return DONE

    run(Door(lang.value, as_json), action)


def rank(
    store: options.StoreLocation,
    year: options.Year = None,
    industry_means: options.Means = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """排名 · Rank the parks of a year."""

    def action(door: Door) -> int:
        product = load_product()
        means = read_industry_means(industry_means, product.catalogue) if industry_means else None
        with open_store(store) as opened:
            used, ranked = rankings.rank_parks(product, local_environment(), opened, year, means)
            left_out = rankings.left_out(product, opened, used)
        print_ranking(door, used, ranked)
        _tell_left_out(door, left_out)
        door.result(
            {
                "ok": True,
                "year": used,
                "parks": [_rank_json(item) for item in ranked],
                "left_out": [{"code": code, "reason": reason} for code, reason in left_out.items()],
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)


def assess(
    store: options.StoreLocation,
    marks: Annotated[Path, typer.Argument(metavar="MARKS.json", help="评价意见 · assessment")],
    park: Annotated[str, typer.Option("--park", help="园区代码 · park code")],
    year: Annotated[int, typer.Option("--year", help="年度 · year")],
    industry_means: options.Means = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """记录评价 · Record an assessment."""

    def action(door: Door) -> int:
        product = load_product()
        means = read_industry_means(industry_means, product.catalogue) if industry_means else None
        document = options.read_json_file(marks)
        with open_store(store) as opened:
            done = assessments.assess(
                product,
                local_environment(),
                opened,
                park,
                year,
                document,
                industry_means=means,
            )
        door.line(msg("Recorded assessment {id}.", id=done.revision.id))
        print_problems(door, done.problems)
        door.result(
            {
                "ok": True,
                "files": [store_name(store)],
                "revision": done.revision.id,
                "problems": problems_json(done.problems, door.language),
            }
        )
        return DONE

    run(Door(lang.value, as_json), action)


def withdraw(
    store: options.StoreLocation,
    revision: Annotated[str, typer.Argument(metavar="REVISION", help="版本标识 · revision id")],
    why: Annotated[str, typer.Option("--why", help="理由 · reason")],
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """撤回一个版本 · Take a submission back out."""

    def action(door: Door) -> int:
        with open_store(store) as opened:
            done = office.withdraw(load_product(), local_environment(), opened, revision, why)
        door.line(msg("Withdrew {id}; nothing is erased.", id=done.withdraws))
        door.result({"ok": True, "files": [store_name(store)], "revision": done.id, "problems": []})
        return DONE

    run(Door(lang.value, as_json), action)


def check(
    store: options.StoreLocation,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """检查汇总库 · Check ids, signatures, evidence, index and audit chain."""

    def action(door: Door) -> int:
        with open_store(store) as opened:
            problems = verify_store(opened)
            content_hash = maintenance.content_hash(load_product(), opened)
        for problem in problems:
            door.line(problem)
        if not problems:
            door.line(msg("Everything in the store holds."))
        door.line(msg("Content hash {hash}.", hash=content_hash))
        door.result(
            {
                "ok": True,
                "content_hash": content_hash,
                "problems": [word(problem, door.language) for problem in problems],
            }
        )
        return PROBLEMS if problems else DONE

    run(Door(lang.value, as_json), action)


def rebuild(
    store: options.StoreLocation,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """重建索引 · Rebuild the index from the revisions."""

    def action(door: Door) -> int:
        with open_store(store) as opened:
            count = maintenance.rebuild_index(load_product(), local_environment(), opened)
        door.line(msg("Rebuilt the index of {n} {n|revision|revisions}.", n=count))
        door.result({"ok": True, "revisions": count})
        return DONE

    run(Door(lang.value, as_json), action)


def backup(
    store: options.StoreLocation,
    out: Annotated[Path, typer.Option("-o", "--out", help="备份文件 · backup file")],
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """在线备份 · Write a verified backup."""

    def action(door: Door) -> int:
        with open_store(store) as opened:
            opened.backup(out)
        door.line(msg("Wrote {file}.", file=out))
        door.result({"ok": True, "files": [str(out)]})
        return DONE

    run(Door(lang.value, as_json), action)


def keys(
    store: options.StoreLocation,
    confirm: Annotated[
        str | None, typer.Option("--confirm", metavar="F", help="确认密钥 · confirm a key")
    ] = None,
    park: Annotated[str | None, typer.Option("--park", help="园区代码 · park code")] = None,
    as_office: Annotated[bool, typer.Option("--office", help="机关密钥 · office key")] = False,
    revoke: Annotated[
        str | None, typer.Option("--revoke", metavar="F", help="吊销密钥 · revoke a key")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="理由 · reason")] = "",
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """签名密钥：列出、确认、吊销 · Signers: list, confirm, revoke."""

    def action(door: Door) -> int:
        with open_store(store) as opened:
            if confirm is not None:
                office.confirm_signer(
                    local_environment(), opened, confirm, park=park, office=as_office
                )
            if revoke is not None:
                office.revoke_signer(local_environment(), opened, revoke, why)
            records = opened.signers()
        for line in signer_lines(door, SignerDesk(store, local_environment()).signers()):
            door.line(line)
        door.result({"ok": True, "signers": [office.signer_json(record) for record in records]})
        return DONE

    run(Door(lang.value, as_json), action)


def means(
    store: options.StoreLocation,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="行业均值文件 · industry means")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="取消行业均值 · keep none")] = False,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """行业均值：查看、保存、取消 · Industry means of a store: show, keep, remove."""

    def action(door: Door) -> int:
        product, environment = load_product(), local_environment()
        with open_store(store) as opened:
            if file is not None:
                keep_means(environment, opened, file, product.catalogue)
            elif clear:
                drop_means(environment, opened)
            kept = kept_means(opened)
        _print_means(door, kept)
        door.result({"ok": True, "means": None if kept is None else _means_json(kept)})
        return DONE

    run(Door(lang.value, as_json), action)


def store_name(location: str) -> str:
    """A store's place without a password."""
    return maintenance.without_password(location)


def _print_means(door: Door, kept: KeptMeans | None) -> None:
    if kept is None:
        door.line(
            msg(
                "The store keeps no industry means; its carbon codes are the simplified ones, "
                "provisional at best."
            )
        )
        return
    door.line(
        msg(
            "{n} industry {n|mean|means} of {file}, kept since {time}; SHA-256 {hash}.",
            n=len(kept.means),
            file=kept.file,
            time=moment_here(kept.time),
            hash=kept.hash,
        )
    )
    for code, item in sorted(kept.means.items()):
        door.line(f"{code}  {to_text(item.value)} {item.unit}  {item.year}  {item.source}")


def _means_json(kept: KeptMeans) -> dict[str, object]:
    return {
        "file": kept.file,
        "hash": kept.hash,
        "time": kept.time,
        "author": kept.author,
        "values": {
            code: {
                "value": to_text(item.value),
                "unit": item.unit,
                "year": item.year,
                "source": item.source,
            }
            for code, item in sorted(kept.means.items())
        },
    }


def _tell_left_out(door: Door, left_out: Mapping[str, rankings.LeftOutReason]) -> None:
    """Say which parks are missing in a ranking, and what to do about it."""
    unconfirmed = [code for code, reason in left_out.items() if reason == "unconfirmed"]
    conflicting = [code for code, reason in left_out.items() if reason == "conflict"]
    if unconfirmed:
        door.say(
            msg(
                "Not ranked, their signers are not confirmed: {codes}. "
                "`greenpark store keys STORE` lists the signers.",
                codes=", ".join(unconfirmed),
            )
        )
    if conflicting:
        door.say(
            msg(
                "Not ranked, several versions stand side by side: {codes}. "
                "`greenpark conflicts STORE` lists them.",
                codes=", ".join(conflicting),
            )
        )


def _print_merge(door: Door, outcome: merges.MergeOutcome) -> None:
    for item in outcome.files:
        for note in item.notes:
            door.say(msg("{file}: {text}", file=item.file, text=note))
        if item.refusal is not None:
            door.line(
                msg(
                    "{file} refused [{rule}]: {text} {hint}",
                    file=item.file,
                    rule=item.refusal.rule,
                    text=item.refusal.message,
                    hint=item.refusal.hint or "",
                )
            )
            for defect in item.refusal.defects:
                text = word(defect.message, door.language)
                door.line(f"  {defect.place} [{defect.rule}]: {text}")
            continue
        door.line(
            msg(
                "{file}: {new} new, {same} known.",
                file=item.file,
                new=item.added,
                same=item.identical,
            )
        )
    if outcome.unconfirmed_signers:
        door.line(
            msg(
                "{n} {n|signer is|signers are} not confirmed; `greenpark store keys` lists them.",
                n=outcome.unconfirmed_signers,
            )
        )
    if outcome.conflicts:
        door.line(
            msg(
                "{n} {n|conflict|conflicts}; `greenpark conflicts` lists them.", n=outcome.conflicts
            )
        )
    door.line(msg("Content hash {hash}.", hash=outcome.content_hash))


def _merge_json(door: Door, outcome: merges.MergeOutcome) -> dict[str, object]:
    return {
        "ok": True,
        "content_hash": outcome.content_hash,
        "ledger": [merges.ledger_row_json(row) for item in outcome.files for row in item.ledger],
        "files": len(outcome.files),
        "revisions_added": sum(item.added for item in outcome.files),
        "identical": sum(item.identical for item in outcome.files),
        "unconfirmed_signers": outcome.unconfirmed_signers,
        "conflicts": outcome.conflicts,
        "refused": [
            {
                "file": item.file,
                "rule": item.rule,
                "message": word(item.message, door.language),
                "hint": word(item.hint, door.language) if item.hint else "",
                "items": [defect_json(defect, door.language) for defect in item.defects],
            }
            for item in outcome.refused
        ],
    }


def _rank_json(item: rankings.Ranked) -> dict[str, object]:
    card = item.scorecard
    return {
        "rank": item.rank,
        "code": card.park_code,
        "name": card.park_name,
        "class": card.class_used,
        "total_printed": printed_total(card),
        "grade": card.grade,
        "code_status": card.code.status,
        "colour": card.code.colour,
        "K": four_places(card.code.k),
        "coverage": four_places(card.data_coverage),
        "status": item.status,
    }
