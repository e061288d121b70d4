"""The pages of a printed form: what is chosen from the catalogue and the answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import Answer, AnswerSet, Mark, Row, State
from questionnaire.catalogue import FieldType
from questionnaire.messages import Language
from reports.form_model import FormEntry, FormPage, FormTable
from services.bootstrap import load_product
from services.form_pages import MOST_ROWS, FormSource, form_pages

PRODUCT = load_product()
YEAR = 2025
EDITION = PRODUCT.edition("js-2026.1", YEAR)


def filled(answers: AnswerSet, language: Language = "en") -> FormSource:
    history = {answers.year: answers}
    today = date(2026, 4, 1)
    scope = AnswerScope(PRODUCT.catalogue, history, answers.year, {}, PRODUCT.references, today)
    return FormSource(PRODUCT, answers, language, EDITION, scope)


def blank(language: Language = "en") -> FormSource:
    return FormSource(PRODUCT, AnswerSet(0), language, EDITION, None)


def entry(source: FormSource, code: str) -> FormEntry:
    found = _items(form_pages(source))[code]
    assert isinstance(found, FormEntry)
    return found


def table(source: FormSource, code: str) -> FormTable:
    found = _items(form_pages(source))[code]
    assert isinstance(found, FormTable)
    return found


def _items(pages: tuple[FormPage, ...]) -> dict[str, FormEntry | FormTable]:
    return {item.code: item for page in pages for group in page.groups for item in group.items}


@pytest.mark.parametrize("source", [blank(), filled(AnswerSet(YEAR))], ids=["blank", "filled"])
def test_every_page_and_field_of_the_catalogue_is_there(source: FormSource) -> None:
    pages = form_pages(source)
    assert len(pages) == len(PRODUCT.catalogue.pages) == 11
    assert set(_items(pages)) == set(PRODUCT.catalogue.fields)
    columns = {
        field.code: len(PRODUCT.catalogue.tables[field.code].columns) + 1
        for field in PRODUCT.catalogue.fields.values()
        if field.type is FieldType.TABLE
    }
    items = _items(pages).values()
    assert {t.code: len(t.columns) for t in items if isinstance(t, FormTable)} == columns


def test_a_value_with_its_unit_remark_and_quality() -> None:
    answers = {"gdp": Answer(State.VALUE, Decimal("1680.5"), "revised by the census", "B")}
    found = entry(filled(AnswerSet(YEAR, answers)), "gdp")
    assert (found.value, found.unit) == ("1,680.5", "10⁸ yuan")
    assert found.notes == ("Remark: revised by the census", "Quality B")
    assert found.blanks == ()


def test_a_state_is_printed_with_its_reason() -> None:
    answers = {"green_loans": Answer(State.NO_DATA, reason="banks keep no figures by park")}
    found = entry(filled(AnswerSet(YEAR, answers)), "green_loans")
    assert (found.value, found.notes) == ("—", ("No data: banks keep no figures by park",))


def test_a_level_is_ticked_with_the_words_of_the_edition() -> None:
    marks = {"T1": {"self": Mark(3, reason="plan of 2024"), "assessor_a": Mark(1)}}
    found = entry(filled(AnswerSet(YEAR, marks=marks)), "T1_level")  # type: ignore[arg-type]
    assert [option.chosen for option in found.levels] == [False, False, False, True, False]
    words = [text.en for text in EDITION.indicators["T1"].levels]
    assert [option.text.split("　")[1] for option in found.levels] == words
    assert found.notes == ("Reason: plan of 2024",)


def test_what_is_not_asked_of_a_park_says_so() -> None:
    assert entry(filled(AnswerSet(YEAR)), "grid_factor_value").notes == ("Not asked of this park",)
    assert entry(filled(AnswerSet(YEAR)), "gdp").notes == ("Not filled in",)


def test_evidence_is_named_at_the_fields_that_it_supports() -> None:
    rows = {"a": {"evidence_id": "E01", "supports": "gdp; T1"}}
    source = filled(AnswerSet(YEAR, tables={"evidence": rows}))
    assert "Evidence E01" in entry(source, "gdp").notes
    assert "Evidence E01" in entry(source, "T1_level").notes


def test_a_blank_form_offers_what_can_be_ticked() -> None:
    level = entry(blank(), "park_level")
    assert [option.text for option in level.options] == ["National", "Provincial", "Other"]
    assert not any(option.chosen for option in level.options)
    loans = entry(blank(), "green_loans")
    assert (loans.value, loans.notes) == ("", ())
    texts = [item.text for item in loans.blanks]
    assert texts[:3] == ["□ Not applicable　□ No data", "Reason", "Quality □A □B □C □D"]
    assert entry(blank(), "park_code").blanks == ()
    assert table(blank(), "enterprises").blank_rows > 0


def test_needed_answers_are_marked() -> None:
    assert entry(blank(), "gdp").label.endswith(" *")
    assert entry(blank(), "grid_factor_value").label.endswith(" (*)")
    own = {"grid_factor_policy": Answer(State.VALUE, "own_series")}
    assert not entry(filled(AnswerSet(YEAR)), "grid_factor_value").label.endswith("*")
    assert entry(filled(AnswerSet(YEAR, own)), "grid_factor_value").label.endswith(" *")


def firms(count: int) -> dict[str, Row]:
    return {
        f"r{number}": {"enterprise_name": f"firm{number}", "output": Decimal(number)}
        for number in range(count)
    }


@pytest.mark.parametrize("count", [3, MOST_ROWS, 50_000])
def test_a_long_table_is_cut_and_says_so(count: int) -> None:
    found = table(filled(AnswerSet(YEAR, tables={"enterprises": firms(count)})), "enterprises")
    assert len(found.rows) == min(count, MOST_ROWS)
    assert found.notes[0] == f"{count} rows"
    left_out = f"The first {MOST_ROWS} rows are printed; {count - MOST_ROWS} more are in the file."
    assert (left_out in found.notes) == (count > MOST_ROWS)


def test_a_unit_that_a_row_chooses_stands_in_its_cell() -> None:
    rows: dict[str, Row] = {
        "a": {"carrier": "raw_coal", "consumption": Decimal("1200.5")},
        "b": {"carrier": "electricity", "consumption": Decimal(7)},
    }
    found = table(filled(AnswerSet(YEAR, tables={"energy_carriers": rows})), "energy_carriers")
    place = [column.title for column in found.columns].index("Consumption")
    assert [row[place] for row in found.rows] == ["1,200.5 t", "7 × 10⁴ kWh"]


def test_what_people_typed_cannot_act() -> None:
    answers = {"park_name": Answer(State.VALUE, "a\u202eb", "x\x1b[31m")}
    found = entry(filled(AnswerSet(YEAR, answers)), "park_name")
    assert found.value == "a[U+202E]b"
    assert found.notes == ("Remark: x[U+001B][31m",)
