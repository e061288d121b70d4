"""Selected cells as blocks."""

from hypothesis import given
from hypothesis import strategies as st

from gui.fill.cell_blocks import block_edge, lines_over, repeated, sources_above

CELLS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1).map(sorted)


@given(CELLS)
def test_only_selected_cells_have_a_text(cells: list[tuple[int, int]]) -> None:
    (top, left), lines = lines_over(cells, lambda row, column: f"{row},{column}")
    found = {
        (top + down, left + right): text
        for down, line in enumerate(lines)
        for right, text in enumerate(line)
        if text is not None
    }
    assert found == {(row, column): f"{row},{column}" for row, column in cells}


@given(CELLS)
def test_cells_are_filled_from_above_in_their_own_column(cells: list[tuple[int, int]]) -> None:
    sources = sources_above(cells)
    assert set(sources) <= set(cells)
    for (row, column), (above, beside) in sources.items():
        assert beside == column
        assert above < row
    if len({row for row, _ in cells}) > 1:
        tops = {column: min(r for r, c in cells if c == column) for _, column in cells}
        assert set(cells) - set(sources) == {(row, column) for column, row in tops.items()}


def test_a_block_is_repeated_only_into_a_multiple_of_it() -> None:
    block = (("a", "b"), ("c", "d"))
    assert repeated(block, 4, 2) == (*block, *block)
    assert repeated(block, 2, 4) == (("a", "b", "a", "b"), ("c", "d", "c", "d"))
    assert repeated(block, 3, 2) == block
    assert repeated(block, 1, 1) == block


@given(st.lists(st.booleans(), min_size=1), st.data(), st.sampled_from((1, -1)))
def test_ctrl_with_an_arrow_stops_where_blanks_begin_or_end(
    filled: list[bool], data: st.DataObject, step: int
) -> None:
    start = data.draw(st.integers(0, len(filled) - 1))
    end = len(filled) - 1 if step > 0 else 0
    found = block_edge(filled.__getitem__, start, step, len(filled) - 1)
    assert (found - start) * step >= 0
    assert found != start or start == end
    between = [filled[at] for at in range(start + step, found, step)]
    assert len(set(between)) <= 1, "all of one kind up to there"
    if found != end:
        assert filled[found], "a filled cell, unless the table ends"
