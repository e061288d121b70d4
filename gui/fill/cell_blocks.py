"""Selected cells as blocks: what is copied, filled and cleared, and where Ctrl with an arrow goes.

A cell is its row and column on the screen. In a block None leaves a cell as it is.

Source: interface.md, 填报 (tables: fill down, copy and paste).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from gui.fill.clipboard import Block

Cell: TypeAlias = tuple[int, int]
Lines: TypeAlias = tuple[tuple[str | None, ...], ...]
"""Texts by line from a corner; None leaves the cell as it is."""


def crossing(cells: Sequence[Cell]) -> tuple[list[int], list[int]] | None:
    """Rows and columns whose crossings are just these cells; None when they are no such block.

    >>> crossing([(4, 1), (2, 1), (4, 3), (2, 3)]), crossing([(0, 0), (1, 1)])
    (([2, 4], [1, 3]), None)
    """
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    return (rows, columns) if len(rows) * len(columns) == len(set(cells)) else None


def lines_over(
    cells: Sequence[Cell], text_of: Callable[[int, int], str | None]
) -> tuple[Cell, Lines]:
    """The corner of some cells, and their texts; cells between them that are none of them are None.

    >>> lines_over([(1, 1), (2, 2)], lambda row, column: f"{row}{column}")
    ((1, 1), (('11', None), (None, '22')))
    """
    chosen = set(cells)
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    top, left = min(rows), min(columns)
    lines = tuple(
        tuple(
            text_of(row, column) if (row, column) in chosen else None
            for column in range(left, max(columns) + 1)
        )
        for row in range(top, max(rows) + 1)
    )
    return (top, left), lines


def repeated(block: Block, height: int, width: int) -> Block:
    """A block as often as it fits into a room that is a multiple of it; else the block itself.

    >>> repeated((("a", "b"),), 2, 2), repeated((("a",), ("b",)), 3, 1)
    ((('a', 'b'), ('a', 'b')), (('a',), ('b',)))
    """
    down, beside = divmod(height, len(block)), divmod(width, len(block[0]))
    if down[1] or beside[1]:
        return block
    return tuple(line * beside[0] for line in block) * down[0]


def sources_above(cells: Sequence[Cell]) -> dict[Cell, Cell]:
    """From where each cell is filled: the topmost one of its column; of a single row the row above.

    >>> sources_above([(1, 0), (2, 0)]), sources_above([(3, 0), (3, 1)])
    ({(2, 0): (1, 0)}, {(3, 0): (2, 0), (3, 1): (2, 1)})
    """
    tops: dict[int, int] = {}
    for row, column in cells:
        tops[column] = min(row, tops.get(column, row))
    if len({row for row, _ in cells}) == 1:
        tops = {column: row - 1 for column, row in tops.items() if row > 0}
    return {
        (row, column): (tops[column], column)
        for row, column in cells
        if column in tops and row > tops[column]
    }


def block_edge(is_filled: Callable[[int], bool], start: int, step: int, last: int) -> int:
    """Where Ctrl with an arrow goes: the end of the filled cells, or the next filled one.

    Args:
        is_filled: whether the cell at a place of the row or column holds something.
        start: where the cursor is.
        step: 1 or -1.
        last: the last place; the first is 0.

    >>> filled = [True, True, False, False, True]
    >>> [block_edge(filled.__getitem__, start, 1, 4) for start in (0, 1, 2, 4)]
    [1, 4, 4, 4]
    """
    end = last if step > 0 else 0
    if start == end:
        return start
    at = start + step
    inside = is_filled(start) and is_filled(at)
    while at != end and is_filled(at + step if inside else at) is inside:
        at += step
    return at
