"""An answer set as a flat mapping of places, so that sets are compared place by place.

An answer takes up to three places: its value or state, its quality, and the note (填报说明) of a
value. The reason of 不适用 and 暂无数据 belongs to the state: one is not decided without the other.
A row stands under its row id, as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias, cast

from merging.spellings import plain
from questionnaire.answers import Answer, AnswerSet, Mark, Quality, Role, Row, State, Value

Path: TypeAlias = tuple[str, ...]
"""Place of an atom: `("answers", "gdp")`, `("tables", "sinks", ROW)`, `("marks", "T1", "self")`."""


class Absent(Enum):
    """The absence of anything at a place."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A table row with its cells."""

    cells: Mapping[str, Value | Absent] = field(default_factory=dict)


Atom: TypeAlias = Value | Answer | Mark | FlatRow | Absent
"""What stands at one place; an `Answer` is a state without a value."""


def flatten(answers: AnswerSet) -> dict[Path, Atom]:
    """Lay an answer set out flat.

    >>> flatten(AnswerSet(2025, confirmed={"X05": "checked"}))
    {('confirmed', 'X05'): 'checked'}
    """
    flat: dict[Path, Atom] = {}
    for code, answer in answers.answers.items():
        flat.update(_flat_answer(code, answer))
    for table, rows in answers.tables.items():
        flat.update({("tables", table, row_id): FlatRow(row) for row_id, row in rows.items()})
    for code, by_role in answers.marks.items():
        flat.update({("marks", code, role): mark for role, mark in by_role.items()})
    flat.update({("confirmed", name): reason for name, reason in answers.confirmed.items()})
    return flat


def _flat_answer(code: str, answer: Answer) -> dict[Path, Atom]:
    place = ("answers", code)
    flat: dict[Path, Atom] = {}
    if answer.value is not None:
        flat[place] = answer.value
        if answer.reason is not None:
            flat[(*place, "reason")] = answer.reason
    else:
        flat[place] = Answer(answer.state, None, answer.reason)
    if answer.quality is not None:
        flat[(*place, "quality")] = answer.quality
    return flat


def unflatten(year: int, flat: Mapping[Path, Atom]) -> AnswerSet:
    """Put an answer set together again.

    A quality or note whose value is gone (each side changed one of them) is dropped with it.
    """
    answers: dict[str, Answer] = {}
    tables: dict[str, dict[str, Row]] = {}
    marks: dict[str, dict[Role, Mark]] = {}
    confirmed: dict[str, str] = {}
    for path, atom in flat.items():
        section = path[0]
        if section == "answers" and len(path) == 2:
            answers[path[1]] = _answer(path[1], flat)
        elif isinstance(atom, FlatRow):
            tables.setdefault(path[1], {})[path[2]] = cast("Row", atom.cells)
        elif isinstance(atom, Mark):
            marks.setdefault(path[1], {})[cast("Role", path[2])] = atom
        elif section == "confirmed":
            confirmed[path[1]] = cast("str", atom)
    return AnswerSet(year, answers, tables, marks, confirmed)


def _answer(code: str, flat: Mapping[Path, Atom]) -> Answer:
    atom = flat["answers", code]
    quality = cast("Quality | None", flat.get(("answers", code, "quality")))
    if isinstance(atom, Answer):
        return Answer(atom.state, None, atom.reason, quality)
    reason = cast("str | None", flat.get(("answers", code, "reason")))
    return Answer(State.VALUE, cast("Value", atom), reason, quality)


def spell(atom: Atom) -> Any:
    """What stands at a place, as JSON; None for nothing.

    >>> spell(Answer(State.NO_DATA, None, "not metered yet"))
    {'state': 'no_data', 'reason': 'not metered yet'}
    """
    if isinstance(atom, Absent):
        return None
    if isinstance(atom, FlatRow):
        return {column: spell(cell) for column, cell in atom.cells.items()}
    if isinstance(atom, Answer):
        return _given(state=atom.state.value, reason=atom.reason)
    if isinstance(atom, Mark):
        level = str(atom.level)
        return _given(level=level, name=atom.name, time=atom.time, reason=atom.reason)
    return plain(atom)


def _given(**parts: str | None) -> dict[str, str]:
    return {name: part for name, part in parts.items() if part is not None}
