"""What cells hold for values of the form, so that no spreadsheet runs a text as a formula.

Source: interface.md, Excel.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from unicodedata import east_asian_width

from exchange.cells import CLEAR, MOST_TEXT
from questionnaire.answers import Value
from questionnaire.messages import LocalText

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "'")
_FIRST_YEAR = 1901


def content_of(value: Value | None, words: Mapping[str, str] | None = None) -> object:
    """What a cell holds for a value: a number, a date, or a text.

    Args:
        value: the value; None is blank.
        words: what is shown for the codes of a choice or a yes-or-no; None where there are none.

    >>> content_of(True, {"true": "是", "false": "否"}), content_of("=1+1")
    ('是', '=1+1')
    """
    if isinstance(value, bool):
        code = "true" if value else "false"
        return (words or {}).get(code, code)
    if isinstance(value, str) and words is not None:
        return words.get(value, value)
    if isinstance(value, datetime.date) and value.year < _FIRST_YEAR:
        return value.isoformat()
    return guard(value) if isinstance(value, str) else value


def guard(text: str) -> str | None:
    """A text as it stands in a cell; None when no cell can hold it.

    >>> guard("清空")
    "'清空"
    """
    if len(text) > MOST_TEXT:
        return None
    return f"'{text}" if text.lstrip("'").strip() == CLEAR else text


def unguard(text: str) -> str:
    """The text that stands behind what a cell holds."""
    return text[1:] if text.startswith("'") and text.lstrip("'").strip() == CLEAR else text


def is_risky(content: object) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return isinstance(content, str) and content.startswith(_FORMULA_STARTS)


def lines_of(content: object, width: float) -> int:
    """Lines that a text takes in a column; a Chinese character is as wide as two digits.

    >>> lines_of("园区简介", 4), lines_of(12, 4)
    (2, 1)
    """
    if not isinstance(content, str):
        return 1
    return sum(1 + int((text_width(line) - 1) // width) for line in content.split("\n"))


def text_width(text: str) -> int:
    """Width of a text in digits, at least 1.

    >>> text_width("GDP（亿元）")
    11
    """
    return max(1, sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text))


def heading(text: LocalText, unit: str = "", *, required: bool = False) -> LocalText:
    """A heading with its unit, and a star where an answer is required."""
    ending = (f"（{unit}）" if unit else "") + ("＊" if required else "")
    western = (f" ({unit})" if unit else "") + (" *" if required else "")
    return LocalText(f"{text.zh}{ending}", f"{text.en or text.zh}{western}")
