"""A field of the form as a window shows it, and a page of them.

Source: interface.md, 填报; visual.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaire.answer_scope import indicator_of
from questionnaire.answers import AnswerSet, Quality, State
from questionnaire.catalogue import Field, FieldType
from questionnaire.check_requirements import is_required
from questionnaire.formula_functions import items_of
from questionnaire.messages import Language
from questionnaire.numbers import exact
from questionnaire.problems import Problem
from services.number_words import YEAR_UNIT, change_text, choice_labels, edit_text, value_text
from services.park_sessions import ParkSession
from services.table_views import TableView, table_view


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One offered choice: a code, or a level with the words of the rubric."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as it is shown.

    Attributes:
        code: field code.
        label: short name.
        unit: unit as printed; empty for none.
        is_year: whether its number is a calendar year, which changes by no percentage.
        is_multiline: whether its text may take several lines.
        suggestions: the codes that its text is made of, separated by ；; none for free text.
        kind: type of the field.
        choices: what is offered; of a level `0` to `4` with the texts of the edition.
        text: the value with separators; empty for none.
        typed: the value as an editor holds it.
        state: None is 未填.
        reason: of the state, or the 填报说明; empty for none.
        quality: letter; None when not given.
        previous: last value, of the newest earlier year; empty for none.
        previous_year: year of it; None when there is no earlier year.
        change: change on it, e.g. `+8.7 %`; empty when there is none.
        problems: shown at the field, hard ones first.
        evidence: ids of the evidence rows that name it, or its graded indicator.
        computed: given by the set of answers; nobody enters it.
        asked: whether it applies (skip logic).
        required: whether an answer is needed now.
        needs_evidence: whether submitting needs an evidence row for its value.
        help, source: how to fill it in; where it is defined.
        indicator: graded indicator of a level; empty for others.
    """

    code: str
    label: str
    unit: str
    kind: FieldType
    choices: tuple[ChoiceView, ...]
    text: str
    typed: str
    state: State | None
    reason: str
    quality: Quality | None
    previous: str
    previous_year: int | None
    change: str
    problems: tuple[Problem, ...]
    evidence: tuple[str, ...]
    computed: bool
    asked: bool
    required: bool
    needs_evidence: bool
    help: str
    source: str
    indicator: str = ""
    is_year: bool = False
    is_multiline: bool = False
    suggestions: tuple[ChoiceView, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupView:
    """A titled part of a page; `tables` holds the tables among its fields by code."""

    key: str
    label: str
    fields: tuple[FieldView, ...]
    tables: Mapping[str, TableView]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the form.

    Attributes:
        number: 0 to 10.
        label: title.
        groups: parts in form order.
        filled, asked: progress.
        hard, soft: open problems.
    """

    number: int
    label: str
    groups: tuple[GroupView, ...]
    filled: int
    asked: int
    hard: int
    soft: int


def page_view(session: ParkSession, page: int, language: Language) -> PageView:
    """A page as it is shown now."""
    definition = next(item for item in session.catalogue.pages if item.number == page)
    supports = evidence_by_code(session.answers)
    groups: list[GroupView] = []
    for group in definition.groups:
        fields = [
            field
            for field in session.catalogue.fields.values()
            if field.page == page and field.group == group.key
        ]
        views = tuple(_view(session, field, language, supports) for field in fields)
        tables = {
            field.code: table_view(session, field.code, language)
            for field in fields
            if field.type is FieldType.TABLE
        }
        groups.append(GroupView(group.key, group.label.in_language(language), views, tables))
    filled, asked = session.progress(page)
    hard, soft = session.problem_counts(page)
    label = definition.label.in_language(language)
    return PageView(page, label, tuple(groups), filled, asked, hard, soft)


def field_view(session: ParkSession, code: str, language: Language) -> FieldView:
    """One field as it is shown now."""
    supports = evidence_by_code(session.answers)
    return _view(session, session.catalogue.fields[code], language, supports)


def evidence_by_code(answers: AnswerSet) -> Mapping[str, tuple[str, ...]]:
    """Ids of evidence rows by the field or indicator that they support, in row order."""
    found: dict[str, dict[str, None]] = {}
    for row in answers.rows("evidence").values():
        named, supports = row.get("evidence_id"), row.get("supports")
        if isinstance(named, str) and isinstance(supports, str):
            for code in items_of(supports):
                found.setdefault(code, {})[named] = None
    return {code: tuple(ids) for code, ids in found.items()}


def _view(
    session: ParkSession,
    field: Field,
    language: Language,
    supports: Mapping[str, tuple[str, ...]],
) -> FieldView:
    code, references = field.code, session.product.references
    level = field.type is FieldType.LEVEL
    indicator = indicator_of(code) if level else ""
    answer = session.answers.answers.get(indicator or code)
    value, before = session.answers.value(code), session.previous
    last = before.value(code) if before is not None else None
    state = answer.state if answer is not None else session.answers.state(code)
    if state is None and session.answers.rows(code):
        state = State.VALUE
    shown = dict.fromkeys((*supports.get(code, ()), *supports.get(indicator, ())))
    return FieldView(
        code=code,
        label=field.label.in_language(language),
        unit=session.catalogue.unit_text(field.unit, language),
        kind=field.type,
        choices=_choices(session, field, language),
        text=value_text(field, value, references, language),
        typed=edit_text(value),
        state=state,
        reason=(answer.reason if answer is not None else None) or "",
        quality=answer.quality if answer is not None else None,
        previous=value_text(field, last, references, language),
        previous_year=before.year if before is not None else None,
        change="" if level else change_text(value, last),
        problems=session.problems_at(code),
        evidence=tuple(shown),
        computed=code == "assessment_year",
        asked=session.is_asked(code),
        required=_is_required(session, code),
        needs_evidence=field.evidence == "required",
        help=field.help.in_language(language),
        source=field.source.in_language(language),
        indicator=indicator,
        is_year=field.unit == YEAR_UNIT,
        is_multiline=field.multiline,
        suggestions=_suggestions(session, field, language),
    )


def _is_required(session: ParkSession, code: str) -> bool:
    with exact():
        return is_required(session.product.check_plan.fields[code].checks, session.scope_of(code))


def _suggestions(session: ParkSession, field: Field, language: Language) -> tuple[ChoiceView, ...]:
    listed = session.product.references.get(field.suggests, {})
    return tuple(
        ChoiceView(code, item.label.in_language(language)) for code, item in listed.items()
    )


def _choices(session: ParkSession, field: Field, language: Language) -> tuple[ChoiceView, ...]:
    if field.type is FieldType.LEVEL:
        rated = session.indicator(indicator_of(field.code))
        levels = rated.levels if rated is not None else ()
        return tuple(
            ChoiceView(str(number), text.in_language(language))
            for number, text in enumerate(levels)
        )
    if field.type is not FieldType.CHOICE:
        return ()
    labels = choice_labels(field, session.product.references, offered=True)
    return tuple(ChoiceView(code, label.in_language(language)) for code, label in labels.items())
