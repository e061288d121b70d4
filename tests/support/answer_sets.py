"""Made-up answer sets of the shipped catalogue, of every type, state and mark."""

import datetime
import unicodedata
from decimal import Decimal

from hypothesis import strategies as st

from questionnaire.answers import QUALITIES, ROLES, Answer, AnswerSet, Mark, Row, State, Value
from questionnaire.catalogue import FieldType, Question, References
from support.catalogue_files import shipped_catalogue

CATALOGUE = shipped_catalogue()
GRADED = [
    code.removesuffix("_level")
    for code, field in CATALOGUE.fields.items()
    if field.type is FieldType.LEVEL
]
SCALARS = [
    field
    for field in CATALOGUE.fields.values()
    if field.type not in (FieldType.TABLE, FieldType.LEVEL)
]

TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12)
_TRICKS = (
    "=1+1", "+86", "-", "@x", "'清空", "清空", "''清空", "_x0041_", "a\nb", " a ", "\ufffe", "001",
    "1e5", "TRUE", "#REF!", "是", "2025-01-01", "\U00020bb7", "<b>&amp;",
)  # fmt: skip
HARD_TEXTS = TEXTS | st.sampled_from(_TRICKS)
"""Texts that a spreadsheet would like to take for something else."""

NUMBERS = st.decimals(-(10**6), 10**6, places=3, allow_nan=False, allow_infinity=False).map(
    lambda number: Decimal(f"{number.normalize():f}")
)
LONG_NUMBERS = st.integers(1, 10**15 - 1).flatmap(
    lambda digits: st.integers(-20, 0).map(lambda power: Decimal(digits).scaleb(power))
)
"""Numbers of up to 15 digits, the most that an answer may have."""

QUALITY = st.none() | st.sampled_from(QUALITIES)


def normal(text: str) -> str:
    """The form in which texts are kept."""
    return unicodedata.normalize("NFC", text)


def reasons(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Reasons that are long enough."""
    return texts.map(lambda text: normal(f"{text}，原因已在附件中逐项说明。".strip()))


def values_of(
    question: Question, texts: st.SearchStrategy[str], references: References
) -> st.SearchStrategy[Value]:
    """Values of a field or column."""
    if question.code in ("assessment_year", "year"):
        return st.just(Decimal(2025))
    if question.choices:
        return st.sampled_from([choice.code for choice in question.choices])
    if question.choice_source in references:
        items = references[question.choice_source]
        return st.sampled_from([code for code, item in items.items() if item.selectable])
    by_type: dict[FieldType, st.SearchStrategy[Value]] = {
        FieldType.INTEGER: st.integers(0, 10**6).map(Decimal),
        FieldType.DECIMAL: NUMBERS | LONG_NUMBERS,
        FieldType.BOOL: st.booleans(),
        FieldType.DATE: st.dates(datetime.date(1890, 1, 1)),
    }
    return by_type.get(question.type, texts.map(normal).filter(str.strip))


@st.composite
def answer_sets(
    draw: st.DrawFn,
    texts: st.SearchStrategy[str] = TEXTS,
    references: References | None = None,
) -> AnswerSet:
    """Answer sets of 2025.

    Args:
        draw: given by Hypothesis.
        texts: what texts are made of.
        references: lists that choices come from; those of an absent list are any text.
    """
    known = references or {}
    fields = draw(st.lists(st.sampled_from(SCALARS), max_size=8, unique_by=lambda f: f.code))
    codes = draw(st.lists(st.sampled_from(sorted(CATALOGUE.tables)), max_size=3, unique=True))
    answers = {item.code: draw(_answers(item, texts, known)) for item in fields}
    tables = {code: rows for code in codes if (rows := draw(_rows(code, texts, known)))}
    for code in codes:
        letter = draw(QUALITY)
        if letter is not None:
            answers[code] = Answer(State.VALUE, quality=letter)
    graded = draw(st.lists(st.sampled_from(GRADED), max_size=3, unique=True))
    roles = st.dictionaries(st.sampled_from(ROLES), _marks(texts), min_size=1)
    marks = {code: draw(roles) for code in graded}
    if draw(st.booleans()):
        answers["S5"] = Answer(State.NA, None, draw(reasons(texts)))
        marks.pop("S5", None)
    confirmed = draw(
        st.dictionaries(
            st.sampled_from(["X02", "yearly", "field:gdp", "table:sinks.amount:r1"]),
            reasons(texts),
        )
    )
    return AnswerSet(2025, answers, tables, marks, confirmed)


@st.composite
def _answers(
    draw: st.DrawFn, question: Question, texts: st.SearchStrategy[str], references: References
) -> Answer:
    state = draw(st.sampled_from(State))
    if state is State.VALUE:
        note = draw(st.none() | reasons(texts))
        return Answer(state, draw(values_of(question, texts, references)), note, draw(QUALITY))
    return Answer(state, None, draw(reasons(texts)), draw(QUALITY))


@st.composite
def _rows(
    draw: st.DrawFn, code: str, texts: st.SearchStrategy[str], references: References
) -> dict[str, Row]:
    columns = list(CATALOGUE.tables[code].columns.values())
    drawn: dict[str, Row] = {}
    for number in range(draw(st.integers(0, 3))):
        chosen = draw(
            st.lists(st.sampled_from(columns), min_size=1, max_size=4, unique_by=lambda c: c.code)
        )
        row = {item.code: draw(values_of(item, texts, references)) for item in chosen}
        if "year" in CATALOGUE.tables[code].columns:
            row["year"] = Decimal(2025)
        drawn[f"{code}-{number}"] = row
    return drawn


@st.composite
def _marks(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Mark:
    time = st.none() | st.just("2026-03-01T08:00:00Z")
    part = st.none() | texts.map(lambda text: normal(text.strip())).filter(bool)
    return Mark(draw(st.integers(0, 4)), draw(part), draw(time), draw(part))
