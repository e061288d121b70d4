"""Edits of answers: the unit of the edit log of a park file, and how two sets differ in edits.

Old and new contents are canonical JSON texts, None where there is nothing:

=========== ============================================================================
kind        content
=========== ============================================================================
`set`       `true`: the set of the year exists
`answer`    `{"state", "value"?, "reason"?, "quality"?}`
`row`       `{"after", "cells"}` of a row that comes or goes; `{"after"}` alone on both sides when
            it moves; `after` is the id of the row before it at that moment, empty for the first
`cell`      the value of one cell of a row that stays
`mark`      `{"level", "name"?, "time"?, "reason"?}`
`confirmed` the reason of the confirmation
=========== ============================================================================

Source: submissions.md, Files (edit log).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypeVar

from db.contents import plain_cells, text_of, write_answer, write_mark
from db.row_order import FIRST, RowOrder
from questionnaire.answers import AnswerSet, Mark, Role, Row
from questionnaire.catalogue import Catalogue

PlaceKind: TypeAlias = Literal["set", "answer", "row", "cell", "mark", "confirmed"]
EditAction: TypeAlias = Literal["edit", "undo", "redo"]

_Key = TypeVar("_Key", str, tuple[str, Role])

SET_EXISTS = "true"
"""Content of the `set` place of a year that has an answer set."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edit happens.

    Attributes:
        year: year of the answer set.
        kind: see the module.
        code: field code, table code, graded indicator or problem id; empty for a set.
        row_id: of rows and cells.
        column: of cells.
        role: of marks.
    """

    year: int
    kind: PlaceKind
    code: str = ""
    row_id: str = ""
    column: str = ""
    role: str = ""

    @property
    def text(self) -> str:
        """The place in words for logs and errors.

        >>> Place(2025, "cell", "enterprises", "r1", "uscc").text
        '2025.cell.enterprises[r1].uscc'
        """
        row = f"[{self.row_id}]" if self.row_id else ""
        parts = [str(self.year), self.kind, f"{self.code}{row}", self.column, self.role]
        return ".".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change at one place.

    Attributes:
        old, new: canonical JSON texts; None = nothing there.
        typed: what the user typed, where it differs from the value; None when not known.
    """

    place: Place
    old: str | None
    new: str | None
    typed: str | None = None

    def inverse(self) -> Edit:
        """The edit that takes this one back.

        >>> Edit(Place(2025, "answer", "gdp"), None, '{"state":"na"}').inverse().new is None
        True
        """
        return Edit(self.place, self.new, self.old)


@dataclass(frozen=True, slots=True)
class EditGroup:
    """What one operation changes: all of it, or nothing.

    Attributes:
        author: who edits.
        time: YYYY-MM-DDThh:mm:ssZ.
        reason: why, or what the operation was; may be empty.
        edits: in the order in which they apply.
    """

    author: str
    time: str
    reason: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class LoggedEdit:
    """An edit as it stands in the log.

    Attributes:
        sequence: 1, 2, 3 ... over the whole file.
        group: number of its group.
        action: `undo` and `redo` groups are appended like any other.
    """

    sequence: int
    group: int
    action: EditAction
    author: str
    time: str
    reason: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class LoggedGroup:
    """A group as it stands in the log, without its edits.

    Attributes:
        number: 1, 2, 3 ... over the whole file.
        target: the group that an undo or redo is about; None for an edit.
    """

    number: int
    action: EditAction
    target: int | None
    author: str
    time: str
    reason: str


