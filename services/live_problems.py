"""The problems of the year that is shown, kept up to date from edit to edit.

Only the checks that an edit can change are run again (`CheckPlan.affected`); of a table only the
rows that were edited and those whose checks look at them. Once all checks were run, what stands
here equals what `services.evaluation.Evaluation` finds in the same answers, in the same order.

The checks of large tables wait for `check_more`. Each is run on the answers as they are then, and
is followed like the others from then on; so edits in between need no care of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaire.answer_scope import key_columns
from questionnaire.answers import AnswerSet, Row
from questionnaire.catalogue import Table
from questionnaire.check_plan import YEARLY, CheckPlan, QuestionPlan
from questionnaire.check_run import CheckRun
from questionnaire.numbers import exact
from questionnaire.problems import Problem, Severity
from services.edit_effects import CheckIndex, EditEffect
from services.late_checks import SMALL_TABLE, LateChecks
from services.live_scope import LiveScope

_ENDED = object()


class LiveProblems:
    """Problems of fields, cells and cross-checks; those of the account are handed in."""

    def __init__(
        self, plan: CheckPlan, index: CheckIndex, scope: LiveScope, small: int = SMALL_TABLE
    ) -> None:
        """Run all checks on what `scope` shows, but for those that wait."""
        self._plan = plan
        self._index = index
        self._scope = scope
        self._small = small
        self._single: dict[str, tuple[Problem, ...]] = {}
        self._rows: dict[str, dict[str, tuple[Problem, ...]]] = {}
        self._failing_rows: dict[str, set[str]] = {}
        self._failing_fields: set[str] = set()
        self._known = frozenset(self._all_checks())
        self._late = LateChecks(plan, index, scope.answers, small)
        self._check(self._known - self._late.columns - self._late.single)
        self._running = self._steps()

    @property
    def is_complete(self) -> bool:
        """Whether every check was run."""
        return self._late.is_empty

    @property
    def waiting(self) -> int:
        """How many rows and checks wait."""
        return self._late.waiting

    @property
    def unchecked(self) -> frozenset[str]:
        """Fields and tables at which problems may be missing; empty once all checks were run."""
        return self._late.codes

    def check_more(self) -> None:
        """Run some of the checks that wait; nothing when none does."""
        if not self._late.is_empty and next(self._running, _ENDED) is _ENDED:
            self._running = self._steps()

    def _steps(self) -> Iterator[None]:
        """The checks that wait, in steps of some milliseconds; no step makes two large indexes."""
        for table in self._late.tables:
            yield from self._make_indexes(table)
        while not self._late.is_empty:
            rows = self._late.take_rows()
            if rows is not None:
                self._check_rows(rows[0], set(rows[1]))
            else:
                yield from self._work_out_parts(self._late.next_check())
                self._check({self._late.take_check()})
            yield

    def _make_indexes(self, table: str) -> Iterator[None]:
        """What checks of rows, and the first edit, look up over all rows."""
        definition, reach = self._plan.catalogue.tables[table], self._index.reach[table]
        index = self._scope.index(table)
        for column in sorted(reach.unique):
            index.counts(("year", column))
            yield
        for column in sorted(self._meeting_columns(definition, None)):
            index.holders((column,))
            yield
        for year in (self._scope.year, self._scope.year - 1) if reach.change else ():
            self._scope.index(table, year).counts(("year",))
            yield
            self._scope.index(table, year).holders(key_columns(definition))
            yield

    def _work_out_parts(self, check: str) -> Iterator[None]:
        """The functions over rows that a check between fields calls, each by itself."""
        cross = self._plan.cross_checks.get(check)
        for part in () if cross is None else cross.formula.parts:
            with exact():
                part(self._scope)
            yield

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
                for row_id in sorted(rows, key=self._scope.index(code).number):
                    yield from rows[row_id]
        for check in self._plan.cross_checks:
            yield from self._single.get(check, ())
        yield from self._single.get(YEARLY, ())

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
        checks -= self._late.single
        for table in effect.rows:
            self._check_soon(table, self._rows_to_check(table, before, effect))
        self._check(checks)
        self._recheck_confirmed(effect.confirmed)

    def _check_soon(self, table: str, rows: set[str]) -> None:
        """Check rows at once; of very many only those that are gone, the others later."""
        if len(rows) > self._small:
            later = rows & self._scope.answers.rows(table).keys()
            self._late.add_rows(table, later)
            rows = rows - later
        self._check_rows(table, rows)

    def _rows_to_check(self, table: str, before: AnswerSet, effect: EditEffect) -> set[str]:
        """Rows that an edit touched, and those whose checks or messages look at them."""
        touched, index = effect.rows[table], self._scope.index(table)
        wanted = set(touched)
        if table in effect.moved:  # messages name the number of the row
            wanted.update(filter(index.has_moved, self._rows.get(table, {}).keys() & index.rows))
        states = [
            rows[r] for rows in (before.rows(table), index.rows) for r in touched if r in rows
        ]
        definition = self._plan.catalogue.tables[table]
        edited = None if table in effect.moved else effect.edited_columns(table)
        for column in self._meeting_columns(definition, edited):
            holders = index.holders((column,))
            for value in {row[column] for row in states if column in row}:
                wanted.update(holders.of((value,)))
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
        columns: dict[str, set[str]] = {}
        with exact():
            run = CheckRun(self._plan, self._scope, values_only=False)
            for check in checks:
                if check.startswith("table:"):
                    table, _, column = check.removeprefix("table:").partition(".")
                    columns.setdefault(table, set()).add(column)
                    continue
                self._keep(check, tuple(run.problems_of(check)))
        for table, names in columns.items():
            self._check_columns(table, names)

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

    def _check_columns(self, table: str, names: set[str]) -> None:
        """Check some columns of all rows; the problems of the others stay."""
        known_columns = self._plan.columns[table]
        plans = tuple(plan for plan in known_columns if plan.question.code in names)
        order = {plan.question.code: place for place, plan in enumerate(known_columns)}
        found = self._found(table, plans, None)
        for row_id, known in tuple(self._rows.get(table, {}).items()):
            kept = [item for item in known if column_of(item) not in names]
            mine = found.pop(row_id, ())
            if len(kept) + len(mine) < len(known) or mine:
                both = sorted((*kept, *mine), key=lambda item: order[column_of(item)])
                self._keep_row(table, row_id, tuple(both))
        for row_id, problems in found.items():
            self._keep_row(table, row_id, tuple(problems))

    def _check_rows(self, table: str, rows: set[str]) -> None:
        """Check all columns of some rows, of which some may be gone."""
        there = rows & self._scope.answers.rows(table).keys()
        found = self._found(table, self._plan.columns[table], there)
        for row_id in rows:
            self._keep_row(table, row_id, tuple(found.get(row_id, ())))

    def _found(
        self, table: str, columns: tuple[QuestionPlan, ...], only: set[str] | None
    ) -> dict[str, list[Problem]]:
        found: dict[str, list[Problem]] = {}
        with exact():
            run = CheckRun(self._plan, self._scope, values_only=False)
            for problem in run.table_problems(table, columns, only):
                found.setdefault(problem.id.split(":", 2)[2], []).append(problem)
        return found

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
            for column in self._plan.columns.get(code, ()):
                yield f"table:{code}.{column.question.code}"
        yield from self._plan.cross_checks
        yield YEARLY


def _is_value_problem(problem: Problem, row: Row) -> bool:
    """Whether a cell has a value that fails, rather than none."""
    return problem.severity is Severity.HARD and column_of(problem) in row


def column_of(problem: Problem) -> str:
    """The column of a problem of a cell.

    >>> column_of(Problem(Severity.HARD, "table:sinks.amount:r1", (), ""))
    'amount'
    """
    return problem.id.split(":", 2)[1].partition(".")[2]
