"""Blocks of cells to and from spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.fill.clipboard import read_block, write_block

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"))


def test_reads_what_excel_writes() -> None:
    assert read_block('原煤\t1,200.5\r\n"两\n行"\t"a ""b"""\r\n') == (
        ("原煤", "1,200.5"),
        ("两\n行", 'a "b"'),
    )


@pytest.mark.parametrize(
    "text, rows",
    [
        ('"金陵"牌公司\t1\r\n', (('"金陵"牌公司', "1"),)),
        ('5" 管\t2\r\n', (('5" 管', "2"),)),
        ('"未闭\t3\r\n甲\t4\r\n', (('"未闭', "3"), ("甲", "4"))),
        ('1\t""\r\n', (("1", ""),)),
        ('"甲\r\n乙"\t"丙\t丁"', (("甲\r\n乙", "丙\t丁"),)),
        ("1\t2\t\r\n3\r\n", (("1", "2", ""), ("3", "", ""))),
    ],
)
def test_quotation_marks_of_names_stay(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_block(text) == rows


def test_a_single_cell_is_a_block() -> None:
    assert read_block("312.5") == (("312.5",),)


def test_an_empty_line_is_an_empty_row() -> None:
    assert read_block("1\n\n2\n") == (("1",), ("",), ("2",))


def test_nothing_is_no_block() -> None:
    assert read_block("") == ()


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1)
    )
)
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    assert read_block(write_block(rows)) == tuple(tuple(row) for row in rows)
