"""The fields of a page side by side in all years of a park file.

Source: interface.md, 填报 (last year beside every input); visual.md, principle 2.
"""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire.answer_scope import indicator_of
from questionnaire.answers import AnswerSet, State
from questionnaire.catalogue import Field, FieldType
from questionnaire.messages import Language, Message, msg
from services.number_words import YEAR_UNIT, change_text, value_text
from services.park_sessions import ParkSession
from services.translation import word

_STATES: dict[State, Message] = {
    State.NA: msg("not applicable"),
    State.NO_DATA: msg("no data"),
}


@dataclass(frozen=True, slots=True)
class FieldYears:
    """One field over the years.

    Attributes:
        code, label, unit: of the field.
        is_number: whether its values stand at the right.
        values: one text a year, oldest first; the word of a state, empty where nothing is known.
        changes: change on the year before for each year, e.g. `+8.7 %`; empty where there is none,
            as in the first year.
    """

    code: str
    label: str
    unit: str
    is_number: bool
    values: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageYears:
    """A page over the years, oldest first; tables have years of their own and are left out."""

    label: str
    years: tuple[int, ...]
    rows: tuple[FieldYears, ...]


def page_years(session: ParkSession, page: int, language: Language) -> PageYears:
    """The fields of a page that are asked in the shown year or hold something in any year.

    Args:
        session: an open park file.
        page: 0 to 10.
        language: of the reader.
    """
    years = session.years
    sets = [session.history[year] for year in years]
    fields = [
        field
        for field in session.catalogue.fields.values()
        if field.page == page and field.type is not FieldType.TABLE
    ]
    rows = [_row(session, field, sets, language) for field in fields]
    label = next(item.label for item in session.catalogue.pages if item.number == page)
    kept = tuple(row for row in rows if session.is_asked(row.code) or any(row.values))
    return PageYears(label.in_language(language), years, kept)


def _row(
    session: ParkSession, field: Field, sets: list[AnswerSet], language: Language
) -> FieldYears:
    values = [answers.value(field.code) for answers in sets]
    is_amount = field.type in (FieldType.DECIMAL, FieldType.INTEGER) and field.unit != YEAR_UNIT
    before = [None, *values[:-1]]
    changes = [
        change_text(now, earlier) if is_amount else ""
        for now, earlier in zip(values, before, strict=True)
    ]
    return FieldYears(
        code=field.code,
        label=field.label.in_language(language),
        unit=session.catalogue.unit_text(field.unit, language),
        is_number=field.type.is_number,
        values=tuple(_shown(session, field, answers, language) for answers in sets),
        changes=tuple(changes),
    )


def _shown(session: ParkSession, field: Field, answers: AnswerSet, language: Language) -> str:
    is_level = field.type is FieldType.LEVEL
    state = answers.state(indicator_of(field.code) if is_level else field.code)
    if state in _STATES:
        return word(_STATES[state], language)
    return value_text(field, answers.value(field.code), session.product.references, language)
