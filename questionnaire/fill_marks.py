"""The `marks` of a fill document, and the level fields that are another name of the self mark.

Source: interface.md, Command line; rubric.md 4.3 and 4.4.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal

from questionnaire.answers import ROLES, Mark
from questionnaire.filling import LEVEL_SUFFIX, Filling
from questionnaire.messages import msg
from questionnaire.value_problem import ValueProblem
from questionnaire.values import is_blank, read_text

_KEYS = ("level", "name", "time", "reason")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def fill_marks(
    filling: Filling, section: Mapping[str, object], levels: Mapping[str, int | None]
) -> frozenset[str]:
    """Set the marks given and the self marks that were given as fields.

    Args:
        filling: the answers.
        section: code of a graded indicator -> role -> bare level or object; null erases.
        levels: the same codes -> level given as `<code>_level`; None erases the self mark.

    Returns:
        Codes that were given a self mark.
    """
    own: dict[str, Mark | None] = {}
    for code, value in section.items():
        place = f"marks.{code}"
        if not filling.is_graded(code):
            message = msg(
                "{code} is no graded indicator and takes no marks; check its spelling.", code=code
            )
            filling.note(place, "not-graded", message)
        elif is_blank(value):
            filling.marks[code] = {}
            own[code] = None
        else:
            _fill_roles(filling, code, filling.mapping(value, place) or {}, own)
    for code, level in levels.items():
        _fill_level(filling, code, level, own)
    return frozenset(code for code in (*own, *levels) if "self" in filling.marks.get(code, {}))


def _fill_roles(
    filling: Filling, code: str, roles: Mapping[str, object], own: dict[str, Mark | None]
) -> None:
    place = f"marks.{code}"
    filling.refuse_unknown_keys(roles, ROLES, place)
    marks = dict(filling.marks.get(code, {}))
    for role in ROLES:
        if role not in roles:
            continue
        blank = is_blank(roles[role])
        mark = None if blank else _read_mark(filling, code, roles[role], f"{place}.{role}")
        if mark is not None:
            marks[role] = mark
        elif blank:
            marks.pop(role, None)
        if role == "self" and (blank or mark is not None):
            own[code] = mark
    filling.marks[code] = marks


def _fill_level(
    filling: Filling, code: str, level: int | None, own: Mapping[str, Mark | None]
) -> None:
    if code in own:
        mark = own[code]
        if level != (None if mark is None else mark.level):
            message = msg(
                "{field} differs from the self mark of {code}; give the level once.",
                field=code + LEVEL_SUFFIX,
                code=code,
            )
            filling.note(f"fields.{code}{LEVEL_SUFFIX}", "level-differs", message)
        return
    marks = dict(filling.marks.get(code, {}))
    before = marks.get("self")
    if level is None:
        marks.pop("self", None)
    elif before is None or before.level != level:
        marks["self"] = Mark(level)
    filling.marks[code] = marks


def _read_mark(filling: Filling, code: str, value: object, place: str) -> Mark | None:
    if not isinstance(value, Mapping):
        level = _read_level(filling, code, value, place)
        return None if level is None else Mark(level)
    filling.refuse_unknown_keys(value, _KEYS, place)
    if is_blank(value.get("level")):
        message = msg("The mark has no level; give one from 0 to 4.")
        filling.note(f"{place}.level", "missing-key", message)
        return None
    level = _read_level(filling, code, value["level"], f"{place}.level")
    name, time, reason = (
        _read_part(filling, value.get(key), f"{place}.{key}") for key in _KEYS[1:]
    )
    if time is not None and not _is_time(time):
        message = msg("{time} is not a time; write it like 2025-12-31T08:30:00Z.", time=time)
        filling.note(f"{place}.time", "bad-time", message)
    return None if level is None else Mark(level, name, time, reason)


def _read_level(filling: Filling, code: str, typed: object, place: str) -> int | None:
    level = filling.read(filling.catalogue.fields[code + LEVEL_SUFFIX], typed, place)
    return int(level) if isinstance(level, Decimal) else None


def _read_part(filling: Filling, typed: object, place: str) -> str | None:
    if is_blank(typed):
        return None
    if not isinstance(typed, str):
        filling.note(
            place, "wrong-type", msg("{place} must be a text; put it in quotes.", place=place)
        )
        return None
    try:
        return read_text(typed)
    except ValueProblem as problem:
        filling.note(place, problem.rule, problem.message)
        return None


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and datetime.datetime.fromisoformat(text))
    except ValueError:
        return False
