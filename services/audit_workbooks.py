"""The audit workbook: an export whose inventory and scores can be recalculated by anyone.

Source: interface.md, Excel (audit workbook).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from exchange.audit.case import AuditCase
from questionnaire.messages import Language, msg
from questionnaire.problems import Problem
from scoring.states import years_without_data
from services.bootstrap import Product
from services.environment import Environment
from services.evaluation import Evaluation, IndustryMeans
from services.files import write_whole
from services.subjects import Subject, find_subject
from services.workbooks import WrittenFiles, form_of, left_out_notes, refuse_ending


def export_audit_workbook(  # noqa: PLR0913 - as `export_workbook`
    product: Product,
    environment: Environment,
    location: str,
    out: Path,
    *,
    park: str | None = None,
    year: int | None = None,
    language: Language = "zh",
    industry_means: IndustryMeans | None = None,
) -> WrittenFiles:
    """Write the export with sheets that compute inventory, scores, grade and code from its cells.

    Importing it changes nothing, as with `export_workbook`.

    Args:
        product: the shipped data.
        environment: for the clock.
        location: a park file, submission or store.
        out: the .xlsx file; one of that name is replaced.
        park: code; needed on a store with several.
        year: None takes the newest.
        language: of the workbook.
        industry_means: benchmarks for K when the edition has none; None takes the store's own.

    Raises:
        UnknownItem: the park or year is not there.
        ServiceError: the name does not end in .xlsx.
        OSError: it cannot be written.
    """
    refuse_ending(out, ".xlsx")
    subject = find_subject(product, location, park, year)
    if industry_means is not None:
        subject = replace(subject, industry_means=industry_means)
    return write_audit(product, environment, subject, out, language=language)


def write_audit(
    product: Product, environment: Environment, subject: Subject, out: Path, *, language: Language
) -> WrittenFiles:
    """Write the audit workbook of answers that are at hand.

    The notes name the results that its formulas give otherwise than the program; there are none
    as long as both follow the same rules.

    Raises:
        ServiceError: the name does not end in .xlsx.
        OSError: it cannot be written.
    """
    # openpyxl takes as long to import as the rest of a command.
    from exchange.audit.workbook import AuditSheets, write_audit_workbook  # noqa: PLC0415
    from exchange.workbook import too_long  # noqa: PLC0415

    refuse_ending(out, ".xlsx")
    case = audit_case(product, environment, subject, language)
    sheets = AuditSheets(case)
    write_whole(out, write_audit_workbook(sheets, environment.now()))
    notes = left_out_notes(too_long(case.form))
    differing = sheets.differing()
    if differing:
        text = msg(
            "{n} {n|result of the formulas differs|results of the formulas differ} from the "
            "program; the check sheet marks {n|it|them}: {names}.",
            n=len(differing),
            names=", ".join(differing),
        )
        notes = (*notes, text)
    return WrittenFiles((out,), subject.year, notes)


def audit_case(
    product: Product, environment: Environment, subject: Subject, language: Language
) -> AuditCase:
    """What the audit workbook of a park and year is written from."""
    evaluation = Evaluation(
        product, subject.history, subject.year, environment.today(),
        industry_means=subject.industry_means,
    )  # fmt: skip
    edition = evaluation.edition
    return AuditCase(
        form_of(product, environment, subject, language, with_assessment=True),
        edition,
        edition.weight_sets[evaluation.used_weight_set],
        product.factors,
        evaluation.scoring_inventory,
        evaluation.scorecard,
        _invalid_cells(evaluation.value_problems),
        {
            code: years_without_data(one, subject.history, subject.year - 1)
            for code, one in edition.indicators.items()
        },
        subject.industry_means or {},
    )


def _invalid_cells(problems: Iterable[Problem]) -> frozenset[str]:
    """`table.column` of the problems of cells, whose ids are `table:TABLE.COLUMN:ROW_ID`."""
    parts = (problem.id.split(":") for problem in problems)
    return frozenset(part[1] for part in parts if part[0] == "table")
