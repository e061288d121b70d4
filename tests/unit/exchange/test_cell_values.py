"""What cells of a spreadsheet mean in a field of the form.

Source: interface.md, Excel (Import).
"""

import datetime
from decimal import Decimal

import pytest

from exchange.cell_values import CellReader
from exchange.cells import Cell
from questionnaire.answers import Value
from questionnaire.catalogue import Choice, FieldType, Question
from questionnaire.messages import LocalText
from questionnaire.value_problem import ValueProblem

YES_NO = (Choice("yes", LocalText("是", "Yes")), Choice("no", LocalText("否", "No")))
AMOUNT = Question("gdp", LocalText("产值"), FieldType.DECIMAL, "亿元")
SHARE = Question("share", LocalText("占比"), FieldType.DECIMAL, "%")
COUNT = Question("firms", LocalText("企业数"), FieldType.INTEGER, "家")
CODE = Question("code", LocalText("编号"), FieldType.TEXT)
DAY = Question("day", LocalText("日期"), FieldType.DATE)
SURE = Question("sure", LocalText("确认"), FieldType.BOOL)
PICK = Question("pick", LocalText("选择"), FieldType.CHOICE, choices=YES_NO)


@pytest.mark.parametrize(
    "question,cell,value,noted",
    [
        (AMOUNT, Cell("number", "680.5"), Decimal("680.5"), ""),
        (AMOUNT, Cell("number", "0.30000000000000004"), Decimal("0.3"), ""),
        (AMOUNT, Cell("number", "6.805E2"), Decimal("680.5"), ""),
        (AMOUNT, Cell("text", " 1,200.5 "), Decimal("1200.5"), "text-number"),
        (SHARE, Cell("percent", "0.855"), Decimal("85.5"), "percent-shown"),
        (SHARE, Cell("number", "85.5"), Decimal("85.5"), ""),
        (COUNT, Cell("number", "41.0"), Decimal(41), ""),
        (CODE, Cell("text", "0012"), "0012", ""),
        (CODE, Cell("number", "320500"), "320500", "number-text"),
        (CODE, Cell("text", "'清空"), "清空", ""),
        (DAY, Cell("date", "2025-12-31"), datetime.date(2025, 12, 31), ""),
        (DAY, Cell("text", "2025-12-31"), datetime.date(2025, 12, 31), ""),
        (DAY, Cell("text", "2025年3月1日"), datetime.date(2025, 3, 1), "text-date"),
        (DAY, Cell("text", "2025/3/1"), datetime.date(2025, 3, 1), "text-date"),
        (SURE, Cell("text", "是"), True, ""),
        (SURE, Cell("text", "No"), False, ""),
        (SURE, Cell("bool", "1"), True, ""),
        (PICK, Cell("text", "否"), "no", ""),
        (PICK, Cell("text", " YES "), "yes", ""),
        (PICK, Cell("bool", "0"), "no", ""),
    ],
)
def test_a_cell_is_read_by_what_it_is(
    question: Question, cell: Cell, value: Value, noted: str
) -> None:
    reader = CellReader(question, {})
    assert reader.read(cell) == (value, noted)
    assert reader.read(cell) == (value, noted)


@pytest.mark.parametrize(
    "question,cell,rule",
    [
        (AMOUNT, Cell("error", "#DIV/0!"), "cell-error"),
        (AMOUNT, Cell("unsaved", ""), "formula-unsaved"),
        (AMOUNT, Cell("percent", "0.5"), "percent-unit"),
        (AMOUNT, Cell("date", "2025-01-01"), "date-for-number"),
        (AMOUNT, Cell("bool", "1"), "CA-E01"),
        (AMOUNT, Cell("text", "约680"), "CA-E02"),
        (AMOUNT, Cell("number", "1E400"), "too-many-digits"),
        (COUNT, Cell("number", "41.5"), "not-whole"),
        (CODE, Cell("number", "913205940000000000"), "digits-lost"),
        (DAY, Cell("number", "46022"), "number-for-date"),
        (DAY, Cell("number", "nan"), "number-for-date"),
        (DAY, Cell("number", "x"), "CA-E01"),
        (DAY, Cell("text", "2025-02-30"), "bad-date"),
        (PICK, Cell("text", "也许"), "unknown-choice"),
        (SURE, Cell("text", "也许"), "unknown-choice"),
    ],
)
def test_what_is_not_certain_is_refused(question: Question, cell: Cell, rule: str) -> None:
    with pytest.raises(ValueProblem) as refused:
        CellReader(question, {}).read(cell)
    assert refused.value.rule == rule
    assert str(refused.value)


def test_a_number_for_a_date_is_told_which_day_was_meant() -> None:
    with pytest.raises(ValueProblem, match="2025-12-31"):
        CellReader(DAY, {}).read(Cell("number", "46022"))


def test_texts_of_csv_are_no_surprise() -> None:
    assert CellReader(AMOUNT, {}, plain=True).read(Cell("text", "5")) == (Decimal(5), "")
