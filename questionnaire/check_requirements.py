"""Whether what must be answered is answered, and what needs evidence has evidence.

Source: rubric.md 14 (`required`, `evidence`) and 4.4.
"""

from __future__ import annotations

from questionnaire.answer_scope import AnswerScope, indicator_of
from questionnaire.answers import Answer, State
from questionnaire.catalogue import FieldType
from questionnaire.check_plan import FieldPlan, QuestionPlan
from questionnaire.messages import Message, msg
from questionnaire.scope import Scope

LEAST_REASON = 10
"""Fewest characters of the reason for 暂无数据 or 不适用."""


def is_required(checks: QuestionPlan, scope: Scope) -> bool:
    """Whether an answer is required in `scope`; a condition that is unknown requires nothing."""
    if isinstance(checks.required, bool):
        return checks.required
    return checks.required.value_in_context(scope) is True


def missing_answer(plan: FieldPlan, scope: AnswerScope) -> Message | None:
    """Why the answer of a field is not enough, or None.

    Enough is a value (a row, for a table), or 暂无数据 or 不适用 with a reason of at least 10
    characters; gate, level and scalar profile fields take a value only. 不适用 of a graded item is
    held under its indicator's code and counts.
    """
    field = plan.field
    answer = _answer_of(plan, scope)
    if answer is not None and answer.state is not State.VALUE:
        if len((answer.reason or "").strip()) < LEAST_REASON:
            return msg(
                "“{label}” has no value, and the reason given is shorter than {least} characters. "
                "Say why there is none.",
                label=field.label,
                least=LEAST_REASON,
            )
        if not plan.value_only or (field.type is FieldType.LEVEL and answer.state is State.NA):
            return None
    elif has_value(plan, scope):
        return None
    if is_required(plan.checks, scope.for_field(field.code)):
        return _empty(plan)
    return None


def missing_evidence(plan: FieldPlan, scope: AnswerScope) -> Message | None:
    """That a field with a value (a level of 1 or more) has no evidence row, or None."""
    field = plan.field
    level = field.type is FieldType.LEVEL
    if field.evidence != "required" or not has_value(plan, scope):
        return None
    if (level and not scope.answers.value(field.code)) or scope.evidence_count(field.code):
        return None
    return msg(
        "“{label}” needs evidence. Add a row to the evidence list that supports {code}.",
        label=field.label,
        code=indicator_of(field.code) if level else field.code,
    )


def has_value(plan: FieldPlan, scope: AnswerScope) -> bool:
    """Whether a field holds a value, or a table at least one row."""
    code = plan.field.code
    if plan.field.type is FieldType.TABLE:
        return bool(scope.answers.rows(code))
    return scope.answers.value(code) is not None


def _answer_of(plan: FieldPlan, scope: AnswerScope) -> Answer | None:
    code = plan.field.code
    answer = scope.answers.answers.get(code)
    if answer is None and plan.field.type is FieldType.LEVEL:
        return scope.answers.answers.get(indicator_of(code))
    return answer


def _empty(plan: FieldPlan) -> Message:
    label = plan.field.label
    if plan.value_only:
        return msg("“{label}” needs a value. Enter it.", label=label)
    if plan.field.type is FieldType.TABLE:
        return msg(
            "The table “{label}” has no rows. Add them, or choose “no data” or “not applicable” "
            "with a reason of at least {least} characters.",
            label=label,
            least=LEAST_REASON,
        )
    return msg(
        "“{label}” is empty. Enter a value, or choose “no data” or “not applicable” with a reason "
        "of at least {least} characters.",
        label=label,
        least=LEAST_REASON,
    )
