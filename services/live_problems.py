"""The problems of the year that is shown, kept up to date from edit to edit.

Only the checks that an edit can change are run again (`CheckPlan.affected`); of a table only the
rows that were edited and those whose checks look at them. What stands here equals what
`services.evaluation.Evaluation` finds in the same answers, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaire.answers import AnswerSet, Row
from questionnaire.catalogue import Table
from questionnaire.check_plan import YEARLY, CheckPlan
from questionnaire.check_run import CheckRun
from questionnaire.numbers import exact
from questionnaire.problems import Problem, Severity
from services.edit_effects import CheckIndex, EditEffect
from services.live_scope import LiveScope

MOST_ROWS = 500
"""Touched rows of a table above which the whole table is checked at once."""


class LiveProblems:
    """Problems of fields, cells and cross-checks; those of the account are handed in."""

    def __init__(self, plan: CheckPlan, index: CheckIndex, scope: LiveScope) -> None:
        """Run all checks on what `scope` shows."""
        self._plan = plan
        self._index = index
        self._scope = scope
        self._single: dict[str, tuple[Problem, ...]] = {}
        self._rows: dict[str, dict[str, tuple[Problem, ...]]] = {}
        self._failing_rows: dict[str, set[str]] = {}
        self._failing_fields: set[str] = set()
        self._known = frozenset(self._all_checks())
        self._check(self._known)

    @property
    def invalid_fields(self) -> frozenset[str]:
        """Fields whose own type, range or hard check fails; a table when one of its cells does."""
        return frozenset(self._failing_fields).union(
            table for table, rows in self._failing_rows.items() if rows
        )

    def in_form_order(self) -> Iterator[Problem]:
        """All problems as `check_fields` lists them."""
        for code in self._plan.fields:
            yield from self._single.get(f"field:{code}", ())
            yield from self._single.get(f"evidence:{code}", ())
            rows = self._rows.get(code)
            if rows:
                for row_id in self._scope.answers.rows(code):
                    yield from rows.get(row_id, ())
        for check in self._plan.cross_checks:
            yield from self._single.get(check, ())
        yield from self._single.get(YEARLY, ())

    def of_row(self, table: str, row_id: str) -> tuple[Problem, ...]:
        """Problems of one row."""
        return self._rows.get(table, {}).get(row_id, ())

    def of_field(self, code: str) -> tuple[Problem, ...]:
        """Problems of a field and of its evidence."""
        return (*self._single.get(f"field:{code}", ()), *self._single.get(f"evidence:{code}", ()))

    def follow(self, before: AnswerSet, effect: EditEffect, derived: Iterable[str]) -> None:
        """Run again what an edit can have changed.

        Args:
            before: the answers before; the scope shows those after.
            effect: what the edit touched.
            derived: computed values that have another value now.
        """
        tables = effect.codes & self._plan.columns.keys()
        checks = set(self._plan.affected([*(effect.codes - tables), *derived]))
        for table in tables:
            checks |= {f"field:{table}", f"evidence:{table}"} & self._known
        for table in effect.moved:
            own = f"table:{table}."
            checks |= {c for c in self._plan.affected({table}) if not c.startswith(own)}
            for column in self._plan.catalogue.tables[table].columns:
                checks |= {c for c in self._index.resting_on(table, column) if c.startswith(own)}
        for table, _, column in effect.cells:
            checks |= self._index.resting_on(table, column)
        for table in effect.rows:
            self._check_rows(table, self._rows_to_check(table, before, effect))
        self._check(checks)
        self._recheck_confirmed(effect.confirmed)

    def _rows_to_check(self, table: str, before: AnswerSet, effect: EditEffect) -> set[str]:
        touched = effect.rows[table]
        after = self._scope.answers.rows(table)
        wanted = {row_id for row_id in touched if row_id in after}
        if len(wanted) > MOST_ROWS:
            return set(after)
        if table in effect.moved:  # messages name the number of the row
            wanted.update(row_id for row_id in self._rows.get(table, ()) if row_id in after)
        states = [rows[r] for rows in (before.rows(table), after) for r in touched if r in rows]
        definition = self._plan.catalogue.tables[table]
        edited = None if table in effect.moved else effect.edited_columns(table)
        for column in self._meeting_columns(definition, edited):
            values = {row[column] for row in states if column in row}
            wanted.update(row_id for row_id, row in after.items() if row.get(column) in values)
        return wanted

    def _meeting_columns(self, table: Table, edited: frozenset[str] | None) -> set[str]:
        """Columns by which rows see each other, as far as the edited ones (None: all) matter."""
        reach = self._index.reach[table.code]
        key = [column for column in table.natural_key if column != "year"][:1]
        found = {c for c in reach.unique if edited is None or edited & {c, "year"}}
        if reach.change and (
            edited is None or edited & {*reach.change, *table.natural_key, "year"}
        ):
            found.update(key)
        return found

    def _check(self, checks: Iterable[str]) -> None:
        whole: dict[str, None] = {}
        with exact():
            run = CheckRun(self._plan, self._scope, values_only=False)
            for check in checks:
                if check.startswith("table:"):
                    whole[check.removeprefix("table:").split(".")[0]] = None
                    continue
                self._keep(check, tuple(run.problems_of(check)))
        for table in whole:
            self._check_table(table)

    def _keep(self, check: str, problems: tuple[Problem, ...]) -> None:
        if problems:
            self._single[check] = problems
        else:
            self._single.pop(check, None)
        kind, _, code = check.partition(":")
        if kind == "field":
            hard = any(problem.severity is Severity.HARD for problem in problems)
            if hard and self._has_value_problem(check):
                self._failing_fields.add(code)
            else:
                self._failing_fields.discard(code)

    def _has_value_problem(self, check: str) -> bool:
        run = CheckRun(self._plan, self._scope, values_only=True)
        return any(True for _ in run.problems_of(check))

    def _check_table(self, table: str) -> None:
        self._rows.pop(table, None)
        self._failing_rows.pop(table, None)
        with exact():
            run = CheckRun(self._plan, self._scope, values_only=False)
            found: dict[str, list[Problem]] = {}
            for problem in run.table_problems(table, self._plan.columns[table]):
                found.setdefault(problem.id.split(":", 2)[2], []).append(problem)
        for row_id, problems in found.items():
            self._keep_row(table, row_id, tuple(problems))

    def _check_rows(self, table: str, rows: set[str]) -> None:
        answers = self._scope.answers.rows(table)
        if len(rows) > MOST_ROWS:
            self._check_table(table)
            return
        for row_id in [row_id for row_id in self._rows.get(table, ()) if row_id not in answers]:
            self._keep_row(table, row_id, ())
        with exact():
            run = CheckRun(self._plan, self._scope, values_only=False)
            columns = self._plan.columns[table]
            for row_id in rows:
                self._keep_row(table, row_id, tuple(run.table_problems(table, columns, row_id)))

    def _keep_row(self, table: str, row_id: str, problems: tuple[Problem, ...]) -> None:
        rows = self._rows.setdefault(table, {})
        failing = self._failing_rows.setdefault(table, set())
        failing.discard(row_id)
        if not problems:
            rows.pop(row_id, None)
            return
        rows[row_id] = problems
        row = self._scope.answers.rows(table)[row_id]
        if any(_is_value_problem(problem, row) for problem in problems):
            failing.add(row_id)

    def _recheck_confirmed(self, confirmed: Iterable[str]) -> None:
        checks: set[str] = set()
        for name in confirmed:
            kind, _, rest = name.partition(":")
            if kind == "table":
                place, _, row_id = rest.partition(":")
                table = place.partition(".")[0]
                if row_id in self._scope.answers.rows(table):
                    self._check_rows(table, {row_id})
            elif name in self._known:
                checks.add(name)
        self._check(checks)

    def _all_checks(self) -> Iterator[str]:
        for code, item in self._plan.fields.items():
            yield f"field:{code}"
            if item.field.evidence == "required":
                yield f"evidence:{code}"
            if code in self._plan.columns:
                yield f"table:{code}."
        yield from self._plan.cross_checks
        yield YEARLY


def _is_value_problem(problem: Problem, row: Row) -> bool:
    """Whether a cell has a value that fails, rather than none."""
    column = problem.id.split(":", 2)[1].split(".", 1)[1]
    return problem.severity is Severity.HARD and column in row
