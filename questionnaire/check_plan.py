"""The checks of a catalogue, parsed once, with what each of them rests on.

Source: rubric.md 14; identifiers of checks: interface.md, check --json.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from questionnaire.answer_scope import REFERENCE_NAMES, indicator_of
from questionnaire.catalogue import Catalogue, CrossCheck, Field, FieldType, Question
from questionnaire.check_wording import Wording
from questionnaire.errors import CatalogueError, Defect, FormulaError
from questionnaire.formula import Formula, parse_formula, parse_requirement
from questionnaire.formula_syntax import COMPUTED_PREFIXES
from questionnaire.formula_types import Kind, KindOf, kinds_of, type_defects
from questionnaire.messages import msg

YEARLY = "yearly"
"""Identifier of the problem that earlier years are missing."""


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """The checks of one field or column.

    Attributes:
        question: the field or column.
        hard: must be true; None = no check.
        soft: warns when true; None = no check.
        required: whether it must be filled in, or the condition for it.
        choices: codes of a choice written in the catalogue; None when they come from a list.
        fields: codes of the fields and tables that its checks rest on, its own first.
        computed: codes of the computed values that its checks read.
    """

    question: Question
    hard: Formula | None
    soft: Formula | None
    required: Formula | bool
    choices: frozenset[str] | None
    fields: tuple[str, ...]
    computed: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """A field with its checks.

    Attributes:
        field: the field.
        checks: its own checks.
        value_only: gate, level and scalar profile fields: no_data and na do not answer them.
    """

    field: Field
    checks: QuestionPlan
    value_only: bool


@dataclass(frozen=True, slots=True)
class CrossPlan:
    """A cross-check.

    Attributes:
        check: as in the catalogue.
        formula: must be true.
        fields: codes of the fields and tables that it rests on.
        computed: codes of the computed values that it reads.
    """

    check: CrossCheck
    formula: Formula
    fields: tuple[str, ...]
    computed: frozenset[str]


class CheckPlan:
    """All checks of a catalogue, parsed once and kept.

    Attributes:
        catalogue: where they come from.
        fields: by code, in form order.
        columns: by table, in form order.
        value_checks: of every field and column, by identifier (`field:CODE`, `table:TABLE.COLUMN`).
        cross_checks: by id.
        wording: words checks without a message of their own.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        """Parse every expression.

        Raises:
            CatalogueError: an expression is not in the formula language; all are listed.
        """
        reader = _Reader(catalogue)
        self.catalogue = catalogue
        self.fields: Mapping[str, FieldPlan] = {
            code: reader.field_plan(field) for code, field in catalogue.fields.items()
        }
        self.columns: Mapping[str, tuple[QuestionPlan, ...]] = {
            code: tuple(
                reader.question_plan(column, f"tables.{code}.{name}", code)
                for name, column in table.columns.items()
            )
            for code, table in catalogue.tables.items()
        }
        self.value_checks: Mapping[str, QuestionPlan] = {
            **{f"field:{code}": plan.checks for code, plan in self.fields.items()},
            **{
                f"table:{table}.{column.question.code}": column
                for table, columns in self.columns.items()
                for column in columns
            },
        }
        self.cross_checks: Mapping[str, CrossPlan] = {
            check.id: reader.cross_plan(check) for check in catalogue.cross_checks
        }
        if reader.defects:
            raise CatalogueError(
                msg("The field catalogue has expressions that cannot be used."),
                msg("Correct the expressions at the places named."),
                reader.defects,
            )
        self.wording = Wording(catalogue)
        self._dependents = self._index()

    def affected(self, codes: Iterable[str]) -> frozenset[str]:
        """Checks whose outcome may change when these fields, tables or computed values change.

        Args:
            codes: field and table codes; `inventory.*` and `enterprises.*` as well.

        Returns:
            `field:CODE`, `table:TABLE.COLUMN`, `evidence:CODE`, `yearly`, `X01` and so on.
        """
        return frozenset(check for code in codes for check in self._dependents.get(code, ()))

    def _index(self) -> Mapping[str, frozenset[str]]:
        index: dict[str, set[str]] = {}
        for identifier, codes in self._checks_with_bases():
            for code in codes:
                index.setdefault(code, set()).add(identifier)
        return {code: frozenset(identifiers) for code, identifiers in index.items()}

    def _checks_with_bases(self) -> Iterator[tuple[str, Iterable[str]]]:
        for code, plan in self.fields.items():
            own = {code, indicator_of(code)}  # a level is read from the mark of its indicator
            yield f"field:{code}", own.union(plan.checks.fields, plan.checks.computed)
            if plan.field.evidence == "required":
                yield f"evidence:{code}", own | {"evidence"}
        for table, columns in self.columns.items():
            for column in columns:
                yield f"table:{table}.{column.question.code}", (*column.fields, *column.computed)
        for identifier, cross in self.cross_checks.items():
            yield identifier, (*cross.fields, *cross.computed)
        yield YEARLY, ("assessment_year",)


