"""One pass of the checks over the answers of one year.

Source: rubric.md 14; identifiers of problems: interface.md, check --json.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from questionnaire.answer_scope import AnswerScope, ColumnCells, TableCells
from questionnaire.answers import Value
from questionnaire.catalogue import Field, Question
from questionnaire.check_plan import YEARLY, CheckPlan, CrossPlan, FieldPlan, QuestionPlan
from questionnaire.check_requirements import missing_answer, missing_evidence
from questionnaire.check_types import all_fit, fits, has_type, misfit
from questionnaire.formula import Formula
from questionnaire.formula_columns import values_over
from questionnaire.messages import Text, msg
from questionnaire.problems import Problem, Severity
from questionnaire.scope import Scope

LEAST_CONFIRMATION = 5
"""Fewest characters of the reason that confirms a soft problem."""

_YEARS_BEFORE = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """A field, or a cell with its row number, and how it is called in messages."""

    identifier: str
    scope: Scope
    question: Question
    table: Field | None = None
    number: int = 0

    def label(self) -> Text:
        if self.table is None:
            return self.question.label
        return msg(
            "{table}, row {number}, {column}",
            table=self.table.label,
            number=self.number,
            column=self.question.label,
        )


class CheckRun:
    """Finds the problems of one set of answers; the caller has entered `numbers.exact()`."""

    def __init__(self, plan: CheckPlan, scope: AnswerScope, *, values_only: bool) -> None:
        """Check what `scope` shows.

        Args:
            plan: the checks.
            scope: the answers.
            values_only: type, range and hard checks of fields and cells only.
        """
        self._plan = plan
        self._scope = scope
        self._answers = scope.answers
        self._values_only = values_only

    def form_problems(self) -> Iterator[Problem]:
        """Problems of fields, their evidence and the cells of tables, in form order."""
        for code, field in self._plan.fields.items():
            yield from self.field_problems(field)
            if not self._values_only:
                yield from self.evidence_problems(field)
            if code in self._plan.columns:
                yield from self.table_problems(code, self._plan.columns[code])

    def field_problems(self, plan: FieldPlan) -> Iterator[Problem]:
        """Value checks and the requirement of a field."""
        code = plan.field.code
        value = self._answers.value(code)
        if value is not None:
            scope = self._scope.for_field(code)
            if not self._is_sound(plan.checks, value, scope):
                place = _Place(f"field:{code}", scope, plan.field)
                yield from self._value_problems(plan.checks, value, place)
        missing = None if self._values_only else missing_answer(plan, self._scope)
        if missing is not None:
            yield self._problem(Severity.HARD, f"field:{code}", plan.checks.fields, missing)

    def evidence_problems(self, plan: FieldPlan) -> Iterator[Problem]:
        """That a field which needs evidence has none."""
        message = missing_evidence(plan, self._scope)
        if message is not None:
            code = plan.field.code
            yield self._problem(Severity.HARD, f"evidence:{code}", (code, "evidence"), message)

    def table_problems(
        self,
        table: str,
        columns: tuple[QuestionPlan, ...],
        only: Collection[str] | None = None,
    ) -> Iterator[Problem]:
        """Problems of the cells of a table, row by row; of the rows `only` when they are given."""
        if not self._answers.rows(table):
            return
        cells = self._scope.for_rows(table, only)
        failing: dict[str, list[QuestionPlan]] = {}
        for column in columns:
            for row_id in self._failing_rows(column, cells):
                failing.setdefault(row_id, []).append(column)
        number = self._scope.index(table).number
        for row_id in sorted(failing, key=number):
            for column in failing[row_id]:
                yield from self._cell_problems(column, table, number(row_id), row_id)

    def failing_values(self, checks: Iterable[str]) -> Iterator[str]:
        """Those of some checks of fields and columns in which a value fails, without wording."""
        for check in checks:
            plan = self._plan.value_checks.get(check)
            if plan is not None and self._fails(plan, in_table=check.startswith("table:")):
                yield check

    def _fails(self, plan: QuestionPlan, *, in_table: bool) -> bool:
        own = plan.fields[0]
        if in_table:
            return any(True for _ in self._failing_rows(plan, self._scope.for_rows(own)))
        value = self._answers.value(own)
        return value is not None and not self._is_sound(plan, value, self._scope.for_field(own))

    def cross_problems(self, checks: Mapping[str, CrossPlan]) -> Iterator[Problem]:
        """Cross-checks that are false; an unknown one is skipped."""
        for cross in checks.values():
            if cross.formula.value_in_context(self._scope) is False:
                wording = self._plan.wording
                parts = wording.failed_parts(cross.formula, self._scope, failed=False)
                message = msg(
                    "{text} Found here: {values}.",
                    text=cross.check.message,
                    values=wording.readings(parts, self._scope, None),
                )
                severity = Severity(cross.check.severity)
                yield self._problem(severity, cross.check.id, cross.fields, message)

    def yearly_problems(self) -> Iterator[Problem]:
        """One soft problem when a set of the two years before is missing."""
        year = self._scope.year
        missing = [y for y in range(year - _YEARS_BEFORE, year) if not self._scope.has_year(y)]
        if missing:
            message = msg(
                "There are no answers for {years}, so this year cannot be compared with them. "
                "Enter those years, or confirm with a reason.",
                years=", ".join(map(str, missing)),
            )
            yield self._problem(Severity.SOFT, YEARLY, ("assessment_year",), message)

    def problems_of(self, check: str) -> Iterator[Problem]:
        """The problems of one check by its identifier; `table:T.C:ROW` checks one cell."""
        kind, _, code = check.partition(":")
        if kind == "field":
            yield from self.field_problems(self._plan.fields[code])
        elif kind == "evidence":
            yield from self.evidence_problems(self._plan.fields[code])
        elif kind == "table":
            place, _, row_id = code.partition(":")
            table, _, name = place.partition(".")
            columns = tuple(c for c in self._plan.columns[table] if c.question.code == name)
            known = self._answers.rows(table)
            only = None if not row_id else {row_id} & known.keys()
            yield from self.table_problems(table, columns, only)
        elif kind == YEARLY:
            yield from self.yearly_problems()
        else:
            yield from self.cross_problems({check: self._plan.cross_checks[check]})

    def _failing_rows(self, column: QuestionPlan, cells: TableCells) -> Iterator[str]:
        """Ids of the rows whose cell has a problem, in row order."""
        scope = cells.of_column(column.question.code)
        values = scope.values("x")
        failing = [*self._failing_values(column, values, scope)]
        if not self._values_only and column.required is not False and None in values:
            failing += self._blanks(column, values, scope)
        if failing:
            ids = tuple(cells.batch.rows)
            yield from (ids[place] for place in sorted(set(failing)))

    def _failing_values(
        self, column: QuestionPlan, values: Sequence[Value | None], scope: ColumnCells
    ) -> Iterator[int]:
        """Places of values that do not fit or fail a check."""
        question, choices = column.question, self._choices(column)
        given = [value for value in values if value is not None]
        if not given:
            return
        if not all_fit(question, given, choices):
            for place, value in enumerate(values):
                if value is not None and not fits(question, value, choices):
                    yield place
        for formula, fault in ((column.hard, False), (column.soft, True)):
            if formula is None or (fault and self._values_only):
                continue
            for place, found in enumerate(values_over(formula, scope)):
                if found is fault and values[place] is not None:
                    yield place

    def _blanks(
        self, column: QuestionPlan, values: Sequence[Value | None], scope: ColumnCells
    ) -> Iterator[int]:
        """Places of blank cells that have to be filled in."""
        required = column.required
        asked = None if isinstance(required, bool) else values_over(required, scope)
        for place, value in enumerate(values):
            if value is None and (asked is None or asked[place] is True):
                yield place

    def _cell_problems(
        self, column: QuestionPlan, table: str, number: int, row_id: str
    ) -> Iterator[Problem]:
        """The problems of a cell that has some."""
        name = column.question.code
        value = self._answers.rows(table)[row_id].get(name)
        scope = self._scope.for_cell(table, row_id, name)
        field = self._plan.catalogue.fields[table]
        place = _Place(f"table:{table}.{name}:{row_id}", scope, column.question, field, number)
        if value is None:
            message = msg("“{label}” is empty. Enter a value.", label=place.label())
            yield self._problem(Severity.HARD, place.identifier, column.fields, message)
        else:
            yield from self._value_problems(column, value, place)

    def _is_sound(self, checks: QuestionPlan, value: Value, scope: Scope) -> bool:
        """Whether `_value_problems` has nothing to say, decided without any wording."""
        return fits(checks.question, value, self._choices(checks)) and self._passes(checks, scope)

    def _passes(self, checks: QuestionPlan, scope: Scope) -> bool:
        """Whether the hard check, and the soft one where it is asked for, find nothing."""
        if checks.hard is not None and checks.hard.value_in_context(scope) is False:
            return False
        if self._values_only or checks.soft is None:
            return True
        return checks.soft.value_in_context(scope) is not True

    def _value_problems(
        self, checks: QuestionPlan, value: Value, place: _Place
    ) -> Iterator[Problem]:
        choices = self._choices(checks)
        if not fits(place.question, value, choices):
            message = misfit(place.question, value, place.label(), self._plan.catalogue)
            yield self._problem(Severity.HARD, place.identifier, checks.fields, message)
        if not has_type(place.question, value):
            return
        if checks.hard is not None and checks.hard.value_in_context(place.scope) is False:
            yield self._failed(Severity.HARD, checks.hard, checks, place)
        if self._values_only or checks.soft is None:
            return
        if checks.soft.value_in_context(place.scope) is True:
            yield self._failed(Severity.SOFT, checks.soft, checks, place)

    def _failed(
        self, severity: Severity, formula: Formula, checks: QuestionPlan, place: _Place
    ) -> Problem:
        """The problem of a hard check that is false or a soft check that is true."""
        hard = severity is Severity.HARD
        parts = self._plan.wording.failed_parts(formula, place.scope, failed=not hard)
        question = place.question
        own = question.hard_message if hard else question.soft_message
        words = {
            "label": place.label(),
            "rule": own or self._plan.wording.rule(parts, question),
            "values": self._plan.wording.readings(parts, place.scope, question),
        }
        if own is not None:
            message = msg("“{label}”: {rule} Found here: {values}.", **words)
        elif hard:
            message = msg(
                "“{label}” must fulfil: {rule}. Found here: {values}. Correct it.", **words
            )
        else:
            message = msg(
                "“{label}” may be wrong: {rule}. Found here: {values}. Correct it, or confirm it "
                "with a reason.",
                **words,
            )
        return self._problem(severity, place.identifier, checks.fields, message)

    def _choices(self, checks: QuestionPlan) -> Collection[str] | None:
        """Codes that a choice may hold; None when it is no choice or its list is not known."""
        if checks.choices is not None or not checks.question.choice_source:
            return checks.choices
        return self._scope.choices(checks.question.choice_source)

    def _problem(
        self, severity: Severity, identifier: str, fields: tuple[str, ...], message: Text
    ) -> Problem:
        reasons = self._answers.confirmed
        reason = reasons.get(identifier)
        if reason is None and identifier.startswith("table:"):
            table, column, _ = identifier.split(":", 2)
            reason = reasons.get(f"{table}:{column}")
        if reason is not None and len(reason.strip()) < LEAST_CONFIRMATION:
            reason = None
        return Problem(severity, identifier, fields, message).confirm(reason)
