"""One pass of the checks over the answers of one year.

Source: rubric.md 14; identifiers of problems: interface.md, check --json.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import Row, Value
from questionnaire.catalogue import Field, Question
from questionnaire.check_plan import YEARLY, CheckPlan, CrossPlan, FieldPlan, QuestionPlan
from questionnaire.check_requirements import is_required, missing_answer, missing_evidence
from questionnaire.check_types import fits, has_type, misfit
from questionnaire.formula import Formula
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
            yield from self.evidence_problems(field)
            yield from self.table_problems(code, self._plan.columns.get(code, ()))

    def field_problems(self, plan: FieldPlan) -> Iterator[Problem]:
        """Value checks and the requirement of a field."""
        code = plan.field.code
        value = self._answers.value(code)
        place = _Place(f"field:{code}", self._scope.for_field(code), plan.field)
        if value is not None:
            yield from self._value_problems(plan.checks, value, place)
        missing = None if self._values_only else missing_answer(plan, self._scope)
        if missing is not None:
            yield self._problem(Severity.HARD, place.identifier, plan.checks.fields, missing)

    def evidence_problems(self, plan: FieldPlan) -> Iterator[Problem]:
        """That a field which needs evidence has none."""
        message = None if self._values_only else missing_evidence(plan, self._scope)
        if message is not None:
            code = plan.field.code
            yield self._problem(Severity.HARD, f"evidence:{code}", (code, "evidence"), message)

    def table_problems(
        self, table: str, columns: tuple[QuestionPlan, ...], only: str = ""
    ) -> Iterator[Problem]:
        """Problems of the cells of a table, row by row; of the row `only` when it is given."""
        for number, (row_id, row) in enumerate(self._answers.rows(table).items(), start=1):
            if only not in {"", row_id}:
                continue
            for column in columns:
                if not self._is_quiet(column, row):
                    yield from self._cell_problems(column, table, (number, row_id), row)

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
            yield from self.table_problems(table, columns, row_id)
        elif kind == YEARLY:
            yield from self.yearly_problems()
        else:
            yield from self.cross_problems({check: self._plan.cross_checks[check]})

    def _is_quiet(self, column: QuestionPlan, row: Row) -> bool:
        """Whether a cell has nothing to say: decided quickly for most cells of large tables."""
        value = row.get(column.question.code)
        if value is None:
            return self._values_only or column.required is False
        if column.hard is not None or (column.soft is not None and not self._values_only):
            return False
        return fits(column.question, value, self._choices(column))

    def _cell_problems(
        self, column: QuestionPlan, table: str, row_place: tuple[int, str], row: Row
    ) -> Iterator[Problem]:
        number, row_id = row_place
        name = column.question.code
        scope = self._scope.for_cell(table, row_id, name)
        field = self._plan.catalogue.fields[table]
        place = _Place(f"table:{table}.{name}:{row_id}", scope, column.question, field, number)
        value = row.get(name)
        if value is not None:
            yield from self._value_problems(column, value, place)
        elif is_required(column, scope):
            message = msg("“{label}” is empty. Enter a value.", label=place.label())
            yield self._problem(Severity.HARD, place.identifier, column.fields, message)

    def _value_problems(
        self, checks: QuestionPlan, value: Value, place: _Place
    ) -> Iterator[Problem]:
        choices = self._choices(checks)
        if not fits(place.question, value, choices):
            message = misfit(place.question, value, place.label())
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
