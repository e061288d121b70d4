"""Canonical JSON texts of answers, rows and marks, as the park file keeps them.

Values are written by `questionnaire.values`. What is read was written here, a million cells of a
large table among it; so reading has a short way of its own, and a text that does not fit is damage.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias, get_args

from questionnaire.answers import Answer, Mark, Quality, Role, Row, State, Value
from questionnaire.canonical_json import Json, encode
from questionnaire.catalogue import Catalogue, Column, FieldType, Question
from questionnaire.values import value_to_json

Convert: TypeAlias = Callable[[object], Value]

NUMBER = r"0|-?(?:0\.\d*[1-9]|[1-9]\d*(?:\.\d*[1-9])?)"
"""The one spelling of a number, as a pattern of ASCII digits."""

_is_number = re.compile(NUMBER, re.ASCII).fullmatch
_ROLES: frozenset[str] = frozenset(get_args(Role))
_QUALITIES: frozenset[str] = frozenset(get_args(Quality))


def text_of(value: Json) -> str:
    """Canonical JSON as text."""
    return encode(value).decode("utf-8")


def write_answer(catalogue: Catalogue, code: str, answer: Answer) -> str:
    """Canonical text of an answer; what is absent has no key.

    Raises:
        ValueProblem: the value is not of the type of the field.
    """
    content: dict[str, Json] = {"state": answer.state.value}
    if answer.value is not None:
        content["value"] = value_to_json(catalogue.fields[code], answer.value)
    content.update(_given(reason=answer.reason, quality=answer.quality))
    return text_of(content)


def read_answer(catalogue: Catalogue, code: str, text: str) -> Answer:
    """The answer that `write_answer` wrote.

    Raises:
        ValueError, KeyError, TypeError: when it did not write this text.
    """
    content = json.loads(text)
    value = content.get("value")
    quality = content.get("quality")
    if quality is not None and quality not in _QUALITIES:
        raise ValueError(quality)
    return Answer(
        State(content["state"]),
        None if value is None else converter(catalogue.fields[code])(value),
        content.get("reason"),
        quality,
    )


def write_mark(mark: Mark) -> str:
    """Canonical text of a mark.

    >>> write_mark(Mark(3, name="王"))
    '{"level":"3","name":"王"}'
    """
    return text_of(
        {"level": str(mark.level), **_given(name=mark.name, time=mark.time, reason=mark.reason)}
    )


def read_mark(text: str) -> Mark:
    """The mark that `write_mark` wrote.

    Raises:
        ValueError, KeyError, TypeError: when it did not write this text.
    """
    content = json.loads(text)
    level = int(content["level"])
    return Mark(level, content.get("name"), content.get("time"), content.get("reason"))


def read_role(role: str) -> Role:
    """The role of a mark.

    Raises:
        ValueError: when there is no such role.
    """
    if role not in _ROLES:
        raise ValueError(role)
    return role  # type: ignore[return-value]  # checked above


def plain_cells(columns: Mapping[str, Column], row: Row) -> dict[str, Json]:
    """The cells of a row as revisions write them.

    Raises:
        ValueProblem: a value is not of the type of its column.
    """
    return {name: value_to_json(columns[name], value) for name, value in row.items()}


def converters(catalogue: Catalogue, table: str) -> Mapping[str, Convert]:
    """How each column of a table is read; empty for a table that the catalogue does not have."""
    known = catalogue.tables.get(table)
    columns = known.columns if known is not None else {}
    return {name: converter(column) for name, column in columns.items()}


def read_cells(cells: Mapping[str, object], convert: Mapping[str, Convert]) -> Row:
    """Cells by column; those of columns that the catalogue does not have are left out.

    Raises:
        ValueError, TypeError: for a cell that does not fit its column.
    """
    try:
        return {column: convert[column](value) for column, value in cells.items()}
    except KeyError:
        return {
            column: convert[column](value) for column, value in cells.items() if column in convert
        }


def converter(question: Question) -> Convert:
    """How the values of a field or column are read; it raises `ValueError` or `TypeError`."""
    if question.type.is_number:
        return _number
    if question.type is FieldType.BOOL:
        return _bool
    return _date if question.type is FieldType.DATE else _text


def _number(value: object) -> Decimal:
    if not isinstance(value, str) or not _is_number(value):
        raise ValueError(value)
    return Decimal(value)


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _date(value: object) -> date:
    return date.fromisoformat(value)  # type: ignore[arg-type]  # anything but a text is a TypeError


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _given(**texts: str | None) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text is not None}
