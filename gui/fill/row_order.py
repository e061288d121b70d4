"""Which rows of a table are shown, and in which order: filters and sorting by ready keys.

Keys of a column are computed once and compared by the interpreter's own sort; no comparison runs
Python code (architecture.md, Qt; quality.md, Speed).
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from gui.fill.value_words import Wording
from questionnaire.answers import Row, Value
from questionnaire.typed_numbers import read_typed_number
from questionnaire.value_problem import ValueProblem

_COMPARISONS: tuple[tuple[str, Callable[[Decimal, Decimal], bool]], ...] = (
    (">=", operator.ge),
    ("≥", operator.ge),
    ("⩾", operator.ge),
    ("<=", operator.le),
    ("≤", operator.le),
    ("⩽", operator.le),
    (">", operator.gt),
    ("<", operator.lt),
    ("=", operator.eq),
)


def sorted_ids(
    rows: Mapping[str, Row], ids: Sequence[str], column: str, wording: Wording, *, descending: bool
) -> list[str]:
    """Row ids sorted by a column; blank cells come last in both directions, equal rows stay.

    >>> rows = {"a": {"n": Decimal(2)}, "b": {}, "c": {"n": Decimal(1)}}
    >>> sorted_ids(rows, list(rows), "n", str, descending=False)
    ['c', 'a', 'b']
    """
    filled = [row_id for row_id in ids if column in rows[row_id]]
    blank = [row_id for row_id in ids if column not in rows[row_id]]
    keys = {row_id: _sort_key(rows[row_id][column], wording) for row_id in filled}
    return sorted(filled, key=keys.__getitem__, reverse=descending) + blank


def filtered_ids(
    rows: Mapping[str, Row],
    ids: Sequence[str],
    filters: Mapping[str, str],
    wording: Mapping[str, Wording],
) -> list[str]:
    """Row ids that pass every filter: a part of the text, or a comparison like `>= 500`.

    >>> rows = {"a": {"n": Decimal(2)}, "b": {"n": Decimal(7)}}
    >>> filtered_ids(rows, list(rows), {"n": ">5"}, {"n": str})
    ['b']
    """
    kept = list(ids)
    for column, text in filters.items():
        if text.strip():
            passes = _test_of(text.strip(), wording[column])
            kept = [
                row_id
                for row_id in kept
                if (value := rows[row_id].get(column)) is not None and passes(value)
            ]
    return kept


def total_of(rows: Mapping[str, Row], ids: Sequence[str], column: str) -> Decimal | None:
    """Sum of a number column over some rows; None when all its cells are blank."""
    values = [value for row_id in ids if isinstance(value := rows[row_id].get(column), Decimal)]
    return sum(values, Decimal(0)) if values else None


def _sort_key(value: Value, wording: Wording) -> float | str | int:
    """Something that the interpreter compares fast; all values of a column give one type."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return float(value)
    return value.toordinal() if isinstance(value, datetime.date) else wording(value).casefold()


def _test_of(text: str, wording: Wording) -> Callable[[Value], bool]:
    for sign, compare in _COMPARISONS:
        if text.startswith(sign):
            bound = _number(text.removeprefix(sign))
            if bound is not None:
                return lambda value: isinstance(value, Decimal) and compare(value, bound)
    wanted = text.casefold()
    return lambda value: wanted in wording(value).casefold()


def _number(text: str) -> Decimal | None:
    try:
        return read_typed_number(text.strip(), "")
    except (ValueProblem, InvalidOperation):
        return None
