"""Which rows of a table are shown, and in which order: tests and keys over whole columns.

A row is named by its place in the table. Keys of a column are computed once and compared by the
interpreter's own sort; tests are made of distinct values, not of every cell (quality.md, Speed).

Source: interface.md, 填报 (tables); architecture.md, Qt.
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from gui.fill.value_words import Wording
from questionnaire.answers import Value
from questionnaire.typed_numbers import read_typed_number
from questionnaire.value_problem import ValueProblem

Cells: TypeAlias = Sequence[Value | None]
"""The cells of one column by place; None is a blank."""
Key: TypeAlias = float | str | None
"""What a cell is sorted by; all keys of a column that are not None are of one type."""

BLANK, FILLED = "=", "<>"
"""Filters for blank cells and for those that are not, as spreadsheets write them."""

_COMPARISONS: tuple[tuple[str, Callable[[Decimal, Decimal], bool]], ...] = (
    ("<>", operator.ne),
    (">=", operator.ge),
    ("≥", operator.ge),
    ("⩾", operator.ge),
    ("<=", operator.le),
    ("≤", operator.le),
    ("⩽", operator.le),
    (">", operator.gt),
    ("<", operator.lt),
)


def sort_keys(cells: Cells, wording: Wording) -> list[Key]:
    """Keys by which a column is sorted: numbers by size, days by date, all else by its words.

    >>> sort_keys([Decimal(2), None], str)
    [2.0, None]
    """
    keys: dict[Value | None, Key] = {cell: _key(cell, wording) for cell in set(cells)}
    return [*map(keys.__getitem__, cells)]


def sorted_places(places: Sequence[int], keys: Sequence[Key], *, descending: bool) -> list[int]:
    """Places sorted by their keys; blanks come last in both directions, equal ones stay.

    >>> sorted_places([0, 1, 2], [2.0, None, 1.0], descending=False)
    [2, 0, 1]
    """
    filled = [place for place in places if keys[place] is not None]
    blank = [place for place in places if keys[place] is None]
    filled.sort(key=keys.__getitem__, reverse=descending)  # type: ignore[arg-type]  # none is None
    return filled + blank


def passing(places: Sequence[int], cells: Cells, text: str, wording: Wording) -> list[int]:
    """Places whose cell passes a filter.

    Args:
        places: those to choose from.
        cells: the column.
        text: a part of the text; `=text` the whole of it; `= `, `<>` alone blank or not; of numbers
            also `>= 500` and the like, and `10..20` from and to.
        wording: words a cell as it is shown.

    >>> passing([0, 1, 2], [Decimal(2), Decimal(7), None], ">5", str)
    [1]
    """
    wanted = text.strip()
    if not wanted:
        return list(places)
    if wanted in (BLANK, FILLED):
        return [place for place in places if (cells[place] is None) is (wanted == BLANK)]
    passes = _test_of(wanted, wording)
    good = {cell for cell in set(cells) if cell is not None and passes(cell)}
    return [place for place in places if cells[place] in good]


def filter_for(cell: Value | None, wording: Wording) -> str:
    """The filter that leaves the cells that hold the same.

    >>> filter_for(Decimal("1200.5"), str), filter_for("Steel ", str), filter_for(None, str)
    ('=1200.5', '=Steel', '=')
    """
    if cell is None:
        return BLANK
    return f"{BLANK}{cell:f}" if isinstance(cell, Decimal) else f"{BLANK}{wording(cell).strip()}"


def holding(cells: Cells, text: str, wording: Wording) -> list[int]:
    """Places whose cell holds a text, whatever its case; of numbers also without separators.

    >>> holding([Decimal(1200), "Steel", None], "12", str), holding(["Steel"], "STE", str)
    ([0], [0])
    """
    wanted = text.strip().casefold()
    bare = wanted.replace(",", "").replace("，", "").replace("−", "-")

    def holds(cell: Value) -> bool:
        if isinstance(cell, Decimal):
            return bare in f"{cell:f}" or (bare != wanted and wanted in wording(cell))
        return wanted in wording(cell).casefold()

    good = {cell for cell in set(cells) if cell is not None and holds(cell)}
    return [place for place, cell in enumerate(cells) if cell in good] if good else []


def total_of(cells: Cells) -> Decimal | None:
    """Sum of the cells of a number column; None when all are blank.

    >>> total_of([Decimal(1), None, Decimal(2)]), total_of([None])
    (Decimal('3'), None)
    """
    numbers = [cell for cell in cells if isinstance(cell, Decimal)]
    return sum(numbers, Decimal(0)) if numbers else None


def _key(cell: Value | None, wording: Wording) -> Key:
    if cell is None:
        return None
    if isinstance(cell, bool | Decimal):
        return float(cell)
    return float(cell.toordinal()) if isinstance(cell, datetime.date) else wording(cell).casefold()


def _test_of(text: str, wording: Wording) -> Callable[[Value], bool]:
    low, dots, high = text.partition("..")
    least, most = _number(low), _number(high)
    if dots and least is not None and most is not None:
        return lambda cell: isinstance(cell, Decimal) and least <= cell <= most
    if text.startswith(BLANK):
        return _equals(text.removeprefix(BLANK).strip(), wording)
    for sign, compare in _COMPARISONS:
        if text.startswith(sign):
            bound = _number(text.removeprefix(sign))
            if bound is not None:
                return lambda cell: isinstance(cell, Decimal) and compare(cell, bound)
    wanted = text.casefold()
    return lambda cell: wanted in wording(cell).casefold()


def _equals(whole: str, wording: Wording) -> Callable[[Value], bool]:
    """A number by its size, all else by its words, digits of a text too."""
    bound, words = _number(whole), whole.casefold()

    def equals(cell: Value) -> bool:
        if isinstance(cell, Decimal) and bound is not None:
            return cell == bound
        return wording(cell).strip().casefold() == words

    return equals


def _number(text: str) -> Decimal | None:
    try:
        return read_typed_number(text.strip(), "")
    except (ValueProblem, InvalidOperation):
        return None
