"""Everything that `check` finds in the answers of one year.

Hard problems block submitting; soft ones are confirmed with a reason. The accounting checks
(CA-E, CA-W) are those of the accounting package.

Source: rubric.md 14; identifiers: interface.md, check --json.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import History
from questionnaire.catalogue import Catalogue, References
from questionnaire.check_plan import CheckPlan
from questionnaire.check_run import CheckRun
from questionnaire.numbers import exact
from questionnaire.problems import Problem


def check_fields(
    catalogue: Catalogue | CheckPlan,
    history: History,
    year: int,
    derived: Mapping[str, Decimal | None],
    references: References,
    today: dt.date,
) -> tuple[Problem, ...]:
    """All problems of the answers of one year, with their confirmations.

    Args:
        catalogue: the fields, or their plan, which is worth keeping when checks are repeated.
        history: the answer sets of the park by year.
        year: the year to check; its set must be in `history`.
        derived: computed values by code; None or absent = unknown, their checks are skipped.
        references: lists of choices and default values; choices of an absent list are not checked.
        today: date of the check.

    Returns:
        Problems in form order: fields with their evidence and tables, cross-checks, earlier years.

    Raises:
        CatalogueError: the catalogue has an expression that cannot be parsed.
    """
    plan = _plan(catalogue)
    scope = AnswerScope(plan.catalogue, history, year, derived, references, today)
    run = CheckRun(plan, scope, values_only=False)
    with exact():
        return (
            *run.form_problems(),
            *run.cross_problems(plan.cross_checks),
            *run.yearly_problems(),
        )


def check_values(
    catalogue: Catalogue | CheckPlan,
    history: History,
    year: int,
    derived: Mapping[str, Decimal | None],
    references: References,
    today: dt.date,
) -> tuple[Problem, ...]:
    """Type, range and hard checks of fields and cells only: what `fill` and import refuse.

    Arguments as in `check_fields`; `derived` may be empty, then hard checks that read computed
    values are skipped.
    """
    plan = _plan(catalogue)
    scope = AnswerScope(plan.catalogue, history, year, derived, references, today)
    with exact():
        return tuple(CheckRun(plan, scope, values_only=True).form_problems())


def invalid_fields(
    catalogue: Catalogue | CheckPlan,
    history: History,
    year: int,
    derived: Mapping[str, Decimal | None],
    references: References,
    today: dt.date,
) -> frozenset[str]:
    """Fields whose own type, range or hard check fails; a table when any of its cells fails.

    The indicators that read them are 未填 (rubric.md 4.4). Arguments as in `check_values`.
    """
    plan = _plan(catalogue)
    scope = AnswerScope(plan.catalogue, history, year, derived, references, today)
    return fields_of(failing_values(plan, scope, plan.value_checks))


def failing_values(plan: CheckPlan, scope: AnswerScope, checks: Iterable[str]) -> frozenset[str]:
    """Those of some checks in which a type, range or hard check of a value fails.

    A window that knows what failed before an edit asks only for the checks that it affects:
    `failing - affected | failing_values(plan, scope, affected)`, with `CheckPlan.affected` of the
    edited field or table and of the computed values that changed with it.

    Args:
        plan: the checks.
        scope: the present answers.
        checks: `CheckPlan.value_checks` for all, or some of them; others are passed over.
    """
    with exact():
        return frozenset(CheckRun(plan, scope, values_only=True).failing_values(checks))


def fields_of(checks: Iterable[str]) -> frozenset[str]:
    """Fields and tables of checks of values.

    >>> sorted(fields_of(["field:gdp", "table:enterprises.uscc", "table:enterprises.output"]))
    ['enterprises', 'gdp']
    """
    return frozenset(check.partition(":")[2].partition(".")[0] for check in checks)


def recheck(plan: CheckPlan, scope: AnswerScope, checks: Iterable[str]) -> tuple[Problem, ...]:
    """The problems of some checks only, for a window that follows each keystroke.

    Args:
        plan: the checks.
        scope: the present answers.
        checks: what `CheckPlan.affected` names; `table:TABLE.COLUMN:ROW_ID` checks one cell.

    Returns:
        Problems as `check_fields` reports them, in the order of `checks`.
    """
    run = CheckRun(plan, scope, values_only=False)
    with exact():
        return tuple(problem for check in checks for problem in run.problems_of(check))


def _plan(catalogue: Catalogue | CheckPlan) -> CheckPlan:
    return catalogue if isinstance(catalogue, CheckPlan) else CheckPlan(catalogue)
