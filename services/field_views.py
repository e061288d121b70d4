"""A field of the form as a window shows it, and a page of them.

Source: interface.md, 填报; visual.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from questionnaire.answer_scope import indicator_of
from questionnaire.answers import Answer, AnswerSet, Quality, Row, State, Value
from questionnaire.catalogue import Field, FieldType
from questionnaire.check_requirements import is_required
from questionnaire.formula_functions import items_of
from questionnaire.messages import Language, LocalText
from questionnaire.numbers import exact
from questionnaire.problems import Problem
from services.number_words import YEAR_UNIT, change_text, choice_labels, edit_text, value_text
from services.park_sessions import ParkSession


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
    """A titled part of a page."""

    key: str
    label: str
    fields: tuple[FieldView, ...]


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


class PageReader:
    """Reads a page of a session again and again; a field that is as before is the very same view.

    Args:
        session: the open file.
        page: 0 to 10.
    """

    def __init__(self, session: ParkSession, page: int) -> None:
        self._session = session
        self._page = next(item for item in session.catalogue.pages if item.number == page)
        on_page = [field for field in session.catalogue.fields.values() if field.page == page]
        self._groups = [
            (group, [field for field in on_page if field.group == group.key])
            for group in self._page.groups
        ]
        self._views: dict[str, tuple[Language, _Given, FieldView]] = {}
        self._evidence: Mapping[str, Row] = {}
        self._supports: Mapping[str, tuple[str, ...]] = {}

    def read(self, language: Language) -> PageView:
        """The page as it is shown now."""
        session, number = self._session, self._page.number
        self._read_evidence()
        groups = tuple(
            GroupView(
                group.key,
                group.label.in_language(language),
                tuple(self._view(field, language) for field in fields),
            )
            for group, fields in self._groups
        )
        filled, asked = session.progress(number)
        hard, soft = session.problem_counts(number)
        label = self._page.label.in_language(language)
        return PageView(number, label, groups, filled, asked, hard, soft)

    def _read_evidence(self) -> None:
        rows = self._session.answers.rows("evidence")
        if rows is not self._evidence:
            self._evidence, self._supports = rows, evidence_by_code(self._session.answers)

    def _view(self, field: Field, language: Language) -> FieldView:
        given, known = _given(self._session, field, self._supports), self._views.get(field.code)
        if known is not None and known[:2] == (language, given):
            return known[2]
        view = _view(self._session, field, language, given)
        self._views[field.code] = language, given, view
        return view


def page_view(session: ParkSession, page: int, language: Language) -> PageView:
    """A page as it is shown now."""
    return PageReader(session, page).read(language)


def field_view(session: ParkSession, code: str, language: Language) -> FieldView:
    """One field as it is shown now."""
    field = session.catalogue.fields[code]
    return _view(
        session, field, language, _given(session, field, evidence_by_code(session.answers))
    )


def evidence_by_code(answers: AnswerSet) -> Mapping[str, tuple[str, ...]]:
    """Ids of evidence rows by the field or indicator that they support, in row order."""
    found: dict[str, dict[str, None]] = {}
    for row in answers.rows("evidence").values():
        named, supports = row.get("evidence_id"), row.get("supports")
        if isinstance(named, str) and isinstance(supports, str):
            for code in items_of(supports):
                found.setdefault(code, {})[named] = None
    return {code: tuple(ids) for code, ids in found.items()}


class _Given(NamedTuple):
    """All that the view of a field is made of, beside the field and the language."""

    answer: Answer | None
    value: Value | None
    state: State | None
    last: Value | None
    previous_year: int | None
    levels: tuple[LocalText, ...]
    problems: tuple[Problem, ...]
    evidence: tuple[str, ...]
    asked: bool
    required: bool


def _given(session: ParkSession, field: Field, supports: Mapping[str, tuple[str, ...]]) -> _Given:
    code, answers, before = field.code, session.answers, session.previous
    indicator = _indicator_of(field)
    rated = session.indicator(indicator) if indicator else None
    answer = answers.answers.get(indicator or code)
    state = answer.state if answer is not None else answers.state(code)
    if state is None and answers.rows(code):
        state = State.VALUE
    return _Given(
        answer,
        answers.value(code),
        state,
        before.value(code) if before is not None else None,
        before.year if before is not None else None,
        tuple(rated.levels) if rated is not None else (),
        session.problems_at(code),
        tuple(dict.fromkeys((*supports.get(code, ()), *supports.get(indicator, ())))),
        session.is_asked(code),
        _is_required(session, code),
    )


def _indicator_of(field: Field) -> str:
    """The graded indicator of a level; empty for other fields."""
    return indicator_of(field.code) if field.type is FieldType.LEVEL else ""


def _view(session: ParkSession, field: Field, language: Language, given: _Given) -> FieldView:
    references, answer = session.product.references, given.answer
    return FieldView(
        code=field.code,
        label=field.label.in_language(language),
        unit=session.catalogue.unit_text(field.unit, language),
        kind=field.type,
        choices=_choices(session, field, language, given.levels),
        text=value_text(field, given.value, references, language),
        typed=edit_text(given.value),
        state=given.state,
        reason=(answer.reason if answer is not None else None) or "",
        quality=answer.quality if answer is not None else None,
        previous=value_text(field, given.last, references, language),
        previous_year=given.previous_year,
        change="" if field.type is FieldType.LEVEL else change_text(given.value, given.last),
        problems=given.problems,
        evidence=given.evidence,
        computed=field.code == "assessment_year",
        asked=given.asked,
        required=given.required,
        needs_evidence=field.evidence == "required",
        help=field.help.in_language(language),
        source=field.source.in_language(language),
        indicator=_indicator_of(field),
        is_year=field.unit == YEAR_UNIT,
        is_multiline=field.multiline,
        suggestions=_suggestions(session, field, language),
    )


def _is_required(session: ParkSession, code: str) -> bool:
    checks = session.product.check_plan.fields[code].checks
    if isinstance(checks.required, bool):
        return checks.required
    with exact():
        return is_required(checks, session.scope_of(code))


def _suggestions(session: ParkSession, field: Field, language: Language) -> tuple[ChoiceView, ...]:
    listed = session.product.references.get(field.suggests, {})
    return tuple(
        ChoiceView(code, item.label.in_language(language)) for code, item in listed.items()
    )


def _choices(
    session: ParkSession, field: Field, language: Language, levels: Sequence[LocalText]
) -> tuple[ChoiceView, ...]:
    if field.type is FieldType.LEVEL:
        return tuple(
            ChoiceView(str(number), text.in_language(language))
            for number, text in enumerate(levels)
        )
    if field.type is not FieldType.CHOICE:
        return ()
    labels = choice_labels(field, session.product.references, offered=True)
    return tuple(ChoiceView(code, label.in_language(language)) for code, label in labels.items())
