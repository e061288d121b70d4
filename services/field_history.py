"""The edits of one field in words: who, when, what was done, old, new and why.

Source: interface.md, 填报 (edit history of a field); submissions.md, Files (edit log).
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from types import MappingProxyType

from db.edits import LoggedEdit, Place
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import State
from questionnaire.catalogue import Field, FieldType
from questionnaire.messages import Text, msg
from services.edit_words import (
    FieldEdit,
    confirmation_line,
    content_of,
    line_of,
    operation_words,
    replay_words,
    value_words,
)
from services.number_words import NOTHING
from services.park_sessions import ParkSession
from services.row_history import table_events

_STATES: Mapping[str, Text] = MappingProxyType(
    {State.NA.value: msg("not applicable"), State.NO_DATA.value: msg("no data")}
)


def field_history(session: ParkSession, code: str) -> tuple[FieldEdit, ...]:
    """The edits of a field, of its level and of the confirmations at it, newest first.

    Args:
        session: an open park file; everything is written before the log is read.
        code: field or table of the year that is shown. Of a table also the rows that came and went;
            what happened in a row or cell tells `services.row_history`.

    Raises:
        DbError: the file cannot be read.
    """
    field = session.catalogue.fields[code]
    places = [Place(session.year, "answer", _answer_code(field))]
    if field.type is FieldType.LEVEL:
        places.append(Place(session.year, "mark", indicator_of(code), role="self"))
    problems = {f"field:{code}", f"evidence:{code}"}
    problems.update(item.id for item in session.problems_at(code) if not _is_of_cell(item.id))
    places += [Place(session.year, "confirmed", name) for name in sorted(problems)]
    found = [
        (item.sequence, _worded(session, field, item))
        for place in places
        for item in session.log_of(place)
    ]
    if field.type is FieldType.TABLE:
        found += table_events(session, code)
    return tuple(line for _, line in sorted(found, key=itemgetter(0), reverse=True))


def _is_of_cell(problem_id: str) -> bool:
    return problem_id.startswith("table:") and problem_id.count(":") > 1


def _answer_code(field: Field) -> str:
    return indicator_of(field.code) if field.type is FieldType.LEVEL else field.code


def _worded(session: ParkSession, field: Field, item: LoggedEdit) -> FieldEdit:
    if item.edit.place.kind == "confirmed":
        return confirmation_line(item)
    old, new = content_of(item.edit.old), content_of(item.edit.new)
    return line_of(
        item,
        _action(item, old, new),
        _answer(session, field, old),
        _answer(session, field, new),
        reason=_reason(old, new),
    )


def _answer(session: ParkSession, field: Field, content: Mapping[str, str] | None) -> Text:
    """Value with unit, or state, and quality."""
    if content is None:
        return NOTHING
    if "level" in content:
        return msg("Level {level}", level=content["level"])
    shown: Text = _STATES.get(content["state"], "")
    if "value" in content:
        shown = value_words(session, field, content["value"], field.unit)
    quality = content.get("quality")
    if quality is None:
        return shown or NOTHING
    letter = msg("Quality {letter}", letter=quality)
    return msg("{answer} · {quality}", answer=shown, quality=letter) if shown else letter


def _action(item: LoggedEdit, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> Text:
    told = replay_words(item) or operation_words(item)
    if told is not None:
        return told
    return msg("erased") if new is None else _change(old or {}, new)


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


def _reason(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> str:
    """The reason that came or changed with an edit."""
    before, after = ((content or {}).get("reason", "") for content in (old, new))
    return "" if after == before else after
