"""Values as they stand in a payload, and back (submissions.md, Encoding).

Writing needs no catalogue: the type of the value decides. Reading does: `06` is a text as a choice
code, and no number at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from questionnaire.answers import Value
from questionnaire.catalogue import FieldType
from questionnaire.numbers import MAX_DIGITS, to_text
from questionnaire.typed_numbers import MAX_LENGTH

Plain: TypeAlias = str | bool
"""A value in a payload."""

Reader: TypeAlias = Callable[[Plain], Value | None]
"""Turns a plain value into a value; None when it is not of the type."""

# `typed_numbers.read_canonical_number` words what is wrong; this one only says that it is, at a
# fifth of the cost for the thousands of cells of a merge. A test holds that they agree.
_NUMBER = re.compile(r"(?!-0$)-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def plain(value: Value) -> Plain:
    """Spell a value as a payload holds it.

    >>> plain(Decimal("680.50")), plain(date(2025, 3, 1)), plain(True)
    ('680.5', '2025-03-01', True)
    """
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def read_number(spelling: Plain) -> Decimal | None:
    """A number in canonical form with at most 15 digits, leading zeros not counted.

    >>> read_number("-0.5"), read_number("1.50"), read_number("06"), read_number("-0")
    (Decimal('-0.5'), None, None, None)
    """
    return _number(spelling) if isinstance(spelling, str) else None


@lru_cache(maxsize=1 << 14)
def _number(spelling: str) -> Decimal | None:
    """Remembered, because a merge reads each number twice and many numbers occur again."""
    if not _NUMBER.fullmatch(spelling):
        return None
    if len(spelling) > MAX_DIGITS and (
        len(spelling) > MAX_LENGTH or _digits(spelling) > MAX_DIGITS
    ):
        return None
    return Decimal(spelling)


def _digits(spelling: str) -> int:
    return len(spelling.lstrip("-").replace(".", "").lstrip("0"))


def _read_integer(spelling: Plain) -> Decimal | None:
    return read_number(spelling) if isinstance(spelling, str) and "." not in spelling else None


def _read_text(spelling: Plain) -> str | None:
    return spelling if isinstance(spelling, str) else None


def _read_bool(spelling: Plain) -> bool | None:
    return spelling if isinstance(spelling, bool) else None


def _read_date(spelling: Plain) -> date | None:
    if not isinstance(spelling, str) or not _DATE.fullmatch(spelling):
        return None
    try:
        return date.fromisoformat(spelling)
    except ValueError:
        return None


def _read_nothing(spelling: Plain) -> None:
    """A table field has no value of its own."""


def reader_of(kind: FieldType) -> Reader:
    """The reader of a field or column type.

    >>> reader_of(FieldType.CHOICE)("06"), reader_of(FieldType.INTEGER)("06")
    ('06', None)
    """
    return _READERS[kind]


_READERS: Mapping[FieldType, Reader] = MappingProxyType(
    {
        FieldType.TEXT: _read_text,
        FieldType.CHOICE: _read_text,
        FieldType.DECIMAL: read_number,
        FieldType.INTEGER: _read_integer,
        FieldType.LEVEL: _read_integer,
        FieldType.BOOL: _read_bool,
        FieldType.DATE: _read_date,
        FieldType.TABLE: _read_nothing,
    }
)
