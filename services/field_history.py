"""The edits of one field in words: who, when, what was done, old, new and why.

Source: interface.md, 填报 (edit history of a field); submissions.md, Files (edit log).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from db.edits import LoggedEdit, Place
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import State
from questionnaire.catalogue import Field, FieldType
from questionnaire.messages import LocalText, Text, msg
from questionnaire.value_problem import ValueProblem
from questionnaire.values import value_from_json
from services.number_words import NOTHING, value_text
from services.park_sessions import ParkSession

_STATES: Mapping[str, Text] = MappingProxyType(
    {State.NA.value: msg("not applicable"), State.NO_DATA.value: msg("no data")}
)
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
    """One edit of a field.

    Attributes:
        time: local time.
        author: who edited; empty when the log does not know.
        action: what was done.
        old, new: the answer before and after; a dash for nothing.
        reason: of a state, 填报说明, or why a remarkable value is right; empty for none.
    """

    time: datetime
    author: str
    action: Text
    old: Text
    new: Text
    reason: str


def field_history(session: ParkSession, code: str) -> tuple[FieldEdit, ...]:
    """The edits of a field, of its level and of the confirmations at it, newest first.

    Args:
        session: an open park file; everything is written before the log is read.
        code: field or table of the year that is shown. Rows of a table have histories of their own.

    Raises:
        DbError: the file cannot be read.
    """
    field = session.catalogue.fields[code]
    places = [Place(session.year, "answer", _answer_code(field))]
    if field.type is FieldType.LEVEL:
        places.append(Place(session.year, "mark", indicator_of(code), role="self"))
    problems = {f"field:{code}", f"evidence:{code}"}
    problems.update(problem.id for problem in session.problems_at(code))
    places += [Place(session.year, "confirmed", name) for name in sorted(problems)]
    found = [item for place in places for item in session.log_of(place)]
    found.sort(key=lambda item: item.sequence, reverse=True)
    return tuple(_worded(session, field, item) for item in found)


def _answer_code(field: Field) -> str:
    return indicator_of(field.code) if field.type is FieldType.LEVEL else field.code


def _worded(session: ParkSession, field: Field, item: LoggedEdit) -> FieldEdit:
    old, new = _content(item.edit.old), _content(item.edit.new)
    if item.edit.place.kind == "confirmed":
        shown = (_explained(old), _explained(new))
    else:
        shown = (_answer(session, field, old), _answer(session, field, new))
    return FieldEdit(
        time=datetime.fromisoformat(item.time).astimezone(),
        author=item.author,
        action=_action(item, old, new),
        old=shown[0],
        new=shown[1],
        reason=_reason(old, new),
    )


def _content(stored: str | None) -> Any:
    return None if stored is None else json.loads(stored)


def _explained(content: object) -> Text:
    return NOTHING if content is None else msg("explained")


def _answer(session: ParkSession, field: Field, content: Mapping[str, str] | None) -> Text:
    """Value with unit, or state, and quality."""
    if content is None:
        return NOTHING
    if "level" in content:
        return msg("Level {level}", level=content["level"])
    shown: Text = _STATES.get(content["state"], "")
    if "value" in content:
        shown = _value(session, field, content["value"])
    quality = content.get("quality")
    if quality is None:
        return shown or NOTHING
    letter = msg("Quality {letter}", letter=quality)
    return msg("{answer} · {quality}", answer=shown, quality=letter) if shown else letter


def _value(session: ParkSession, field: Field, stored: object) -> Text:
    try:
        value = value_from_json(field, stored)
    except ValueProblem:  # written with another catalogue
        return str(stored)
    references = session.product.references
    chinese, english = (value_text(field, value, references, lang) for lang in ("zh", "en"))
    if not field.type.is_number:
        return LocalText(chinese, english)
    return session.catalogue.amount(chinese, field.unit)


def _action(item: LoggedEdit, old: Any, new: Any) -> Text:
    if item.action == "undo":
        return msg("taken back")
    if item.action == "redo":
        return msg("done again")
    if item.reason in _OPERATIONS:
        return _OPERATIONS[item.reason]
    if item.edit.place.kind == "confirmed":
        return msg("explanation withdrawn") if new is None else msg("value explained")
    if new is None:
        return msg("erased")
    return _change(old or {}, new)


def _change(old: Mapping[str, str], new: Mapping[str, str]) -> Text:
    """What differs between two answers, the weightiest difference first."""
    if any(name in new and new[name] != old.get(name) for name in ("value", "level")):
        return msg("entered")
    if new.get("state") != old.get("state"):
        state = _STATES.get(new.get("state", ""))
        return msg("entered") if state is None else msg("declared {state}", state=state)
    if new.get("quality") != old.get("quality"):
        return msg("quality given")
    return msg("note written")


def _reason(old: Any, new: Any) -> str:
    """The reason that came or changed with an edit."""
    if isinstance(new, str):
        return new
    before = old.get("reason", "") if isinstance(old, dict) else ""
    after = new.get("reason", "") if isinstance(new, dict) else ""
    return "" if after == before else str(after)
