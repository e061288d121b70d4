"""Sections on pages and in columns: what repeats, what stays together, what goes on."""

import pypdfium2
import pytest

from reports.card_parts import Column, Fact, Facts, Paragraphs, Picture, Section, Table
from reports.figures.value_bars import ValueBar, ValueBars
from reports.flow import BOTTOM, Flow
from reports.fonts import Fonts
from reports.pdf_file import FileFacts, write_file
from reports.pieces import room
from reports.sheet import Sheet
from reports.text_layout import TextLayout

COLUMNS = (Column("HEAD", 40), Column("NUMBER", 20, "right"))


@pytest.fixture
def flow(fonts: Fonts) -> Flow:
    started = Flow(Sheet(TextLayout(fonts)))
    started.new_page()
    started.title("Part")
    return started


def pages(flow: Flow) -> list[str]:
    document = pypdfium2.PdfDocument(write_file(flow.sheet, FileFacts("")))
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"row{number}", str(number)) for number in range(count))


@pytest.mark.parametrize("columns, repeats", [(1, 1), (2, 2)])
def test_heads_are_repeated_in_every_column_and_page(
    flow: Flow, columns: int, repeats: int
) -> None:
    flow.set_columns(columns)
    flow.section(Section("List", "", (Table(COLUMNS, rows(250)),)))
    found = pages(flow)
    assert all(text.count("HEAD") == repeats for text in found[:-1])
    assert sum(text.count("row") for text in found) == 250


def test_heads_and_titles_never_stand_alone_at_the_foot(flow: Flow) -> None:
    flow.y = BOTTOM - 40
    flow.section(Section("Title", "", (Table(COLUMNS, rows(90)),)))
    first, second = pages(flow)[:2]
    assert "Title" not in first
    assert second.index("Title") < second.index("HEAD") < second.index("row0")


def test_a_short_section_is_kept_together(flow: Flow) -> None:
    flow.y = BOTTOM - 60
    flow.section(Section("Title", "", (Paragraphs(tuple(f"line{n}" for n in range(8))),)))
    assert "line" not in pages(flow)[0]


def test_two_sections_beside_each_other_start_at_one_height(flow: Flow) -> None:
    first = Section("First", "", (Facts((Fact("label", "value"),)),))
    second = Section("Second", "", (Paragraphs(tuple(f"line{n}" for n in range(5))),))
    flow.beside(first, second)
    below = flow.y
    flow.section(Section("Third", "", (Paragraphs(("end",)),)))
    assert below > 19 + 5 * 11
    assert len(pages(flow)) == 1


def test_long_sections_are_not_put_beside_each_other(flow: Flow) -> None:
    long = Section("Long", "", (Table(COLUMNS, rows(80)),))
    flow.beside(long, Section("Short", "", (Paragraphs(("end",)),)))
    found = pages(flow)
    assert "Short" in found[-1]
    assert sum(text.count("row") for text in found) == 80


def test_a_figure_keeps_its_title(flow: Flow) -> None:
    flow.y = BOTTOM - 50
    bars = tuple(ValueBar(f"bar{number}", "1", 1.0) for number in range(6))
    flow.section(Picture("Picture", "", ValueBars(bars, "words")))
    first, second = pages(flow)
    assert "Picture" not in first
    assert second.count("bar") == 6


def test_a_number_is_never_broken(flow: Flow) -> None:
    columns = (Column("HEAD", 90), Column("NUMBER", 4, "right"))
    flow.section(Section("List", "", (Table(columns, (("row", "−1,234,567.891"),)),)))
    assert "−1,234,567.891" in pages(flow)[0]


def test_a_note_that_has_no_room_beside_the_title_stands_under_it(flow: Flow) -> None:
    flow.set_columns(2)
    note = "a note that is as long as one line of a column of the page"
    flow.section(Section("A title that takes most", note, (Paragraphs(("end",)),)))
    assert note in pages(flow)[0]


def test_the_lines_of_a_fact_stay_together(flow: Flow) -> None:
    flow.place([room(BOTTOM - flow.y - 15)])
    flow.place(list(flow._block(Facts((Fact("label", "字" * 150),)))))
    assert [page.count("字") for page in pages(flow)] == [0, 150]


def test_a_cell_longer_than_a_page_goes_on(flow: Flow) -> None:
    table = Table((Column("HEAD", 10),), (("字" * 6000,),))
    flow.section(Section("List", "", (table,)))
    assert sum(text.count("字") for text in pages(flow)) == 6000