def inverse(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that take `edits` back, last one first."""
    return tuple(edit.inverse() for edit in reversed(edits))


def changes(
    before: AnswerSet | None,
    after: AnswerSet,
    catalogue: Catalogue,
    typed: Mapping[Place, str] | None = None,
) -> tuple[Edit, ...]:
    """The edits from `before` to `after`, in the order in which they apply.

    Answers and rows that are the same objects in both sets cost next to nothing, so an edit of one
    cell of a large table should keep the other rows as they are.

    Args:
        before: the set as it is stored; None makes the set.
        after: the set of the same year as it shall be.
        catalogue: has all fields and columns of `after`.
        typed: what the user typed, by place, where it differs from the value.

    Raises:
        ValueProblem: a value is not of the type of its field or column.
    """
    old = before if before is not None else AnswerSet(after.year)
    edits: list[Edit] = []
    if before is None:
        edits.append(Edit(Place(after.year, "set"), None, SET_EXISTS))
    edits += _answer_changes(old, after, catalogue)
    for table in sorted(old.tables.keys() | after.tables.keys()):
        edits += _TableChanges(after.year, table, catalogue).between(
            old.rows(table), after.rows(table)
        )
    edits += _mark_changes(old, after)
    edits += _confirmation_changes(old, after)
    if not typed:
        return tuple(edits)
    return tuple(replace(edit, typed=typed.get(edit.place)) for edit in edits)


def _answer_changes(old: AnswerSet, new: AnswerSet, catalogue: Catalogue) -> Iterator[Edit]:
    for code in _different(old.answers, new.answers):
        place = Place(new.year, "answer", code)
        before, after = (
            None if answer is None else write_answer(catalogue, code, answer)
            for answer in (old.answers.get(code), new.answers.get(code))
        )
        yield from _change(place, before, after)


def _mark_changes(old: AnswerSet, new: AnswerSet) -> Iterator[Edit]:
    earlier, later = _flat_marks(old), _flat_marks(new)
    for code, role in _different(earlier, later):
        before, after = (
            None if mark is None else write_mark(mark)
            for mark in (earlier.get((code, role)), later.get((code, role)))
        )
        yield from _change(Place(new.year, "mark", code, role=role), before, after)


def _flat_marks(answers: AnswerSet) -> dict[tuple[str, Role], Mark]:
    return {
        (code, role): mark
        for code, by_role in answers.marks.items()
        for role, mark in by_role.items()
    }


def _confirmation_changes(old: AnswerSet, new: AnswerSet) -> Iterator[Edit]:
    for problem in _different(old.confirmed, new.confirmed):
        before, after = (
            None if reason is None else text_of(reason)
            for reason in (old.confirmed.get(problem), new.confirmed.get(problem))
        )
        yield from _change(Place(new.year, "confirmed", problem), before, after)


def _different(old: Mapping[_Key, object], new: Mapping[_Key, object]) -> list[_Key]:
    """Keys whose contents differ, sorted."""
    return sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _change(place: Place, before: str | None, after: str | None) -> Iterator[Edit]:
    """The edit, unless both texts are one: NFD against NFC, for example."""
    if before != after:
        yield Edit(place, before, after)


class _TableChanges:
    """Finds the edits of one table."""

    def __init__(self, year: int, table: str, catalogue: Catalogue) -> None:
        self._year = year
        self._table = table
        self._columns = catalogue.tables[table].columns

    def between(self, old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[Edit]:
        """First the rows that go, come and move, then the cells of those that stay."""
        if old is new:
            return
        if list(old) != list(new):
            yield from self._rows(old, new)
        for row_id, row in new.items():
            before = old.get(row_id)
            if before is not None and before is not row and before != row:
                yield from self._cells(row_id, before, row)

    def _rows(self, old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[Edit]:
        """Rows go last first, so that taking it back runs forward; then the others in new order."""
        order = RowOrder(old)
        for row_id in reversed([row_id for row_id in old if row_id not in new]):
            after = order.remove(row_id)
            yield Edit(self._place(row_id), self._row_text(after, old[row_id]), None)
        staying = _longest_rising(list(order), list(new))
        before = FIRST
        for row_id, row in new.items():
            if row_id not in order:
                order.insert(row_id, before)
                yield Edit(self._place(row_id), None, self._row_text(before, row))
            elif row_id not in staying:
                yield from self._move(order, row_id, before)
            before = row_id

    def _move(self, order: RowOrder, row_id: str, after: str) -> Iterator[Edit]:
        left = order.remove(row_id)
        order.insert(row_id, after)
        yield from _change(self._place(row_id), text_of({"after": left}), text_of({"after": after}))

    def _cells(self, row_id: str, old: Row, new: Row) -> Iterator[Edit]:
        for column in _different(old, new):
            before, after = (
                None if column not in row else text_of(plain_cells(self._columns, row)[column])
                for row in (old, new)
            )
            yield from _change(
                Place(self._year, "cell", self._table, row_id, column), before, after
            )

    def _place(self, row_id: str) -> Place:
        return Place(self._year, "row", self._table, row_id)

    def _row_text(self, after: str, row: Row) -> str:
        return text_of({"after": after, "cells": plain_cells(self._columns, row)})


def _longest_rising(old: list[str], new: list[str]) -> frozenset[str]:
    """The largest set of rows that may stay where they are while the others move.

    >>> sorted(_longest_rising(["a", "b", "c"], ["c", "a", "x", "b"]))
    ['a', 'b']
    """
    place = {row_id: number for number, row_id in enumerate(old)}
    kept = [row_id for row_id in new if row_id in place]
    if kept == old:
        return frozenset(kept)
    ends: list[int] = []
    last: list[str] = []
    before: dict[str, str | None] = {}
    for row_id in kept:
        at = bisect_left(ends, place[row_id])
        before[row_id] = last[at - 1] if at else None
        ends[at : at + 1], last[at : at + 1] = [place[row_id]], [row_id]
    return frozenset(_chain(last[-1] if last else None, before))


def _chain(row_id: str | None, before: Mapping[str, str | None]) -> Iterator[str]:
    while row_id is not None:
        yield row_id
        row_id = before[row_id]
