"""How far a page of the form is, and which of its fields apply.

Source: interface.md, 填报 (skip logic); rubric.md 14 (`required`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from questionnaire.answer_scope import AnswerScope, indicator_of
from questionnaire.catalogue import Catalogue, FieldType
from questionnaire.check_plan import CheckPlan, FieldPlan
from questionnaire.check_requirements import has_value, is_required
from questionnaire.numbers import exact
from questionnaire.problems import Problem, Severity


def is_answered(plan: FieldPlan, scope: AnswerScope) -> bool:
    """Whether a field has a value, rows, or a state; of a level also 不适用 of its indicator."""
    code = plan.field.code
    place = indicator_of(code) if plan.field.type is FieldType.LEVEL else code
    answer = scope.answers.answers.get(place)
    return has_value(plan, scope) or (answer is not None and answer.state.value != "value")


def is_asked(plan: CheckPlan, scope: AnswerScope, code: str) -> bool:
    """Whether a field applies: a condition for it is not false, or it has an answer."""
    item = plan.fields[code]
    if isinstance(item.checks.required, bool) or is_answered(item, scope):
        return True
    with exact():
        return is_required(item.checks, scope.for_field(code))


def fields_of_pages(plan: CheckPlan) -> Mapping[int, tuple[FieldPlan, ...]]:
    """The fields of each page, in form order."""
    found: dict[int, list[FieldPlan]] = {page.number: [] for page in plan.catalogue.pages}
    for item in plan.fields.values():
        found[item.field.page].append(item)
    return {page: tuple(items) for page, items in found.items()}


def progress_of(fields: Iterable[FieldPlan], scope: AnswerScope) -> tuple[int, int]:
    """How many of some fields are answered, and how many must be or are.

    A field that nobody has to fill in counts once it is filled in.
    """
    filled = asked = 0
    with exact():
        for item in fields:
            answered = is_answered(item, scope)
            filled += answered
            asked += answered or is_required(item.checks, scope.for_field(item.field.code))
    return filled, asked


def counts_of_page(
    catalogue: Catalogue, problems: Mapping[str, tuple[Problem, ...]], page: int
) -> tuple[int, int]:
    """Hard problems, and open soft ones, of a page.

    Args:
        catalogue: the fields.
        problems: by the field or table at which they are shown.
        page: 0 to 10.
    """
    shown = [
        item
        for code, items in problems.items()
        if code in catalogue.fields and catalogue.fields[code].page == page
        for item in items
        if item.open
    ]
    hard = sum(item.severity is Severity.HARD for item in shown)
    return hard, len(shown) - hard
