"""The form as PDF: what a reader finds on paper."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from pikepdf.pdfa import validate_written

from reports.card_parts import Fact, Paragraphs, Section
from reports.fonts import Fonts
from reports.form_model import (
    Blank,
    FormColumn,
    FormEntry,
    FormGroup,
    FormItem,
    FormModel,
    FormPage,
    FormTable,
    Option,
    StatementPage,
)
from reports.form_pdf import render_form
from support.printed_pages import overlaps, pages_of, words_of

PLACES = ("Filled in by", "Checked by", "Person in charge")
STATEMENT = StatementPage(
    title="Statement",
    facts=(Fact("Park", "合成园区甲"), Fact("Fingerprint", "0123 4567 89ab")),
    declaration=("We are responsible.",),
    places=PLACES,
    signature="Signature",
    day="Date",
    seal="Seal",
)


def form(*items: FormItem, name: str = "合成园区甲") -> FormModel:
    """A form with one page of one group."""
    return FormModel(
        language="en",
        title="Form",
        printed=date(2026, 6, 3),
        heading="Form",
        state="Draft",
        name=name,
        facts=(Fact("Park code", "TEST0001"), Fact("Year", "")),
        legend=("* must be filled in",),
        head_left=name,
        head_right="form 2025　Draft",
        foot="Catalogue",
        watermark="Draft",
        pages=(FormPage("1　Design", (FormGroup("Land", items),)),),
        remarks=(Section("Soft problems", "", (Paragraphs(("one",), listed=True),)),),
        statement=STATEMENT,
        glyphs_title="Characters the font lacks",
        glyphs_note="Code points:",
    )


def entry(**changes: object) -> FormEntry:
    given = FormEntry("gdp", "GDP *", "680", "10⁸ yuan", is_number=True, help="Gross product.")
    return replace(given, **changes)  # type: ignore[arg-type]


def wide(rows: int, blank_rows: int = 0) -> FormTable:
    """A table of twenty columns after the number and the name of the row."""
    names = tuple(FormColumn(f"Amount{number} (t)", "right") for number in range(20))
    return FormTable(
        code="ledger",
        label="Ledger",
        columns=(
            FormColumn("No.", "right", is_key=True),
            FormColumn("Firm", is_key=True),
            *names,
        ),
        rows=tuple(
            (str(row), f"firm{row}", *(f"{row}.{number}" for number in range(20)))
            for row in range(rows)
        ),
        notes=(f"{rows} rows",),
        help="",
        blank_rows=blank_rows,
    )


def test_a_field_is_printed_with_all_that_belongs_to_it(fonts: Fonts) -> None:
    pages = pages_of(render_form(form(entry(notes=("Quality B", "Evidence E01"))), fonts))
    for text in ("GDP *", "gdp", "680", "yuan", "Quality B", "Evidence E01", "Gross product."):
        assert text in pages[0]


def test_nothing_stands_on_anything(fonts: Fonts) -> None:
    long = "江海电子信息与先进装备制造产业绿色低碳示范园区第二十八区" * 2
    items = (
        entry(label=long, help=long * 2, notes=(long,)),
        entry(value=long * 3, is_number=False, unit=""),
        entry(
            value="", unit="", levels=tuple(Option(f"{n} {long}", chosen=n == 2) for n in range(5))
        ),
        entry(value="", unit="", options=tuple(Option(f"choice {n}") for n in range(16))),
        entry(value="", blanks=(Blank("□ No data"), Blank("Reason", is_line=True))),
        wide(5),
        wide(0, blank_rows=4),
    )
    assert overlaps(render_form(form(*items, name=long), fonts)) == []


def test_every_cell_of_a_wide_table_is_printed_once_and_rows_are_named(fonts: Fonts) -> None:
    text = words_of(render_form(form(wide(40)), fonts))
    cells = [f"{row}.{number}" for row in range(10, 40) for number in range(20)]
    assert [cell for cell in cells if cell not in text] == []
    parts = text.count("No.Firm")
    assert parts >= 3
    assert text.count("firm39") == text.count("firm10") >= 3


def test_heads_are_repeated_on_every_page_of_a_table(fonts: Fonts) -> None:
    pages = pages_of(render_form(form(wide(300)), fonts))
    tables = [text for text in pages if "firm" in text]
    assert len(tables) > 10
    assert all("No." in text and "Firm" in text for text in tables)


def test_a_title_never_stands_apart_from_its_table(fonts: Fonts) -> None:
    for count in range(14, 22):
        entries = (entry(code=f"field{number}") for number in range(count))
        pages = pages_of(render_form(form(*entries, wide(3)), fonts))
        titled = [text for text in pages if "Ledger" in text]
        assert all("firm0" in text for text in titled)


@pytest.mark.parametrize("name", ["", "合成园区甲"])
def test_the_last_page_has_places_for_signatures(fonts: Fonts, name: str) -> None:
    last = pages_of(render_form(form(entry(), name=name), fonts))[-1]
    assert all(place in last for place in PLACES)
    assert last.count("Signature") == last.count("Date") == 3
    assert "Seal" in last
    assert "0123 4567 89ab" in last


def test_a_statement_alone_takes_one_page(fonts: Fonts) -> None:
    alone = replace(form(), pages=(), remarks=())
    pages = pages_of(render_form(alone, fonts))
    assert len(pages) == 1
    assert "Statement" in pages[0]
    assert "1/1" in pages[0]


def test_outline_title_and_language(fonts: Fonts) -> None:
    with pikepdf.open(io.BytesIO(render_form(form(entry()), fonts))) as document:
        assert document.check_pdf_syntax() == []
        assert str(document.trailer["/Info"].Title) == "Form"
        assert str(document.trailer["/Info"].CreationDate) == "D:20260603000000Z"
        assert str(document.Root.Lang) == "en"
        with document.open_outline() as outline:
            found = {item.title: [child.title for child in item.children] for item in outline.root}
    assert found == {"Form": [], "1　Design": ["Land", "Soft problems"], "Statement": []}


def test_a_form_is_an_archival_file(fonts: Fonts) -> None:
    report = validate_written(io.BytesIO(render_form(form(entry(), wide(3)), fonts)), "2b")
    assert report.findings == []


def test_same_form_same_bytes(fonts: Fonts) -> None:
    given = form(entry(), wide(20))
    assert render_form(given, fonts) == render_form(given, fonts)


def test_a_glyph_that_the_font_lacks_is_listed(fonts: Fonts) -> None:
    text = words_of(render_form(form(entry(value="𠮷野", is_number=False)), fonts))
    assert "□野" in text
    assert "U+20BB7" in text
