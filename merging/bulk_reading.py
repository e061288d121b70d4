"""Telling of many plain values at once whether all are of a type and within limits.

A merge looks at thousands of cells for each file. One match over all of them, joined, costs a
fraction of reading each; what such a match does not know is read cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TypeAlias, cast

from merging.spellings import Plain, reader_of
from questionnaire.catalogue import FieldType, Question

BulkTest: TypeAlias = Callable[[Collection[Plain]], bool]
"""Whether plain values are of a question's type and within its limits and choices."""

# At most nine digits before the point and six after it; dates up to the 28th.
_INTEGER = r"(?:0|[1-9][0-9]{0,8})"
_DECIMAL = rf"{_INTEGER}(?:\.[0-9]{{0,5}}[1-9])?"
_SIGNED = r"(?:{0}|-(?!0(?:\0|\Z)){0})"
_DATE = r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_NUMBERS = frozenset({FieldType.DECIMAL, FieldType.INTEGER, FieldType.LEVEL})
_TYPES = frozenset({str})


def bulk_test_of(question: Question) -> BulkTest:
    """The test of a field's values, or of the cells of a column.

    Questions without limits and choices of their own share the test of their type.

    >>> from questionnaire.messages import LocalText
    >>> share = Question("share", LocalText("x"), FieldType.DECIMAL, maximum=Decimal(100))
    >>> test = bulk_test_of(share)
    >>> test(["0.5", "100"]), test(["0.5", "100.1"]), test(["1.0"])
    (True, False, False)
    """
    if question.type is FieldType.CHOICE and question.choices:
        return frozenset(choice.code for choice in question.choices).issuperset
    if question.type not in _NUMBERS or question.minimum is question.maximum is None:
        return _TESTS[question.type]
    return _within(question.type, question.minimum, question.maximum)


@cache
def _within(kind: FieldType, least: Decimal | None, most: Decimal | None) -> BulkTest:
    """The test of numbers with limits; the same for the same limits."""
    reader = reader_of(kind)
    usual = _usual(_DECIMAL if kind is FieldType.DECIMAL else _INTEGER)

    def are_within(spellings: Collection[Plain]) -> bool:
        if most is None and least == 0 and usual(spellings):
            return True
        return all(
            isinstance(number, Decimal)
            and (least is None or least <= number)
            and (most is None or number <= most)
            for number in map(reader, set(spellings))
        )

    return are_within


def _are_texts(spellings: Collection[Plain]) -> bool:
    return _TYPES.issuperset(map(type, spellings))


def _usual(pattern: str) -> BulkTest:
    """Whether all values match a pattern; False decides nothing."""
    joined = re.compile(rf"{pattern}(?:\0{pattern})*+")

    def are_usual(spellings: Collection[Plain]) -> bool:
        if not _are_texts(spellings):
            return False
        text = "\0".join(cast("Collection[str]", spellings))
        # A value with the separator in it would pass for two.
        return text.count("\0") == len(spellings) - 1 and joined.fullmatch(text) is not None

    return are_usual


def _all_of(kind: FieldType, pattern: str) -> BulkTest:
    """The test of a type, by what its values usually look like, then one by one."""
    reader, usual = reader_of(kind), _usual(pattern)
    return lambda spellings: usual(spellings) or None not in map(reader, spellings)


def _each_of(kind: FieldType) -> BulkTest:
    reader = reader_of(kind)
    return lambda spellings: None not in map(reader, spellings)


_TESTS: Mapping[FieldType, BulkTest] = MappingProxyType(
    {
        FieldType.TEXT: _are_texts,
        FieldType.CHOICE: _are_texts,
        FieldType.DECIMAL: _all_of(FieldType.DECIMAL, _SIGNED.format(_DECIMAL)),
        FieldType.INTEGER: _all_of(FieldType.INTEGER, _SIGNED.format(_INTEGER)),
        FieldType.LEVEL: _all_of(FieldType.LEVEL, _INTEGER),
        FieldType.BOOL: _each_of(FieldType.BOOL),
        FieldType.DATE: _all_of(FieldType.DATE, _DATE),
        FieldType.TABLE: _each_of(FieldType.TABLE),
    }
)
