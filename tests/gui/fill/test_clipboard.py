"""Blocks of cells to and from spreadsheets."""

from hypothesis import given
from hypothesis import strategies as st

from gui.fill.clipboard import read_block, write_block

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r"))


def test_reads_what_excel_writes() -> None:
    assert read_block('原煤\t1,200.5\r\n"两\n行"\t"a ""b"""\r\n') == (
        ("原煤", "1,200.5"),
        ("两\n行", 'a "b"'),
    )


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
