"""What stands on the audit sheets: formulas that every spreadsheet knows, safe texts, locks.

Source: interface.md, Excel (audit workbook, exported text); quality.md, Attacks.
"""

import io
import re
from collections.abc import Iterator
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook

from exchange.audit.grid import Grid
from exchange.audit.recalculation import Formula
from exchange.audit.workbook import TITLES, AuditSheets
from exchange.book import Book
from exchange.matching import Names
from exchange.reading import ReadAnswers, Reading
from exchange.styles import HEAD
from questionnaire.answers import AnswerSet
from questionnaire.messages import Language
from support.audited import filled, park, sheets, written
from support.sessions import PRODUCT

KNOWN_TO_ALL = {
    "ABS", "AND", "CHOOSE", "COUNT", "COUNTA", "COUNTIFS", "EXP", "HYPERLINK", "IF", "IFERROR",
    "INDEX", "INT", "ISNUMBER", "LEN", "LN", "MATCH", "MAX", "MIN", "MOD", "NOT", "OR", "ROUND",
    "SUM", "SUMIFS", "SUMPRODUCT", "TRIM", "VALUE",
}  # fmt: skip
"""Functions that Excel 2007, WPS and LibreOffice all have."""

LONGEST, DEEPEST = 8192, 64
"""Characters of a formula, and levels of calls in it, that Excel takes."""

HOSTILE = "=1+1"


@pytest.fixture(scope="module")
def laid_out() -> AuditSheets:
    return sheets(park())


@pytest.fixture(scope="module")
def data(laid_out: AuditSheets) -> bytes:
    return written(laid_out)


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def formulas(laid_out: AuditSheets) -> Iterator[str]:
    for grid in laid_out.grids:
        yield from (c.content for c in grid.cells.values() if isinstance(c.content, Formula))


def test_all_functions_are_known_to_every_spreadsheet(laid_out: AuditSheets) -> None:
    bare = (re.sub(r'"[^"]*"', "", text) for text in formulas(laid_out))
    assert {name for text in bare for name in re.findall(r"([A-Z.]+)\(", text)} <= KNOWN_TO_ALL


def test_no_formula_is_longer_or_deeper_than_excel_takes(laid_out: AuditSheets) -> None:
    assert max(map(len, formulas(laid_out))) < LONGEST
    assert max(map(_depth, formulas(laid_out))) < DEEPEST


def _depth(formula: str) -> int:
    depth = deepest = 0
    for letter in re.sub(r'"[^"]*"', "", formula):
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    return deepest


#: Columns of numbers that are given: factors, rules, the program's results, rows of the form.
GIVEN = {
    "factors": None,
    "rules": None,
    "check": {"程序结果"},
    "inventory": {"填报表行"},
    "results": {"填报表行"},
    "values": {"程序结论"},
    "indicators": set[str](),
    "guide": set[str](),
}


@pytest.mark.parametrize("sheet", TITLES)
def test_a_number_that_can_be_a_formula_is_one(laid_out: AuditSheets, sheet: str) -> None:
    allowed = GIVEN[sheet]
    if allowed is None:
        return
    grid = next(one for one in laid_out.grids if one.name == TITLES[sheet].zh)
    pasted = [
        (row, column, _heading(grid, row, column))
        for (row, column), cell in grid.cells.items()
        if isinstance(cell.content, int | Decimal) and _heading(grid, row, column) not in allowed
    ]
    assert pasted == []


def _heading(grid: Grid, row: int, column: int) -> str:
    """The heading above a number."""
    above = (grid.cells.get((at, column)) for at in range(row - 1, 0, -1))
    return next((str(cell.content) for cell in above if cell and cell.look is HEAD), "")


def test_only_inputs_factors_and_rules_can_be_typed_into(book: Workbook) -> None:
    for key, title in TITLES.items():
        sheet = book[title.zh]
        assert sheet.protection.sheet
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        open_cells = [cell for cell in cells if not cell.protection.locked]
        assert bool(open_cells) == (key in ("factors", "rules")), title.zh
        assert not [cell for cell in open_cells if _is_formula(cell)]


def _is_formula(cell: Cell | MergedCell) -> bool:
    return cell.data_type == "f"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_importing_it_changes_nothing(language: Language) -> None:
    data = written(sheets(park(), language=language))
    assert read(data).document == {}
    assert read(data).tables == {}
    assert read(data).notes == ()


def test_a_changed_cell_is_imported_as_from_any_export(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["0 基本信息"]
    row = next(at for at, (key,) in enumerate(sheet.iter_rows(max_col=1, values_only=True), 1)
               if key == "gdp")  # fmt: skip
    sheet.cell(row, 4).value = 690
    changed = io.BytesIO()
    book.save(changed)
    assert read(changed.getvalue()).document == {"fields": {"gdp": "690"}}


def read(data: bytes) -> ReadAnswers:
    reading = Reading(
        PRODUCT.catalogue, PRODUCT.references, park(), Names(PRODUCT.catalogue), _none
    )
    found = reading.read(Book(data, "a.xlsx"), "a.xlsx")
    assert found.defects == ()
    return found


def _none() -> str:
    raise AssertionError("every row has its id")


def test_texts_that_look_like_formulas_stay_texts() -> None:
    answers = filled(
        park(),
        {
            "fields": {"park_name": HOSTILE, "class_override_reason": f"{HOSTILE} 经专家组论证"},
            "tables": {"chp_plants": [{"year": "2025", "plant_name": HOSTILE}]},
        },
    )
    laid_out = sheets(answers)
    book = openpyxl.load_workbook(io.BytesIO(written(laid_out)))
    for title in TITLES.values():
        cells = (cell for row in book[title.zh].iter_rows() for cell in row)
        assert not [c for c in cells if str(c.value).startswith(HOSTILE) and _is_formula(c)]
    assert laid_out.differing() == ()


def test_a_park_without_any_answer_is_written() -> None:
    laid_out = sheets(AnswerSet(2025))
    assert laid_out.differing() == ()
    assert len(openpyxl.load_workbook(io.BytesIO(written(laid_out))).sheetnames) > 30


def test_values_stand_beside_the_formulas(data: bytes, laid_out: AuditSheets) -> None:
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    sheet = shown[TITLES["check"].zh]
    block = laid_out.check
    verdicts = {
        sheet.cell(row, block.columns["verdict"]).value
        for row in range(block.top, block.bottom + 1)
    }
    assert verdicts == {"一致"}


def test_the_same_answers_give_the_same_sheets_in_every_process(laid_out: AuditSheets) -> None:
    """No order of a set of names decides what stands where: derived values stand as catalogued."""
    grid = next(one for one in laid_out.grids if one.name == TITLES["values"].zh)
    codes = [
        cell.content
        for (_, column), cell in sorted(grid.cells.items())
        if column == 2 and str(cell.content).startswith(("inventory.", "enterprises."))
    ]
    assert codes == [code for code in PRODUCT.catalogue.derived if code in codes]
