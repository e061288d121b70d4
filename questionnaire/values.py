"""Values of fields and cells: read as people type them, or strictly as revisions hold them.

Whether a value lies in its range is not asked here; that belongs to the checks.

Source: rubric.md 14 and 15; submissions.md, Revision; carbon-accounting.md 17 (CA-E01, CA-E02).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.canonical_json import normal_text
from questionnaire.catalogue import FieldType, Question, References
from questionnaire.messages import LocalText, msg
from questionnaire.numbers import to_text
from questionnaire.typed_numbers import limited_number, read_canonical_number, read_typed_number
from questionnaire.value_problem import ValueProblem

MAX_TEXT = 50_000
"""Most characters of a text."""

LEVELS = tuple(Decimal(level) for level in range(5))
"""Levels of a graded indicator (rubric.md 4.2)."""

_MOST_LISTED = 20
_MOST_SHOWN = 60
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = (("true", True), ("是", True), ("false", False), ("否", False))


def is_blank(typed: object) -> bool:
    """Whether nothing was typed: None, or a text of spaces only.

    >>> is_blank(" "), is_blank(None), is_blank("0"), is_blank(False)
    (True, True, False, False)
    """
    return typed is None or (isinstance(typed, str) and not typed.strip())


def read_value(question: Question, typed: object, references: References | None = None) -> Value:
    """Read what a person typed, or a JSON scalar.

    Args:
        question: the field or column.
        typed: a text, a boolean, an `int` or a `Decimal`; not blank (see `is_blank`). A `float` is
            refused, because it no longer says what was typed.
        references: lists of choices; a choice whose list is absent is not held against one.

    Raises:
        ValueProblem: wrong type, no number, unknown choice and so on; with a proposed reading
            where one is likely.

    >>> from questionnaire.messages import LocalText
    >>> read_value(Question("gdp", LocalText("GDP"), FieldType.DECIMAL), "1,200.50")
    Decimal('1200.5')
    """
    if question.type.is_number:
        return _fit_number(question, _typed_number(typed, question.unit))
    if question.type is FieldType.BOOL:
        return _typed_bool(typed)
    if question.type is FieldType.TABLE:
        raise ValueProblem(
            "wrong-type", msg("{code} is a table; give its rows under tables.", code=question.code)
        )
    if not isinstance(typed, str):
        raise _no_text(typed)
    if question.type is FieldType.TEXT:
        return read_text(typed)
    if question.type is FieldType.DATE:
        return _read_date(typed.strip())
    return _read_choice(question, normal_text(typed.strip()), references or {})


def value_from_json(question: Question, json: object) -> Value:
    """Read a value in the one form that revisions hold.

    Choices from reference lists are not held against the list: the reader may have other editions.

    Raises:
        ValueProblem: any other form.

    >>> value_from_json(Question("gdp", LocalText("GDP"), FieldType.DECIMAL), "680")
    Decimal('680')
    """
    if question.type is FieldType.BOOL and isinstance(json, bool):
        return json
    if question.type in (FieldType.BOOL, FieldType.TABLE) or not isinstance(json, str):
        raise ValueProblem(
            "wrong-type",
            msg(
                "{typed} is not a {type} value; numbers, dates and codes are texts, yes and no are "
                "true and false.",
                typed=_shown(json),
                type=question.type.value,
            ),
        )
    if question.type.is_number:
        return _fit_number(question, read_canonical_number(json))
    if question.type is FieldType.DATE:
        return _read_date(json)
    text = read_text(json)
    if text != json or is_blank(text):
        raise ValueProblem(
            "canonical-text",
            msg("{typed} is blank, or not in NFC with LF line ends.", typed=_shown(json)),
        )
    return _read_choice(question, text, {}) if question.type is FieldType.CHOICE else text


def value_to_json(question: Question, value: Value) -> str | bool:
    """Write a value in the one form that revisions hold.

    Raises:
        ValueProblem: the value is not of the type of the question.

    >>> value_to_json(Question("gdp", LocalText("GDP"), FieldType.DECIMAL), Decimal("680.50"))
    '680.5'
    """
    if not isinstance(value, _python_type(question.type)):
        message = msg("{code} cannot hold {typed}.", code=question.code, typed=_shown(value))
        raise ValueProblem("wrong-type", message)
    if isinstance(value, Decimal):
        return to_text(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def read_text(typed: str) -> str:
    r"""Read a text: NFC, LF line ends, no control characters but LF and TAB.

    Raises:
        ValueProblem: control characters, half of a character pair, or too long.

    >>> read_text("a\r\nb")
    'a\nb'
    """
    text = normal_text(typed)
    if len(text) > MAX_TEXT:
        raise ValueProblem(
            "text-too-long",
            msg(
                "The text has {length} characters; shorten it to {most}.",
                length=len(text),
                most=MAX_TEXT,
            ),
        )
    for character in text:
        if character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}:
            raise ValueProblem(
                "control-character",
                msg(
                    "The text holds the control character U+{code}; remove it.",
                    code=f"{ord(character):04X}",
                ),
            )
    return text


def _typed_number(typed: object, unit: str) -> Decimal:
    if isinstance(typed, str):
        return read_typed_number(typed, unit)
    if isinstance(typed, int | Decimal) and not isinstance(typed, bool):
        return limited_number(Decimal(typed))
    raise ValueProblem(
        "CA-E01",
        msg(
            "{typed} is not a number; write the number as a text, like 1200.5.", typed=_shown(typed)
        ),
    )


def _fit_number(question: Question, number: Decimal) -> Decimal:
    """The number, if the type of the question allows it."""
    whole = number == number.to_integral_value()
    if question.type is FieldType.INTEGER and not whole:
        message = msg("{typed} is not a whole number; enter one.", typed=to_text(number))
        raise ValueProblem("not-whole", message)
    if question.type is FieldType.LEVEL and number not in LEVELS:
        message = msg("{typed} is not a level; choose 0, 1, 2, 3 or 4.", typed=to_text(number))
        raise ValueProblem("not-a-level", message)
    return number


def _typed_bool(typed: object) -> bool:
    word = typed.strip().lower() if isinstance(typed, str) else typed
    for known, meaning in _BOOLEANS:
        if word == known or word is meaning:
            return meaning
    raise ValueProblem(
        "wrong-type", msg("{typed} is not yes or no; enter true or false.", typed=_shown(typed))
    )


def _read_date(typed: str) -> datetime.date:
    try:
        if not _DATE.fullmatch(typed):
            raise ValueError(typed)
        return datetime.date.fromisoformat(typed)
    except ValueError:
        raise ValueProblem(
            "bad-date",
            msg(
                "{typed} is not a date of the calendar; write it like 2025-12-31.",
                typed=_shown(typed),
            ),
        ) from None


def _read_choice(question: Question, typed: str, references: References) -> str:
    labels = _labels(question, references)
    if labels is None or typed in labels:
        return read_text(typed)
    meant = [code for code, label in labels.items() if typed in (label.zh, label.en)]
    if len(meant) == 1:
        message = msg("{typed} is a label; write its code {code}.", typed=typed, code=meant[0])
        raise ValueProblem("unknown-choice", message, meant[0])
    raise ValueProblem(
        "unknown-choice",
        msg(
            "{typed} is not among the choices; choose one of: {codes}.",
            typed=_shown(typed),
            codes=_listed(labels),
        ),
    )


def _labels(question: Question, references: References) -> Mapping[str, LocalText] | None:
    """Labels of the codes that may be chosen; None when their list is not at hand."""
    if not question.choice_source:
        return {choice.code: choice.label for choice in question.choices}
    items = references.get(question.choice_source)
    if items is None:
        return None
    return {code: item.label for code, item in items.items() if item.selectable}


def _listed(codes: Iterable[str]) -> str:
    known = tuple(codes)
    shown = ", ".join(known[:_MOST_LISTED])
    return f"{shown} …" if len(known) > _MOST_LISTED else shown


def _python_type(kind: FieldType) -> type:
    if kind.is_number:
        return Decimal
    return {FieldType.BOOL: bool, FieldType.DATE: datetime.date}.get(kind, str)


def _no_text(typed: object) -> ValueProblem:
    message = msg("{typed} is not a text; put it in quotes.", typed=_shown(typed))
    return ValueProblem("wrong-type", message)


def _shown(typed: object) -> str:
    text = str(typed)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
