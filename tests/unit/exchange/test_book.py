"""Workbooks as other programs write them, read cell by cell.

Source: ECMA-376 Part 1, 18.3 and 18.8.
"""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exchange.book import Book
from exchange.cells import Cell, Merge
from exchange.csv_tables import CsvTable
from exchange.errors import ExchangeError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells_of(data: bytes) -> dict[tuple[int, int], Cell]:
    book = Book(data, "a.xlsx")
    rows = book.read(book.sheets[0])
    return {(number, column): cell for number, row in rows.rows for column, cell in row.items()}


def package(sheet: str, shared: str = "", namespace: str = MAIN) -> bytes:
    """The least that is a workbook."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "_rels/.rels": f'<R><r Id="1" Type="{relation}/officeDocument" Target="/xl/w.xml"/></R>',
        "xl/w.xml": f'<workbook xmlns="{namespace}" xmlns:r="{relation}">'
        '<sheets><sheet name="表" sheetId="1" r:id="1"/></sheets></workbook>',
        "xl/_rels/w.xml.rels": f'<R><r Id="1" Type="{relation}/worksheet" Target="s.xml"/>'
        f'<r Id="2" Type="{relation}/sharedStrings" Target="t.xml"/></R>',
        "xl/s.xml": f'<worksheet xmlns="{namespace}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/t.xml": f'<sst xmlns="{namespace}">{shared}</sst>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_kinds_of_cells_that_openpyxl_writes() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    noon = datetime.fromisoformat("2025-01-01T12:00")
    sheet.append([1.5, "文字", True, date(2025, 12, 31), noon, None, 0.5])
    sheet["G1"].number_format = "0.0%"
    sheet["H1"].value = "=1+1"
    sheet["I1"].value = "#N/A"
    sheet.merge_cells("A2:B3")
    found = cells_of(saved(book))
    assert found == {
        (1, 1): Cell("number", "1.5"),
        (1, 2): Cell("text", "文字"),
        (1, 3): Cell("bool", "1"),
        (1, 4): Cell("date", "2025-12-31"),
        (1, 5): Cell("date", "2025-01-01"),
        (1, 7): Cell("percent", "0.5"),
        (1, 8): Cell("unsaved", ""),
        (1, 9): Cell("error", "#N/A"),
    }


def test_merged_ranges_are_known_after_the_rows() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([1])
    book.worksheets[0].merge_cells("A2:B3")
    opened = Book(saved(book), "a.xlsx")
    rows = opened.read(opened.sheets[0])
    assert [number for number, _ in rows.rows] == [1]
    assert rows.merges == [Merge(1, 2, 2, 3)]


def test_days_since_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append([date(2025, 12, 31)])
    assert cells_of(saved(book))[1, 1] == Cell("date", "2025-12-31")


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_cells_without_references_and_rich_texts(namespace: str) -> None:
    rows = (
        '<row><c t="s"><v>0</v></c><c><v>2</v></c></row>'
        '<row r="5"><c r="C5" t="str"><f>x</f><v>甲</v></c></row>'
    )
    shared = "<si><r><t>园</t></r><r><t>区_x000A_</t></r><rPh sb='0' eb='1'><t>yuan</t></rPh></si>"
    assert cells_of(package(rows, shared, namespace)) == {
        (1, 1): Cell("text", "园区\n"),
        (1, 2): Cell("number", "2"),
        (5, 3): Cell("text", "甲"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="x"><c><v>1</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        '<row><c s="x"><v>1</v></c></row>',
        "<row>",
    ],
)
def test_a_damaged_sheet_is_refused(rows: str) -> None:
    with pytest.raises(ExchangeError, match="damaged"):
        cells_of(package(rows))


def test_a_text_that_is_not_there_is_blank() -> None:
    assert cells_of(package('<row><c t="s"><v>7</v></c><c t="inlineStr"><is/></c></row>')) == {}


def test_parts_outside_the_package_are_not_looked_for() -> None:
    data = package("<row/>").replace(b"s.xml", b"../x")
    with pytest.raises(ExchangeError):
        cells_of(data)


@pytest.mark.parametrize("spoilt", ["xl/_rels/x.xml.rels", "xl/_rels/w\0xml.rels"])
def test_a_workbook_whose_sheets_cannot_be_found_is_refused(spoilt: str) -> None:
    data = package("").replace(b"xl/_rels/w.xml.rels", spoilt.encode())
    with pytest.raises(ExchangeError, match="damaged") as caught:
        Book(data, "a.xlsx")
    assert caught.value.hint is not None


SMALL = package('<row r="1"><c r="A1" t="s"><v>0</v></c><c s="0"><v>2.5</v></c></row>', "<si/>")
CONTENTS = st.text(st.sampled_from('<>/"rcvst= 0129-.eEn&#;A\x00'), max_size=40)


@given(st.integers(0, len(SMALL) - 1), st.binary(max_size=4), st.integers(0, 8))
def test_a_file_with_other_bytes_is_read_or_refused(at: int, put: bytes, cut: int) -> None:
    _read_or_refuse(SMALL[:at] + put + SMALL[at + cut :])


@given(CONTENTS)
@example('<row r="-1"><c r="ZZZ9"><v>1e999</v></c></row>')
@example('<row><c t="s"><v>-1</v></c><c t="d"><v>x</v></c><c t="?"><v>1</v></c></row>')
@example('<row><c t="b"><v>maybe</v></c><c s="-7"><v>nan</v></c></row>')
def test_any_content_of_a_sheet_is_read_or_refused(rows: str) -> None:
    _read_or_refuse(package(rows))


def _read_or_refuse(data: bytes) -> None:
    """Nothing but a refusal that says what to do may come out."""
    found: dict[tuple[int, int], Cell] = {}
    refused: ExchangeError | None = None
    try:
        found = cells_of(data)
    except ExchangeError as error:
        refused = error
    assert refused is None or refused.hint is not None
    assert all(isinstance(cell.text, str) for cell in found.values())


def test_reading_csv_leaves_the_limit_of_the_process() -> None:
    before = csv.field_size_limit()
    table = CsvTable(f"备注,年份\n{'长' * 200_000},2025\n".encode(), "a.csv")
    rows = table.read(table.sheets[0]).rows
    next(rows)
    assert csv.field_size_limit() == before
    _, cells = next(rows)
    assert len(cells[1].text) == 200_000
    assert csv.field_size_limit() == before
