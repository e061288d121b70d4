"""What cells hold for values of the form, so that no spreadsheet runs a text as a formula.

Source: interface.md, Excel.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

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


def heading(text: LocalText, unit: str = "", *, required: bool = False) -> LocalText:
    """A heading with its unit, and a star where an answer is required."""
    ending = (f"（{unit}）" if unit else "") + ("＊" if required else "")
    western = (f" ({unit})" if unit else "") + (" *" if required else "")
    return LocalText(f"{text.zh}{ending}", f"{text.en or text.zh}{western}")