class _Reader:
    """Parses expressions and finds what they rest on; gathers the defects on the way."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.defects: list[Defect] = []
        self._catalogue = catalogue
        self._order = {code: number for number, code in enumerate(catalogue.fields)}
        self._derived: dict[str, frozenset[str]] = {}

    def field_plan(self, field: Field) -> FieldPlan:
        gate = any(use.split(" ")[0] == "gate" for use in field.used_by)
        profile = "profile" in field.used_by and field.type is not FieldType.TABLE
        return FieldPlan(
            field=field,
            checks=self.question_plan(field, f"fields.{field.code}", ""),
            value_only=gate or profile or field.type is FieldType.LEVEL,
        )

    def question_plan(self, question: Question, place: str, table: str) -> QuestionPlan:
        kinds = kinds_of(self._catalogue, question, table)
        hard = self._parse(question.hard_check, f"{place}.hard_check", kinds)
        soft = self._parse(question.soft_check, f"{place}.soft_check", kinds)
        required: Formula | bool | None = question.required == "yes"
        if question.required not in {"yes", "no", ""}:
            required = self._parse(question.required, f"{place}.required", kinds, parse_requirement)
        formulas = [f for f in (hard, soft, required) if isinstance(f, Formula)]
        codes = {code for formula in formulas for code in self.codes_read(formula, table)}
        own = table or question.code
        return QuestionPlan(
            question=question,
            hard=hard,
            soft=soft,
            required=required or False,
            choices=None if question.choice_source else _codes_of_choices(question),
            fields=(own, *(code for code in self._in_form_order(codes) if code != own)),
            computed=self._computed(formulas),
        )

    def cross_plan(self, check: CrossCheck) -> CrossPlan:
        kinds = kinds_of(self._catalogue, None, "")
        formula = self._parse(check.expression, f"cross_checks.{check.id}.expression", kinds)
        formula = formula or parse_formula("true")
        fields = self._in_form_order(self.codes_read(formula, ""))
        return CrossPlan(check, formula, fields, self._computed([formula]))

    def codes_read(self, formula: Formula, table: str) -> frozenset[str]:
        """Fields and tables that a formula rests on, computed values taken apart."""
        codes: set[str] = {"evidence"} if "evidence_count(" in formula.text else set()
        tables = self._catalogue.tables
        for reference in formula.references:
            own = reference.table or table
            if own in tables and (
                reference.name in tables[own].columns or reference.name in REFERENCE_NAMES
            ):
                codes.add(own)
            else:
                codes |= self.resting_on(reference.name)
        return frozenset(codes)

    def resting_on(self, name: str) -> frozenset[str]:
        """Fields and tables behind a name: itself, a column's table, what a value comes from."""
        if name not in self._derived:
            self._derived[name] = frozenset()  # ends a circle of definitions
            self._derived[name] = self._look_behind(name)
        return self._derived[name]

    def _look_behind(self, name: str) -> frozenset[str]:
        derived = self._catalogue.derived.get(name)
        if derived is not None:
            return frozenset(
                code for basis in derived.depends_on for code in self.resting_on(basis)
            )
        table, _, column = name.partition(".")
        if column and table not in COMPUTED_PREFIXES and table in self._catalogue.tables:
            return frozenset({table})
        return frozenset({name} if name in self._catalogue.fields else ())

    def _computed(self, formulas: Iterable[Formula]) -> frozenset[str]:
        names = frozenset(name for formula in formulas for name in formula.names)
        return names & self._catalogue.derived.keys()

    def _parse(
        self,
        text: str,
        place: str,
        kinds: KindOf,
        parse: Callable[[str], Formula] = parse_formula,
    ) -> Formula | None:
        if not text:
            return None
        formula = None
        try:
            formula = parse(text)
            found = type_defects(formula, kinds, Kind.TRUTH)
        except FormulaError as error:
            found = error.defects or (Defect("", "", "formula", error.message),)
        for defect in found:
            message = msg("{text}: {defect}", text=text, defect=defect.message)
            self.defects.append(Defect("", place, defect.rule, message))
        return formula

    def _in_form_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(codes, key=lambda code: self._order.get(code, len(self._order))))


def _codes_of_choices(question: Question) -> frozenset[str] | None:
    if question.type is not FieldType.CHOICE:
        return None
    return frozenset(choice.code for choice in question.choices)
