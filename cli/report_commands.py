"""Commands that write and verify scorecards."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.output import DONE, PROBLEMS, Door, LanguageOption, run
from cli.wording import COLOURS, SIGNER_STATES, STATUSES
from questionnaire.messages import msg
from services.bootstrap import load_product
from services.cards import write_cards
from services.environment import local_environment
from services.means import read_industry_means
from services.translation import word
from services.verification import Verification, statement_json, verify_anything


class CardLanguageOption(StrEnum):
    """Choices of `report --lang`."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (report, verify):
        app.command()(command)


def report(
    subject: options.Subject,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="输出文件夹 · folder")],
    park: options.Park = None,
    year: options.Year = None,
    industry_means: options.Means = None,
    as_json: options.Json = False,
    lang: Annotated[
        CardLanguageOption, typer.Option("--lang", help="语言，both 为中英合订 · language")
    ] = CardLanguageOption.ZH,
) -> None:
    """生成成绩单 PDF · Write scorecard PDFs."""

    def action(door: Door) -> int:
        product = load_product()
        means = read_industry_means(industry_means, product.catalogue) if industry_means else None
        cards = write_cards(
            product,
            local_environment(),
            subject,
            out,
            park=park,
            year=year,
            industry_means=means,
            language=lang.value,
        )
        for card in cards:
            signed = msg("signed") if card.signed else msg("draft, not signed")
            door.line(msg("Wrote {file} ({state}).", file=card.file, state=signed))
        door.result(
            {
                "ok": True,
                "files": [str(card.file) for card in cards],
                "revision": "",
                "problems": [],
            }
        )
        return DONE

    run(Door("en" if lang is CardLanguageOption.EN else "zh", as_json), action)


def verify(
    what: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-|TEXT", help="文件、标准输入或声明文字 · file, stdin or text"
        ),
    ],
    store: Annotated[
        str | None, typer.Option("--store", help="汇总库 · store that knows the signers")
    ] = None,
    as_json: options.Json = False,
    lang: options.Lang = LanguageOption.ZH,
) -> None:
    """核验成绩单、声明、上报文件或汇总库 · Verify a card, statement, submission or store."""

    def action(door: Door) -> int:
        given = sys.stdin.buffer.read() if what == "-" else None
        found = verify_anything(what, given, store)
        _print_verification(door, found)
        door.result(_verification_json(door, found))
        return DONE if found.valid else PROBLEMS

    run(Door(lang.value, as_json), action)


def _print_verification(door: Door, found: Verification) -> None:
    if not found.is_signed:
        door.line(msg("There is no signature to verify."))
    else:
        door.line(msg("Integrity: valid.") if found.valid else msg("Integrity: BROKEN."))
    for problem in found.problems:
        door.line(problem)
    if found.statement is not None:
        facts = found.statement.facts
        door.line(
            msg(
                "{code} {name} {year}: grade {grade}, total {total}, "
                "code {k_grade} {colour} {status}, issued {date}.",
                code=facts.code,
                name=facts.name,
                year=facts.year,
                grade=facts.grade or "–",
                total=facts.total_printed or "–",
                k_grade=facts.k_grade or "–",
                colour=COLOURS[facts.colour],
                status=STATUSES[facts.status],
                date=facts.issued.isoformat(),
            )
        )
    for signer in found.signers:
        door.line(
            msg(
                "Signer {fingerprint} {name}: {state}.",
                fingerprint=signer.fingerprint[:16],
                name=signer.name,
                state=SIGNER_STATES[signer.state],
            )
        )


def _verification_json(door: Door, found: Verification) -> dict[str, object]:
    return {
        "ok": True,
        "kind": found.kind,
        "integrity": "valid" if found.valid else "broken",
        "signers": [
            {
                "fingerprint": signer.fingerprint,
                "state": signer.state,
                "name": signer.name,
                "revisions": signer.revisions,
            }
            for signer in found.signers
        ],
        "statement": statement_json(found.statement) if found.statement else None,
        "problems": [word(problem, door.language) for problem in found.problems],
    }
