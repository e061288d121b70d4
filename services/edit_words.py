"""One line of an edit history, and the words in which values and operations are told.

Source: interface.md, 填报 (edit history of a field); submissions.md, Files (edit log).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from db.edits import LoggedEdit
from questionnaire.catalogue import Question
from questionnaire.messages import LocalText, Text, msg
from questionnaire.value_problem import ValueProblem
from questionnaire.values import value_from_json
from services.number_words import NOTHING, value_text
from services.park_sessions import ParkSession

_OPERATIONS: Mapping[str, Text] = MappingProxyType(
    {
        "roll": msg("taken over from the year before"),
        "fill": msg("filled in from a file"),
        "import": msg("filled in from a file"),
        "rescue": msg("rescued after damage"),
    }
)
"""Operations that say more than what they did to the answer."""


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One edit of a field, of a row or of a cell.

    Attributes:
        time: local time.
        author: who edited; empty when the log does not know.
        action: what was done.
        old, new: the answer before and after; a dash for nothing.
        reason: of a state, 填报说明, or why a remarkable value is right; empty for none.
        place: column of a row, or row of a table; empty where there is only one place.
    """

    time: datetime
    author: str
    action: Text
    old: Text
    new: Text
    reason: str
    place: Text = ""


def line_of(
    item: LoggedEdit,
    action: Text,
    old: Text,
    new: Text,
    *,
    reason: str = "",
    place: Text = "",
) -> FieldEdit:
    """The line of an edit, with who made it and when from the log."""
    time = datetime.fromisoformat(item.time).astimezone()
    return FieldEdit(time, item.author, action, old, new, reason, place)


def confirmation_line(item: LoggedEdit, place: Text = "") -> FieldEdit:
    """The line of a soft problem that was explained, or whose explanation went."""
    old, new = content_of(item.edit.old), content_of(item.edit.new)
    done = msg("explanation withdrawn") if new is None else msg("value explained")
    action = replay_words(item) or operation_words(item) or done
    explained = msg("explained")
    return line_of(
        item,
        action,
        NOTHING if old is None else explained,
        NOTHING if new is None else explained,
        reason="" if new is None else str(new),
        place=place,
    )


def content_of(stored: str | None) -> Any:
    """What the log holds of a place; None for nothing.

    >>> content_of('{"state":"na"}'), content_of(None)
    ({'state': 'na'}, None)
    """
    return None if stored is None else json.loads(stored)


def replay_words(item: LoggedEdit) -> Text | None:
    """What an undo or redo is called; None for an edit."""
    words = {"undo": msg("taken back"), "redo": msg("done again")}
    return words.get(item.action)


def operation_words(item: LoggedEdit) -> Text | None:
    """What an operation is called that says more than its edits; None for any other."""
    return _OPERATIONS.get(item.reason)


def value_words(session: ParkSession, question: Question, stored: object, unit: str) -> Text:
    """A value of the log in words: with its unit, a choice by its label.

    Args:
        session: the park.
        question: field or column of the value.
        stored: its canonical spelling; one that does not fit the question is shown as it is.
        unit: printed unit; empty for none.
    """
    try:
        value = value_from_json(question, stored)
    except ValueProblem:  # written with another catalogue
        return str(stored)
    references = session.product.references
    chinese, english = (value_text(question, value, references, lang) for lang in ("zh", "en"))
    if not question.type.is_number:
        return LocalText(chinese, english)
    return session.catalogue.amount(chinese, unit)
