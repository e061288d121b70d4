"""What is exported and imported again changes nothing, and fills an empty set completely.

Source: quality.md, Correctness figures (round trips); interface.md, Excel.
"""

import datetime
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.book import Book
from exchange.form import Form
from exchange.matching import Names
from exchange.reading import ReadAnswers, Reading
from exchange.workbook import write_workbook
from questionnaire.answers import AnswerSet
from questionnaire.catalogue import Catalogue, FieldType
from questionnaire.fill_shape import read_fill, write_fill
from questionnaire.messages import Language
from services.bootstrap import load_product
from support.answer_sets import CATALOGUE, HARD_TEXTS, answer_sets

REFERENCES = load_product().references
MADE = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
EMPTY = AnswerSet(2025)


def asked_in(answers: AnswerSet) -> Catalogue:
    """The catalogue with the fields and tables that the answers use: small sheets, quick tests."""
    codes = {*answers.answers, *answers.tables, "gdp", "sinks"}
    fields = {
        code: item
        for code, item in CATALOGUE.fields.items()
        if code in codes or item.type is FieldType.LEVEL
    }
    tables = {code: item for code, item in CATALOGUE.tables.items() if code in fields}
    return replace(CATALOGUE, fields=fields, tables=tables)


def no_new_id() -> str:
    raise AssertionError("every row has its id")


def written(catalogue: Catalogue, answers: AnswerSet, language: Language) -> bytes:
    form = Form(catalogue, REFERENCES, answers, language=language, with_assessment=True)
    return write_workbook(form, MADE)


def read(data: bytes, catalogue: Catalogue, base: AnswerSet) -> ReadAnswers:
    reading = Reading(catalogue, REFERENCES, base, Names(catalogue), no_new_id)
    found = reading.read(Book(data, "a.xlsx"), "a.xlsx")
    assert found.defects == ()
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answer_sets(HARD_TEXTS, REFERENCES), st.sampled_from(["zh", "en"]))
def test_an_export_read_back_changes_nothing(answers: AnswerSet, language: Language) -> None:
    catalogue = asked_in(answers)
    data = written(catalogue, answers, language)

    unchanged = read(data, catalogue, answers)
    assert unchanged.document == {}
    assert unchanged.tables == {}
    assert unchanged.notes == ()

    anew = read(data, catalogue, EMPTY)
    filled = read_fill(catalogue, anew.document, EMPTY, REFERENCES, no_new_id, anew.tables)
    assert filled == answers
    assert write_fill(catalogue, filled) == write_fill(catalogue, answers)
