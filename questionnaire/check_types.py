"""Type, choices and limits of one value.

Source: rubric.md 14 (columns type, choices, minimum and maximum of the field tables).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.catalogue import Catalogue, FieldType, Question
from questionnaire.messages import Message, Text, msg
from questionnaire.numbers import to_text

_PYTHON_TYPES: Mapping[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.CHOICE: str,
    FieldType.BOOL: bool,
    FieldType.DATE: dt.date,
    FieldType.DECIMAL: Decimal,
    FieldType.INTEGER: Decimal,
    FieldType.LEVEL: Decimal,
}
_TOP_LEVEL = 4


def fits(question: Question, value: Value, choices: Collection[str] | None) -> bool:
    """Whether a value has the type of its question, is one of its choices and within its limits.

    Args:
        question: the field or column.
        value: its value.
        choices: allowed codes of a choice; None when its list is not known.

    >>> from questionnaire.messages import LocalText
    >>> share = Question("share", LocalText("占比"), FieldType.DECIMAL, maximum=Decimal(100))
    >>> fits(share, Decimal(100), None), fits(share, Decimal(101), None), fits(share, "a", None)
    (True, False, False)
    """
    if not _is_python_type(question, value):
        return False
    if isinstance(value, Decimal):
        return _is_number_of(question.type, value) and _in_range(question, value)
    return question.type is not FieldType.CHOICE or choices is None or value in choices


def all_fit(question: Question, values: Sequence[Value], choices: Collection[str] | None) -> bool:
    """Whether every value fits; for a column of many rows quicker than asking one by one.

    Arguments as in `fits`.
    """
    if not {_PYTHON_TYPES.get(question.type)}.issuperset(map(type, values)):
        return False
    if question.type is FieldType.CHOICE:
        return choices is None or set(values).issubset(choices)
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not numbers:
        return True
    if question.type is not FieldType.DECIMAL:
        return all(fits(question, number, choices) for number in numbers)
    return (
        all(map(Decimal.is_finite, numbers))
        and _in_range(question, min(numbers))
        and _in_range(question, max(numbers))
    )


def misfit(question: Question, value: Value, label: Text, catalogue: Catalogue) -> Message:
    """What is wrong with a value that does not fit; `label` is how its place is called."""
    if not _is_python_type(question, value):
        return _wrong_type(question.type, label)
    if isinstance(value, Decimal):
        if not _is_number_of(question.type, value):
            return _wrong_type(question.type, label)
        return _out_of_range(question, value, label, catalogue)
    return msg(
        "“{label}” holds “{value}”, which is not one of its choices. Choose from the list.",
        label=label,
        value=value,
    )


def has_type(question: Question, value: Value) -> bool:
    """Whether a value has the type that checks of the question count on."""
    return _is_python_type(question, value) and (
        not isinstance(value, Decimal) or value.is_finite()
    )


def _is_python_type(question: Question, value: Value) -> bool:
    # exact types: a bool is an int, and a datetime a date; a table holds no value at all
    return type(value) is _PYTHON_TYPES.get(question.type)


def _is_number_of(kind: FieldType, value: Decimal) -> bool:
    if not value.is_finite():
        return False
    if kind is FieldType.DECIMAL:
        return True
    whole = value == value.to_integral_value()
    return whole and (kind is FieldType.INTEGER or 0 <= value <= _TOP_LEVEL)


def _in_range(question: Question, value: Decimal) -> bool:
    low, high = question.minimum, question.maximum
    return (low is None or value >= low) and (high is None or value <= high)


def _out_of_range(question: Question, value: Decimal, label: Text, catalogue: Catalogue) -> Message:
    unit = "" if ":" in question.unit else question.unit
    return msg(
        "“{label}” is {value}; allowed is {range}. Check the number and its unit.",
        label=label,
        value=catalogue.amount(to_text(value), unit),
        range=_range(question.minimum, question.maximum),
    )


def _wrong_type(kind: FieldType, label: Text) -> Message:
    if kind is FieldType.DECIMAL:
        return msg("“{label}” must be a number. Enter digits only.", label=label)
    if kind is FieldType.INTEGER:
        return msg("“{label}” must be a whole number. Enter it without decimals.", label=label)
    if kind is FieldType.LEVEL:
        return msg("“{label}” must be a whole level from 0 to 4. Choose one.", label=label)
    if kind is FieldType.DATE:
        return msg("“{label}” must be a date. Enter it as 2026-03-31.", label=label)
    if kind is FieldType.BOOL:
        return msg("“{label}” must be yes or no. Tick it or leave it empty.", label=label)
    return msg("“{label}” must be a text. Enter it again.", label=label)


def _range(low: Decimal | None, high: Decimal | None) -> Message:
    if low is None:
        return msg("at most {high}", high="" if high is None else to_text(high))
    if high is None:
        return msg("at least {low}", low=to_text(low))
    return msg("{low} to {high}", low=to_text(low), high=to_text(high))
