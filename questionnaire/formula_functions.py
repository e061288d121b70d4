"""Functions of the formula language that need nothing but their arguments.

Each takes values and returns a value; None is *unknown*. A value of the wrong type is unknown
too: the types of shipped formulas are checked when the catalogue is loaded.

Source: rubric.md 14.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from operator import mul
from types import MappingProxyType

from questionnaire.answers import Value

_MAX_MATCHED = 1000
_USCC_VALUES = MappingProxyType(
    {character: value for value, character in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
)
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def items_of(text: str) -> tuple[str, ...]:
    """Items of a text between ； or ;, without surrounding spaces; empty ones are left out.

    >>> items_of("T1；T1_level; ")
    ('T1', 'T1_level')
    """
    parts = text.replace("；", ";").split(";")
    return tuple([item for part in parts if (item := part.strip())])


def uscc_valid(code: str) -> bool:
    """Whether a unified social credit code has the right form and check character.

    Lower case counts as upper case.

    Source: GB 32100-2015 as given in rubric.md 14 (to check against the text).

    >>> uscc_valid("91320594MA1TEXT06F"), uscc_valid("91320594MA1TEXT06E")
    (True, False)
    """
    values = [*map(_USCC_VALUES.get, code.upper())]
    if len(values) != 18 or None in values:
        return False
    total: int = sum(map(mul, _USCC_WEIGHTS, values))
    return (31 - total % 31) % 31 == values[17]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of `matches`; a closing `$` means the end, never before a line break."""
    return re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern)


def matches_pattern(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the pattern is found in the text; texts over 1 000 characters never match.

    >>> matches_pattern("E01", compile_pattern("^[A-Z][0-9]{2,4}$"))
    True
    """
    return len(text) <= _MAX_MATCHED and pattern.search(text) is not None


def apply_function(name: str, value: Value | None) -> Value | None:
    """Value of a function of one argument: `abs`, `len`, `count_items`, `year`, `uscc_valid`.

    >>> apply_function("abs", Decimal(-3)), apply_function("len", "园区")
    (Decimal('3'), Decimal('2'))
    """
    if isinstance(value, Decimal):
        return abs(value) if name == "abs" else None
    if isinstance(value, dt.date):
        return Decimal(value.year) if name == "year" else None
    if isinstance(value, str):
        return _apply_to_text(name, value)
    return None


def _apply_to_text(name: str, text: str) -> Value | None:
    if name == "len":
        return Decimal(len(text))
    if name == "count_items":
        return Decimal(len(items_of(text)))
    if name == "uscc_valid":
        return uscc_valid(text)
    return None
