"""Values of the form in words: thousands separators, a real minus, labels of choices, changes.

Source: visual.md, principle 2; the rules of printed numbers are those of the card.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.catalogue import Question, References
from questionnaire.messages import Language, LocalText, msg
from questionnaire.numbers import exact, to_text
from reports.printed_numbers import number_text, plain_text, signed_text
from services.translation import word

NOTHING = "–"
"""Stands for a number that there is not."""

YEAR_UNIT = "年"
"""Unit of the number of a calendar year, which is printed without separators."""


def number(value: Decimal | None, places: int) -> str:
    """A number with that many decimals; a dash when there is none.

    >>> number(Decimal("-1234.5"), 1), number(None, 1)
    ('−1,234.5', '–')
    """
    return NOTHING if value is None else number_text(value, places)


def plain_number(value: Decimal | None) -> str:
    """A number with the decimals it has; empty when there is none.

    >>> plain_number(Decimal("-1200.50")), plain_number(None)
    ('−1,200.5', '')
    """
    return "" if value is None else plain_text(value)


def in_groups(digits: str) -> str:
    """Digits of a fingerprint in groups of four, to be read aloud and compared.

    >>> in_groups("98939826b1f03")
    '9893 9826 b1f0 3'
    """
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def change_percent(now: Value | None, before: Value | None) -> Decimal | None:
    """Change against an earlier value in percent of its size; None without one, or from zero.

    >>> change_percent(Decimal(3), Decimal(2)), change_percent(Decimal(1), Decimal(0))
    (Decimal('50.0'), None)
    """
    if not isinstance(now, Decimal) or not isinstance(before, Decimal) or not before:
        return None
    with exact():
        return (now - before) / abs(before) * 100


def change_text(now: Value | None, before: Value | None) -> str:
    """A change in words; empty when there is none to tell.

    >>> change_text(Decimal("312.5"), Decimal("287.4")), change_text(None, Decimal(1))
    ('+8.7 %', '')
    """
    change = change_percent(now, before)
    return "" if change is None else f"{signed_text(change, 1)} %"


def value_text(
    question: Question, value: Value | None, references: References, language: Language
) -> str:
    """A value as it is shown; empty for none, the code of a choice that has no label."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return word(msg("Yes") if value else msg("No"), language)
    if isinstance(value, Decimal):
        return to_text(value) if question.unit == YEAR_UNIT else plain_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    label = choice_labels(question, references).get(value)
    return value if label is None else label.in_language(language)


def edit_text(value: Value | None) -> str:
    """A value as an editor holds it: no separators, an ordinary minus, the code of a choice.

    >>> edit_text(Decimal("-1200.50")), edit_text(True), edit_text(None)
    ('-1200.5', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return to_text(value) if isinstance(value, Decimal) else str(value)


def choice_labels(
    question: Question, references: References, *, offered: bool = False
) -> Mapping[str, LocalText]:
    """Labels of the codes that a field or column can hold.

    Args:
        question: the field or column.
        references: lists that choices come from.
        offered: only those that the form offers.
    """
    if question.choice_source:
        items = references.get(question.choice_source, {})
        return {code: item.label for code, item in items.items() if item.selectable or not offered}
    return {choice.code: choice.label for choice in question.choices}
