"""All problems that the entries of an inventory can have (carbon-accounting.md 17).

CA-E is hard, CA-W soft. One rule gives one problem whose message lists every place. CA-E01 to
CA-E03 and CA-E06 are refused when a value is typed; CA-W22 is check X21 of the catalogue.
"""

from __future__ import annotations

import datetime

from accounting.account import take_account
from accounting.check_changes import change_findings
from accounting.check_factors import factor_findings
from accounting.check_rows import row_findings
from accounting.compute import refusals
from accounting.factor_library import FactorLibrary
from accounting.findings import Finding, problems_of
from accounting.inventory import InventorySettings
from accounting.ledger import NOTHING
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue
from questionnaire.numbers import exact
from questionnaire.problems import Problem


def check_entries(
    catalogue: Catalogue,
    history: History,
    year: int,
    settings: InventorySettings,
    library: FactorLibrary,
    today: datetime.date,
) -> tuple[Problem, ...]:
    """Problems of the entries of `year`, each rule once, with its confirmation if it has one.

    Args:
        catalogue: for row keys and labels.
        history: answer sets by year; other years are compared with.
        year: the year checked.
        settings: of page 7, so that a missing choice of the grid factor is found.
        library: factor tables.
        today: date of the check.
    """
    with exact():
        account = take_account(history, year, settings, library, NOTHING)
        findings = [
            *(item for item in refusals(account) if not _is_required(item, account.answers)),
            *row_findings(account, catalogue, today),
            *factor_findings(account),
            *change_findings(account, history, catalogue),
        ]
        return problems_of(findings, account.answers, catalogue, library)


def _is_required(finding: Finding, answers: AnswerSet) -> bool:
    """Whether the finding is about a setting that is blank: the catalogue asks for it already."""
    return finding.rule == f"field:{finding.field}" and answers.value(finding.field) is None
